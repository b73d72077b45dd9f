import Sales
import SalesStore
import Values

/// Sets goods aside for what an order still lacks: its own warehouse first, then the others in their
/// sequence where the line allows it.
struct ReserveStock {
  let scope: ActScope
  /// Whether other warehouses may serve lines that allow it.
  let otherWarehouses: Bool

  private var ledger: StockLedger { StockLedger(scope: scope) }

  /// Reserves for all lines of an order, products in the order of their identities so that two desks
  /// never wait for each other.
  func reserve(_ order: ID<SalesOrder>) throws {
    let warehouse = try scope.store.get(order).warehouseID
    let lines = try scope.store.lines(of: order)
      .filter { $0.productID != nil && $0.missing > .zero }
      .sorted { ($0.productID?.rawValue ?? 0, $0.line) < ($1.productID?.rawValue ?? 0, $1.line) }
    var seen = try scope.store.stock(of: lines.compactMap(\.productID))
    var held: [Reservation] = []
    for line in lines {
      // What was seen of a product before all lines holds for the first line of it only.
      let stock = line.productID.flatMap { seen.removeValue(forKey: $0) }
      let plan = Wanted(line: line, quantity: line.missing, origin: .acceptance)
      let reservations = try hold(plan, first: warehouse, seen: stock)
      try note(reservations, on: line)
      held += reservations
    }
    try scope.store.insert(held)
  }

  /// Reserves what a line lacks, or at most `limit` of it.
  ///
  /// - Returns: the line as it now stands.
  @discardableResult
  func reserve(
    _ line: OrderLine, first: ID<Warehouse>, origin: ReservationOrigin, limit: Quantity? = nil
  ) throws -> OrderLine {
    let wanted = Wanted(
      line: line, quantity: min(limit ?? line.missing, line.missing), origin: origin)
    let held = try hold(wanted, first: first, seen: nil)
    try scope.store.insert(held)
    return try note(held, on: line)
  }

  /// What a line is to get.
  private struct Wanted {
    let line: OrderLine
    let quantity: Quantity
    let origin: ReservationOrigin
  }

  /// Holds goods; the reservations that explain it are still to be written.
  ///
  /// - Parameter seen: what was read of the product a moment ago; nil = it is read here.
  private func hold(
    _ wanted: Wanted, first: ID<Warehouse>, seen: [WarehouseStock]?
  ) throws -> [Reservation] {
    guard let product = wanted.line.productID else { return [] }
    var held: [Reservation] = []
    var seen = seen
    // Another desk may take the goods between the look and the hold: look again.
    for _ in 0..<3 {
      let stock = try seen ?? scope.store.stock(of: product)
      seen = nil
      let plan = Allocation(
        of: held.reduce(wanted.quantity) { $0 - $1.quantity }, from: places(stock, first: first),
        othersAllowed: otherWarehouses && wanted.line.otherWarehouses)
      var wasTaken = false
      for part in plan.reservations {
        let reservation = try ledger.hold(
          part.quantity, of: product, in: part.key, for: wanted.line, origin: wanted.origin)
        if let reservation { held.append(reservation) } else { wasTaken = true }
      }
      if !wasTaken { break }
    }
    return held
  }

  @discardableResult
  private func note(_ held: [Reservation], on line: OrderLine) throws -> OrderLine {
    var after = line
    after.reserved = held.reduce(line.reserved) { $0 + $1.quantity }
    return try scope.store.update(line, to: after)
  }

  /// The order's warehouse stands first, even where it never held the product.
  private func places(
    _ stock: [WarehouseStock], first: ID<Warehouse>
  ) -> [Allotment<ID<Warehouse>>] {
    let own = stock.first { $0.warehouseID == first }?.free ?? .zero
    return [Allotment(first, own)]
      + stock.filter { $0.warehouseID != first }.map { Allotment($0.warehouseID, $0.free) }
  }
}

extension OrderLine {
  /// Ordered, neither delivered nor given up.
  public var outstanding: Quantity { quantity - cancelled - delivered }
  /// Outstanding and not reserved.
  public var missing: Quantity { outstanding - reserved }
  /// Whether goods are still to come for it.
  public var isWaiting: Bool { state == .open || state == .partlyDelivered }
}
