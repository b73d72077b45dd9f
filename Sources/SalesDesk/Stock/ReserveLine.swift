import Sales
import SalesStore
import Values

/// Sets goods aside for a line by hand: from the warehouses in their order, or from one.
public struct ReserveLine: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.reserve", roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// The line.
  public let line: Int
  /// At most this much; nil = all that the line lacks.
  public let quantity: Quantity?
  /// Only from here; nil = the order's warehouse, then the others if the line allows it.
  public let warehouseID: ID<Warehouse>?

  /// The reservation of goods for a line.
  public init(
    order: ID<SalesOrder>, line: Int, quantity: Quantity? = nil, from: ID<Warehouse>? = nil
  ) {
    orderID = order
    self.line = line
    self.quantity = quantity
    warehouseID = from
  }

  /// Does it.
  ///
  /// - Returns: how much was set aside.
  public func perform(_ scope: ActScope) throws -> Quantity {
    let order = try scope.store.get(orderID)
    let line = try scope.store.line(line, of: orderID)
    let facts = (Fact("number", .text(order.number)), Fact("line", .count(line.line)))
    guard line.isWaiting else {
      throw Refusal(.orderLineNotOpen, facts.0, facts.1)
    }
    guard line.missing > .zero else { throw Refusal(.lineFullyReserved, facts.0, facts.1) }
    let after = try ReserveStock(scope: scope, otherWarehouses: warehouseID == nil).reserve(
      line, first: warehouseID ?? order.warehouseID, origin: .manual, limit: quantity)
    guard after.reserved > line.reserved else { throw try scope.store.nothingFree(for: line) }
    scope.concerns(.order, order.id.rawValue)
    scope.note("number", .text(order.number))
    scope.note("quantity", .quantity(after.reserved - line.reserved))
    return after.reserved - line.reserved
  }
}

/// Gives back what a line holds, so that it can serve somebody else; the line waits from then on.
public struct ReleaseReservation: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.release", roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// The line.
  public let line: Int
  /// At most this much; nil = all it holds.
  public let quantity: Quantity?

  /// The release of what a line holds.
  public init(order: ID<SalesOrder>, line: Int, quantity: Quantity? = nil) {
    orderID = order
    self.line = line
    self.quantity = quantity
  }

  /// Does it, the youngest reservation first.
  ///
  /// - Returns: how much became free.
  public func perform(_ scope: ActScope) throws -> Quantity {
    let order = try scope.store.get(orderID)
    let line = try scope.store.line(line, of: orderID)
    let held = try scope.store.heldReservations(of: orderID).filter { $0.line == line.line }
    let wanted = min(quantity ?? line.reserved, line.reserved)
    guard wanted > .zero else { throw Refusal(.reservationNotHeld) }
    var left = wanted
    for reservation in held.reversed() where left > .zero {
      let part = min(left, reservation.quantity)
      try StockLedger(scope: scope).release(reservation, part)
      left -= part
    }
    var after = line
    after.reserved -= wanted
    try scope.store.update(line, to: after)
    scope.concerns(.order, order.id.rawValue)
    scope.note("number", .text(order.number))
    scope.note("quantity", .quantity(wanted))
    return wanted
  }
}
