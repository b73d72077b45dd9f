import Foundation
import SQLiteDatabase
import Sales
import SalesStore
import TerminalTesting
import Testing

/// The program started by somebody who has no company yet.
@Suite("The first start on a real terminal", .serialized)
final class FirstStartEndToEndTests {
  private let home: URL
  private let workplace: Workplace

  init() throws {
    home = FileManager.default.temporaryDirectory
      .appending(path: "comptoir-first-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    workplace = Workplace(
      home: home, database: home.path + "/data/comptoir/company.sqlite")
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  private func start(
    _ width: Int, _ height: Int, _ words: [String] = ["--lang", "fr"]
  ) throws -> PtySession {
    try PtySession(
      Program.path, words, environment: workplace.environment, size: (width, height))
  }

  private var exists: Bool { FileManager.default.fileExists(atPath: workplace.database) }

  @Test(
    "a company is described, founded and opened, in the same terminal",
    arguments: [(120, 40), (80, 24), (60, 16)])
  func founding(_ width: Int, _ height: Int) throws {
    let session = try start(width, height)
    try session.see("Premier démarrage", "Raison sociale")
    try session.type("Négoce du Rhône\t73282932", see: "Ce n'est pas un SIREN")
    try session.type("0\t", see: "732 829 320")
    if height > 16 { try session.see("FR44732829320") }
    try session.type("\t12 rue du Port\t69003 Lyon\t\t", see: "Dépôt")
    #expect(!exists, "nothing is written before it is confirmed")
    try session.type("Gerland\t\u{15}Camille Roux\t\u{15}croux", see: "croux")
    try session.type(PtyKeys.f(8), see: "Négoce du Rhône est créée")
    #expect(exists)
    // The empty company says what to do next, and does it.
    try session.type("4", see: "n ")
    try session.type("n", see: "Nouveau client")
    try session.type(PtyKeys.escape, unsee: "Nouveau client")
    session.send("q")
    #expect(session.ending() == .exited(0))
    try expectFounded()
    let again = try start(width, height)
    try again.see("Aujourd'hui")
    again.send("q")
    #expect(again.ending() == .exited(0))
  }

  private func expectFounded() throws {
    let database = try SQLiteDatabase.open(workplace.database, options: .init(creates: false))
    defer { try? database.close() }
    try Store(database: database).read { reader in
      let company = try reader.get(Company.self, .integer(1))
      #expect(company.name == "Négoce du Rhône" && company.siren == "732829320")
      #expect(company.vatNumber == "FR44732829320" && company.address == "12 rue du Port")
      #expect(company.postalCode == "69003" && company.town == "Lyon" && !company.demo)
      #expect(try reader.all(Warehouse.self).map(\.name) == ["Gerland"])
      let people = try reader.all(Salesperson.self)
      #expect(people.map(\.code) == ["CROUX"] && people.map(\.name) == ["Camille Roux"])
    }
  }

  @Test("Escape leaves without a file, and without one more word than that")
  func leaving() throws {
    let session = try start(80, 24)
    try session.see("Premier démarrage")
    try session.type("\u{3}", see: "Échap quitte")
    session.send(PtyKeys.escape)
    #expect(session.ending() == .exited(0))
    #expect(!session.screen.isAlternate && session.isCooked)
    #expect(!exists)
  }

  @Test("F3 says what to type, F2 opens the demo company, and neither makes a company")
  func otherWays() throws {
    let session = try start(80, 24, ["--lang", "en"])
    try session.see("First start")
    try session.type(PtyKeys.f(3), see: "comptoir import --profile comptoir FOLDER")
    try session.type(PtyKeys.escape, see: "Company name")
    try session.type(PtyKeys.f(2), see: "Preparing the demo")
    try session.see("everything is made up", "pvasseur")
    session.send("q")
    #expect(session.ending() == .exited(0))
    #expect(!exists)
    #expect(FileManager.default.fileExists(atPath: home.path + "/data/comptoir/demo.sqlite"))
  }

  @Test("a folder that cannot be written is said at once; a file that cannot be, in the form")
  func refused() throws {
    let nowhere = home.path + "/nowhere/company.sqlite"
    let absent = try start(80, 24, ["--lang", "fr", "--database", nowhere])
    #expect(absent.ending() == .exited(4))
    // The window cuts the path wherever its edge falls.
    let said = absent.screen.plainText.replacing("\n", with: "")
    #expect(said.contains("/nowhere/company.sqlite"), "\(said)")
  }

  @Test("a signal during the form ends it, and the shell has its terminal back")
  func signalled() throws {
    let session = try start(80, 24)
    try session.see("Premier démarrage")
    session.signal(SIGTERM)
    #expect(session.ending() == .signalled(SIGTERM))
    #expect(!session.screen.isAlternate && session.isCooked)
    #expect(!exists)
  }
}
