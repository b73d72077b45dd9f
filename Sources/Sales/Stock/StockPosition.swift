import Values

/// What there is of a product in one place, in base units (rules.md 2.5).
public struct StockPosition: Hashable, Sendable {
  /// In the racks: the sum of moves.
  public var onHand: Quantity
  /// Set aside by reservations.
  public var reserved: Quantity
  /// Expected: ordered from suppliers, and in transit to this place.
  public var incoming: Quantity
  /// Promised to customers, whether reserved or not.
  public var outgoing: Quantity

  /// A position of those quantities.
  public init(
    onHand: Quantity = .zero, reserved: Quantity = .zero, incoming: Quantity = .zero,
    outgoing: Quantity = .zero
  ) {
    self.onHand = onHand
    self.reserved = reserved
    self.incoming = incoming
    self.outgoing = outgoing
  }

  /// Free: on hand − reserved (AT-17).
  public var free: Quantity { onHand - reserved }
  /// Forecast quantity: on hand + incoming − outgoing (AT-17).
  public var forecast: Quantity { onHand + incoming - outgoing }

  /// Both positions together. Transit stands in the incoming of its destination alone, so that the
  /// company figure is the plain sum over warehouses (AT-20).
  public static func + (left: StockPosition, right: StockPosition) -> StockPosition {
    StockPosition(
      onHand: left.onHand + right.onHand, reserved: left.reserved + right.reserved,
      incoming: left.incoming + right.incoming, outgoing: left.outgoing + right.outgoing)
  }

  /// The company figure: the sum over warehouses.
  public static func company(_ warehouses: some Sequence<StockPosition>) -> StockPosition {
    warehouses.reduce(StockPosition(), +)
  }
}

/// A quantity that moved from one place to another. A move into transit names its destination.
public struct GoodsMovement<Key: Hashable & Sendable>: Hashable, Sendable {
  /// An end of a move.
  public enum End: Hashable, Sendable {
    /// A warehouse.
    case warehouse(Key)
    /// On the road to a warehouse.
    case transit(to: Key)
    /// Suppliers, customers, losses, the opening: outside the company's stock.
    case outside
  }

  /// Where the goods were.
  public let from: End
  /// Where they went.
  public let to: End
  /// How much, positive.
  public let quantity: Quantity

  /// A movement of that quantity.
  public init(from: End, to: End, quantity: Quantity) {
    self.from = from
    self.to = to
    self.quantity = quantity
  }

  /// The positions that a history of moves leaves: on hand per warehouse, and what is on the road as
  /// incoming of its destination.
  public static func positions(
    after moves: some Sequence<GoodsMovement>
  ) -> [Key: StockPosition] {
    var positions: [Key: StockPosition] = [:]
    for move in moves {
      add(-move.quantity, at: move.from, to: &positions)
      add(move.quantity, at: move.to, to: &positions)
    }
    return positions
  }

  private static func add(
    _ quantity: Quantity, at end: End, to positions: inout [Key: StockPosition]
  ) {
    switch end {
    case .warehouse(let key): positions[key, default: StockPosition()].onHand += quantity
    case .transit(let key): positions[key, default: StockPosition()].incoming += quantity
    case .outside: break
    }
  }
}
