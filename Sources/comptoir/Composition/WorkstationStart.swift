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
//                                                          └► queue: watch other desks' commits
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
    let open = try wish.naming { try OpenDesk(wish) }
    let termination: Termination?
    do {
      defer { try? open.file.database.close() }
      termination = try show(open, log: log)
    }
    if let termination { SignalMask.end(by: termination) }
  }

  private func show(_ open: OpenDesk, log: String) throws -> Termination? {
    let screen = try CursesScreen(
      ScreenOptions(theme: chosenTheme, glyphSet: nil, mouse: true, logPath: log))
    let mailbox = Mailbox<Message>()
    let loop = EventLoop(screen: screen, mailbox: mailbox)
    let seat = Seat(open, mailbox: mailbox)
    let journal = DraftJournal(stateFolder: wish.surround.stateFolder, company: seat.companyName)
    var session = try seat.session(of: open.desk)
    session.drafts = journal.load()
    let model = Model(
      session: session, size: screen.size, registry: .workstation)
    let logger = Logger(label: "comptoir")
    logger.info("workstation starts", metadata: ["database": .string(open.file.path)])
    var program = WorkstationProgram(
      model: model, runner: seat.runner,
      surroundings: Surroundings(
        screen: screen, journal: { journal.append($0) },
        saveFile: SavedFile.saver(folder: wish.surround.documentsFolder),
        switchUser: { try seat.switchUser($0) }))
    seat.watch()
    if let backup = open.file.backup {
      mailbox.post(
        .notice(
          Status(.notice, Words.format.text("cli.upgraded", [Fact("path", .text(backup))]))))
    }
    if let term = screen.unknownTerm {
      let words = Words.format.text("cli.unknownTerminal", [Fact("term", .text(term))])
      mailbox.post(.notice(Status(.notice, words)))
    }
    let termination = loop.run(&program)
    journal.flush()
    logger.info("workstation ends")
    return termination
  }

  /// The theme asked for, else none where `NO_COLOR` is set, else `COMPTOIR_THEME`, else the dark one.
  private var chosenTheme: Theme {
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
  /// - Throws: `ShellError.fileTrouble`.
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
    .fileTrouble(path: path, reason: String(cString: strerror(errno)))
  }
}
