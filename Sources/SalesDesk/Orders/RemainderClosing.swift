import Sales
import SalesStore
import Values

/// Someone who can be served with goods that became free.
public struct ServableLine: Sendable, Hashable {
  /// The line that waits.
  public let waiting: AwaitingLine
  /// Product.
  public let productID: ID<Product>
  /// How much of what became free it could have.
  public let quantity: Quantity
}

/// What closing a remainder gave back (AT-49).
public struct ClosedRemainder: Sendable, Hashable {
  /// The line.
  public let line: Int
  /// Given up.
  public let cancelled: Quantity
  /// Free again, per warehouse.
  public let freed: [HeldGoods]
  /// Who waits for just these goods, the oldest order first.
  public let servable: [ServableLine]
  /// Purchase orders whose goods are no longer bought for this line: the buyer is told.
  public let purchaseOrders: [String]
}

/// Gives up what remains of lines: their reservations are free at once, their requests shrink, their
/// purchases under way become stock for anybody (AT-49, AT-63).
///
/// Goods first, requests then, each product after product: every desk takes them in this order.
struct RemainderClosing {
  let scope: ActScope

  private var store: StoreWriter { scope.store }

  /// Closes lines of an order.
  ///
  /// - Returns: what each gave back, in the order of the lines.
  func close(_ lines: [OrderLine], reason: String) throws -> [ClosedRemainder] {
    let sorted = lines.sorted {
      ($0.productID?.rawValue ?? 0, $0.line) < ($1.productID?.rawValue ?? 0, $1.line)
    }
    let held = try sorted.map { try giveUp($0, reason: reason) }
    let told = try sorted.map { try dropNeeds(of: $0) }
    return try zip(sorted, zip(held, told)).map { line, gone in
      ClosedRemainder(
        line: line.line, cancelled: line.outstanding, freed: try freed(gone.0),
        servable: try servable(gone.0), purchaseOrders: gone.1)
    }.sorted { $0.line < $1.line }
  }

  /// - Returns: what the line held.
  private func giveUp(_ line: OrderLine, reason: String) throws -> [Reservation] {
    let held = try store.heldReservations(of: line.orderID).filter { $0.line == line.line }
    let ledger = StockLedger(scope: scope)
    for reservation in held.sorted(by: { $0.warehouseID < $1.warehouseID }) {
      try ledger.release(reservation, reservation.quantity)
    }
    var closed = line
    closed.cancelled += line.outstanding
    closed.reserved = .zero
    closed.state = try line.state.becoming(.closed)
    closed.closedReason = reason
    try store.update(line, to: closed)
    return held
  }

  private func freed(_ held: [Reservation]) throws -> [HeldGoods] {
    try held.map { reservation in
      HeldGoods(
        warehouseID: reservation.warehouseID,
        warehouseName: try store.get(reservation.warehouseID).name,
        quantity: reservation.quantity)
    }
  }

  private func servable(_ held: [Reservation]) throws -> [ServableLine] {
    var servable: [ServableLine] = []
    for reservation in held {
      let waiting = try store.awaitingLines(
        for: reservation.productID, servedBy: reservation.warehouseID)
      let shared = Distribution(
        of: reservation.quantity, to: waiting.map { $0.inTurn })
      servable += shared.served.map {
        ServableLine(
          waiting: $0.key, productID: reservation.productID, quantity: $0.quantity)
      }
    }
    return servable
  }

  /// Requests nobody needs any more are withdrawn; what is ordered already comes for anybody.
  private func dropNeeds(of line: OrderLine) throws -> [String] {
    var told: Set<String> = []
    for linked in try store.linkedNeeds(of: line.orderID, line: line.line) {
      try store.delete(linked.need)
      for bought in try store.purchaseLines(answering: linked.request.id)
      where bought.state == .ordered || bought.state == .partlyReceived {
        told.insert(try store.get(bought.purchaseOrderID).number)
        scope.concerns(.purchaseOrder, bought.purchaseOrderID.rawValue)
      }
      try shrink(linked.request.id)
    }
    return told.sorted()
  }

  private func shrink(_ id: ID<PurchaseRequest>) throws {
    let request = try store.claim(id)
    guard try store.isToOrder(request) else { return }
    let needed = try store.needs(of: request.id).reduce(Quantity.zero) { $0 + $1.quantity }
    var smaller = request
    if needed == .zero {
      smaller.state = try request.state.becoming(.cancelled)
    } else {
      let offer = try store.offers(of: request.productID, on: scope.today)
        .first { $0.price.supplierID == request.supplierID }
      smaller.quantity = min(
        request.quantity, try OrderQuantity.covering(needed, multiple: offer?.price.multiple))
    }
    try store.update(request, to: smaller)
  }
}

extension AwaitingLine {
  /// Its place in the queue: by the day of its order; of the same day, in the order of their making.
  var inTurn: Sales.WaitingLine<AwaitingLine> {
    Sales.WaitingLine(self, lacking: missing, since: Instant(orderDay))
  }
}
