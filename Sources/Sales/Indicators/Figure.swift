import Values

/// A value with its kind, as figures and what explains them show it.
public enum FigureValue: Hashable, Sendable {
  /// A number of records.
  case count(Int)
  /// An amount in the company's currency; a mean of amounts is exact, in minor units.
  case amount(Fraction)
  /// A share.
  case ratio(Fraction)
  /// Days.
  case days(Fraction)

  /// An amount of whole minor units.
  public static func sum(_ amount: Amount) -> FigureValue { .amount(Fraction(amount.minor, 1)) }

  /// Whether there is a figure: a rate of nothing is none.
  public var isAvailable: Bool {
    switch self {
    case .count: true
    case .amount(let value), .ratio(let value), .days(let value): value.isAvailable
    }
  }
}

/// One term behind a figure: what goes in, or what stays out.
public struct FigureTerm: Hashable, Sendable {
  /// Its words: `indicator.term.<key>` in the texts.
  public let key: String
  /// Its value.
  public let value: FigureValue
  /// The amount that goes with a count: "1 ligne de 50,00 sans coût".
  public let amount: Amount?

  /// A term.
  public init(_ key: String, _ value: FigureValue, amount: Amount? = nil) {
    self.key = key
    self.value = value
    self.amount = amount
  }

  /// A number of records, left out where there is none.
  static func some(_ key: String, _ count: Int, amount: Amount? = nil) -> [FigureTerm] {
    count > 0 ? [FigureTerm(key, .count(count), amount: amount)] : []
  }
}

/// A number of the dashboard with everything that explains it: "pourquoi ?".
public struct Figure: Hashable, Sendable {
  /// What it is: name, unit, formula.
  public let indicator: Indicator
  /// The number.
  public let value: FigureValue
  /// What it is made of: numerator, denominator, parts.
  public let inputs: [FigureTerm]
  /// What was left out, by name.
  public let exclusions: [FigureTerm]
  /// The records behind it.
  public let rows: RowsBehind?

  /// A number explained.
  public init(
    _ indicator: Indicator, _ value: FigureValue, inputs: [FigureTerm],
    exclusions: [FigureTerm] = [], rows: RowsBehind? = nil
  ) {
    self.indicator = indicator
    self.value = value
    self.inputs = inputs
    self.exclusions = exclusions
    self.rows = rows
  }
}

/// The records that make a number; the store lists them by pages.
public struct RowsBehind: Hashable, Sendable {
  /// Which records.
  public enum Selection: Hashable, Sendable {
    /// Opportunities that are open.
    case open
    /// Opportunities won in the period.
    case won
    /// Opportunities lost in the period.
    case lost
    /// Opportunities won or lost in the period.
    case closed
    /// Opportunities opened in the period.
    case cohort
    /// Open opportunities at their stage's limit or over it.
    case stagnating
    /// Opportunities of a stage: open ones as they stand, closed ones of the period.
    case stage(ID<Stage>)
    /// Open opportunities that should close in the month of this day.
    case expected(month: Day)
    /// Open opportunities that should have closed before today.
    case late
    /// Open opportunities without an expected day.
    case undated
    /// Quotes that wait for an answer.
    case waitingQuotes
    /// Quotes that have waited for long.
    case longWaitingQuotes
    /// Confirmed orders of the period.
    case orders
    /// Confirmed orders of the period with something whose cost nobody knows.
    case ordersWithoutCost
  }

  /// Which records.
  public let selection: Selection
  /// Whose, and of when.
  public let scope: IndicatorScope

  /// Those records of that scope.
  public init(_ selection: Selection, _ scope: IndicatorScope) {
    self.selection = selection
    self.scope = scope
  }
}
