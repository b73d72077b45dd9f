import Database
import Dispatch
import Glibc
import Logging
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values
import Workstation

// From the shell to the first frame. What the first frame does not need comes after it, on queues:
//
//   tty? ─► signals blocked ─► company open ─► session ─► screen ─► loop ─► first frame
//                 │                                        └► queue: watch other desks' commits
//                 └► no company: screen ─► first start's form ─► queue: founded ─► the same screen
//
/// Starts the workstation and stays in it until the person leaves.
struct WorkstationStart {
  /// Which company, and who.
  let wish: DeskWish
  /// `--theme`, by name.
  let theme: Theme?

  /// Runs the workstation.
  ///
  /// - Throws: `ShellError.noTerminal`, `ScreenError`, and whatever opening the company throws.
  func run() throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw ShellError.noTerminal }
    guard wish.surround.value("TERM") != "dumb" else { throw ShellError.unsuitableTerminal("dumb") }
    SignalMask.block()
    let state = wish.surround.stateFolder
    Surround.makeFolder(state)
    let log = state + "/comptoir.log"
    try LogFile.bootstrap(path: log, now: CompanyClock.source(wish.surround))
    let termination = try openOrBegin(log)
    if let termination { SignalMask.end(by: termination) }
  }

  private func openOrBegin(_ log: String) throws -> Termination? {
    if FirstStartDesk.isNeeded(for: wish) { return try beginFirst(log) }
    do {
      return try openCompany(log)
    } catch OpenError.noSuchFile {
      // A file whose founding was cut short: nobody is in it yet.
      guard CompanyOpening.holdsSomething(wish.path) else {
        throw OpenError.noSuchFile(path: wish.path)
      }
      return try beginFirst(log)
    }
  }

  /// The company is there.
  private func openCompany(_ log: String) throws -> Termination? {
    let open = try wish.naming { try OpenDesk(wish) }
    defer { try? open.file.database.close() }
    let stage = try Stage(self, log)
    let seat = Seat(open, mailbox: stage.mailbox)
    let seated = SeatedDesk(open: open, seat: seat, session: try seat.session(of: open.desk))
    var program = workstation(on: seated, stage)
    let termination = stage.loop.run(&program)
    stage.end()
    return termination
  }

  /// No company yet: the form first, then the workstation in the same terminal.
  private func beginFirst(_ log: String) throws -> Termination? {
    let stage = try Stage(self, log)
    let desk = FirstStartDesk(wish, mailbox: stage.mailbox)
    defer { desk.made.withLock { try? $0?.open.file.database.close() } }
    var program = FirstStartProgram(
      form: FirstStartDesk.form(for: wish), size: stage.screen.size, begin: { desk.begin($0) },
      repaint: { stage.screen.repaint() },
      open: { desk.made.withLock { $0 }.map { workstation(on: $0, stage) } })
    let termination = stage.loop.run(&program)
    stage.end()
    return termination
  }

  /// What a start has whatever it shows: the terminal, the loop, the journal once there is a company.
  private final class Stage {
    let screen: CursesScreen
    let mailbox = Mailbox<Message>()
    let loop: EventLoop<Message>
    var journal: DraftJournal?
    let logger = Logger(label: "comptoir")

    init(_ start: WorkstationStart, _ log: String) throws {
      screen = try CursesScreen(
        ScreenOptions(theme: start.chosenTheme, glyphSet: nil, mouse: true, logPath: log))
      loop = EventLoop(screen: screen, mailbox: mailbox)
    }

    func end() {
      journal?.flush()
      logger.info("workstation ends")
    }
  }

  private func workstation(on seated: SeatedDesk, _ stage: Stage) -> WorkstationProgram {
    let seat = seated.seat
    let journal = DraftJournal(stateFolder: wish.surround.stateFolder, company: seat.companyName)
    stage.journal = journal
    var session = seated.session
    session.drafts = journal.load()
    let writer = FileWriter(
      folder: wish.surround.documentsFolder, home: wish.surround.home)
    let path = seated.open.file.path
    stage.logger.info("workstation starts", metadata: ["database": .string(path)])
    let program = WorkstationProgram(
      model: Model(session: session, size: stage.screen.size, registry: .workstation),
      runner: seat.runner,
      surroundings: Surroundings(
        screen: stage.screen, journal: { journal.append($0) },
        saveFile: SavedFile.saver(folder: wish.surround.documentsFolder),
        writeFile: { try writer.write($0, replacing: $1, $2) },
        readText: { try ListFile.text(at: writer.absolute($0)) },
        switchUser: { try seat.switchUser($0) }))
    seat.watch()
    if let backup = seated.open.file.backup {
      stage.mailbox.post(
        .notice(
          Status(.notice, Words.format.text("cli.upgraded", [Fact("path", .text(backup))]))))
    }
    if let term = stage.screen.unknownTerm {
      let words = Words.format.text("cli.unknownTerminal", [Fact("term", .text(term))])
      stage.mailbox.post(.notice(Status(.notice, words)))
    }
    return program
  }

  /// The theme asked for, else none where `NO_COLOR` is set, else `COMPTOIR_THEME`, else the dark one.
  fileprivate var chosenTheme: Theme {
    if let theme { return theme }
    // https://no-color.org: present and not empty.
    if wish.surround.value("NO_COLOR") != nil { return .mono }
    return wish.surround.value("COMPTOIR_THEME").flatMap { Theme.named($0) } ?? .dark
  }
}

/// Files that a person asked for, in their documents folder; an existing one is never written over.
enum SavedFile {
  static func saver(folder: String) -> @Sendable (String, [UInt8]) throws -> String {
    { name, bytes in
      Surround.makeFolder(folder)
      let plain = name.replacing("/", with: "-")
      let dot = plain.lastIndex(of: ".") ?? plain.endIndex
      for number in 1...999 {
        let suffix = number == 1 ? "" : "-\(number)"
        let path = folder + "/" + plain[..<dot] + suffix + plain[dot...]
        if try write(bytes, to: path) { return path }
      }
      throw ShellError.fileExists(path: folder + "/" + plain)
    }
  }

  /// Writes a file that does not exist yet; false when it does.
  ///
  /// - Throws: `ShellError.unwritable`.
  static func write(_ bytes: [UInt8], to path: String) throws -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw trouble(path) }
      return false
    }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else {
        let error = trouble(path)
        unlink(path)
        throw error
      }
      written += count
    }
    return true
  }

  private static func trouble(_ path: String) -> ShellError {
    .unwritable(path: path, errno: errno)
  }
}
