import Values

/// Who sees costs: setting `cost.visibility`. A manager and an administrator always do.
public enum CostVisibility: String, Sendable, Hashable, CaseIterable {
  /// Everyone who works here.
  case everyone
  /// Not who only sells.
  case notSalespeople
  /// Not who only moves goods and buys.
  case notOrderDesk
  /// Neither of them.
  case managersOnly

  /// Whether costs are kept from a role.
  public func hides(from role: Role) -> Bool {
    switch (self, role) {
    case (.notSalespeople, .salesperson), (.notOrderDesk, .orderDesk): true
    case (.managersOnly, .salesperson), (.managersOnly, .orderDesk): true
    default: false
    }
  }

  /// What somebody with these roles sees: one role that sees costs is enough.
  public func sight(of roles: Set<Role>) -> CostSight {
    roles.allSatisfy { hides(from: $0) } ? .hidden : .full
  }
}

/// Whether costs, and what tells them, are read: margins, floor rates, purchase prices, stock values.
public enum CostSight: Sendable, Hashable {
  /// They are.
  case full
  /// They are not: floor prices and verdicts stand in their place.
  case hidden
}

/// What stands in the place of a cost that is not shown (architecture.md §4, "Roles").
public struct HiddenCost: Sendable, Hashable {
  /// Whether anybody knows the cost: without one, a line asks for an approval (product.md).
  public let isKnown: Bool
  /// The lowest price that is not under the floor, per price unit, rounded up to the precision of
  /// typing (AT-9); nil = no cost, or no floor.
  public let floorPrice: UnitPrice?

  /// What is shown of a cost.
  public init(isKnown: Bool, floorPrice: UnitPrice?) {
    self.isKnown = isKnown
    self.floorPrice = floorPrice
  }
}
