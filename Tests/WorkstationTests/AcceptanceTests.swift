import Exchange
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// A quote with the customer, who is a few euros from the limit.
struct CreditCompany {
  let counter: CounterCompany
  let quote: Quote

  var company: TestCompany { counter.company }

  /// - Parameter owed: what the customer owes before, of 30 000 allowed.
  init(owed: String = "29500.00") throws {
    counter = try CounterCompany()
    let company = counter.company
    let item = OpenItem(
      id: company.ids.mint(), customerID: counter.customer.id, kind: .invoice, number: "F-1",
      dueDay: company.today + 20, balance: try Money(machine: owed, .eur).amount)
    try company.store.write { try $0.insertInBulk(item) }
    var station = try counter.station()
    station.type("100*tig\n2400*ron hr16\n")
    station.press(.f(9), .char("o"))
    let entry = station.model.current.state as? QuoteEntry
    quote = try #require(entry?.sheet?.quote)
    #expect(quote.state == .sent, "\(station.frame())")
  }

  /// The screens that a quote is accepted from, at the key before that.
  enum Place: String, CaseIterable {
    case entry, quotes, board, boardMove, opportunity
  }

  func station(_ place: Place, user: String, _ size: Size = Size(120, 40)) throws
    -> TestWorkstation
  {
    let root: ScreenKind = place == .entry || place == .quotes ? .quotes : .board
    var station = try TestWorkstation(company, user: user, size: size, first: root)
    switch place {
    case .entry: station.press(.enter)
    case .quotes: break
    case .board: station.press(.right, .right)
    case .boardMove:
      station.press(.right, .right, .char(">"))
      #expect(station.model.modals.isEmpty)
    case .opportunity: station.press(.right, .right, .enter)
    }
    return station
  }

  func accept(_ place: Place) -> Key {
    switch place {
    case .entry: .f(9)
    case .quotes: .char("A")
    case .board, .opportunity: .char("G")
    case .boardMove: .char(">")
    }
  }

  func orders() throws -> [SalesOrder] {
    try company.store.read { try $0.all(SalesOrder.self, "ORDER BY id") }
  }
}

@Suite("Acceptance, wherever it is asked")
struct AcceptanceScreenTests {
  @Test(
    "tells a salesperson why it is refused and whom to ask", arguments: CreditCompany.Place.allCases
  )
  func refused(_ place: CreditCompany.Place) throws {
    let credit = try CreditCompany()
    var station = try credit.station(place, user: "DURAND", Size(80, 24))
    station.press(credit.accept(place))
    #expect(station.model.modals.isEmpty)
    #expect(station.shows("dépasse son plafond"), "\(station.frame())")
    #expect(station.shows("Admin, Chef."), "the whole sentence is read: \(station.frame())")
    #expect(try credit.orders().isEmpty)
    station.press(.down)
    #expect(!station.shows("Admin, Chef."), "one line again: \(station.frame())")
  }

  @Test("lets a manager decide, and shows what it did", arguments: CreditCompany.Place.allCases)
  func overridden(_ place: CreditCompany.Place) throws {
    let credit = try CreditCompany()
    var station = try credit.station(place, user: "CHEF")
    station.press(credit.accept(place))
    if place == .entry { try station.expectGolden("credit-decision") }
    #expect(station.shows("Passer outre"), "\(station.frame())")
    station.press(.f(8))
    #expect(try credit.orders().isEmpty, "a reason is asked for")
    station.type("chèque reçu\n+30j\n")
    #expect(station.shows("réservés"), "\(station.frame())")
    #expect(station.shows("30\u{202F}962\u{A0}€ / 30\u{202F}000"), "\(station.frame())")
    let order = try #require(try credit.orders().first)
    #expect(order.creditOverride == "CHEF · 2026-12-23 · chèque reçu")
    station.press(.f(9))
    #expect(station.model.current.kind == .order)
    #expect(station.shows("CHEF · jusqu'au 23/12/2026 · chèque reçu"), "\(station.frame())")
    let act = try #require(
      try credit.company.store.read { try $0.journal(of: credit.quote.id.rawValue, limit: 1) }.first
    )
    let facts = FactsJSON.decode(act.head.summary)
    #expect(facts.contains(Fact("override", .text("chèque reçu"))))
    #expect(facts.contains(Fact("until", .day(credit.company.today + 30))))
  }

  @Test("a day that is past is no term of a decision")
  func pastDay() throws {
    let credit = try CreditCompany()
    var station = try credit.station(.quotes, user: "CHEF")
    station.press(.char("A"))
    station.type("chèque reçu\n-1j\n")
    #expect(station.shows("ce jour est passé"), "\(station.frame())")
    #expect(try credit.orders().isEmpty)
    station.press(.escape)
    #expect(station.model.modals.isEmpty)
  }

  @Test("a reopened order is judged again, and a manager decides there too")
  func reopened() throws {
    let credit = try CreditCompany(owed: "10000.00")
    var station = try credit.station(.quotes, user: "CHEF")
    station.press(.char("A"), .enter, .char("X"))
    station.type("plus besoin\n")
    let item = OpenItem(
      id: credit.company.ids.mint(), customerID: credit.counter.customer.id, kind: .invoice,
      number: "F-2", dueDay: credit.company.today + 5, balance: Amount(minor: 2_000_000))
    try credit.company.store.write { try $0.insertInBulk(item) }
    station.press(.escape, .char("O"))
    #expect(station.shows("Passer outre"), "\(station.frame())")
    station.type("réglé demain\n\n")
    #expect(try credit.orders().first?.creditOverride == "CHEF ·  · réglé demain")
    #expect(station.shows("CHEF · réglé demain"), "\(station.frame())")
  }

  @Test("says what is owed now, and leads to the order", arguments: [(120, 40), (80, 24)])
  func panel(_ width: Int, _ height: Int) throws {
    let credit = try CreditCompany(owed: "10000.00")
    var station = try credit.station(.entry, user: "DURAND", Size(width, height))
    station.press(.f(9))
    try station.expectGolden("accepted-panel")
    station.press(.escape)
    #expect(station.model.current.kind == .quoteEntry)
    station.press(.f(9))
    #expect(station.model.current.kind == .order, "\(station.frame())")
  }

  @Test("counts the order once in what the customer owes")
  func countedOnce() throws {
    let credit = try CreditCompany(owed: "10000.00")
    var station = try credit.station(.opportunity, user: "DURAND")
    #expect(station.shows("Après cette affaire"), "\(station.frame())")
    station.press(.char("G"), .escape)
    #expect(!station.shows("Après cette affaire"), "\(station.frame())")
    #expect(station.shows("11\u{202F}462\u{A0}€ / 30\u{202F}000\u{A0}€"), "\(station.frame())")
    station.resize(80, 24)
    #expect(station.shows("encours 38\u{A0}%"), "\(station.frame())")
    #expect(!station.shows("38\u{A0}%→"), "\(station.frame())")
  }

  @Test("an invoice is offered the due day of the order's own term")
  func dueDay() throws {
    let credit = try CreditCompany(owed: "10000.00")
    let company = credit.company
    let term = PaymentTerm(
      id: company.ids.mint(), code: "45TEST", name: "45 jours fin de mois", days: 45,
      kind: .daysThenEndOfMonth)
    try company.store.write { writer in
      try writer.insert(term)
      let kept = try writer.get(credit.quote.id)
      var quote = kept
      quote.paymentTermID = term.id
      try writer.update(kept, to: quote)
    }
    var station = try credit.station(.entry, user: "DURAND")
    station.press(.f(9), .enter, .char("L"), .char("o"), .right, .char("F"))
    station.type("F-2026-119")
    station.press(.tab)
    #expect(
      station.shows("31/01/2027"),
      "45 days from 23/11/2026, then the month's end: \(station.frame())")
  }

  @Test("an order shows the invoices of its deliveries and when they are due")
  func invoices() throws {
    let credit = try CreditCompany(owed: "10000.00")
    var station = try credit.station(.entry, user: "DURAND")
    station.press(.f(9), .enter, .char("L"), .char("o"))
    station.press(.right)
    #expect(station.model.current.kind == .order)
    station.press(.char("F"))
    station.type("F-2026-118\n\n")
    #expect(station.shows("F-2026-118, échéance 23/12/2026"), "\(station.frame())")
    station.press(.char("u"))
    #expect(!station.shows("F-2026-118, échéance"), "undone, it is owed no more")
    station.press(.char("U"))
    credit.company.pass(days: 40)
    var later = try TestWorkstation(
      credit.company, user: "DURAND", size: Size(80, 24), first: .orders)
    later.press(.right, .right, .enter, .right)
    #expect(later.shows("! F-2026-118"), "\(later.frame())")
  }
}
