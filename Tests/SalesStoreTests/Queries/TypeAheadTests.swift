import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Products as they are typed", .eachEngine)
struct TypeAheadTests {
  let company: TestCompany

  init() throws {
    company = try TestCompany()
  }

  private func codes(_ typed: String, for customer: Customer? = nil, limit: Int = 8) throws
    -> [String]
  {
    try company.store.read { reader in
      let context = try reader.pricingContext(customer: customer?.id, day: company.today)
      return try reader.products(matching: typed, context, limit: limit).map(\.product.code)
    }
  }

  @Test("words match as prefixes, in any order, accents ignored; an exact code comes first")
  func words() throws {
    try company.product("FOR-SDS18L") { $0.name = "Foret SDS+ 18x450" }
    try company.product("FOR-SDS18") { $0.name = "Foret SDS+ 18x200" }
    try company.product("BETON-1") { $0.name = "Béton allégé œuvré" }
    #expect(try codes("18 foret") == ["FOR-SDS18", "FOR-SDS18L"])
    #expect(try codes("FOR-SDS18L") == ["FOR-SDS18L"])
    #expect(try codes("for-sds18") == ["FOR-SDS18", "FOR-SDS18L"])
    #expect(try codes("beton oeuv") == ["BETON-1"])
    #expect(try codes("foret 18x4") == ["FOR-SDS18L"])
    #expect(try codes("marteau") == [])
    #expect(try codes("  ") == [])
  }

  @Test("a barcode of a packaging and a customer's own code find their product")
  func otherCodes() throws {
    let customer = try company.customer()
    let product = try company.product("CIM-35") { $0.name = "Ciment 35 kg" }
    try company.packaging("pal", of: product, content: "48", barcode: "3760001234567")
    try company.store.write {
      try $0.insertInBulk(
        ProductAlias(
          id: company.ids.mint(), productID: product.id, kind: .customerCode,
          customerID: customer.id, value: "MAT-0042"))
    }
    #expect(try codes("3760001234567") == ["CIM-35"])
    #expect(try codes("MAT-0042", for: customer) == ["CIM-35"])
    #expect(try codes("MAT-0042") == [])
  }

  @Test("what the customer buys comes before the rest, even under one letter")
  func usual() throws {
    let customer = try company.customer()
    for number in 100..<180 { try company.product("VIS-\(number)") }
    let usual = try company.product("VIS-999")
    try company.store.write { writer in
      let order = SalesOrder(
        id: company.ids.mint(), number: "C-1", customerID: customer.id,
        warehouseID: try #require(try writer.first(Warehouse.self, "LIMIT 1")).id,
        currency: .eur, orderDay: company.today)
      try writer.insertInBulk(order)
      try writer.insertInBulk(
        CustomerProduct(
          customerID: customer.id, productID: usual.id, orderCount: 4, lastOrderID: order.id,
          lastDay: company.today, lastQuantity: Quantity(thousandths: 1_000),
          lastPrice: UnitPrice(tenThousandths: 112_000)))
    }
    #expect(try codes("v", for: customer, limit: 2) == ["VIS-999", "VIS-100"])
  }

  @Test("each proposal knows its price, stock and next receipt")
  func facts() throws {
    let lyon = try company.warehouse()
    let other = try company.warehouse("D2")
    let product = try company.product("TIG-F16", price: "6.90", cost: "5.52")
    try company.stock(product, onHand: "120", reserved: "45", in: lyon)
    try company.stock(product, onHand: "40", in: other)
    let supplier = try company.supplier("BERNER")
    try company.store.write { writer in
      let order = PurchaseOrder(
        id: company.ids.mint(), number: "F-1", supplierID: supplier.id, warehouseID: lyon.id,
        state: .ordered, currency: .eur)
      try writer.insertInBulk(order)
      try writer.insertInBulk(
        PurchaseLine(
          purchaseOrderID: order.id, line: 1, productID: product.id,
          quantity: Quantity(thousandths: 60_000), expectedDay: company.today + 4))
    }
    let match = try company.store.read { reader in
      try reader.products(
        matching: "tig", try reader.pricingContext(customer: nil, day: company.today)
      ).first
    }
    let found = try #require(match)
    #expect(found.price?.unitPrice == UnitPrice(tenThousandths: 69_000))
    #expect(found.marginRate.text(decimals: 4) == "0.2000")
    #expect(found.stock.free(in: lyon.id) == Quantity(thousandths: 75_000))
    #expect(found.stock.total.free == Quantity(thousandths: 115_000))
    #expect(found.stock.nextReceipt?.day == company.today + 4)
    #expect(found.stock.nextReceipt?.quantity == Quantity(thousandths: 60_000))
  }
}
