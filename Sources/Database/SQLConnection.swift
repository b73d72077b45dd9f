/// The SQL an engine speaks. Store code asks for it only where the two differ, each time with the
/// reason beside it.
public enum SQLDialect: Hashable, Sendable {
  /// SQLite, 3.40 or newer.
  case sqlite
  /// PostgreSQL, 15 or newer.
  case postgresql
}

/// A connection inside one transaction, handed to the closure of `SQLDatabase.read` or `write` and
/// valid only there.
///
/// Every function throws `SQLError`. After any `SQLError` the transaction can only be rolled back,
/// on either engine, even when the closure catches the error.
public protocol SQLConnection: AnyObject {
  /// The SQL this connection speaks.
  var dialect: SQLDialect { get }

  /// Hands the rows to `body` one after the other while they are read, until there are no more or
  /// `body` returns false. Whatever the statement writes is written whole in either case.
  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws

  /// Executes a statement that returns no rows.
  ///
  /// - Returns: the number of rows inserted, changed or deleted.
  @discardableResult func run(_ sql: SQL) throws -> Int

  /// Executes several statements without parameters, separated by semicolons: a migration.
  func script(_ text: String) throws

  /// Pours rows into a table in the fastest way the engine has; memory stays flat however many come.
  ///
  /// - Parameter rows: hands over one row after the other, its values in the order of `columns`.
  ///   Meanwhile it must not use this connection.
  /// - Returns: how many rows were written.
  @discardableResult func load(
    into table: SQLIdentifier, columns: [SQLIdentifier],
    _ rows: (_ add: ([SQLValue]) throws -> Void) throws -> Void
  ) throws -> Int
}

extension SQLConnection {
  /// One prepared `INSERT` after the other, where an engine has nothing faster.
  @discardableResult public func load(
    into table: SQLIdentifier, columns: [SQLIdentifier],
    _ rows: (_ add: ([SQLValue]) throws -> Void) throws -> Void
  ) throws -> Int {
    let names = columns.map(\.quoted).joined(separator: ", ")
    let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
    let insert = SQLText(built: "INSERT INTO \(table.quoted) (\(names)) VALUES (\(places))")
    var count = 0
    try rows { values in
      try run(insert, values)
      count += 1
    }
    return count
  }
}

extension SQLConnection {
  /// All rows, each turned into a value.
  @inlinable
  public func rows<T>(_ sql: SQL, _ map: (any SQLRow) throws -> T) throws -> [T] {
    var result: [T] = []
    try visit(sql) { row in
      result.append(try map(row))
      return true
    }
    return result
  }

  /// The first row as a value, or nil when there is none.
  @inlinable
  public func first<T>(_ sql: SQL, _ map: (any SQLRow) throws -> T) throws -> T? {
    var result: T?
    try visit(sql) { row in
      result = try map(row)
      return false
    }
    return result
  }

  /// Each row in turn, for results too long to keep.
  @inlinable
  public func forEach(_ sql: SQL, _ body: (any SQLRow) throws -> Void) throws {
    try visit(sql) { row in
      try body(row)
      return true
    }
  }

  /// Whether the statement returns at least one row.
  @inlinable
  public func exists(_ sql: SQL) throws -> Bool {
    try first(sql) { _ in true } ?? false
  }

  /// All rows of a statement prepared once.
  @inlinable
  public func rows<T>(
    _ text: SQLText, _ arguments: [SQLValue], _ map: (any SQLRow) throws -> T
  ) throws -> [T] {
    try rows(SQL(text, arguments), map)
  }

  /// The first row of a statement prepared once.
  @inlinable
  public func first<T>(
    _ text: SQLText, _ arguments: [SQLValue], _ map: (any SQLRow) throws -> T
  ) throws -> T? {
    try first(SQL(text, arguments), map)
  }

  /// Executes a statement prepared once: the way to write many rows.
  @inlinable @discardableResult
  public func run(_ text: SQLText, _ arguments: [SQLValue]) throws -> Int {
    try run(SQL(text, arguments))
  }
}
