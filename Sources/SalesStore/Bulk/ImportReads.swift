import Database
import Sales
import Values

// What an import asks the store, by key or by a code that is unique, and the one bulk write beside
// `insertInBulk`.

extension StoreReading {
  /// The records that a source knows of a kind: its key → record and line.
  public func externalReferences(
    kind: String, source: String
  ) throws -> [String: (id: UInt128, line: Int?)] {
    var found: [String: (id: UInt128, line: Int?)] = [:]
    try connection.forEach(
      """
      SELECT key, entity_id, line FROM external_reference
      WHERE kind = \(kind) AND source = \(source)
      """
    ) { found[try $0.text(0)] = (try $0.id(1), try $0.optionalInt(2)) }
    return found
  }

  /// The record of that code among those whose codes are unique; nil when there is none.
  public func withCode<Kind: Record>(_ kind: Kind.Type, _ code: String) throws -> Kind? {
    try first(kind, "WHERE code = \(code)")
  }

  /// What the opening moves brought into a warehouse, less what they took back.
  public func openingStock(
    of product: ID<Product>, in warehouse: ID<Warehouse>
  ) throws -> Quantity {
    let opening = Place.opening.rawValue
    return try connection.first(
      """
      SELECT CAST(COALESCE(SUM(CASE
        WHEN from_place = \(opening) AND to_warehouse_id = \(warehouse) THEN quantity
        WHEN to_place = \(opening) AND from_warehouse_id = \(warehouse) THEN -quantity
        ELSE 0 END), 0) AS BIGINT)
      FROM stock_move WHERE product_id = \(product)
      """
    ) { Quantity(thousandths: try $0.int64(0)) } ?? .zero
  }

  /// What all warehouses hold of a product.
  public func stockOnHand(of product: ID<Product>) throws -> Quantity {
    try connection.first(
      """
      SELECT CAST(COALESCE(SUM(on_hand), 0) AS BIGINT) FROM stock_level
      WHERE product_id = \(product)
      """
    ) { Quantity(thousandths: try $0.int64(0)) } ?? .zero
  }

  /// The last number of a line or stay below a record; 0 where it has none.
  public func lastStay(of opportunity: ID<Opportunity>) throws -> Int {
    try connection.first(
      """
      SELECT COALESCE(MAX(sequence), 0) FROM opportunity_stay
      WHERE opportunity_id = \(opportunity)
      """
    ) { try $0.int(0) } ?? 0
  }

  /// The last line of an order; 0 where it has none.
  public func lastLine(of order: ID<SalesOrder>) throws -> Int {
    try connection.first(
      "SELECT COALESCE(MAX(line), 0) FROM order_line WHERE order_id = \(order)"
    ) { try $0.int(0) } ?? 0
  }

  /// The last line of a purchase order; 0 where it has none.
  public func lastLine(of order: ID<PurchaseOrder>) throws -> Int {
    try connection.first(
      """
      SELECT COALESCE(MAX(line), 0) FROM purchase_line WHERE purchase_order_id = \(order)
      """
    ) { try $0.int(0) } ?? 0
  }
}

extension StoreWriter {
  /// Tells the other desks, at COMMIT, that bulk work changed the company: it writes no act, which is what
  /// they hear of otherwise. On SQLite they see that the file changed.
  ///
  /// - Parameter what: the kind of work, such as `import`.
  public func announceInBulk(_ what: String) throws {
    guard connection.dialect == .postgresql else { return }
    try connection.run("SELECT pg_notify('comptoir_' || current_schema(), \(what))")
  }

  /// Writes what an import changed, without the log: the row is the one just read, in the same
  /// transaction.
  ///
  /// - Throws: `StoreError.stale` where it is not.
  public func updateInBulk<Kind: Record>(_ old: Kind, to new: Kind) throws {
    let table = Kind.table
    let (before, after) = (old.values, new.values)
    let last = table.isVersioned ? table.columns.count - 1 : table.columns.count
    let changed = (table.keyCount..<last).filter { before[$0] != after[$0] }
    guard !changed.isEmpty else { return }
    let key = Array(before.prefix(table.keyCount))
    var arguments = changed.map { after[$0] } + key
    if table.isVersioned { arguments.append(before[last]) }
    guard try connection.run(SQL(table.updateText(changing: changed), arguments)) == 1 else {
      throw StoreError.stale(table: table.name, key: RowKey.encode(key))
    }
    if table.isSearched { try refreshSearch(table, key: key) }
  }

  /// Says which quote an opportunity refers to, when bulk work has written both.
  public func setReferenceQuote(of opportunity: ID<Opportunity>, to quote: ID<Quote>) throws {
    try connection.run(
      "UPDATE opportunity SET reference_quote_id = \(quote) WHERE id = \(opportunity)")
  }

  /// Removes rows that bulk work makes again, such as the deliveries of an imported order.
  public func deleteInBulk<Kind: Record>(_ record: Kind) throws {
    let table = Kind.table
    var arguments = Array(record.values.prefix(table.keyCount))
    if table.isVersioned { arguments.append(record.values[record.values.count - 1]) }
    try connection.run(SQL(table.deleteText, arguments))
  }
}
