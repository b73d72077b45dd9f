import Database
import PostgresTesting
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// A whole company from a file to a server and from there to another file.
@Suite("A company copied from engine to engine")
struct CompanyCopyTests {
  private let copies: CopiedCompany

  init() throws { copies = try CopiedCompany.shared.get() }

  @Test("every row of every table is there, on the server and back in a file")
  func rows() throws {
    let tables = try copies.origin.read { try $0.catalogueTables() }
    var filled = 0
    for table in tables {
      let wanted = try CopiedCompany.rows(of: table, in: copies.origin)
      #expect(try CopiedCompany.rows(of: table, in: copies.server) == wanted, "\(table.name)")
      #expect(try CopiedCompany.rows(of: table, in: copies.file) == wanted, "\(table.name)")
      if !wanted.isEmpty { filled += 1 }
    }
    #expect(filled > 55, "of \(tables.count) tables \(filled) have rows to carry")
    #expect(copies.summary.tables.map(\.name) == tables.map(\.name))
    #expect(copies.summary.rowCount > 5_000)
  }

  @Test("check finds nothing, and neither does the engine")
  func sound() throws {
    for company in [copies.origin, copies.server, copies.file] {
      #expect(try company.read { try CompanyCheck.run($0) } == [])
    }
    #expect(try copies.serverDatabase.integrityProblems() == [])
    #expect(try copies.fileDatabase.integrityProblems() == [])
  }

  @Test("the schema is as the migrations left it: triggers, references, indexes, all in force")
  func schema() throws {
    for engine in Engine.allCases {
      let place = try engine.freshPlace()
      let fresh = try place.open()
      try Migrator(engine.migrations()).upgrade(fresh, nowMs: 0)
      let copied: any CompanyDatabase =
        engine == .sqlite ? copies.fileDatabase : copies.serverDatabase
      let wanted = try SchemaText.of(fresh)
      #expect(try SchemaText.of(copied) == wanted)
      #expect(wanted.count > 100)
      try fresh.close()
    }
  }

  @Test("2026-11-22: a table of a later migration is carried, or this fails")
  func nothingForgotten() throws {
    var found: [Set<String>] = []
    for engine in Engine.allCases {
      let place = try engine.freshPlace()
      let database = try place.open()
      try Migrator(engine.migrations()).upgrade(database, nowMs: 0)
      let store = Store(database: database)
      let carried = Set(try store.read { try $0.catalogueTables() }.map(\.name))
      let all = Set(try SchemaText.tables(of: database))
      // Each engine lists its own migrations; what a transaction notes for its end is empty outside.
      #expect(all.subtracting(carried).isSubset(of: ["schema_migration", "order_day_change"]))
      #expect(Set(Table.all.map(\.name)).isSubset(of: carried))
      found.append(carried)
      try database.close()
    }
    #expect(found[0] == found[1], "both engines keep the same tables")
  }

  @Test("a desk goes on: numbers, search keys, undo, totals", arguments: Engine.allCases)
  func work(_ engine: Engine) throws {
    let place = try engine.freshPlace()
    _ = try CopiedCompany.copy(copies.origin, to: place)
    let database = try place.open()
    let store = Store(database: database)
    let desk = try CopiedCompany.desk(store, hour: 10)
    let highest = try store.read { reader in
      try reader.all(Customer.self, "ORDER BY search_key DESC LIMIT 1")[0].searchKey
    }
    var form = CustomerForm()
    form.name = .set("Toitures copiées")
    let customer = try desk.perform(CreateCustomer(form)).outcome
    #expect(customer.searchKey == highest + 1)
    #expect(
      try store.read { try $0.found(Customer.self, by: "toit copi", limit: 5) }.map(\.id)
        == [customer.id])
    let product = try store.read { reader in
      try #require(try reader.first(Product.self, "WHERE code = \(CopiedCompany.productCode)"))
    }
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "2")))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    let numbers = try store.read { try $0.all(Quote.self).map(\.number) }
    #expect(numbers.filter { $0 == quote.number }.count == 1)
    _ = try desk.undo()
    #expect(try store.read { try $0.find(quote.id) } == nil)
    #expect(try store.read { try CompanyCheck.run($0) } == [])
    #expect(throws: SQLError.self) { try database.write { try $0.run("DELETE FROM event") } }
    try database.close()
  }

  @Test("a login the server knows is seated among its groups, another one is named")
  func logins() throws {
    let unknown = copies.summary.unknownLogins.map(\.login)
    #expect(unknown.contains("nobody-there") && !unknown.contains(copies.login))
    let seated = try copies.serverDatabase.read { db in
      try db.first(
        """
        SELECT pg_has_role(\(copies.login), wall_group('salesperson'), 'MEMBER'),
          pg_has_role(\(copies.login), wall_group('manager'), 'MEMBER')
        """
      ) { (try $0.bool(0), try $0.bool(1)) }
    }
    #expect(seated?.0 == true && seated?.1 == false)
  }

  @Test("what stands in the target is left alone", arguments: Engine.allCases)
  func occupied(_ engine: Engine) throws {
    let company = try TestCompany(on: engine)
    let before = try company.store.read { try $0.rowCount("salesperson") }
    #expect(throws: CopyError.occupied(table: "company")) {
      _ = try copies.origin.copy(to: company.database, preparing: { _ in })
    }
    #expect(try company.store.read { try $0.rowCount("salesperson") } == before)
  }

  @Test("a source that goes away in the middle leaves nothing", arguments: Engine.allCases)
  func interrupted(_ engine: Engine) throws {
    let place = try engine.freshPlace()
    let breaking = Store(database: BreakingDatabase(copies.fileDatabase, after: 3_000))
    #expect(throws: CopySourceError.self) {
      _ = try CopiedCompany.copy(breaking, to: place)
    }
    switch engine {
    case .sqlite: #expect(try CopiedCompany.files(beside: place.text) == [])
    case .postgresql:
      let database = try place.open()
      #expect(try SchemaText.tables(of: database) == [])
      try database.close()
    }
  }

  @Test("the character zero is named with its place, and nothing is written")
  func zeroCharacter() throws {
    let company = try TestCompany(on: .sqlite)
    let customer = try company.customer("C1", name: "Du\u{0}pont")
    let place = try Engine.postgresql.freshPlace()
    do {
      _ = try CopiedCompany.copy(company.store, to: place)
      Issue.record("a text that the server cannot keep was copied")
    } catch CopyError.zeroInText(let table, let column, let key) {
      #expect(table == "customer" && column == "name")
      let id = try company.store.read { try $0.get(customer.id) }.id
      #expect(key.lowercased().contains(id.description.prefix(8).lowercased()), "\(key)")
    }
    let database = try place.open()
    #expect(try SchemaText.tables(of: database) == [])
    try database.close()
  }
}

/// A company whose reading fails after some rows, as a server does that is shut down.
private struct BreakingDatabase: SQLDatabase {
  private let database: any SQLDatabase
  private let limit: Int

  init(_ database: any SQLDatabase, after limit: Int) {
    self.database = database
    self.limit = limit
  }

  func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.read { try body(BreakingConnection($0, limit)) }
  }

  func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try database.write(body) }
}

private final class BreakingConnection: SQLConnection {
  private let connection: any SQLConnection
  private var left: Int

  init(_ connection: any SQLConnection, _ limit: Int) {
    self.connection = connection
    left = limit
  }

  var dialect: SQLDialect { connection.dialect }

  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
    // Only the reading of whole tables is counted.
    guard sql.text.hasPrefix("SELECT \"") else { return try connection.visit(sql, body) }
    try connection.visit(sql) { row in
      left -= 1
      guard left > 0 else { throw SQLError(.connectionLost, message: "the server went away") }
      return try body(row)
    }
  }

  func run(_ sql: SQL) throws -> Int { try connection.run(sql) }
  func script(_ text: String) throws { try connection.script(text) }
}
