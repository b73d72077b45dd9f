import Database
import Sales
import SalesDesk
import SalesStore
import Values

/// Who works at the desk: `--user CODE`, else `COMPTOIR_USER`, else the row of the operating
/// system's login, else the administrator (product.md, "Who").
enum CurrentUser {
  /// The actor.
  ///
  /// - Throws: `StoreError.notFound` for a code nobody has, `ShellError.noActiveUser`.
  static func find(
    code: String?, login: String?, in reader: some StoreReading
  ) throws -> Actor {
    if let code { return try withRoles(try person(code, in: reader), in: reader) }
    if let login,
      let person = try reader.first(
        Salesperson.self, "WHERE login = \(login) AND active = 1 ORDER BY code LIMIT 1")
    {
      return try withRoles(person, in: reader)
    }
    return try withRoles(try administrator(in: reader), in: reader)
  }

  private static func person(_ code: String, in reader: some StoreReading) throws -> Salesperson {
    let exact = try reader.first(Salesperson.self, "WHERE code = \(code) AND active = 1")
    let capitals = code.uppercased()
    guard
      let person = try exact
        ?? reader.first(Salesperson.self, "WHERE code = \(capitals) AND active = 1")
    else { throw StoreError.notFound(kind: "salesperson", key: code) }
    return person
  }

  private static func administrator(in reader: some StoreReading) throws -> Salesperson {
    let role = Role.administrator.rawValue
    let found = try reader.first(
      Salesperson.self,
      """
      WHERE active = 1 AND id IN (SELECT salesperson_id FROM salesperson_role WHERE role = \(role))
      ORDER BY id LIMIT 1
      """)
    guard let found else { throw ShellError.noActiveUser }
    return found
  }

  private static func withRoles(
    _ person: Salesperson, in reader: some StoreReading
  ) throws -> Actor {
    let roles = try reader.all(SalespersonRole.self, "WHERE salesperson_id = \(person.id)")
    return Actor(person, roles: Set(roles.map(\.role)))
  }
}

/// A company opened for a person: what a command or the workstation works with.
struct OpenDesk {
  /// The file.
  let file: CompanyFile
  /// The company.
  let company: Company
  /// The desk of the person.
  let desk: Desk
  /// The time.
  let clock: CompanyClock

  /// Opens the company and sits the person down at its desk.
  init(_ wish: DeskWish) throws {
    let surround = wish.surround
    let now = try CompanyClock.source(surround)
    let ids = IDMint(IDSource(clock: now))
    let opening = CompanyOpening(
      path: wish.path, identity: wish.identity, makesFolder: wish.path == surround.usualDatabase,
      now: now(), ids: ids)
    let file = try opening.open()
    let store = file.store
    let code = wish.user ?? surround.value("COMPTOIR_USER")
    let (company, actor) = try store.read { reader in
      (
        try reader.get(Company.self, .integer(1)),
        try CurrentUser.find(code: code, login: Surround.login?.name, in: reader)
      )
    }
    let clock = CompanyClock(timeZone: company.timeZone, now: now)
    self.file = file
    self.company = company
    self.clock = clock
    desk = Desk(store: store, actor: actor, clock: clock.desk, ids: ids)
  }
}

/// Which company, and who.
struct DeskWish {
  /// `--database`.
  var database: String?
  /// `--user`.
  var user: String?
  /// What a new company is told; nil refuses an absent file.
  var identity: CompanyIdentity?
  /// The environment.
  var surround = Surround.process

  /// The path of the company's file.
  var path: String {
    database ?? surround.value("COMPTOIR_DATABASE") ?? surround.usualDatabase
  }

  /// Runs `body`; an error of the engine then names the file.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as SQLError {
      throw CompanyTrouble(path: path, cause: error)
    } catch let error as MigrationError {
      throw CompanyTrouble(path: path, cause: error)
    }
  }
}
