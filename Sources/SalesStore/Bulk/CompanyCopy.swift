import Database

// A whole company from one engine to another, or to the same:
//
//   source, one snapshot                         target, one transaction
//   ────────────────────                         ───────────────────────
//   catalogue ──────────────── the same? ─────── catalogue, empty?
//   check                                        triggers, references, indexes away (SchemaSlack)
//   rows of each table, one by one ────────────► load
//   words of each search index ────────────────► its own form of them
//                                                indexes, references, triggers back; sequences, grants
//   counts, findings ───────── the same? ─────── counts, findings
//
// The totals that triggers keep are tables like others: they are carried, not counted again, and `check`
// compares them with what they must equal.

/// Why a company was not copied. Facts only; the target is as it was.
public enum CopyError: Error, Hashable, Sendable {
  /// The target has rows already, in this table.
  case occupied(table: String)
  /// The two schemas do not have the same tables and columns: where they differ first.
  case unlike(table: String)
  /// A sequence of the target of which nothing is known.
  case unknownSequence(String)
  /// A text holds the character zero, which PostgreSQL cannot keep: where.
  case zeroInText(table: String, column: String, key: String)
  /// Another number of rows arrived than was sent.
  case miscounted(table: String, sent: Int, arrived: Int)
  /// The target breaks rules of `check` that the source keeps: the first.
  case unsound(rule: String, record: String)
}

/// The source could not be read: what stood in the way. Told apart from trouble with the target.
public struct CopySourceError: Error {
  /// What happened.
  public let cause: any Error
}

/// How far a copy is.
public enum CopyProgress: Hashable, Sendable {
  /// Rows carried, of all rows.
  case rows(done: Int, total: Int)
  /// Indexes and references are being made.
  case indexes
  /// The rules of `check` are being proved, on either side.
  case check
}

/// What a copy carried.
public struct CopySummary: Sendable {
  /// The rows of each table.
  public internal(set) var tables: [(name: String, rows: Int)] = []
  /// What `check` finds in the source, and likewise in the target.
  public internal(set) var findings: [CheckFinding] = []
  /// People whose login the target's server does not know: their codes and logins.
  public internal(set) var unknownLogins: [(code: String, login: String)] = []

  /// The rows of all tables.
  public var rowCount: Int { tables.reduce(0) { $0 + $1.rows } }
}

/// Trouble with the target, on its way through the reading of the source, which must not take it for
/// its own.
private struct CopyTargetError: Error {
  let cause: any Error
}

extension Store {
  /// Copies this company, as one snapshot shows it, into a database without one.
  ///
  /// - Parameters:
  ///   - target: a database that holds nothing, or the empty schema.
  ///   - prepare: brings the target's schema up to date, in the transaction of the copy.
  ///   - progress: told how far it is, every few thousand rows.
  /// - Throws: `CopyError`, `CopySourceError`, `SQLError` of the target, whatever `prepare` throws. The
  ///   target is then as it was.
  public func copy(
    to target: any CompanyDatabase, preparing prepare: (any SQLConnection) throws -> Void,
    progress: @escaping (CopyProgress) -> Void = { _ in }
  ) throws -> CopySummary {
    func carry(_ source: StoreReader, _ connection: any SQLConnection) throws -> CopySummary {
      try CompanyCopy(
        source: source, target: StoreWriter(connection: connection), progress: progress
      ).run()
    }
    // A connection of SQLite is used on its own queue only: it is the inner one, whichever side it is.
    guard target.dialect == .sqlite else {
      return try target.write { connection in
        try prepare(connection)
        return try reading { try carry($0, connection) }
      }
    }
    return try reading { source in
      try target.write { connection in
        try prepare(connection)
        return try carry(source, connection)
      }
    }
  }

  private func reading(_ body: (StoreReader) throws -> CopySummary) throws -> CopySummary {
    do {
      return try read { source in
        do { return try body(source) } catch let error as CopySourceError { throw error } catch {
          throw CopyTargetError(cause: error)
        }
      }
    } catch let error as CopyTargetError {
      throw error.cause
    } catch let error as CopySourceError {
      throw error
    } catch {
      throw CopySourceError(cause: error)
    }
  }
}

/// A whole company on its way from one open database to another.
struct CompanyCopy {
  let source: StoreReader
  let target: StoreWriter
  let progress: (CopyProgress) -> Void

  /// Carries everything and proves it.
  func run() throws -> CopySummary {
    var summary = CopySummary()
    try reading { try source.seeEverything() }
    let tables = try carriedTables()
    for table in tables where try target.hasRows(table.name) {
      throw CopyError.occupied(table: table.name)
    }
    progress(.check)
    summary.findings = try reading { try CompanyCheck.run(source) }
    let slack = try SchemaSlack(on: target.connection)
    summary.tables = try carry(tables)
    progress(.indexes)
    try slack.end()
    try target.analyse(tables)
    try target.advanceSequences()
    summary.unknownLogins = try target.seatLogins()
    progress(.check)
    try prove(summary)
    return summary
  }

  /// The tables of both, which must be the same.
  private func carriedTables() throws -> [CatalogueTable] {
    let sources = try reading { try source.catalogueTables() }
    let targets = try target.catalogueTables()
    let known = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
    for table in sources {
      guard let twin = known[table.name], Set(twin.columns) == Set(table.columns) else {
        throw CopyError.unlike(table: table.name)
      }
    }
    if let extra = Set(targets.map(\.name)).subtracting(sources.map(\.name)).min() {
      throw CopyError.unlike(table: extra)
    }
    return sources
  }

  private func carry(_ tables: [CatalogueTable]) throws -> [(name: String, rows: Int)] {
    let counts = try reading { try tables.map { try source.rowCount($0.name) } }
    let total = counts.reduce(0, +)
    var done = 0
    progress(.rows(done: 0, total: total))
    return try zip(tables, counts).map { table, count in
      let sent = try target.fill(table) { add in
        try self.rows(of: table) { values in
          try add(values)
          done += 1
          if done % 5_000 == 0 { progress(.rows(done: done, total: total)) }
        }
      }
      guard sent == count else {
        throw CopyError.miscounted(table: table.name, sent: count, arrived: sent)
      }
      return (table.name, sent)
    }
  }

  /// The rows of a table in the order of its key: the target's is then written from one end to the other.
  private func rows(of table: CatalogueTable, _ body: ([SQLValue]) throws -> Void) throws {
    let guardsZero = target.connection.dialect == .postgresql
    var interruption: (any Error)?
    try reading {
      try source.connection.visit(source.selection(of: table)) { row in
        let values = try table.columns.indices.map { try row.value($0) }
        do {
          if guardsZero { try refuseZero(in: values, of: table) }
          try body(values)
          return true
        } catch {
          // Trouble of the target, which must not be taken for the source's.
          interruption = error
          return false
        }
      }
    }
    if let interruption { throw interruption }
  }

  private func refuseZero(in values: [SQLValue], of table: CatalogueTable) throws {
    for (place, value) in values.enumerated() {
      guard case .text(let text) = value, text.utf8.contains(0) else { continue }
      let key = table.key.compactMap { table.columns.firstIndex(of: $0) }.map { values[$0] }
      throw CopyError.zeroInText(
        table: table.name, column: table.columns[place], key: RowKey.encode(key))
    }
  }

  private func prove(_ summary: CopySummary) throws {
    for (name, sent) in summary.tables {
      let arrived = try target.rowCount(name)
      guard arrived == sent else {
        throw CopyError.miscounted(table: name, sent: sent, arrived: arrived)
      }
    }
    let known = Set(summary.findings)
    let fresh = try CompanyCheck.run(target).filter { !known.contains($0) }
    if let first = fresh.first { throw CopyError.unsound(rule: first.rule, record: first.record) }
  }

  private func reading<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as CopyError { throw error } catch {
      throw CopySourceError(cause: error)
    }
  }
}
