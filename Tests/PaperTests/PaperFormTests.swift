import Foundation
import Testing

@testable import Paper

@Suite("The form in which documents go to the printer")
struct PaperFormTests {
  @Test("is read back as it was written, and written the same each time")
  func roundTrip() throws {
    var document = PaperDocument.example(lines: 3, longComment: true)
    document.logo = try PaperLogo(checking: Pictures.png)
    let bytes = try document.encoded()
    #expect(try PaperDocument(json: bytes) == document)
    #expect(try PaperDocument(json: bytes).encoded() == bytes)
  }

  @Test("of another version is refused by its number")
  func otherFormat() throws {
    var document = PaperDocument.example(lines: 1)
    document.format = 99
    let bytes = try document.encoded()
    #expect(throws: PaperError.otherFormat(found: 99, known: 1)) { try PaperDocument(json: bytes) }
  }

  @Test("what is not a document is refused by what is missing")
  func notADocument() {
    for text in ["", "{", "[]", "{\"format\": 1}", "\u{0}"] {
      #expect(throws: PaperError.self) { try PaperDocument(json: Array(text.utf8)) }
    }
    let error = #expect(throws: PaperError.self) {
      try PaperDocument(json: Array("{\"format\": 1}".utf8))
    }
    guard case .notADocument(let reason) = error else { return }
    #expect(reason.contains("no "))
  }

  @Test("colours are six hexadecimal digits; light ones take dark words")
  func colors() {
    #expect(PaperColor("#1D3F66")?.text == "#1D3F66")
    for text in ["1D3F66", "#1D3F6", "#GG3F66", "#1D3F666", "", "#+D3F66"] {
      #expect(PaperColor(text) == nil, "\(text)")
    }
    #expect(PaperColor("#1D3F66")?.isDark == true)
    #expect(PaperColor("#FFD400")?.isDark == false)
    #expect(PaperColor("#000000")?.tint(0) == PaperColor("#FFFFFF"))
  }
}

@Suite("The logo of a company")
struct PaperLogoTests {
  @Test("PNG and JPEG are taken, with their size")
  func taken() throws {
    let png = try PaperLogo(checking: Pictures.png)
    #expect((png.kind, png.width, png.height) == (.png, 3, 2))
    let jpeg = try PaperLogo(checking: Pictures.jpeg)
    #expect((jpeg.kind, jpeg.width, jpeg.height) == (.jpeg, 3, 2))
  }

  @Test("a file cut anywhere, or changed anywhere, is damaged")
  func damaged() {
    for length in 8..<Pictures.png.count {
      #expect(throws: LogoTrouble.damaged) {
        try PaperLogo(checking: Array(Pictures.png.prefix(length)))
      }
    }
    for place in 12..<Pictures.png.count {
      var changed = Pictures.png
      changed[place] ^= 0x10
      #expect(throws: LogoTrouble.self, "byte \(place)") { try PaperLogo(checking: changed) }
    }
    for length in [4, 20, Pictures.jpeg.count / 2, Pictures.jpeg.count - 1] {
      #expect(throws: LogoTrouble.damaged) {
        try PaperLogo(checking: Array(Pictures.jpeg.prefix(length)))
      }
    }
  }

  @Test("other kinds, and what is too large, are refused by their reason")
  func refused() {
    #expect(throws: LogoTrouble.unknownKind) { try PaperLogo(checking: Array("<svg/>".utf8)) }
    #expect(throws: LogoTrouble.unknownKind) { try PaperLogo(checking: []) }
    let large = Pictures.png + [UInt8](repeating: 0, count: PaperLogo.mostBytes)
    #expect(throws: LogoTrouble.tooLarge(bytes: large.count, limit: PaperLogo.mostBytes)) {
      try PaperLogo(checking: large)
    }
    var four = Pictures.jpeg
    if let place = four.indices.first(where: { four[$0] == 0xFF && four[$0 + 1] == 0xC0 }) {
      four[place + 9] = 4
    }
    #expect(throws: LogoTrouble.fourColors) { try PaperLogo(checking: four) }
  }
}
