import Sales
import SalesStore
import Values

// A quote is in its customer's currency, or in the one that somebody chose; its rate is the last one known on
// the day of its prices and stays on it, whatever the rate does afterwards.

extension StoreReading {
  /// Puts a quote in a currency, at the rate of the day of its prices.
  /// - Throws: `Refusal` where no rate of the currency is known on that day.
  public func setCurrency(_ currency: Currency, of quote: inout Quote) throws {
    let company = try company().currency
    quote.currency = currency
    (quote.rate, quote.rateDay) = (nil, nil)
    guard currency != company else { return }
    guard let known = try rate(of: currency, on: quote.priceDay) else {
      throw Refusal(
        .rateMissing, Fact("currency", .text(currency.code)), Fact("day", .day(quote.priceDay)),
        Fact("company", .text(company.code)))
    }
    (quote.rate, quote.rateDay) = (known.rate, known.day)
  }

  /// A draft in another currency, at the rate of the day of its prices: prices of the rules as they are
  /// there, typed ones taken over at the rates of both.
  /// - Throws: `Refusal` where no rate of the currency is known, or a figure becomes too large.
  public func draft(_ draft: QuoteDraft, in currency: Currency) throws -> QuoteDraft {
    let was = draft.money
    var changed = draft
    try setCurrency(currency, of: &changed.quote)
    guard changed.money != was else { return draft }
    do {
      try changed.exchangeHead(from: was)
    } catch {
      throw Refusal(.figureTooLarge)
    }
    let context = try pricingContext(of: changed.quote)
    let known = try terms(of: changed.lines.compactMap(\.productID), context)
    for place in changed.lines.indices {
      guard let terms = changed.lines[place].productID.flatMap({ known[$0] }) else { continue }
      do throws(LineProblem) {
        try terms.exchange(&changed.lines[place], from: was, context)
      } catch {
        throw Refusal(error, on: terms.product)
      }
    }
    return changed
  }
}
