import Sales
import SalesDesk
import SalesStore
import Values

/// Stock as it came to be, and what is bought because of it.
struct DemoGoods {
  let ledger: DemoLedger

  private var ids: IDMint { ledger.ids }
  private var today: Day { ledger.plan.today }
  /// Before every delivery that moves stock (see `DemoPlan.order`) and every receipt.
  private var openingDay: Day { today - 60 }
  private var receiptDay: Day { today - 2 }

  // MARK: Stock

  /// Levels, opening moves and cost of a product.
  func writeStock(_ writer: StoreWriter, _ index: Int) throws {
    let product = ledger.products[index]
    for place in ledger.warehouses.indices {
      let level = ledger.stock.level(index, place)
      let opening = ledger.stock.opening(index, place)
      if opening > .zero {
        try writer.insertInBulk(
          StockMove(
            id: ids.mint(), productID: product.id, fromPlace: .opening, toPlace: .warehouse,
            toWarehouseID: ledger.warehouses[place], quantity: opening, unitCost: product.cost,
            day: openingDay))
      }
      try writer.insertInBulk(
        StockLevel(
          productID: product.id, warehouseID: ledger.warehouses[place], onHand: level.onHand,
          reserved: level.reserved))
    }
    try writeCost(writer, index, product)
  }

  /// The weighted average after the receipts; a product without cost that was received has its first
  /// cost from there.
  private func writeCost(
    _ writer: StoreWriter, _ index: Int, _ product: DemoLedger.ProductPlace
  ) throws {
    let receipts = ledger.receipts[index] ?? []
    let received = receipts.reduce(Quantity.zero) { $0 + $1.quantity }
    let before = ledger.stock.onHand(of: index) - received
    var stock = ValuedStock(quantity: before, costUnit: Int64(product.priceUnit))
    if let cost = product.cost {
      stock = ValuedStock(
        quantity: before, cost: cost,
        value: try LineMargin.cost(of: before, at: cost, per: Int64(product.priceUnit)),
        costUnit: Int64(product.priceUnit))
    }
    for receipt in receipts { try stock.receive(receipt.quantity, at: receipt.cost) }
    guard let cost = stock.cost else { return }
    try writer.insertInBulk(
      ProductCost(
        productID: product.id, method: .weightedAverage, scope: 0, unitCost: cost,
        stockValue: stock.value))
  }

  // MARK: Purchasing

  /// Purchase orders under way, then a request for each shortage; requests that an order of the same
  /// product covers are linked to it.
  func writePurchasing(to writer: StoreWriter) throws {
    let orders = try ledger.plan.purchases.map { try write($0, to: writer) }
    var awaited: [GoodsPlace: [AwaitedLine]] = [:]
    for line in orders.joined() { awaited[line.place, default: []].append(line) }
    let needs = Dictionary(grouping: ledger.shortages) {
      GoodsPlace(product: $0.product, warehouse: $0.warehouse)
    }
    for (place, shortages) in needs.sorted(by: { $0.key < $1.key }) {
      try write(shortages, at: place, among: &awaited[place, default: []], to: writer)
    }
  }

  private func write(_ planned: DemoPurchase, to writer: StoreWriter) throws -> [AwaitedLine] {
    guard let (supplier, _) = ledger.suppliers[planned.supplier] else { return [] }
    let warehouse = ledger.place(of: planned.warehouse)
    let isPartial = planned.lines.contains { $0.received > .zero }
    let order = PurchaseOrder(
      id: ids.mint(), number: ledger.draw("purchase", "F-"), supplierID: supplier,
      warehouseID: ledger.warehouses[warehouse], state: isPartial ? .partlyReceived : .ordered,
      orderDay: planned.ordered, expectedDay: planned.expected, currency: .eur)
    try writer.insertInBulk(order)
    var awaited: [AwaitedLine] = []
    for (place, line) in planned.lines.enumerated() {
      let product = ledger.products[line.product]
      try writer.insertInBulk(
        PurchaseLine(
          purchaseOrderID: order.id, line: place + 1, productID: product.id,
          quantity: line.quantity, received: line.received, unitPrice: line.price,
          priceUnit: product.priceUnit, expectedDay: planned.expected,
          state: line.received > .zero ? .partlyReceived : .ordered))
      awaited.append(
        AwaitedLine(
          place: GoodsPlace(product: line.product, warehouse: warehouse), order: order.id,
          line: place + 1, left: line.quantity - line.received))
    }
    if isPartial { try writeReceipt(of: order, planned, to: writer) }
    return awaited
  }

  private func writeReceipt(
    of order: PurchaseOrder, _ planned: DemoPurchase, to writer: StoreWriter
  ) throws {
    let receipt = Receipt(
      id: ids.mint(), number: ledger.draw("receipt", "R-"), purchaseOrderID: order.id,
      warehouseID: order.warehouseID, day: max(receiptDay, planned.ordered))
    try writer.insertInBulk(receipt)
    for (place, line) in planned.lines.enumerated() where line.received > .zero {
      let product = ledger.products[line.product]
      let cost = UnitCost(tenThousandths: line.price.tenThousandths)
      try writer.insertInBulk(
        ReceiptLine(
          receiptID: receipt.id, line: place + 1, productID: product.id, quantity: line.received,
          unitCost: cost))
      try writer.insertInBulk(
        StockMove(
          id: ids.mint(), productID: product.id, fromPlace: .supplier, toPlace: .warehouse,
          toWarehouseID: order.warehouseID, quantity: line.received, unitCost: cost,
          day: receipt.day, causeID: receipt.id.rawValue, causeLine: place + 1))
    }
  }

  private func write(
    _ shortages: [DemoShortage], at place: GoodsPlace, among awaited: inout [AwaitedLine],
    to writer: StoreWriter
  ) throws {
    let product = ledger.products[place.product]
    let supplier = ledger.suppliers[product.supplier]
    let needed = shortages.reduce(Quantity.zero) { $0 + $1.quantity }
    let wanted = try OrderQuantity.covering(needed, multiple: supplier?.supplier.multiple)
    let covering = awaited.firstIndex { $0.left >= wanted }
    let request = PurchaseRequest(
      id: ids.mint(), productID: product.id, supplierID: supplier?.id,
      warehouseID: ledger.warehouses[place.warehouse], quantity: wanted,
      state: covering == nil ? .open : .ordered,
      createdDay: shortages.map(\.ordered).min() ?? today,
      neededDay: shortages.map(\.requested).min())
    try writer.insertInBulk(request)
    for need in shortages {
      try writer.insertInBulk(
        PurchaseRequestNeed(
          requestID: request.id, orderID: need.order, line: need.line, quantity: need.quantity))
    }
    guard let covering else { return }
    awaited[covering].left -= wanted
    try writer.insertInBulk(
      PurchaseLineRequest(
        purchaseOrderID: awaited[covering].order, line: awaited[covering].line,
        requestID: request.id, quantity: wanted))
  }
}

/// A product in a warehouse, by their places in the plan.
struct GoodsPlace: Hashable, Comparable {
  let product: Int
  let warehouse: Int

  static func < (left: GoodsPlace, right: GoodsPlace) -> Bool {
    (left.product, left.warehouse) < (right.product, right.warehouse)
  }
}

/// A purchase line under way and what of it nobody asked for yet.
private struct AwaitedLine {
  let place: GoodsPlace
  let order: ID<PurchaseOrder>
  let line: Int
  var left: Quantity
}

extension DemoLedger {
  /// Notes what the purchase orders under way have brought in already: it lies there today.
  func expectReceipts() {
    for purchase in plan.purchases {
      for line in purchase.lines where line.received > .zero {
        stock.receive(line.product, place(of: purchase.warehouse), line.received)
        receipts[line.product, default: []].append(
          (line.received, UnitCost(tenThousandths: line.price.tenThousandths)))
      }
    }
  }
}
