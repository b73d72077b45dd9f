import Foundation
import SalesTesting
import TerminalTesting
import Testing

/// What the continuous build gates of terminal.md §4.3: bytes and wake-ups, never times.
@Suite("A quiet program", .serialized)
struct QuietTests {
  private let counter: Counter

  init() throws {
    counter = try Counter()
    try counter.openOpportunities(12)
  }

  private func board(_ width: Int = 120, _ height: Int = 40) throws -> PtySession {
    let session = try counter.open(width, height)
    try session.see("COMPTOIR")
    try session.type("2", see: "Affaire 12")
    return session
  }

  @Test("writes nothing, asks nothing and is never woken while nobody does anything", .eachEngine)
  func idle() throws {
    let session = try board()
    // Threads that read at the start end some seconds after they found no more work: then nothing is
    // left to wake up. What would go on for ever is not forgiven.
    var windows = 0
    while windows < 6, session.observe(forMs: 6_000) != Observation() { windows += 1 }
    let asked = try counter.lastQuestion()
    #expect(session.observe(forMs: 3_000) == Observation(), "bytes and wake-ups in three seconds")
    #expect(try counter.lastQuestion() == asked, "a question to the server in three seconds")
    session.send("q")
    #expect(session.ending() == .exited(0))
  }

  @Test("sends less than 600 bytes for a cursor key", arguments: [(120, 40), (80, 24)])
  func cursorKeys(_ width: Int, _ height: Int) throws {
    let session = try board(width, height)
    session.settle()
    let sizes = try session.moved(times: 6)
    let sum = sizes.reduce(0, +)
    #expect(sum / sizes.count < 600, "\(sizes)")
    #expect(sizes.allSatisfy { $0 < 1_200 }, "\(sizes)")
    session.send("q")
    #expect(session.ending() == .exited(0))
  }
}

extension QuietTests {
  @Test("writes a frame at once: no terminal shows a half of one")
  func wholeFrames() throws {
    let session = try board()
    session.settle()
    let pieces = session.pieceCount
    let sizes = try session.moved(times: 8)
    // ncurses by itself writes at every move of its cursor: 35 pieces were read here. The system may hand a
    // frame over in two.
    #expect(sizes.reduce(0, +) > 16 * 100, "frames of some length")
    #expect(session.pieceCount - pieces <= 16 + 4)
    session.send("q")
    #expect(session.ending() == .exited(0))
  }
}

extension Counter {
  /// When a workstation last asked its server something; nothing on SQLite, whose questions are work of
  /// the program itself and wake it up.
  fileprivate func lastQuestion() throws -> [String] {
    guard company.database.dialect == .postgresql else { return [] }
    return try company.database.read { db in
      try db.rows(
        """
        SELECT pid || ' ' || query_start FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'comptoir%'
          AND pid <> pg_backend_pid() ORDER BY pid
        """
      ) { try $0.text(0) }
    }
  }
}

/// What a program did while it was watched.
struct Observation: Equatable {
  var bytes = 0
  var wakeUps = 0
}

extension PtySession {
  /// Reads until nothing has come for a while.
  func settle() { while read(timeoutMs: 250) {} }

  /// Moves down and up again, each key when the frame before is there.
  ///
  /// - Returns: the bytes of each frame.
  fileprivate func moved(times: Int) throws -> [Int] {
    let keys = [PtyKeys.down, PtyKeys.up].flatMap { Array(repeating: $0, count: times) }
    return try keys.map { key in
      let before = byteCount
      send(key)
      try wait(timeoutMs: PtySession.patienceMs) { _ in self.byteCount > before }
      settle()
      return byteCount - before
    }
  }

  /// Watches the program without touching it.
  func observe(forMs milliseconds: Int) -> Observation {
    let (bytes, wakeUps) = (byteCount, self.wakeUps)
    _ = read(timeoutMs: milliseconds)
    let after = self.wakeUps
    let woken = after.reduce(0) { $0 + $1.value - (wakeUps[$1.key] ?? 0) }
    // A thread that ended was woken to end.
    let ended = wakeUps.keys.count { after[$0] == nil }
    return Observation(bytes: byteCount - bytes, wakeUps: woken + ended)
  }

  /// Voluntary context switches of each thread: every wake-up ends in one.
  private var wakeUps: [String: Int] {
    let folder = "/proc/\(process)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var counts: [String: Int] = [:]
    for thread in threads {
      let status = try? String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)
      let line = status?.split(separator: "\n")
        .first { $0.hasPrefix("voluntary_ctxt_switches") }
      counts[thread] = line?.split(separator: "\t").last.flatMap { Int($0) }
    }
    return counts
  }
}
