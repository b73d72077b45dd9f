import Values

/// Why a discount cascade is refused.
public enum DiscountProblem: Error, Equatable, Sendable {
  /// A step outside 0 to 100 %.
  case outOfRange(Ratio)
  /// More than five steps.
  case tooMany
  /// Stored text that is not numbers joined by `+`.
  case notADiscount
}

/// A cascade of at most five discounts, each taken on what the former left (rules.md 2.4, AT-15).
///
/// The kept share Π(1 − d) is computed once, in lowest terms, when the cascade is made, so that a
/// line needs one multiplication: 10 % keeps 9/10, and most lines then fit in 64 bits.
public struct Discounts: Hashable, Sendable, CustomStringConvertible {
  /// Five steps of 16 bits, the first in the lowest; a step is never zero.
  private let packed: UInt128
  /// Numerator of the share that is kept, in lowest terms.
  @usableFromInline let keptNumerator: Int128
  /// Denominator of the share that is kept, in lowest terms; at most 10^20.
  @usableFromInline let keptDenominator: Int128

  /// No discount.
  public static let none = Discounts(packed: 0, keptNumerator: 1, keptDenominator: 1)

  private init(packed: UInt128, keptNumerator: Int128, keptDenominator: Int128) {
    self.packed = packed
    self.keptNumerator = keptNumerator
    self.keptDenominator = keptDenominator
  }

  /// The cascade of those steps in order; steps of zero are left out.
  public init(_ steps: [Ratio]) throws(DiscountProblem) {
    var packed: UInt128 = 0
    var (numerator, denominator, count): (Int128, Int128, Int) = (1, 1, 0)
    for step in steps {
      guard (0...10_000).contains(step.basisPoints) else { throw .outOfRange(step) }
      guard step.basisPoints > 0 else { continue }
      guard count < 5 else { throw .tooMany }
      packed |= UInt128(step.basisPoints) << UInt128(16 * count)
      count += 1
      numerator *= Int128(step.complement.basisPoints)
      denominator *= Ratio.one
    }
    let kept = Fraction(numerator, denominator)
    self.init(
      packed: packed, keptNumerator: kept.numerator, keptDenominator: kept.denominator)
  }

  /// The steps in order, none of them zero.
  public var steps: [Ratio] {
    (0..<5).map { Ratio(basisPoints: Int64(packed >> UInt128(16 * $0) & 0xFFFF)) }
      .filter { $0 != .zero }
  }

  /// Whether nothing is taken off.
  @inlinable public var isEmpty: Bool { keptNumerator == keptDenominator }

  /// The share of the gross price that remains: 100 with 10+5+2 keeps 83.79 %.
  public var kept: Fraction { Fraction(keptNumerator, keptDenominator) }

  /// The one discount that takes off as much: 16.21 % for 10+5+2 (AT-15). Exact; rounded only where
  /// it is shown.
  public var equivalent: Fraction {
    Fraction(keptDenominator - keptNumerator, keptDenominator)
  }

  /// This cascade followed by one more step.
  public func followed(by step: Ratio) throws(DiscountProblem) -> Discounts {
    try Discounts(steps + [step])
  }

  /// Stored form: basis points in order, `1000+500+200`; empty without discount.
  public var description: String {
    steps.map { String($0.basisPoints) }.joined(separator: "+")
  }

  /// Reads the stored form.
  public init(stored text: some StringProtocol) throws(DiscountProblem) {
    var steps: [Ratio] = []
    guard !text.isEmpty else {
      try self.init(steps)
      return
    }
    for part in text.split(separator: "+", omittingEmptySubsequences: false) {
      guard let basisPoints = Int64(part) else { throw .notADiscount }
      steps.append(Ratio(basisPoints: basisPoints))
    }
    try self.init(steps)
  }
}
