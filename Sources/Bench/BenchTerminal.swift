import Foundation
import TerminalTesting

/// The real program on a pty of 120x40, in French, on one company.
struct BenchTerminal {
  let program: String
  /// The path of a file, the address of a database.
  let database: String
  /// Who works at it.
  let user: String

  /// Starts the program.
  func started() throws -> PtySession {
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm-256color"
    environment["LC_ALL"] = "C.UTF-8"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["TMUX"] = nil
    // A start of its own: what the one before was typing when it was ended is not offered again.
    environment["XDG_STATE_HOME"] =
      FileManager.default.temporaryDirectory.path + "/comptoir-bench-\(UUID().uuidString)"
    return try PtySession(
      program, ["--database", database, "--user", user, "--lang", "fr"],
      environment: environment, size: (120, 40))
  }

  /// Starts it and waits until its first screen is whole.
  func opened() throws -> PtySession {
    let session = try started()
    try session.wait(timeoutMs: 30_000) { $0.shows("COMPTOIR") }
    session.settle()
    return session
  }
}

extension PtySession {
  /// Reads until nothing more comes for so long.
  func settle(quietMs: Int = 150) {
    while read(timeoutMs: quietMs) {}
  }

  /// Milliseconds from a key to the last byte of its frame, and the bytes of that frame. What this side does
  /// with the bytes is not the program's time.
  func press(_ text: String) -> (ms: Double, bytes: Double) {
    let before = byteCount
    let start = Stopwatch.now()
    send(text)
    while read(timeoutMs: 12) {}
    let last = byteCount > before ? lastByteNs : start
    return (Double(last - start) / 1e6, Double(byteCount - before))
  }

  /// Ends the program.
  func close() {
    signal(15)
    _ = exit()
  }
}
