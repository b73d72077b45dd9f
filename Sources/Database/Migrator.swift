/// One step of the schema: a numbered script, never changed once released.
public struct Migration: Hashable, Sendable {
  /// The place in the sequence, from 1.
  public let number: Int
  /// What it does, such as `stock`.
  public let name: String
  /// The statements.
  public let sql: String

  /// A step of the schema.
  public init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// FNV-1a over the bytes of the script, 64 bits: tells a script that was edited after its
  /// release, not one that was forged.
  public var checksum: UInt64 {
    sql.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Why a schema cannot be brought up to date. The database is as it was.
public enum MigrationError: Error, Hashable, Sendable {
  /// The database was written by a newer version of the program.
  case newerSchema(found: Int, known: Int)
  /// A script was edited after it had been applied here.
  case changedChecksum(number: Int)
  /// The database has a step this program does not know, or lacks one before its last.
  case gap(number: Int)
}

/// Brings a schema up to date: forward only, one transaction for each step, and a table
/// `schema_migration` that says what was applied.
public struct Migrator: Sendable {
  /// The steps in the order of their numbers.
  public let migrations: [Migration]

  /// The known steps, in any order.
  public init(_ migrations: some Sequence<Migration>) {
    self.migrations = migrations.sorted { $0.number < $1.number }
    for (left, right) in zip(self.migrations, self.migrations.dropFirst()) {
      precondition(left.number != right.number, "two migrations have the number \(left.number)")
    }
  }

  /// The number of the last known step, 0 when there is none.
  public var known: Int { migrations.last?.number ?? 0 }

  /// The steps not applied yet.
  ///
  /// - Throws: `MigrationError` when this program cannot use the database, `SQLError`.
  public func pending(in database: some SQLDatabase) throws -> [Migration] {
    try database.read { try pending(on: $0) }
  }

  /// Applies the steps not applied yet, each in a transaction of its own: an interrupted step
  /// leaves nothing. Another process may do the same at the same time.
  ///
  /// - Parameter nowMs: the time noted beside each step, in UTC milliseconds.
  /// - Returns: the steps applied by this call.
  /// - Throws: `MigrationError`, `SQLError`.
  @discardableResult
  public func upgrade(_ database: some SQLDatabase, nowMs: Int64) throws -> [Migration] {
    var applied: [Migration] = []
    while let step = try database.write({ try applyNext(on: $0, nowMs: nowMs) }) {
      applied.append(step)
    }
    return applied
  }

  /// Applies the steps not applied yet in the transaction of a connection: with all that follows there,
  /// or not at all.
  ///
  /// - Parameter nowMs: the time noted beside each step, in UTC milliseconds.
  /// - Throws: `MigrationError`, `SQLError`.
  public func upgrade(on db: any SQLConnection, nowMs: Int64) throws {
    while try applyNext(on: db, nowMs: nowMs) != nil {}
  }

  private func applyNext(on db: any SQLConnection, nowMs: Int64) throws -> Migration? {
    try waitForOthers(on: db)
    guard let step = try pending(on: db).first else { return nil }
    try createTable(on: db)
    try db.script(step.sql)
    try db.run(
      """
      INSERT INTO schema_migration (number, name, checksum, applied_at_ms)
      VALUES (\(step.number), \(step.name), \(Int64(bitPattern: step.checksum)), \(nowMs))
      """)
    return step
  }

  // Two desks that start together upgrade once. SQLite's transaction holds the file's lock already.
  private func waitForOthers(on db: any SQLConnection) throws {
    guard db.dialect == .postgresql else { return }
    try db.run(
      "SELECT pg_advisory_xact_lock(hashtextextended('comptoir ' || current_schema(), 0))")
  }

  private func pending(on db: any SQLConnection) throws -> [Migration] {
    let applied = try applied(on: db)
    if let found = applied.last?.number, found > known {
      throw MigrationError.newerSchema(found: found, known: known)
    }
    for (index, row) in applied.enumerated() {
      guard migrations[index].number == row.number else {
        throw MigrationError.gap(number: min(row.number, migrations[index].number))
      }
      guard migrations[index].checksum == row.checksum else {
        throw MigrationError.changedChecksum(number: row.number)
      }
    }
    return Array(migrations.dropFirst(applied.count))
  }

  private func applied(on db: any SQLConnection) throws -> [(number: Int, checksum: UInt64)] {
    guard try tableExists(on: db) else { return [] }
    return try db.rows("SELECT number, checksum FROM schema_migration ORDER BY number") { row in
      (try row.int(0), UInt64(bitPattern: try row.int64(1)))
    }
  }

  // Each engine keeps its catalogue of tables elsewhere, and a failed SELECT would end the
  // transaction.
  private func tableExists(on db: any SQLConnection) throws -> Bool {
    switch db.dialect {
    case .sqlite:
      try db.exists(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'")
    case .postgresql:
      // Not to_regclass: asked before in this connection, it would not know what others made since.
      try db.exists(
        """
        SELECT 1 FROM pg_tables
        WHERE schemaname = current_schema() AND tablename = 'schema_migration'
        """)
    }
  }

  private func createTable(on db: any SQLConnection) throws {
    let suffix: SQL = db.dialect == .sqlite ? " STRICT, WITHOUT ROWID" : ""
    let integer: SQL = db.dialect == .sqlite ? "INTEGER" : "BIGINT"
    try db.run(
      """
      CREATE TABLE IF NOT EXISTS schema_migration (
        number \(raw: integer) NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        checksum \(raw: integer) NOT NULL,
        applied_at_ms \(raw: integer) NOT NULL
      )
      """ + suffix)
  }
}
