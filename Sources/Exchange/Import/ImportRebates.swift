import Sales
import SalesStore
import Values

// Year-end rebates and suppliers' derogations.

extension StoreImport {
  func rebate(_ row: ImportRow) throws -> ImportEffect {
    let customer = try reference(row, "customer", .customer, Customer.self)
    let group = row.text("priceGroup") ?? ""
    guard (customer == nil) != group.isEmpty else {
      throw RowRefusal(.missingValue, "customer", row.reference("customer") ?? "")
    }
    guard let from = row.day("from"), let until = row.day("until"), from <= until else {
      throw RowRefusal(.refusedByStore, "until", row.day("until")?.isoText ?? "")
    }
    let mode = row.text("mode").flatMap(RebateMode.init(rawValue:)) ?? .total
    let known = try existing(row, RebateAgreement.self, code: row.key)
    var agreement =
      known
      ?? RebateAgreement(
        id: ids.mint(), code: row.key, currency: profile.currency, validFrom: from,
        validTo: until, mode: mode)
    (agreement.customerID, agreement.priceGroup) = (customer, group)
    (agreement.validFrom, agreement.validTo, agreement.mode) = (from, until, mode)
    agreement.settlementDay = row.day("settleBy")
    agreement.name = row.text("label") ?? agreement.name
    let terms = RebateTerms(
      agreement, tiers: try tiers(row, mode),
      families: try codes(row, "families").map { code in
        guard let id = try resolve(code, .family, Family.self) else {
          throw RowRefusal(.unknownReference, "families", code)
        }
        return id
      }.sorted(),
      products: try codes(row, "products").map { code in
        guard let id = try resolve(code, .product, Product.self) else {
          throw RowRefusal(.unknownReference, "products", code)
        }
        return id
      }.sorted())
    let isWritten = try writer.keepInBulk(terms, over: try known.map { try writer.terms(of: $0) })
    let isReferenced = try references.find(row.kind, row.key) != nil
    if !isReferenced { try references.add(row.kind, row.key, agreement.id.rawValue, line: nil) }
    return known == nil ? .created : isWritten || !isReferenced ? .changed : .unchanged
  }

  private func tiers(_ row: ImportRow, _ mode: RebateMode) throws -> [RebateTier] {
    let text = row.text("tiers") ?? ""
    guard let tiers = RebateTiersText.read(text, profile.currency),
      let schedule = try? RebateSchedule(mode, tiers)
    else { throw RowRefusal(.unknownValue, "tiers", text) }
    return schedule.tiers
  }

  private func codes(_ row: ImportRow, _ field: String) -> [String] {
    (row.text(field) ?? "").split(separator: " ").map(String.init)
  }

  /// What orders took of a derogation comes with no file: one that was used keeps its product and its
  /// customer, and at least that quantity.
  func derogation(_ row: ImportRow) throws -> ImportEffect {
    let supplier = try required(row, "supplier", .supplier, Supplier.self)
    let product = try required(row, "product", .product, Product.self)
    let customer = try required(row, "customer", .customer, Customer.self)
    guard let from = row.day("from"), let until = row.day("until"), from <= until else {
      throw RowRefusal(.refusedByStore, "until", row.day("until")?.isoText ?? "")
    }
    let cost = UnitCost(tenThousandths: row.integer("cost") ?? 0)
    let quantity = row.integer("quantity").map(Quantity.init(thousandths:))
    let old = try existing(row, SupplierDerogation.self)
    if let quantity, quantity <= .zero || quantity < old?.consumed ?? .zero {
      throw RowRefusal(.refusedByStore, "quantity", quantity.description)
    }
    if let old, old.consumed > .zero, old.productID != product || old.customerID != customer {
      throw RowRefusal(.refusedByStore, "product", row.reference("product") ?? "")
    }
    var new =
      old
      ?? SupplierDerogation(
        id: ids.mint(), supplierID: supplier, productID: product, customerID: customer,
        unitCost: cost, validFrom: from, validTo: until)
    (new.supplierID, new.productID, new.customerID) = (supplier, product, customer)
    (new.unitCost, new.quantity) = (cost, quantity)
    (new.validFrom, new.validTo) = (from, until)
    new.reference = row.text("reference") ?? new.reference
    return try keep(row, old, new, id: new.id.rawValue)
  }
}
