import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// Rebates and derogations on screen: made by a manager, seen where one sells.
@Suite("The screen of rebates and derogations")
struct RebatesScreenTests {
  private struct Fixture {
    let company: TestCompany
    let product: Product
    let customer: Customer

    init() throws {
      company = try TestCompany()
      let family = try company.family("POMPE", floorPercent: 5)
      product = try company.product("POMPE-1", price: "50.00", cost: "40.00", family: family) {
        $0.name = "Pompe de relevage"
      }
      customer = try company.customer()
      try company.supplier("GRUND", of: product, price: "40.00")
      try company.stock(product, onHand: "1000")
    }

    func delivered(_ quantity: String) throws {
      let desk = try company.desk()
      var new = NewQuote(customer: customer.id)
      new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: quantity)))]
      let quote = try desk.perform(CreateQuote(new)).outcome.quote
      try desk.perform(SendQuote(quote.id))
      let order = try desk.perform(AcceptQuote(quote: quote.id)).outcome.orderID
      try desk.perform(DeliverOrder(order: order))
    }
  }

  private func open(_ station: inout TestWorkstation) {
    station.press(.char(":"))
    station.type("RFA et dérogations\n")
  }

  @Test("a rebate is agreed on, followed to the next tier, changed and ended")
  func rebate() throws {
    let fixture = try Fixture()
    try fixture.delivered("100")
    var station = try TestWorkstation(fixture.company)
    open(&station)
    #expect(station.shows("Aucune RFA ici"))
    station.press(.char("n"))
    station.type("Constr\n")
    station.press(.tab, .tab)
    station.type("4000=1 6000=2")
    try station.expectGolden("rebates-form")
    station.press(.f(8))
    let made = try fixture.company.store.read { try $0.rebateRows() }
    #expect(made.map(\.terms.agreement.code) == ["RFA-2026-C1"])
    #expect(made.first?.terms.tiers.map(\.rate.basisPoints) == [0, 100, 200])
    try station.expectGolden("rebates")
    station.press(.char("W"))
    #expect(station.shows("avant le palier"))
    try station.expectGolden("rebates-why")
    station.press(.escape)
    station.resize(80, 24)
    try station.expectGolden("rebates")
    station.resize(120, 40)
    station.press(.char("e"), .tab, .tab, .tab, .ctrl("u"))
    station.type("2")
    station.press(.f(8))
    let changed = try fixture.company.store.read { try $0.rebateRows() }
    #expect(changed.first?.terms.tiers.map(\.rate.basisPoints) == [200])
    station.press(.char("x"), .f(8))
    let ended = try fixture.company.store.read { try $0.rebate(coded: "RFA-2026-C1") }
    #expect(ended.validTo == fixture.company.today)
    fixture.company.pass(days: 1)
    station.press(.char("S"), .f(8))
    let settled = try fixture.company.store.read { try $0.rebateRows() }
    #expect(settled.first?.settlement?.amount == Amount(minor: 10_000))
    station.press(.char("u"), .char("u"), .char("u"), .char("u"))
    #expect(try fixture.company.store.read { try $0.count(RebateAgreement.self) } == 0)
  }

  @Test("a derogation is noted from its customer, costs the line, and is claimed")
  func derogation() throws {
    let fixture = try Fixture()
    var station = try TestWorkstation(fixture.company, first: .customers)
    station.press(.enter, .char("A"), .tab, .char("n"))
    station.type("GRUND\n")
    station.type("POMPE-1\n")
    station.press(.tab, .tab)
    station.type("34")
    station.press(.tab)
    station.type("100")
    station.press(.tab, .tab)
    station.type("31/12")
    station.press(.f(8))
    let made = try fixture.company.store.read { try $0.derogationRows() }
    #expect(made.map(\.derogation.remaining) == [try Quantity(machine: "100")])
    try station.expectGolden("derogations")
    let desk = try fixture.company.desk()
    _ = try desk.perform(
      CreateRebate(
        RebateTerms(
          RebateAgreement(
            id: ID(rawValue: 0), code: "", customerID: fixture.customer.id, currency: .eur,
            validFrom: fixture.company.today - 30, validTo: fixture.company.today + 30,
            mode: .total),
          tiers: try #require(RebateTiersText.read("5000=1 10000=2", .eur)))))
    station.press(.escape, .char("n"))
    station.type("120*pompe-1\n")
    #expect(station.shows("dérog. 34,00 pour 100"))
    #expect(station.shows("RFA attendue 60,00"))
    #expect(station.shows("avant le palier"))
    try station.expectGolden("entry-rebate")
    station.press(.up, .f(3))
    try station.expectGolden("entry-rebate-why")
    station.press(.escape, .f(8))
    let quote = try fixture.company.store.read { try #require(try $0.first(Quote.self, "")) }
    try desk.perform(SendQuote(quote.id))
    try desk.perform(AcceptQuote(quote: quote.id))
    #expect(try fixture.company.store.read { try $0.derogationClaims() }.count == 1)
    var orders = try TestWorkstation(fixture.company, first: .orders)
    orders.press(.enter)
    #expect(orders.shows("RFA attendue 60,00"))
    try orders.expectGolden("order-rebate")
    var claims = try TestWorkstation(fixture.company)
    open(&claims)
    claims.press(.tab, .tab)
    #expect(claims.shows("600,00"))
    try claims.expectGolden("derogation-claims")
  }

  @Test("a rebate that another desk ends while its quote is open is expected no longer")
  func endedElsewhere() throws {
    let fixture = try Fixture()
    let desk = try fixture.company.desk()
    let agreement = try desk.perform(
      CreateRebate(
        RebateTerms(
          RebateAgreement(
            id: ID(rawValue: 0), code: "", customerID: fixture.customer.id, currency: .eur,
            validFrom: fixture.company.today - 30, validTo: fixture.company.today + 30,
            mode: .flat),
          tiers: [RebateTier(from: .zero, rate: Ratio(percent: 2))]))
    ).outcome
    var station = try TestWorkstation(fixture.company, first: .customers)
    station.press(.enter, .char("n"))
    station.type("10*pompe-1\n")
    station.press(.f(8))
    #expect(station.shows("RFA attendue 10,00"))
    try desk.perform(EndRebate(agreement.id, on: fixture.company.today - 1))
    station.storeChanged()
    #expect(!station.shows("RFA attendue"))
    station.type("4*pompe-1\n")
    #expect(station.shows("Lignes (2)") && !station.shows("RFA attendue"))
  }

  @Test("an order that finds less than its derogation granted says so where it is accepted")
  func usedUp() throws {
    let fixture = try Fixture()
    let desk = try fixture.company.desk()
    let supplier = try fixture.company.store.read { reader in
      try #require(try reader.first(Supplier.self, "WHERE code = 'GRUND'"))
    }
    try desk.perform(
      CreateDerogation(
        SupplierDerogation(
          id: ID(rawValue: 0), supplierID: supplier.id, productID: fixture.product.id,
          customerID: fixture.customer.id, unitCost: try UnitCost(machine: "34"),
          quantity: try Quantity(machine: "100"),
          validFrom: fixture.company.today, validTo: fixture.company.today + 30)))
    func sent() throws -> ID<Quote> {
      var new = NewQuote(customer: fixture.customer.id)
      new.lines = [
        .product(fixture.product.id, LineTyping(quantity: try Quantity(machine: "80")))
      ]
      let quote = try desk.perform(CreateQuote(new)).outcome.quote.id
      return try desk.perform(SendQuote(quote)).outcome.id
    }
    let first = try sent()
    _ = try sent()
    try desk.perform(AcceptQuote(quote: first))
    var station = try TestWorkstation(fixture.company, first: .quotes)
    station.press(.char("A"))
    #expect(station.shows("Dérogation épuisée : 60 au coût habituel"))
    station.press(.escape)
    #expect(station.shows("dérogation épuisée pour 60"))
  }
}
