import Database
import SalesStore
import Synchronization

/// A database that notes, for every statement read through it, the steps the engine plans: a test
/// then holds that none of them walks through a whole table.
public final class ExplainingDatabase: SQLDatabase {
  private let database: any SQLDatabase
  private let plan = Mutex<[String]>([])

  /// A database that explains what is read.
  public init(_ database: any SQLDatabase) {
    self.database = database
  }

  /// The planned steps that walk through a whole table or index, but those of `small` tables.
  public func scans(except small: Set<String>) -> [String] {
    plan.withLock { steps in
      steps.filter { step in
        guard step.hasPrefix("SCAN "), !step.contains("VIRTUAL TABLE") else { return false }
        let table = step.dropFirst(5).prefix { $0 != " " }
        return table != "CONSTANT" && !table.hasPrefix("(") && !small.contains(String(table))
      }
    }
  }

  /// The planned steps that sort: all rows are then read before the first one comes.
  public var sorts: [String] {
    plan.withLock { steps in steps.filter { $0.hasPrefix("USE TEMP B-TREE FOR ORDER BY") } }
  }

  /// The planned steps that go by an index, each once. SQLite only: it says which index holds all that is read.
  public func steps(by index: String) -> [String] {
    plan.withLock { steps in
      Set(steps.filter { $0.contains("INDEX " + index + " ") || $0.hasSuffix("INDEX " + index) })
        .sorted()
    }
  }

  /// Runs `body`, then explains its statements on the same snapshot.
  public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.read { connection in
      let noting = NotingConnection(connection)
      let result = try body(noting)
      if connection.dialect == .postgresql { try connection.script(ServerPlan.onlyIndexes) }
      for sql in Set(noting.statements) {
        let steps = try Self.steps(of: sql, on: connection)
        plan.withLock { $0 += steps }
      }
      return result
    }
  }

  private static func steps(of sql: SQL, on connection: any SQLConnection) throws -> [String] {
    switch connection.dialect {
    case .sqlite:
      return try connection.rows(
        SQL(SQLText(built: "EXPLAIN QUERY PLAN " + sql.text), sql.arguments)
      ) { try $0.text(3) }
    case .postgresql:
      let lines = try connection.rows(
        SQL(SQLText(built: "EXPLAIN (COSTS OFF) " + sql.text), sql.arguments)
      ) { try $0.text(0) }
      return ServerPlan.steps(lines)
    }
  }

  /// Runs `body` as it is.
  public func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.write(body)
  }
}

/// A connection that keeps the statements it was given.
private final class NotingConnection: SQLConnection {
  private let connection: any SQLConnection
  private(set) var statements: [SQL] = []

  init(_ connection: any SQLConnection) {
    self.connection = connection
  }

  var dialect: SQLDialect { connection.dialect }

  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
    statements.append(sql)
    try connection.visit(sql, body)
  }

  func run(_ sql: SQL) throws -> Int { try connection.run(sql) }
  func script(_ text: String) throws { try connection.script(text) }
}

/// A plan of PostgreSQL in the words of SQLite's.
///
/// A small company says nothing about the plan of a large one: a server reads and sorts a table of ten
/// rows as a whole, and is right. What can be asked of it is whether there is an index to go by at all:
/// reading whole tables is made as dear as the planner allows, so that what is still read so has none.
private enum ServerPlan {
  static let onlyIndexes = """
    SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off
    """

  static func steps(_ lines: [String]) -> [String] {
    lines.compactMap { line in
      let node = line.drop { $0 == " " || $0 == "-" || $0 == ">" }
      guard node.hasPrefix("Seq Scan on ") else { return nil }
      return "SCAN " + (node.split(separator: " ").dropFirst(3).first ?? "")
    }
  }
}
