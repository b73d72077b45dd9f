import Database
import Glibc
import PostgresDatabase
import Resources
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import Values

// Opening a company:
//
//   a file
//     absent ──► created, all migrations, founding            (only where the command creates)
//     older  ──► backup FILE.schema-NNNN beside it, then the missing migrations
//     newer, damaged, foreign, read-only, directory … ──► OpenError, the file untouched
//   a server, postgresql://…
//     empty  ──► all migrations, founding                     (only `init` creates)
//     older  ──► the missing migrations, once however many desks start together
//     unreachable, newer, another collation … ──► OpenError, the database untouched
//
/// A company, opened and up to date.
struct CompanyFile {
  /// The database.
  let database: any CompanyDatabase
  /// Its path, or its address without the password.
  let path: String
  /// Whether this opening founded the company.
  let isNew: Bool
  /// Whether this opening brought the schema up to date.
  let isUpgraded: Bool
  /// The backup made before the schema was brought up to date, if one was.
  let backup: String?

  /// The store.
  var store: Store { Store(database: database) }
}

/// How a company's file is opened.
struct CompanyOpening {
  /// The path.
  let path: String
  /// Where the indicators are read, where the company is on a server that another one follows.
  var indicators: PostgresAddress?
  /// What a new company is told; nil refuses an absent file.
  var identity: CompanyIdentity?
  /// Whether the folder of a new company is created too: the usual one is, a typed one is not.
  var makesFolder = false
  /// The instant of founding and upgrading.
  let now: Instant
  /// Mints the identities of the founding.
  let ids: IDMint

  /// Opens the file.
  ///
  /// - Throws: `OpenError`, `MigrationError`, `SQLError`, `ResourceError`.
  func open() throws -> CompanyFile {
    if let address = PostgresAddress(path) { return try open(address) }
    let migrator = try Self.migrator(.sqlite)
    let existed = Self.holdsSomething(path)
    if identity != nil, makesFolder, !existed { Surround.makeFolder(folder) }
    let database = try SQLiteDatabase.open(
      path, options: .init(knownSchema: migrator.known, creates: identity != nil))
    do {
      let backup = existed ? try saveBeforeUpgrade(database, migrator) : nil
      let steps = try migrator.upgrade(database, nowMs: now.milliseconds)
      let isNew = try found(in: Store(database: database))
      return CompanyFile(
        database: database, path: path, isNew: isNew, isUpgraded: !steps.isEmpty, backup: backup)
    } catch {
      try? database.close()
      throw error
    }
  }

  private func open(_ address: PostgresAddress) throws -> CompanyFile {
    let migrator = try Self.migrator(.postgresql)
    let database = try PostgresDatabase.open(
      address,
      options: .init(
        knownSchema: migrator.known, creates: identity != nil, indicators: indicators))
    do {
      let isOld = try !migrator.pending(in: database).isEmpty
      if isOld { try migrator.upgrade(database, nowMs: now.milliseconds) }
      let isNew = try found(in: Store(database: database))
      return CompanyFile(
        database: database, path: database.name, isNew: isNew, isUpgraded: isOld, backup: nil)
    } catch {
      try? database.close()
      throw error
    }
  }

  /// The migrations that come with the program.
  static func migrator(_ engine: SQLDialect) throws -> Migrator {
    let folder = engine == .sqlite ? "SQLite" : "PostgreSQL"
    let files = try ResourceFolder.located().migrations(engine: folder)
    return Migrator(files.map { Migration(number: $0.number, name: $0.name, sql: $0.sql) })
  }

  /// Founds the company where nobody has yet; two processes may try at the same time.
  private func found(in store: Store) throws -> Bool {
    guard try store.read({ try $0.find(Company.self, .integer(1)) }) == nil else { return false }
    guard let identity else {
      throw OpenError.noCompany(path: PostgresAddress(path)?.shown ?? path)
    }
    return try store.write { writer in
      guard try writer.find(Company.self, .integer(1)) == nil else { return false }
      try CompanyFounding(identity, ids: ids).write(to: writer)
      return true
    }
  }

  private func saveBeforeUpgrade(
    _ database: SQLiteDatabase, _ migrator: Migrator
  ) throws -> String? {
    guard let next = try migrator.pending(in: database).first, next.number > 1 else { return nil }
    let former = String(next.number - 1)
    let number = String(repeating: "0", count: max(0, 4 - former.count)) + former
    var copy = "\(path).schema-\(number)"
    var attempt = 1
    while access(copy, F_OK) == 0 {
      attempt += 1
      copy = "\(path).schema-\(number)-\(attempt)"
    }
    try database.backup(to: copy)
    return copy
  }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }

  /// Whether there is more at a path than an empty file.
  static func holdsSomething(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

  /// Whether nothing but an empty file stands at a path, and one could be written there.
  static func isFree(_ path: String) -> Bool {
    var status = stat()
    if stat(path, &status) == 0 {
      return status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 && access(path, W_OK) == 0
    }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    return access(folder ?? ".", W_OK | X_OK) == 0
  }
}
