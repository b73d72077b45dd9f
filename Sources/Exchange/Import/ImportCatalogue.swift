import Sales
import SalesStore
import Values

// Units, families, warehouses, products and what hangs on them.

extension StoreImport {
  /// A unit is its code: no reference is kept beside it.
  func unit(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    units[row.key] = code
    let old = try writer.find(UnitOfMeasure.self, .text(code))
    var new = old ?? UnitOfMeasure(code: code, name: code)
    new.name = row.text("name") ?? new.name
    new.decimals = row.integer("decimals").map { Int($0) } ?? new.decimals
    return try upsert(old, new)
  }

  /// Writes a record that its own key finds again.
  func upsert<Kind: Record & Equatable>(_ old: Kind?, _ new: Kind) throws -> ImportEffect {
    guard let old else {
      try writer.insertInBulk(new)
      return .created
    }
    return try rewrite(old, new) ? .changed : .unchanged
  }

  private func unitCode(_ row: ImportRow) throws -> String? {
    guard let key = row.reference("unit") else { return nil }
    if let known = units[key] { return known }
    guard try writer.find(UnitOfMeasure.self, .text(key)) != nil else {
      throw RowRefusal(.unknownReference, "unit", key)
    }
    units[key] = key
    return key
  }

  func family(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let old = try existing(row, Family.self, code: code)
    var new = old ?? Family(id: ids.mint(), code: code, name: "")
    new.name = row.text("name") ?? new.name
    try setParent(row, of: new.id.rawValue, Family.self) { new.parentID = $0 }
    let effect = try keep(row, old, new, id: new.id.rawValue)
    guard let floor = row.integer("floor") else { return effect }
    let known = try writer.find(FamilyFloor.self, new.id.sqlValue, .text(""))
    var wanted =
      known ?? FamilyFloor(familyID: new.id, customerClass: "", floor: .zero)
    wanted.floor = Ratio(basisPoints: floor)
    let change = try upsert(known, wanted)
    return effect == .unchanged && change != .unchanged ? .changed : effect
  }

  /// The warehouse that the founding made up for a new company becomes the first that comes in.
  func warehouse(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let old = try existing(row, Warehouse.self, code: code)
    let adopted = old == nil ? foundingWarehouse : nil
    foundingWarehouse = nil
    let sequence = try writer.count(Warehouse.self) + 1
    var new =
      old ?? adopted
      ?? Warehouse(id: ids.mint(), code: code, name: "", sequence: sequence)
    if adopted != nil { new.code = code }
    new.name = row.text("name") ?? new.name
    new.town = row.text("town") ?? new.town
    let effect = try keep(row, old ?? adopted, new, id: new.id.rawValue)
    return adopted != nil ? .created : effect
  }

  func product(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let family = try reference(row, "family", .family, Family.self)
    let supplier = try reference(row, "supplier", .supplier, Supplier.self)
    let unit = try unitCode(row)
    let vat = try row.integer("vatRate").map { try vatCode(Ratio(basisPoints: $0)) }
    if let priceUnit = row.integer("priceUnit"), ![1, 100, 1_000].contains(priceUnit) {
      throw RowRefusal(.unknownValue, "priceUnit", String(priceUnit))
    }
    let old = try existing(row, Product.self, code: code)
    var new =
      try old
      ?? Product(
        id: ids.mint(), searchKey: try searchKey(Product.self), code: code, name: "",
        baseUnit: unit ?? "u", salesUnit: unit ?? "u")
    new.name = row.text("name") ?? new.name
    new.familyID = family ?? new.familyID
    if let unit, unit != new.baseUnit {
      guard new.salesUnit == new.baseUnit else {
        throw RowRefusal(.refusedByStore, "unit", unit)
      }
      (new.baseUnit, new.salesUnit) = (unit, unit)
    }
    new.vatCode = vat ?? new.vatCode
    new.priceUnit = row.integer("priceUnit").map { Int($0) } ?? new.priceUnit
    setPrice(row, &new)
    new.ecoUnit = row.integer("ecoContribution").map(UnitPrice.init(tenThousandths:)) ?? new.ecoUnit
    if let isOver = row.flag("discontinued") { new.status = isOver ? .discontinued : .active }
    let effect = try keep(row, old, new, id: new.id.rawValue)
    let replaced = try old.map { try replaceDatedPrices(row, of: $0) } ?? false
    let changed = try writeBeside(row, new, supplier: supplier) || replaced
    if effect == .created { try writer.indexInBulk(new, aliases: [row.text("barcode") ?? ""]) }
    return effect == .unchanged && changed ? .changed : effect
  }

  private func setPrice(_ row: ImportRow, _ product: inout Product) {
    guard let price = row.integer("listPrice") else { return }
    product.listPrice = UnitPrice(tenThousandths: price)
    let needed = price % 100 == 0 ? 2 : price % 10 == 0 ? 3 : 4
    product.priceDecimals = min(
      4,
      max(
        needed, row.integer("priceDecimals").map { Int($0) } ?? product.priceDecimals))
  }

  /// Cost, barcode and supplier of a product, each where the source knows it; whether one was new.
  private func writeBeside(
    _ row: ImportRow, _ product: Product, supplier: ID<Supplier>?
  ) throws -> Bool {
    var isNew = false
    if let cost = row.integer("cost") {
      isNew = try setCost(UnitCost(tenThousandths: cost), of: product.id) || isNew
    }
    if let cost = row.integer("standardCost") {
      isNew = try setStandardCost(UnitCost(tenThousandths: cost), of: product.id) || isNew
    }
    if let barcode = row.text("barcode") {
      let known = try writer.first(
        ProductAlias.self, "WHERE product_id = \(product.id) AND value = \(barcode)")
      if known == nil {
        try writer.insertInBulk(
          ProductAlias(
            id: ids.mint(), productID: product.id, kind: .barcode, value: barcode))
        isNew = true
      }
    }
    // Where the profile has rows of supplier prices, those make them.
    if let supplier, profile.isOwn || mapped[.supplierPrice] == nil {
      let known = try writer.first(
        SupplierPrice.self, "WHERE product_id = \(product.id) AND supplier_id = \(supplier)")
      if known == nil {
        let offers = try writer.count(SupplierPrice.self, "WHERE product_id = \(product.id)")
        try writer.insertInBulk(
          SupplierPrice(
            id: ids.mint(), supplierID: supplier, productID: product.id, sequence: offers + 1,
            currency: profile.currency))
        isNew = true
      }
    }
    return isNew
  }

  /// The class of a VAT rate, made where the company has none of that rate.
  func vatCode(_ rate: Ratio) throws -> String {
    let known = try writer.first(
      VatRate.self, "WHERE rate = \(rate) ORDER BY valid_from DESC, code LIMIT 1")
    if let known { return known.code }
    let code = rate.percentText
    try writer.insertInBulk(
      VatRate(code: code, validFrom: Day(daysSinceEpoch: 0), rate: rate, name: code + " %"))
    return code
  }

  func productUnit(_ row: ImportRow) throws -> ImportEffect {
    let product = try required(row, "product", .product, Product.self)
    guard let unit = try unitCode(row), let factor = row.integer("factor"), factor > 0 else {
      throw RowRefusal(.refusedByStore, "factor", String(row.integer("factor") ?? 0))
    }
    let old = try writer.find(ProductUnit.self, product.sqlValue, .text(unit))
    var new =
      old ?? ProductUnit(productID: product, unit: unit, factor: Quantity(thousandths: factor))
    new.factor = Quantity(thousandths: factor)
    new.barcode = row.text("barcode") ?? new.barcode
    return try upsert(old, new)
  }

  func alias(_ row: ImportRow) throws -> ImportEffect {
    let product = try required(row, "product", .product, Product.self)
    let customer = try reference(row, "customer", .customer, Customer.self)
    let supplier = try reference(row, "supplier", .supplier, Supplier.self)
    let kind: ProductAliasKind =
      switch row.text("kind") {
      case "customer": .customerCode
      case "supplier": .supplierCode
      case "barcode": .barcode
      case nil where customer != nil: .customerCode
      case nil where supplier != nil: .supplierCode
      default: .name
      }
    let value = row.text("code") ?? ""
    let old =
      try existing(row, ProductAlias.self)
      ?? writer.first(
        ProductAlias.self,
        "WHERE product_id = \(product) AND kind = \(kind.rawValue) AND value = \(value)")
    var new =
      old ?? ProductAlias(id: ids.mint(), productID: product, kind: kind, value: value)
    new.productID = product
    new.kind = kind
    new.value = value
    new.customerID = customer ?? new.customerID
    new.supplierID = supplier ?? new.supplierID
    let effect = try keep(row, old, new, id: new.id.rawValue)
    if effect != .unchanged, let named = try writer.find(product) { try writer.index(named) }
    return effect
  }
}
