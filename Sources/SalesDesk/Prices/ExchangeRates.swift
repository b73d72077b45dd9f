import Sales
import SalesStore
import Values

/// Enters what one unit of the company's currency is worth in another, from a day on.
public struct SetRate: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("rate.set", roles: .managers)

  /// The other currency.
  public let currency: Currency
  /// Units of it for one unit of the company's currency.
  public let rate: ExchangeRate
  /// The first day; nil = today.
  public let day: Day?

  /// A rate of a currency.
  public init(_ currency: Currency, to rate: ExchangeRate, from day: Day? = nil) {
    self.currency = currency
    self.rate = rate
    self.day = day
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> CurrencyRate {
    guard rate > .zero else { throw Refusal(.rateNotPositive) }
    let currency = try scope.store.foreignCurrency(currency.code)
    let day = day ?? scope.today
    let kept: CurrencyRate
    if let known = try scope.store.find(CurrencyRate.self, .text(currency.code), day.sqlValue) {
      var changed = known
      changed.rate = rate
      kept = try scope.store.update(known, to: changed)
    } else {
      kept = CurrencyRate(currency: currency, day: day, rate: rate)
      try scope.store.insert(kept)
    }
    scope.note("company", .text(try scope.store.company().currency.code))
    scope.note("currency", .text(currency.code))
    scope.note("rate", .rate(rate))
    scope.note("day", .day(day))
    return kept
  }
}

extension StoreReading {
  /// The currency of a code, which must be another than the company's.
  /// - Throws: `Refusal` for no currency, and for the company's own.
  func foreignCurrency(_ code: String) throws -> Currency {
    guard let currency = Currency(code: code), currency.isKnown else {
      throw Refusal(.currencyUnknown, Fact("currency", .text(code)))
    }
    guard try company().currency != currency else {
      throw Refusal(.currencyOwn, Fact("currency", .text(code)))
    }
    return currency
  }

  /// A price of another currency in the company's, at the rate of a day.
  /// - Throws: `Refusal` where no rate of the currency is known on that day.
  public func companyPrice(
    of price: UnitPrice, in currency: Currency, on day: Day
  ) throws -> UnitPrice {
    guard let converted = try inCompanyCurrency(price, currency, on: day) else {
      throw Refusal(
        .rateMissing, Fact("currency", .text(currency.code)), Fact("day", .day(day)),
        Fact("company", .text(try company().currency.code)))
    }
    return converted
  }

  /// A price in another currency, at the rate of a day.
  /// - Throws: `Refusal` where a rate is needed and none is known on that day.
  func price(
    _ price: UnitPrice, from currency: Currency, to target: Currency, on day: Day
  ) throws -> UnitPrice {
    guard currency != target else { return price }
    let own = try companyPrice(of: price, in: currency, on: day)
    guard try company().currency != target else { return own }
    guard let rate = try rate(of: target, on: day)?.rate, let converted = rate.foreign(own) else {
      throw Refusal(
        .rateMissing, Fact("currency", .text(target.code)), Fact("day", .day(day)),
        Fact("company", .text(try company().currency.code)))
    }
    return converted
  }
}
