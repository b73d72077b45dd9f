import Sales
import SalesTesting
import Testing
import Values

@Suite("A fresh company", .eachEngine)
struct CompanyTests {
  @Test("opens with its pipeline, its administrator and today's day")
  func foundation() throws {
    let company = try TestCompany()
    let desk = try company.desk()
    #expect(desk.actor.holds(.manager))
    #expect(company.today.isoText == "2026-11-23")
    let stages = try desk.read { try $0.all(Stage.self, "ORDER BY sequence") }
    #expect(stages.map(\.code) == ["PROSPECT", "QUALIFIE", "DEVIS", "NEGO", "ACCEPTE", "PERDU"])
    let product = try company.product("VIS-4X40", price: "10.00", cost: "6.00")
    try company.stock(product, onHand: "120", reserved: "45")
    company.pass(days: 1)
    #expect(company.today.isoText == "2026-11-24")
  }
}
