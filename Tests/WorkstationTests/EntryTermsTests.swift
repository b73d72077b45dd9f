import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Sections, options and carriage while a quote is typed")
struct EntryTermsTests {
  private func sheet(_ station: TestWorkstation) throws -> QuoteSheet {
    let entry = try #require(station.model.current.state as? QuoteEntry)
    return try #require(entry.sheet)
  }

  /// A quote of two lots with an option and an alternative.
  private func filled(_ counter: CounterCompany, _ size: Size = Size(120, 40)) throws
    -> TestWorkstation
  {
    var station = try counter.station(size)
    for line in [
      "++ Lot 1 charpente", "100*tig =8", "?10*foret 18", "++ Lot 2 scellement", "12*sce 380",
      "/12*bhr 1650",
    ] { station.type(line + "\n") }
    return station
  }

  @Test("are drawn at every size", arguments: [(120, 40), (80, 24)])
  func frames(_ width: Int, _ height: Int) throws {
    let counter = try CounterCompany()
    let desk = try counter.company.desk()
    try desk.perform(SetSetting("carriage.freeFrom", to: "1000"))
    try desk.perform(SetSetting("carriage.amount", to: "25"))
    var station = try filled(counter, Size(width, height))
    try station.expectGolden("entry-sections")
    station.press(.f(9), .char("o"))
    #expect(try sheet(station).quote.state == .sent)
    station.press(.f(9))
    try station.expectGolden("entry-taken")
  }

  @Test("signs and keys make options and alternatives, which stay out of the total")
  func choices() throws {
    var station = try filled(try CounterCompany())
    #expect(
      try sheet(station).draft.lines.map(\.row.choice)
        == [.firm, .firm, .option, .firm, .firm, .alternative])
    #expect(try sheet(station).figures.totals.goods == Amount(minor: 97_040))
    #expect(try sheet(station).figures.sections.map(\.net.minor) == [80_000, 17_040])
    // ↑ from the entry line is the alternative: a sells it, a again offers it.
    station.press(.up, .char("a"))
    #expect(try sheet(station).draft.lines[5].row.choice == .firm)
    station.press(.char("a"))
    #expect(try sheet(station).draft.lines[5].row.choiceOf == 5)
    station.press(.up, .up, .up, .char("o"))
    #expect(try sheet(station).draft.lines[2].row.choice == .firm)
    // The sign alone, typed over the line, does the same; the quantity stays.
    station.press(.enter)
    station.type("?\n")
    #expect(try sheet(station).draft.lines[2].row.choice == .option)
    #expect(try sheet(station).draft.lines[2].quantity == Quantity(thousandths: 10_000))
    station.press(.up, .up, .char("t"))
    #expect(try sheet(station).draft.lines[0].row.heading == false)
    station.press(.char("u"))
    #expect(try sheet(station).draft.lines[0].row.heading)
  }

  @Test("acceptance asks what is taken, and keeps the rest quoted")
  func taking() throws {
    let counter = try CounterCompany()
    var station = try filled(counter)
    station.press(.f(9), .char("o"), .f(9))
    #expect(station.shows("que prend le client"))
    // The cursor is on the first option: taken; of the line above half.
    station.press(.char(" "), .up)
    station.type("50")
    station.press(.enter)
    let reader = counter.company.store
    let order = try #require(
      try reader.read { try $0.first(SalesOrder.self, "WHERE number <> ''") })
    #expect(order.netAmount == Amount(minor: 40_000 + 11_500 + 17_040))
    let rest = try #require(
      try reader.read { try $0.first(Quote.self, "WHERE state = 'draft'") })
    #expect(rest.netAmount == Amount(minor: 40_000))
    // The fixture's stock is held by nobody; all else is sound.
    let findings = try reader.read { try CompanyCheck.run($0) }.filter {
      !$0.rule.hasPrefix("stock")
    }
    #expect(findings == [])
  }

  @Test("the list of quotes sends to the quote where options wait")
  func fromList() throws {
    let counter = try CounterCompany()
    var station = try filled(counter)
    station.press(.f(9), .char("o"), .escape)
    station.press(.char("A"))
    #expect(try counter.company.store.read { try $0.count(SalesOrder.self) } == 0)
    #expect(station.shows("options"))
  }

  @Test("says what is missing to the franco, and keeps a carriage that was typed")
  func carriage() throws {
    let counter = try CounterCompany()
    let desk = try counter.company.desk()
    try desk.perform(SetSetting("carriage.freeFrom", to: "350"))
    try desk.perform(SetSetting("carriage.amount", to: "25"))
    var station = try counter.station()
    station.type("20*sce 380\n")
    #expect(try sheet(station).figures.totals.carriage == Amount(minor: 2_500))
    #expect(station.shows("il manque 66,00"))
    station.type("10*sce 380\n")
    #expect(try sheet(station).figures.totals.carriage == .zero)
    #expect(station.shows("Port franco"))
    #expect(station.shows("marge nette de port"))
    station.press(.f(6), .tab, .tab, .tab, .tab, .tab, .tab, .tab, .tab)
    station.type("45/60")
    station.press(.tab)
    #expect(try sheet(station).quote.carriageSource == .manual)
    #expect(try sheet(station).figures.totals.carriage == Amount(minor: 4_500))
    #expect(try sheet(station).figures.carriage.cost == Amount(minor: 6_000))
    #expect(try sheet(station).isUnsaved)
    station.press(.f(8))
    #expect(try !sheet(station).isUnsaved)
    #expect(try sheet(station).quote.carriage == Amount(minor: 4_500))
  }

  @Test("a term longer than the law allows is refused in its field")
  func term() throws {
    let counter = try CounterCompany()
    let long = PaymentTerm(
      id: counter.company.ids.mint(), code: "90J", name: "90 jours", days: 90, kind: .net)
    try counter.company.store.write { try $0.insertInBulk(long) }
    var station = try counter.station()
    station.press(.f(6), .tab, .tab, .tab, .tab, .tab, .tab)
    station.type("90J")
    #expect(station.shows("L441-10"))
    station.press(.tab)
    #expect(try sheet(station).quote.paymentTermID != long.id)
  }

  @Test("says what a version changes in the one before")
  func difference() throws {
    var station = try CounterCompany().station()
    station.type("100*tig =8\n20*foret 18\n")
    station.press(.f(9), .char("o"))
    station.press(.char("e"))
    #expect(try sheet(station).quote.revision == 2)
    station.press(.up, .up, .enter)
    station.type("150\n")
    station.press(.char("="))
    #expect(station.shows("qté 100 → 150"))
    #expect(station.shows("+400,00"))
    station.press(.escape)
  }

  @Test("asks which prices a copy takes, and who won what is lost")
  func copyAndLoss() throws {
    let counter = try CounterCompany()
    var station = try counter.station()
    station.type("100*tig =8\n20*foret 18\n")
    station.press(.f(8), .up, .char("D"))
    #expect(station.shows("quels prix"))
    station.press(.down, .enter)
    #expect(try sheet(station).quote.number == "D-0002")
    #expect(try sheet(station).draft.lines.map(\.row.priceSource) == [.manual, .manual])
    station.press(.up, .char("P"))
    station.type("perdu")
    station.press(.enter, .enter)
    #expect(station.shows("concurrent"))
    station.type("Descours\n")
    let lost = try counter.company.store.read {
      try $0.first(Opportunity.self, "WHERE outcome = 'lost'")
    }
    #expect(lost?.competitor == "Descours")
  }
}
