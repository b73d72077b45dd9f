import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("The opportunity")
struct OpportunityTests {
  private let fixture: PipelineFixture

  init() throws { fixture = try PipelineFixture() }

  /// The opportunity with a quote, opened from the board.
  private func station(_ width: Int = 120, _ height: Int = 40) throws -> TestWorkstation {
    var station = try TestWorkstation(
      fixture.company, size: Size(width, height), first: .board)
    station.press(.right, .right, .enter)
    return station
  }

  private func storedLine() throws -> QuoteLine {
    try fixture.company.store.read { reader in
      try #require(try reader.all(QuoteLine.self, "ORDER BY line").first)
    }
  }

  @Test(arguments: [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)])
  func looks(_ width: Int, _ height: Int) throws {
    let station = try station(width, height)
    try station.expectGolden("opportunity")
  }

  @Test func aQuantityTypedMovesMarginAndShortageInTheSameFrame() throws {
    var station = try station()
    #expect(station.shows("manque 1\u{202F}100"), "\(station.frame())")
    station.holdsWork = true
    station.press(.char("e"), .ctrl("u"))
    station.type("4000")
    #expect(station.shows("tout est disponible"), "\(station.frame())")
    #expect(try storedLine().quantity == Quantity(machine: "6000"), "nothing is stored yet")
    station.press(.escape)
    #expect(station.shows("manque 1\u{202F}100"), "Escape forgets it")
  }

  @Test func aDiscountIsKeptByEnterAndUndone() throws {
    var station = try station()
    station.press(.char("e"), .tab)
    station.type("10-5")
    station.press(.enter)
    #expect(try storedLine().discounts == [Ratio(percent: 10), Ratio(percent: 5)])
    station.press(.char("u"))
    #expect(try storedLine().discounts.isEmpty)
  }

  @Test func aTextThatIsNoQuantityIsSaidAndNotStored() throws {
    var station = try station()
    station.press(.char("e"), .ctrl("u"))
    station.type("abc\n")
    #expect(station.model.status?.tone == .refused)
    #expect(try storedLine().quantity == Quantity(machine: "6000"))
  }

  @Test func keysTypedWhileALineIsSavedWait() throws {
    var station = try station()
    station.press(.char("e"), .ctrl("u"))
    station.type("100")
    station.holdsWork = true
    station.press(.enter, .char("t"))
    #expect(!station.shows("Nouvelle tâche"), "the key waits for the line")
    station.deliver()
    station.deliver()
    #expect(station.shows("Nouvelle tâche"), "\(station.frame())")
  }

  @Test func aNoteStandsInTheJournal() throws {
    var station = try station()
    station.press(.char("i"))
    station.type("délai < 10 j, sinon Würth\n")
    #expect(station.shows("« délai < 10 j, sinon"), "\(station.frame())")
  }

  @Test func aSentQuoteIsAcceptedAndShowsWhatIsAwaited() throws {
    let company = try TestCompany()
    let desk = try company.desk()
    let product = try company.product("VIS", price: "10.00", cost: "5.00")
    try company.stock(product, onHand: "3")
    try company.supplier("BERNER", of: product, price: "5.00")
    let customer = try company.customer()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "10")))]
    let draft = try desk.perform(CreateQuote(new)).outcome
    _ = try desk.perform(SendQuote(draft.quote.id))
    var station = try TestWorkstation(company, first: .board)
    station.press(.right, .right, .char("G"))
    #expect(station.shows("3 réservés"), "\(station.frame())")
    #expect(station.shows("7 attendus"), "\(station.frame())")
    station.press(.escape)
    #expect(station.shows("GAGNÉ 30 J (1)"), "\(station.frame())")
  }
}

@Suite("Today")
struct TodayTests {
  @Test(arguments: [(120, 40), (80, 24), (40, 12)])
  func looks(_ width: Int, _ height: Int) throws {
    let fixture = try PipelineFixture()
    let station = try TestWorkstation(fixture.company, size: Size(width, height))
    try station.expectGolden("today")
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func anEmptyDaySaysWhatCanBeDone(_ width: Int, _ height: Int) throws {
    let station = try TestWorkstation(try TestCompany(), size: Size(width, height))
    try station.expectGolden("today-empty")
  }

  @Test func tasksAreTickedOffOneAfterTheOtherWhateverTheStoresSpeed() throws {
    let fixture = try PipelineFixture()
    var station = try TestWorkstation(fixture.company)
    station.holdsWork = true
    station.press(.char("x"), .char("x"))
    for _ in 0..<4 { station.deliver() }
    let done = try fixture.company.store.read {
      try $0.count(Activity.self, "WHERE done_day IS NOT NULL")
    }
    #expect(done == 2)
  }

  @Test func enterOpensTheRecordOfATask() throws {
    let fixture = try PipelineFixture()
    var station = try TestWorkstation(fixture.company)
    station.press(.enter)
    #expect(station.model.current.kind == .opportunity)
    #expect(station.shows("Hôtel des Célestins — Serrurerie"))
    station.press(.escape)
    #expect(station.model.current.kind == .today)
  }
}
