import Sales
import SalesDesk
import SalesStore
import Values

// Prices, stock and what is on order with suppliers.

extension StoreImport {
  func supplierPrice(_ row: ImportRow) throws -> ImportEffect {
    let supplier = try required(row, "supplier", .supplier, Supplier.self)
    let product = try required(row, "product", .product, Product.self)
    let minimum = Quantity(thousandths: row.integer("minimum") ?? 0)
    let old =
      try existing(row, SupplierPrice.self)
      ?? writer.first(
        SupplierPrice.self,
        """
        WHERE product_id = \(product) AND supplier_id = \(supplier)
        AND minimum_quantity = \(minimum) ORDER BY sequence
        """)
    let offers =
      try old == nil ? writer.count(SupplierPrice.self, "WHERE product_id = \(product)") : 0
    var new =
      old
      ?? SupplierPrice(
        id: ids.mint(), supplierID: supplier, productID: product, sequence: offers + 1,
        currency: profile.currency)
    new.minimumQuantity = minimum
    new.sequence = row.integer("sequence").map { Int($0) } ?? new.sequence
    new.supplierCode = row.text("supplierCode") ?? new.supplierCode
    new.price = row.integer("price").map(UnitPrice.init(tenThousandths:)) ?? new.price
    new.multiple = row.integer("multiple").map(Quantity.init(thousandths:)) ?? new.multiple
    new.leadTimeDays = row.integer("leadTimeDays").map { Int($0) } ?? new.leadTimeDays
    new.validFrom = row.day("from") ?? new.validFrom
    new.validTo = row.day("until") ?? new.validTo
    new.currency = row.currency ?? new.currency
    return try keep(row, old, new, id: new.id.rawValue)
  }

  /// One opening move per product and warehouse; another quantity than the last import's is the
  /// difference, nothing in stock is no move.
  func stock(_ row: ImportRow) throws -> ImportEffect {
    let product = try required(row, "product", .product, Product.self)
    let warehouse = try required(row, "warehouse", .warehouse, Warehouse.self)
    let wanted = Quantity(thousandths: row.integer("onHand") ?? 0)
    let level = try writer.find(StockLevel.self, product.sqlValue, warehouse.sqlValue)
    let missing = wanted - (try writer.openingStock(of: product, in: warehouse))
    let onHand = (level?.onHand ?? .zero) + missing
    guard wanted >= .zero, onHand >= level?.reserved ?? .zero else {
      throw RowRefusal(.refusedByStore, "onHand", wanted.description)
    }
    var isChanged = false
    if let cost = row.integer("cost") {
      isChanged = try setCost(UnitCost(tenThousandths: cost), of: product)
    }
    if missing != .zero {
      try move(missing, of: product, warehouse, on: row.day("day") ?? today)
      costed.insert(product)
      isChanged = true
    }
    guard let level else {
      try writer.insertInBulk(
        StockLevel(productID: product, warehouseID: warehouse, onHand: onHand))
      return .created
    }
    var changed = level
    changed.onHand = onHand
    _ = try rewrite(level, changed)
    return isChanged ? .changed : .unchanged
  }

  private func move(
    _ quantity: Quantity, of product: ID<Product>, _ warehouse: ID<Warehouse>, on day: Day
  ) throws {
    let isIn = quantity > .zero
    let cost = try costs[product] ?? writer.stockCost(of: product)?.unitCost
    try writer.insertInBulk(
      StockMove(
        id: ids.mint(), productID: product, fromPlace: isIn ? .opening : .warehouse,
        fromWarehouseID: isIn ? nil : warehouse, toPlace: isIn ? .warehouse : .opening,
        toWarehouseID: isIn ? warehouse : nil, quantity: isIn ? quantity : -quantity,
        unitCost: cost, day: day))
  }

  /// The cost that the stock of a product is valued at; its stock is valued at the end.
  /// - Returns: whether it differs from what was known.
  func setCost(_ cost: UnitCost, of product: ID<Product>) throws -> Bool {
    costed.insert(product)
    let known = try costs[product] ?? writer.stockCost(of: product)?.unitCost
    costs[product] = cost
    return known != cost
  }

  /// The standard cost of a product, a commercial one that stock is never valued at.
  /// - Returns: whether it differs from what was known.
  func setStandardCost(_ cost: UnitCost, of product: ID<Product>) throws -> Bool {
    guard let old = try writer.cost(of: product, by: .standard) else {
      try writer.insertInBulk(
        ProductCost(productID: product, method: .standard, scope: 0, unitCost: cost))
      return true
    }
    var new = old
    new.unitCost = cost
    return try rewrite(old, new)
  }

  /// Values the stock of the products whose cost or quantity came in.
  func finishCosts() throws {
    guard !costed.isEmpty else { return }
    let book = try StockBook(writer, day: today, isBulk: true)
    for id in costed.sorted() {
      guard let product = try writer.find(id) else { continue }
      let row = try writer.stockCost(of: id)
      guard let cost = costs[id] ?? row?.unitCost else { continue }
      // Layers that say the same already stay as they are.
      let layers = try writer.layers(of: id)
      let held = layers.reduce(Quantity.zero) { $1.isShort ? $0 - $1.quantity : $0 + $1.quantity }
      if !layers.isEmpty, cost == row?.unitCost, held == (try writer.onHand(of: id)) { continue }
      try book.revalue(product, to: cost)
    }
  }

  // MARK: Purchasing

  func purchase(_ row: ImportRow) throws -> ImportEffect {
    let supplier = try required(row, "supplier", .supplier, Supplier.self)
    let warehouse =
      try reference(row, "warehouse", .warehouse, Warehouse.self) ?? firstWarehouse()
    let old = try existing(row, PurchaseOrder.self)
    if let old, old.state != .draft && old.state != .ordered { return .unchanged }
    var new =
      try old
      ?? PurchaseOrder(
        id: ids.mint(), number: try number(row.text("number"), "purchase", PurchaseOrder.self),
        supplierID: supplier, warehouseID: warehouse, state: .ordered, currency: profile.currency)
    (new.supplierID, new.warehouseID) = (supplier, warehouse)
    new.orderDay = row.day("ordered") ?? new.orderDay
    new.expectedDay = row.day("expected") ?? new.expectedDay
    return try keep(row, old, new, id: new.id.rawValue)
  }

  func purchaseLine(_ row: ImportRow) throws -> ImportEffect {
    let order = try required(row, "purchase", .purchase, PurchaseOrder.self)
    let product = try required(row, "product", .product, Product.self)
    guard let quantity = row.integer("quantity"), quantity > 0 else {
      throw RowRefusal(.refusedByStore, "quantity", String(row.integer("quantity") ?? 0))
    }
    let known = try references.find(.purchaseLine, row.key)
    let line = try known?.line ?? ownLine(row) ?? writer.lastLine(of: order) + 1
    if known == nil { try requireFree(row, PurchaseLine.self, order.sqlValue, line) }
    let old = try known.flatMap {
      try writer.find(PurchaseLine.self, .id($0.id), .integer(Int64($0.line ?? 0)))
    }
    // What came in since was received by acts: the source no longer says how much is awaited.
    if let old, old.state != .ordered { return .unchanged }
    var new =
      try old
      ?? PurchaseLine(
        purchaseOrderID: order, line: line, productID: product,
        quantity: Quantity(thousandths: quantity), priceUnit: try writer.get(product).priceUnit)
    new.productID = product
    new.quantity = Quantity(thousandths: quantity)
    new.unitPrice = row.integer("price").map(UnitPrice.init(tenThousandths:)) ?? new.unitPrice
    new.expectedDay = row.day("expected") ?? new.expectedDay
    purchases.insert(order)
    return try keep(row, old, new, id: order.rawValue, line: line)
  }

  /// The day a purchase order is expected is that of its last line, where only lines have one.
  func finishPurchases() throws {
    for id in purchases {
      let order = try writer.get(id)
      guard order.expectedDay == nil else { continue }
      var dated = order
      dated.expectedDay = try writer.all(
        PurchaseLine.self, "WHERE purchase_order_id = \(id)"
      ).compactMap(\.expectedDay).max()
      _ = try rewrite(order, dated)
    }
  }

  func firstWarehouse() throws -> ID<Warehouse> {
    guard let first = try writer.first(Warehouse.self, "ORDER BY sequence, code") else {
      throw RowRefusal(.missingValue, "warehouse", "")
    }
    return first.id
  }

  /// The source's own number where it is free, else the next of the series.
  func number<Kind: Record>(
    _ wanted: String?, _ series: String, _ kind: Kind.Type
  ) throws -> String {
    guard let wanted, try writer.first(kind, "WHERE number = \(wanted)") == nil else {
      return try writer.drawNumber(series)
    }
    numbered.insert(wanted)
    return wanted
  }
}
