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
  /// The roles of who reads; nil = nobody in particular, who sees everything: imports, `check`, tests.
  let viewer: Set<Role>?

  /// A store on an open database whose schema is up to date.
  public init(database: any SQLDatabase) {
    self.init(database: database, viewer: nil)
  }

  private init(database: any SQLDatabase, viewer: Set<Role>?) {
    self.database = database
    self.viewer = viewer
  }

  /// The same store as somebody with these roles sees it: without costs where the company keeps them
  /// from every one of them. The setting is read in each transaction that meets a cost.
  public func seen(by roles: Set<Role>) -> Store {
    Store(database: database, viewer: roles)
  }

  /// Runs `body` on one snapshot.
  public func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
    try database.read { try body(StoreReader(connection: $0, viewer: viewer)) }
  }

  /// Runs `body` in one transaction. It may be run again on contention, so it only reads and writes
  /// the store.
  public func write<Result>(_ body: (StoreWriter) throws -> Result) throws -> Result {
    try database.write { try body(StoreWriter(connection: $0, viewer: viewer)) }
  }
}

/// What both a reader and a writer can be asked.
public protocol StoreReading {
  /// The connection, in a transaction.
  var connection: any SQLConnection { get }
  /// What of costs is seen in this transaction.
  var view: CostView { get }
}

/// One snapshot of the company.
public struct StoreReader: StoreReading {
  /// The connection, in a read transaction.
  public let connection: any SQLConnection
  /// What of costs is seen in this transaction.
  public let view: CostView

  init(connection: any SQLConnection, viewer: Set<Role>?) {
    self.connection = connection
    view = CostView(of: viewer)
  }
}

extension StoreReading {
  /// The record with this key, or nil: where costs are not seen, a record that is one is not there.
  public func find<Kind: Record>(_ kind: Kind.Type, _ key: SQLValue...) throws -> Kind? {
    try record(kind, key)
  }

  /// The record with this identity, or nil.
  public func find<Kind: Record>(_ id: ID<Kind>) throws -> Kind? {
    try find(Kind.self, .id(id.rawValue))
  }

  /// The records with these identities, read together; one that is not there is left out.
  public func find<Kind: Record>(_ ids: [ID<Kind>]) throws -> [ID<Kind>: Kind] {
    guard !ids.isEmpty else { return [:] }
    var found: [ID<Kind>: Kind] = [:]
    for record in try all(Kind.self, "WHERE id IN " + SQL.list(Array(Set(ids)))) {
      guard case .id(let id) = record.key[0] else { continue }
      found[ID(rawValue: id)] = record
    }
    return found
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
    guard let record = try record(kind, key) else {
      throw StoreError.notFound(kind: Kind.table.name, key: RowKey.encode(key))
    }
    return record
  }

  private func record<Kind: Record>(_ kind: Kind.Type, _ key: [SQLValue]) throws -> Kind? {
    let isHidden = try hides(kind.table)
    let text = isHidden ? kind.table.openSelectByKey : kind.table.selectByKey
    guard let text else { return nil }
    return try connection.first(SQL(text, key)) { try Kind(row: $0) }
  }

  /// The records that a condition selects; `rest` stands after the table's name, as in
  /// `all(Contact.self, "WHERE customer_id = \(id)")`.
  public func all<Kind: Record>(_ kind: Kind.Type, _ rest: SQL = "") throws -> [Kind] {
    guard let select = try select(kind.table) else { return [] }
    return try connection.rows(SQL(SQLText(built: select + " "), []) + rest) { try Kind(row: $0) }
  }

  /// The first record that a condition selects.
  public func first<Kind: Record>(_ kind: Kind.Type, _ rest: SQL) throws -> Kind? {
    guard let select = try select(kind.table) else { return nil }
    return try connection.first(SQL(SQLText(built: select + " "), []) + rest) { try Kind(row: $0) }
  }

  /// How many rows a condition selects.
  public func count<Kind: Record>(_ kind: Kind.Type, _ rest: SQL = "") throws -> Int {
    let counted = SQL(SQLText(built: "SELECT COUNT(*) FROM \(Kind.table.name) "), []) + rest
    return Int(try connection.first(counted) { try $0.int64(0) } ?? 0)
  }

  /// What reads a table, for who reads; nil = nothing of it is seen.
  func select(_ table: Table) throws -> String? {
    try hides(table) ? table.openSelect : table.select
  }
}
