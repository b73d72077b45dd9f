import Database
import DemoCompany
import Glibc
import Resources
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import Values

/// The demo company's file: made when it is asked for and none of today's is there.
struct DemoFile {
  /// Where it stands.
  let path: String
  /// What makes it different from another.
  let seed: UInt64
  /// Nil: the company shown to people; N: N thousand customers and the rest in proportion.
  let scale: Int?
  /// The time.
  let clock: CompanyClock

  /// The business day.
  var today: Day { clock.desk.now().day }

  /// The place of the usual one: each scale has its own file, so that none is lost to another.
  static func usualPath(scale: Int?, in surround: Surround) -> String {
    surround.dataFolder + (scale.map { "/demo-\($0).sqlite" } ?? "/demo.sqlite")
  }

  /// Whether today's company of this seed stands there, in the present schema.
  ///
  /// - Throws: `ShellError.notADemo` where another company does, whatever opening it throws.
  func isCurrent() throws -> Bool {
    guard access(path, F_OK) == 0 else { return false }
    let migrator = try CompanyOpening.migrator(.sqlite)
    let database: SQLiteDatabase
    do {
      database = try SQLiteDatabase.open(path, options: .init(creates: false))
    } catch OpenError.noSuchFile {
      return false
    }
    defer { try? database.close() }
    let pending = try migrator.pending(in: database)
    guard pending.count < migrator.migrations.count else { return false }
    let store = Store(database: database)
    guard try store.read({ try $0.isDemoCompany() }) ?? true else {
      throw ShellError.notADemo(path: path)
    }
    guard pending.isEmpty else { return false }
    let told = try store.read { reader in
      try ["demo.day", "demo.seed", "demo.scale"].map {
        try reader.find(Setting.self, .text($0))?.value ?? ""
      }
    }
    return told == [today.isoText, String(seed), scale.map(String.init) ?? ""]
  }

  /// Makes it, beside what stands there until it is whole.
  func build(_ progress: @escaping (DemoProgress) -> Void) throws {
    if let slash = path.lastIndex(of: "/") { Surround.makeFolder(String(path[..<slash])) }
    let content = try DemoContent(resources: ResourceFolder.located())
    let plan = DemoPlan(content: content, seed: seed, today: today, scale: scale)
    // Identities older than anything that will be done today, and the same at every making.
    let midnight = Instant(today)
    let ids = IDMint(IDSource(clock: { midnight }, random: SeededGenerator(seed: seed)))
    try SQLiteDatabase.build(path) { database in
      try CompanyOpening.migrator(.sqlite).upgrade(database, nowMs: midnight.milliseconds)
      let store = Store(database: database)
      try DemoLoader(plan, ids: ids, progress: progress).load(into: store)
    }
  }

  /// Bytes of the file.
  var size: Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

/// The people of the demo company who open it.
struct DemoStaff {
  /// It is seen through the eyes of one who sells, not of the administrator.
  let salesperson: String
  /// Who approves.
  let manager: String

  /// Reads them from the demo's content.
  init() throws {
    let staff = try DemoContent(resources: ResourceFolder.located()).staff
    func first(_ role: Role) -> String? { staff.first { $0.role == role.rawValue }?.code }
    salesperson = first(.salesperson) ?? CompanyIdentity.administratorCode
    manager = first(.manager) ?? ""
  }
}

extension DemoFile {
  /// The seed of the company that everybody sees.
  static let usualSeed: UInt64 = 2026

  /// The demo company that everybody sees, at its usual place.
  static func usual(in surround: Surround) throws -> DemoFile {
    DemoFile(
      path: usualPath(scale: nil, in: surround), seed: usualSeed, scale: nil,
      clock: CompanyClock(timeZone: "Europe/Paris", now: try CompanyClock.source(surround)))
  }
}
