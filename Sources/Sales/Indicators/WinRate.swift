import Values

extension Indicator {
  /// Won / (won + lost) among opportunities closed in the period (rules.md 2.16).
  public static let winRate: Indicator = Indicator(id: "winRate", unit: .ratio) { slice in
    Figure(
      .winRate, .ratio(slice.winRate.rate),
      inputs: [
        FigureTerm("won", .count(slice.won), amount: slice.sums.won.sum.amount),
        FigureTerm("lost", .count(slice.lost)),
      ],
      rows: slice.rows(.closed))
  }
}

/// One closing of an opportunity.
public struct OpportunityClosing: Hashable, Sendable {
  /// Won or lost.
  public let outcome: OpportunityOutcome
  /// When; nil when an import does not say.
  public let day: Day?

  /// A closing on that day.
  public init(_ outcome: OpportunityOutcome, on day: Day?) {
    self.outcome = outcome
    self.day = day
  }
}

/// An opportunity's opening and closings: an opportunity that was reopened keeps them all.
public struct OpportunityHistory: Hashable, Sendable {
  /// When it was opened; may be unknown.
  public let opened: Day?
  /// Its closings, in order.
  public let closings: [OpportunityClosing]
  /// Whether it is open again.
  public let isOpen: Bool

  /// A history; `isOpen` when the last closing was followed by a reopening.
  public init(opened: Day?, closings: [OpportunityClosing], isOpen: Bool = false) {
    self.opened = opened
    self.closings = closings
    self.isOpen = isOpen
  }

  /// The closing that stands: the last, unless it was reopened since (AT-52).
  public var standing: OpportunityClosing? { isOpen ? nil : closings.last }
}

/// Opportunities won and lost in a period, each counted once, by its last closing.
public struct WinRate: Hashable, Sendable {
  /// Won.
  public private(set) var won = 0
  /// Lost.
  public private(set) var lost = 0

  /// The counts of a period; without one, everything that is closed.
  public init(
    _ opportunities: some Sequence<OpportunityHistory>, in period: ClosedRange<Day>? = nil
  ) {
    for opportunity in opportunities {
      guard let closing = opportunity.standing, closing.isIn(period) else { continue }
      if closing.outcome == .won { won += 1 }
      if closing.outcome == .lost { lost += 1 }
    }
  }

  /// The rate of counts that are known already.
  public init(won: Int, lost: Int) {
    self.won = won
    self.lost = lost
  }

  /// won / (won + lost).
  public var rate: Fraction { Fraction(won, won + lost) }
}

extension OpportunityClosing {
  /// Whether it falls in a period; no period holds everything, dated or not.
  func isIn(_ period: ClosedRange<Day>?) -> Bool {
    guard let period else { return true }
    guard let day else { return false }
    return period.contains(day)
  }
}
