import Values

/// A rate of a currency on a day: units for one unit of the company's.
public struct CurrencyRate: Sendable, Hashable {
  /// Currency.
  public var currency: Currency
  /// Day.
  public var day: Day
  /// Scaled 10⁸.
  public var rate: ExchangeRate
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    currency: Currency,
    day: Day,
    rate: ExchangeRate,
    version: Int = 1
  ) {
    self.currency = currency
    self.day = day
    self.rate = rate
    self.version = version
  }
}

/// A closed day.
public struct CalendarDay: Sendable, Hashable {
  /// Day.
  public var day: Day
  /// Why.
  public var name: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    day: Day,
    name: String,
    version: Int = 1
  ) {
    self.day = day
    self.name = name
    self.version = version
  }
}
