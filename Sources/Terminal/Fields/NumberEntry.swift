// Numbers as a French salesperson types them, exact from the first digit to the last: no binary float.
//
//     1250,5   1250.5   1 250,5   1.250,50   3k   12%   -5   =8,40*1,25   =(100-3)/7
//
//     let price = try NumberEntry.parse("=8,40*1,25", decimals: 2)    // 1050, that is 10,50
//
// Comma and dot are both decimal signs, because the numeric keypad of a French keyboard gives a dot; when
// both stand in a number, the last kind is the decimal sign and the others group thousands.

/// Why a number was not understood.
public enum NumberProblem: Error, Hashable, Sendable {
  /// Nothing was typed.
  case empty
  /// The character at that place (from 0) does not belong there.
  case unexpected(at: Int)
  /// The text stops in the middle of a sum or a parenthesis.
  case unfinished
  /// A typed number has more decimals than the field keeps; a result is rounded, a typed number never.
  case tooManyDecimals(allowed: Int)
  /// A division by zero.
  case divisionByZero
  /// Larger than any field holds.
  case tooLarge
}

/// A number that was understood.
public struct NumberEntry: Hashable, Sendable {
  /// The value × 10^decimals, as many as were asked for.
  public var scaled: Int64
  /// Whether it was typed with a `%`: `12%` is 12, and the field decides of what.
  public var isPercent: Bool
  /// Whether the result of a sum had to be rounded, half away from zero.
  public var isRounded: Bool

  /// Understands a number, or a sum when it starts with `=`.
  public static func parse(_ text: String, decimals: Int) throws(NumberProblem) -> NumberEntry {
    precondition((0...9).contains(decimals), "a field keeps from 0 to 9 decimals")
    var reader = SumReader(text)
    if reader.isAtEnd { throw .empty }
    let isSum = reader.accept("=")
    if isSum && reader.isAtEnd { throw .unfinished }
    let value = isSum ? try reader.sum(depth: 0) : try reader.signedNumber()
    let isPercent = reader.endsInPercent || reader.accept("%")
    guard reader.isAtEnd else { throw .unexpected(at: reader.place) }
    return try entry(value, decimals, isSum: isSum, isPercent: isPercent)
  }

  private static func entry(
    _ value: Fraction, _ decimals: Int, isSum: Bool, isPercent: Bool
  ) throws(NumberProblem) -> NumberEntry {
    let scale = Fraction.powersOfTen[decimals]
    let scaled = try value.times(Fraction(scale, 1))
    let rounded = scaled.rounded()
    let isExact = scaled.denominator == 1
    if !isExact && !isSum { throw .tooManyDecimals(allowed: decimals) }
    guard let fitting = Int64(exactly: rounded) else { throw .tooLarge }
    return NumberEntry(scaled: fitting, isPercent: isPercent, isRounded: !isExact)
  }
}

/// A fraction in lowest terms, its denominator positive. Sums of typed numbers stay exact, also divisions.
struct Fraction: Hashable {
  let numerator: Int128
  let denominator: Int128

  static let powersOfTen: [Int128] = (0...18).map { exponent in
    (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
  }

  init(_ numerator: Int128, _ denominator: Int128) {
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int128(divisor)
    self.denominator = sign * denominator / Int128(divisor)
  }

  private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(1, a)
  }

  private static func product(_ a: Int128, _ b: Int128) throws(NumberProblem) -> Int128 {
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    // The smallest number has no opposite: leave room for a sign.
    if overflow || result == .min { throw .tooLarge }
    return result
  }

  func times(_ other: Fraction) throws(NumberProblem) -> Fraction {
    Fraction(
      try Self.product(numerator, other.numerator),
      try Self.product(denominator, other.denominator))
  }

  func divided(by other: Fraction) throws(NumberProblem) -> Fraction {
    if other.numerator == 0 { throw .divisionByZero }
    return try times(Fraction(other.denominator, other.numerator))
  }

  func plus(_ other: Fraction) throws(NumberProblem) -> Fraction {
    let left = try Self.product(numerator, other.denominator)
    let right = try Self.product(other.numerator, denominator)
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow || sum == .min { throw .tooLarge }
    return Fraction(sum, try Self.product(denominator, other.denominator))
  }

  var negated: Fraction { Fraction(-numerator, denominator) }

  /// The nearest integer, half away from zero.
  func rounded() -> Int128 {
    let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    if rest.magnitude >= denominator.magnitude - rest.magnitude {
      return numerator < 0 ? whole - 1 : whole + 1
    }
    return whole
  }
}
