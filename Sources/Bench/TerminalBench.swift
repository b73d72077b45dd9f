import Foundation
import TerminalTesting

/// The real program on a real pty, on the large company: what a person feels.
struct TerminalBench {
  let terminal: BenchTerminal

  func run(into report: inout Report) {
    do {
      try measureStart(into: &report)
      try measureBoard(into: &report)
      try measureWhileComputing(into: &report)
      try measureEntry(into: &report)
      try measureIdle(into: &report)
    } catch {
      report.addFailure("workstation on a pty", "\(error)")
    }
  }

  private func measureStart(into report: inout Report) throws {
    var first: [Double] = []
    var fresh: [Double] = []
    for _ in 0..<15 {
      let start = Stopwatch.now()
      let session = try terminal.started()
      try session.wait(timeoutMs: 30_000) { $0.shows("COMPTOIR") }
      first.append(Double(Stopwatch.now() - start) / 1e6)
      var last = Stopwatch.now()
      while session.read(timeoutMs: 60) { last = Stopwatch.now() }
      fresh.append(Double(last - start) / 1e6)
      session.close()
    }
    report.add(
      Measurement(
        name: "exec → first frame", unit: "ms", values: [("p50", Sample(first).percentile(0.5))],
        budget: 60, limit: 100, goal: 20))
    report.add(
      Measurement(
        name: "exec → fresh data", unit: "ms", values: [("p50", Sample(fresh).percentile(0.5))],
        budget: 200, limit: 400))
  }

  private func measureBoard(into report: inout Report) throws {
    let session = try terminal.opened()
    session.send("2")
    session.settle()
    var times: [Double] = []
    var bytes: [Double] = []
    for turn in 0..<240 {
      let text = turn % 8 < 4 ? PtyKeys.down : PtyKeys.up
      let measured = session.press(text)
      guard measured.bytes > 0 else { continue }
      times.append(measured.ms)
      bytes.append(measured.bytes)
    }
    let latency = Sample(times)
    report.add(
      Measurement(
        name: "board: cursor key → last byte", unit: "ms", values: latency.usual, budget: 4,
        limit: 8, goal: 0.15))
    report.add(
      Measurement(
        name: "board: bytes a cursor key", unit: "B",
        values: [("p50", Sample(bytes).percentile(0.5))], budget: 600, limit: 1_200, goal: 400))
    measureSwitches(session, into: &report)
    let memory = Self.megabytes(session.process)
    report.add(
      Measurement(
        name: "memory after all screens: the program's own", unit: "MB",
        values: [("", memory.own)], budget: 60, limit: 100, goal: 60))
    // Pages of the database's file, shared with every other desk and given back at any time.
    report.add(
      Measurement(
        name: "… with the pages of files it looks at through the system's cache", unit: "MB",
        values: [("RSS", memory.resident)]))
    session.close()
  }

  /// The same cursor keys while the indicators are computed: the screen that asked has been left, its
  /// figures are still under way.
  private func measureWhileComputing(into report: inout Report) throws {
    let session = try terminal.opened()
    var times: [Double] = []
    for _ in 0..<12 {
      session.send("8")
      _ = session.read(timeoutMs: 5)
      session.send("2")
      while session.read(timeoutMs: 25) {}
      for turn in 0..<8 {
        let measured = session.press(turn < 4 ? PtyKeys.down : PtyKeys.up)
        if measured.bytes > 0 { times.append(measured.ms) }
      }
    }
    report.add(
      Measurement(
        name: "board: cursor key while KPIs are computed", unit: "ms", values: Sample(times).usual,
        budget: 8, limit: 16))
    session.close()
  }

  private func measureSwitches(_ session: PtySession, into report: inout Report) {
    var bytes: [Double] = []
    for tab in ["1", "3", "4", "5", "6", "7", "8", "2"] {
      bytes.append(session.press(tab).bytes)
      session.settle()
    }
    report.add(
      Measurement(
        name: "bytes of a screen switch", unit: "B", values: [("max", bytes.max() ?? 0)],
        budget: 8_000, limit: 16_000))
  }

  private func measureEntry(into report: inout Report) throws {
    let session = try terminal.opened()
    session.send("3")
    session.settle()
    session.send("n")
    session.settle()
    var times: [Double] = []
    var bytes: [Double] = []
    for word in ["constr", "menuis", "garag", "mairie"] {
      for letter in word {
        let measured = session.press(String(letter))
        guard measured.bytes > 0 else { continue }
        times.append(measured.ms)
        bytes.append(measured.bytes)
      }
      for _ in word { _ = session.press("\u{7F}") }
    }
    report.add(
      Measurement(
        name: "quote entry: letter → last byte", unit: "ms", values: Sample(times).usual,
        budget: 15, limit: 30))
    report.add(
      Measurement(
        name: "quote entry: bytes a letter, proposals with it", unit: "B",
        values: [("p50", Sample(bytes).percentile(0.5))], budget: 8_000))
    session.close()
  }

  private func measureIdle(into report: inout Report) throws {
    let session = try terminal.opened()
    // Dispatch lets go of its idle threads after five seconds: that is the end of the work before.
    session.settle(quietMs: 7_000)
    let before = (threads: Self.contextSwitches(session.process), bytes: session.byteCount)
    _ = session.read(timeoutMs: 3_000)
    let after = (threads: Self.contextSwitches(session.process), bytes: session.byteCount)
    // A thread that came meanwhile was woken; one that went was not.
    let wakeUps = after.threads.reduce(0) { $0 + $1.value - (before.threads[$1.key] ?? 0) }
    report.add(
      Measurement(
        name: "idle for 3 s: wake-ups", unit: "", values: [("", Double(wakeUps))],
        budget: 0, limit: 0))
    report.add(
      Measurement(
        name: "idle for 3 s: bytes", unit: "B", values: [("", Double(after.bytes - before.bytes))],
        budget: 0, limit: 0))
    session.close()
  }

  /// What a process holds: memory of its own, and with the pages of files that are mapped.
  private static func megabytes(_ process: Int32) -> (own: Double, resident: Double) {
    let status =
      (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    func field(_ name: String) -> Double {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      let kilobytes = line?.split { !$0.isNumber }.first.flatMap { Double($0) } ?? 0
      return kilobytes / 1_024
    }
    return (field("RssAnon"), field("VmRSS"))
  }

  /// Voluntary context switches of every thread that is there: each wake-up is one.
  private static func contextSwitches(_ process: Int32) -> [String: Int] {
    let folder = "/proc/\(process)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return threads.reduce(into: [:]) { counts, thread in
      let status =
        (try? String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n")
        .first { $0.hasPrefix("voluntary_ctxt_switches") }
      counts[thread] = line?.split(separator: "\t").last.flatMap { Int($0) } ?? 0
    }
  }
}
