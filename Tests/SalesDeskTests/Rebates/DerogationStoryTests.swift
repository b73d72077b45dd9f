import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Suppliers' derogations at the desk", .eachEngine)
struct DerogationStoryTests {
  let company: TestCompany
  let desk: Desk
  let product: Product
  let customer: Customer
  let supplier: Supplier

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    let family = try company.family("POMPE", floorPercent: 5)
    product = try company.product("POMPE-1", price: "50.00", cost: "40.00", family: family)
    customer = try company.customer()
    supplier = try company.supplier("GRUND", of: product, price: "40.00")
    try company.stock(product, onHand: "1000")
  }

  private func euros(_ text: String) throws -> Amount {
    Amount(minor: try MachineDecimal.parse(text, decimals: 2))
  }
  private func quantity(_ text: String) throws -> Quantity { try Quantity(machine: text) }

  private func wanted(_ edit: (inout SupplierDerogation) -> Void = { _ in }) throws
    -> SupplierDerogation
  {
    var derogation = SupplierDerogation(
      id: ID(rawValue: 0), reference: "L-2026-17", supplierID: supplier.id, productID: product.id,
      customerID: customer.id, unitCost: try UnitCost(machine: "34.00"),
      quantity: try quantity("100"), validFrom: company.today, validTo: company.today + 30)
    edit(&derogation)
    return derogation
  }

  private func draft(
    _ quantities: String..., on other: Desk? = nil, to buyer: Customer? = nil
  ) throws -> QuoteDraft {
    var new = NewQuote(customer: (buyer ?? customer).id)
    new.lines = try quantities.map {
      .product(product.id, LineTyping(quantity: try quantity($0)))
    }
    return try (other ?? desk).perform(CreateQuote(new)).outcome
  }

  private func order(_ quantities: String...) throws -> ID<SalesOrder> {
    var new = NewQuote(customer: customer.id)
    new.lines = try quantities.map {
      .product(product.id, LineTyping(quantity: try quantity($0)))
    }
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SendQuote(quote.id))
    return try desk.perform(AcceptQuote(quote: quote.id)).outcome.orderID
  }

  private func stored(_ derogation: SupplierDerogation) throws -> SupplierDerogation {
    try company.store.read { try $0.get(derogation.id) }
  }

  private func cost(_ order: ID<SalesOrder>) throws -> Amount? {
    try company.store.read { try $0.find(SalesOrderCost.self, order.sqlValue)?.costAmount }
  }

  private func expectSound() throws {
    #expect(try company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test(
    "AT-66: 120 sold at 50.00, 100 at 34.00: 1 800.00 (30.00 %), 600.00 to claim; 1 200.00 without")
  func wholeLife() throws {
    let usual = try QuoteComputation(try draft("120"))
    #expect(try usual.margin.margin == euros("1200.00"))
    #expect(usual.margin.marginRate.rounded(decimals: 4) == 2000)
    let derogation = try desk.perform(CreateDerogation(wanted())).outcome
    let quote = try draft("120")
    let figures = try QuoteComputation(quote)
    #expect(try figures.margin.margin == euros("1800.00"))
    #expect(figures.margin.marginRate.rounded(decimals: 4) == 3000)
    #expect(try figures.lines[0].derogated == quantity("100"))
    #expect(try figures.lines[0].unitCost == UnitCost(machine: "35"))
    #expect(try stored(derogation).consumed == .zero, "a quote takes nothing")
    try desk.perform(SendQuote(quote.quote.id))
    let order = try desk.perform(AcceptQuote(quote: quote.quote.id)).outcome.orderID
    #expect(try cost(order) == euros("4200.00"))
    #expect(try stored(derogation).consumed == quantity("100"))
    let claims = try company.store.read { try $0.derogationClaims() }
    #expect(try claims.map(\.amount) == [euros("600.00")])
    #expect(claims.map(\.due) == [.zero], "nothing was delivered")
    try desk.perform(
      DeliverOrder(order: order, picks: [DeliveryPick(line: 1, quantity: try quantity("50"))]))
    #expect(try company.store.read { try $0.derogationClaims() }.map(\.due) == [euros("300.00")])
    #expect(try QuoteComputation(try draft("1")).lines[0].derogated == .zero, "it is used up")
    try expectSound()
  }

  @Test("what the customer brings back is not asked of the supplier")
  func broughtBack() throws {
    _ = try desk.perform(CreateDerogation(wanted())).outcome
    let order = try order("120")
    let delivery = try desk.perform(DeliverOrder(order: order)).outcome
    #expect(try company.store.read { try $0.derogationClaims() }.map(\.due) == [euros("600.00")])
    func bringBack(_ pieces: String) throws -> [Amount] {
      let pick = DeliveryPick(line: 1, quantity: try quantity(pieces))
      try desk.perform(ReturnDelivery(delivery: delivery.deliveryID, picks: [pick]))
      return try company.store.read { try $0.derogationClaims() }.map(\.due)
    }
    #expect(try bringBack("20") == [euros("600.00")], "those at the usual cost come back first")
    #expect(try bringBack("30") == [euros("420.00")])
    try expectSound()
  }

  @Test("two quotes may count on the same hundred, two orders never use it")
  func twoDesks() throws {
    let derogation = try desk.perform(CreateDerogation(wanted())).outcome
    try company.salesperson("LEA")
    let other = try company.desk("LEA")
    let mine = try draft("80")
    let hers = try draft("80", on: other)
    try desk.perform(SendQuote(mine.quote.id))
    try other.perform(SendQuote(hers.quote.id))
    let first = try desk.perform(AcceptQuote(quote: mine.quote.id)).outcome.orderID
    let accepted = try other.perform(AcceptQuote(quote: hers.quote.id))
    #expect(try cost(first) == euros("2720.00"))
    #expect(try cost(accepted.outcome.orderID) == euros("3080.00"), "20 at 34, 60 at 40")
    #expect(
      accepted.facts.contains(Fact("derogationShort", .quantity(try quantity("60")))))
    #expect(accepted.outcome.derogationShort == (try quantity("60")))
    #expect(try stored(derogation).remaining == .zero)
    try expectSound()
    try other.undo()
    #expect(try stored(derogation).remaining == quantity("20"))
    try other.redo()
    #expect(try stored(derogation).remaining == .zero)
    try desk.perform(CancelOrder(order: first, reason: "erreur"))
    #expect(try stored(derogation).remaining == quantity("80"))
    try desk.undo()
    #expect(try stored(derogation).remaining == .zero)
    try expectSound()
  }

  @Test("what is given up goes back, and what is taken up again finds what is left")
  func closing() throws {
    let derogation = try desk.perform(CreateDerogation(wanted())).outcome
    let first = try order("100")
    try desk.perform(
      DeliverOrder(order: first, picks: [DeliveryPick(line: 1, quantity: try quantity("30"))]))
    try desk.perform(CloseOrder(order: first, reason: "chantier arrêté"))
    #expect(try stored(derogation).remaining == quantity("70"))
    _ = try order("50")
    #expect(try stored(derogation).remaining == quantity("20"))
    try desk.perform(ReopenOrder(order: first))
    #expect(try stored(derogation).remaining == .zero)
    let claims = try company.store.read { try $0.derogationClaims() }
    #expect(try claims.map(\.use.quantity).sorted() == [quantity("50"), quantity("50")])
    try expectSound()
  }

  @Test("two lines of one document share it; what is only offered takes nothing")
  func lines() throws {
    _ = try desk.perform(CreateDerogation(wanted())).outcome
    let quote = try draft("70", "70")
    let figures = try QuoteComputation(quote)
    #expect(try figures.lines.map(\.derogated) == [quantity("70"), quantity("30")])
    var offered = quote
    offered.lines[0].row.choice = .option
    let again = try desk.perform(SaveDraft(offered)).outcome
    #expect(
      try QuoteComputation(again).lines.map(\.derogated) == [quantity("70"), quantity("70")])
    var fewer = again
    fewer.lines.removeFirst()
    let last = try desk.perform(SaveDraft(fewer)).outcome
    #expect(try QuoteComputation(last).margin.cost == euros("2380.00"))
    try expectSound()
  }

  @Test("it is for its customer, its site and its days, on the day of the order")
  func boundaries() throws {
    let site = try company.site("QUAI", of: customer)
    let elsewhere = try company.customer("C2", name: "Autre")
    let derogation = try desk.perform(CreateDerogation(wanted { $0.siteID = site.id })).outcome
    #expect(try QuoteComputation(try draft("10")).margin.cost == euros("340.00"), "the main site")
    #expect(
      try QuoteComputation(try draft("10", to: elsewhere)).margin.cost == euros("400.00"))
    let quote = try draft("10")
    try desk.perform(SendQuote(quote.quote.id))
    try desk.perform(EndDerogation(derogation.id, on: company.today))
    company.pass(days: 1)
    let order = try desk.perform(AcceptQuote(quote: quote.quote.id)).outcome.orderID
    #expect(try cost(order) == euros("400.00"), "its last day is past")
    #expect(try stored(derogation).consumed == .zero)
    try expectSound()
  }

  @Test("what orders took is not taken away by a change; no seller makes a derogation")
  func refusals() throws {
    let derogation = try desk.perform(CreateDerogation(wanted())).outcome
    _ = try order("60")
    let other = try company.customer("C2", name: "Autre")
    let edits: [(inout SupplierDerogation) -> Void] = [
      { $0.customerID = other.id }, { $0.quantity = Quantity(thousandths: 59_000) },
    ]
    for edit in edits {
      var changed = derogation
      edit(&changed)
      let refused = #expect(throws: Refusal.self) {
        try desk.perform(EditDerogation(derogation, to: changed))
      }
      #expect(refused?.reason == .derogationUsed)
    }
    var more = derogation
    more.quantity = try quantity("200")
    try desk.perform(EditDerogation(derogation, to: more))
    #expect(try stored(derogation).remaining == quantity("140"))
    try company.salesperson("LEA")
    let refused = #expect(throws: Refusal.self) {
      try company.desk("LEA").perform(EndDerogation(derogation.id))
    }
    #expect(refused?.reason == .roleMissing)
  }

  @Test("a target margin and the floor price count with what it covers")
  func prices() throws {
    _ = try desk.perform(CreateDerogation(wanted())).outcome
    var new = NewQuote(customer: customer.id)
    var typing = LineTyping(quantity: try quantity("120"))
    typing.price = .marginRate(Ratio(percent: 30))
    new.lines = [.product(product.id, typing)]
    let quote = try desk.perform(CreateQuote(new)).outcome
    #expect(try quote.lines[0].row.unitPrice == UnitPrice(machine: "50.00"))
    #expect(try QuoteComputation(quote).lines[0].floorPrice == UnitPrice(machine: "36.85"))
  }
}
