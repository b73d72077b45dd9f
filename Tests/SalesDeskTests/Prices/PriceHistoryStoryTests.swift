import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("What a customer paid before, and what changed since", .eachEngine)
struct PriceHistoryStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let cable: Product

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    customer = try company.customer()
    cable = try company.product("CAB", price: "10.00", cost: "7.00")
  }

  private func sell(
    _ quantity: String, to buyer: Customer? = nil, at price: String? = nil, accepts: Bool = true
  ) throws {
    var new = NewQuote(customer: (buyer ?? customer).id)
    var typing = LineTyping(quantity: try Quantity(machine: quantity))
    typing.price = try price.map { .net(try UnitPrice(machine: $0)) }
    new.lines = [.product(cable.id, typing)]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    _ = try desk.perform(SendQuote(quote.id))
    if accepts { _ = try desk.perform(AcceptQuote(quote: quote.id)) }
  }

  private func history(besides number: String = "") throws -> PriceHistory {
    try desk.read {
      try $0.priceHistory(
        of: cable.id, customer: customer.id, on: company.today, besides: number)
    }
  }

  private func index(_ code: String, _ value: String) throws -> CommodityIndex {
    let index = try desk.perform(CreateIndex(code: code)).outcome
    try desk.perform(
      SetIndexValue(index.id, to: try IndexValue(machine: value)))
    return index
  }

  @Test("orders and quotes stand by day, without drafts, cancelled orders and other customers")
  func listed() throws {
    try sell("4")
    company.pass(days: 3)
    try sell("2", at: "9.40", accepts: false)
    company.pass(days: 3)
    try sell("7", to: try company.customer("AUTRE"), at: "8.00")
    try sell("9", at: "9.00")
    let orders = try desk.read {
      try $0.all(SalesOrder.self, "WHERE customer_id = \(customer.id) ORDER BY order_day DESC")
    }
    let cancelled = try #require(orders.first)
    let history = try history()
    #expect(history.prices.map(\.number) == ["C-0003", "D-0002", "C-0001"])
    #expect(
      history.prices.map(\.priced.netPrice.machineText) == ["9.0000", "9.4000", "10.0000"])
    #expect(history.prices[0].typed?.actorName == desk.actor.name)
    #expect(history.prices[2].typed == nil, "a rule gave it")
    #expect(try self.history(besides: "D-0002").prices.map(\.number) == ["C-0003", "C-0001"])
    _ = try desk.perform(CancelOrder(order: cancelled.id, reason: "erreur"))
    #expect(try self.history().prices.map(\.number) == ["D-0002", "C-0001"])
  }

  @Test("the list, the cost, the rule and the quantity that changed are named, with their moves")
  func causes() throws {
    try company.priceRule(.list, net: "9.50", from: "50") {
      $0.productID = cable.id
      $0.name = "Palier 50"
    }
    try sell("60")
    company.pass(days: 10)
    try desk.perform(SetListPrice(cable.id, to: try UnitPrice(machine: "11.00")))
    try desk.perform(SetCost(cable.id, to: try UnitCost(machine: "7.70")))
    let history = try history()
    let past = try #require(history.prices.first)
    #expect(past.ruleName == "Palier 50")
    // Twenty today: the break is not reached, the list rose.
    let now = try #require(
      PricedMoment(history.match.terms, Quantity(thousandths: 20_000), history.context))
    let comparison = try #require(history.comparison(past, with: now))
    #expect(comparison.moves.map(\.cause) == [.rule, .quantity, .list, .cost])
    #expect(comparison.difference == UnitPrice(tenThousandths: 15_000))
    #expect(comparison.rise == Fraction(15, 95))
    let list = try #require(comparison.moves.first { $0.cause == .list })
    #expect(list.share == Fraction(1, 10))
    // As much as then: the break still stands.
    let same = try #require(history.comparison(past))
    #expect(same.difference == .zero)
    #expect(!same.moves.contains { $0.cause == .quantity })
  }

  @Test("a price that follows an index names it, then and now")
  func followed() throws {
    let copper = try index("CU", "8500")
    try company.priceRule(.contract, net: "4.20") {
      $0.productID = cable.id
      $0.customerID = customer.id
      $0.indexID = copper.id
      $0.indexShare = Ratio(percent: 60)
      $0.indexBase = try? IndexValue(machine: "8500")
    }
    try sell("100")
    company.pass(days: 5)
    try desk.perform(
      SetIndexValue(copper.id, to: try IndexValue(machine: "9200")))
    let history = try history()
    let past = try #require(history.prices.first)
    #expect(past.indexCode == "CU")
    let comparison = try #require(history.comparison(past))
    let move = try #require(comparison.moves.first { $0.cause == .index })
    #expect(move.before == .index(try IndexValue(machine: "8500")))
    #expect(comparison.now.netPrice == UnitPrice(tenThousandths: 44_100), "AT-16")
  }

  @Test("who sees no costs is not told what it cost then")
  func hidden() throws {
    try sell("4")
    try company.salesperson("DURAND", roles: [.salesperson])
    try desk.perform(SetSetting(CompanySettings.costVisibilityName, to: "notSalespeople"))
    let read = try company.desk("DURAND").read {
      try $0.priceHistory(of: cable.id, customer: customer.id, on: company.today)
    }
    let past = try #require(read.prices.first)
    #expect(past.priced.unitCost == nil && read.match.terms.unitCost == nil)
    let told = try #require(try history().prices.first)
    #expect(told.priced.unitCost != nil)
  }
}
