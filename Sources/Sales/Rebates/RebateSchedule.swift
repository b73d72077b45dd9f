import Values

/// How the tiers of a year-end rebate (RFA) pay (rules.md 2.12).
public enum RebateMode: String, Hashable, Sendable, CaseIterable {
  /// One rate on everything; there is one tier, from zero.
  case flat
  /// The rate of the tier reached, on the whole turnover.
  case total
  /// Each slice of the turnover at its own rate.
  case slice
}

/// A tier of a rebate: half-open, from its bound up to the next one's.
public struct RebateTier: Hashable, Sendable {
  /// Turnover without tax from which it holds; exactly that much is in it.
  public let from: Amount
  /// What it pays.
  public let rate: Ratio

  /// A tier from a turnover on.
  public init(from: Amount, rate: Ratio) {
    self.from = from
    self.rate = rate
  }
}

/// What is wrong with the tiers of a rebate.
public enum RebateProblem: Error, Hashable, Sendable {
  /// The first tier must start at zero, at 0 % where nothing is due yet.
  case firstNotAtZero
  /// A bound that is not above the one before.
  case notAscending(Amount)
  /// A rate outside 0 to 100 %.
  case rateOutOfRange(Ratio)
  /// A flat rebate has one tier.
  case flatWithTiers
}

/// A tier that more turnover would reach: "12 400 € avant le palier 3 %".
public struct NextRebateTier: Hashable, Sendable {
  /// What is missing, without tax.
  public let missing: Amount
  /// The rate it brings.
  public let rate: Ratio
}

/// A year-end rebate by tiers of turnover without tax, carriage and eco-contribution (rules.md 2.12).
///
/// ```
///   turnover   0 ──────── 50 000 ──────── 100 000 ──────── 200 000 ────────►
///   rate          0 %          1 %             2 %              3 %
///   total      rate of the tier reached × the whole turnover
///   slice      Σ (width of each slice that is filled × its own rate)
/// ```
/// The sum is exact and rounded once.
public struct RebateSchedule: Hashable, Sendable {
  /// How the tiers pay.
  public let mode: RebateMode
  /// Tiers by ascending bound, the first from zero.
  public let tiers: [RebateTier]

  /// A schedule of those tiers, in any order.
  public init(_ mode: RebateMode, _ tiers: [RebateTier]) throws(RebateProblem) {
    let sorted = tiers.sorted { $0.from < $1.from }
    guard sorted.first?.from == .zero else { throw .firstNotAtZero }
    for (lower, upper) in zip(sorted, sorted.dropFirst()) where upper.from == lower.from {
      throw .notAscending(upper.from)
    }
    for tier in sorted where !(0...10_000).contains(tier.rate.basisPoints) {
      throw .rateOutOfRange(tier.rate)
    }
    guard mode != .flat || sorted.count == 1 else { throw .flatWithTiers }
    self.mode = mode
    self.tiers = sorted
  }

  /// The rebate on a turnover, rounded once; nothing is due on zero and less (AT-43, AT-44).
  public func rebate(on turnover: Amount) throws(Overflow) -> Amount {
    guard turnover > .zero else { return .zero }
    let exact = slices(of: turnover).reduce(Int128(0)) { sum, slice in
      sum + Int128(slice.width.minor) * Int128(slice.rate.basisPoints)
    }
    return try Amount(narrowing: roundHalfAwayFromZero(exact, Ratio.one))
  }

  /// What of a turnover pays which rate: all of it that of its tier, or each slice its own.
  public func slices(of turnover: Amount) -> [(width: Amount, rate: Ratio)] {
    guard mode == .slice else { return [(turnover, rate(at: turnover))] }
    return tiers.enumerated().filter { $1.from < turnover }.map { place, tier in
      let upper = place + 1 < tiers.count ? min(tiers[place + 1].from, turnover) : turnover
      return (upper - tier.from, tier.rate)
    }
  }

  /// The rate of the tier that a turnover has reached.
  public func rate(at turnover: Amount) -> Ratio {
    tiers.last { $0.from <= turnover }?.rate ?? .zero
  }

  /// The next tier that pays more, and what is missing to it; nil on the best one.
  public func nextTier(after turnover: Amount) -> NextRebateTier? {
    let present = rate(at: turnover)
    return tiers.first { $0.from > turnover && $0.rate > present }
      .map { NextRebateTier(missing: $0.from - turnover, rate: $0.rate) }
  }

  /// The share of a turnover that goes back to the customer: what a line is expected to cost in
  /// rebate. Unavailable without turnover.
  public func effectiveRate(on turnover: Amount) throws(Overflow) -> Fraction {
    guard turnover > .zero else { return .unavailable }
    return Fraction(try rebate(on: turnover).minor, turnover.minor)
  }
}
