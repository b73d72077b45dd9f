import Values

// A supplier's derogation on a line (rules.md 2.20, AT-66): the first base units cost what was granted,
// the others what they always cost.
//
//   line of 120 ──► 100 at 34,00 (what is left of the derogation) + 20 at 40,00
//                   └─► claimed from the supplier: 100 × (40,00 − 34,00)

/// A lower cost that a supplier grants until a quantity is used up.
public struct GrantedCost: Hashable, Sendable {
  /// The granted cost, for the product's price unit.
  public let unitCost: UnitCost
  /// How much of the granted quantity is left, in base units; nil = no limit.
  public let remaining: Quantity?

  /// A granted cost.
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

  /// The cost of a price unit of the whole line, rounded up so that a price that keeps the floor over it
  /// keeps it over the true cost.
  public func unitCost(of quantity: Quantity, usualCost: UnitCost) -> UnitCost {
    let granted = max(.zero, min(quantity, remaining ?? quantity))
    guard granted > .zero, unitCost < usualCost else { return usualCost }
    let parts =
      Int128(granted.thousandths) * Int128(unitCost.tenThousandths)
      + Int128((quantity - granted).thousandths) * Int128(usualCost.tenThousandths)
    let mixed = roundUp(parts, Int128(quantity.thousandths))
    return Int64(exactly: mixed).map(UnitCost.init(tenThousandths:)) ?? usualCost
  }
}

/// The derogation that a line of a quote may use.
public struct LineDerogation: Hashable, Sendable {
  /// The derogation.
  public let id: ID<SupplierDerogation>
  /// The granted cost, for the price unit of the line.
  public let unitCost: UnitCost
  /// What was left of it when the line was priced, in base units; nil = no limit.
  public let available: Quantity?

  /// A derogation with what is left of it.
  public init(id: ID<SupplierDerogation>, unitCost: UnitCost, available: Quantity?) {
    self.id = id
    self.unitCost = unitCost
    self.available = available
  }

  /// Of that many base units, as the rule sees it.
  public func granting(_ part: Quantity?) -> GrantedCost {
    GrantedCost(unitCost: unitCost, remaining: part)
  }
}

extension QuoteDraft {
  /// Whether a derogation may lower the cost of a line.
  public var hasDerogations: Bool { lines.contains { $0.derogation != nil } }

  /// Base units of each line at their granted cost, by number of line: two lines of one document do not
  /// both use the whole derogation, and what is only offered takes nothing from what is sold.
  public var derogated: [Int: Quantity] {
    guard hasDerogations else { return [:] }
    var taken: [ID<SupplierDerogation>: Quantity] = [:]
    var parts: [Int: Quantity] = [:]
    for line in lines {
      guard let granted = line.derogation, let usual = line.unitCost,
        usual > granted.unitCost, line.quantity > .zero
      else { continue }
      let left = granted.available.map { $0 - (taken[granted.id] ?? .zero) }
      let part = max(.zero, min(line.quantity, left ?? line.quantity))
      guard part > .zero else { continue }
      parts[line.number] = part
      if line.isCounted { taken[granted.id, default: .zero] += part }
    }
    return parts
  }
}

extension QuoteDraftLine {
  /// The derogation in force on so many of its base units; nil = none of them.
  func granted(_ part: Quantity?) -> GrantedCost? {
    guard let part, part > .zero else { return nil }
    return derogation?.granting(part)
  }
}
