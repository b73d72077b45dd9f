import Database
import Sales
import Values

/// Every SQL statement of the product, written once for both engines.
///
/// ```
///   Desk ── read { reader in … }  ──►  StoreReader   one snapshot
///        └─ write { writer in … } ──►  StoreWriter   one transaction, the whole of it or nothing
/// ```
///
/// Queries are extensions of `StoreReading`, one file per subject; a writer reads too. Changes go
/// through `StoreWriter.insert`, `update` and `delete`, which write the log in the same
/// transaction, or through the bulk calls, which do not (imports, the demo company).
public struct Store: Sendable {
  /// The engine underneath.
  public let database: any SQLDatabase

  /// A store on an open database whose schema is up to date.
  public init(database: any SQLDatabase) {
    self.database = database
  }

  /// Runs `body` on one snapshot.
  public func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
    try database.read { try body(StoreReader(connection: $0)) }
  }

  /// Runs `body` in one transaction. It may be run again on contention, so it only reads and writes
  /// the store.
  public func write<Result>(_ body: (StoreWriter) throws -> Result) throws -> Result {
    try database.write { try body(StoreWriter(connection: $0)) }
  }
}

/// What both a reader and a writer can be asked.
public protocol StoreReading {
  /// The connection, in a transaction.
  var connection: any SQLConnection { get }
}

/// One snapshot of the company.
public struct StoreReader: StoreReading {
  /// The connection, in a read transaction.
  public let connection: any SQLConnection
}

extension StoreReading {
  /// The record with this key, or nil.
  public func find<Kind: Record>(_ kind: Kind.Type, _ key: SQLValue...) throws -> Kind? {
    try connection.first(
      SQL(Kind.table.selectByKey, key)
    ) { try Kind(row: $0) }
  }

  /// The record with this identity, or nil.
  public func find<Kind: Record>(_ id: ID<Kind>) throws -> Kind? {
    try find(Kind.self, .id(id.rawValue))
  }

  /// The record with this identity.
  /// - Throws: `StoreError.notFound`.
  public func get<Kind: Record>(_ id: ID<Kind>) throws -> Kind {
    guard let record = try find(id) else {
      throw StoreError.notFound(kind: Kind.table.name, key: id.description)
    }
    return record
  }

  /// The record with this key.
  /// - Throws: `StoreError.notFound`.
  public func get<Kind: Record>(_ kind: Kind.Type, _ key: SQLValue...) throws -> Kind {
    let sql = SQL(Kind.table.selectByKey, key)
    guard let record = try connection.first(sql, { try Kind(row: $0) }) else {
      throw StoreError.notFound(kind: Kind.table.name, key: RowKey.encode(key))
    }
    return record
  }

  /// The records that a condition selects; `rest` stands after the table's name, as in
  /// `all(Contact.self, "WHERE customer_id = \(id)")`.
  public func all<Kind: Record>(_ kind: Kind.Type, _ rest: SQL = "") throws -> [Kind] {
    try connection.rows(SQL(SQLText(built: Kind.table.select + " "), []) + rest) {
      try Kind(row: $0)
    }
  }

  /// The first record that a condition selects.
  public func first<Kind: Record>(_ kind: Kind.Type, _ rest: SQL) throws -> Kind? {
    try connection.first(SQL(SQLText(built: Kind.table.select + " "), []) + rest) {
      try Kind(row: $0)
    }
  }

  /// How many rows a condition selects.
  public func count<Kind: Record>(_ kind: Kind.Type, _ rest: SQL = "") throws -> Int {
    let counted = SQL(SQLText(built: "SELECT COUNT(*) FROM \(Kind.table.name) "), []) + rest
    return Int(try connection.first(counted) { try $0.int64(0) } ?? 0)
  }
}
