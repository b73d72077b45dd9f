import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("What is typed and not finished")
struct OpenWorkTests {
  private let counter: CounterCompany

  init() throws { counter = try CounterCompany() }

  private func entry(_ station: TestWorkstation) throws -> QuoteEntry {
    try #require(station.model.current.state as? QuoteEntry, "\(station.frame())")
  }

  private func quotes() throws -> [Quote] {
    try counter.company.store.read { try $0.all(Quote.self, "ORDER BY id") }
  }

  /// Two lines taken, a third half typed, the cursor on the second.
  private func typing(_ size: Size = Size(120, 40)) throws -> TestWorkstation {
    var station = try counter.station(size)
    station.type("100*tig\n2400*ron hr16\n7*ec")
    station.press(.up)
    return station
  }

  @Test("another tab saves the draft, says so, marks its tab, and comes back to the very place")
  func otherTab() throws {
    var station = try typing()
    let before = try entry(station)
    station.press(.char("4"))
    #expect(station.model.tab == .customers)
    #expect(try quotes().count == 1, "the draft is in the store")
    #expect(station.shows("Devis•"), "\(station.frame())")
    #expect(station.model.notices.contains { $0.text.contains("reste ouvert") })
    try station.expectGolden("tab-mark")
    station.press(.char("3"))
    #expect(try entry(station).focus == before.focus)
    #expect(try entry(station).unfinished == "7*ec")
    #expect(try entry(station).sheet?.isUnsaved == false)
  }

  @Test("its own tab's key shows the list, and Enter there comes back to the very place")
  func ownTab() throws {
    var older = try counter.station()
    older.type("5*tig\n")
    older.press(.f(8))
    var station = try typing(Size(80, 24))
    station.press(.char("3"))
    #expect(station.model.current.kind == .quotes)
    let rows = station.frame().split(separator: "\n").filter { $0.contains("D-000") }
    #expect(rows.first?.contains("saisie en cours") == true, "\(station.frame())")
    station.press(.home, .enter)
    #expect(try entry(station).focus == .lines(1))
    #expect(try entry(station).unfinished == "7*ec")
    #expect(try quotes().count == 2)
    station.press(.char("g"), .char("p"))
    #expect(station.model.tab == .board)
    #expect(station.shows("• Devis"), "\(station.frame())")
  }

  @Test("the opportunity's quote, opened from another tab, is the one being typed")
  func oneDraft() throws {
    var station = try typing()
    station.press(.char("2"))
    station.press(.char("d"))
    #expect(station.model.tab == .board)
    #expect(try entry(station).unfinished == "7*ec", "\(station.frame())")
    station.press(.char("3"))
    #expect(station.model.current.kind == .quotes, "it is open once")
  }

  @Test("Escape keeps what is on no line, and the journal has it until it is taken up")
  func leaving() throws {
    var station = try typing()
    station.press(.char("q"))
    #expect(station.model.current.kind == .quotes)
    #expect(station.shows("saisie en cours"), "\(station.frame())")
    guard case .draft(_, let rows)? = station.journal.last else {
      Issue.record("the journal forgot the line that was being typed")
      return
    }
    #expect(KeptState(rows)?.rejects == ["7*ec"])
    station.press(.enter, .down)
    #expect(try entry(station).field.text == "7*ec")
    station.type("r\n")
    station.press(.f(8), .escape)
    #expect(!station.shows("saisie en cours"), "\(station.frame())")
    guard case .forget? = station.journal.last else {
      Issue.record("the journal keeps what is in the store")
      return
    }
  }

  @Test("a save that comes late finds the draft that was closed meanwhile")
  func lateSave() throws {
    var station = try counter.station()
    station.type("100*tig\n")
    station.press(.up)
    station.holdsWork = true
    station.press(.char("3"))
    #expect(station.model.current.kind == .quotes)
    #expect(station.model.parked.count == 1, "not forgotten before the store has it")
    for _ in 0..<5 { station.deliver() }
    #expect(station.model.parked.isEmpty)
    guard case .forget? = station.journal.last else {
      Issue.record("the journal keeps what is in the store")
      return
    }
    #expect(try quotes().count == 1)
  }

  @Test(
    "a draft of a crash is the first thing of the first screen", arguments: [(120, 40), (80, 24)])
  func recovered(_ width: Int, _ height: Int) throws {
    var station = try typing()
    station.press(.down, .ctrl("u"))
    guard case .draft(let key, let rows)? = station.journal.last else {
      Issue.record("nothing in the journal")
      return
    }
    var after = try TestWorkstation(
      counter.company, user: "DURAND", size: Size(width, height), first: .today)
    after.recover([KeptDraft(key: key, rows: rows)])
    try after.expectGolden("today-recovered")
    #expect(after.shows("⏎ LA REPREND") && after.shows("Constructions Æther"))
    after.press(.enter)
    #expect(try entry(after).sheet?.draft.lines.count == 2)
    after.press(.f(8), .escape)
    #expect(after.model.current.kind == .today)
    #expect(!after.shows("LA REPREND"), "\(after.frame())")
  }
}

@Suite("The list of the day")
struct TodayListTests {
  @Test("shows purchases that are late, to those whose orders wait and to the buyers")
  func latePurchases() throws {
    let counter = try CounterCompany()
    let company = counter.company
    var station = try counter.station()
    station.type("1200*ecr\n")
    station.press(.f(9), .char("o"), .f(9), .escape)
    let chief = try company.desk("CHEF")
    let supplier = try #require(
      try company.store.read { try $0.first(Supplier.self, "WHERE code = 'BOSSARD'") })
    let draft = try chief.perform(CreatePurchaseOrder(supplier: supplier.id)).outcome
    try chief.perform(OrderFromSupplier(order: draft.id, expectedDay: company.today + 3))
    company.pass(days: 5)
    let mine = try TestWorkstation(company, user: "DURAND", first: .today)
    #expect(mine.shows("ACHATS EN RETARD (1)"), "\(mine.frame())")
    #expect(mine.shows("1 commande attend"))
    try company.salesperson("MARTIN", roles: [.salesperson])
    let other = try TestWorkstation(company, user: "MARTIN", first: .today)
    #expect(!other.shows("ACHATS EN RETARD"), "\(other.frame())")
    let desk = try TestWorkstation(company, user: "CHEF", first: .today)
    #expect(desk.shows("ACHATS EN RETARD (1)"))
  }
}
