// One company's file:
//
//   acts, look-ups ── SQLiteDatabase ── DatabasePool: one writer (synchronous FULL), readers (WAL)
//   indicators ────── SQLiteReader ──── DatabaseQueue: read-only, may be interrupted alone
//   others' commits ─ ChangeWatcher ─── inotify on FILE-wal, then data_version on the writer
import Database
import GRDB
import GRDBSQLite
import Glibc

import struct Database.SQL

/// A company's SQLite file, or a database in memory for tests.
public final class SQLiteDatabase: CompanyDatabase {
  /// The application id in the header of our files: "CMPT".
  public static let applicationID: UInt32 = 0x434D_5054

  /// How a file is opened.
  public struct Options: Sendable {
    /// The number of the last migration this program knows; a file with a higher one is refused.
    /// Nil does not look.
    public var knownSchema: Int?
    /// Whether an absent file is created.
    public var creates: Bool
    /// How long a transaction waits for others.
    public var busyLimit: Duration

    /// Creates absent files, knows any schema and waits five seconds unless told otherwise.
    public init(
      knownSchema: Int? = nil, creates: Bool = true, busyLimit: Duration = .seconds(5)
    ) {
      self.knownSchema = knownSchema
      self.creates = creates
      self.busyLimit = busyLimit
    }
  }

  /// The path of the file; empty in memory.
  public let path: String
  let writer: any DatabaseWriter
  let patience: Patience
  let options: Options
  /// The file that stood at the path when it was opened; nil in memory.
  private let file: FileIdentity?

  /// The path of the file.
  public var name: String { path }

  /// Nobody: whoever may read the file is in.
  public var login: String? { nil }
  /// SQLite's.
  public var dialect: SQLDialect { .sqlite }

  init(path: String, writer: any DatabaseWriter, patience: Patience, options: Options) {
    self.path = path
    self.writer = writer
    self.patience = patience
    self.options = options
    file = FileIdentity(of: path)
  }

  /// Opens a company's file, or creates it without any table.
  ///
  /// An existing file is looked at before anything is written: whatever is refused is left as it
  /// was.
  /// - Throws: `OpenError`.
  public static func open(_ path: String, options: Options = Options()) throws -> SQLiteDatabase {
    try SQLiteLibrary.check(path)
    switch try FileInspection.of(path) {
    case .vacant:
      guard options.creates else { throw OpenError.noSuchFile(path: path) }
      try create(path)
    case .company(let schema):
      if let known = options.knownSchema, schema > known {
        throw OpenError.newerSchema(path: path, found: schema, known: known)
      }
      try FileInspection.checkWritable(path)
    }
    do {
      return try connect(path, options: options)
    } catch let error as DatabaseError {
      throw OpenError(path: path, SQLError(error))
    }
  }

  /// A database that lives as long as the value, for tests. It has one connection: reads and
  /// writes take turns.
  public static func inMemory() throws -> SQLiteDatabase {
    let patience = Patience(limit: .seconds(5))
    let queue = try DatabaseQueue(configuration: SQLiteConfiguration.writer(patience))
    return SQLiteDatabase(path: "", writer: queue, patience: patience, options: Options())
  }

  private static func connect(_ path: String, options: Options) throws -> SQLiteDatabase {
    let patience = Patience(limit: options.busyLimit)
    patience.begin()
    let pool = try DatabasePool(path: path, configuration: SQLiteConfiguration.writer(patience))
    try pool.writeWithoutTransaction { database in
      // GRDB puts NORMAL back after its own set-up: only from here on does FULL hold.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    return SQLiteDatabase(path: path, writer: pool, patience: patience, options: options)
  }

  // The application id goes in before WAL is turned on, so that it stands in the file itself and
  // never in a log that may be lost.
  static func create(_ path: String) throws {
    let existed = access(path, F_OK) == 0
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      }
      try queue.close()
    } catch let error as DatabaseError {
      // A disk without room leaves no empty file behind.
      if !existed && FileInspection.isEmptyOrAbsent(path) { unlink(path) }
      throw OpenError(creating: path, SQLError(error))
    }
  }

  /// Runs `body` on one snapshot of the file.
  public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try naming {
      try writer.unsafeRead { database in
        try SQLiteConnection.transaction("BEGIN", on: database, body)
      }
    }
  }

  /// Runs `body` in a transaction that holds the file's write lock from its beginning.
  ///
  /// - Throws: `SQLError` of kind `gone`, before anything is done, where the file was removed or replaced:
  ///   SQLite would go on writing into what nobody can open again.
  @discardableResult
  public func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    guard file == nil || FileIdentity(of: path) == file else {
      throw SQLError(.gone, message: "the file was moved, removed or replaced")
    }
    return try naming {
      try writer.writeWithoutTransaction { database in
        patience.begin()
        let retry = WriteRetry(limit: options.busyLimit)
        return try retry.run(elapsed: { patience.elapsed }, pause: { _ = patience.wait($0) }) {
          try SQLiteConnection.transaction("BEGIN IMMEDIATE", on: database, body)
        }
      }
    }
  }

  /// Closes the file; whoever uses the value afterwards gets `connectionLost`.
  ///
  /// The planner's statistics are brought up to date where they are stale, and the log is written
  /// back into the file when nobody else has it open.
  public func close() throws {
    try naming {
      writer.writeWithoutTransaction { database in
        try? database.execute(sql: "PRAGMA analysis_limit = 400; PRAGMA optimize")
      }
      // GRDB closes its writer before its readers; the last of them cannot write the log back. With the
      // readers gone first the writer is last, and the company is one file again.
      (writer as? DatabasePool)?.invalidateReadOnlyConnections()
      try writer.close()
    }
  }

  /// Turns GRDB's errors into ours, and says who holds the file when it is busy.
  func naming<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw named(SQLError(error))
    } catch let error as SQLError {
      throw named(error)
    }
  }

  private func named(_ error: SQLError) -> SQLError {
    guard case .busy = error.kind, !path.isEmpty else { return error }
    var named = error
    named.kind = .busy(HolderNote(of: path).holder())
    return named
  }
}

extension OpenError {
  /// Why a file that exists was not opened.
  init(path: String, _ error: SQLError) {
    self =
      switch error.kind {
      case .busy: .busy(path: path, holder: HolderNote(of: path).holder())
      case .readOnly: .readOnly(path: path)
      case .full: .full(path: path)
      case .corrupt: .damaged(path: path, reason: error.message)
      case .notADatabase: .notADatabase(path: path)
      default: .other(path: path, error)
      }
  }

  /// Why a file was not created.
  init(creating path: String, _ error: SQLError) {
    self =
      switch error.kind {
      case .cannotOpen, .readOnly, .ioError: .cannotCreate(path: path, reason: error.message)
      default: OpenError(path: path, error)
      }
  }
}
