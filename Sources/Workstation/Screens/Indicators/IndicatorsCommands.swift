import Exchange
import Sales
import SalesDesk
import Terminal

/// The commands of the indicators.
enum IndicatorsCommands {
  static var all: [Command] {
    [
      .on(IndicatorsScreen.self, "indicators.earlier", keys: [.left], footer: 10) {
        $0.changePeriod(by: -1, $1)
      },
      .on(IndicatorsScreen.self, "indicators.later", keys: [.right]) {
        $0.changePeriod(by: 1, $1)
      },
      .on(IndicatorsScreen.self, "indicators.up", keys: [.up]) { screen, session in
        screen.move(by: -1, session)
        return []
      },
      .on(IndicatorsScreen.self, "indicators.down", keys: [.down]) { screen, session in
        screen.move(by: 1, session)
        return []
      },
      .on(IndicatorsScreen.self, "indicators.block", keys: [.tab], footer: 12) {
        screen, session in
        screen.nextBlock(session)
        return []
      },
      .on(
        IndicatorsScreen.self, "indicators.open", keys: [.enter], footer: 20,
        availability: { screen, session in
          guard let rows = screen.current(session)?.rows, screen.computed != nil else {
            return .no(session.text("indicators.noRows"))
          }
          _ = rows
          return .yes
        },
        run: { screen, session in
          guard let link = screen.current(session), let rows = link.rows else { return [] }
          return [.open(ScreenState(RowsScreen(rows, name: link.title)))]
        }),
      .on(
        IndicatorsScreen.self, "indicators.why", keys: [.char("W"), .f(3)], footer: 25,
        run: { screen, session in
          guard let link = screen.current(session) else { return [] }
          return [.ask(FigureExplained(link.figure, session).modal)]
        }),
      .on(IndicatorsScreen.self, "indicators.filter", keys: [.char("f")], footer: 30) {
        $0.askFilter($1)
      },
      .on(IndicatorsScreen.self, "indicators.export", keys: [.char("w")], footer: 40) {
        screen, session in
        guard screen.computed != nil else { return [] }
        return [
          .ask(
            .choose(
              id: "indicators.export", title: session.text("indicators.export"),
              ["csv", "json"].map { Choice(key: $0, label: $0.uppercased()) }))
        ]
      },
    ]
  }
}

extension IndicatorsScreen {
  func askFilter(_ session: Session) -> [Effect] {
    guard let choices = computed?.choices else { return [] }
    let (person, team) = (session.text("indicators.salesperson"), session.text("indicators.team"))
    let pipeline = session.text("indicators.pipeline")
    let rows =
      [Choice(key: "all", label: session.text("indicators.everyone"))]
      + choices.teams.map { Choice(key: "team:\($0.id)", label: $0.name, detail: team) }
      + choices.salespeople.map { Choice(key: "person:\($0.id)", label: $0.name, detail: person) }
      + choices.pipelines.map { Choice(key: "pipeline:\($0.id)", label: $0.name, detail: pipeline) }
    return [
      .ask(.choose(id: "indicators.filter", title: session.text("indicators.filter"), rows))
    ]
  }

  /// Writes what is on screen, with the code of `comptoir kpi`.
  func export(_ format: String, _ session: Session) -> [Effect] {
    guard let computed else { return [] }
    let report = IndicatorReport(
      computed.dashboard, families: families ?? [], currency: session.company.currency)
    let name = "kpi-\(session.today.isoText).\(format)"
    return [
      .save(
        FileToSave(name: name) { _ in
          format == "json" ? Array((report.json.pretty + "\n").utf8) : report.csv
        })
    ]
  }
}

/// "Pourquoi ?": the formula of a figure, what goes in, what stays out.
struct FigureExplained {
  private let figure: Figure
  private let session: Session

  init(_ figure: Figure, _ session: Session) {
    self.figure = figure
    self.session = session
  }

  var modal: Modal {
    .explain(title: session.format.name(of: figure.indicator), lines)
  }

  private var lines: [[Span]] {
    let currency = session.company.currency
    var lines: [[Span]] = [
      [Span(session.format.texts[figure.indicator.formulaKey], .muted)], [],
      [
        Span(session.text("indicators.value") + "  ", .label),
        Span(session.format.figure(figure.value, currency), .value),
      ],
    ]
    let terms = figure.inputs.map { session.format.term($0, currency) }
    let width = terms.map(\.name.columns).max() ?? 0
    for term in terms {
      let gap = String(repeating: " ", count: width - term.name.columns + 2)
      lines.append([Span(term.name + gap, .label), Span(term.value, .value)])
    }
    guard !figure.exclusions.isEmpty else { return lines }
    lines.append([])
    lines.append([Span(session.text("indicators.leftOut"), .heading)])
    for term in figure.exclusions {
      lines.append([Span("! " + session.format.exclusion(term, currency), .warning)])
    }
    return lines
  }
}
