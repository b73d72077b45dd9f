import Foundation
import Testing

/// A PDF as other programs see it: poppler's.
final class PrintedFile {
  /// The folder; goes with the value.
  private let folder: URL

  init(_ bytes: [UInt8]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: "paper.pdf"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The words of all pages, or of one, spaces of every kind written as one space.
  func text(page: Int? = nil) throws -> String {
    let of = page.map { ["-f", "\($0)", "-l", "\($0)"] } ?? []
    return Self.plain(try run("pdftotext", of + ["-layout", "paper.pdf", "-"]))
  }

  /// The words as they are.
  func rawText() throws -> String { try run("pdftotext", ["paper.pdf", "-"]) }

  /// What `pdfinfo` says of it: `Title`, `Pages`…
  func property(_ name: String) throws -> String? {
    try run("pdfinfo", ["paper.pdf"]).split(separator: "\n")
      .first { $0.hasPrefix(name + ":") }
      .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
  }

  /// How many pages it has.
  func pages() throws -> Int { try property("Pages").flatMap { Int($0) } ?? 0 }

  /// Its fonts: the name of each, whether it is in the file, whether its words can be read back.
  func fonts() throws -> [(name: String, isEmbedded: Bool, isReadable: Bool)] {
    try run("pdffonts", ["paper.pdf"]).split(separator: "\n").dropFirst(2).map { line in
      let words = line.split(separator: " ")
      // … emb sub uni object ID
      return (String(words[0]), words[words.count - 5] == "yes", words[words.count - 3] == "yes")
    }
  }

  /// A text whose spaces are all plain, one at a time.
  static func plain(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" || $0 == "\u{2009}" }
        .joined(separator: " ")
    }.joined(separator: "\n")
  }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    let out = folder.appending(path: "out")
    _ = FileManager.default.createFile(atPath: out.path, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) failed")
    return try String(contentsOf: out, encoding: .utf8)
  }
}
