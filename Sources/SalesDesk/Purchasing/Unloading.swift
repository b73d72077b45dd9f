import Sales
import SalesStore
import Values

/// Puts a line of a receipt on the shelf and hands it to those who wait.
///
/// ```
///   20 arrive ─► cost ─► level + 20 ─► 1. lines whose requests this purchase answers (contremarque)
///                                      2. other lines that wait, oldest order first
///                                      3. free
/// ```
struct Unloading {
  let scope: ActScope
  let order: PurchaseOrder
  let receipt: ID<Receipt>

  private var store: StoreWriter { scope.store }

  /// Unloads a line.
  func unload(_ pick: ReceiptPick, of line: PurchaseLine) throws -> ReceivedLine {
    let product = try store.get(line.productID)
    let cost = try companyCost(pick, of: line, product)
    let move: ID<StockMove> = scope.mint()
    var cause = StockCause(.receipt)
    (cause.documentID, cause.line) = (receipt.rawValue, line.line)
    let book = try StockBook(store, day: scope.today)
    let valued = try book.receive(
      pick.quantity, of: product, at: cost, by: move, cause)
    try StockLedger(scope: scope).bringIn(
      pick.quantity, of: product.id, to: order.warehouseID)
    try write(pick, of: line, move, cost: cost ?? valued.cost, price: cost)
    try advance(line, received: pick.quantity)
    // What makes good for goods that left before they were there is nobody's any more.
    let level = try store.level(of: product.id, in: order.warehouseID)
    let there = max(.zero, (level?.onHand ?? .zero) - (level?.reserved ?? .zero))
    let arrived = min(pick.quantity, there)
    let served = try serve(arrived, of: line)
    let given = served.reduce(Quantity.zero) { $0 + $1.quantity }
    if valued.isFirst { scope.note("firstCost", .text(product.code)) }
    return ReceivedLine(
      line: line.line, productID: product.id, quantity: pick.quantity, served: served,
      free: arrived - given, unitCost: valued.cost,
      costMethod: book.rules.valuation, isFirstCost: valued.isFirst)
  }

  /// The price on the delivery note, else that of the purchase line, per price unit of the product, in
  /// the company's currency at the rate of the day (AT-7).
  private func companyCost(
    _ pick: ReceiptPick, of line: PurchaseLine, _ product: Product
  ) throws -> UnitCost? {
    guard
      let price = pick.unitCost.map({ UnitPrice(tenThousandths: $0.tenThousandths) })
        ?? ownUnit(of: line, product)
    else { return nil }
    let own = try store.companyPrice(of: price, in: order.currency, on: scope.today)
    return UnitCost(tenThousandths: own.tenThousandths)
  }

  private func ownUnit(of line: PurchaseLine, _ product: Product) -> UnitPrice? {
    guard let price = line.unitPrice else { return nil }
    let exact = Int128(price.tenThousandths) * Int128(product.priceUnit)
    let scaled = roundHalfAwayFromZero(exact, Int128(max(1, line.priceUnit)))
    return Int64(exactly: scaled).map { UnitPrice(tenThousandths: $0) }
  }

  private func write(
    _ pick: ReceiptPick, of line: PurchaseLine, _ move: ID<StockMove>, cost: UnitCost?,
    price: UnitCost?
  ) throws {
    try store.insert(
      ReceiptLine(
        receiptID: receipt, line: line.line, productID: line.productID, quantity: pick.quantity,
        unitCost: price))
    try store.insert(
      StockMove(
        id: move, productID: line.productID, fromPlace: .supplier, toPlace: .warehouse,
        toWarehouseID: order.warehouseID, quantity: pick.quantity, unitCost: cost,
        day: scope.today, causeID: receipt.rawValue, causeLine: line.line))
  }

  private func advance(_ line: PurchaseLine, received: Quantity) throws {
    var after = line
    after.received += received
    if after.received >= after.quantity {
      after.state = try line.state.becoming(.received)
    } else if line.state == .ordered {
      after.state = try line.state.becoming(.partlyReceived)
    }
    try store.update(line, to: after)
  }

  /// Linked lines first, then the others; within each, the oldest order first.
  private func serve(_ quantity: Quantity, of line: PurchaseLine) throws -> [ServedLine] {
    let waiting = try store.awaitingLines(for: line.productID, servedBy: order.warehouseID)
    let linked = try linkedLines(line, among: waiting)
    let first = Distribution(of: quantity, to: linked)
    let given = Dictionary(
      first.served.map { ($0.key.place, $0.quantity) }, uniquingKeysWith: +)
    let others = waiting.map { one in
      WaitingLine(
        one, lacking: one.missing - (given[one.place] ?? .zero), since: Instant(one.orderDay))
    }
    let then = Distribution(of: first.free, to: others)
    var shares = given
    for share in then.served { shares[share.key.place, default: .zero] += share.quantity }
    let queue = (first.served + then.served).map(\.key)
    var served: [ServedLine] = []
    for one in queue {
      guard let share = shares.removeValue(forKey: one.place) else { continue }
      served.append(try give(share, to: one, of: line.productID))
    }
    return served
  }

  /// What the requests behind a purchase line are needed for, at most as much as each still lacks.
  private func linkedLines(
    _ line: PurchaseLine, among waiting: [AwaitingLine]
  ) throws -> [WaitingLine<AwaitingLine>] {
    var needed: [LinePlace: Quantity] = [:]
    for link in try store.requestLinks(of: order.id) where link.line == line.line {
      for need in try store.needs(of: link.requestID) {
        needed[LinePlace(orderID: need.orderID, line: need.line), default: .zero] += need.quantity
      }
    }
    return waiting.compactMap { one in
      needed[one.place].map {
        WaitingLine(one, lacking: min($0, one.missing), since: Instant(one.orderDay))
      }
    }
  }

  private func give(
    _ quantity: Quantity, to waiting: AwaitingLine, of product: ID<Product>
  ) throws -> ServedLine {
    let line = try store.line(waiting.line, of: waiting.orderID)
    // Since the queue was read another desk may have closed the line, or served it: the queue is another
    // one then, and is read again with the whole receipt.
    guard line.isWaiting, quantity <= line.missing else {
      throw StoreError.stale(
        table: OrderLine.table.name, key: "\(waiting.orderNumber) \(waiting.line)")
    }
    let held = try StockLedger(scope: scope).hold(
      quantity, of: product, in: order.warehouseID, for: line, origin: .receipt)
    guard let held else { throw try store.nothingFree(for: line) }
    try store.insert(held)
    var after = line
    after.reserved += quantity
    try store.update(line, to: after)
    scope.concerns(.order, line.orderID.rawValue)
    return ServedLine(
      orderID: waiting.orderID, orderNumber: waiting.orderNumber, line: waiting.line,
      customerName: waiting.customerName, quantity: quantity, stillMissing: after.missing)
  }
}

/// A line of an order as a key.
struct LinePlace: Hashable {
  let orderID: ID<SalesOrder>
  let line: Int
}

extension AwaitingLine {
  var place: LinePlace { LinePlace(orderID: orderID, line: line) }
}
