import Values

/// A product's stock at its weighted average cost (PMP), with the value kept beside it.
///
/// ```
///   receipt    value += quantity × price       cost = value / quantity
///   delivery   value −= quantity × cost        cost stays
///   return     value += quantity × what it left at, cost = value / quantity
/// ```
/// The value is exact to the cent at each step (rules.md 2.8). Because the cost has four decimals, a
/// delivery can leave the value a little off quantity × cost: the difference is reported to be
/// booked, never lost (AT-32).
public struct ValuedStock: Hashable, Sendable {
  /// On hand in the scope of the cost; may be negative.
  public private(set) var quantity: Quantity
  /// Cost of `costUnit` base units; nil when unknown.
  public private(set) var cost: UnitCost?
  /// Value of what is on hand; zero while the cost is unknown.
  public private(set) var value: Amount
  /// For how many base units the cost stands.
  public let costUnit: Int64
  /// Minor units in one major unit of the company's currency.
  public let minorUnits: Int64

  /// What a move did to the value.
  public struct Effect: Hashable, Sendable {
    /// The value of the goods that moved, at their cost; nil when nobody knows it.
    public let moved: Amount?
    /// What the stored value changed by beside that: rounding, or stock that was not valued or was
    /// below zero. To be booked.
    public let adjustment: Amount
  }

  /// A stock of that quantity, cost and value.
  public init(
    quantity: Quantity = .zero, cost: UnitCost? = nil, value: Amount = .zero,
    costUnit: Int64 = 1, currency: Currency = .eur
  ) {
    self.quantity = quantity
    self.cost = cost
    self.value = value
    self.costUnit = costUnit
    minorUnits = currency.minorUnits
  }

  /// The same product with another stock at another cost.
  public func holding(_ quantity: Quantity, at cost: UnitCost?, worth value: Amount) -> ValuedStock
  {
    var other = self
    (other.quantity, other.cost, other.value) = (quantity, cost, value)
    return other
  }

  /// Goods that come in at a price: a receipt, or a customer's return at the value it left (AT-28).
  ///
  /// Over stock that is empty, negative or without cost the price becomes the cost (AT-29,
  /// product.md).
  @discardableResult
  public mutating func receive(
    _ received: Quantity, at price: UnitCost
  ) throws(Overflow) -> Effect {
    let moved = try worth(received, price)
    let total = try quantity.adding(received)
    let before = value
    if cost == nil || quantity <= .zero || total <= .zero {
      value = try worth(total, price)
      cost = price
    } else {
      value = try before.adding(moved)
      cost = try average(value, over: total)
    }
    quantity = total
    return Effect(moved: moved, adjustment: value - before - moved)
  }

  /// Goods that leave at the present cost.
  @discardableResult
  public mutating func deliver(_ delivered: Quantity) throws(Overflow) -> Effect {
    quantity = try quantity.adding(-delivered)
    guard let cost else { return Effect(moved: nil, adjustment: .zero) }
    let moved = try worth(delivered, cost)
    let before = value
    value = try worth(quantity, cost)
    return Effect(moved: moved, adjustment: value - before + moved)
  }

  /// What a supplier's invoice that differs from the price of the receipt changes.
  public struct Correction: Hashable, Sendable {
    /// What the value of the stock changes by.
    public let stock: Amount
    /// What the cost of the goods sold since changes by.
    public let sales: Amount

    /// What a correction changes.
    public init(stock: Amount, sales: Amount) {
      self.stock = stock
      self.sales = sales
    }
  }

  /// A receipt that was priced wrongly: what is still there of it changes the value and the cost, what
  /// was sold since changes the cost of sales, and both sum to the whole difference (AT-33).
  ///
  /// What is still there is taken to be the newest goods. The value never falls below zero: a
  /// difference that would take it there is a cost of sales too, so that no cost is ever negative.
  /// A stock whose cost nobody knew is worth the new price from then on.
  @discardableResult
  public mutating func correct(
    _ received: Quantity, from old: UnitCost, to new: UnitCost
  ) throws(Overflow) -> Correction {
    guard cost != nil else {
      (value, cost) = (try worth(quantity, new), new)
      let sold = try worth(max(.zero, received - max(.zero, quantity)), new)
      return Correction(stock: value, sales: sold)
    }
    let whole = try worth(received, new).adding(-worth(received, old))
    let here = max(.zero, min(quantity, received))
    let parts = try largestRemainder(
      whole.minor, over: [here.thousandths, (received - here).thousandths])
    var stock = received == .zero ? .zero : Amount(minor: parts[0])
    if value + stock < .zero { stock = -max(.zero, value) }
    value = try value.adding(stock)
    if here > .zero { cost = try average(value, over: quantity) }
    return Correction(stock: stock, sales: whole - stock)
  }

  private func worth(_ quantity: Quantity, _ cost: UnitCost) throws(Overflow) -> Amount {
    try LineMargin.cost(of: quantity, at: cost, per: costUnit, minorUnits: minorUnits)
  }

  private func average(_ value: Amount, over quantity: Quantity) throws(Overflow) -> UnitCost {
    try UnitCost(worth: value, for: quantity, per: costUnit, minorUnits: minorUnits)
  }
}

extension UnitCost {
  /// What one cost unit costs where a quantity is worth that much: value / quantity, to four decimals.
  ///
  /// 10^4 of a price × 10^3 of a quantity make 10^7. The quantity is not zero.
  public init(
    worth value: Amount, for quantity: Quantity, per costUnit: Int64 = 1, minorUnits: Int64
  ) throws(Overflow) {
    let exact = Int128(value.minor) * Int128(10_000_000 / minorUnits) * Int128(costUnit)
    let sign: Int128 = quantity < .zero ? -1 : 1
    self.init(
      tenThousandths: try Int64(
        narrowing: roundHalfAwayFromZero(sign * exact, sign * Int128(quantity.thousandths))))
  }
}
