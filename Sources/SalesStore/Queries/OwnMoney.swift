import Database
import Sales
import Values

// What a document says in its own currency, in that of the company: `DocumentCurrency` for rows and for
// statements.

extension SQL {
  /// The net of a quote, an order or one of their lines in the company's currency: what is added to that
  /// of other documents. The one place that says it; `ownNet` of the records says the same in memory.
  ///
  /// An expression over two columns of the row, and not a generated column: SQLite reads the table for a
  /// virtual column even where an index holds it (3.40: 38 ms in place of 6 for 25 000 quotes), and cannot
  /// add a stored one to a table. An index that sums by it holds `net_amount` and `company_net`.
  ///
  /// - Parameter row: the name of the row with its point; empty where there is only one table.
  static func ownNet(_ row: SQL = "") -> SQL {
    "COALESCE(" + row + "company_net, " + row + "net_amount)"
  }
}

extension SQLRow {
  /// An amount of a document in the company's currency, at the rate of the document.
  ///
  /// - Parameters:
  ///   - column: the amount, in minor units of the document's currency.
  ///   - company: the company's currency.
  ///   - currency: the column of the document's currency.
  ///   - rate: the column of its rate; NULL = it is in the company's.
  func own(
    _ column: Int, in company: Currency, currency: Int, rate: Int
  ) throws -> Amount {
    let amount = try amount(column)
    guard let rate = try optionalInt64(rate) else { return amount }
    let code = try text(currency)
    guard let known = Currency(code: code) else {
      throw StoreError.unknownWord(column: currency, word: code)
    }
    return try DocumentCurrency(known, company: company, rate: ExchangeRate(scaled: rate))
      .own(amount)
  }
}
