import Foundation

/// The project's own files, as the tidy tests read them.
struct SourceFile {
  /// Path from the root: `Sources/Sales/States.swift`.
  let path: String
  let lines: [String]

  /// `Sales` for `Sources/Sales/…`, `Resources` for the folder at the top.
  var module: String {
    let parts = path.split(separator: "/")
    return parts[0] == "Resources" ? "Resources" : String(parts[1])
  }

  /// The modules it imports.
  var imports: Set<String> {
    var found: Set<String> = []
    for line in lines {
      var words = line.split(separator: " ").map(String.init)
      if let first = words.first, ["public", "private", "internal", "@testable"].contains(first) {
        words.removeFirst()
      }
      guard words.first == "import", words.count >= 2 else { continue }
      let name =
        ["struct", "class", "func", "enum", "protocol"].contains(words[1]) ? words[2] : words[1]
      found.insert(String(name.split(separator: ".")[0]))
    }
    return found
  }
}

enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static func swiftFiles(in folder: String) -> [SourceFile] {
    files(in: folder).filter { $0.hasSuffix(".swift") }.map { path in
      let text = (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
      return SourceFile(
        path: path,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
  }

  static func files(in folder: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: root + "/" + folder) else { return [] }
    return walk.compactMap { $0 as? String }
      .filter { !$0.hasPrefix(".") && !$0.contains("/.") }.map { folder + "/" + $0 }.sorted()
  }

  static var ours: [SourceFile] { swiftFiles(in: "Sources") + swiftFiles(in: "Resources") }
}
