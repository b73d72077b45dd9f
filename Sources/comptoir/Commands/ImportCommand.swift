import ArgumentParser
import Exchange
import Glibc
import Resources
import SalesDesk
import Workstation

/// `comptoir import --profile NAME FOLDER`: brings in what files of a known form hold.
struct ImportCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("import") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("import.profile")) var profile: String
  @Option(help: Words.help("import.rejects")) var rejects: String?
  @Flag(name: .customLong("dry-run"), help: Words.help("import.dryRun")) var isDryRun = false
  @Argument(help: Words.help("import.folder")) var folder: String

  func run() throws {
    let profile = try Self.profile(profile)
    let file = RejectsFile(path: rejects ?? usualRejects)
    let job = ImportJob(
      profile: profile, folder: folder, wish: common.wish, isDryRun: isDryRun, rejects: file)
    let summary = try job.run()
    let outcome = ImportOutcomeToSay(
      profile: profile, summary: summary, isDryRun: isDryRun, rejects: file)
    if common.json { return Output.line(outcome.json.pretty) }
    Output.lines(outcome.lines)
  }

  /// `NAME-rejects.csv` beside the folder of that name.
  private var usualRejects: String {
    var name = folder
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    return name + "-rejects.csv"
  }

  /// The profile of that name, or in that file.
  static func profile(_ name: String) throws -> ImportProfile {
    let resources = try ResourceFolder.located()
    if let known = try ImportProfile.named(name, in: resources) { return known }
    let path = FileName.absolute(name)
    guard name.hasSuffix(".toml"), let slash = path.lastIndex(of: "/") else {
      throw ShellError.noSuchProfile(name, known: try ImportProfile.names(in: resources))
    }
    let folder = ResourceFolder(path: String(path[..<slash]))
    let file = String(path[path.index(after: slash)...])
    return try ImportProfile(toml: try folder.text(file), file: file)
  }
}

/// What an import did, for a person or for a program.
struct ImportOutcomeToSay {
  let profile: ImportProfile
  let summary: ImportSummary
  let isDryRun: Bool
  let rejects: RejectsFile

  private var kinds: [(RecordKind, ImportSummary.Counts)] {
    RecordKind.allCases.compactMap { kind in summary.counts[kind].map { (kind, $0) } }
  }

  /// Fields of the profile that a company has no place for.
  private var unplaced: [String] { profile.unplacedFields }

  var json: JSON {
    .object([
      ("profile", .text(profile.name)), ("dryRun", .bool(isDryRun)),
      (
        "records",
        .array(
          kinds.map { kind, counts in
            .object([
              ("kind", .text(kind.rawValue)), ("created", .number(String(counts.created))),
              ("changed", .number(String(counts.changed))),
              ("unchanged", .number(String(counts.unchanged))),
              ("rejected", .number(String(counts.rejected))),
            ])
          })
      ),
      ("rejectedRows", .number(String(summary.rejectedRows))),
      ("skippedRows", .number(String(summary.skippedRows))),
      ("rejects", rejects.count > 0 ? .text(rejects.path) : .null),
      ("unplacedFields", .array(unplaced.map { .text($0) })),
    ])
  }

  var lines: [String] {
    let format = Words.format
    let head = ["kind", "created", "changed", "unchanged", "rejected"].map {
      format.texts["import.column." + $0]
    }
    let body = kinds.map { kind, counts in
      [format.texts["import.kind." + kind.rawValue]]
        + [counts.created, counts.changed, counts.unchanged, counts.rejected].map(String.init)
    }
    var lines = PlainText.table(
      head: head, body: body, toTheRight: [false, true, true, true, true])
    lines.append(format.texts[isDryRun ? "import.dryRun" : "import.done"])
    if rejects.count > 0 {
      lines.append(
        format.text(
          "import.rejects",
          [Fact("count", .count(summary.rejectedRows)), Fact("path", .text(rejects.path))]))
      lines += rejects.first.map {
        "  \($0.file):\($0.line)  " + PlainText.line(ImportWords.sentence($0))
      }
    }
    if !unplaced.isEmpty {
      lines.append(
        format.text("import.unplaced", [Fact("fields", .text(unplaced.joined(separator: ", ")))]))
    }
    return lines
  }
}
