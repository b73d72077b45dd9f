import Values

/// Goods that came in together and are still there.
public struct CostLayer: Hashable, Sendable {
  /// What is left of them, in base units.
  public var quantity: Quantity
  /// What they cost, per cost unit.
  public let cost: UnitCost

  /// A layer.
  public init(quantity: Quantity, cost: UnitCost) {
    self.quantity = quantity
    self.cost = cost
  }
}

/// A product's stock first in, first out (FIFO, rules.md 2.8).
///
/// ```
///   receipt    a new layer at its price              ┌───┐ newest
///   delivery   eats the oldest layers                │   │
///   short      the rest leaves at the last price,    ├───┤
///              corrected when goods come in          │▒▒▒│ oldest
/// ```
/// The value is Σ of the layers, each worth quantity × cost rounded once, less what is short at its
/// provisional cost. A delivery is worth what the value fell by, so that nothing is lost to rounding.
public struct LayeredStock: Hashable, Sendable {
  /// The layers, the oldest first; none is empty.
  public private(set) var layers: [CostLayer]
  /// Goods that left without being there, at the provisional cost they left at; oldest first.
  public private(set) var short: [CostLayer]
  /// The cost of the newest goods; nil when none was ever known.
  public private(set) var lastCost: UnitCost?
  /// For how many base units costs stand.
  public let costUnit: Int64
  /// Minor units in one major unit of the company's currency.
  public let minorUnits: Int64

  /// What a move did.
  public struct Effect: Hashable, Sendable {
    /// Value of the goods that moved; nil when nobody knows their cost.
    public let moved: Amount?
    /// Goods that left earlier at a provisional cost turned out to cost that much more: the value of
    /// the stock falls by it, the cost of sales rises (AT-31).
    public let costOfSales: Amount
  }

  /// A stock of those layers.
  public init(
    layers: [CostLayer] = [], short: [CostLayer] = [], lastCost: UnitCost? = nil,
    costUnit: Int64 = 1, currency: Currency = .eur
  ) {
    self.layers = layers.filter { $0.quantity > .zero }
    self.short = short.filter { $0.quantity > .zero }
    self.lastCost = lastCost ?? layers.last?.cost ?? short.last?.cost
    self.costUnit = costUnit
    minorUnits = currency.minorUnits
  }

  /// On hand: Σ layers − Σ short.
  public var quantity: Quantity {
    layers.reduce(.zero) { $0 + $1.quantity } - short.reduce(.zero) { $0 + $1.quantity }
  }

  /// The cost the next unit leaves at; nil when unknown.
  public var nextCost: UnitCost? { layers.first?.cost ?? lastCost }

  /// Σ of the layers less what is short.
  public func value() throws(Overflow) -> Amount {
    try worth(layers).adding(-worth(short))
  }

  /// Goods that come in: what is short is made good first, at their price.
  @discardableResult
  public mutating func receive(
    _ received: Quantity, at price: UnitCost
  ) throws(Overflow) -> Effect {
    let moved = try worth([CostLayer(quantity: received, cost: price)])
    let before = try value()
    var rest = received
    while rest > .zero, let oldest = short.first {
      let made = min(rest, oldest.quantity)
      short[0].quantity -= made
      if short[0].quantity == .zero { short.removeFirst() }
      rest -= made
    }
    if rest > .zero { layers.append(CostLayer(quantity: rest, cost: price)) }
    lastCost = price
    return Effect(moved: moved, costOfSales: try moved.adding(before).adding(-value()))
  }

  /// Goods that leave, the oldest first; what is not there leaves at the last price, provisionally
  /// (AT-30, AT-31).
  @discardableResult
  public mutating func deliver(_ delivered: Quantity) throws(Overflow) -> Effect {
    let before = try value()
    var rest = delivered
    while rest > .zero, let oldest = layers.first {
      let taken = min(rest, oldest.quantity)
      layers[0].quantity -= taken
      if layers[0].quantity == .zero { layers.removeFirst() }
      rest -= taken
    }
    if rest > .zero {
      guard let lastCost else { return Effect(moved: nil, costOfSales: .zero) }
      short.append(CostLayer(quantity: rest, cost: lastCost))
    }
    return Effect(moved: try before.adding(-value()), costOfSales: .zero)
  }

  private func worth(_ layers: [CostLayer]) throws(Overflow) -> Amount {
    var sum = Amount.zero
    for layer in layers {
      sum = try sum.adding(
        LineMargin.cost(
          of: layer.quantity, at: layer.cost, per: costUnit, minorUnits: minorUnits))
    }
    return sum
  }
}
