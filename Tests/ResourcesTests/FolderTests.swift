import Testing

@testable import Resources

@Suite("Finding the program's own files")
struct FolderTests {
  @Test("the built folder is found, with migrations in order")
  func located() throws {
    let folder = try ResourceFolder.located()
    let migrations = try folder.migrations(engine: "SQLite")
    #expect(migrations.map(\.number) == migrations.map(\.number).sorted())
    #expect(Set(migrations.map(\.number)).count == migrations.count)
    #expect(migrations.allSatisfy { !$0.name.isEmpty && !$0.sql.isEmpty })
    #expect(try folder.files(in: "Texts") == ["en", "fr"])
  }

  @Test("a variable comes first, then the place beside the executable")
  func order() throws {
    let built = try ResourceFolder.located().path
    let slash = try #require(built.lastIndex(of: "/"))
    let beside = String(built[..<slash]) + "/comptoir"
    func found(_ environment: String?, _ executable: String, _ arguments: [String]) throws
      -> String
    {
      try ResourceFolder.locate(
        environment: environment, executable: executable, arguments: arguments
      ).path
    }
    #expect(try found(built, "/nowhere/bin/comptoir", []) == built)
    #expect(try found(nil, beside, []) == built)
    #expect(try found("", beside, []) == built)
    #expect(try found("/nowhere", beside, []) == built)
    #expect(try found(nil, "/nowhere/bin/x", ["x", "--test-bundle-path", beside]) == built)
  }

  @Test("what is nowhere is said with the places looked at")
  func nowhere() throws {
    let error = try #require(throws: ResourceError.self) {
      try ResourceFolder.locate(
        environment: "/absent", executable: "/none/bin/comptoir", arguments: ["comptoir"])
    }
    let expected = [
      "/absent", "/none/share/comptoir", "/none/bin/comptoir_Resources.resources",
    ]
    #expect(error == .noFolder(searched: expected))
  }

  @Test("a missing file is named")
  func missing() throws {
    let folder = try ResourceFolder.located()
    let error = try #require(throws: ResourceError.self) { try folder.text("Texts/none") }
    #expect(error == .unreadable(path: folder.path + "/Texts/none"))
  }
}
