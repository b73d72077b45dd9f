import TerminalTesting
import Testing

/// Terminals that are odd, tiny, restless, or none: no crash, and a clear word.
@Suite("Any terminal, or none", .serialized)
struct TerminalKindTests {
  private let counter: Counter

  init() throws {
    counter = try Counter()
    try counter.openOpportunities(12)
  }

  private func leave(_ session: PtySession) {
    session.send("q")
    #expect(session.ending() == .exited(0))
  }

  @Test("A terminal nobody has heard of works, and the status line says so")
  func unknownTerminal() throws {
    let session = try counter.open(120, 40, ["TERM": "minitel-2"])
    try session.see("COMPTOIR", "minitel-2", "inconnu")
    try session.type("2", see: "Affaire 12")
    leave(session)
  }

  @Test("A terminal without cursor is refused in one sentence")
  func dumbTerminal() throws {
    let session = try counter.open(120, 40, ["TERM": "dumb"])
    #expect(session.ending() == .exited(2))
    #expect(session.screen.shows("« dumb » ne sait pas placer un curseur"))
    #expect(!session.recentBytes.contains(0x1B), "not one sequence was sent to it")
  }

  @Test("Pipes are refused in one sentence, on standard error")
  func noTerminal() throws {
    let (status, output, errors) = try counter.workplace.run(counter.workplace.arguments)
    #expect(status == 2)
    #expect(output.isEmpty)
    #expect(errors.contains("a besoin d'un terminal"))
    #expect(errors.split(separator: "\n").count == 1)
  }

  @Test("The C locale shows the screens", arguments: ["C", "POSIX", "xx_YY.NOTHING"])
  func locale(_ name: String) throws {
    let session = try counter.open(120, 40, ["LC_ALL": name])
    try session.see("COMPTOIR", "Pipeline")
    try session.type("2", see: "Affaire 12", "PROSPECT")
    #expect(session.screen.unknown == 0)
    leave(session)
  }

  @Test("The smallest window shows what it can, and the rest once it grows")
  func oneCell() throws {
    let session = try counter.open(1, 1)
    try session.wait(timeoutMs: PtySession.patienceMs) { !$0.text.isEmpty }
    session.send("2" + PtyKeys.down)
    session.resize(width: 38, height: 11)
    try session.see("Fenêtre trop petite : 38x11, il faut", "40x12")
    session.resize(width: 80, height: 24)
    try session.see("COMPTOIR", "Affaire 12")
    session.resize(width: 1, height: 1)
    session.send(PtyKeys.down)
    session.resize(width: 120, height: 40)
    try session.see("COMPTOIR", "Affaire 12", "PROSPECT")
    leave(session)
  }

  @Test("Two hundred resizes while typing end with the frame of a quiet window")
  func storm() throws {
    let session = try counter.open()
    try session.see("COMPTOIR")
    try session.type("2", see: "Affaire 12")
    var random = Seeded(state: 20_261_123)
    let keys = [
      PtyKeys.down, PtyKeys.up, PtyKeys.right, PtyKeys.left, "f", "a", "é", PtyKeys.escape,
    ]
    for _ in 0..<200 {
      session.resize(width: random.next(1...220), height: random.next(1...70))
      session.send(keys[random.next(0...keys.count - 1)])
      session.read(timeoutMs: 0)
    }
    session.send(PtyKeys.escape)
    session.resize(width: 119, height: 39)
    session.resize(width: 120, height: 40)
    try session.see("COMPTOIR", "Affaire 12", "PROSPECT")
    try expectSameAfterRepainting(session)
    leave(session)
  }

  /// What stands on the screen is what the program believes it shows: painting it all again changes
  /// nothing.
  private func expectSameAfterRepainting(_ session: PtySession) throws {
    session.settle()
    let before = session.screen.text
    let bytes = session.byteCount
    session.send("\u{0C}")
    try session.wait(timeoutMs: PtySession.patienceMs) { _ in session.byteCount > bytes }
    session.settle()
    #expect(session.screen.text == before)
  }
}

/// Numbers that are the same at every run (Knuth's linear congruential generator).
struct Seeded {
  var state: UInt64

  mutating func next(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % range.count
  }
}
