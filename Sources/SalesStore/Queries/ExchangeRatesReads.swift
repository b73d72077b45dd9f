import Database
import Sales
import Values

// Exchange rates of a day: the newest that has begun, so that a Saturday has those of Friday.

extension StoreReading {
  /// What one unit of the company's currency is worth in another on a day; nil before the first rate.
  public func rate(of currency: Currency, on day: Day) throws -> CurrencyRate? {
    try first(
      CurrencyRate.self,
      "WHERE currency = \(currency) AND day <= \(day) ORDER BY day DESC LIMIT 1")
  }

  /// The rates of a currency, the newest first.
  public func rates(of currency: Currency, limit: Int = .max) throws -> [CurrencyRate] {
    try all(
      CurrencyRate.self,
      "WHERE currency = \(currency) ORDER BY day DESC LIMIT \(limit)")
  }

  /// The currencies that have rates, each with its last on a day and the one before it. The list of them
  /// is read from one key to the next: there are years of rates behind each.
  public func rateRows(on day: Day) throws -> [RateRow] {
    let codes = try connection.rows(
      """
      WITH RECURSIVE known (currency) AS (
        SELECT MIN(currency) FROM currency_rate
        UNION ALL
        SELECT (SELECT MIN(currency) FROM currency_rate WHERE currency > known.currency)
        FROM known WHERE known.currency IS NOT NULL
      )
      SELECT currency FROM known WHERE currency IS NOT NULL
      """
    ) { try $0.text(0) }
    return try codes.compactMap(Currency.init(code:)).map { currency in
      let last = try all(
        CurrencyRate.self,
        "WHERE currency = \(currency) AND day <= \(day) ORDER BY day DESC LIMIT 2")
      return RateRow(currency: currency, last: last.first, former: last.dropFirst().first)
    }
  }

  /// The price of another currency in the company's, at the last rate known on a day; nil without one.
  public func inCompanyCurrency(
    _ price: UnitPrice?, _ currency: Currency, on day: Day
  ) throws -> UnitPrice? {
    guard let price, try company().currency != currency else { return price }
    return try rate(of: currency, on: day)?.rate.own(price)
  }
}

/// A row of the list of currencies.
public struct RateRow: Sendable, Hashable {
  /// The currency.
  public let currency: Currency
  /// Its rate; nil = none has begun.
  public let last: CurrencyRate?
  /// The rate before.
  public let former: CurrencyRate?

  /// By how much the currency's price moved since the rate before.
  public var move: Fraction {
    guard let last, let former else { return .unavailable }
    return last.rate.move(since: former.rate)
  }
}
