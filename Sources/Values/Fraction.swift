/// An exact quotient of two integers: a rate, a mean, a median of two middles.
///
/// Indicators keep it as it is and round only where it is shown, so that a screen with one decimal
/// and a file with six come from the same figure.
public struct Fraction: Hashable, Sendable {
  /// The numerator, in lowest terms, carrying the sign.
  public let numerator: Int128
  /// The denominator, in lowest terms; zero when the figure does not exist.
  public let denominator: Int128

  /// The quotient of two integers; a denominator of zero is "not available".
  public init(_ numerator: Int128, _ denominator: Int128) {
    guard denominator != 0, denominator != .min, numerator != .min else {
      self.numerator = 0
      self.denominator = 0
      return
    }
    let divisor = Fraction.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int128(divisor)
    self.denominator = sign * denominator / Int128(divisor)
  }

  /// The quotient of two integers of any width.
  public init(_ numerator: some BinaryInteger, _ denominator: some BinaryInteger) {
    self.init(Int128(numerator), Int128(denominator))
  }

  /// A figure that does not exist: a rate of nothing.
  public static let unavailable = Fraction(Int128(0), Int128(0))

  /// Whether there is a figure at all.
  public var isAvailable: Bool { denominator != 0 }

  /// The value times `10^decimals`, half away from zero; nil without a figure or beyond 64 bits.
  public func rounded(decimals: Int) -> Int64? {
    guard denominator != 0 else { return nil }
    let (scaled, overflow) = numerator.multipliedReportingOverflow(by: Int128(powerOfTen(decimals)))
    guard !overflow else { return nil }
    return Int64(exactly: roundHalfAwayFromZero(scaled, denominator))
  }

  /// The value as a percentage times `10^decimals`, half away from zero.
  public func roundedPercent(decimals: Int) -> Int64? {
    rounded(decimals: decimals + 2)
  }

  /// The value in machine form with that many decimals: `0.630092`.
  public func text(decimals: Int) -> String? {
    rounded(decimals: decimals).map { MachineDecimal.text($0, decimals: decimals) }
  }

  private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    // Nearly every figure fits in 64 bits, where a division costs a tenth of a wide one.
    if let narrowLeft = UInt64(exactly: left), let narrowRight = UInt64(exactly: right) {
      var (high, low) = (narrowLeft, narrowRight)
      while low != 0 { (high, low) = (low, high % low) }
      return UInt128(high)
    }
    var (high, low) = (left, right)
    while low != 0 { (high, low) = (low, high % low) }
    return high
  }
}
