import Foundation

/// `make bench`: the budgets of the large company, next to what was measured here and now.
///
/// The company is made once (`comptoir demo --scale 50`) and kept under the cache folder; the scale is
/// the first argument, the second may name one part: `terminal`, `file`, `server`, `check`, or
/// `typing` (a part of `file`). Machines differ and are noisy: compare ratios within one run.
@main
struct Benchmarks {
  static func main() throws {
    let scale = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 50
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
    let program = folder + "/comptoir"
    let company = try LargeCompany(scale: scale, program: program)
    print("Company: \(company.path), scale \(scale), \(company.sizeText)")
    var report = Report()
    let part = CommandLine.arguments.dropFirst(2).first
    func isWanted(_ name: String) -> Bool { part == nil || part == name }
    if isWanted("terminal") {
      TerminalBench(
        terminal: BenchTerminal(program: program, database: company.path, user: company.user)
      ).run(into: &report)
    }
    if isWanted("file") { try measureFile(company, program, into: &report) }
    if part == "typing" {
      try BenchPlace.withFile(company.path) { place in
        StoreBench(place: place, user: company.user, program: program).runTyping(into: &report)
      }
    }
    if isWanted("server") { measureServer(company, program, into: &report) }
    if isWanted("check") { company.measureCheck(program: program, into: &report) }
    report.print()
  }

  private static func measureFile(
    _ company: LargeCompany, _ program: String, into report: inout Report
  ) throws {
    try BenchPlace.withFile(company.path) { place in
      StoreBench(place: place, user: company.user, program: program).run(into: &report)
      DelayBench(place: place, user: company.user).run(into: &report)
      TeamBench(place: place, user: company.user).run(into: &report)
    }
  }

  private static func measureServer(
    _ company: LargeCompany, _ program: String, into report: inout Report
  ) {
    do {
      try BenchPlace.withServer(company.path, program: program) { place in
        StoreBench(place: place, user: company.user, program: program).run(into: &report)
        TeamBench(place: place, user: company.user).run(into: &report)
      }
    } catch {
      report.addFailure("everything on PostgreSQL", "\(error)")
    }
  }
}

/// The large demo company on disk.
struct LargeCompany {
  let path: String
  /// A salesperson of the demo.
  let user = "cmarchand"

  init(scale: Int, program: String) throws {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/tmp") + "/.cache"
    let folder = home + "/comptoir"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/bench-\(scale).sqlite"
    guard !FileManager.default.fileExists(atPath: path) else { return }
    let start = Stopwatch.now()
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["demo", "--scale", String(scale), "--database", path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchError.demoFailed }
    print("Made in \(Report.text(Double(Stopwatch.now() - start) / 1e9)) s")
  }

  /// `comptoir check`: every invariant of the company and the whole file.
  func measureCheck(program: String, into report: inout Report) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["check", "--database", path, "--user", user]
    process.standardOutput = FileHandle.nullDevice
    let start = Stopwatch.now()
    do {
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        return report.addFailure("check", "exit code \(process.terminationStatus)")
      }
      report.add(
        Measurement(
          name: "check of everything, all green", unit: "s",
          values: [("", Double(Stopwatch.now() - start) / 1e9)]))
    } catch {
      report.addFailure("check", "\(error)")
    }
  }

  var sizeText: String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let bytes = (attributes?[.size] as? NSNumber)?.doubleValue ?? 0
    return Report.text(bytes / 1_048_576) + " MB"
  }
}

enum BenchError: Error {
  case demoFailed, copyFailed
}
