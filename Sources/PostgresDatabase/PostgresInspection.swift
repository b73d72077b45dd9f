import CPostgreSQL
import Database

/// What is looked at before a database is used; nothing is changed.
struct PostgresInspection {
  private let address: PostgresAddress
  private let options: PostgresDatabase.Options

  init(_ address: PostgresAddress, _ options: PostgresDatabase.Options) {
    self.address = address
    self.options = options
  }

  /// The schema the company lives in, or is to be made in.
  ///
  /// - Throws: `OpenError`, `SQLError`.
  func schema(of session: PostgresSession) throws -> String {
    let version = PQserverVersion(session.handle)
    guard version >= 150_000 else {
      throw OpenError.oldServer(path: address.shown, found: "\(version / 10_000)")
    }
    return try session.enduring(.read, limit: .zero) { db in
      try checkLocale(db)
      let schema = try db.first("SELECT current_schema()") { try $0.optionalText(0) } ?? nil
      guard let schema else {
        throw SQLError(
          .syntax, code: "3F000", message: "the search path names no schema that exists")
      }
      try checkSchema(db)
      return schema
    }
  }

  /// Texts must sort as SQLite sorts them, by their bytes: lists, pages and keys rely on it.
  private func checkLocale(_ db: any SQLConnection) throws {
    let found = try db.first(
      """
      SELECT pg_encoding_to_char(encoding), datcollate, datlocprovider = 'i'
      FROM pg_database WHERE datname = current_database()
      """
    ) { (encoding: try $0.text(0), collation: try $0.text(1), isICU: try $0.bool(2)) }
    guard let found else { return }
    let byBytes = ["C", "POSIX", "C.UTF-8", "C.utf8"]
    guard found.encoding == "UTF8", byBytes.contains(found.collation), !found.isICU else {
      let provider = found.isICU ? " (ICU)" : ""
      throw OpenError.unsuitableLocale(
        path: address.shown, found: "\(found.encoding), \(found.collation)\(provider)")
    }
  }

  private func checkSchema(_ db: any SQLConnection) throws {
    let isThere = try db.exists(
      """
      SELECT 1 FROM pg_tables
      WHERE schemaname = current_schema() AND tablename = 'schema_migration'
      """)
    guard isThere else {
      guard options.creates else { throw OpenError.noCompany(path: address.shown) }
      return
    }
    let number = try db.first("SELECT COALESCE(MAX(number), 0) FROM schema_migration") {
      try $0.int(0)
    }
    if let known = options.knownSchema, let number, number > known {
      throw OpenError.newerSchema(path: address.shown, found: number, known: known)
    }
  }
}

extension OpenError {
  /// Why a server's database was not opened.
  init(_ address: PostgresAddress, _ error: SQLError) {
    let path = address.shown
    switch error.code {
    case "28000", "28P01": self = .loginRefused(path: path, reason: error.message)
    case "3D000": self = .noSuchDatabase(path: path)
    case "42501": self = .loginRefused(path: path, reason: error.message)
    default:
      switch error.kind {
      case .connectionLost: self = .unreachable(path: path, reason: error.message)
      case .busy: self = .busy(path: path, holder: nil)
      case .full: self = .full(path: path)
      default: self = .other(path: path, error)
      }
    }
  }
}

extension PostgresDatabase {
  /// What the server's own catalogue says of the company: references that were never checked, indexes
  /// that were never finished.
  public func integrityProblems() throws -> [String] {
    try read { db in
      try db.rows(
        """
        SELECT 'the constraint ' || conname || ' of ' || CAST(conrelid AS regclass)
          || ' was never checked'
        FROM pg_constraint
        WHERE NOT convalidated AND connamespace = CAST(\(schema) AS regnamespace)
        UNION ALL
        SELECT 'the index ' || CAST(i.indexrelid AS regclass) || ' is not whole'
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        WHERE NOT i.indisvalid AND c.relnamespace = CAST(\(schema) AS regnamespace)
        """
      ) { try $0.text(0) }
    }
  }
}
