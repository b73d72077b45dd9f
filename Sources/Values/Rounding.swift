/// A result that does not fit in the 64 bits in which a value is stored.
///
/// Reported at the edge (parsing, line computation, sums of many documents) so that no figure ever
/// wraps around and no desk ever stops in the middle of a call.
public struct Overflow: Error, Equatable, Sendable {
  /// The error; it carries no fact beside its name.
  public init() {}
}

/// `numerator / denominator` rounded to the nearest integer, a half away from zero.
///
/// Commercial rounding: 0.5 → 1, −0.5 → −1 (rules.md, conventions). A denominator of zero is a
/// programmer's mistake.
@inlinable
public func roundHalfAwayFromZero(_ numerator: Int128, _ denominator: Int128) -> Int128 {
  precondition(denominator != 0, "a division is rounded only by a denominator other than zero")
  let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
  let twice = remainder.magnitude << 1
  guard twice >= denominator.magnitude else { return quotient }
  return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1
}

/// `numerator / denominator` rounded towards plus infinity: floor prices and multiples to order.
@inlinable
public func roundUp(_ numerator: Int128, _ denominator: Int128) -> Int128 {
  precondition(denominator != 0, "a division is rounded only by a denominator other than zero")
  let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
  guard remainder != 0 else { return quotient }
  return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient
}

/// `numerator / denominator` rounded towards minus infinity.
@inlinable
public func roundDown(_ numerator: Int128, _ denominator: Int128) -> Int128 {
  precondition(denominator != 0, "a division is rounded only by a denominator other than zero")
  let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
  guard remainder != 0 else { return quotient }
  return (numerator < 0) == (denominator < 0) ? quotient : quotient - 1
}

extension Int64 {
  /// The 64-bit value of a wide result, or `Overflow`.
  @inlinable
  public init(narrowing wide: Int128) throws(Overflow) {
    guard let value = Int64(exactly: wide) else { throw Overflow() }
    self = value
  }
}

/// Ten to the power of `exponent`, from 0 to 18.
@inlinable
public func powerOfTen(_ exponent: Int) -> Int64 {
  precondition((0...18).contains(exponent), "a power of ten of 64 bits has 0 to 18 zeros")
  var power: Int64 = 1
  for _ in 0..<exponent { power *= 10 }
  return power
}

/// Splits `total` in proportion to `weights` so that the parts sum to the whole (largest remainder).
///
/// Each part is the exact share rounded down, and the units left over go to the largest remainders,
/// the first one winning a tie. Weights that sum to zero give equal shares; a weight of zero among
/// others gets nothing. No weight gives no part. Source: rules.md 2.10 (AT-40), architecture.md §3.
public func largestRemainder(_ total: Int64, over weights: [Int64]) throws(Overflow) -> [Int64] {
  guard !weights.isEmpty else { return [] }
  // The usual document has no discount: nothing is to be shared, however many lines there are.
  guard total != 0 else { return [Int64](repeating: 0, count: weights.count) }
  var sum: Int128 = 0
  for weight in weights { sum += Int128(weight) }
  let shares = sum == 0 ? [Int128](repeating: 1, count: weights.count) : weights.map { Int128($0) }
  let whole = sum == 0 ? Int128(weights.count) : sum
  var parts: [Int64] = []
  var remainders: [(index: Int, remainder: Int128)] = []
  var left = Int128(total)
  for (index, share) in shares.enumerated() {
    // Signs are moved to the numerator so that the remainder is always positive.
    let numerator = Int128(total) * (whole < 0 ? -share : share)
    let denominator = whole < 0 ? -whole : whole
    let part = roundDown(numerator, denominator)
    parts.append(try Int64(narrowing: part))
    remainders.append((index, numerator - part * denominator))
    left -= part
  }
  remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
  for place in remainders.prefix(Int(left)) {
    parts[place.index] = try Int64(narrowing: Int128(parts[place.index]) + 1)
  }
  return parts
}
