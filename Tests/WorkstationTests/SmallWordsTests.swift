import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Words that are typed and words that are read")
struct SmallWordsTests {
  @Test(
    "how a customer said yes is understood in the words people use",
    arguments: [
      ("mail", AcceptanceChannel.email), ("e-mail", .email), ("EMAIL", .email),
      ("courriel", .email), ("mél", .email), ("tél", .phone), ("Tel.", .phone), ("phone", .phone),
      ("appel", .phone), ("BC", .purchaseOrder), ("bon", .purchaseOrder),
      ("commande", .purchaseOrder),
      ("signé", .signature), ("s", .signature),
    ])
  func channels(_ typed: String, _ channel: AcceptanceChannel) throws {
    let station = try TestWorkstation(TestCompany())
    #expect(AcceptanceForm.channel(typed, station.model.session) == channel)
    #expect(AcceptanceForm.channel("pigeon", station.model.session) == nil)
    #expect(AcceptanceForm.channel(" . ", station.model.session) == nil)
  }

  @Test("what a customer bought last is told per price unit")
  func purchases() throws {
    let company = try TestCompany()
    let customer = try company.customer()
    let product = try company.product("CHC-5X20", price: "2.0175", cost: "1.00") {
      $0.priceUnit = 100
    }
    try company.stock(product, onHand: "10000")
    let desk = try company.desk()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "8000")))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SendQuote(quote.id))
    try desk.perform(AcceptQuote(quote: quote.id))
    var station = try TestWorkstation(company, first: .customers)
    station.press(.enter)
    #expect(station.shows("2,0175/100"), "\(station.frame())")
  }

  @Test("a customer's currency is one that exists")
  func currency() throws {
    let company = try TestCompany()
    let customer = try company.customer()
    var station = try TestWorkstation(company, first: .customers)
    station.press(.enter, .char("c"))
    for _ in 0..<20 where !station.shows("▌Devise") { station.press(.tab) }
    station.press(.ctrl("u"))
    station.type("XYZ")
    station.press(.f(8))
    #expect(station.shows("« XYZ » n'est pas une devise"), "\(station.frame())")
    #expect(try company.store.read { try $0.get(customer.id) }.currency == .eur)
    station.press(.ctrl("u"))
    station.type("usd")
    station.press(.f(8))
    #expect(try company.store.read { try $0.get(customer.id) }.currency == .usd)
  }
}
