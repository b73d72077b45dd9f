import Values

/// Why no price reaches a target.
public enum TargetPriceProblem: Error, Equatable, Sendable {
  /// A margin rate of 100 % or more: no price has it unless the cost is zero.
  case unreachable(Ratio)
  /// The price does not fit.
  case overflow
}

/// The precision in which prices are typed, as a number of ten-thousandths.
public struct PriceStep: Hashable, Sendable {
  /// Ten-thousandths: 100 for a cent, 1 for small parts.
  public let tenThousandths: Int64

  /// A step of that many ten-thousandths, at least one.
  public init(tenThousandths: Int64) { self.tenThousandths = max(1, tenThousandths) }

  /// One hundredth of the major unit.
  public static let cent = PriceStep(tenThousandths: 100)
  /// One ten-thousandth, for small parts.
  public static let tenThousandth = PriceStep(tenThousandths: 1)
}

/// Prices that a cost and a target give, rounded up to the precision in which a price is typed, so
/// that the price shown always reaches the target (rules.md 2.3, AT-9).
public enum TargetPrice {
  /// The lowest price whose taux de marque is at least `rate`: `=22%`, and the floor price.
  ///
  /// Cost and price are for the same unit and price unit; a price of another currency is that of the cost
  /// at `exchange`, units of the price's currency for one of the cost's.
  public static func reaching(
    marginRate rate: Ratio, cost: UnitCost, step: PriceStep = .cent, exchange: ExchangeRate = .par
  ) throws(TargetPriceProblem) -> UnitPrice {
    guard rate.basisPoints < 10_000 else { throw .unreachable(rate) }
    return try roundedUp(
      Int128(cost.tenThousandths) * Ratio.one, Int128(rate.complement.basisPoints), step, exchange)
  }

  /// Cost × coefficient: `=x1,35`. The coefficient is in ten-thousandths: 13 500 is 1.35.
  public static func times(
    coefficient: Ratio, cost: UnitCost, step: PriceStep = .cent, exchange: ExchangeRate = .par
  ) throws(TargetPriceProblem) -> UnitPrice {
    try roundedUp(
      Int128(cost.tenThousandths) * Int128(coefficient.basisPoints), Ratio.one, step, exchange)
  }

  private static func roundedUp(
    _ numerator: Int128, _ denominator: Int128, _ step: PriceStep, _ exchange: ExchangeRate
  ) throws(TargetPriceProblem) -> UnitPrice {
    let steps = roundUp(
      numerator * Int128(exchange.hundredMillionths),
      denominator * Int128(step.tenThousandths) * Int128(ExchangeRate.par.hundredMillionths))
    guard let price = try? Int64(narrowing: steps * Int128(step.tenThousandths)) else {
      throw .overflow
    }
    return UnitPrice(tenThousandths: price)
  }
}
