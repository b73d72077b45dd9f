import Values

/// What is left of a margin after all that a sale costs beside its goods: expected rebate, carriage at
/// our charge, waiting for the money (features.md F077).
///
/// The rate is over the invoiced amount, never over the amount less the rebate (AT-45: 53.56 % of
/// 270.00, not of 264.60).
public struct NetNetMargin: Hashable, Sendable {
  /// Amount invoiced of the lines whose cost is known, without tax and carriage.
  public let net: Amount
  /// Their gross margin.
  public let margin: Amount
  /// Expected year-end rebate.
  public let rebate: Amount
  /// Carriage at our charge.
  public let carriage: Amount
  /// What waiting for the money costs.
  public let waiting: Amount

  /// The margin of a document with what takes from it.
  public init(
    net: Amount, margin: Amount, rebate: Amount = .zero, carriage: Amount = .zero,
    waiting: Amount = .zero
  ) {
    self.net = net
    self.margin = margin
    self.rebate = rebate
    self.carriage = carriage
    self.waiting = waiting
  }

  /// Margin − rebate − carriage − waiting.
  public var left: Amount { margin - rebate - carriage - waiting }
  /// What is left over what is invoiced.
  public var rate: Fraction { Fraction(left.minor, net.minor) }

  /// What it costs to wait `days` for an amount, at a yearly rate over 365 days, rounded once.
  public static func waiting(
    for amount: Amount, days: Int, yearlyRate: Ratio
  ) throws(Overflow) -> Amount {
    let exact = Int128(amount.minor) * Int128(max(0, days)) * Int128(yearlyRate.basisPoints)
    return try Amount(narrowing: roundHalfAwayFromZero(exact, 365 * Ratio.one))
  }
}
