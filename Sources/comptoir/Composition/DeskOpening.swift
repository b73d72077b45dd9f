import Database
import PostgresDatabase
import Sales
import SalesDesk
import SalesStore
import Values

/// Who works at the desk: `--user CODE`, else `COMPTOIR_USER`, else the row of the login on the
/// database's server or of the operating system's, else the administrator (product.md, "Who").
enum CurrentUser {
  /// The actor.
  ///
  /// - Throws: `StoreError.notFound` for a code nobody has, `ShellError.noActiveUser`.
  static func find(
    code: String?, login: String?, in reader: some StoreReading
  ) throws -> Actor {
    if let code { return try actor(try reader.salesperson(coded: code), in: reader) }
    if let login, let person = try reader.salesperson(login: login) {
      return try actor(person, in: reader)
    }
    guard let administrator = try reader.firstAdministrator() else {
      throw ShellError.noActiveUser
    }
    return try actor(administrator, in: reader)
  }

  private static func actor(_ person: Salesperson, in reader: some StoreReading) throws -> Actor {
    Actor(person, roles: try reader.roles(of: person.id))
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
    // Identities follow the machine's clock even while COMPTOIR_NOW stands still: undo finds the last
    // act of several processes by their order.
    let ids = IDMint(IDSource(clock: CompanyClock.machine))
    let opening = CompanyOpening(
      path: wish.path, indicators: try wish.indicators, identity: wish.identity,
      makesFolder: wish.path == surround.usualDatabase,
      now: now(), ids: ids)
    let file = try opening.open()
    let store = file.store
    let code = wish.user ?? surround.value("COMPTOIR_USER")
    let login = file.database.login ?? Surround.login?.name
    let (company, actor) = try store.read { reader in
      (
        try reader.get(Company.self, .integer(1)),
        try CurrentUser.find(code: code, login: login, in: reader)
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

  /// The path of the company's file, or the address of its database.
  var path: String {
    database ?? surround.value("COMPTOIR_DATABASE") ?? surround.usualDatabase
  }

  /// The address of the server the indicators are read from, `COMPTOIR_INDICATORS`; nil = the company's.
  ///
  /// - Throws: `ShellError.badValue` where it is no address.
  var indicators: PostgresAddress? {
    get throws {
      guard isOnServer, let text = surround.value("COMPTOIR_INDICATORS") else { return nil }
      guard let address = PostgresAddress(text) else {
        throw ShellError.badValue(name: "COMPTOIR_INDICATORS", text: text)
      }
      return address
    }
  }

  /// The path, or the address without its password.
  var shownPath: String { PostgresAddress(path)?.shown ?? path }

  /// Whether the company is on a server, where many desks share it.
  var isOnServer: Bool { PostgresAddress(path) != nil }

  /// Runs `body`; an error of the engine then names the file.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as SQLError {
      throw CompanyTrouble(path: shownPath, cause: error)
    } catch let error as MigrationError {
      throw CompanyTrouble(path: shownPath, cause: error)
    }
  }
}
