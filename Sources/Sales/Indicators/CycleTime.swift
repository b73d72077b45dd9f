import Values

extension Indicator {
  /// Days from opening to the last closing, mean and median (rules.md 2.17).
  public static let cycleTime: Indicator = Indicator(id: "cycleTime", unit: .days) { slice in
    let (won, lost) = (slice.sums.won, slice.sums.lost)
    return Figure(
      .cycleTime, .days(won.cycle.mean),
      inputs: [
        FigureTerm("cycleMedian", .days(won.cycle.median)),
        FigureTerm("cycleLostMean", .days(lost.cycle.mean)),
        FigureTerm("won", .count(won.sum.count)),
      ],
      exclusions: FigureTerm.some("wonUndated", won.undated),
      rows: slice.rows(.won))
  }
}

/// Durations in whole days: mean and median, both exact.
public struct Durations: Hashable, Sendable {
  /// The durations, the shortest first.
  public let days: [Int]

  /// Those durations.
  public init(_ days: some Sequence<Int>) { self.days = days.sorted() }

  /// Durations counted by a store: how many opportunities took how many days.
  public init(counts: [Int: Int]) {
    days = counts.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: $0.value) }
  }

  /// How long opportunities of that outcome took, from opening to last closing, among those whose
  /// last closing is in the period. Those without both days are left out.
  public init(
    of opportunities: some Sequence<OpportunityHistory>,
    closedAs outcome: OpportunityOutcome = .won,
    in period: ClosedRange<Day>? = nil
  ) {
    self.init(
      opportunities.compactMap { opportunity -> Int? in
        guard let opened = opportunity.opened, let closing = opportunity.standing,
          closing.outcome == outcome, let closed = closing.day, closing.isIn(period)
        else { return nil }
        return closed - opened
      })
  }

  /// Sum / count.
  public var mean: Fraction { Fraction(days.reduce(0, +), days.count) }

  /// The middle one, or half the sum of the two middle ones.
  public var median: Fraction {
    guard !days.isEmpty else { return .unavailable }
    let middle = days.count / 2
    return days.count % 2 == 1
      ? Fraction(days[middle], 1) : Fraction(days[middle - 1] + days[middle], 2)
  }
}
