import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Derogations where a salesperson sees no costs: on a server with a login each its triggers cost the lines.
@Suite("Derogations that a salesperson does not see")
struct HiddenDerogationTests {
  @Test("lines, orders and undo cost the same as for who sees them", arguments: Engine.allCases)
  func sameCosts(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .notSalespeople)
    let admin = try walled.company.desk()
    let supplier = try walled.company.store.read { try $0.supplier(coded: "BOSSARD") }
    let today = walled.company.today
    let derogation = try admin.perform(
      CreateDerogation(
        SupplierDerogation(
          id: ID(rawValue: 0), supplierID: supplier.id, productID: walled.product.id,
          customerID: walled.customer.id, unitCost: try UnitCost(machine: "5.00"),
          quantity: try Quantity(machine: "30"), validFrom: today, validTo: today + 9))
    ).outcome
    let karim = try walled.karims()
    #expect(try karim.read { try $0.derogationRows() }.isEmpty)
    var draft = try walled.draft(karim, "20")
    draft = try karim.perform(
      AddLines(
        [.product(walled.product.id, LineTyping(quantity: try Quantity(machine: "15")))],
        to: draft.quote.id)
    ).outcome
    #expect(draft.lines.allSatisfy { $0.derogation == nil && $0.unitCost == nil })
    func costs() throws -> [Amount] {
      try walled.company.store.read { reader in
        try reader.all(QuoteLineCost.self, "WHERE quote_id = \(draft.quote.id) ORDER BY line")
          .map(\.costAmount)
      }
    }
    #expect(try costs() == [Amount(minor: 10_000), Amount(minor: 8_000)], "20 × 5; 10 × 5 + 5 × 6")
    try karim.perform(SendQuote(draft.quote.id))
    let order = try karim.perform(AcceptQuote(quote: draft.quote.id)).outcome.orderID
    func left() throws -> Quantity? {
      try walled.company.store.read { try $0.get(derogation.id).remaining }
    }
    #expect(try left() == .zero)
    let cost = try walled.company.store.read {
      try $0.find(SalesOrderCost.self, order.sqlValue)?.costAmount
    }
    #expect(cost == Amount(minor: 18_000))
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
    try karim.undo()
    #expect(try left() == Quantity(thousandths: 30_000))
    try karim.redo()
    #expect(try left() == .zero)
    try karim.perform(CancelOrder(order: order, reason: "erreur"))
    #expect(try left() == Quantity(thousandths: 30_000))
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }
}
