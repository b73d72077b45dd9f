import Database
import Sales
import Values

extension StoreWriter {
  /// Changes what a warehouse holds of a product, by one conditional statement that leaves an event:
  /// two desks never get the same unit.
  ///
  /// - Returns: whether the level is there and enough was free.
  public func changeLevel(
    of product: ID<Product>, in warehouse: ID<Warehouse>, by change: LevelChange
  ) throws -> Bool {
    var deltas: [(column: String, by: Int64)] = []
    if change.onHand != .zero { deltas.append(("on_hand", change.onHand.thousandths)) }
    if change.reserved != .zero { deltas.append(("reserved", change.reserved.thousandths)) }
    let condition =
      change.ifFree.map { "on_hand - reserved >= \($0)" as SQL }
      ?? (change.ifNoneReserved ? "reserved = 0" : nil)
    return try add(
      to: StockLevel.self, key: [product.sqlValue, warehouse.sqlValue], deltas: deltas,
      condition: condition)
  }
}

/// What is added to a stock level.
public struct LevelChange: Sendable, Hashable {
  /// Added to on hand.
  public var onHand: Quantity
  /// Added to reserved.
  public var reserved: Quantity
  /// Only if at least this much is free before.
  public var ifFree: Quantity?
  /// Only if nothing is reserved, however little is there.
  public var ifNoneReserved: Bool

  /// A change of a level.
  public init(
    onHand: Quantity = .zero, reserved: Quantity = .zero, ifFree: Quantity? = nil,
    ifNoneReserved: Bool = false
  ) {
    self.onHand = onHand
    self.reserved = reserved
    self.ifFree = ifFree
    self.ifNoneReserved = ifNoneReserved
  }
}
