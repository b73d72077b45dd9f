import Database
import Dispatch
import Logging
import Sales
import SalesDesk
import SalesStore
import Synchronization
import Terminal
import Workstation

/// The company as the workstation uses it: the desks of its queues, the session, the watch on what
/// others commit.
final class Seat: Sendable {
  /// Runs the work of screens.
  let runner: EffectRunner
  private let mailbox: Mailbox<Message>
  private let database: any CompanyDatabase
  private let path: String
  private let clock: CompanyClock
  private let indicators: IndicatorsDatabase
  private let watcher = Mutex<(any ChangeWatch)?>(nil)
  private let background = DispatchQueue(label: "comptoir.start", qos: .utility)

  /// The seat of a person at an open company.
  init(_ open: OpenDesk, mailbox: Mailbox<Message>) {
    self.mailbox = mailbox
    database = open.file.database
    path = open.file.path
    clock = open.clock
    indicators = IndicatorsDatabase(of: open.file.database)
    let path = open.file.path
    runner = EffectRunner(
      desks: Self.desks(open.desk, indicators), mailbox: mailbox,
      words: { ShellMessage($0, Words.format, path: path).failure })
  }

  /// The absolute path of the company's file, or its address: what its drafts are kept under.
  var companyName: String { database.dialect == .sqlite ? FileName.absolute(path) : path }

  /// What screens may ask of their surroundings.
  func session(of desk: Desk) throws -> Session {
    var session = try Session.read(desk, format: Words.format)
    session.documents = Surround.process.documentsFolder
    return session
  }

  /// Acts as someone else from now on.
  func switchUser(_ code: String) throws -> Session {
    let former = runner.desk(.acts)
    let actor = try former.read { try CurrentUser.find(code: code, login: nil, in: $0) }
    let desk = Desk(store: former.store, actor: actor, clock: former.clock, ids: former.ids)
    runner.replace(Self.desks(desk, indicators))
    return try session(of: desk)
  }

  /// Tells the screens whenever someone else has committed.
  func watch() {
    background.async { [self] in
      do {
        let mailbox = mailbox
        let started = try database.watchChanges { change in
          switch change {
          case .committed: mailbox.post(.storeChanged)
          case .disconnected:
            mailbox.post(.notice(Status(.failed, Words.format.text("database.disconnected"))))
          case .reconnected:
            mailbox.post(.notice(Status(.notice, Words.format.text("database.reconnected"))))
            mailbox.post(.storeChanged)
          }
        }
        watcher.withLock { $0 = started }
      } catch {
        Logger(label: "comptoir").warning("changes are not watched: \(error)")
      }
    }
  }

  private static func desks(_ desk: Desk, _ indicators: IndicatorsDatabase) -> EffectRunner.Desks {
    EffectRunner.Desks(
      main: desk,
      indicators: Desk(
        store: Store(database: indicators), actor: desk.actor, clock: desk.clock, ids: desk.ids))
  }
}

/// The indicators' own connection, opened by the first who reads: the first frame does not wait for it.
final class IndicatorsDatabase: SQLDatabase {
  private let source: any CompanyDatabase
  private let reader = Mutex<(any InterruptibleDatabase)?>(nil)

  /// The indicators' connection to this company.
  init(of source: any CompanyDatabase) { self.source = source }

  func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    let opened = try reader.withLock { reader -> any InterruptibleDatabase in
      if let reader { return reader }
      let fresh = try source.openIndicators()
      reader = fresh
      return fresh
    }
    return try opened.read(body)
  }

  @discardableResult
  func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    throw SQLError(.readOnly, message: "indicators only read")
  }

  /// Ends the computation under way; whoever asks never waits for the connection being opened.
  func interrupt() {
    if let opened = reader.withLockIfAvailable({ $0 }) { opened?.interrupt() }
  }
}
