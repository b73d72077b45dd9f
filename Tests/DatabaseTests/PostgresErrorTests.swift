import Database
import PostgresDatabase
import SalesTesting
import Testing

@Suite("PostgreSQL's refusals, each with its kind")
struct PostgresErrorTests {
  let place: ServerPlace
  let database: PostgresDatabase

  init() throws {
    place = try ServerPlace()
    database = try place.open()
    try database.write { db in
      try db.script(
        """
        CREATE TABLE family (id bigint PRIMARY KEY);
        CREATE TABLE product (
          id bigint PRIMARY KEY, code text NOT NULL, size bigint NOT NULL,
          family bigint REFERENCES family (id) ON DELETE RESTRICT,
          UNIQUE (code, size), CONSTRAINT positive_size CHECK (size > 0)
        );
        CREATE FUNCTION freeze() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'codes are frozen'; END $$;
        CREATE TRIGGER frozen BEFORE UPDATE OF code ON product
          FOR EACH ROW EXECUTE FUNCTION freeze();
        INSERT INTO family VALUES (1);
        INSERT INTO product VALUES (1, 'A', 10, 1);
        """)
    }
  }

  func refusal(_ sql: SQL) throws -> SQLError {
    try failure { _ = try database.write { try $0.run(sql) } }
  }

  @Test("constraints: table, columns, name")
  func constraints() throws {
    let unique = try refusal("INSERT INTO product VALUES (2, 'A', 10, NULL)")
    #expect(unique.kind == .unique)
    #expect(unique.table == "product")
    #expect(unique.columns == ["code", "size"])
    let notNull = try refusal("INSERT INTO product VALUES (2, NULL, 10, NULL)")
    #expect(notNull.kind == .notNull)
    #expect(notNull.columns == ["code"])
    let check = try refusal("INSERT INTO product VALUES (2, 'B', 0, NULL)")
    #expect(check.kind == .check)
    #expect(check.constraint == "positive_size")
    #expect(try refusal("INSERT INTO product VALUES (2, 'B', 1, 7)").kind == .foreignKey)
    #expect(try refusal("DELETE FROM family").kind == .foreignKey)
  }

  @Test("a trigger, with its own words")
  func trigger() throws {
    let error = try refusal("UPDATE product SET code = 'Z'")
    #expect(error.kind == .trigger)
    #expect(error.message == "codes are frozen")
  }

  @Test("statements that are not understood")
  func syntax() throws {
    #expect(try refusal("SELEC 1").kind == .syntax)
    #expect(try refusal("SELECT 1 FROM nowhere").kind == .syntax)
    #expect(try refusal("SELECT 1; SELECT 2").kind == .syntax)
    #expect(try refusal("INSERT INTO product VALUES (2, 'B', \("x"), NULL)").kind == .syntax)
    let script: SQLError = try failure {
      try database.write { try $0.script("INSERT INTO family VALUES (2); COMMIT;") }
    }
    #expect(script.kind == .syntax)
  }

  @Test("what a user may not do")
  func permission() throws {
    let error: SQLError = try failure {
      try database.write { db in
        try db.script("CREATE ROLE watcher; SET LOCAL ROLE watcher;")
        try db.run("DELETE FROM product")
      }
    }
    #expect(error.kind == .permissionDenied)
  }
}
