import Sales
import SalesDesk
import Terminal
import Values

extension IndicatorsScreen {
  /// The tiles, in order: product.md, "First KPI tiles".
  static let tiles: [Indicator] = [
    .revenue, .orderedMargin, .weightedForecast, .waitingQuotes, .winRate,
  ]

  /// The months of the chart: this one and the eleven after it.
  func months(_ dashboard: Dashboard) -> [Day] {
    (0..<12).map { dashboard.today.startOfMonth.adding(months: $0) }
  }

  /// Everything the cursor can stand on, in the order in which it goes.
  func links(_ session: Session) -> [IndicatorLink] {
    guard let dashboard = computed?.dashboard else { return [] }
    return tileLinks(dashboard, session) + monthLinks(dashboard, session)
      + peopleLinks(dashboard, session) + matterLinks(dashboard, session)
      + funnelLinks(dashboard, session)
  }

  func links(_ block: IndicatorLink.Block, _ session: Session) -> [IndicatorLink] {
    links(session).filter { $0.block == block }
  }

  private func tileLinks(_ dashboard: Dashboard, _ session: Session) -> [IndicatorLink] {
    Self.tiles.map { indicator in
      let figure = dashboard.whole.figure(indicator)
      return IndicatorLink(
        block: .tiles, figure: figure, rows: figure.rows,
        title: session.format.name(of: indicator))
    }
  }

  private func monthLinks(_ dashboard: Dashboard, _ session: Session) -> [IndicatorLink] {
    let figure = dashboard.whole.figure(.weightedForecast)
    return months(dashboard).map { month in
      IndicatorLink(
        block: .months, figure: figure, rows: RowsBehind(.expected(month: month), dashboard.scope),
        title: session.text(
          "indicators.expectedIn", Fact("month", .text(session.format.month(month)))))
    }
  }

  private func peopleLinks(_ dashboard: Dashboard, _ session: Session) -> [IndicatorLink] {
    dashboard.bySalesperson.map { part in
      let figure = part.slice.figure(.revenue)
      let name = part.name ?? session.text("indicators.nobody")
      return IndicatorLink(
        block: .people, figure: figure, rows: figure.rows,
        title: session.format.name(of: .revenue) + " · " + name)
    }
  }

  /// What asks for an action, worst first; nothing that is empty.
  private func matterLinks(_ dashboard: Dashboard, _ session: Session) -> [IndicatorLink] {
    let whole = dashboard.whole
    let quotes = whole.sums.quotes
    let forecast = whole.sums.forecast
    let orders = whole.orders
    let matters: [(String, Int, Amount?, RowsBehind.Selection, Indicator)] = [
      ("longQuotes", quotes.long, quotes.longNet, .longWaitingQuotes, .waitingQuotes),
      (
        "stagnating", whole.sums.stagnating.count, whole.sums.stagnating.amount, .stagnating,
        .stagnation
      ),
      ("late", forecast.late.count, forecast.late.amount, .late, .weightedForecast),
      ("undated", forecast.undated.count, forecast.undated.amount, .undated, .weightedForecast),
      (
        "withoutCost", orders.linesWithoutCost + orders.withoutCost, orders.netWithoutCost,
        .ordersWithoutCost, .marginRate
      ),
    ]
    return matters.filter { $0.1 > 0 }.map { key, count, amount, selection, indicator in
      let values = ["count": session.format.count(count)]
      let title = session.format.texts.text("indicators.matter." + key, count: count, values)
      let figure = Figure(
        indicator, .count(count),
        inputs: [FigureTerm("matter", .sum(amount ?? .zero))] + whole.figure(indicator).inputs,
        exclusions: whole.figure(indicator).exclusions)
      return IndicatorLink(
        block: .matters, figure: figure, rows: RowsBehind(selection, dashboard.scope), title: title)
    }
  }

  private func funnelLinks(_ dashboard: Dashboard, _ session: Session) -> [IndicatorLink] {
    guard let pipeline = dashboard.whole.mainPipeline,
      dashboard.whole.conversion(of: pipeline) != nil
    else { return [] }
    let figure = dashboard.whole.figure(.stageConversion)
    return pipeline.way.map { stage in
      IndicatorLink(
        block: .funnel, figure: figure, rows: RowsBehind(.stage(stage.id), dashboard.scope),
        title: stage.name)
    }
  }
}
