// What an existing file is, found out before anything writes to it. The first 100 bytes of an
// SQLite file tell most (https://www.sqlite.org/fileformat.html, "The Database Header"):
//
//   offset  0  "SQLite format 3\0"           24  change counter
//          16  page size                     28  size in pages, valid if 24 = 92
//          68  application id                92  change counter when 28 was written
import Database
import GRDBSQLite
import Glibc

/// What stands at the path of a company's file.
enum FileInspection: Equatable {
  /// Nothing, or a file without a byte: a company may be created here.
  case vacant
  /// A company's file with the number of its last migration, 0 before the first.
  case company(schema: Int)

  /// Looks at a path without changing anything.
  ///
  /// - Throws: `OpenError`.
  static func of(_ path: String) throws -> FileInspection {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw OpenError.notReadable(path: path) }
      try checkFolder(of: path)
      return .vacant
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw OpenError.isDirectory(path: path)
    default: throw OpenError.notAFile(path: path)
    }
    let header = try readHeader(path)
    if header.isEmpty { return .vacant }
    try check(header, of: path, size: Int(status.st_size))
    return .company(schema: try SchemaReader(path).schema())
  }

  /// Whether the file can be opened for writing; opening it changes nothing.
  static func checkWritable(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw OpenError.readOnly(path: path) }
    close(descriptor)
  }

  private static func checkFolder(of path: String) throws {
    var status = stat()
    guard stat(folder(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw OpenError.noSuchFolder(path: path)
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func readHeader(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OpenError.notReadable(path: path) }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: 100)
    let count = read(descriptor, &header, header.count)
    guard count >= 0 else { throw OpenError.notReadable(path: path) }
    return Array(header.prefix(count))
  }

  private static func check(_ header: [UInt8], of path: String, size: Int) throws {
    guard header.count == 100, header.starts(with: "SQLite format 3\0".utf8) else {
      throw OpenError.notADatabase(path: path)
    }
    func number(_ offset: Int) -> UInt32 {
      header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard number(68) == SQLiteDatabase.applicationID else {
      throw OpenError.foreign(path: path, applicationID: number(68))
    }
    // Pages still in the write-ahead log are missing from the file without harm.
    guard number(24) == number(92), isEmptyOrAbsent(path + "-wal") else { return }
    let pageSize = Int(header[16]) << 8 | Int(header[17])
    let expected = Int(number(28)) * (pageSize == 1 ? 65_536 : pageSize)
    guard size >= expected else {
      throw OpenError.damaged(path: path, reason: "\(size) bytes instead of \(expected)")
    }
  }

  static func isEmptyOrAbsent(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_size == 0
  }
}

/// Reads the number of the last migration from a file nobody may change yet.
private struct SchemaReader {
  let path: String

  init(_ path: String) { self.path = path }

  func schema() throws -> Int {
    do {
      return try hasLog ? read("?mode=ro") : readUnlogged()
    } catch let error as SQLError {
      switch error.kind {
      case .corrupt, .syntax, .mismatch:
        throw OpenError.damaged(path: path, reason: error.message)
      case .notADatabase: throw OpenError.notADatabase(path: path)
      case .busy: throw OpenError.busy(path: path, holder: HolderNote(of: path).holder())
      default: throw OpenError.other(path: path, error)
      }
    }
  }

  // Without a log nobody has the file open, and "immutable" leaves no side files behind. Should
  // somebody open it in that very moment, a second look is the right one.
  private func readUnlogged() throws -> Int {
    do {
      return try read("?immutable=1")
    } catch {
      guard hasLog else { throw error }
      return try read("?mode=ro")
    }
  }

  private var hasLog: Bool { !FileInspection.isEmptyOrAbsent(path + "-wal") }

  private func read(_ query: String) throws -> Int {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX
    guard sqlite3_open_v2("file:" + escaped + query, &connection, flags, nil) == SQLITE_OK else {
      throw SQLError(of: connection)
    }
    sqlite3_busy_timeout(connection, 2_000)
    let hasTable = try number(
      "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'", on: connection)
    guard hasTable > 0 else { return 0 }
    return try number("SELECT coalesce(max(number), 0) FROM schema_migration", on: connection)
  }

  private func number(_ text: String, on connection: OpaquePointer?) throws -> Int {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(connection, text, -1, &statement, nil) == SQLITE_OK,
      sqlite3_step(statement) == SQLITE_ROW
    else { throw SQLError(of: connection) }
    return Int(sqlite3_column_int64(statement, 0))
  }

  private var escaped: String {
    path.utf8.reduce(into: "") { text, byte in
      if byte < 0x80, !"%?#".utf8.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + String(byte, radix: 16)
      }
    }
  }
}

/// Which file a path names: another one may come to stand there.
struct FileIdentity: Equatable {
  private let device: dev_t
  private let number: ino_t

  /// The file at a path; nil where there is none.
  init?(of path: String) {
    var status = stat()
    guard !path.isEmpty, stat(path, &status) == 0 else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
