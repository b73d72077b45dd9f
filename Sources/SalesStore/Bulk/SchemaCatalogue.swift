import Database

// What a company consists of, as the engine's own catalogue tells it: whatever a migration adds is there
// without anybody writing it down.

/// A table whose rows belong to the company.
public struct CatalogueTable: Sendable, Hashable {
  /// Name in the schema.
  public let name: String
  /// Columns in the order of the table; of an index of words, `rowid` and `words`.
  public let columns: [String]
  /// The primary key.
  public let key: [String]
  /// Whether it is an engine's own index of words, which each engine keeps in its own form.
  public let isWords: Bool
}

extension StoreReading {
  /// The tables of the company in the order of their names: all but those that a transaction leaves
  /// empty, the engine's own, and the list of migrations, which each company has of its own engine.
  public func catalogueTables() throws -> [CatalogueTable] {
    let isSQLite = connection.dialect == .sqlite
    let columns = try connection.rows(isSQLite ? Self.sqliteColumns : Self.serverColumns) { row in
      (
        table: try row.text(0), isWords: try row.bool(1), name: try row.text(2),
        place: try row.int(3)
      )
    }
    return Dictionary(grouping: columns, by: \.table).map { name, columns in
      let isWords = columns.contains(where: \.isWords)
      let key = columns.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name)
      return CatalogueTable(
        name: name, columns: isWords ? ["rowid", "words"] : columns.map(\.name),
        key: isWords ? ["rowid"] : key, isWords: isWords)
    }.sorted { $0.name < $1.name }
  }

  // The shadow tables of a full-text index are of another type, and generated columns are not listed.
  private static var sqliteColumns: SQL {
    """
    SELECT t.name, t.type = 'virtual', c.name, c.pk
    FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.schema = 'main' AND t.type IN ('table', 'virtual') AND substr(t.name, 1, 7) <> 'sqlite_'
      AND t.name <> 'schema_migration'
    ORDER BY t.name, c.cid
    """
  }

  // A table without a log of its own (UNLOGGED) is one that no transaction leaves anything in.
  private static var serverColumns: SQL {
    """
    SELECT t.relname, a.atttypid = CAST('tsvector' AS regtype), a.attname,
      COALESCE((
        SELECT k.place FROM pg_index AS i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
        WHERE i.indrelid = t.oid AND i.indisprimary AND k.number = a.attnum), 0)
    FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace
      JOIN pg_attribute AS a ON a.attrelid = t.oid
    WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p') AND t.relpersistence = 'p'
      AND t.relname <> 'schema_migration' AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = ''
    ORDER BY t.relname, a.attnum
    """
  }

  /// The sequences of a server's schema; SQLite has none.
  func catalogueSequences() throws -> [String] {
    guard connection.dialect == .postgresql else { return [] }
    return try connection.rows(
      """
      SELECT s.relname FROM pg_class AS s JOIN pg_namespace AS n ON n.oid = s.relnamespace
      WHERE n.nspname = current_schema() AND s.relkind = 'S' ORDER BY s.relname
      """
    ) { try $0.text(0) }
  }
}
