import Database
import Sales
import Values

// Typed letters find records through each engine's own full-text index: words folded by Swift (case,
// accents, ligatures) go in, prefixes of folded words come out. The one use of the dialect that was
// planned (architecture.md §4): `LIKE '%…%'` took 25 ms on 250 000 products, FTS5 less than one.

/// Folded prefixes as a query of the full-text index; nil where nothing searchable was typed.
public struct SearchQuery: Sendable, Equatable {
  /// The prefixes, all of which must match, in any order.
  public let prefixes: [String]

  /// The query for what was typed.
  public init?(_ typed: String) {
    let words = SearchWords.fold(typed)
    guard !words.isEmpty else { return nil }
    prefixes = words
  }

  /// The prefixes in the language of an engine's index; folded words hold only letters and digits, and
  /// are quoted all the same.
  fileprivate func text(_ dialect: SQLDialect) -> String {
    switch dialect {
    case .sqlite: prefixes.map { "\"\($0)\"*" }.joined(separator: " ")
    case .postgresql: prefixes.map { "'\($0)':*" }.joined(separator: " & ")
    }
  }
}

extension StoreReading {
  /// The condition on `<table>_search` that all prefixes are among its words.
  func matches(_ query: SearchQuery, in table: Table) -> SQL {
    let condition =
      switch connection.dialect {
      case .sqlite: "\(table.name)_search MATCH $1"
      case .postgresql: "\(table.name)_search.words @@ CAST($1 AS tsquery)"
      }
    return SQL(SQLText(built: condition), [.text(query.text(connection.dialect))])
  }

  /// The records found by the letters typed, in the order of their entry; none where nothing
  /// searchable was typed.
  public func found<Kind: Record>(
    _ kind: Kind.Type, by letters: String, limit: Int
  ) throws -> [Kind] {
    guard let query = SearchQuery(letters) else { return [] }
    let name = kind.table.name
    let select = """
      \(kind.table.select) WHERE search_key IN (SELECT rowid FROM \(name)_search WHERE 
      """
    return try connection.rows(
      SQL(SQLText(built: select), []) + matches(query, in: kind.table)
        + " ORDER BY rowid LIMIT \(limit)) ORDER BY search_key"
    ) { try Kind(row: $0) }
  }
}

extension StoreWriter {
  /// Writes the words under which a record is found, as the record now stands.
  func refreshSearch(_ table: Table, key: [SQLValue]) throws {
    guard let (rowid, words) = try searchWords(table, key: key) else { return }
    try connection.run(
      SQLText(built: "DELETE FROM \(table.name)_search WHERE rowid = $1"), [.integer(rowid)])
    try writeWords(table, rowid, words)
  }

  func removeFromSearch(_ table: Table, key: [SQLValue]) throws {
    let text = """
      DELETE FROM \(table.name)_search WHERE rowid =
        (SELECT search_key FROM \(table.name) WHERE \(table.keyCondition))
      """
    try connection.run(SQL(SQLText(built: text), key))
  }

  /// Writes the words of a record that bulk work inserted.
  public func index<Kind: Record>(_ record: Kind) throws {
    precondition(Kind.table.isSearched, "the record is not searched by words")
    try refreshSearch(Kind.table, key: record.key)
  }

  /// The next free row of a searched table's index.
  ///
  /// SQLite has one writer at a time, who looks for the greatest. On PostgreSQL desks that looked at the
  /// same time would find the same, so a sequence is drawn from; bulk work that numbered its rows itself
  /// has left it behind, and the first to notice brings it forward while the others wait.
  public func nextSearchKey<Kind: Record>(_ kind: Kind.Type) throws -> Int64 {
    let name = kind.table.name
    let greatest = SQL(SQLText(built: "SELECT COALESCE(MAX(search_key), 0) FROM \(name)"), [])
    func last() throws -> Int64 { try connection.first(greatest) { try $0.int64(0) } ?? 0 }
    guard connection.dialect == .postgresql else { return try last() + 1 }
    let draw = SQL(SQLText(built: "SELECT nextval('\(name)_search_key')"), [])
    func drawn() throws -> Int64 { try connection.first(draw) { try $0.int64(0) } ?? 0 }
    let key = try drawn()
    if key > (try last()) { return key }
    try connection.run("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 1))")
    let again = try drawn()
    let behind = try last()
    if again > behind { return again }
    let forward = SQL(
      SQLText(built: "SELECT setval('\(name)_search_key', $1)"), [.integer(behind + 1)])
    return try connection.first(forward) { try $0.int64(0) } ?? behind + 1
  }

  private func searchWords(_ table: Table, key: [SQLValue]) throws -> (Int64, String)? {
    switch table.name {
    case Product.table.name:
      guard let product = try find(Product.self, key[0]) else { return nil }
      let aliases = try connection.rows(
        "SELECT value FROM product_alias WHERE product_id = \(key[0])"
      ) { try $0.text(0) }
      return (product.searchKey, SearchWords.text([product.code, product.name] + aliases))
    case ProductSet.table.name:
      guard let set = try find(ProductSet.self, key[0]) else { return nil }
      return (set.searchKey, SearchWords.text([set.code, set.name]))
    case Customer.table.name:
      guard let customer = try find(Customer.self, key[0]) else { return nil }
      return (
        customer.searchKey,
        SearchWords.text([customer.code, customer.name, customer.town, customer.postalCode])
      )
    case Opportunity.table.name:
      guard let opportunity = try find(Opportunity.self, key[0]) else { return nil }
      let customer = try opportunity.customerID.flatMap { try find($0) }
      return (
        opportunity.searchKey,
        SearchWords.text(
          [opportunity.number, opportunity.title, customer?.code ?? "", customer?.name ?? ""])
      )
    default:
      return nil
    }
  }
}

// Bulk work knows its records and writes each once: nothing is read again and nothing removed.
extension StoreWriter {
  /// Writes the words of a product that bulk work inserted, with its other codes and names.
  public func indexInBulk(_ product: Product, aliases: [String]) throws {
    try addWords(Product.table, product.searchKey, [product.code, product.name] + aliases)
  }

  /// Writes the words of a customer that bulk work inserted.
  public func indexInBulk(_ customer: Customer) throws {
    try addWords(
      Customer.table, customer.searchKey,
      [customer.code, customer.name, customer.town, customer.postalCode])
  }

  /// Writes the words of an opportunity that bulk work inserted, with its customer's.
  public func indexInBulk(
    _ opportunity: Opportunity, customer: (code: String, name: String)?
  ) throws {
    try addWords(
      Opportunity.table, opportunity.searchKey,
      [opportunity.number, opportunity.title, customer?.code ?? "", customer?.name ?? ""])
  }

  private func addWords(_ table: Table, _ key: Int64, _ texts: [String]) throws {
    try writeWords(table, key, SearchWords.text(texts))
  }

  /// PostgreSQL is given the words as lexemes, so that none of its dictionaries sees them.
  private func writeWords(_ table: Table, _ key: Int64, _ words: String) throws {
    let value =
      switch connection.dialect {
      case .sqlite: "$2"
      case .postgresql: "array_to_tsvector(array_remove(string_to_array($2, ' '), ''))"
      }
    try connection.run(
      SQLText(built: "INSERT INTO \(table.name)_search (rowid, words) VALUES ($1, \(value))"),
      [.integer(key), .text(words)])
  }
}
