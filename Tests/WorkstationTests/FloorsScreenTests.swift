import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// Floors on screen: changed by a manager, seen while a line is typed.
@Suite("The screen of floors, and floors while one types")
struct FloorsScreenTests {
  private struct Fixture {
    let company: TestCompany
    let family: Family
    let product: Product
    let customer: Customer

    init() throws {
      company = try TestCompany()
      let root = try company.family("FIXATION", floorPercent: 20)
      family = try company.family("BOULON", parent: root)
      try company.family("OUTIL", floorPercent: 15)
      product = try company.product("VIS-1", price: "10.00", cost: "7.00", family: family) {
        $0.name = "Vis à bois"
      }
      try company.product("RICHE", price: "900.00", cost: "100.00", family: root)
      customer = try company.customer()
      try company.stock(product, onHand: "1000")
    }
  }

  private func open(_ station: inout TestWorkstation) {
    station.press(.char(":"))
    station.type("planchers\n")
  }

  @Test("a floor is set for a class, a rule is made, both are taken back")
  func floors() throws {
    let fixture = try Fixture()
    let store = fixture.company.store
    var station = try TestWorkstation(fixture.company)
    open(&station)
    // Everything, then the tree: the bolts stand under the fixings.
    station.press(.down, .down)
    try station.expectGolden("floors")
    station.press(.char("e"), .tab)
    station.type("A")
    station.press(.tab)
    station.type("25")
    station.press(.f(8))
    let floors = try store.read { try $0.all(FamilyFloor.self, "WHERE customer_class = 'A'") }
    #expect(floors.map(\.floor) == [Ratio(percent: 25)])
    station.press(.char("r"), .tab, .tab)
    station.type("comm")
    station.press(.tab)
    station.type("bloq")
    try station.expectGolden("floors-rule")
    station.press(.f(8))
    let rules = try store.read { try $0.floorRules().rules }
    #expect(rules.map(\.action) == [.block] && rules.map(\.role) == [.salesperson])
    #expect(rules.map(\.familyID) == [fixture.family.id])
    #expect(station.shows("bloque"))
    try station.expectGolden("floors-set")
    station.resize(80, 24)
    try station.expectGolden("floors-set")
    station.resize(120, 40)
    station.press(.tab, .char("r"), .tab)
    station.type("resp")
    station.press(.tab)
    station.type("avert")
    station.press(.f(8))
    let documents = try store.read { try $0.floorRules() }.document(customerClass: "")
    #expect(documents.manager == .warn && documents.salesperson == .ask)
    station.press(.char("u"), .char("u"), .char("u"))
    #expect(try store.read { try $0.floorRules().rules } == [])
    #expect(try store.read { try $0.count(FamilyFloor.self) } == 2)
  }

  @Test("a blocked line says so beside its price while it is typed, and F9 says who could agree")
  func typing() throws {
    let fixture = try Fixture()
    try fixture.company.desk().perform(
      SetFloorRule(.line, family: fixture.family.id, to: .block))
    var new = NewQuote(customer: fixture.customer.id)
    let rich = try #require(
      try fixture.company.store.read { try $0.first(Product.self, "WHERE code = 'RICHE'") })
    new.lines = [
      .product(rich.id, LineTyping()),
      .product(
        fixture.product.id,
        LineTyping(
          quantity: try Quantity(machine: "10"), price: .net(try UnitPrice(machine: "8.00")))),
    ]
    let quote = try fixture.company.desk().perform(CreateQuote(new)).outcome.quote.id
    var station = try TestWorkstation(fixture.company, first: .quotes)
    station.press(.enter)
    station.press(.up)
    #expect(station.shows("Ligne 2 bloquée sous 8,75"))
    try station.expectGolden("entry-floor-blocks")
    station.resize(80, 24)
    try station.expectGolden("entry-floor-blocks")
    station.resize(120, 40)
    station.press(.f(9))
    station.type("concurrence\n")
    #expect(station.shows("le plancher vous bloque"))
    #expect(try fixture.company.store.read { try $0.approval(of: $0.get(quote)) } == nil)
  }

  @Test("the derivation of a floor names the family and the class it comes from")
  func derivation() throws {
    let fixture = try Fixture()
    try fixture.company.desk().perform(
      SetFloor(fixture.family.id, customerClass: "A", to: Ratio(percent: 25)))
    let customer = try fixture.company.customer("C-A") { $0.customerClass = "A" }
    let terms = try fixture.company.store.read { reader in
      try [fixture.customer, customer].map { party in
        let context = try reader.pricingContext(customer: party.id, day: fixture.company.today)
        return try reader.products([fixture.product.id], context)[0].terms
      }
    }
    #expect(
      terms.map(\.floorSource) == [
        FloorSource(family: "FIXATION", customerClass: ""),
        FloorSource(family: "BOULON", customerClass: "A"),
      ])
  }
}
