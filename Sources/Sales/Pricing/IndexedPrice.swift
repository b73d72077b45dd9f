import Values

/// A price that follows a market index: P = P0 × (a + b × I/I0), a + b = 1, rounded to the cent
/// (rules.md 2.4, AT-16).
///
/// ```
///   4.20 €/m, 60 % of it copper, I0 8 500 ──► at 9 200: 4.20 × (0.40 + 0.60 × 9 200/8 500) = 4.41
/// ```
public struct IndexedPrice: Hashable, Sendable {
  /// The price at the base value, per price unit: P0.
  public var base: UnitPrice
  /// The share of it that follows the index: b.
  public var share: Ratio
  /// The value of the index at which the price is P0: I0; above zero.
  public var baseValue: IndexValue
  /// What the index is worth, and since when; nil where nobody entered a value yet.
  public var reading: IndexReading?

  /// A price of that base.
  public init(base: UnitPrice, share: Ratio, baseValue: IndexValue, reading: IndexReading? = nil) {
    self.base = base
    self.share = share
    self.baseValue = baseValue
    self.reading = reading
  }

  /// The price at a value of the index, to the cent.
  public func price(at value: IndexValue) throws(Overflow) -> UnitPrice {
    precondition(baseValue > .zero, "an index is worth something on its base day")
    let still = Int128(share.complement.basisPoints) * Int128(baseValue.millionths)
    let moving = Int128(share.basisPoints) * Int128(value.millionths)
    let (product, overflow) =
      Int128(base.tenThousandths).multipliedReportingOverflow(by: still + moving)
    guard !overflow else { throw Overflow() }
    let cent = Int128(PriceStep.cent.tenThousandths)
    let cents = roundHalfAwayFromZero(product, Ratio.one * Int128(baseValue.millionths) * cent)
    return UnitPrice(tenThousandths: try Int64(narrowing: cents * cent))
  }

  /// The price at the value known; nil without one.
  public func price() throws(Overflow) -> UnitPrice? {
    guard let reading else { return nil }
    return try price(at: reading.value)
  }
}

extension IndexValue {
  /// By how much the index moved since `old`, as a share of it: 9 200 after 8 500 is 8.24 %.
  public func move(since old: IndexValue) -> Fraction {
    Fraction(millionths - old.millionths, old.millionths)
  }

  /// Whether it moved since `old` by more than `limit`, up or down.
  public func isMoved(since old: IndexValue, beyond limit: Ratio) -> Bool {
    let move = Int128((millionths - old.millionths).magnitude) * Ratio.one
    return move > Int128(limit.basisPoints) * Int128(old.millionths)
  }
}
