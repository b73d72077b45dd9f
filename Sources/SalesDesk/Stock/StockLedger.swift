import Sales
import SalesStore
import Values

/// The only hands that touch stock levels: each change of a level stands beside the reservation or
/// the move that explains it.
///
/// ```
///              reserved        on hand        record
///   hold         + q                          reservation held
///   release      − q                          reservation released (split where only a part is)
///   consume      − q             − q          reservation consumed, move warehouse → customer
///   takeFree                     − q          move warehouse → customer, below zero where allowed
///   bringIn                      + q          move supplier (or customer) → warehouse
/// ```
/// Two desks never hold the same unit: the level changes by one conditional statement
/// (architecture.md §4), and `hold` answers with a reservation only where it did.
struct StockLedger {
  let scope: ActScope

  private var store: StoreWriter { scope.store }

  /// Sets goods aside for a line, if they are still free. The caller writes the reservation, which
  /// explains the level, and adds to the line's `reserved`.
  ///
  /// - Returns: the reservation to write; nil = somebody else was faster.
  func hold(
    _ quantity: Quantity, of product: ID<Product>, in warehouse: ID<Warehouse>, for line: OrderLine,
    origin: ReservationOrigin
  ) throws -> Reservation? {
    let held = try store.changeLevel(
      of: product, in: warehouse, by: LevelChange(reserved: quantity, ifFree: quantity))
    guard held else { return nil }
    return Reservation(
      id: scope.mint(), orderID: line.orderID, line: line.line, productID: product,
      warehouseID: warehouse, quantity: quantity, origin: origin, day: scope.today)
  }

  /// Gives back what a reservation holds, or a part of it. The caller lowers the line's `reserved`.
  func release(_ reservation: Reservation, _ quantity: Quantity) throws {
    try change(reservation, quantity, to: .released, LevelChange(reserved: -quantity))
  }

  /// Takes what a reservation holds, or a part of it, out of the warehouse.
  func consume(_ reservation: Reservation, _ quantity: Quantity) throws {
    try change(
      reservation, quantity, to: .consumed, LevelChange(onHand: -quantity, reserved: -quantity))
  }

  /// Takes goods that nobody holds, if they are still there.
  ///
  /// - Parameter belowZero: whether more may leave than the program knows to be there, where nobody else
  ///   holds any: a receipt that was not entered yet (AT-31).
  func takeFree(
    _ quantity: Quantity, of product: ID<Product>, in warehouse: ID<Warehouse>,
    belowZero: Bool = false
  ) throws -> Bool {
    let taken = try store.changeLevel(
      of: product, in: warehouse, by: LevelChange(onHand: -quantity, ifFree: quantity))
    guard !taken, belowZero else { return taken }
    let below = LevelChange(onHand: -quantity, ifNoneReserved: true)
    if try store.changeLevel(of: product, in: warehouse, by: below) { return true }
    guard try store.level(of: product, in: warehouse) == nil else { return false }
    try store.insert(StockLevel(productID: product, warehouseID: warehouse, onHand: -quantity))
    return true
  }

  /// Puts goods in, making the level where the warehouse never held the product.
  func bringIn(
    _ quantity: Quantity, of product: ID<Product>, to warehouse: ID<Warehouse>
  ) throws {
    let added = try store.changeLevel(
      of: product, in: warehouse, by: LevelChange(onHand: quantity))
    if !added {
      try store.insert(
        StockLevel(productID: product, warehouseID: warehouse, onHand: quantity))
    }
  }

  /// A part splits the row: what remains stays held under its own identity and day. The reservation
  /// comes before the level: a desk that lost the race for it finds the row stale, and never gives back
  /// the same goods twice.
  private func change(
    _ reservation: Reservation, _ quantity: Quantity, to state: ReservationState,
    _ change: LevelChange
  ) throws {
    precondition(
      quantity > .zero && quantity <= reservation.quantity, "a part of what is held, and no more")
    var rest = reservation
    if quantity == reservation.quantity {
      rest.state = try reservation.state.becoming(state)
      try store.update(reservation, to: rest)
    } else {
      rest.quantity -= quantity
      try store.update(reservation, to: rest)
      var part = reservation
      part.id = scope.mint()
      part.quantity = quantity
      part.state = try reservation.state.becoming(state)
      part.version = 1
      try store.insert(part)
    }
    let changed = try store.changeLevel(
      of: reservation.productID, in: reservation.warehouseID, by: change)
    guard changed else {
      throw StoreError.notFound(
        kind: StockLevel.table.name, key: reservation.productID.description)
    }
  }
}
