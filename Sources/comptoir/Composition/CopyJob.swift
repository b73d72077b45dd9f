import Database
import Glibc
import PostgresDatabase
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import Values

/// A whole company from one place to another, in this process.
///
/// ```
///   source   opened as every command opens it, then read in one snapshot: desks go on working
///   target   a file: written beside, takes its name when it is whole
///            a server: one transaction, the schema included
/// ```
/// Whatever goes wrong, the target is as it was.
struct CopyJob {
  /// The source, and who copies it.
  let wish: DeskWish
  /// The path of a file, the address of a database.
  let target: String
  /// Told how far it is.
  let progress: (CopyProgress) -> Void

  /// The target, without a password.
  var shownTarget: String { PostgresAddress(target)?.shown ?? target }

  /// Copies.
  ///
  /// - Throws: `CompanyTrouble` that names the place in trouble, `OpenError`, `Refusal`.
  func run() throws -> CopyReport {
    let begun = ContinuousClock.now
    return try wish.naming {
      let open = try OpenDesk(wish)
      defer { try? open.file.database.close() }
      guard open.desk.actor.holds(.manager) || open.desk.actor.holds(.administrator) else {
        throw Refusal(
          .roleMissing, Fact("act", .text("copy")), Fact("roles", .text(Role.manager.rawValue)))
      }
      let summary: CopySummary
      do {
        summary = try fill(from: open.file.store, nowMs: open.clock.now().milliseconds)
      } catch {
        throw named(error, source: open.file.path)
      }
      return CopyReport(
        from: open.file.path, to: shownTarget, summary: summary,
        took: ContinuousClock.now - begun)
    }
  }

  private func named(_ error: any Error, source: String) -> any Error {
    switch error {
    case let error as CopySourceError: CompanyTrouble(path: source, cause: error.cause)
    case is OpenError, is CompanyTrouble: error
    default: CompanyTrouble(path: shownTarget, cause: error)
    }
  }

  private func fill(from source: Store, nowMs: Int64) throws -> CopySummary {
    if let address = PostgresAddress(target) {
      return try fillServer(address, from: source, nowMs: nowMs)
    }
    return try fillFile(from: source, nowMs: nowMs)
  }

  private func fillServer(
    _ address: PostgresAddress, from source: Store, nowMs: Int64
  ) throws -> CopySummary {
    let migrator = try CompanyOpening.migrator(.postgresql)
    let database = try PostgresDatabase.open(address, options: .init(knownSchema: migrator.known))
    defer { try? database.close() }
    return try source.copy(
      to: database, preparing: { try migrator.upgrade(on: $0, nowMs: nowMs) }, progress: progress)
  }

  private func fillFile(from source: Store, nowMs: Int64) throws -> CopySummary {
    try checkFree()
    let migrator = try CompanyOpening.migrator(.sqlite)
    var copied: CopySummary?
    try SQLiteDatabase.build(target, checksReferences: false) { database in
      copied = try source.copy(
        to: database, preparing: { try migrator.upgrade(on: $0, nowMs: nowMs) }, progress: progress)
      progress(.check)
      if let problem = try database.integrityProblems().first {
        throw OpenError.damaged(path: target, reason: problem)
      }
      // Somebody may have made another company there meanwhile.
      try checkFree()
    }
    guard let copied else { preconditionFailure("a file that was built was filled") }
    return copied
  }

  private func checkFree() throws {
    guard !CompanyOpening.holdsSomething(target) else {
      throw ShellError.copyOccupied(path: target)
    }
    let path = FileName.absolute(target)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    guard folder.isEmpty || access(folder, F_OK) == 0 else {
      throw OpenError.noSuchFolder(path: target)
    }
  }
}

/// What a copy did.
struct CopyReport {
  /// The two places, without passwords.
  let from, to: String
  /// What was carried.
  let summary: CopySummary
  /// From the first look to the last.
  let took: Duration

  /// Seconds, in thousandths.
  var seconds: Quantity { Quantity(thousandths: Int64(took / .milliseconds(1))) }
}
