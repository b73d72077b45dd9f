import Database
import SQLiteDatabase
import Testing

@Suite("SQLite's refusals, each with its kind")
struct ErrorTests {
  let database: SQLiteDatabase

  init() throws {
    database = try SQLiteDatabase.inMemory()
    try database.write { db in
      try db.script(
        """
        CREATE TABLE family (id INTEGER PRIMARY KEY) STRICT;
        CREATE TABLE product (
          id INTEGER PRIMARY KEY, code TEXT NOT NULL, size INTEGER NOT NULL,
          family INTEGER REFERENCES family (id) ON DELETE RESTRICT,
          UNIQUE (code, size), CONSTRAINT positive_size CHECK (size > 0)
        ) STRICT;
        CREATE TRIGGER frozen BEFORE UPDATE OF code ON product
          BEGIN SELECT RAISE(ABORT, 'codes are frozen'); END;
        INSERT INTO family VALUES (1);
        INSERT INTO product VALUES (1, 'A', 10, 1);
        """)
    }
  }

  func refusal(_ sql: SQL) throws -> SQLError {
    try failure { _ = try database.write { try $0.run(sql) } }
  }

  @Test("unique: table and columns")
  func unique() throws {
    let error = try refusal("INSERT INTO product VALUES (2, 'A', 10, NULL)")
    #expect(error.kind == .unique)
    #expect(error.table == "product")
    #expect(error.columns == ["code", "size"])
    #expect(try refusal("INSERT INTO product VALUES (1, 'B', 1, NULL)").columns == ["id"])
  }

  @Test("not null: table and column")
  func notNull() throws {
    let error = try refusal("INSERT INTO product VALUES (2, NULL, 10, NULL)")
    #expect(error.kind == .notNull)
    #expect(error.columns == ["code"])
  }

  @Test("check: its name")
  func check() throws {
    let error = try refusal("INSERT INTO product VALUES (2, 'B', 0, NULL)")
    #expect(error.kind == .check)
    #expect(error.constraint == "positive_size")
  }

  @Test("foreign keys, both ways")
  func foreignKey() throws {
    #expect(try refusal("INSERT INTO product VALUES (2, 'B', 1, 7)").kind == .foreignKey)
    #expect(try refusal("DELETE FROM family").kind == .foreignKey)
  }

  @Test("a trigger, with its own words")
  func trigger() throws {
    let error = try refusal("UPDATE product SET code = 'Z'")
    #expect(error.kind == .trigger)
    #expect(error.message == "codes are frozen")
  }

  @Test("a type that a strict table does not take")
  func mismatch() throws {
    #expect(try refusal("INSERT INTO product VALUES (2, 'B', 'x', NULL)").kind == .mismatch)
  }

  @Test("statements that are not understood, alone, in number, without parameters")
  func syntax() throws {
    #expect(try refusal("SELEC 1").kind == .syntax)
    #expect(try refusal("SELECT 1 FROM nowhere").kind == .syntax)
    #expect(try refusal("SELECT 1; SELECT 2").kind == .syntax)
    #expect(try refusal("SELECT ?").kind == .syntax)
    #expect(try refusal("").kind == .syntax)
  }

  @Test("a script that ends its transaction")
  func script() throws {
    let error: SQLError = try failure {
      try database.write { try $0.script("INSERT INTO family VALUES (2); COMMIT;") }
    }
    #expect(error.kind == .syntax)
  }

  @Test("a full database, and a smaller write that still fits")
  func full() throws {
    let folder = try TestFolder()
    let database = try folder.company()
    let error: SQLError = try failure {
      try database.write { db in
        try db.script("PRAGMA max_page_count = 40")
        for number in 1...1_000 {
          let code = String(repeating: "x", count: 1_000) + "\(number)"
          try db.run("INSERT INTO product VALUES (\(UInt128(number)), \(code), 1)")
        }
      }
    }
    #expect(error.kind == .full)
    try database.write { try $0.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 1)") }
    let count = try database.read { try $0.first("SELECT count(*) FROM product") { try $0.int(0) } }
    #expect(count == 1)
  }

  @Test("a closed database")
  func closed() throws {
    let folder = try TestFolder()
    let database = try folder.company()
    try database.close()
    let reading: SQLError = try failure { try database.read { _ in } }
    let writing: SQLError = try failure { try database.write { _ in } }
    #expect(reading.kind == .connectionLost)
    #expect(writing.kind == .connectionLost)
  }

  @Test("transient errors are those of waiting")
  func transient() {
    let kinds: [SQLError.Kind] = [.busy(nil), .deadlock, .serialization]
    #expect(kinds.allSatisfy { SQLError($0, message: "").isTransient })
    #expect(!SQLError(.unique, message: "").isTransient)
  }
}
