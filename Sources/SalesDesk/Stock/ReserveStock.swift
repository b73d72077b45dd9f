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
    for line in lines {
      try reserve(line, first: warehouse, origin: .acceptance)
    }
  }

  /// Reserves what a line lacks, or at most `limit` of it.
  ///
  /// - Returns: the line as it now stands.
  @discardableResult
  func reserve(
    _ line: OrderLine, first: ID<Warehouse>, origin: ReservationOrigin, limit: Quantity? = nil
  ) throws -> OrderLine {
    guard let product = line.productID else { return line }
    var after = line
    let wanted = min(limit ?? line.missing, line.missing)
    // Another desk may take the goods between the look and the hold: look again.
    for _ in 0..<3 {
      let stock = try scope.store.stock(of: product)
      let plan = Allocation(
        of: wanted - (after.reserved - line.reserved), from: places(stock, first: first),
        othersAllowed: otherWarehouses && line.otherWarehouses)
      var wasTaken = false
      for part in plan.reservations {
        if try ledger.hold(part.quantity, of: product, in: part.key, for: line, origin: origin) {
          after.reserved += part.quantity
        } else {
          wasTaken = true
        }
      }
      if !wasTaken { break }
    }
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
