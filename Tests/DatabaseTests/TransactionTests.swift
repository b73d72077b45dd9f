import Database
import SQLiteDatabase
import Testing

@Suite("Transactions on SQLite")
struct TransactionTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  func count(_ database: some SQLDatabase) throws -> Int {
    try database.read { try $0.first("SELECT count(*) FROM product") { try $0.int(0) } ?? -1 }
  }

  @Test("values come back as they went, ids in the order of their birth")
  func roundTrip() throws {
    let database = try folder.company()
    let ids: [UInt128] = [1, 0x0190 << 112, UInt128.max]
    let text = "é\0日本"
    try database.write { db in
      try db.script("CREATE TABLE v (id BLOB, n INTEGER, t TEXT, b BLOB) STRICT;")
      for id in ids.reversed() {
        try db.run("INSERT INTO v VALUES (\(id), \(Int64.min), \(text), \([UInt8](0...255)))")
      }
      try db.run("INSERT INTO v VALUES (NULL, NULL, \(""), \([UInt8]()))")
    }
    try database.read { db in
      let found = try db.rows("SELECT id FROM v WHERE id IS NOT NULL ORDER BY id") {
        try $0.id(0)
      }
      #expect(found == ids)
      try db.forEach("SELECT n, t, b FROM v WHERE id = \(ids[1])") { row in
        same(try row.int64(0), Int64.min)
        same(try row.text(1), text)
        same(try row.blob(2), [UInt8](0...255))
        same(try row.value(0), .integer(Int64.min))
      }
      try db.forEach("SELECT id, n, t, b, n FROM v WHERE id IS NULL") { row in
        same(try row.optionalID(0), nil)
        same(try row.optionalInt64(1), nil)
        same(try row.text(2), "")
        same(try row.blob(3), [])
        same(try row.optionalBool(4), nil)
        same(row.isNull(4), true)
        same(row.columnCount, 5)
      }
    }
  }

  @Test("an injection stays a value")
  func injection() throws {
    let database = try folder.company()
    let code = "'); DROP TABLE product; --"
    try database.write { try $0.run("INSERT INTO product VALUES (\(UInt128(1)), \(code), 0)") }
    let found = try database.read { try $0.first("SELECT code FROM product") { try $0.text(0) } }
    #expect(found == code)
  }

  @Test("a column of another type is refused with its name")
  func mismatch() throws {
    let database = try folder.company()
    try database.write { try $0.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 5)") }
    func refusal(_ read: (any SQLRow) throws -> Void) throws -> SQLError {
      try database.read { db in
        let sql: SQL = "SELECT id, code, quantity, NULL AS gone FROM product"
        return try db.first(sql) { row in try failure { try read(row) } }
      } ?? SQLError(.other, message: "no row")
    }
    #expect(try refusal { _ = try $0.int64(1) }.message.contains("code"))
    #expect(try refusal { _ = try $0.text(2) }.kind == .mismatch)
    #expect(try refusal { _ = try $0.id(2) }.kind == .mismatch)
    #expect(try refusal { _ = try $0.text(3) }.message.contains("gone"))
    #expect(try refusal { _ = try $0.int64(9) }.kind == .mismatch)
  }

  @Test("a closure that throws leaves nothing")
  func rollback() throws {
    struct Stop: Error {}
    let database = try folder.company()
    _ = try failure(Stop.self) {
      try database.write { db in
        try db.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 5)")
        throw Stop()
      }
    }
    #expect(try count(database) == 0)
  }

  @Test("an error that the closure swallowed still rolls back, as PostgreSQL would")
  func swallowed() throws {
    let database = try folder.company()
    let error = try failure(SQLError.self) {
      try database.write { db in
        try db.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 5)")
        _ = try? db.run("INSERT INTO product VALUES (\(UInt128(2)), 'A', 5)")
      }
    }
    #expect(error.kind == .unique)
    #expect(try count(database) == 0)
  }

  @Test("a read is one snapshot, and refuses to write")
  func snapshot() throws {
    let database = try folder.company()
    let other = try folder.company()
    try database.read { db in
      let before = try db.first("SELECT count(*) FROM product") { try $0.int(0) }
      try other.write { try $0.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 5)") }
      let after = try db.first("SELECT count(*) FROM product") { try $0.int(0) }
      #expect([before, after] == [0, 0])
    }
    #expect(try count(database) == 1)
    let error = try failure(SQLError.self) {
      _ = try database.read { try $0.run("DELETE FROM product") }
    }
    #expect(error.kind == .readOnly)
  }

  @Test("the same statement may be read inside itself")
  func nestedStatement() throws {
    let database = try SQLiteDatabase.inMemory()
    let pairs = try database.read { db in
      var pairs: [Int] = []
      let two: SQL = "SELECT 1 UNION ALL SELECT 2"
      try db.forEach(two) { outer in
        let left = try outer.int(0)
        try db.forEach(two) { pairs.append(try left * 10 + $0.int(0)) }
      }
      return pairs
    }
    #expect(pairs == [11, 12, 21, 22])
  }

  @Test("first checks foreign keys although it takes one row")
  func returningChecksKeys() throws {
    let database = try SQLiteDatabase.inMemory()
    try database.write { db in
      try db.script(
        """
        CREATE TABLE a (id INTEGER PRIMARY KEY);
        CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id));
        """)
    }
    let error = try failure(SQLError.self) {
      try database.write { db in
        _ = try db.first("INSERT INTO b VALUES (1, 7), (2, 7) RETURNING id") { try $0.int(0) }
      }
    }
    #expect(error.kind == .foreignKey)
  }

  @Test("run counts the rows it changed")
  func changes() throws {
    let database = try folder.company()
    let insert: SQLText = "INSERT INTO product (id, code, quantity) VALUES ($1, $2, $3)"
    try database.write { db in
      for number in 1...3 {
        let arguments = [UInt128(number).sqlValue, "P\(number)".sqlValue, number.sqlValue]
        same(try db.run(insert, arguments), 1)
      }
      same(try db.run("UPDATE product SET quantity = 0 WHERE quantity > \(1)"), 2)
      same(try db.run("UPDATE product SET quantity = 0 WHERE quantity > \(1)"), 0)
    }
  }
}
