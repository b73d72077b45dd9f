import Database
import Glibc
import SQLiteDatabase
import Testing

/// A folder of its own for one test, gone with it.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/comptoir-test-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    guard let directory = opendir(path) else { return }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let child = path + "/" + name
      if unlink(child) != 0 { rmdir(child) }
    }
    closedir(directory)
    rmdir(path)
  }

  func file(_ name: String = "company.sqlite") -> String { path + "/" + name }

  /// A company with one table `product(id, code, quantity)` and one migration.
  func company(_ name: String = "company.sqlite") throws -> SQLiteDatabase {
    let database = try SQLiteDatabase.open(file(name))
    try Migrator([Self.product]).upgrade(database, nowMs: 0)
    return database
  }

  static let product = Migration(
    number: 1, name: "product",
    sql: """
      CREATE TABLE product (
        id BLOB NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE,
        quantity INTEGER NOT NULL CONSTRAINT enough CHECK (quantity >= 0)
      ) STRICT, WITHOUT ROWID;
      """)
}

/// The bytes of a file.
func contents(_ path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  var all: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 65_536)
  while case let count = read(descriptor, &part, part.count), count > 0 { all += part[..<count] }
  return all
}

/// Writes a file.
func write(_ bytes: [UInt8], to path: String) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
}

/// The error of a closure that must fail with one of that type.
func failure<E: Error>(_ type: E.Type = E.self, _ body: () throws -> Void) throws -> E {
  do {
    try body()
  } catch let error as E {
    return error
  }
  throw NothingThrown()
}

struct NothingThrown: Error {}

/// Expects two values to be the same; for closures whose `throws` a macro would hide.
func same<T: Equatable>(_ found: T, _ expected: T, _ place: SourceLocation = #_sourceLocation) {
  #expect(found == expected, sourceLocation: place)
}
