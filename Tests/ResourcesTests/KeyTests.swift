import Foundation
import Testing

@testable import Resources

@Suite("Keys written in the code")
struct KeyTests {
  /// `texts["key"]`, `….text("key"` and `….counted("key"`, with the key as a literal of at least two parts.
  private func keys(in source: String) -> [String] {
    let use = /(?:texts\[|\b(?:text|counted)\(\s*)"([a-z]\w*(?:\.\w+)+)"/
    return source.matches(of: use).map { String($0.1) }
  }

  private func sources(_ target: String) throws -> [URL] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Sources/\(target)")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  @Test("the search sees both ways of writing a key")
  func search() {
    let source =
      #"a(texts["due.today"], text("due.in", count: 2), texts["x.\(id)"], text("file"), counted("a.b", 2))"#
    #expect(keys(in: source) == ["due.today", "due.in", "a.b"])
  }

  @Test("every key of the interface has its text", arguments: ["Workstation", "comptoir"])
  func everyKeyExists(_ target: String) throws {
    let texts = try Texts(.french, in: ResourceFolder.located())
    for file in try sources(target) {
      for key in keys(in: try String(contentsOf: file, encoding: .utf8)) {
        let exists = texts.optional(key) != nil || texts.optional(key + ".one") != nil
        #expect(exists, "\(file.lastPathComponent): \(key)")
      }
    }
  }
}
