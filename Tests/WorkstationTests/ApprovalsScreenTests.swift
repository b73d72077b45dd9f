import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("The inbox of approvals")
struct ApprovalsScreenTests {
  /// A quote under its floor that waits, and one that was decided.
  private func company() throws -> TestCompany {
    let counter = try CounterCompany()
    let company = counter.company
    try company.salesperson("NORA")
    let product = try #require(try company.store.read { try $0.product(coded: "TIG-F16") })
    let (seller, chief) = (try company.desk("DURAND"), try company.desk("CHEF"))
    for (price, reason) in [(60_000, "fidélité"), (58_000, "concurrence")] {
      var typing = LineTyping(quantity: try Quantity(machine: "40"))
      typing.price = .net(UnitPrice(tenThousandths: Int64(price)))
      var new = NewQuote(customer: counter.customer.id)
      new.lines = [.product(product.id, typing)]
      let quote = try seller.perform(CreateQuote(new)).outcome.quote
      try seller.perform(AskApproval(quote.id, reason: reason))
      if reason == "concurrence" {
        try chief.perform(DecideApproval(quote.id, .counter, note: "5,95 au moins"))
      }
    }
    return company
  }

  private func station(_ user: String, _ size: Size = Size(120, 40)) throws -> TestWorkstation {
    var station = try TestWorkstation(company(), user: user, size: size)
    station.press(.char(":"))
    station.type("accords à\n")
    return station
  }

  @Test("is drawn at every size", arguments: [(120, 40), (80, 24), (60, 16), (40, 12)])
  func frames(_ width: Int, _ height: Int) throws {
    var station = try station("CHEF", Size(width, height))
    try station.expectGolden("approvals-waiting")
    station.press(.right)
    try station.expectGolden("approvals-decided")
    station.press(.char("D"))
    station.type("nora")
    station.press(.tab, .tab)
    station.type("+7j")
    station.press(.f(8))
    station.press(.right)
    try station.expectGolden("approvals-delegations")
  }

  @Test("a manager decides, delegates and takes back without leaving it")
  func decides() throws {
    var station = try station("CHEF")
    #expect(station.shows("fidélité"))
    station.press(.char("V"), .enter)
    station.type("d'accord\n")
    #expect(station.shows("Rien n'attend votre accord."))
    station.press(.right, .right, .char("D"))
    station.type("nora")
    station.press(.tab, .tab)
    station.type("+7j")
    station.press(.f(8))
    #expect(station.shows("Nora"))
    station.press(.char("x"))
    #expect(station.shows("Aucune délégation"))
  }

  @Test("a salesperson sees what was decided, and why nothing is his to decide")
  func seller() throws {
    var station = try station("DURAND")
    #expect(station.shows("Rien n'attend votre accord."))
    station.press(.char("D"))
    #expect(station.shows("Réservé aux responsables."))
    station.press(.right)
    #expect(station.shows("contre-proposition") && station.shows("5,95 au moins"))
    station.press(.enter)
    #expect(station.shows("D-0002"))
  }
}
