import Database
import Sales
import Values

/// The documents that a number names.
public struct NamedDocuments: Sendable, Hashable {
  /// A quote, its newest version, with the name of its customer.
  public let quote: Quote?
  /// An order.
  public let order: SalesOrder?
  /// The name of the customer of the quote.
  public let quoteCustomer: String
  /// The name of the customer of the order.
  public let orderCustomer: String
}

extension StoreReading {
  /// The quote and the order that a number names: as it is written (`D-0117`), or its digits alone, as it
  /// is said on the phone.
  public func documents(named typed: String) throws -> NamedDocuments {
    let quote = try versions(of: try number(typed, series: "quote")).first
    let number = try number(typed, series: "order")
    let order =
      try first(SalesOrder.self, "WHERE number = \(number)")
      ?? orders(customerOrder: typed, limit: 1).first
    return NamedDocuments(
      quote: quote, order: order,
      quoteCustomer: try quote.map { try get($0.customerID).name } ?? "",
      orderCustomer: try order.map { try get($0.customerID).name } ?? "")
  }

  /// The number that what was typed stands for.
  private func number(_ typed: String, series code: String) throws -> String {
    guard !typed.isEmpty, typed.allSatisfy({ $0.isASCII && $0.isNumber }),
      let series = try find(NumberSeries.self, code.sqlValue)
    else { return typed.uppercased() }
    let digits = typed.drop { $0 == "0" }
    let zeros = String(repeating: "0", count: max(0, series.digits - digits.count))
    return series.prefix + zeros + digits
  }
}
