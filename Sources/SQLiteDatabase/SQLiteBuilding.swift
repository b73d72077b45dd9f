// A new file that is of use only when it is whole: the large demo company. Nobody reads it meanwhile
// and a crash leaves nothing worth keeping, so it is written without journal and without waiting for
// the disk, under another name, and takes its own in one step.
import Database
import GRDB
import Glibc

extension SQLiteDatabase {
  /// Makes a company's file from nothing and puts it in the place of whatever stood there.
  ///
  /// - Parameters:
  ///   - checksReferences: false for rows that come in any order; `fill` then proves them at its end
  ///     (`integrityProblems`).
  ///   - fill: writes it all, beginning with the schema. Whatever it throws leaves what stood at the
  ///     path as it was.
  /// - Throws: `OpenError` when the file cannot be created there, `SQLError`, whatever `fill` throws.
  public static func build(
    _ path: String, checksReferences: Bool = true, _ fill: (SQLiteDatabase) throws -> Void
  ) throws {
    try SQLiteLibrary.check(path)
    removeAbandonedDrafts(of: path)
    let draft = draftName(of: path, process: getpid())
    unlink(draft)
    defer { unlink(draft) }
    let database = try openDraft(draft, checksReferences)
    do {
      try fill(database)
      try database.close()
    } catch {
      try? database.writer.close()
      throw error
    }
    try settle(draft, as: path)
  }

  private static func openDraft(
    _ path: String, _ checksReferences: Bool
  ) throws -> SQLiteDatabase {
    try create(path)
    let patience = Patience(limit: .seconds(5))
    let queue = try DatabaseQueue(
      path: path, configuration: SQLiteConfiguration.writer(patience))
    try queue.writeWithoutTransaction { database in
      // A file of hundreds of megabytes is written once, mostly in the order of its keys.
      try database.execute(
        sql: """
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA cache_size = -65536
          """)
      // Whoever loads whole tables makes their indexes afterwards, and sorts them on the disk.
      if !checksReferences {
        try database.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA temp_store = FILE")
      }
    }
    return SQLiteDatabase(path: path, writer: queue, patience: patience, options: Options())
  }

  /// The log of what stood there goes first: it must never be taken for the new file's.
  private static func settle(_ draft: String, as path: String) throws {
    let descriptor = Glibc.open(draft, O_RDWR | O_CLOEXEC)
    let isOnDisk = descriptor >= 0 && fsync(descriptor) == 0
    if descriptor >= 0 { Glibc.close(descriptor) }
    unlink(path + "-wal")
    unlink(path + "-shm")
    guard isOnDisk, rename(draft, path) == 0 else {
      throw OpenError.cannotCreate(path: path, reason: String(cString: strerror(errno)))
    }
    syncFolder(of: path)
  }

  private static func draftName(of path: String, process: Int32) -> String {
    "\(path).building-\(process)"
  }

  /// Drafts whose process was killed.
  private static func removeAbandonedDrafts(of path: String) {
    let folder = FileInspection.folder(of: path)
    let name = path.split(separator: "/").last.map { "\($0).building-" } ?? ""
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    var abandoned: [String] = []
    while let entry = readdir(entries) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard found.hasPrefix(name), let process = Int32(found.dropFirst(name.count)) else {
        continue
      }
      if kill(process, 0) != 0, errno == ESRCH { abandoned.append(found) }
    }
    for draft in abandoned { unlink(folder + "/" + draft) }
  }
}
