import Values

/// An opportunity as the forecast sees it.
public struct ForecastOpportunity: Hashable, Sendable {
  /// Expected amount, nil when nobody said one.
  public var amount: Amount?
  /// Chance of winning: of the stage, or typed.
  public var probability: Ratio
  /// Open, won or lost.
  public var outcome: OpportunityOutcome
  /// When it should close.
  public var expectedClose: Day?
  /// When it closed.
  public var closedOn: Day?

  /// An opportunity of that amount and chance.
  public init(
    amount: Amount?, probability: Ratio, outcome: OpportunityOutcome = .open,
    expectedClose: Day? = nil, closedOn: Day? = nil
  ) {
    self.amount = amount
    self.probability = probability
    self.outcome = outcome
    self.expectedClose = expectedClose
    self.closedOn = closedOn
  }

  /// Amount × probability, rounded for this opportunity (rules.md 2.1); nil without amount.
  public func weighted() throws(Overflow) -> Amount? {
    guard let amount else { return nil }
    return try amount.times(probability)
  }
}

/// A sum of opportunities, with those that have no amount counted and not taken for zero.
public struct ForecastSum: Hashable, Sendable {
  /// Σ of the weighted amounts, or of the amounts for what is won.
  public private(set) var amount: Amount = .zero
  /// How many opportunities.
  public private(set) var count = 0
  /// How many of them have no amount ("sans montant").
  public private(set) var withoutAmount = 0

  /// The sum of nothing.
  public init() {}

  /// A sum that a store made, of `count` opportunities.
  public init(amount: Amount, count: Int, withoutAmount: Int) {
    self.amount = amount
    self.count = count
    self.withoutAmount = withoutAmount
  }

  /// Adds another sum.
  public mutating func add(_ other: ForecastSum) throws(Overflow) {
    amount = try amount.adding(other.amount)
    count += other.count
    withoutAmount += other.withoutAmount
  }

  mutating func add(_ part: Amount?) throws(Overflow) {
    count += 1
    guard let part else {
      withoutAmount += 1
      return
    }
    amount = try amount.adding(part)
  }
}

/// One month of the forecast.
public struct ForecastMonth: Hashable, Sendable {
  /// Open opportunities that should close in the month, weighted.
  public internal(set) var weighted = ForecastSum()
  /// Won in the month ("acquis"), at 100 %.
  public internal(set) var won = ForecastSum()

  /// Weighted and won together.
  public var total: Amount { weighted.amount + won.amount }
}

/// The weighted forecast by month (rules.md 2.1; AT-1, AT-2).
///
/// Each opportunity is rounded, then summed. Lost ones count nothing; those without a date stand
/// apart, never hidden; open ones whose date is past are late and not in the month's figure.
public struct Forecast: Hashable, Sendable {
  /// By the first day of the month.
  public private(set) var months: [Day: ForecastMonth] = [:]
  /// Open, without an expected day ("sans date"), weighted; and won ones without a day, in full.
  public private(set) var undated = ForecastSum()
  /// Open, expected before today ("en retard"), weighted.
  public private(set) var late = ForecastSum()

  /// The forecast of nothing.
  public init() {}

  /// The forecast of those opportunities, as seen on `today`.
  public init(_ opportunities: some Sequence<ForecastOpportunity>, today: Day) throws(Overflow) {
    for opportunity in opportunities { try add(opportunity, today) }
  }

  /// Adds open opportunities, weighted and summed by a store, that should close on `day`.
  public mutating func add(
    weighted sum: ForecastSum, expected day: Day?, today: Day
  ) throws(Overflow) {
    guard let day else { return try undated.add(sum) }
    guard day >= today else { return try late.add(sum) }
    try months[day.startOfMonth, default: ForecastMonth()].weighted.add(sum)
  }

  /// Adds opportunities won on `day`, summed by a store.
  public mutating func add(won sum: ForecastSum, on day: Day?) throws(Overflow) {
    guard let day else { return try undated.add(sum) }
    try months[day.startOfMonth, default: ForecastMonth()].won.add(sum)
  }

  /// Adds another forecast of the same day.
  public mutating func add(_ other: Forecast) throws(Overflow) {
    for (month, sums) in other.months {
      try months[month, default: ForecastMonth()].weighted.add(sums.weighted)
      try months[month, default: ForecastMonth()].won.add(sums.won)
    }
    try undated.add(other.undated)
    try late.add(other.late)
  }

  private mutating func add(_ opportunity: ForecastOpportunity, _ today: Day) throws(Overflow) {
    switch opportunity.outcome {
    case .lost: return
    case .won:
      guard let day = opportunity.closedOn else { return try undated.add(opportunity.amount) }
      try months[day.startOfMonth, default: ForecastMonth()].won.add(opportunity.amount)
    case .open:
      let weighted = try opportunity.weighted()
      guard let day = opportunity.expectedClose else { return try undated.add(weighted) }
      guard day >= today else { return try late.add(weighted) }
      try months[day.startOfMonth, default: ForecastMonth()].weighted.add(weighted)
    }
  }
}
