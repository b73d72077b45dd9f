import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// Which screens read again when somebody else has committed: all of them, and only the one that is seen.
@Suite("Somebody else has committed")
struct RereadTests {
  private let company: TestCompany

  init() throws {
    company = try TestCompany()
    let customer = try company.customer("C-0417", name: "Constructions Æther")
    let product = try company.product("VIS", price: "10.00", cost: "6.00")
    try company.stock(product, onHand: "50")
    try company.supplier("BOSSARD", of: product, price: "6.00")
    let desk = try company.desk()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "80")))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SendQuote(quote.id))
    try desk.perform(AcceptQuote(quote: quote.id))
    var card = NewOpportunity(title: "Affaire")
    card.customerID = customer.id
    card.amount = Amount(minor: 100_000)
    _ = try desk.perform(CreateOpportunity(card))
    let supplier = try company.supplier("BOSSARD")
    try desk.perform(CreatePurchaseOrder(supplier: supplier.id))
  }

  @Test("every tab reads again, once", arguments: ScreenKind.tabs)
  func tabs(_ kind: ScreenKind) throws {
    var station = try TestWorkstation(company, first: kind)
    station.holdsWork = true
    station.storeChanged()
    #expect(station.heldCount >= 1, "\(kind) shows what was")
    station.deliver()
    let first = station.heldCount
    station.deliver()
    #expect(station.heldCount <= first, "\(kind) goes on reading")
  }

  @Test(
    "and so does what opens above a tab",
    arguments: [
      (ScreenKind.customers, ScreenKind.customer), (.stock, .product), (.orders, .order),
      (.board, .opportunity),
    ])
  func records(_ tab: ScreenKind, _ record: ScreenKind) throws {
    var station = try TestWorkstation(company, first: tab)
    station.press(.enter)
    try #require(station.model.current.kind == record, "\(station.frame())")
    station.holdsWork = true
    station.storeChanged()
    #expect(station.heldCount >= 1, "\(record) shows what was")
  }

  @Test("a board that is not seen reads when it is seen again")
  func unseen() throws {
    var station = try TestWorkstation(company, first: .board)
    station.press(.char("4"))
    var new = NewOpportunity(title: "Toiture neuve")
    new.amount = Amount(minor: 100_000)
    _ = try company.desk().perform(CreateOpportunity(new))
    station.storeChanged()
    #expect(!station.shows("Toiture neuve"))
    station.press(.char("2"))
    #expect(station.shows("Toiture neuve"))
  }
}
