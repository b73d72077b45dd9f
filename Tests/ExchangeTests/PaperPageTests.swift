import Foundation
import Paper
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@testable import Exchange

/// The pages themselves, as other programs read them.
@Suite("The pages of a quote")
struct PaperPageTests {
  let fixture: PaperFixture
  let press: PaperPress

  init() throws {
    fixture = try PaperFixture()
    press = try PaperPress()
  }

  @Test("of 1, 30 and 300 lines, with accents, € and long names", arguments: [1, 30, 300])
  func pages(count: Int) throws {
    let document = try fixture.longDocument(count)
    let file = try PrintedFile(try press.printed(document).bytes)
    try keepToLookAt(document, "quote-\(count)")
    let pages = try file.pages()
    #expect(count == 1 ? pages == 1 : pages > 1)
    let text = try file.text()
    for (number, line) in zip(1..., document.lines) {
      guard case .product(let product) = line else { continue }
      #expect(text.contains("\n\(number) \(product.code) "), "line \(number)")
    }
    for word in ["Câble U-1000 R2V", "Ø", "mm²", "Œuvrard", "€", "Æther"] {
      #expect(text.contains(word), "\(word)")
    }
    for page in 1...pages {
      let text = try file.text(page: page)
      #expect(text.contains("Page \(page)/\(pages)"))
      #expect(text.contains("SIRET 552 100 554 00013"))
      if text.contains("\n\(page) ") { #expect(text.contains("Désignation")) }
    }
    for font in try file.fonts() { #expect(font.isEmbedded && font.isReadable, "\(font.name)") }
  }

  @Test("carry sums forward that are those of the lines so far")
  func carried() throws {
    let document = try fixture.longDocument(120)
    let file = try PrintedFile(try press.printed(document).bytes)
    let format = Format(texts: try Texts(.french, in: press.resources))
    var sum = Amount.zero
    var sums: [String] = []
    for case .product(let product) in document.lines {
      sum += product.net
      sums.append(PrintedFile.plain(format.amount(sum, document.currency)))
    }
    var brought: String?
    var carries = 0
    for page in 1...(try file.pages()) {
      let lines = try file.text(page: page).split(separator: "\n")
      func after(_ words: String) -> String? {
        lines.first { $0.hasPrefix(words + " ") || $0.hasPrefix(" " + words + " ") }
          .map { $0.replacing(words, with: "").trimmingCharacters(in: .whitespaces) }
      }
      #expect(after("Report") == brought)
      brought = after("À reporter")
      guard let brought else { continue }
      carries += 1
      let last = lines.compactMap { line -> Int? in
        guard let number = line.split(separator: " ").first.flatMap({ Int($0) }),
          line.contains(" ART-\(number) ")
        else { return nil }
        return number
      }.max()
      #expect(brought == sums[try #require(last) - 1])
    }
    #expect(carries >= 2)
  }

  @Test("show the numbers of the one function, on 30 random documents")
  func numbers() throws {
    var random = SeededGenerator(seed: 30)
    let customer = try fixture.company.customer()
    let products = try fixture.assortment()
    let format = Format(texts: try Texts(.french, in: press.resources))
    let currencies = ["JPY": "160.25", "USD": "1.1172"]
    for (code, rate) in currencies {
      let currency = try #require(Currency(code: code))
      try fixture.desk.perform(SetRate(currency, to: try ExchangeRate(machine: rate)))
    }
    for round in 1...30 {
      let code = currencies.keys.sorted().dropFirst(round % 4).first
      let draft = try fixture.randomQuote(
        customer, products, in: code.flatMap { Currency(code: $0) }, &random)
      let document = try fixture.desk.read {
        try SalesDocument(draft.quote.id, from: $0, today: fixture.company.today)
      }
      let stored = try fixture.desk.read { try $0.get(draft.quote.id) }
      #expect(document.totals.total == stored.totalAmount, "round \(round)")
      #expect(document.totals.vat == stored.vatAmount, "round \(round)")
      let text = try PrintedFile(try press.printed(document).bytes).text()
      let totals = document.totals
      let sums = [totals.net, totals.vat, totals.total, totals.carriage]
      for amount in sums + totals.shares.flatMap({ [$0.base, $0.vat] }) {
        let words = PrintedFile.plain(format.money(amount, document.currency))
        #expect(text.contains(words), "round \(round): \(words)")
      }
      if let code, let rate = document.money.rate {
        // The rate with its day, and the VAT in the seller's currency (CGI ann. II, art. 242 nonies A).
        #expect(text.contains("1 EUR = " + format.rate(rate)), "round \(round): \(code)")
        let vat = try document.money.own(totals.vat)
        #expect(text.contains(PrintedFile.plain(format.money(vat, .eur))), "round \(round)")
      } else {
        #expect(!text.contains("1 EUR ="))
      }
      for case .product(let product) in document.lines {
        let words = PrintedFile.plain(format.amount(product.net, document.currency))
        #expect(text.contains(words), "round \(round): \(words)")
      }
    }
  }

  @Test("are the same bytes each time, on any day")
  func sameBytes() throws {
    let document = try fixture.longDocument(30)
    let first = try press.printed(document)
    #expect(try press.printed(document) == first)
    #expect(first.hash == SalesPaper.hash(first.bytes))
    #expect(!String(decoding: first.bytes, as: UTF8.self).contains("/ModDate (D:2025"))
  }

  @Test("bear the logo and the colour of the company")
  func logo() throws {
    var document = try fixture.longDocument(1)
    let plain = try press.printed(document).bytes
    document.color = "#B00020"
    #expect(try press.printed(document).bytes != plain)
    document.logo = DocumentFile(hash: "x", mediaType: "image/png", bytes: [1, 2, 3])
    #expect(throws: PrinterTrouble.badLogo) { try press.printed(document) }
  }

  /// With COMPTOIR_PAPERS=folder, the files are left there to be looked at.
  private func keepToLookAt(_ document: SalesDocument, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["COMPTOIR_PAPERS"] else { return }
    try Data(try press.printed(document).bytes).write(
      to: URL(filePath: folder).appending(path: name + ".pdf"))
  }
}
