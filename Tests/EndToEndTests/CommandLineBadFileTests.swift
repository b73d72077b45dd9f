import Database
import Foundation
import SQLiteDatabase
import Testing

@Suite("Files that are no company")
struct CommandLineBadFileTests {
  /// One clear sentence, exit 4, the file untouched.
  private func expectRefused(
    _ home: CommandLineHome, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = FileManager.default.contents(atPath: path)
    for command in [["customer", "list"], ["init"]] {
      let run = try home.runAll(command + ["--database", path])
      let told = Comment(rawValue: run.errors)
      #expect(run.exitCode == 4, told, sourceLocation: sourceLocation)
      #expect(run.output.isEmpty, told, sourceLocation: sourceLocation)
      let sentences = run.errors.split(separator: "\n")
      #expect(sentences.count == 1, told, sourceLocation: sourceLocation)
      #expect(run.errors.contains(path), told, sourceLocation: sourceLocation)
    }
    #expect(FileManager.default.contents(atPath: path) == before, sourceLocation: sourceLocation)
  }

  private func write(_ bytes: Data, to path: String) throws {
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  @Test("not a database")
  func garbage() throws {
    let home = try CommandLineHome()
    try write(Data("Ceci n'est pas une base.".utf8), to: home.path("notes.txt"))
    try expectRefused(home, home.path("notes.txt"))
  }

  @Test("a directory")
  func directory() throws {
    let home = try CommandLineHome()
    try expectRefused(home, home.folder.path)
  }

  @Test("a truncated company")
  func truncated() throws {
    let home = try CommandLineHome.withCompany()
    let whole = try #require(FileManager.default.contents(atPath: home.database))
    try write(whole.prefix(whole.count / 2), to: home.path("half.sqlite"))
    try expectRefused(home, home.path("half.sqlite"))
  }

  @Test("a company of a newer program")
  func newer() throws {
    let home = try CommandLineHome.withCompany()
    let path = home.path("newer.sqlite")
    try FileManager.default.copyItem(atPath: home.database, toPath: path)
    let database = try SQLiteDatabase.open(path)
    try database.write {
      try $0.run(
        """
        INSERT INTO schema_migration (number, name, checksum, applied_at_ms)
        VALUES (9999, 'later', 0, 0)
        """)
    }
    try database.close()
    try expectRefused(home, path)
    let told = try home.run("customer", "list", "--database", path).errors
    #expect(told.contains("9999") || told.contains("9 999") || told.contains("9\u{202F}999"))
  }

  @Test("a file that may not be written", .enabled(if: getuid() != 0))
  func readOnly() throws {
    let home = try CommandLineHome.withCompany()
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: home.database)
    try expectRefused(home, home.database)
  }

  @Test("nothing there: only the commands that make a company make one")
  func absent() throws {
    let home = try CommandLineHome()
    let run = try home.run("customer", "list")
    #expect(run.exitCode == 4)
    #expect(!FileManager.default.fileExists(atPath: home.database))
  }
}
