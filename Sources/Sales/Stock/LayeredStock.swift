import Values

/// Goods that came in together and are still there.
public struct CostLayer: Hashable, Sendable {
  /// What is left of them, in base units.
  public var quantity: Quantity
  /// What they cost, per cost unit.
  public var cost: UnitCost
  /// The move that brought them in; nil = they were there when layers began.
  public let moveID: ID<StockMove>?
  /// Its place among the layers of its product: a later one has a higher number.
  public let sequence: Int

  /// A layer.
  public init(
    quantity: Quantity, cost: UnitCost, moveID: ID<StockMove>? = nil, sequence: Int = 0
  ) {
    self.quantity = quantity
    self.cost = cost
    self.moveID = moveID
    self.sequence = sequence
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

  /// The same product with nothing in stock.
  public func emptied(lastCost: UnitCost?) -> LayeredStock {
    var other = self
    (other.layers, other.short, other.lastCost) = ([], [], lastCost)
    return other
  }

  /// What is there when layers begin: one layer, or what is short already.
  public mutating func open(_ quantity: Quantity, at cost: UnitCost) {
    layers = quantity > .zero ? [CostLayer(quantity: quantity, cost: cost, sequence: 1)] : []
    short = quantity < .zero ? [CostLayer(quantity: -quantity, cost: cost, sequence: 1)] : []
    lastCost = cost
  }

  /// Goods that come in: what is short is made good first, at their price.
  ///
  /// - Parameter move: the move that brings them in, by which a corrected receipt finds them again.
  @discardableResult
  public mutating func receive(
    _ received: Quantity, at price: UnitCost, by move: ID<StockMove>? = nil
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
    if rest > .zero {
      layers.append(CostLayer(quantity: rest, cost: price, moveID: move, sequence: nextSequence))
    }
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
      short.append(CostLayer(quantity: rest, cost: lastCost, sequence: nextSequence))
    }
    return Effect(moved: try before.adding(-value()), costOfSales: .zero)
  }

  /// A receipt that was priced wrongly: what is left of it is revalued, what left since is a cost of
  /// sales, and both sum to the whole difference (AT-33).
  ///
  /// Goods that came in before layers began lie in the layer they began with, among others: it takes the
  /// difference of as much as can still be there, and keeps one cost.
  @discardableResult
  public mutating func correct(
    _ received: Quantity, by move: ID<StockMove>, from old: UnitCost, to new: UnitCost
  ) throws(Overflow) -> ValuedStock.Correction {
    let whole = try worth([CostLayer(quantity: received, cost: new)])
      .adding(-worth([CostLayer(quantity: received, cost: old)]))
    let before = try value()
    if let place = layers.firstIndex(where: { $0.moveID == move }) {
      if place == layers.count - 1 { lastCost = new }
      layers[place].cost = new
    } else if let place = layers.firstIndex(where: { $0.moveID == nil }) {
      let layer = layers[place]
      let here = min(layer.quantity, received)
      let exact =
        Int128(layer.cost.tenThousandths) * Int128(layer.quantity.thousandths)
        + Int128(new.tenThousandths - old.tenThousandths) * Int128(here.thousandths)
      layers[place].cost = UnitCost(
        tenThousandths: try Int64(
          narrowing: max(0, roundHalfAwayFromZero(exact, Int128(layer.quantity.thousandths)))))
    }
    let stock = try value().adding(-before)
    return ValuedStock.Correction(stock: stock, sales: try whole.adding(-stock))
  }

  /// Sequences are drawn from what is there: a number is free again once its layer is used up.
  private var nextSequence: Int {
    max(layers.last?.sequence ?? 0, short.last?.sequence ?? 0) + 1
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
