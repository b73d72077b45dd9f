import Values

/// What the customer pays for a line, without tax: quantity × gross × Π(1 − d) / price unit.
///
/// ```
///   quantity        gross price           kept share      price unit
///   thousandths  ×  ten-thousandths    ×  n / d         ÷ 1, 100, 1 000
///                                       └─ one division, one rounding, half away from zero
/// ```
/// A line is rounded once (rules.md 2.4): the printed net unit price may itself be rounded, so an
/// amount is never computed from it. Quantities and prices of the line are in the same unit.
public struct LineAmounts: Hashable, Sendable {
  /// Quantity, in the unit that the price is for.
  public var quantity: Quantity
  /// For how many units the price stands: 1, 100 or 1 000 (AT-61).
  public var priceUnit: Int64
  /// Gross price of `priceUnit` units.
  public var unitPrice: UnitPrice
  /// Discounts, in order.
  public var discounts: Discounts

  /// The terms of a line.
  @inlinable
  public init(
    quantity: Quantity, priceUnit: Int64 = 1, unitPrice: UnitPrice, discounts: Discounts = .none
  ) {
    precondition(priceUnit > 0, "a price stands for at least one unit")
    self.quantity = quantity
    self.priceUnit = priceUnit
    self.unitPrice = unitPrice
    self.discounts = discounts
  }

  /// The amount of the line after discounts, rounded once to the minor unit (`minorUnits` of them in
  /// one major unit of the currency: 1, 100 or 1 000).
  @inlinable
  public func net(minorUnits: Int64 = 100) throws(Overflow) -> Amount {
    // Thousandths × ten-thousandths are 10^7 to the major unit.
    let scale = 10_000_000 / minorUnits
    // Nearly every line fits in 64 bits, where the division costs a third of a wide one.
    if let narrow = narrowNet(scale: scale) { return narrow }
    let gross = Int128(quantity.thousandths) * Int128(unitPrice.tenThousandths)
    let (kept, overflow) = gross.multipliedReportingOverflow(by: discounts.keptNumerator)
    guard !overflow else { throw Overflow() }
    let divisor = Int128(scale) * Int128(priceUnit) * discounts.keptDenominator
    return try Amount(narrowing: roundHalfAwayFromZero(kept, divisor))
  }

  @usableFromInline
  func narrowNet(scale: Int64) -> Amount? {
    let kept = Int64(truncatingIfNeeded: discounts.keptNumerator)
    let share = Int64(truncatingIfNeeded: discounts.keptDenominator)
    guard Int128(kept) == discounts.keptNumerator, Int128(share) == discounts.keptDenominator,
      share <= 100_000_000, priceUnit <= 1000
    else { return nil }
    let (gross, grossOverflow) =
      quantity.thousandths.multipliedReportingOverflow(by: unitPrice.tenThousandths)
    let (numerator, keptOverflow) = gross.multipliedReportingOverflow(by: kept)
    guard !grossOverflow, !keptOverflow else { return nil }
    // At most 10^7 × 10^3 × 10^8: within 64 bits.
    let divisor = scale * priceUnit * share
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor)
    guard remainder.magnitude * 2 >= divisor.magnitude else { return Amount(minor: quotient) }
    return Amount(minor: numerator < 0 ? quotient - 1 : quotient + 1)
  }

  /// The amount of the line before discounts, rounded once.
  public func gross(minorUnits: Int64 = 100) throws(Overflow) -> Amount {
    try LineAmounts(quantity: quantity, priceUnit: priceUnit, unitPrice: unitPrice)
      .net(minorUnits: minorUnits)
  }

  /// Whether the unrounded net price is lower than a floor price; returns and gifts are exempt.
  public func isUnder(_ floorPrice: UnitPrice) -> Bool {
    guard quantity > .zero, unitPrice > .zero else { return false }
    return Int128(unitPrice.tenThousandths) * discounts.keptNumerator
      < Int128(floorPrice.tenThousandths) * discounts.keptDenominator
  }

  /// The net price of `priceUnit` units as printed, rounded to four decimals. Never computed with.
  public var netUnitPrice: UnitPrice {
    let exact = Int128(unitPrice.tenThousandths) * discounts.keptNumerator
    let rounded = roundHalfAwayFromZero(exact, discounts.keptDenominator)
    // The kept share is at most 1, so the result is never larger than the gross price.
    return UnitPrice(tenThousandths: Int64(truncatingIfNeeded: rounded))
  }

  /// The exact net price of one single unit, in ten-thousandths.
  public var exactNetPrice: Fraction {
    Fraction(
      Int128(unitPrice.tenThousandths) * discounts.keptNumerator,
      discounts.keptDenominator * Int128(priceUnit))
  }
}
