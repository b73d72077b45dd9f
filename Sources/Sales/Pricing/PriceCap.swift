import Values

/// The end of a contract price: so much may be ordered under it, and so much was.
public struct PriceCap: Hashable, Sendable {
  /// What may be ordered under the rule in all, in base units.
  public var quantity: Quantity
  /// What was ordered under it and not given up, in base units.
  public var ordered: Quantity

  /// A cap and what was ordered of it.
  public init(quantity: Quantity, ordered: Quantity) {
    self.quantity = quantity
    self.ordered = ordered
  }

  /// What may still be ordered; never less than nothing.
  public var remaining: Quantity { max(.zero, quantity - ordered) }

  /// Whether a line of that quantity fits in what remains. A line that is larger does not get the
  /// price: the salesperson makes two of it.
  public func takes(_ wanted: Quantity) -> Bool {
    remaining > .zero && wanted <= remaining
  }
}
