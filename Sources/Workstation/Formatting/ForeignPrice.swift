import Values

extension Session {
  /// A price with its currency where that is not the company's: `10,00 USD`.
  func price(_ price: UnitPrice, in currency: Currency) -> String {
    let figure = format.price(price)
    return currency == company.currency ? figure : "\(figure) \(currency.code)"
  }
}
