import Database
import Foundation
import PostgresDatabase
import PostgresTesting
import SQLiteDatabase
import Synchronization
import Testing

/// The engines every test of the store, the desk and the stories runs on.
public enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case sqlite = "SQLite"
  case postgresql = "PostgreSQL"

  /// The engine of the companies a test makes: SQLite, unless the test runs on each.
  @TaskLocal public static var current = Engine.sqlite

  /// The engine of a place: the path of a file, the address of a database.
  public init(of place: String) {
    self = PostgresAddress(place) == nil ? .sqlite : .postgresql
  }

  /// The name of its folder of migrations.
  public var folder: String { rawValue }

  /// The name of the engine.
  public var testDescription: String { rawValue }

  /// Its migrations, as they stand in the sources.
  public func migrations() throws -> [Migration] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Resources/Migrations/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".sql") }
      .map { name in
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return Migration(
          number: Int(name.prefix(4)) ?? 0, name: String(name.dropFirst(5).dropLast(4)), sql: text)
      }
  }

  /// Opens what `place` names: the path of a file, the address of a database.
  public func open(_ place: String) throws -> any CompanyDatabase {
    switch self {
    case .sqlite: return try SQLiteDatabase.open(place)
    case .postgresql:
      guard let address = PostgresAddress(place) else {
        throw ServerTrouble(description: "\(place) is no address")
      }
      return try PostgresDatabase.open(address)
    }
  }

  /// A place for a new database, and what removes it.
  public func freshPlace() throws -> DatabasePlace {
    switch self {
    case .sqlite:
      let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("comptoir-\(UUID().uuidString).sqlite").path
      return DatabasePlace(self, path)
    case .postgresql:
      let server = try ThrowawayServer.shared.get()
      let name = server.freshName()
      try server.run("createdb", [name])
      return DatabasePlace(self, server.address(name))
    }
  }
}

/// Where a test's database is; it goes with the value.
public final class DatabasePlace: Sendable {
  /// The engine.
  public let engine: Engine
  /// The path of a file, the address of a database.
  public let text: String
  /// Whether it goes before its server does.
  private let isShared: Bool

  init(_ engine: Engine, _ text: String) {
    self.engine = engine
    self.text = text
    isShared = true
  }

  /// A database of servers that the test starts and ends itself; it goes with them.
  public init(own address: String) {
    engine = .postgresql
    text = address
    isShared = false
  }

  deinit {
    guard isShared else { return }
    switch engine {
    case .sqlite:
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: text + suffix)
      }
    case .postgresql:
      let name = text.split(separator: "/").last.map(String.init) ?? ""
      _ = try? ThrowawayServer.shared.get().run("dropdb", ["--force", "--if-exists", name])
    }
  }

  /// Opens it.
  public func open() throws -> any CompanyDatabase { try engine.open(text) }
}

/// Runs every test of a suite once on each engine: `TestCompany()` is then of that engine, and an issue
/// says which.
public struct EachEngine: SuiteTrait, TestTrait, TestScoping {
  /// Every test below the suite.
  public var isRecursive: Bool { true }

  /// Cases are run on each engine, suites are not.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> EachEngine? {
    testCase == nil ? nil : self
  }

  /// Runs the case on one engine after the other.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    for engine in Engine.allCases {
      try await Engine.$current.withValue(engine) {
        let naming = IssueHandlingTrait.compactMapIssues { issue in
          var issue = issue
          issue.comments.append("on \(engine.rawValue)")
          return issue
        }
        try await naming.provideScope(for: test, testCase: testCase, performing: function)
      }
    }
  }
}

extension Trait where Self == EachEngine {
  /// Runs every test once on each engine.
  public static var eachEngine: EachEngine { EachEngine() }
}
