import Database

/// What a schema does at every row (triggers, references, indexes), taken away while whole tables are
/// loaded and put back as the engine's own catalogue described it. References and unique indexes are
/// proved when they are put back, all rows at once; keys, NOT NULL and CHECK hold all the time.
///
/// All of it belongs to the transaction of the connection: with a rollback nothing was ever away.
struct SchemaSlack {
  private let connection: any SQLConnection
  private let restoring: [String]

  /// Takes them away.
  init(on connection: any SQLConnection) throws {
    self.connection = connection
    let parts = try Self.parts(connection)
    for part in parts { try connection.script(part.removing) }
    // What came last in the schema may need what came before.
    restoring = parts.reversed().map(\.restoring)
  }

  /// Puts them back.
  ///
  /// - Throws: `SQLError` of kind `foreignKey` or `unique` when the rows do not allow it.
  func end() throws {
    for statement in restoring { try connection.script(statement) }
  }

  private typealias Part = (removing: String, restoring: String)

  private static func parts(_ connection: any SQLConnection) throws -> [Part] {
    switch connection.dialect {
    case .sqlite: try fileParts(connection)
    case .postgresql: try serverParts(connection)
    }
  }

  // References are not taken away here: SQLite does not look at them while its `foreign_keys` is off.
  private static func fileParts(_ connection: any SQLConnection) throws -> [Part] {
    try connection.rows(
      """
      SELECT type, name, sql FROM sqlite_master
      WHERE type IN ('trigger', 'index') AND sql IS NOT NULL ORDER BY type DESC, rowid DESC
      """
    ) { row in
      (removing: "DROP \(try row.text(0)) \"\(try row.text(1))\"", restoring: try row.text(2))
    }
  }

  private static func serverParts(_ connection: any SQLConnection) throws -> [Part] {
    try serverTexts.flatMap { sql in
      try connection.rows(sql) { (removing: try $0.text(0), restoring: try $0.text(1)) }
    }
  }

  // Triggers first, so that they come back last; references before the indexes they stand on.
  private static var serverTexts: [SQL] {
    [
      """
      SELECT DISTINCT format('ALTER TABLE %I DISABLE TRIGGER %I', t.relname, g.tgname),
        format('ALTER TABLE %I ENABLE TRIGGER %I', t.relname, g.tgname)
      FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid
        JOIN pg_namespace AS n ON n.oid = t.relnamespace
      WHERE n.nspname = current_schema() AND NOT g.tgisinternal AND g.tgenabled = 'O'
      """,
      """
      SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname),
        format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
      FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
        JOIN pg_namespace AS n ON n.oid = t.relnamespace
      WHERE n.nspname = current_schema() AND c.contype = 'f'
      """,
      """
      SELECT format('DROP INDEX %I', x.relname), pg_get_indexdef(i.indexrelid)
      FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
        JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
      WHERE n.nspname = current_schema() AND t.relkind = 'r'
        AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.indexrelid)
      """,
    ]
  }
}
