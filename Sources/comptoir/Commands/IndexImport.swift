import ArgumentParser
import Exchange
import Resources
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir index import FILE --profile NAME`: market indexes or exchange rates, one column each.
struct IndexImport: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("index.import") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("index.importFile")) var file: String
  @Option(help: Words.help("index.importProfile")) var profile: String
  @Option(help: Words.help("index.importSeries")) var series: String?
  @Option(help: Words.help("index.importRejects")) var rejects: String?
  @Flag(name: .customLong("dry-run"), help: Words.help("index.importDryRun")) var isDryRun = false

  func run(_ shell: Shell) throws {
    let read = try SeriesFile(
      path: file, try SeriesProfile.called(profile, in: ResourceFolder.located()),
      only: (series ?? "").split(separator: ",").map { String($0.filter { !$0.isWhitespace }) },
      company: shell.company.currency)
    let refused = RejectsFile(path: rejects ?? file + "-rejects.csv")
    try refused.begin()
    for rejection in read.rejections { try refused.add(rejection) }
    try refused.close()
    if isDryRun {
      let outcomes = try shell.read { try $0.outcomes(of: read.batch, ids: shell.desk.ids) }
      let answer = Answer(target: read.batch.target, series: outcomes, rejects: refused)
      if shell.isJSON { return Output.line(Self.shape.card(answer).json.pretty) }
      shell.answer(Self.rows.rows(answer.rows))
      return Output.lines(answer.refusals)
    }
    try shell.perform(ImportSeries(read.batch)) { done in
      let answer = Answer(target: read.batch.target, series: done, rejects: refused)
      return [("seriesImport", Self.shape.card(answer).json)]
    }
    if !shell.isJSON {
      Output.lines(Answer(target: read.batch.target, series: [], rejects: refused).refusals)
    }
  }

  /// What an import did, or would do.
  struct Answer: Sendable {
    let rows: [Row]
    let rejected: Int
    let path: String?
    let refusals: [String]

    init(target: SeriesTarget, series: [SeriesOutcome], rejects: RejectsFile) {
      rows = series.map { Row(target: target, outcome: $0) }
      rejected = rejects.count
      path = rejects.count > 0 ? rejects.path : nil
      refusals = ImportWords.lines(rejects)
    }
  }

  /// A series of an import.
  struct Row: Sendable {
    let target: SeriesTarget
    let outcome: SeriesOutcome

    /// The last value, in its own decimals.
    var last: Cell {
      guard let scaled = outcome.last?.scaled else { return .index(nil) }
      switch target {
      case .indexes: return .index(IndexValue(scaled: scaled))
      case .rates: return .rate(ExchangeRate(scaled: scaled))
      }
    }
  }

  static let rows = Shape<Row>(
    "series",
    [
      Field("code", .text) { .text($0.outcome.code) },
      Field("createdValues", .count) { .count($0.outcome.created) },
      Field("changedValues", .count) { .count($0.outcome.changed) },
      Field("unchangedValues", .count) { .count($0.outcome.unchanged) },
      Field("day", .day) { .day($0.outcome.last?.day) },
      Field("lastValue", .number) { $0.last },
    ])

  static let shape = Shape<Answer>(
    "seriesImport",
    [
      Field("series", .rows, inner: rows) { .rows(rows.rows($0.rows)) },
      Field("rejected", .count) { .count($0.rejected) },
      Field("rejects", .text) { .text($0.path) },
    ])
}
