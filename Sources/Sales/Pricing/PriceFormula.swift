import Values

/// A price computed from the list price or the cost (rules.md 2.4, AT-13, AT-14).
///
/// In this order: base × (1 − discount), rounded to the step, plus surcharge, raised to base +
/// minimum margin, lowered to base + maximum margin.
public struct PriceFormula: Hashable, Sendable {
  /// What the formula starts from.
  public enum Base: String, Hashable, Sendable, CaseIterable {
    case listPrice, cost
  }

  /// What the formula starts from.
  public var base: Base
  /// Taken off the base; negative to add (−20 % on cost).
  public var discount: Ratio
  /// The price is rounded to a multiple of this, half away from zero; nil for four decimals.
  public var step: PriceStep?
  /// Added after rounding, so that prices may end in .99.
  public var surcharge: UnitPrice
  /// The least the price is above the base.
  public var minimumMargin: UnitPrice?
  /// The most the price is above the base.
  public var maximumMargin: UnitPrice?

  /// A formula on that base.
  public init(
    base: Base, discount: Ratio = .zero, step: PriceStep? = nil, surcharge: UnitPrice = .zero
  ) {
    self.base = base
    self.discount = discount
    self.step = step
    self.surcharge = surcharge
  }

  /// The formula kept between two margins over its base.
  public func within(minimum: UnitPrice?, maximum: UnitPrice?) -> PriceFormula {
    var bounded = self
    bounded.minimumMargin = minimum
    bounded.maximumMargin = maximum
    return bounded
  }

  /// The price for that base.
  public func price(from base: UnitPrice) throws(Overflow) -> UnitPrice {
    let start = Int128(base.tenThousandths)
    let stepSize = Int128((step ?? .tenThousandth).tenThousandths)
    let discounted = start * Int128(discount.complement.basisPoints)
    var price = roundHalfAwayFromZero(discounted, Ratio.one * stepSize) * stepSize
    price += Int128(surcharge.tenThousandths)
    if let minimumMargin { price = max(price, start + Int128(minimumMargin.tenThousandths)) }
    if let maximumMargin { price = min(price, start + Int128(maximumMargin.tenThousandths)) }
    return UnitPrice(tenThousandths: try Int64(narrowing: price))
  }
}
