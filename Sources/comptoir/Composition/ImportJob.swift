import Database
import Exchange
import Glibc
import PostgresDatabase
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import Values

/// An import from the first file to the last total: one transaction, in this process, with the note
/// beside the company's file that says who holds it.
///
/// ```
///   no company there ──► founded in the source's currency, beside; its file appears when it is whole
///   company there ─────► one transaction; a dry run takes the same way and is taken back
/// ```
struct ImportJob {
  /// What the files mean.
  let profile: ImportProfile
  /// The folder of the files.
  let folder: String
  /// Which company.
  let wish: DeskWish
  /// Whether nothing is to be kept.
  let isDryRun: Bool
  /// Where refused rows go.
  let rejects: RejectsFile

  /// The end of a dry run: everything is taken back.
  private struct TakenBack: Error {
    let summary: ImportSummary
  }

  /// Does it.
  func run() throws -> ImportSummary {
    // Files are looked at before the company is: nothing is touched for a wrong folder.
    _ = try ImportStream(profile, directory: folder)
    let summary = try wish.naming { try existsCompany ? intoCompany() : intoNewCompany() }
    try rejects.close()
    return summary
  }

  // On a server companies are made by `init` alone.
  private var existsCompany: Bool {
    if PostgresAddress(wish.path) != nil { return true }
    var status = stat()
    return stat(wish.path, &status) == 0 && status.st_size > 0
  }

  private func intoCompany() throws -> ImportSummary {
    let open = try OpenDesk(wish)
    defer { try? open.file.database.close() }
    guard open.desk.actor.holds(.manager) || open.desk.actor.holds(.administrator) else {
      throw Refusal(
        .roleMissing, Fact("act", .text("import")), Fact("roles", .text(Role.manager.rawValue)))
    }
    let own = profile.isOwn ? profile.inCurrency(open.company.currency) : profile
    return try open.file.database.holding(
      user: open.desk.actor.code, what: "import \(profile.name)",
      sinceMs: open.clock.now().milliseconds
    ) {
      try transaction(own, open.file.store, open.desk.ids, open.desk.clock.now().day, isNew: false)
    }
  }

  /// A company founded for the import has its currency; the founding is part of the whole.
  private func intoNewCompany() throws -> ImportSummary {
    let now = try CompanyClock.source(wish.surround)
    let ids = IDMint(IDSource(clock: now))
    let today = CompanyClock(timeZone: "Europe/Paris", now: now).desk.now().day
    var identity = NewCompany.identity()
    identity.currency = profile.currency
    func fill(_ database: SQLiteDatabase) throws -> ImportSummary {
      try CompanyOpening.migrator(.sqlite).upgrade(database, nowMs: now().milliseconds)
      let store = Store(database: database)
      try store.write { try CompanyFounding(identity, ids: ids).write(to: $0) }
      return try transaction(profile, store, ids, today, isNew: true)
    }
    if isDryRun { return try fill(SQLiteDatabase.inMemory()) }
    let path = FileName.absolute(wish.path)
    if let slash = path.lastIndex(of: "/") { Surround.makeFolder(String(path[..<slash])) }
    var summary = ImportSummary()
    try SQLiteDatabase.build(wish.path) { summary = try fill($0) }
    return summary
  }

  private func transaction(
    _ profile: ImportProfile, _ store: Store, _ ids: IDMint, _ today: Day, isNew: Bool
  ) throws -> ImportSummary {
    do {
      return try store.write { writer in
        // The engine may begin again after waiting for another: so does everything here.
        try rejects.begin()
        let target = StoreImport(
          profile, into: writer, ids: ids, today: today, isNewCompany: isNew)
        let stream = try ImportStream(profile, directory: folder)
        let summary = try ImportRun(stream, into: target) { try rejects.add($0) }.run()
        if isDryRun { throw TakenBack(summary: summary) }
        try writer.announceInBulk("import")
        return summary
      }
    } catch let end as TakenBack {
      return end.summary
    }
  }
}

/// The file of refused rows: made when the first is refused; a former one goes.
final class RejectsFile {
  /// Where it stands.
  let path: String
  /// How many refusals it holds.
  private(set) var count = 0
  /// The first of them, for a person to read at once.
  private(set) var first: [ImportRejection] = []
  private var file: CSVFile?

  /// Refusals go to that path.
  init(path: String) { self.path = path }

  func begin() throws {
    (count, file, first) = (0, nil, [])
    if access(path, F_OK) == 0, unlink(path) != 0 {
      throw ShellError.fileTrouble(path: path, reason: String(cString: strerror(errno)))
    }
  }

  func add(_ rejection: ImportRejection) throws {
    let file = try self.file ?? CSVFile(path: path)
    if self.file == nil { try file.append(ImportRejection.columns + ["sentence"]) }
    self.file = file
    count += 1
    if first.count < 5 { first.append(rejection) }
    try file.append(rejection.cells + [ImportWords.sentence(rejection)])
  }

  func close() throws { try file?.flush() }
}
