// GRDB owns the connections: it opens them, gives each its queue, caches their prepared statements
// and finalizes them. Binding, stepping and reading columns go straight to SQLite, because GRDB's
// generic bindings and rows cost more than the reading itself (see the benches).
import Database
import GRDB
import GRDBSQLite

import struct Database.SQL

/// One connection inside one transaction.
final class SQLiteConnection: SQLConnection {
  private let database: GRDB.Database
  private let handle: OpaquePointer?
  /// The first error of a statement: from then on the transaction can only be rolled back.
  private(set) var failure: SQLError?
  private var isOver = false
  private var recent: (text: String, statement: GRDB.Statement)?

  private let stop: Stop?

  init(_ database: GRDB.Database, stop: Stop? = nil) {
    self.database = database
    self.stop = stop
    self.handle = database.sqliteConnection
  }

  var dialect: SQLDialect { .sqlite }

  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
    let statement = try bound(sql)
    let raw = statement.sqliteStatement
    defer { sqlite3_reset(raw) }
    var wantsMore = true
    while try step(raw) {
      if wantsMore { wantsMore = try body(SQLiteRow(statement: raw)) }
      // A statement that writes is stepped to its end: its foreign keys are checked there.
      if !wantsMore && sqlite3_stmt_readonly(raw) != 0 { return }
    }
  }

  @discardableResult
  func run(_ sql: SQL) throws -> Int {
    let statement = try bound(sql)
    let raw = statement.sqliteStatement
    defer { sqlite3_reset(raw) }
    while try step(raw) {}
    return sqlite3_stmt_readonly(raw) != 0 ? 0 : Int(sqlite3_changes(handle))
  }

  func script(_ text: String) throws {
    precondition(!isOver, "a connection was used after its transaction")
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw failed() }
    guard sqlite3_get_autocommit(handle) == 0 else {
      throw SQLError(.syntax, message: "a script must not end the transaction it runs in")
    }
  }

  private func step(_ statement: OpaquePointer) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failed()
    }
  }

  private func failed() -> SQLError {
    let error = SQLError(of: handle)
    if failure == nil { failure = error }
    return error
  }
}

// Preparing and binding.
extension SQLiteConnection {
  private func bound(_ sql: SQL) throws -> GRDB.Statement {
    if let stop, stop.isRaised {
      throw refused(SQLError(.interrupted, message: "the read was superseded"))
    }
    let statement = try prepared(sql.text)
    let raw = statement.sqliteStatement
    guard Int(sqlite3_bind_parameter_count(raw)) == sql.arguments.count else {
      throw refused(
        SQLError(
          .syntax,
          message: "the statement does not have \(sql.arguments.count) parameters: \(sql.text)"))
    }
    for (index, value) in sql.arguments.enumerated() {
      guard bind(value, to: raw, at: Int32(index + 1)) == SQLITE_OK else { throw failed() }
    }
    return statement
  }

  private func prepared(_ text: String) throws -> GRDB.Statement {
    precondition(!isOver, "a connection was used after its transaction")
    if let recent, recent.text == text, sqlite3_stmt_busy(recent.statement.sqliteStatement) == 0 {
      return recent.statement
    }
    do {
      var statement = try database.cachedStatement(sql: text)
      if sqlite3_stmt_busy(statement.sqliteStatement) != 0 {
        // The same statement is being read further up: the inner one needs its own.
        statement = try database.makeStatement(sql: text)
      } else {
        recent = (text, statement)
      }
      return statement
    } catch let error as DatabaseError {
      let mapped = SQLError(error)
      if failure == nil { failure = mapped }
      throw mapped
    }
  }

  private func refused(_ error: SQLError) -> SQLError {
    if failure == nil { failure = error }
    return error
  }

  private func bind(_ value: SQLValue, to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(statement, index)
    case .integer(let number):
      return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress else {
            return sqlite3_bind_text(statement, index, "", 0, transient)
          }
          return sqlite3_bind_text64(
            statement, index, start, UInt64(characters.count), transient, UInt8(SQLITE_UTF8))
        }
      }
    case .id(let id):
      return withUnsafeBytes(of: id.bigEndian) {
        sqlite3_bind_blob(statement, index, $0.baseAddress, 16, transient)
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
      }
    }
  }
}

/// SQLite copies the bytes before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

// The transaction around a closure.
extension SQLiteConnection {
  /// Runs `body` between `begin` and COMMIT; rolls back when it throws or a statement failed.
  static func transaction<T>(
    _ begin: SQL, on database: GRDB.Database, stop: Stop? = nil,
    _ body: (any SQLConnection) throws -> T
  ) throws -> T {
    guard database.sqliteConnection != nil else {
      throw SQLError(.connectionLost, message: "the database is closed")
    }
    let connection = SQLiteConnection(database, stop: stop)
    defer { connection.isOver = true }
    try connection.run(begin)
    do {
      let result = try body(connection)
      if let failure = connection.failure { throw failure }
      try connection.run("COMMIT")
      return result
    } catch {
      connection.rollBack()
      throw error
    }
  }

  // Some errors have rolled back already, and an interrupt meant for the closure may hit the
  // ROLLBACK itself: it is repeated until no transaction is left open.
  private func rollBack() {
    while sqlite3_get_autocommit(handle) == 0 {
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }
  }
}

extension SQLError {
  /// What GRDB reports of SQLite; a closed connection is a misuse to it.
  init(_ error: DatabaseError) {
    self.init(
      sqlite: error.extendedResultCode.rawValue, message: error.message ?? error.description)
    if error.resultCode == .SQLITE_MISUSE, error.message == "Connection is closed" {
      kind = .connectionLost
    }
  }
}
