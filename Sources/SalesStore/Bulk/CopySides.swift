import Database

// What a copy asks of its two sides, each in the words of its engine: names of tables come from the
// catalogue, so statements are built.

extension StoreReading {
  /// Rows that a policy of the server would hide make a copy fail instead of missing in it.
  func seeEverything() throws {
    guard connection.dialect == .postgresql else { return }
    try connection.script("SET LOCAL row_security = off")
  }

  /// How many rows a table of the catalogue has.
  public func rowCount(_ table: String) throws -> Int {
    let text = SQLText(built: "SELECT COUNT(*) FROM \"\(table)\"")
    return try connection.first(text, []) { try $0.int(0) } ?? 0
  }

  func hasRows(_ table: String) throws -> Bool {
    try connection.exists(SQL(SQLText(built: "SELECT 1 FROM \"\(table)\" LIMIT 1"), []))
  }

  /// The rows of a table of the catalogue in the order of its key; the words of a search index as one
  /// text each.
  public func selection(of table: CatalogueTable) -> SQL {
    let isOnServer = connection.dialect == .postgresql
    let columns = table.columns.map { column in
      guard table.isWords, column == "words", isOnServer else { return "\"\(column)\"" }
      return "array_to_string(tsvector_to_array(words), ' ')"
    }
    let order = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
    let text = "SELECT \(columns.joined(separator: ", ")) FROM \"\(table.name)\""
    return SQL(SQLText(built: order.isEmpty ? text : text + " ORDER BY " + order), [])
  }
}

extension StoreWriter {
  typealias Rows = (_ add: ([SQLValue]) throws -> Void) throws -> Void

  /// Fills a table of the catalogue.
  ///
  /// - Returns: how many rows were written.
  func fill(_ table: CatalogueTable, _ rows: Rows) throws -> Int {
    if table.isWords, connection.dialect == .postgresql { return try fillWords(table, rows) }
    return try load(table.name, table.columns, rows)
  }

  private func load(_ table: String, _ columns: [String], _ rows: Rows) throws -> Int {
    let names = columns.compactMap { SQLIdentifier($0) }
    guard let name = SQLIdentifier(table), names.count == columns.count else {
      throw CopyError.unlike(table: table)
    }
    return try connection.load(into: name, columns: names, rows)
  }

  // Words come as texts and become lexemes on the server, in one statement.
  private func fillWords(_ table: CatalogueTable, _ rows: Rows) throws -> Int {
    try connection.script(
      "CREATE TEMP TABLE words_to_copy (rowid bigint, words text) ON COMMIT DROP")
    let count = try load("words_to_copy", table.columns, rows)
    try connection.script(
      """
      INSERT INTO "\(table.name)" (rowid, words)
      SELECT rowid, array_to_tsvector(array_remove(string_to_array(words, ' '), ''))
      FROM words_to_copy ORDER BY rowid;
      DROP TABLE words_to_copy
      """)
    return count
  }

  /// Tells the planner what came, before `check` asks for it.
  func analyse(_ tables: [CatalogueTable]) throws {
    switch connection.dialect {
    case .sqlite: try connection.script("PRAGMA analysis_limit = 400; ANALYZE")
    case .postgresql:
      let names = tables.map { "\"\($0.name)\"" }.joined(separator: ", ")
      try connection.script("ANALYZE \(names)")
    }
  }

  /// Search keys are drawn from sequences on PostgreSQL: each goes on from the greatest there is.
  func advanceSequences() throws {
    let suffix = "_search_key"
    for sequence in try catalogueSequences() {
      guard sequence.hasSuffix(suffix) else { throw CopyError.unknownSequence(sequence) }
      let table = sequence.dropLast(suffix.count)
      try connection.run(
        SQL(
          SQLText(
            built: """
              SELECT setval('\(sequence)', COALESCE(MAX(search_key), 1), COUNT(*) > 0) FROM "\(table)"
              """), []))
    }
  }

  /// Gives each person's login its place among the groups of the server (0012), as the triggers do for a
  /// person who is added.
  ///
  /// - Returns: those whose login the server does not know; none on SQLite, which has no logins.
  func seatLogins() throws -> [(code: String, login: String)] {
    guard connection.dialect == .postgresql else { return [] }
    try connection.run("SELECT wall_seat(id) FROM salesperson WHERE login IS NOT NULL")
    return try connection.rows(
      """
      SELECT code, login FROM salesperson
      WHERE login IS NOT NULL AND active = 1
        AND NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = login)
      ORDER BY code
      """
    ) { (try $0.text(0), try $0.text(1)) }
  }
}
