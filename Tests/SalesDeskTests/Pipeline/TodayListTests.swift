import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// What a person finds in the morning: each thing comes when its day has come, and goes once it is
/// looked after.
@Suite("The list of the day", .eachEngine)
struct TodayListTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    customer = try company.customer()
  }

  private func list() throws -> TodayList {
    try desk.read {
      try $0.todayList(for: desk.actor.id, approves: true, today: company.today)
    }
  }

  /// A quote of this person, sent to the customer.
  private func sent(_ product: Product, _ quantity: String) throws -> ID<Quote> {
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: units(quantity)))]
    let draft = try desk.perform(CreateQuote(new)).outcome
    _ = try desk.perform(SendQuote(draft.quote.id))
    return draft.quote.id
  }

  @Test("a task: due, late, done")
  func tasks() throws {
    let opportunity = try desk.perform(
      CreateOpportunity(NewOpportunity(title: "Chantier", customer: customer.id))
    ).outcome
    let subject = ActSubject(kind: .opportunity, id: opportunity.id.rawValue)
    let task = try desk.perform(
      AddTask(NewTask("Relancer", on: subject, due: company.today + 1))
    ).outcome
    #expect(try list().tasks.isEmpty && list().lateTasks.isEmpty, "not its day yet")
    company.pass(days: 1)
    #expect(try list().tasks.map(\.activity.id) == [task.id])
    #expect(try list().lateTasks.isEmpty)
    company.pass(days: 1)
    #expect(try list().tasks.isEmpty)
    #expect(try list().lateTasks.map(\.activity.id) == [task.id])
    _ = try desk.perform(DoneTask(task.id))
    #expect(try list().lateTasks.isEmpty)
    try desk.undo()
    #expect(try list().lateTasks.map(\.activity.id) == [task.id])
  }

  @Test("a quote about to expire: from five days before to five days after, unless it is answered")
  func expiring() throws {
    let product = try company.product("VIS-4X40", price: "10.00", cost: "6.00")
    let quote = try sent(product, "3")
    let other = try sent(product, "4")
    company.pass(days: 24)
    #expect(try list().expiringQuotes.isEmpty, "six days are left")
    company.pass(days: 1)
    #expect(try list().expiringQuotes.map(\.quote.id) == [quote, other])
    _ = try desk.perform(DeclineQuote(other, reason: "trop cher"))
    #expect(try list().expiringQuotes.map(\.quote.id) == [quote])
    company.pass(days: 10)
    #expect(try list().expiringQuotes.map(\.quote.id) == [quote], "it ended five days ago")
    company.pass(days: 1)
    #expect(try list().expiringQuotes.isEmpty)
  }

  @Test("a purchase: late once its day has passed; its goods arrived, then delivered")
  func purchases() throws {
    let plug = try company.product("CHEV-10", price: "0.30", cost: "0.18")
    try company.supplier("VISSERIE", of: plug, price: "0.17")
    let order = try desk.perform(AcceptQuote(quote: try sent(plug, "80"))).outcome.orderID
    let supplier = try #require(
      try desk.read { try $0.openRequests() }.first?.request.supplierID)
    let draft = try desk.perform(CreatePurchaseOrder(supplier: supplier)).outcome
    let purchase = try desk.perform(OrderFromSupplier(order: draft.id)).outcome
    let expected = try #require(purchase.expectedDay)
    #expect(try list().latePurchases.isEmpty && list().arrivals.isEmpty)
    company.pass(days: expected - company.today)
    #expect(try list().latePurchases.isEmpty, "it may still come today")
    company.pass(days: 1)
    let late = try list().latePurchases
    #expect(late.map(\.id) == [purchase.id] && late.first?.waitingOrders == 1)
    _ = try desk.perform(ReceivePurchase(order: purchase.id))
    #expect(try list().latePurchases.isEmpty)
    let arrived = try list().arrivals
    #expect(arrived.map(\.orderID) == [order] && arrived.first?.quantity == units("80"))
    _ = try desk.perform(DeliverOrder(order: order))
    #expect(try list().arrivals.isEmpty)
  }

  @Test("an opportunity that stays too long in its stage, until it moves on")
  func stagnating() throws {
    var new = NewOpportunity(title: "Chantier", customer: customer.id)
    let stage = try company.stage("QUALIFIE")
    new.stageID = stage.id
    let opportunity = try desk.perform(CreateOpportunity(new)).outcome
    let days = try #require(stage.ageLimitDays)
    company.pass(days: days - 1)
    #expect(try list().stagnating.isEmpty)
    company.pass(days: 1)
    #expect(try list().stagnating.map(\.id) == [opportunity.id])
    _ = try desk.perform(MoveOpportunity(opportunity.id, to: try company.stage("DEVIS").id))
    #expect(try list().stagnating.isEmpty)
    try desk.undo()
    #expect(try list().stagnating.map(\.id) == [opportunity.id])
  }
}
