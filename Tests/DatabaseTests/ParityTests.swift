import Database
import PostgresDatabase
import SalesTesting
import Testing

/// The two schemas say the same: every migration has its twin, and both end in the same tables,
/// columns, keys and indexes.
@Suite("Two schemas, one meaning")
struct ParityTests {
  /// A column as both engines can describe it.
  private struct Column: Hashable, CustomStringConvertible {
    let table: String
    let name: String
    let type: String
    let isRequired: Bool
    var description: String { "\(table).\(name) \(type)\(isRequired ? " NOT NULL" : "")" }
  }

  /// What differs by nature: each engine's own full-text index, and what desks that write at the same
  /// time note until it is their turn with the totals (0009), which SQLite's one writer always has.
  private static let own = ["_search", "order_day_change"]

  private static func isOwn(_ table: String) -> Bool {
    table.hasPrefix("sqlite_") || own.contains { table.contains($0) }
  }

  private let sqlite: any CompanyDatabase
  private let postgres: any CompanyDatabase
  private let places: [DatabasePlace]

  init() throws {
    var opened: [any CompanyDatabase] = []
    var places: [DatabasePlace] = []
    for engine in [Engine.sqlite, .postgresql] {
      let place = try engine.freshPlace()
      let database = try place.open()
      try Migrator(engine.migrations()).upgrade(database, nowMs: 0)
      opened.append(database)
      places.append(place)
    }
    (sqlite, postgres) = (opened[0], opened[1])
    self.places = places
  }

  @Test("every migration has its twin, of the same number and name")
  func twins() throws {
    func names(_ engine: Engine) throws -> [String] {
      try engine.migrations().map { "\($0.number) \($0.name)" }.sorted()
    }
    #expect(try names(.sqlite) == names(.postgresql))
    #expect(try names(.sqlite).count >= 8)
  }

  @Test("the same tables with the same columns, types and nullability")
  func columns() throws {
    let left = try sqlite.read { db in
      try db.rows(
        """
        SELECT t.name, c.name, c.type, c."notnull" <> 0 OR c.pk > 0
        FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'
        """
      ) {
        Column(
          table: try $0.text(0), name: try $0.text(1), type: Self.type(try $0.text(2)),
          isRequired: try $0.bool(3))
      }
    }
    let right = try postgres.read { db in
      try db.rows(
        """
        SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'NO'
        FROM information_schema.columns AS c JOIN information_schema.tables AS t
          ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
        """
      ) {
        Column(
          table: try $0.text(0), name: try $0.text(1), type: Self.type(try $0.text(2)),
          isRequired: try $0.bool(3))
      }
    }
    func common(_ columns: [Column]) -> Set<Column> {
      Set(columns.filter { !Self.isOwn($0.table) })
    }
    expectSame(common(left), common(right))
    #expect(common(left).count > 300)
  }

  private static func type(_ name: String) -> String {
    switch name {
    case "INTEGER", "bigint": "whole"
    case "TEXT", "text": "text"
    case "BLOB", "uuid", "bytea": "bytes"
    default: name
    }
  }

  @Test("the same primary keys, unique keys and indexes, partial or not")
  func indexes() throws {
    let left = try sqlite.read { db in
      try db.rows(
        """
        SELECT t.name, i."unique", i.partial, x.cid >= 0, x.name, i.name
        FROM sqlite_master AS t JOIN pragma_index_list(t.name) AS i
          JOIN pragma_index_info(i.name) AS x
        WHERE t.type = 'table' ORDER BY t.name, i.name, x.seqno
        """
      ) { row in
        (
          key: try row.text(5),
          index: (
            table: try row.text(0), isUnique: try row.bool(1), isPartial: try row.bool(2),
            column: try row.optionalText(4) ?? "expression"
          )
        )
      }
    }
    let right = try postgres.read { db in
      try db.rows(
        """
        SELECT t.relname, i.indisunique, i.indpred IS NOT NULL, true,
          COALESCE(a.attname, 'expression'), x.relname
        FROM pg_index AS i
          JOIN pg_class AS t ON t.oid = i.indrelid
          JOIN pg_class AS x ON x.oid = i.indexrelid
          CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
          LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number
        WHERE t.relnamespace = CAST(current_schema() AS regnamespace)
        ORDER BY t.relname, x.relname, k.place
        """
      ) { row in
        (
          key: try row.text(5),
          index: (
            table: try row.text(0), isUnique: try row.bool(1), isPartial: try row.bool(2),
            column: try row.text(4)
          )
        )
      }
    }
    expectSame(Self.described(left), Self.described(right))
  }

  private static func described(
    _ rows: [(
      key: String, index: (table: String, isUnique: Bool, isPartial: Bool, column: String)
    )]
  ) -> Set<String> {
    let indexes = Dictionary(grouping: rows) { $0.index.table + " " + $0.key }.values
    return Set(
      indexes.compactMap { parts in
        let first = parts[0].index
        guard !isOwn(first.table) else { return nil }
        let columns = parts.map(\.index.column).joined(separator: ", ")
        return "\(first.isUnique ? "unique " : "")\(first.isPartial ? "partial " : "")"
          + "\(first.table) (\(columns))"
      })
  }

  @Test("the same references")
  func references() throws {
    let left = try sqlite.read { db in
      try db.rows(
        """
        SELECT DISTINCT t.name, f."table", f.id, f.seq, f."from"
        FROM sqlite_master AS t JOIN pragma_foreign_key_list(t.name) AS f
        WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq
        """
      ) { ("\(try $0.text(0)) \(try $0.int(2)) → \(try $0.text(1))", try $0.text(4)) }
    }
    let right = try postgres.read { db in
      try db.rows(
        """
        SELECT t.relname, f.relname, CAST(c.oid AS bigint), a.attname
        FROM pg_constraint AS c
          JOIN pg_class AS t ON t.oid = c.conrelid
          JOIN pg_class AS f ON f.oid = c.confrelid
          CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (number, place)
          JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number
        WHERE c.contype = 'f' AND c.connamespace = CAST(current_schema() AS regnamespace)
        ORDER BY t.relname, c.oid, k.place
        """
      ) { ("\(try $0.text(0)) \(try $0.int(2)) → \(try $0.text(1))", try $0.text(3)) }
    }
    func described(_ rows: [(String, String)]) -> Set<String> {
      let keys = Dictionary(grouping: rows, by: \.0)
      return Set(
        keys.map { key, parts in
          let words = key.split(separator: " ")
          return "\(words[0]) (\(parts.map(\.1).joined(separator: ", "))) → \(words[3])"
        })
    }
    expectSame(described(left), described(right))
    #expect(described(left).count > 60)
  }

  private func expectSame<T: Hashable>(
    _ left: Set<T>, _ right: Set<T>, _ place: SourceLocation = #_sourceLocation
  ) {
    let missing = left.subtracting(right).map { "\($0)" }.sorted()
    let surplus = right.subtracting(left).map { "\($0)" }.sorted()
    #expect(missing == [], "only in SQLite", sourceLocation: place)
    #expect(surplus == [], "only in PostgreSQL", sourceLocation: place)
  }
}
