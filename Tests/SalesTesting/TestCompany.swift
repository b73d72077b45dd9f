import Database
import Foundation
import PostgresTesting
import Sales
import SalesDesk
import SalesStore
import Synchronization
import Values

/// A company of its own for one test: a migrated database that goes with the value, a clock that stands
/// still until told otherwise, identities that are the same at every run.
///
/// ```
///   let company = try TestCompany()
///   let product = try company.product("VIS-4X40", price: "10.00", cost: "6.00")
///   try company.stock(product, onHand: "120", reserved: "45")
///   let desk = try company.desk()                      // the administrator, who holds every role
/// ```
/// Fixtures (TestCompany+Fixtures.swift) write in bulk, without acts: the log starts empty.
public final class TestCompany {
  /// The first day of every story: Monday 23 November 2026.
  public static let firstDay = Day(daysSinceEpoch: 20_780)

  /// The store.
  public let store: Store
  /// The database underneath.
  public let database: any CompanyDatabase
  /// Identities, seeded.
  public let ids: IDMint
  private let place: DatabasePlace
  private let time: TestTime

  /// A founded company and nothing else, on the engine of the test.
  public convenience init(seed: UInt64 = 1, on engine: Engine = .current) throws {
    try self.init(seed: seed, at: TemplateCompany.copy(engine))
  }

  /// A company founded now, on servers of the test's own: `address` may name several.
  public convenience init(seed: UInt64 = 1, founding database: String, at address: String) throws {
    try TemplateCompany.found(on: .postgresql, at: database)
    try self.init(seed: seed, at: DatabasePlace(own: address))
  }

  private init(seed: UInt64, at place: DatabasePlace) throws {
    let time = TestTime()
    self.place = place
    database = try place.open()
    store = Store(database: database)
    // Another seed than the founding's: its identities are in the file already.
    ids = IDMint(
      IDSource(clock: { time.now }, random: SeededGenerator(seed: seed &+ 1_000)))
    self.time = time
  }

  deinit {
    try? database.close()
  }

  /// The path of the file, the address of the database.
  public var path: String { place.text }

  /// The same company as another desk opens it: connections of its own.
  public func openAgain() throws -> any CompanyDatabase { try place.open() }

  /// The present day.
  public var today: Day { time.day }

  /// The clock of the desks: it reads the company's time at each act.
  public var clock: DeskClock {
    let time = time
    return DeskClock { (time.now, time.day) }
  }

  /// Lets days pass.
  public func pass(days: Int) { time.pass(milliseconds: Int64(days) * 86_400_000) }

  /// Lets minutes pass.
  public func pass(minutes: Int) { time.pass(milliseconds: Int64(minutes) * 60_000) }

  /// The desk of a person; the administrator's unless told otherwise.
  public func desk(_ code: String = "ADMIN") throws -> Desk {
    let actor = try store.read { reader -> Actor in
      guard let person = try reader.first(Salesperson.self, "WHERE code = \(code)") else {
        throw StoreError.notFound(kind: "salesperson", key: code)
      }
      let roles = try reader.all(SalespersonRole.self, "WHERE salesperson_id = \(person.id)")
      return Actor(person, roles: Set(roles.map(\.role)))
    }
    return Desk(store: store, actor: actor, clock: clock, ids: ids)
  }
}

/// Time that moves when a test says so.
private final class TestTime: Sendable {
  private let current = Mutex(Instant(TestCompany.firstDay, hour: 9))

  var now: Instant { current.withLock { $0 } }
  var day: Day { now.day() }

  func pass(milliseconds: Int64) {
    current.withLock { $0 = $0.adding(milliseconds: milliseconds) }
  }
}

/// The founded company every test copies: migrations run once a process and engine.
private enum TemplateCompany {
  private static let file = Result<String, any Error> { try buildFile() }
  private static let server = Result<String, any Error> { try buildOnServer() }
  private static let counter = Mutex(0)

  static func copy(_ engine: Engine) throws -> DatabasePlace {
    switch engine {
    case .sqlite:
      let source = try file.get()
      let number = counter.withLock { count in
        count += 1
        return count
      }
      let path = source + "-\(number)"
      try FileManager.default.copyItem(atPath: source, toPath: path)
      return DatabasePlace(engine, path)
    case .postgresql:
      let template = try self.server.get()
      let server = try ThrowawayServer.shared.get()
      let name = server.freshName()
      try server.run("createdb", ["-T", template, "-S", "file_copy", name])
      return DatabasePlace(engine, server.address(name))
    }
  }

  private static func buildFile() throws -> String {
    let path = try TestFolders.make("company").appendingPathComponent("company.sqlite").path
    try found(on: .sqlite, at: path)
    return path
  }

  private static func buildOnServer() throws -> String {
    let server = try ThrowawayServer.shared.get()
    let name = server.freshName("template")
    try server.run("createdb", [name])
    try found(on: .postgresql, at: server.address(name))
    return name
  }

  static func found(on engine: Engine, at place: String) throws {
    let database = try engine.open(place)
    let start = Instant(TestCompany.firstDay, hour: 8)
    try Migrator(engine.migrations()).upgrade(database, nowMs: start.milliseconds)
    let ids = IDMint(IDSource(clock: { start }, random: SeededGenerator(seed: 1)))
    let identity = CompanyIdentity(name: "Négoce d'essai", administratorName: "Camille Admin")
    try Store(database: database).write { try CompanyFounding(identity, ids: ids).write(to: $0) }
    try database.close()
  }
}
