import Database
import Exchange
import Foundation
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Values

/// A company of its own, founded for one test, into which files are imported.
final class ImportCompany {
  static let today = Day(daysSinceEpoch: 20_780)
  let database: any CompanyDatabase
  private let place: DatabasePlace
  let folder: URL
  var store: Store { Store(database: database) }
  let ids: IDMint

  init(_ currency: Currency = .eur, seed: UInt64 = 1) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("comptoir-import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    place = try Engine.current.freshPlace()
    let ids = IDMint(
      IDSource(clock: { Instant(Self.today) }, random: SeededGenerator(seed: seed)))
    self.ids = ids
    var identity = CompanyIdentity(name: "Essai", administratorName: "Camille")
    identity.currency = currency
    let migrator = Migrator(try place.engine.migrations())
    database = try place.open()
    try migrator.upgrade(database, nowMs: 0)
    try Store(database: database).write { try CompanyFounding(identity, ids: ids).write(to: $0) }
  }

  deinit {
    try? database.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What an import answered.
  struct Answer {
    let summary: ImportSummary
    let rejections: [ImportRejection]
  }

  struct Stop: Error {}

  /// Imports a folder in one transaction; `stopping` breaks it off before its end.
  @discardableResult
  func run(
    _ name: String, _ directory: String, isNew: Bool = true, stopping: Bool = false
  ) throws -> Answer {
    let found = try ImportProfile.named(name, in: ResourceFolder.located())
    guard let profile = found else { throw Stop() }
    var rejections: [ImportRejection] = []
    let summary = try store.write { writer in
      rejections = []
      let target = StoreImport(
        profile, into: writer, ids: ids, today: Self.today, isNewCompany: isNew)
      let stream = try ImportStream(profile, directory: directory)
      let summary = try ImportRun(stream, into: target) { rejections.append($0) }.run()
      if stopping { throw Stop() }
      return summary
    }
    return Answer(summary: summary, rejections: rejections)
  }

  /// Imports our own files, written here.
  @discardableResult
  func run(files: [String: String], isNew: Bool = false) throws -> Answer {
    try run("comptoir", write(files), isNew: isNew)
  }

  func write(_ files: [String: String]) throws -> String {
    let place = folder.appendingPathComponent("files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: place.appendingPathComponent(name))
    }
    return place.path
  }

  func number(_ sql: SQL) throws -> Int {
    try database.read { try $0.first(sql) { try $0.int(0) } ?? -1 }
  }

  /// Everything that is in the company, as text.
  func content() throws -> String {
    try database.read { connection in
      try Table.all.map { table in
        let all = SQL(SQLText(built: table.select + " ORDER BY 1, 2"), [])
        let rows = try connection.rows(all) { row in
          try (0..<row.columnCount).map { "\(try row.value($0))" }.joined(separator: "|")
        }
        return table.name + "\n" + rows.joined(separator: "\n")
      }.joined(separator: "\n\n")
    }
  }
}
