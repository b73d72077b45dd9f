import Database
import SQLiteDatabase
import Testing

@Suite("Migrations")
struct MigratorTests {
  let folder: TestFolder
  let one = Migration(number: 1, name: "one", sql: "CREATE TABLE a (n INTEGER) STRICT;")
  let two = Migration(
    number: 2, name: "two", sql: "CREATE TABLE b (n INTEGER) STRICT; INSERT INTO a VALUES (1);")

  init() throws { folder = try TestFolder() }

  func tables(_ database: SQLiteDatabase) throws -> [String] {
    try database.read { db in
      try db.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
        try $0.text(0)
      }.filter { !$0.hasPrefix("sqlite_") }
    }
  }

  @Test("forward, in order, once")
  func upgrade() throws {
    let database = try SQLiteDatabase.open(folder.file())
    #expect(try Migrator([two, one]).pending(in: database) == [one, two])
    #expect(try Migrator([one]).upgrade(database, nowMs: 5) == [one])
    #expect(try Migrator([two, one]).upgrade(database, nowMs: 6) == [two])
    #expect(try Migrator([one, two]).upgrade(database, nowMs: 7) == [])
    let noted = try database.read { db in
      try db.rows("SELECT number, name, applied_at_ms FROM schema_migration ORDER BY number") {
        "\(try $0.int(0)) \(try $0.text(1)) \(try $0.int(2))"
      }
    }
    #expect(noted == ["1 one 5", "2 two 6"])
  }

  @Test("an edited script is refused")
  func changed() throws {
    let database = try SQLiteDatabase.inMemory()
    try Migrator([one]).upgrade(database, nowMs: 0)
    let edited = Migration(number: 1, name: "one", sql: one.sql + " ")
    let error: MigrationError = try failure { try Migrator([edited]).upgrade(database, nowMs: 0) }
    #expect(error == .changedChecksum(number: 1))
  }

  @Test("a newer schema is refused")
  func newer() throws {
    let database = try SQLiteDatabase.inMemory()
    try Migrator([one, two]).upgrade(database, nowMs: 0)
    let error: MigrationError = try failure { _ = try Migrator([one]).pending(in: database) }
    #expect(error == .newerSchema(found: 2, known: 1))
  }

  @Test("a step that was skipped is refused")
  func gap() throws {
    let database = try SQLiteDatabase.inMemory()
    try Migrator([two.with(sql: "CREATE TABLE b (n INTEGER);")]).upgrade(database, nowMs: 0)
    let error: MigrationError = try failure {
      try Migrator([one, two]).upgrade(database, nowMs: 0)
    }
    #expect(error == .gap(number: 1))
  }

  @Test("an interrupted step leaves nothing, the steps before it stay")
  func interrupted() throws {
    let database = try SQLiteDatabase.open(folder.file())
    let broken = two.with(sql: "CREATE TABLE b (n INTEGER); CREATE TABLE a (n INTEGER);")
    let error: SQLError = try failure { try Migrator([one, broken]).upgrade(database, nowMs: 0) }
    #expect(error.kind == .syntax)
    #expect(try tables(database) == ["a", "schema_migration"])
    #expect(try Migrator([one, two]).upgrade(database, nowMs: 0) == [two])
    #expect(try tables(database) == ["a", "b", "schema_migration"])
  }

  @Test("the checksum is FNV-1a of 64 bits")
  func checksum() {
    #expect(Migration(number: 1, name: "", sql: "").checksum == 0xcbf2_9ce4_8422_2325)
    #expect(Migration(number: 1, name: "", sql: "foobar").checksum == 0x8594_4171_f739_67e8)
  }
}

extension Migration {
  fileprivate func with(sql: String) -> Migration {
    Migration(number: number, name: name, sql: sql)
  }
}
