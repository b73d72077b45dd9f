import Foundation
import SalesDesk
import SalesStore
import TerminalTesting
import Values

/// From a colleague's act to the frame of somebody who only looks: the program on a pty shows the board
/// while acts are done on a connection of this process.
///
/// ```
///   perform ─────── COMMIT ─► announced ─► read again ─► frame
///         │◄─ act ─►│◄────────── measured ──────────────►│
/// ```
struct ColleagueBench {
  let program: String
  /// The path of a file, the address of a database.
  let database: String
  /// Who looks.
  let user: String
  /// The colleague's desk, on connections of its own.
  let desk: Desk

  /// - Parameter engine: named in the report.
  func run(_ engine: String, into report: inout Report) {
    do {
      let session = try opened()
      defer {
        session.signal(15)
        _ = session.exit()
      }
      var times: [Double] = []
      for turn in 0..<25 {
        // The watch of SQLite looks for some seconds after each commit: each turn begins in quiet.
        while session.read(timeoutMs: 300) {}
        let title = "Colleague \(turn) \(getpid())"
        var new = NewOpportunity(title: title)
        new.amount = Amount(minor: 900_000_000_000)
        _ = try desk.perform(CreateOpportunity(new))
        let committed = Stopwatch.now()
        try session.wait(timeoutMs: 30_000) { $0.shows("Colleague \(turn) ") }
        times.append(Double(Stopwatch.now() - committed) / 1e6)
        _ = try desk.undo()
      }
      times.sort()
      report.add(
        Measurement(
          name: "\(engine): a colleague's commit → the frame of who looks", unit: "ms",
          values: [("p50", times[times.count / 2]), ("max", times[times.count - 1])], budget: 200))
    } catch {
      report.addFailure("\(engine): a colleague's commit", "\(error)")
    }
  }

  private func opened() throws -> PtySession {
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm-256color"
    environment["LC_ALL"] = "C.UTF-8"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["TMUX"] = nil
    let session = try PtySession(
      program, ["--database", database, "--user", user, "--lang", "fr"],
      environment: environment, size: (120, 40))
    try session.wait(timeoutMs: 30_000) { $0.shows("COMPTOIR") }
    while session.read(timeoutMs: 300) {}
    // Filtered, so that what comes is on the screen whatever else the column holds.
    for keys in ["2", "f", "colleague\r"] {
      session.send(keys)
      while session.read(timeoutMs: 500) {}
    }
    return session
  }
}
