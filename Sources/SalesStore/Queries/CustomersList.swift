import Database
import Sales
import Values

/// A customer as a row of the list: who, where, and where its account stands.
public struct CustomerSummary: Sendable, Hashable {
  /// The customer.
  public let customer: Customer
  /// In charge; empty = nobody.
  public let salespersonName: String
  /// Exposure, incl. VAT (rules.md 2.9).
  public let exposure: Amount
  /// Its limit, or its group's; nil = none.
  public let limit: Amount?
  /// Invoices past their due day.
  public let overdue: Amount
  /// Whether it or the head of its group is blocked.
  public let isBlocked: Bool
}

extension StoreReading {
  /// A page of customers in the order of their codes, after one of them.
  public func customerSummaries(
    after code: String = "", limit: Int, today: Day
  ) throws -> [CustomerSummary] {
    try customers(after: code, limit: limit).map { try summary($0, today) }
  }

  /// The customers that words find, an exact code first.
  public func customerSummaries(
    matching typed: String, limit: Int, today: Day
  ) throws -> [CustomerSummary] {
    try customers(matching: typed, limit: limit).map { try summary($0, today) }
  }

  private func summary(_ customer: Customer, _ today: Day) throws -> CustomerSummary {
    let credit = try creditPosition(of: customer.id, today: today)
    let person = try customer.salespersonID.flatMap { try find($0) }
    return CustomerSummary(
      customer: customer, salespersonName: person?.name ?? "", exposure: try credit.exposure(),
      limit: credit.limit, overdue: credit.overdue, isBlocked: credit.isBlocked)
  }
}
