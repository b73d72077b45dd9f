import Glibc
import TerminalTesting
import Testing

/// Whatever ends the program, the shell that follows finds its terminal as it was, and is told the
/// truth about the end.
@Suite("A program that ends gives the terminal back", .serialized)
struct TerminalRestoredTests {
  private let counter: Counter

  init() throws {
    counter = try Counter()
    try counter.openOpportunities(4)
  }

  /// The workstation on its board, which has taken the terminal: without that nothing is proven.
  private func opened(_ changes: [String: String] = [:]) throws -> PtySession {
    let session = try counter.open(120, 40, changes)
    try session.see("COMPTOIR")
    try session.type("2", see: "Affaire 4")
    #expect(session.screen.isAlternate)
    #expect(session.screen.modes.isSuperset(of: [1_000, 2_004]))
    #expect(!session.isCooked)
    return session
  }

  private func expectGivenBack(
    _ session: PtySession, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let screen = session.screen
    #expect(!screen.isAlternate, "the ordinary screen", sourceLocation: sourceLocation)
    #expect(screen.modes.contains(25), "the cursor is seen", sourceLocation: sourceLocation)
    #expect(
      screen.modes.isDisjoint(with: [1_000, 1_002, 1_003, 1_006, 2_004]),
      "mouse and paste are the shell's: \(screen.modes.sorted())", sourceLocation: sourceLocation)
    #expect(session.isCooked, "echo, lines and signals", sourceLocation: sourceLocation)
  }

  @Test("q leaves with 0")
  func leaving() throws {
    let session = try opened()
    session.send("q")
    #expect(session.ending() == .exited(0))
    expectGivenBack(session)
  }

  @Test(
    "A signal from outside, and the parent sees which",
    arguments: [SIGTERM, SIGHUP, SIGINT])
  func asked(_ number: Int32) throws {
    let session = try opened()
    session.signal(number)
    #expect(session.ending() == .signalled(number))
    expectGivenBack(session)
  }

  @Test(
    "A crash, and the parent sees which: SIGILL is what a Swift trap raises",
    arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE])
  func crash(_ number: Int32) throws {
    let session = try opened()
    session.signal(number)
    #expect(session.ending() == .signalled(number))
    expectGivenBack(session)
  }

  @Test("A trap while the runtime would print a backtrace")
  func trapWithBacktraces() throws {
    let session = try opened(["SWIFT_BACKTRACE": "enable=yes"])
    session.signal(SIGILL)
    #expect(session.ending() == .signalled(SIGILL))
    expectGivenBack(session)
  }

  @Test("A trap while keys pour in and frames are written")
  func trapWhileDrawing() throws {
    let session = try opened()
    session.send(String(repeating: PtyKeys.down + PtyKeys.up, count: 200))
    session.signal(SIGILL)
    #expect(session.ending() == .signalled(SIGILL))
    expectGivenBack(session)
  }

  @Test("A terminal that goes away takes the program with it")
  func hangUp() throws {
    let session = try opened()
    session.hangUp()
    #expect(session.ending() == .signalled(SIGHUP))
  }

  @Test("A program that was killed leaves a company that opens")
  func killed() throws {
    let session = try opened()
    session.signal(SIGKILL)
    #expect(session.ending() == .signalled(SIGKILL))
    let next = try opened()
    next.send("q")
    #expect(next.ending() == .exited(0))
  }
}
