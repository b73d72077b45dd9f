import Database

extension StoreReading {
  /// Whether the company is the made-up one; nil where none was founded. Reads one column, so that a
  /// file of an older schema answers too.
  public func isDemoCompany() throws -> Bool? {
    try connection.first("SELECT demo FROM company WHERE id = 1") { try $0.bool(0) }
  }
}
