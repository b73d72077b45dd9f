import Values

/// A unit of sale against the product's base unit: a pallet is 48 pieces, a box 20 kg.
///
/// Quantities are kept in the typed unit and in the base unit (model.md); mixing them is how margins
/// become wrong (AT-5, AT-8), and breaks are compared in the base unit (AT-12).
public struct Packaging: Hashable, Sendable {
  /// How much of the base unit one typed unit holds; more than zero.
  public let content: Quantity

  /// The base unit itself.
  public static let base = Packaging(content: Quantity(thousandths: 1000))

  /// A unit that holds `content` of the base unit.
  public init(content: Quantity) {
    precondition(content > .zero, "a unit of sale holds something")
    self.content = content
  }

  /// The base quantity of a typed one, to the thousandth.
  public func base(of typed: Quantity) throws(Overflow) -> Quantity {
    let exact = Int128(typed.thousandths) * Int128(content.thousandths)
    return Quantity(thousandths: try Int64(narrowing: roundHalfAwayFromZero(exact, 1000)))
  }

  /// The typed quantity of a base one, to the thousandth.
  public func typed(of base: Quantity) throws(Overflow) -> Quantity {
    let exact = roundHalfAwayFromZero(
      Int128(base.thousandths) * 1000, Int128(content.thousandths))
    return Quantity(thousandths: try Int64(narrowing: exact))
  }

  /// The price of a typed unit from the price of a base unit: 8.50 a piece, 408.00 a pallet (AT-12).
  public func price(ofBase price: UnitPrice) throws(Overflow) -> UnitPrice {
    UnitPrice(tenThousandths: try times(price.tenThousandths))
  }

  /// The cost of a typed unit from the cost of a base unit (AT-8: pack of 6 at 1 each costs 6).
  public func cost(ofBase cost: UnitCost) throws(Overflow) -> UnitCost {
    UnitCost(tenThousandths: try times(cost.tenThousandths))
  }

  private func times(_ tenThousandths: Int64) throws(Overflow) -> Int64 {
    let exact = Int128(tenThousandths) * Int128(content.thousandths)
    return try Int64(narrowing: roundHalfAwayFromZero(exact, 1000))
  }
}
