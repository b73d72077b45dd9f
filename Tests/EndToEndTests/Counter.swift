import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import TerminalTesting
import Values

/// The program as it was built, beside the bundle of the tests.
enum Program {
  static let path: String = {
    let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: bundle ?? CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: "comptoir").path
  }()

  /// The scripted desk, built beside it.
  static let scriptedDesk = URL(filePath: path).deletingLastPathComponent()
    .appending(path: "scripted-desk").path
}

/// A person's folders and the company they work on: what the real program is started with, and
/// nothing else of this machine.
struct Workplace {
  let home: URL
  let database: String

  /// What the program is given by its user.
  var environment: [String: String] {
    [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
      "COMPTOIR_NOW": "2026-11-23T09:30:00Z", "HOME": home.path,
      "XDG_DATA_HOME": home.path + "/data", "XDG_STATE_HOME": home.path + "/state",
      "XDG_DOCUMENTS_DIR": home.path + "/documents",
    ]
  }

  /// What the workstation is told.
  var arguments: [String] { ["--database", database, "--user", "DURAND", "--lang", "fr"] }

  /// Starts the workstation on a terminal of that size.
  func open(
    _ width: Int = 120, _ height: Int = 40, _ changes: [String: String] = [:]
  ) throws -> PtySession {
    try PtySession(
      Program.path, arguments, environment: environment.merging(changes) { $1 },
      size: (width, height))
  }

  /// Runs the program without a terminal, to its end: standard input, output and error are pipes.
  func run(_ words: [String]) throws -> (status: Int32, output: String, errors: String) {
    try start(Program.path, words).finish()
  }

  /// Starts a program without a terminal and goes on: several may run at once.
  func start(_ path: String, _ words: [String]) throws -> RunningProgram {
    try RunningProgram(
      path, words,
      environment: environment.merging(
        ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }
      ) { $1 })
  }
}

/// A program without a terminal that was started. What it says is short: neither pipe fills up before
/// the other is read.
final class RunningProgram {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  init(_ path: String, _ words: [String], environment: [String: String]) throws {
    process.executableURL = URL(filePath: path)
    process.arguments = words
    process.environment = environment
    process.standardInput = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// The next bytes it says on standard output; empty once it has ended.
  func hear() -> String {
    String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
  }

  /// Where `hear` reads.
  var descriptor: Int32 { output.fileHandleForReading.fileDescriptor }

  /// Ends it at once, as a power cut would.
  func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

  /// Waits for its end; what `hear` gave is not said again.
  func finish() -> (status: Int32, output: String, errors: String) {
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let wrong = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: said, as: UTF8.self),
      String(decoding: wrong, as: UTF8.self)
    )
  }
}

/// A counter that sells fasteners, with folders of its own: what the real program is started on.
///
/// ```
///   let counter = try Counter()
///   let session = try counter.open(80, 24)
///   try session.see("COMPTOIR")
/// ```
/// Every line it can sell keeps its floor; of `ECR-1690` there is less than a big order takes, and
/// BOSSARD sells it.
final class Counter {
  let company: TestCompany
  let workplace: Workplace

  init(_ company: TestCompany? = nil) throws {
    let company = try company ?? TestCompany()
    self.company = company
    workplace = Workplace(
      home: try TestFolders.make("home"), database: company.path)
    try company.salesperson("DURAND", roles: [.salesperson])
    try company.customer("C-0417", name: "Constructions Æther") {
      $0.town = "Lyon"
      $0.creditLimit = Amount(minor: 3_000_000)
    }
    try company.customer("C-0002", name: "Serrurerie Noé") { $0.town = "Grenoble" }
    try stockShelves()
  }

  deinit { try? FileManager.default.removeItem(at: workplace.home) }

  private func stockShelves() throws {
    let family = try company.family("FIXATION", floorPercent: 20)
    let rows: [(String, String, String, String, String)] = [
      ("BHR-1650", "Boulon HR 16x50 8.8", "1.85", "1.21", "4000"),
      ("RON-HR16", "Rondelle HR 16", "0.22", "0.15", "9000"),
      ("ECR-1690", "Écrou HR 16 cl.10", "0.48", "0.33", "800"),
      ("SCE-380", "Scellement chim. 380", "14.20", "9.90", "150"),
      ("TIG-F16", "Tige filetée M16 1 m", "6.90", "4.90", "500"),
      ("FOR-SDS18", "Foret SDS+ 18x200", "11.50", "7.60", "64"),
      ("FOR-SDS18L", "Foret SDS+ 18x450", "19.80", "13.20", "9"),
    ]
    for (code, name, price, cost, stock) in rows {
      let product = try company.product(code, price: price, cost: cost, family: family) {
        $0.name = name
      }
      try company.stock(product, onHand: stock)
      if code == "ECR-1690" { try company.supplier("BOSSARD", of: product, price: "0.33") }
    }
  }

  /// Opens that many opportunities in the first stage of the board, `Affaire 1` first.
  func openOpportunities(_ count: Int) throws {
    let desk = try company.desk("DURAND")
    let stage = try company.stage("PROSPECT").id
    let customer = try company.store.read {
      try $0.first(Customer.self, "WHERE code = \("C-0417")")?.id
    }
    for number in 1...count {
      var new = NewOpportunity(title: "Affaire \(number)")
      new.customerID = customer
      new.stageID = stage
      new.amount = Amount(minor: Int64(number) * 125_000)
      new.expectedCloseDay = company.today + 30
      _ = try desk.perform(CreateOpportunity(new))
    }
  }

  /// Starts the workstation on a terminal of that size.
  func open(
    _ width: Int = 120, _ height: Int = 40, _ changes: [String: String] = [:]
  ) throws -> PtySession {
    try workplace.open(width, height, changes)
  }
}

extension PtySession {
  /// Long enough for a machine that builds at the same time: what is waited for ends the wait.
  static let patienceMs = 60_000

  /// Reads until the screen shows all of these texts; a space stands for the narrow ones too.
  func see(_ texts: String...) throws { try see(all: texts) }

  /// Types, and reads until the screen shows all of these texts.
  func type(_ keys: String, see texts: String...) throws {
    send(keys)
    try see(all: texts)
  }

  /// Types, and reads until the screen does not show this text any more.
  func type(_ keys: String, unsee text: String) throws {
    send(keys)
    try wait(timeoutMs: Self.patienceMs) { !$0.plainText.contains(text) }
  }

  private func see(all texts: [String]) throws {
    try wait(timeoutMs: Self.patienceMs) { screen in
      let shown = screen.plainText
      return texts.allSatisfy { shown.contains($0) }
    }
  }

  /// How it ended.
  func ending() -> PtyExit { exit(timeoutMs: Self.patienceMs) }
}

extension ScreenDecoder {
  /// The screen with ordinary spaces between the thousands.
  var plainText: String {
    text.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
  }
}
