import Database
import Sales
import Values

extension StoreReading {
  /// Who accepted an order; nil = it was made before that was noted, or brought in without.
  public func acceptance(of order: ID<SalesOrder>) throws -> OrderAcceptance? {
    try find(OrderAcceptance.self, order.sqlValue)
  }

  /// The orders that customers know under a number of theirs, the newest first.
  public func orders(customerOrder number: String, limit: Int = 20) throws -> [SalesOrder] {
    guard !number.isEmpty else { return [] }
    return try all(
      SalesOrder.self,
      """
      WHERE id IN (SELECT order_id FROM order_acceptance
        WHERE customer_order <> '' AND upper(customer_order) = \(number.uppercased()))
      ORDER BY order_day DESC, id DESC LIMIT \(limit)
      """)
  }

  /// The file that proves an acceptance; nil = none was kept.
  public func file(of acceptance: OrderAcceptance) throws -> DocumentFile? {
    try acceptance.fileHash.flatMap { try find(DocumentFile.self, .text($0)) }
  }
}
