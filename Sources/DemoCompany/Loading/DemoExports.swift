import Sales
import SalesStore
import Values

/// Who buys from abroad in a currency of his own, and the rates of that currency: written last, so that
/// nothing else of the company depends on them.
struct DemoExports {
  let ledger: DemoLedger

  func write(_ writer: StoreWriter) throws {
    let content = ledger.plan.content
    for row in content.rates {
      try writer.insertInBulk(
        CurrencyRate(
          currency: row.currency, day: ledger.plan.today - row.daysAgo, rate: row.rate))
    }
    for (place, row) in content.exports.enumerated() {
      let seller = content.sellers[place % content.sellers.count]
      let customer = Customer(
        id: ledger.ids.mint(), searchKey: try writer.nextSearchKey(Customer.self),
        code: row["code"], name: row["name"], vatPosition: .export,
        currency: try row.currency("currency"), language: row["language"],
        salespersonID: ledger.people[seller.code], address: row["street"],
        postalCode: row["postalCode"], town: row["town"], country: row["country"],
        phone: row["phone"], email: row["email"])
      try writer.insertInBulk(customer)
      try writer.indexInBulk(customer)
    }
  }
}

/// What a currency was worth some days before the day of the company.
struct DemoRate: Sendable {
  let currency: Currency
  let daysAgo: Int
  /// Units of it for one euro.
  let rate: ExchangeRate

  init(_ row: DemoRow) throws {
    currency = try row.currency("currency")
    daysAgo = try row.int("daysAgo")
    guard let rate = try? ExchangeRate(machine: row["rate"]) else { throw row.error("rate") }
    self.rate = rate
  }
}

extension DemoRow {
  func currency(_ column: String) throws -> Currency {
    guard let currency = Currency(code: self[column]) else { throw error(column) }
    return currency
  }
}
