import Database
import PostgresDatabase
import Testing

@Suite("Transactions on PostgreSQL")
struct PostgresTransactionTests {
  let place: ServerPlace
  let database: PostgresDatabase

  init() throws {
    place = try ServerPlace()
    database = try place.company()
  }

  @Test("values come back as they went, ids in the order of their birth")
  func roundTrip() throws {
    let ids: [UInt128] = [1, 0x0190 << 112, UInt128.max]
    let text = "é日本 '\\"
    try database.write { db in
      try db.script("CREATE TABLE v (id uuid, n bigint, t text, b bytea);")
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
      try db.forEach("SELECT n, t, b, id, n < 0 FROM v WHERE id = \(ids[1])") { row in
        same(try row.int64(0), Int64.min)
        same(try row.text(1), text)
        same(try row.blob(2), [UInt8](0...255))
        same(try row.value(0), .integer(Int64.min))
        same(try row.value(3), .id(ids[1]))
        same(try row.bool(4), true)
      }
      try db.forEach("SELECT id, n, t, b, n FROM v WHERE id IS NULL") { row in
        same(try row.optionalID(0), nil)
        same(try row.optionalInt64(1), nil)
        same(try row.text(2), "")
        same(try row.blob(3), [])
        same(row.isNull(4), true)
        same(row.columnCount, 5)
      }
    }
  }

  @Test("a null takes the type of its place, before and after a value of it was given")
  func nulls() throws {
    try database.write { db in
      try db.script("CREATE TABLE v (id uuid, n bigint, t text);")
      let rows: [(UInt128?, Int?, String?)] = [
        (nil, nil, nil), (1, nil, "a"), (nil, 2, nil), (3, 4, "b"), (nil, nil, nil),
      ]
      for row in rows { try db.run("INSERT INTO v VALUES (\(row.0), \(row.1), \(row.2))") }
      let found = try db.rows("SELECT id, n, t FROM v") {
        (try $0.optionalID(0), try $0.optionalInt(1), try $0.optionalText(2))
      }
      same(found.map(\.0), rows.map(\.0))
      same(found.map(\.1), rows.map(\.1))
      same(found.map(\.2), rows.map(\.2))
    }
  }

  @Test("an injection stays a value")
  func injection() throws {
    let code = "'); DROP TABLE product; --"
    try database.add(1, code: code)
    let found = try database.read { try $0.first("SELECT code FROM product") { try $0.text(0) } }
    #expect(found == code)
  }

  @Test("a column of another type is refused with its name, a sum without its cast too")
  func mismatch() throws {
    try database.add(5)
    func refusal(_ read: (any SQLRow) throws -> Void) throws -> SQLError {
      try database.read { db in
        let sql: SQL =
          "SELECT id, code, quantity, NULL AS gone, quantity * 1.5 AS more FROM product"
        return try db.first(sql) { row in try failure { try read(row) } }
      } ?? SQLError(.other, message: "no row")
    }
    #expect(try refusal { _ = try $0.int64(1) }.message.contains("code"))
    #expect(try refusal { _ = try $0.text(2) }.kind == .mismatch)
    #expect(try refusal { _ = try $0.id(2) }.kind == .mismatch)
    #expect(try refusal { _ = try $0.text(3) }.message.contains("gone"))
    #expect(try refusal { _ = try $0.int64(4) }.message.contains("more"))
    #expect(try refusal { _ = try $0.value(4) }.kind == .mismatch)
    #expect(try refusal { _ = try $0.int64(9) }.kind == .mismatch)
  }

  @Test("a closure that throws leaves nothing, and neither does one that swallowed an error")
  func rollback() throws {
    struct Stop: Error {}
    _ = try failure(Stop.self) {
      try database.write { db in
        try db.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 5)")
        throw Stop()
      }
    }
    let error = try failure(SQLError.self) {
      try database.write { db in
        try db.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 5)")
        _ = try? db.run("INSERT INTO product VALUES (\(UInt128(2)), 'A', 5)")
      }
    }
    #expect(error.kind == .unique)
    #expect(try database.products() == 0)
  }

  @Test("a read is one snapshot, and refuses to write")
  func snapshot() throws {
    let other = try place.open()
    try database.read { db in
      let before = try db.first("SELECT count(*) FROM product") { try $0.int(0) }
      try other.add(1)
      let after = try db.first("SELECT count(*) FROM product") { try $0.int(0) }
      #expect([before, after] == [0, 0])
    }
    #expect(try database.products() == 1)
    let error = try failure(SQLError.self) {
      _ = try database.read { try $0.run("DELETE FROM product") }
    }
    #expect(error.kind == .readOnly)
  }

  @Test("statements may be read inside each other, and left early")
  func nested() throws {
    let pairs = try database.read { db in
      var pairs: [Int] = []
      let three: SQL = "SELECT n FROM generate_series(1, 3) AS n"
      try db.forEach(three) { outer in
        let left = try outer.int(0)
        same(try db.first(three) { try $0.int(0) }, 1)
        try db.forEach(three) { pairs.append(try left * 10 + $0.int(0)) }
      }
      return pairs
    }
    #expect(pairs == [11, 12, 13, 21, 22, 23, 31, 32, 33])
  }

  @Test("a long result is read row by row, not kept")
  func streaming() throws {
    // Other tests run beside this one: what counts is how much more there is than before.
    let before = residentKilobytes()
    let sums = try database.read { db in
      var count = 0
      var resident = 0
      let long: SQL = "SELECT generate_series(1, 200000), repeat('x', 1000)"
      try db.forEach(long) { row in
        count += 1
        if count == 200_000 { resident = residentKilobytes() }
        same(try row.text(1).utf8.count, 1_000)
      }
      return (count, resident)
    }
    #expect(sums.0 == 200_000)
    // 200 MB went by.
    #expect(sums.1 - before < 100_000, "\(before) kB, then \(sums.1) kB")
  }

  @Test("first checks foreign keys although it takes one row")
  func returningChecksKeys() throws {
    try database.write { db in
      try db.script(
        "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id bigint, a bigint REFERENCES a);"
      )
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
    let insert: SQLText = "INSERT INTO product (id, code, quantity) VALUES ($1, $2, $3)"
    try database.write { db in
      for number in 1...3 {
        let arguments = [UInt128(number).sqlValue, "P\(number)".sqlValue, number.sqlValue]
        same(try db.run(insert, arguments), 1)
      }
      same(try db.run("UPDATE product SET quantity = 0 WHERE quantity > \(1)"), 2)
      same(try db.run("UPDATE product SET quantity = 0 WHERE quantity > \(1)"), 0)
      same(try db.run("SELECT 1"), 0)
    }
  }

  @Test("more statements than a connection keeps")
  func manyStatements() throws {
    for round in 0..<14 {
      try database.write { db in
        for number in 0..<50 {
          let text = SQLText(built: "SELECT CAST($1 AS BIGINT) + \(round * 50 + number)")
          same(
            try db.first(text, [.integer(1)]) { try $0.int(0) }, 1 + round * 50 + number)
        }
      }
    }
  }

  @Test("two that wait for each other: one is run again, both are done")
  func deadlock() throws {
    let other = try place.open()
    try database.add(1)
    try database.add(2)
    let both = Meeting()
    func swap(_ database: PostgresDatabase, _ first: Int, _ second: Int) throws {
      var attempt = 0
      try database.write { db in
        attempt += 1
        try db.run("UPDATE product SET quantity = quantity + 1 WHERE id = \(UInt128(first))")
        if attempt == 1 { both.arrive() }
        try db.run("UPDATE product SET quantity = quantity + 1 WHERE id = \(UInt128(second))")
      }
    }
    try concurrently({ try swap(database, 1, 2) }, { try swap(other, 2, 1) })
    let sum = try database.read {
      try $0.first("SELECT CAST(SUM(quantity) AS BIGINT) FROM product") { try $0.int(0) }
    }
    #expect(sum == 7)
  }

  @Test("who waits for a row longer than the limit is told that it is busy")
  func busy() throws {
    let hasty = try place.open(.init(busyLimit: .milliseconds(200)))
    try database.add(1)
    try database.write { db in
      try db.run("UPDATE product SET quantity = 7")
      let error: SQLError = try failure {
        _ = try hasty.write { try $0.run("UPDATE product SET quantity = 8") }
      }
      same(error.kind, .busy(nil))
    }
  }
}
