import Database
import Foundation
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import Synchronization
import Values

/// A company of its own for one test: a migrated file that goes with the value, a clock that stands
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
  /// The engine underneath.
  public let database: SQLiteDatabase
  /// Identities, seeded.
  public let ids: IDMint
  /// The path of the file.
  public let path: String
  private let time: TestTime

  /// A founded company and nothing else.
  public init(seed: UInt64 = 1) throws {
    let time = TestTime()
    path = try TemplateCompany.copy()
    database = try SQLiteDatabase.open(path)
    store = Store(database: database)
    // Another seed than the founding's: its identities are in the file already.
    ids = IDMint(
      IDSource(clock: { time.now }, random: SeededGenerator(seed: seed &+ 1_000)))
    self.time = time
  }

  deinit {
    try? database.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

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

/// The founded company every test copies: migrations run once a process.
private enum TemplateCompany {
  private static let template: Result<String, any Error> = Result { try build() }
  private static let counter = Mutex(0)

  static func copy() throws -> String {
    let source = try template.get()
    let number = counter.withLock { count in
      count += 1
      return count
    }
    let path = source + "-\(number)"
    try FileManager.default.copyItem(atPath: source, toPath: path)
    return path
  }

  private static func build() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("comptoir-tests-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("company.sqlite").path
    let database = try SQLiteDatabase.open(path)
    let start = Instant(TestCompany.firstDay, hour: 8)
    try Migrator(migrations()).upgrade(database, nowMs: start.milliseconds)
    let ids = IDMint(IDSource(clock: { start }, random: SeededGenerator(seed: 1)))
    let identity = CompanyIdentity(name: "Négoce d'essai", administratorName: "Camille Admin")
    try Store(database: database).write { try CompanyFounding(identity, ids: ids).write(to: $0) }
    try database.close()
    return path
  }

  private static func migrations() throws -> [Migration] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Resources/Migrations/SQLite")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".sql") }
      .map { name in
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return Migration(
          number: Int(name.prefix(4)) ?? 0, name: String(name.dropFirst(5).dropLast(4)), sql: text)
      }
  }
}
