import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import TerminalTesting
import Testing
import Values

/// What another process does shows up on the screen one looks at, without a key: by NOTIFY on a server,
/// by the file's log on SQLite. `make bench` prints how long it takes.
@Suite("A colleague's change shows up by itself", .eachEngine, .serialized)
struct ColleagueTests {
  private let counter: Counter

  init() throws {
    counter = try Counter()
    try counter.openOpportunities(2)
  }

  /// The workstation on one of its tabs.
  private func desk(_ tab: String, showing text: String) throws -> PtySession {
    let session = try counter.open()
    try session.see("COMPTOIR")
    try session.type(tab, see: text)
    session.settle()
    return session
  }

  /// A colleague's command, in a process of its own.
  private func colleague(_ words: String...) throws {
    let run = try counter.workplace.run(
      words + ["--database", counter.workplace.database, "--user", "ADMIN", "--lang", "fr"])
    try #require(run.status == 0, "\(words): \(run.errors)")
  }

  @Test("on the board: a new opportunity, then its move")
  func board() throws {
    let session = try desk("2", showing: "Affaire 2")
    try colleague("opportunity", "add", "Toiture neuve", "--customer", "C-0002")
    try session.see("Toiture neuve")
  }

  @Test("in the lists of customers and of quotes")
  func lists() throws {
    let customers = try desk("4", showing: "Serrurerie")
    let quotes = try desk("3", showing: "Devis")
    try colleague("customer", "add", "Zinguerie Alpha")
    try customers.see("Zinguerie Alpha")
    try colleague("quote", "new", "--customer", "C-0002", "5*RON-HR16")
    try quotes.see("D-0001", "Serrurerie")
  }

  @Test("in a quote that is open: a line more, and the total with it")
  func quote() throws {
    try colleague("quote", "new", "--customer", "C-0002", "100*RON-HR16", "--user", "DURAND")
    let session = try desk("3", showing: "D-0001")
    try session.type("\r", see: "RON-HR16", "22,00")
    session.settle()
    try colleague("quote", "add", "D-0001", "10*FOR-SDS18")
    try session.see("FOR-SDS18", "137,00")
  }

  @Test("an import, which is no act, announces itself too")
  func imported() throws {
    let session = try desk("4", showing: "Serrurerie")
    let folder = counter.workplace.home.appending(path: "files")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("key,code,name,town\nC-9,C-9,Importé et fils,Nantes\n".utf8)
      .write(to: folder.appending(path: "customer.csv"))
    try colleague("import", "--profile", "comptoir", folder.path)
    try session.see("Importé et fils")
    try colleague("import", "--profile", "comptoir", "--dry-run", folder.path)
  }
}
