import Foundation
import PostgresTesting
import Sales
import SalesStore
import SalesTesting
import TerminalTesting
import Testing

/// A workstation whose server goes away in the middle of a call, on a real terminal.
@Suite("A workstation without its server", .serialized)
struct ConnectionLostTests {
  @Test("says so, goes on with what is loaded, keeps the draft, comes back by itself")
  func lost() throws {
    let server = try ThrowawayServer(settings: ["fsync=off"])
    defer { server.stop() }
    let name = server.freshName()
    try server.run("createdb", [name])
    let counter = try Counter(
      TestCompany(founding: server.address(name), at: server.address(name)))
    let session = try counter.open()
    try session.see("COMPTOIR")
    try session.type("3n", see: "Nouveau devis")
    try session.type("aeth", see: "Constructions Æther")
    try session.type(PtyKeys.enter, see: "C-0417")
    try session.type("200*bhr 1650\r", see: "▌ 2", "370,00")

    try server.shutDown()
    try session.see("La base ne répond plus")
    // What is typed is on the screen and in the journal.
    try session.type("+ gardé sans la base\r", see: "gardé sans la base", "▌ 3")
    #expect(try journal(of: counter).contains("gardé sans la base"))
    try session.type("+ et une de plus\r", see: "et une de plus", "▌ 4")

    try server.startAgain()
    try session.see("La base répond de nouveau")
    try session.type(PtyKeys.f(8), see: "enregistré")
    try counter.company.store.read { reader in
      let quote = try #require(try reader.all(Quote.self).first)
      let lines = try reader.all(QuoteLine.self, "WHERE quote_id = \(quote.id) ORDER BY line")
      #expect(lines.map(\.description).dropFirst() == ["gardé sans la base", "et une de plus"])
    }
    session.send(PtyKeys.escape)
    try session.see("n nouveau")
    session.send("q")
    #expect(session.ending() == .exited(0))
  }

  /// What the drafts' journal of the workplace holds.
  private func journal(of counter: Counter) throws -> String {
    let folder = counter.workplace.home.appending(path: "state/comptoir/drafts")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
  }
}
