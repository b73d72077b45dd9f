import Glibc
import Sales
import SalesStore
import TerminalTesting
import Testing

/// A program killed in the middle of a call loses at most the field being typed.
@Suite("A quote being typed survives", .serialized)
struct RecoveryTests {
  private let counter: Counter

  init() throws { counter = try Counter() }

  private func openQuotes() throws -> PtySession {
    let session = try counter.open()
    try session.see("COMPTOIR")
    return session
  }

  private func typeThreeLines(_ session: PtySession) throws {
    try session.type("3n", see: "Nouveau devis")
    try session.type("aeth", see: "Constructions Æther")
    try session.type(PtyKeys.enter, see: "C-0417")
    try session.type("200*bhr 1650\r", see: "▌ 2", "370,00")
    try session.type("20*sce 380 -5\r", see: "▌ 3", "639,80")
    try session.type("30*tig\r", see: "▌ 4", "846,80")
    try session.type("20*foret", see: "20*foret")
  }

  @Test(
    "kill -9, a crash and SIGTERM, and is there after the next start",
    arguments: [SIGKILL, SIGSEGV, SIGTERM, SIGHUP])
  func recovery(_ number: Int32) throws {
    let session = try openQuotes()
    try typeThreeLines(session)
    session.signal(number)
    #expect(session.ending() == .signalled(number))
    #expect(try quotes() == 0, "nothing was saved: it is the journal that keeps it")

    let next = try openQuotes()
    try next.type("3", see: "Brouillon récupéré")
    try next.type(PtyKeys.enter, see: "BHR-1650", "SCE-380", "TIG-F16", "▌ 4", "846,80")
    try next.type(PtyKeys.f(8), see: "enregistré")
    try expectSaved()
    next.send(PtyKeys.escape)
    try next.see("n nouveau")
    next.send("q")
    #expect(next.ending() == .exited(0))

    let third = try openQuotes()
    try third.type("3", see: "Constructions Æther", "846,80")
    #expect(!third.screen.shows("Brouillon récupéré"), "it is in the store now")
    third.send("q")
    #expect(third.ending() == .exited(0))
  }

  private func quotes() throws -> Int {
    try counter.company.store.read { try $0.count(Quote.self) }
  }

  private func expectSaved() throws {
    try counter.company.store.read { reader in
      let quote = try #require(try reader.all(Quote.self).first)
      #expect(quote.netAmount.minor == 84_680)
      let lines = try reader.all(QuoteLine.self, "WHERE quote_id = \(quote.id) ORDER BY line")
      #expect(lines.map(\.typedQuantity.thousandths) == [200_000, 20_000, 30_000])
    }
  }
}
