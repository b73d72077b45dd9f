import Testing

@testable import Paper

/// Letters that are all half as wide as high: the layout can be foretold.
struct EvenRuler: PaperRuler {
  func width(of text: String, _ font: PaperFont) -> Double {
    Double(text.count) * font.size / 2
  }

  func broken(_ text: String, _ font: PaperFont, within width: Double) -> [String] {
    let most = max(1, Int(width / (font.size / 2)))
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if longer.count <= most {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = String(word)
      while line.count > most {
        lines.append(String(line.prefix(most)))
        line = String(line.dropFirst(most))
      }
    }
    return lines + [line]
  }
}

@Suite("Where things stand on paper")
struct PaperLayoutTests {
  @Test(
    "every line stands on some page, once, in order", arguments: [0, 1, 2, 20, 30, 31, 300, 1000])
  func everyLine(count: Int) {
    let pages = PaperLayout.pages(of: .example(lines: count), EvenRuler())
    let codes = pages.flatMap(\.texts).filter { $0.hasPrefix("CODE-") }
    #expect(codes == (0..<count).map { "CODE-\($0 + 1)" })
    for (index, page) in pages.enumerated() {
      #expect(page.texts.contains("Page \(index + 1)/\(pages.count)"))
    }
  }

  @Test("nothing is drawn below the foot, nor outside of the sheet", arguments: [1, 30, 300])
  func inside(count: Int) {
    for page in PaperLayout.pages(of: .example(lines: count, longComment: true), EvenRuler()) {
      for case .text(let text, let x, let baseline, _, _, _) in page.marks {
        #expect(baseline > 20 && baseline < Sheet.height - 10, "\(text)")
        #expect(x >= Sheet.left && x <= Sheet.right, "\(text)")
        let isOfFoot = text.hasPrefix("Page ") || text.hasPrefix("Foot")
        #expect(isOfFoot || baseline <= Sheet.bottom, "\(text)")
      }
    }
  }

  @Test("the sum carried forward is brought forward on the next page, and is that of the last line")
  func carried() throws {
    let pages = PaperLayout.pages(of: .example(lines: 120), EvenRuler())
    #expect(pages.count > 3)
    var brought: String?
    for page in pages {
      let texts = page.texts
      if let place = texts.firstIndex(of: "Report") {
        #expect(texts[place + 1] == brought)
      }
      brought = nil
      if let place = texts.firstIndex(of: "À reporter") {
        let last = try #require(texts.last { $0.hasPrefix("CODE-") })
        #expect(texts[place + 1] == "sum \(last.dropFirst(5))")
        brought = texts[place + 1]
      }
    }
    #expect(pages[0].texts.contains("À reporter") && !pages[0].texts.contains("Report"))
  }

  @Test("the sums are never alone on a page: lines stand above them", arguments: 1...80)
  func noOrphans(count: Int) throws {
    let pages = PaperLayout.pages(of: .example(lines: count), EvenRuler())
    let page = try #require(pages.first { $0.texts.contains("Total TTC") })
    let lines = page.texts.count { $0.hasPrefix("CODE-") }
    #expect(lines >= min(2, count))
    #expect(page.texts.contains("Total HT") && page.texts.contains("20 %"))
  }

  @Test("words about the line under them do not end a page", arguments: 10...60)
  func commentStays(count: Int) throws {
    var document = PaperDocument.example(lines: count)
    for place in stride(from: count - 1, to: 0, by: -3) {
      document.rows.insert(.comment("Words \(place)"), at: place)
    }
    for page in PaperLayout.pages(of: document, EvenRuler()) {
      let rows = page.texts.filter { $0.hasPrefix("CODE-") || $0.hasPrefix("Words") }
      #expect(rows.last?.hasPrefix("Words") != true)
    }
  }

  @Test("a long comment goes on over pages, two of its lines at least on each side")
  func longComment() {
    var document = PaperDocument.example(lines: 3)
    let lines = (1...150).map { "Sentence \($0)" }
    document.rows.insert(.comment(lines.joined(separator: "\n")), at: 1)
    let pages = PaperLayout.pages(of: document, EvenRuler())
    let found = pages.map { $0.texts.filter { $0.hasPrefix("Sentence") } }
    #expect(found.flatMap { $0 } == lines)
    #expect(pages.count >= 3)
    #expect(found.allSatisfy { $0.isEmpty || $0.count >= 2 })
  }

  @Test("a description taller than a page is printed whole")
  func tallDescription() {
    var document = PaperDocument.example(lines: 2)
    let words = (1...400).map { "word\($0)" }
    guard case .product(var cells, let carried) = document.rows[0] else { return }
    cells.description = words.joined(separator: "\n")
    document.rows[0] = .product(cells, carried: carried)
    let pages = PaperLayout.pages(of: document, EvenRuler())
    #expect(pages.flatMap(\.texts).filter { $0.hasPrefix("word") } == words)
  }

  @Test("a column in which nothing stands is left out, and the description takes its room")
  func columns() {
    var document = PaperDocument.example(lines: 2)
    let all = Columns(document, EvenRuler())
    for (place, row) in document.rows.enumerated() {
      guard case .product(var cells, let carried) = row else { continue }
      cells.discount = ""
      document.rows[place] = .product(cells, carried: carried)
    }
    let fewer = Columns(document, EvenRuler())
    #expect(fewer.all.count == all.all.count - 1)
    let width = { (columns: Columns) in
      columns.all.first { $0.cell == \.description }?.width ?? 0
    }
    #expect(width(fewer) > width(all))
    let total = fewer.all.reduce(0) { $0 + $1.width }
    #expect(abs(total - Sheet.inner) < 0.01)
  }

  @Test("controls and marks of direction are dropped, line ends kept")
  func cleaning() {
    #expect(PaperText.clean("a\u{1B}[31m\u{202E}b\tc\u{7F}\u{200F}") == "a[31mb c")
    #expect(PaperText.lines("one\r\ntwo\u{2028}three") == ["one", "two", "three"])
    #expect(PaperText.clean("Æther — 3,50 €") == "Æther — 3,50 €")
  }
}

extension PaperPage {
  /// Its words, in the order in which they are drawn.
  var texts: [String] {
    marks.compactMap { mark in
      if case .text(let text, _, _, _, _, _) = mark { text } else { nil }
    }
  }
}

extension PaperDocument {
  /// A document of so many lines.
  static func example(lines count: Int, longComment: Bool = false) -> PaperDocument {
    var rows = (1...max(1, count)).prefix(count).map { number in
      PaperRow.product(
        PaperCells(
          place: "\(number)", code: "CODE-\(number)", description: "Product \(number)",
          quantity: "12", unit: "u", price: "1,50", discount: "5 %", net: "17,10", vat: "20 %"),
        carried: "sum \(number)")
    }
    if longComment {
      rows.append(.comment(String(repeating: "A sentence that is repeated. ", count: 400)))
    }
    return PaperDocument(
      language: "fr", title: "Devis D-1", author: "Seller", day: "2026-11-23",
      accent: PaperColor(red: 0x1D, green: 0x3F, blue: 0x66),
      seller: PaperBlock(name: "Seller", lines: ["Street", "Town"]), heading: "Devis",
      identity: [PaperPair("Numéro", "D-1"), PaperPair("Date", "23/11/2026")],
      parties: [
        PaperBlock(caption: "Client", name: "Customer", lines: ["Street", "Town"]),
        PaperBlock(caption: "Livraison", lines: ["Same"]),
      ],
      columns: PaperCells(
        place: "N°", code: "Référence", description: "Désignation", quantity: "Quantité",
        unit: "Unité", price: "P.U. HT", discount: "Remise", net: "Montant HT", vat: "TVA"),
      rows: rows, vat: PaperVat(headings: ["Taux", "Base", "TVA"], rows: [["20 %", "1", "0,2"]]),
      totals: [PaperTotal(.net, "Total HT", "1"), PaperTotal(.total, "Total TTC", "1,2")],
      note: PaperBlock(lines: ["Note"]),
      terms: PaperBlock(caption: "Conditions", lines: ["Term one.", "Term two."]),
      acceptance: [PaperBlock(caption: "Bon pour accord", lines: ["Date"])], footer: "Foot",
      words: PaperWords(
        carriedForward: "À reporter", broughtForward: "Report", page: "Page {page}/{pages}"))
  }
}
