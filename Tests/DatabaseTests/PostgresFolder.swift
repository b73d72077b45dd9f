import Database
import PostgresDatabase
import PostgresTesting
import SalesTesting
import Testing

/// A database of its own on the tests' server, with one table `product(id, code, quantity)`.
struct ServerPlace {
  let place: DatabasePlace

  init() throws { place = try Engine.postgresql.freshPlace() }

  var address: PostgresAddress {
    get throws { try #require(PostgresAddress(place.text)) }
  }

  func open(_ options: PostgresDatabase.Options = .init()) throws -> PostgresDatabase {
    try PostgresDatabase.open(address, options: options)
  }

  func company() throws -> PostgresDatabase {
    let database = try open()
    try Migrator([Self.product]).upgrade(database, nowMs: 0)
    return database
  }

  static let product = Migration(
    number: 1, name: "product",
    sql: """
      CREATE TABLE product (
        id uuid NOT NULL PRIMARY KEY, code text NOT NULL UNIQUE,
        quantity bigint NOT NULL CONSTRAINT enough CHECK (quantity >= 0)
      );
      """)

  /// Ends the server's processes of the connections of that purpose, such as `comptoir acts`: what a
  /// restart of the server does to them.
  func cut(_ purpose: String) throws {
    let other = try open()
    defer { try? other.close() }
    let ended = try other.write { db in
      try db.rows(
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE application_name = \(purpose) AND datname = current_database()
          AND pid <> pg_backend_pid()
        """
      ) { try $0.bool(0) }
    }
    try #require(!ended.isEmpty && !ended.contains(false))
  }
}

extension PostgresDatabase {
  func products() throws -> Int {
    try read { try $0.first("SELECT count(*) FROM product") { try $0.int(0) } ?? -1 }
  }

  func add(_ number: Int, code: String? = nil) throws {
    try write {
      try $0.run(
        "INSERT INTO product VALUES (\(UInt128(number)), \(code ?? "P\(number)"), \(number))")
    }
  }
}
