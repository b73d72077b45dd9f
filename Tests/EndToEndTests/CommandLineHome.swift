import Foundation
import Testing

/// A home of its own for one test: the real program runs in it with a fixed environment and a clock
/// that stands still on Monday 23 November 2026.
final class CommandLineHome {
  /// What a run left.
  struct Run {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  /// The folder; goes with the value.
  let folder: URL
  /// Further variables of the environment.
  var environment: [String: String] = [:]

  /// An empty home.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("comptoir-home-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A home with a company.
  static func withCompany() throws -> CommandLineHome {
    let home = try CommandLineHome()
    try home.done("init", "--name", "Négoce d'essai", "--town", "Lyon", "--person", "Camille")
    return home
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the home.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// The usual database.
  var database: String { path("data/comptoir/company.sqlite") }

  /// Runs the program.
  @discardableResult
  func run(_ arguments: String...) throws -> Run { try runAll(arguments) }

  /// Runs the program and requires that it did what was asked.
  @discardableResult
  func done(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let run = try runAll(arguments)
    let told = Comment(rawValue: run.errors + run.output)
    try #require(run.exitCode == 0, told, sourceLocation: sourceLocation)
    return run.output
  }

  /// Runs the program with `--json` and reads its answer.
  func json(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String: Any] {
    let run = try runAll(arguments + ["--json"])
    try #require(
      run.exitCode == 0, Comment(rawValue: run.errors), sourceLocation: sourceLocation)
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(value as? [String: Any], sourceLocation: sourceLocation)
  }

  /// Runs the program with arguments made beforehand.
  func runAll(_ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "HOME": folder.path, "XDG_DATA_HOME": path("data"), "XDG_STATE_HOME": path("state"),
      "PATH": "/usr/bin:/bin", "LANG": "fr_FR.UTF-8", "COMPTOIR_NOW": "2026-11-23T09:00:00Z",
    ].merging(environment) { $1 }
    let (output, errors) = (path("stdout"), path("stderr"))
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Run(
      exitCode: process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// The program, built beside the test bundle that the arguments name.
  private static func program() throws -> URL {
    let folders = CommandLine.arguments.filter { $0.contains("/") }
      .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let found = folders.map { $0.appendingPathComponent("comptoir") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(found, "the program is not built beside the tests")
  }
}
