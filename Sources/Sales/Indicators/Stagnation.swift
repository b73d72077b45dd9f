import Values

extension Indicator {
  /// Open opportunities that stay too long in their stage (rules.md 2.17).
  public static let stagnation: Indicator = Indicator(id: "stagnation", unit: .count) { slice in
    let stagnating = slice.sums.stagnating
    return Figure(
      .stagnation, .count(stagnating.count),
      inputs: [
        FigureTerm("stagnatingAmount", .sum(stagnating.amount)),
        FigureTerm("open", .count(slice.sums.open.count)),
      ],
      exclusions: FigureTerm.some("withoutAmount", stagnating.withoutAmount),
      rows: slice.rows(.stagnating))
  }
}

/// From how many days on an opportunity stagnates in a stage (AT-54).
public struct StagnationLimit: Hashable, Sendable {
  /// Whole days; nil when nothing says: no manager's value and fewer than five won opportunities.
  public let days: Int?

  /// The manager's value, else twice the median of the time that won opportunities spent in the
  /// stage, several stays of one opportunity added.
  public init(managerDays: Int?, wonInStage: Durations) {
    if let managerDays {
      days = managerDays
    } else if wonInStage.days.count >= 5 {
      let median = wonInStage.median
      // Twice a median of whole days is whole: the median is at most a half.
      days = Fraction(median.numerator * 2, median.denominator).rounded(decimals: 0).map(Int.init)
    } else {
      days = nil
    }
  }

  /// Whether whole calendar days since the entry have reached the limit. A stage change starts anew;
  /// a note does not.
  public func isStagnant(entered: Day, today: Day) -> Bool {
    guard let days else { return false }
    return today - entered >= days
  }
}
