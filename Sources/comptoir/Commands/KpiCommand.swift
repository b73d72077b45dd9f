import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir kpi`: the dashboard of the screen, from the same figures.
struct KpiCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("kpi") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("kpi.from"), transform: KpiCommand.day) var from: Day?
  @Option(help: Words.help("kpi.to"), transform: KpiCommand.day) var to: Day?
  @Option(help: Words.help("kpi.salesperson")) var salesperson: String?
  @Option(help: Words.help("kpi.team")) var team: String?
  @Option(help: Words.help("kpi.pipeline")) var pipeline: String?
  @Flag(help: Words.help("kpi.families")) var families = false

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(iso: text) else { throw ValidationError.value("--from, --to", text) }
    return day
  }

  func run(_ shell: Shell) throws {
    let (dashboard, families) = try shell.read { reader in
      let scope = try reader.indicatorScope(
        period: Period(from: from, to: to), salesperson: salesperson, team: team,
        pipeline: pipeline)
      return (
        try reader.dashboard(scope, today: shell.today),
        self.families ? try reader.familyMargins(scope) : []
      )
    }
    if shell.isJSON {
      let report = IndicatorReport(dashboard, families: families, currency: shell.company.currency)
      Output.line(report.json.pretty)
    } else {
      Output.lines(KpiText(dashboard, families, shell.company.currency, shell.format).lines)
    }
  }
}

/// The dashboard as plain lines.
private struct KpiText {
  let dashboard: Dashboard
  let families: [FamilyMargin]
  let currency: Currency
  let format: Format

  init(
    _ dashboard: Dashboard, _ families: [FamilyMargin], _ currency: Currency, _ format: Format
  ) {
    self.dashboard = dashboard
    self.families = families
    self.currency = currency
    self.format = format
  }

  var lines: [String] {
    [format.period(dashboard.scope.period), ""] + figures + funnel + people + familyLines
  }

  private var figures: [String] {
    let rows = dashboard.whole.figures.map { figure in
      [
        format.name(of: figure.indicator), format.figure(figure.value, currency),
        figure.exclusions.map { format.exclusion($0, currency) }.joined(separator: ", "),
      ]
    }
    return table([], rows, toTheRight: [false, true, false])
  }

  private var funnel: [String] {
    guard let pipeline = dashboard.whole.mainPipeline,
      let conversion = dashboard.whole.conversion(of: pipeline)
    else { return [] }
    let rates = [Fraction.unavailable] + conversion.rates
    let rows = zip(pipeline.way, zip(conversion.reached, rates)).map { stage, reached in
      [stage.name, format.count(reached.0), format.percent(reached.1)]
    }
    return ["", format.texts["indicators.funnel"] + " — " + pipeline.pipeline.name]
      + table([], rows, toTheRight: [false, true, true])
  }

  private var people: [String] {
    let shown: [Indicator] = [
      .revenue, .orderedMargin, .weightedForecast, .waitingQuotes, .winRate, .cycleTime,
    ]
    let rows = dashboard.bySalesperson.map { part in
      [part.name ?? format.texts["indicators.nobody"]]
        + shown.map { format.figure(part.slice.figure($0).value, currency) }
    }
    guard !rows.isEmpty else { return [] }
    let head =
      [format.texts["indicators.salesperson"]] + shown.map { format.texts[$0.nameKey + ".short"] }
    return [""] + table(head, rows, toTheRight: [false] + shown.map { _ in true })
  }

  private var familyLines: [String] {
    guard !families.isEmpty else { return [] }
    let rows = families.map { family in
      [
        family.name ?? format.texts["indicators.noFamily"], format.money(family.sum.net, currency),
        format.percent(family.sum.marginRate),
      ]
    }
    return ["", format.texts["indicators.families"]]
      + table([], rows, toTheRight: [false, true, true])
  }

  private func table(
    _ head: [String], _ rows: [[String]], toTheRight: [Bool]
  ) -> [String] {
    let rows = rows.map { $0.map { PlainText.line($0) } }
    guard head.isEmpty else {
      return PlainText.table(head: head, body: rows, toTheRight: toTheRight)
    }
    let blank = toTheRight.map { _ in "" }
    return Array(PlainText.table(head: blank, body: rows, toTheRight: toTheRight).dropFirst(2))
  }
}
