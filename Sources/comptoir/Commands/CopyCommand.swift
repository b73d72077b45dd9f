import ArgumentParser
import Resources
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir copy --from PLACE --to PLACE`: a whole company to another engine, or to the same. No act:
/// it changes nothing in the company, and what it makes has the same log.
struct CopyCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("copy") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("copy.from")) var from: String?
  @Option(help: Words.help("copy.to")) var to: String

  func run() throws {
    var wish = common.wish
    wish.database = from ?? wish.database
    let line = ProgressLine()
    defer { line.end() }
    let job = CopyJob(wish: wish, target: to) { line.show(Self.words(of: $0)) }
    let report = try job.run()
    line.end()
    if common.json { return Output.line(Self.shape.card(report).json.pretty) }
    Output.lines(Self.lines(report))
  }

  /// How far the copy is, in words.
  static func words(of step: CopyProgress) -> String {
    switch step {
    case .rows(let done, let total):
      let tenths = total == 0 ? 0 : done * 20 / total
      let bar = String(repeating: "█", count: tenths) + String(repeating: "·", count: 20 - tenths)
      return Words.format.text(
        "cli.copy.progress",
        [Fact("bar", .text(bar)), Fact("done", .count(done)), Fact("total", .count(total))])
    case .indexes: return Words.format.texts["cli.copy.indexes"]
    case .check: return Words.format.texts["cli.copy.check"]
    }
  }

  private static func lines(_ report: CopyReport) -> [String] {
    let format = Words.format
    var lines = [
      format.text(
        "cli.copy.done",
        [
          Fact("from", .text(report.from)), Fact("to", .text(report.to)),
          Fact("tables", .count(report.summary.tables.count)),
          Fact("rows", .count(report.summary.rowCount)),
          Fact("seconds", .quantity(report.seconds)),
        ])
    ]
    if !report.summary.findings.isEmpty {
      lines.append(format.texts.text("cli.copy.findings", count: report.summary.findings.count))
    }
    let unknown = report.summary.unknownLogins.map { "\($0.login) (\($0.code))" }
    if !unknown.isEmpty {
      lines.append(
        format.text(
          "cli.copy.unknownLogins", [Fact("logins", .text(unknown.joined(separator: ", ")))]))
    }
    return lines
  }

  static let shape = Shape<CopyReport>(
    "copy",
    [
      Field("from", .text) { .text($0.from) },
      Field("to", .text) { .text($0.to) },
      Field("tables", .rows, inner: tables) { .rows(tables.rows($0.summary.tables)) },
      Field("rows", .count) { .count($0.summary.rowCount) },
      Field("seconds", .quantity) { .quantity($0.seconds) },
      Field("findingCount", .count) { .count($0.summary.findings.count) },
      Field("unknownLogins", .words) { .words($0.summary.unknownLogins.map(\.login)) },
    ])

  private static let tables = Shape<(name: String, rows: Int)>(
    "tables",
    [
      Field("table", .text) { .text($0.name) },
      Field("rows", .count) { .count($0.rows) },
    ])
}
