import Database
import PostgresDatabase
import SalesTesting
import Testing

@Suite("Migrations on PostgreSQL")
struct PostgresMigratorTests {
  let place: ServerPlace
  let one = Migration(number: 1, name: "one", sql: "CREATE TABLE a (n bigint);")
  let two = Migration(
    number: 2, name: "two", sql: "CREATE TABLE b (n bigint); INSERT INTO a VALUES (1);")

  init() throws { place = try ServerPlace() }

  @Test("forward, in order, once; an interrupted step leaves nothing")
  func upgrade() throws {
    let database = try place.open()
    let broken = Migration(
      number: 2, name: "two", sql: "CREATE TABLE b (n bigint); CREATE TABLE a (n bigint);")
    let error: SQLError = try failure { try Migrator([one, broken]).upgrade(database, nowMs: 5) }
    #expect(error.kind == .syntax)
    #expect(try Migrator([one, two]).pending(in: database) == [two])
    #expect(try Migrator([one, two]).upgrade(database, nowMs: 6) == [two])
    let noted = try database.read { db in
      try db.rows("SELECT number, name, applied_at_ms FROM schema_migration ORDER BY number") {
        "\(try $0.int(0)) \(try $0.text(1)) \(try $0.int(2))"
      }
    }
    #expect(noted == ["1 one 5", "2 two 6"])
  }

  @Test("desks that start together upgrade once")
  func together() throws {
    let slow = Migration(
      number: 2, name: "two", sql: "SELECT pg_sleep(0.2); CREATE TABLE b (n bigint);")
    let desks = try (0..<6).map { _ in try place.open() }
    let steps = try concurrently(
      desks.map { desk in { try Migrator([one, slow]).upgrade(desk, nowMs: 0) } })
    #expect(steps.flatMap { $0 }.map(\.number).sorted() == [1, 2])
  }
}
