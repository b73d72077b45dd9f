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
  /// Who looks.
  let terminal: BenchTerminal
  /// The colleague's desk, on connections of its own.
  let desk: Desk

  /// - Parameter engine: named in the report.
  func run(_ engine: String, into report: inout Report) {
    do {
      let session = try opened()
      defer {
        session.close()
      }
      var times: [Double] = []
      for turn in 0..<25 {
        // The watch of SQLite looks for some seconds after each commit: each turn begins in quiet.
        session.settle(quietMs: 300)
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
    let session = try terminal.opened()
    // Filtered, so that what comes is on the screen whatever else the column holds.
    for keys in ["2", "f", "colleague\r"] {
      session.send(keys)
      session.settle(quietMs: 500)
    }
    return session
  }
}
