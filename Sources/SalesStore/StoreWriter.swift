import Database
import Sales
import Values

/// One transaction on the company.
///
/// `insert`, `update`, `delete` and `add` belong to an act: each leaves an event beside the change.
/// Bulk work (imports, the demo company, `copy`) calls `insertInBulk` and leaves none.
public struct StoreWriter: StoreReading {
  /// The connection, in a write transaction.
  public let connection: any SQLConnection
  /// What of costs is seen in this transaction.
  public let view: CostView
  let log: ActLog

  /// A transaction of somebody with these roles, or of nobody in particular, who sees everything.
  init(connection: any SQLConnection, viewer: Set<Role>? = nil, log: ActLog = ActLog()) {
    self.connection = connection
    view = CostView(of: viewer)
    self.log = log
  }

  /// Writes a new record; its version is 1.
  public func insert<Kind: Record>(_ record: Kind) throws {
    try insert([record])
  }

  /// Writes new records, in their order; the version of each is 1.
  public func insert<Kind: Record>(_ records: [Kind]) throws {
    let table = Kind.table
    let rows = records.map(\.values)
    try table.insertRows.run(rows, on: connection)
    for values in rows {
      let key = Array(values.prefix(table.keyCount))
      log.append(
        .init(
          table: table, operation: .insert, key: key, version: table.isVersioned ? 1 : 0,
          payload: EventPayload()))
      if table.isSearched { try refreshSearch(table, key: key) }
    }
  }

  /// Writes what changed between the record read and the record wanted; nothing where nothing did.
  ///
  /// - Returns: the record as it now stands, with its new version.
  /// - Throws: `StoreError.stale` where the row is no longer the one read.
  @discardableResult
  public func update<Kind: Record>(_ old: Kind, to new: Kind) throws -> Kind {
    let table = Kind.table
    let before = old.values
    let after = new.values
    let last = table.isVersioned ? table.columns.count - 1 : table.columns.count
    precondition(
      before.prefix(table.keyCount) == after.prefix(table.keyCount), "a key never changes")
    let changed = (table.keyCount..<last).filter { before[$0] != after[$0] }
    guard !changed.isEmpty else { return old }
    let key = Array(before.prefix(table.keyCount))
    var arguments = changed.map { after[$0] } + key
    if table.isVersioned { arguments.append(before[last]) }
    let returned = try hides(table) ? table.openColumnList : table.columnList
    let written = try connection.first(
      SQL(table.updateText(changing: changed, returning: returned), arguments)
    ) { try Kind(row: $0) }
    guard let written else {
      throw StoreError.stale(table: table.name, key: RowKey.encode(key))
    }
    var version: Int64 = 0
    if table.isVersioned, case .integer(let read) = before[last] { version = read + 1 }
    var payload = EventPayload()
    payload.changes = changed.map { (table.columns[$0].name, before[$0], after[$0]) }
    log.append(
      .init(table: table, operation: .update, key: key, version: version, payload: payload))
    if table.isSearched { try refreshSearch(table, key: key) }
    return written
  }

  /// Removes a record as it was read.
  ///
  /// - Throws: `StoreError.stale` where the row is no longer the one read.
  public func delete<Kind: Record>(_ record: Kind) throws {
    let table = Kind.table
    let values = record.values
    let key = Array(values.prefix(table.keyCount))
    if table.isSearched { try removeFromSearch(table, key: key) }
    var arguments = key
    if table.isVersioned { arguments.append(values[values.count - 1]) }
    guard try connection.run(SQL(table.deleteText, arguments)) == 1 else {
      throw StoreError.stale(table: table.name, key: RowKey.encode(key))
    }
    var payload = EventPayload()
    payload.changes = zip(table.columns, values).map { ($0.name, $1, .null) }
    log.append(.init(table: table, operation: .delete, key: key, version: 0, payload: payload))
  }

  /// Adds to the integer columns of a row that others change at the same time (stock levels): the
  /// condition protects the row, not a version, and undo subtracts.
  ///
  /// - Parameters:
  ///   - deltas: what is added to which column.
  ///   - condition: what must hold before, in SQL on the row; no value is spliced into it.
  /// - Returns: whether the row was there and the condition held.
  public func add<Kind: Record>(
    to kind: Kind.Type, key: [SQLValue], deltas: [(column: String, by: Int64)],
    condition: SQL? = nil
  ) throws -> Bool {
    guard try addUnlogged(to: kind.table, key: key, deltas: deltas, condition: condition) else {
      return false
    }
    var payload = EventPayload()
    payload.changes = deltas.map { ($0.column, .integer(0), .integer($0.by)) }
    log.append(.init(table: kind.table, operation: .add, key: key, version: 0, payload: payload))
    return true
  }

  func addUnlogged(
    to table: Table, key: [SQLValue], deltas: [(column: String, by: Int64)], condition: SQL?
  ) throws -> Bool {
    var sql = SQL(SQLText(built: "UPDATE \(table.name) SET "), [])
    for (index, delta) in deltas.enumerated() {
      if index > 0 { sql = sql + ", " }
      sql =
        sql + SQL(SQLText(built: "\(delta.column) = \(delta.column) + $1"), [.integer(delta.by)])
    }
    sql = sql + SQL(SQLText(built: " WHERE \(table.keyCondition)"), key)
    if let condition { sql = sql + " AND " + condition }
    return try connection.run(sql) == 1
  }

  /// Writes a record without the log: imports and the demo company, which `check` proves afterwards.
  public func insertInBulk<Kind: Record>(_ record: Kind) throws {
    try connection.run(SQL(Kind.table.insertText, record.values))
  }

  /// Draws the next number of a series. A number drawn is never drawn again, even by undo.
  ///
  /// - Throws: `StoreError.notFound` for a series the company does not have.
  public func drawNumber(_ series: String) throws -> String {
    let drawn = try connection.first(
      """
      UPDATE number_series SET next = next + 1 WHERE code = \(series)
      RETURNING prefix, digits, next - 1
      """
    ) { row in (try row.text(0), try row.int64(1), try row.int64(2)) }
    guard let (prefix, digits, number) = drawn else {
      throw StoreError.notFound(kind: "number_series", key: series)
    }
    let text = String(number)
    return prefix + String(repeating: "0", count: max(0, Int(digits) - text.count)) + text
  }
}
