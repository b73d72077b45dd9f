import Values

/// A lower cost that a supplier grants for one customer or site until a day and a quantity
/// (dérogation, rules.md 2.20, AT-66).
public struct SupplierDerogation: Hashable, Sendable {
  /// The granted cost, for the product's price unit.
  public let unitCost: UnitCost
  /// How much of the granted quantity is left, in base units; nil = no limit.
  public let remaining: Quantity?

  /// A derogation.
  public init(unitCost: UnitCost, remaining: Quantity? = nil) {
    self.unitCost = unitCost
    self.remaining = remaining
  }

  /// What a line costs under it, and what the supplier then owes.
  public struct Effect: Hashable, Sendable {
    /// Base units at the granted cost.
    public let quantity: Quantity
    /// Cost of the whole line.
    public let cost: Amount
    /// Cost without the derogation − cost with it: to be claimed from the supplier.
    public let claim: Amount
  }

  /// The effect on a line of base units at a usual cost. A granted cost above the usual one changes
  /// nothing: nobody claims to pay more.
  public func effect(
    on quantity: Quantity, usualCost: UnitCost, costUnit: Int64 = 1, minorUnits: Int64 = 100
  ) throws(Overflow) -> Effect {
    func worth(_ part: Quantity, _ cost: UnitCost) throws(Overflow) -> Amount {
      try LineMargin.cost(of: part, at: cost, per: costUnit, minorUnits: minorUnits)
    }
    let usual = try worth(quantity, usualCost)
    let granted = max(.zero, min(quantity, remaining ?? quantity))
    guard granted > .zero, unitCost < usualCost else {
      return Effect(quantity: .zero, cost: usual, claim: .zero)
    }
    let cost = try worth(granted, unitCost).adding(worth(quantity - granted, usualCost))
    return Effect(quantity: granted, cost: cost, claim: usual - cost)
  }
}
