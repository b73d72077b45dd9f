import Database
import Sales
import Values

extension StoreWriter {
  /// Whether a request as it was read is open and on no purchase order, and stays so until the end of
  /// the act: two desks never buy the same need twice, and none buys what another withdraws. SQLite has
  /// one writer, whose reading is still true when it writes.
  ///
  /// - Throws: `StoreError.stale` where another desk changed the request since it was read.
  public func isStillToOrder(_ request: PurchaseRequest) throws -> Bool {
    guard request.state == .open else { return false }
    if connection.dialect == .postgresql {
      let held = try connection.first(
        """
        SELECT version FROM purchase_request
        WHERE id = \(request.id) AND version = \(request.version) FOR NO KEY UPDATE
        """
      ) { try $0.int64(0) }
      guard held != nil else {
        throw StoreError.stale(
          table: PurchaseRequest.table.name, key: RowKey.encode([request.id.sqlValue]))
      }
    }
    return try !isOnPurchaseOrder(request.id)
  }
}
