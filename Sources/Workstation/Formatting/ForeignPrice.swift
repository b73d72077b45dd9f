import Exchange
import Sales
import SalesDesk
import Values

extension Session {
  /// A price with its currency where that is not the company's: `10,00 USD`.
  func price(_ price: UnitPrice, in currency: Currency) -> String {
    let figure = format.price(price)
    return currency == company.currency ? figure : "\(figure) \(currency.code)"
  }

  /// A cost beside a document, with the company's currency where the document is in another one.
  func cost(_ cost: UnitCost, beside currency: Currency) -> String {
    let figure = format.cost(cost)
    return currency == company.currency ? figure : "\(figure) \(company.currency.code)"
  }

  /// An amount in a list: in the company's currency, so that a column can be added up; `≈ 1 000,00 €` where
  /// the document is in another one.
  func listed(_ amount: Amount, _ currency: Currency, own: Amount?) -> String {
    own.map { "≈ " + format.money($0, company.currency) } ?? format.money(amount, currency)
  }

  /// The same in whole units.
  func listedWhole(_ amount: Amount, _ currency: Currency, own: Amount?) -> String {
    own.map { "≈ " + format.wholeMoney($0, company.currency) }
      ?? format.wholeMoney(amount, currency)
  }

  /// The same without the sign of the currency, for tables that have it above.
  func listedAmount(_ amount: Amount, _ currency: Currency, own: Amount?) -> String {
    own.map { "≈ " + format.amount($0, company.currency) } ?? format.amount(amount, currency)
  }

  /// `USD, 1 € = 1,1172 (20/11/2026)`; nothing for a document in the company's currency.
  func rateWords(_ money: DocumentCurrency, on day: Day?) -> String? {
    money.rate.map { rate in
      text(
        "currency.rate", Fact("currency", .text(money.currency.code)),
        Fact("company", .text(money.company.code)), Fact("rate", .rate(rate)),
        Fact("day", .text(day.map(format.day) ?? "—")))
    }
  }
}
