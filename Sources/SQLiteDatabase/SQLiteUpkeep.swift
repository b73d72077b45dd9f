import Database
import GRDB
import Glibc

// Copies, proofs and the note that says who holds the file.
extension SQLiteDatabase {
  /// Writes a copy of the company, as of one moment, while others go on working.
  ///
  /// The copy is made under another name in the same folder and takes its own once it is whole:
  /// an interrupted backup leaves no half file under that name.
  /// - Parameter replacing: whether a file of that name may be replaced.
  /// - Throws: `OpenError` when the copy cannot be created there, `SQLError`.
  public func backup(to copy: String, replacing: Bool = false) throws {
    guard replacing || access(copy, F_OK) != 0 else {
      throw OpenError.cannotCreate(path: copy, reason: "the file exists")
    }
    let draft = "\(copy).\(getpid())"
    defer { unlink(draft) }
    do {
      try copyPages(to: draft)
    } catch let error as DatabaseError {
      throw OpenError(creating: copy, SQLError(error))
    }
    guard rename(draft, copy) == 0 else {
      throw OpenError.cannotCreate(path: copy, reason: String(cString: strerror(errno)))
    }
    Self.syncFolder(of: copy)
  }

  private func copyPages(to draft: String) throws {
    unlink(draft)
    let queue = try DatabaseQueue(path: draft)
    try writer.backup(to: queue)
    // The copy is one file, readable from a medium that cannot be written.
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try queue.close()
  }

  /// Replaces the whole content of this company by that of a backup, in one transaction: who reads
  /// sees the old or the new content, never a mixture.
  ///
  /// The backup is inspected first: a damaged or foreign file, or one of a newer schema, changes
  /// nothing.
  /// - Throws: `OpenError` about the backup, `SQLError` about this file.
  public func restore(from backup: String) throws {
    switch try FileInspection.of(backup) {
    case .vacant: throw OpenError.noSuchFile(path: backup)
    case .company(let schema):
      if let known = options.knownSchema, schema > known {
        throw OpenError.newerSchema(path: backup, found: schema, known: known)
      }
    }
    let source = try openBackup(backup)
    try naming {
      patience.begin()
      try source.backup(to: writer)
      try source.close()
    }
  }

  private func openBackup(_ path: String) throws -> DatabaseQueue {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let source = try DatabaseQueue(path: path, configuration: configuration)
      let problems = try source.unsafeRead { try Self.problems("quick_check", on: $0) }
      guard problems.isEmpty else {
        throw OpenError.damaged(path: path, reason: problems[0])
      }
      return source
    } catch let error as DatabaseError {
      throw OpenError(path: path, SQLError(error))
    }
  }

  /// Everything SQLite finds wrong with the file and with its foreign keys, one sentence each;
  /// empty when all is well. Reads the whole file.
  ///
  /// - Throws: `SQLError`.
  public func integrityProblems() throws -> [String] {
    try naming {
      try writer.unsafeRead { database in
        let problems = try Self.problems("integrity_check", on: database)
        guard problems.isEmpty else { return problems }
        return try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
          "a row of \(row[0] ?? "") refers to an absent row of \(row[2] ?? "")"
        }
      }
    }
  }

  private static func problems(_ check: String, on database: GRDB.Database) throws -> [String] {
    var lines: [String] = []
    do {
      let cursor = try String.fetchCursor(database, sql: "PRAGMA \(check)")
      while let line = try cursor.next() { lines.append(line) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      // Some damage ends the examination itself.
      lines.append(error.message ?? "the file is damaged")
    }
    return lines == ["ok"] ? [] : lines
  }

  /// Leaves the note that names this process while `body` runs, so that whoever waits for the
  /// file can say for whom.
  ///
  /// - Throws: `SQLError` of kind `busy` when another process has left its note, or whatever
  ///   `body` throws.
  public func holding<T>(
    user: String, what: String, sinceMs: Int64, _ body: () throws -> T
  ) throws -> T {
    guard !path.isEmpty else { return try body() }
    let note = HolderNote(of: path)
    if let other = note.holder(), other.processID != getpid() {
      throw SQLError(.busy(other), message: "the file is held by process \(other.processID)")
    }
    try note.write(Holder(processID: getpid(), user: user, what: what, sinceMs: sinceMs))
    defer { note.remove() }
    return try body()
  }

  /// Who holds the file now, if somebody left a note and still lives.
  public var holder: Holder? { path.isEmpty ? nil : HolderNote(of: path).holder() }

  static func syncFolder(of file: String) {
    let descriptor = Glibc.open(FileInspection.folder(of: file), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }
}

// Others' commits.
extension SQLiteDatabase {
  /// Calls `onChange`, on a queue of the watcher, each time others have committed to the file;
  /// several commits may make one call. Never for commits of this value.
  ///
  /// The watcher stops when it is cancelled or released, or when the database is closed. In memory
  /// there are no others, and it never calls.
  /// - Throws: `SQLError`.
  public func watchChanges(
    _ onChange: @escaping @Sendable (CompanyChange) -> Void
  ) throws -> any ChangeWatch {
    let writer = writer
    return try naming {
      try ChangeWatcher(
        file: path.isEmpty ? nil : path + "-wal",
        version: {
          try writer.writeWithoutTransaction { database in
            let statement = try database.cachedStatement(sql: "PRAGMA data_version")
            return try Int64.fetchOne(statement) ?? 0
          }
        },
        onChange: { onChange(.committed) })
    }
  }
}
