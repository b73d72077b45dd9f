import Database
import Foundation
import PostgresTesting
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Values

/// The demo company with some acts of a desk, copied to a server and from there to another file: made
/// once for all tests.
final class CopiedCompany: Sendable {
  static let shared = Result { try CopiedCompany() }
  static let productCode = "COPIE-1"

  /// A login of the server; another one, of nobody, stands in the company as well.
  let login: String
  let originDatabase, serverDatabase, fileDatabase: any CompanyDatabase
  /// What the copy to the server said.
  let summary: CopySummary
  private let places: [DatabasePlace]

  var origin: Store { Store(database: originDatabase) }
  var server: Store { Store(database: serverDatabase) }
  var file: Store { Store(database: fileDatabase) }

  private init() throws {
    let cluster = try ThrowawayServer.shared.get()
    login = cluster.freshName("copied")
    try cluster.run("psql", ["-q", "-d", "postgres", "-c", "CREATE ROLE \(login) LOGIN"])
    originDatabase = try DemoLoadingTests.build()
    try Self.work(Self.desk(Store(database: originDatabase)), login)
    let onServer = try Engine.postgresql.freshPlace()
    summary = try Self.copy(Store(database: originDatabase), to: onServer)
    serverDatabase = try onServer.open()
    let inFile = try Engine.sqlite.freshPlace()
    _ = try Self.copy(Store(database: serverDatabase), to: inFile)
    fileDatabase = try inFile.open()
    places = [onServer, inFile]
  }

  /// A desk of the administrator on a store; what a later hour does is done later.
  static func desk(_ store: Store, hour: Int = 9) throws -> Desk {
    let actor = try store.read { reader in
      guard let person = try reader.firstAdministrator() else {
        throw StoreError.notFound(kind: "salesperson", key: "administrator")
      }
      return Actor(person, roles: try reader.roles(of: person.id))
    }
    let now = Instant(DemoLoadingTests.today, hour: hour)
    let source = IDSource(clock: { now }, random: SeededGenerator(seed: UInt64(hour)))
    return Desk(
      store: store, actor: actor, clock: DeskClock { (now, now.day()) }, ids: IDMint(source))
  }

  /// What only acts leave: a log with an undo, a file that was sent, people with logins, odd texts.
  private static func work(_ desk: Desk, _ login: String) throws {
    for (code, login) in [("COPIEE", login), ("PERSONNE", "nobody-there")] {
      var act = AddUser(code: code, name: code.capitalized, roles: [.salesperson])
      act.login = login
      try desk.perform(act)
    }
    var form = CustomerForm()
    form.name = .set("Œuvres d'Æther \"&\\\n\t‮ß 🛠")
    form.note = .set("")
    let customer = try desk.perform(CreateCustomer(form)).outcome
    var vis = NewProduct(name: "Vis copiée")
    vis.code = productCode
    vis.listPrice = try UnitPrice(machine: "10")
    vis.unitCost = try UnitCost(machine: "4")
    let product = try desk.perform(CreateProduct(vis)).outcome
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "3")))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    let bytes = (0...255).map { UInt8($0) }
    let paper = SentFile(hash: "00ff", mediaType: "text/html", name: "d.html", bytes: bytes)
    try desk.perform(SendQuote(quote.id) { _, _, _ in paper })
    try desk.perform(SetSetting("quote.validityDays", to: "45"))
    _ = try desk.undo()
  }

  /// Copies a company to a place where there is nothing, as the command does.
  @discardableResult
  static func copy(_ source: Store, to place: DatabasePlace) throws -> CopySummary {
    let migrator = Migrator(try place.engine.migrations())
    func fill(_ database: any CompanyDatabase) throws -> CopySummary {
      try source.copy(to: database, preparing: { try migrator.upgrade(on: $0, nowMs: 0) })
    }
    if place.engine == .postgresql {
      let database = try place.open()
      defer { try? database.close() }
      return try fill(database)
    }
    var summary: CopySummary?
    try SQLiteDatabase.build(place.text, checksReferences: false) { summary = try fill($0) }
    guard let summary else { throw StoreError.notFound(kind: "copy", key: place.text) }
    return summary
  }

  /// The rows of a table in the order of its key, each value as a text; the words of a search index as a
  /// set, because a server sorts them.
  static func rows(of table: CatalogueTable, in store: Store) throws -> [[String]] {
    try store.read { reader in
      let selected = try reader.catalogueTables().first { $0.name == table.name } ?? table
      let order = table.columns.map { selected.columns.firstIndex(of: $0) }
      return try reader.connection.rows(reader.selection(of: selected)) { row in
        try order.enumerated().map { place, column in
          guard let column else { return "absent" }
          let value = try row.value(column)
          guard case .text(let text) = value, table.isWords, table.columns[place] == "words" else {
            return Self.text(value)
          }
          return Set(text.split(separator: " ")).sorted().joined(separator: " ")
        }
      }
    }
  }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: "null"
    case .integer(let number): "\(number)"
    case .text(let text): "'" + text
    case .id(let id): hex(withUnsafeBytes(of: id.bigEndian) { Array($0) })
    case .blob(let bytes): hex(bytes)
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0, radix: 16) }.joined(separator: ",")
  }

  /// What a file and its drafts left beside its place.
  static func files(beside path: String) throws -> [String] {
    let url = URL(fileURLWithPath: path)
    return try FileManager.default.contentsOfDirectory(
      atPath: url.deletingLastPathComponent().path
    ).filter { $0.hasPrefix(url.lastPathComponent) }
  }
}

/// A schema in the words of its engine's catalogue.
enum SchemaText {
  /// Triggers with whether they are in force, references, indexes, tables.
  static func of(_ database: any CompanyDatabase) throws -> Set<String> {
    let sql: SQL =
      database.dialect == .sqlite
      ? "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
      : """
      SELECT 'trigger ' || CAST(g.tgenabled AS text) || ' ' || pg_get_triggerdef(g.oid) FROM pg_trigger AS g
        JOIN pg_class AS t ON t.oid = g.tgrelid
        WHERE t.relnamespace = CAST('public' AS regnamespace) AND NOT g.tgisinternal
      UNION ALL
      SELECT 'constraint ' || c.conname || ' ' || CAST(c.convalidated AS text) || ' ' || pg_get_constraintdef(c.oid)
        FROM pg_constraint AS c WHERE c.connamespace = CAST('public' AS regnamespace)
      UNION ALL
      SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL
      SELECT 'grant ' || table_name || ' ' || privilege_type || ' '
        || replace(grantee, current_database(), '…')
        FROM information_schema.role_table_grants WHERE table_schema = 'public'
      """
    return Set(try database.read { db in try db.rows(sql) { try $0.text(0) } })
  }

  /// The tables of a schema, without those that are a part of another.
  static func tables(of database: any CompanyDatabase) throws -> [String] {
    let sql: SQL =
      database.dialect == .sqlite
      ? """
      SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type NOT IN ('view', 'shadow') AND name NOT LIKE 'sqlite_%'
      """
      : "SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema()"
    return try database.read { db in try db.rows(sql) { try $0.text(0) } }
  }
}
