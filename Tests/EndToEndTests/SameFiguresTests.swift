import Exchange
import Foundation
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation
@testable import comptoir

/// One function gives the totals of screen, command line, JSON and paper (the pages themselves are
/// compared in `PaperPageTests`).
@Suite("The same figures everywhere")
struct SameFiguresTests {
  let company: TestCompany
  let desk: Desk
  let format: Format

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    format = Format(texts: try Texts(.french, in: try ResourceFolder.located()))
  }

  @Test("on 500 random quotes: screen, command line, JSON, paper and store")
  func same() throws {
    var random = SeededGenerator(seed: 500)
    let customer = try company.customer()
    let products = try (1...12).map { number in
      try company.product("P\(number)", price: "\(number * 3).\(10 + number * 7 % 90)") {
        $0.vatCode = ["normal", "intermediate", "reduced"][number % 3]
        $0.priceUnit = [1, 100, 1000][number % 3]
      }
    }
    // Of two decimals, of none, of three; the others are in the company's currency.
    let currencies = ["USD": "1.1172", "JPY": "160.25", "KWD": "0.3551"]
    for (code, rate) in currencies {
      let currency = try #require(Currency(code: code))
      try desk.perform(SetRate(currency, to: try ExchangeRate(machine: rate)))
    }
    for round in 1...500 {
      if round == 250 { _ = try desk.perform(SetSetting("vat.rounding", to: "perLine")) }
      let code = currencies.keys.sorted().dropFirst(round % 6).first
      let quote = try randomQuote(
        customer, products, in: code.flatMap { Currency(code: $0) }, &random)
      let detail = try desk.read { try $0.quoteDetail(quote.id) }
      let paper = try desk.read { try SalesDocument(quote.id, from: $0, today: company.today) }
      let totals = paper.totals
      #expect(
        [detail.quote.netAmount, detail.quote.vatAmount, detail.quote.totalAmount]
          == [totals.goods - totals.discount, totals.vat, totals.total], "store, round \(round)")
      try expectShell(detail, totals, round)
      let frame = try screen(of: quote)
      for amount in [totals.goods - totals.discount, totals.total] {
        let words = format.money(amount, quote.currency)
        #expect(frame.contains(words), "screen, round \(round): \(words)")
      }
    }
  }

  /// What `quote show` writes, in words and in JSON.
  private func expectShell(_ detail: QuoteDetail, _ totals: DocumentTotals, _ round: Int) throws {
    let sheet = try desk.read { try comptoir.QuoteSheet(detail, $0, today: company.today) }
    let card = QuoteAnswers.sheet.card(sheet)
    let json = try JSONSerialization.jsonObject(with: Data(card.json.pretty.utf8))
    let record = try #require(json as? [String: Any])
    let amounts: [(String, Amount)] = [
      ("goodsAmount", totals.goods), ("discountAmount", totals.discount),
      ("carriage", totals.carriage), ("netAmount", totals.net), ("vatAmount", totals.vat),
      ("totalAmount", totals.total),
    ]
    let text = card.lines(format).joined(separator: "\n")
    for (key, amount) in amounts {
      let number = try #require(record[key] as? NSNumber)
      #expect(
        Self.minor(number, detail.quote.currency) == amount.minor, "JSON, round \(round): \(key)")
      let words = format.money(amount, detail.quote.currency)
      #expect(text.contains(words), "command line, round \(round): \(key) \(words)")
    }
    let figures = try QuoteComputation(detail.draft)
    let own = detail.draft.companyCurrency
    #expect(Self.minor(record["companyNet"] as? NSNumber, own) == figures.companyNet.minor)
    #expect(Self.minor(record["margin"] as? NSNumber, own) == figures.margin.margin.minor)
    #expect(
      (record["rate"] as? NSNumber)?.stringValue == detail.quote.rate?.description,
      "JSON, round \(round): rate")
    let shares = try #require(record["vat"] as? [[String: Any]])
    #expect(shares.count == totals.shares.count)
    for (share, row) in zip(totals.shares, shares) {
      #expect(Self.minor(row["base"] as? NSNumber, detail.quote.currency) == share.base.minor)
      #expect(Self.minor(row["vat"] as? NSNumber, detail.quote.currency) == share.vat.minor)
    }
  }

  private static func minor(_ number: NSNumber?, _ currency: Currency) -> Int64? {
    number.map { Int64(($0.doubleValue * Double(currency.minorUnits)).rounded()) }
  }

  /// The frame of quote entry, opened on the quote: its work is done at once, in the order it is asked.
  private func screen(of quote: Quote) throws -> String {
    let session = try Session.read(desk, format: format)
    var model = Model(session: session, size: Size(120, 40), registry: .workstation)
    var waiting = model.issue([.open(Screens.quoteEntry(quote: quote.id))], from: 0)
    while !waiting.isEmpty {
      let issued = waiting.removeFirst()
      guard let ticket = issued.ticket, case .work(let work) = issued.effect else { continue }
      waiting += model.update(.result(ticket, try work.body(desk)))
    }
    let buffer = CellBuffer(model.size)
    _ = model.draw(on: buffer.canvas)
    #expect(buffer.text.contains(quote.number))
    return buffer.text
  }

  private func randomQuote(
    _ customer: Customer, _ products: [Product], in currency: Currency?,
    _ random: inout SeededGenerator
  ) throws -> Quote {
    var new = NewQuote(customer: customer.id)
    new.currency = currency
    for _ in 0...Int.random(in: 0..<8, using: &random) {
      var typing = LineTyping(
        quantity: Quantity(thousandths: Int64.random(in: 1...250_000, using: &random)))
      if Bool.random(using: &random) {
        typing.discounts = [Ratio(basisPoints: Int64.random(in: 1...4_000, using: &random))]
      }
      new.lines.append(.product(products[Int.random(in: 0..<12, using: &random)].id, typing))
    }
    let draft = try desk.perform(CreateQuote(new)).outcome
    var edit = QuoteHeaderEdit()
    edit.discount = .set(Ratio(basisPoints: Int64.random(in: 0...1_500, using: &random)))
    edit.carriage = .set(Amount(minor: Int64.random(in: 0...9_000, using: &random)))
    return try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome.quote
  }
}
