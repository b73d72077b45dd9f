import Sales
import SalesDesk
import Terminal
import Values

/// What a tile says.
struct IndicatorTile {
  /// Value, detail, note.
  let lines: [Span]
  /// Its course by month, where there is one.
  let spark: String
}

extension IndicatorsView {
  // MARK: Tiles

  /// The words of a tile, the same at every size.
  func tile(_ link: IndicatorLink) -> IndicatorTile {
    guard let slice = dashboard?.whole else { return IndicatorTile(lines: [], spark: "") }
    let figure = link.figure
    var lines = [Span(value(of: figure), .value.bold)]
    switch figure.indicator {
    case .revenue:
      lines.append(counted("orders", slice.orders.count))
      return IndicatorTile(lines: lines, spark: spark(slice) { $0.net.minor })
    case .orderedMargin where slice.hidesCosts:
      return IndicatorTile(
        lines: [Span("—", .muted), Span(session.text("costs.hidden"), .muted)], spark: "")
    case .orderedMargin:
      lines.append(Span(format.percent(slice.orders.marginRate)))
      lines += withoutCost(slice)
      return IndicatorTile(lines: lines, spark: spark(slice) { $0.margin.minor })
    case .weightedForecast:
      lines.append(counted("opportunities", slice.sums.open.count))
      let unknown = slice.sums.open.withoutAmount
      if unknown > 0 { lines.append(counted("withoutAmount", unknown, .muted)) }
    case .waitingQuotes:
      lines.append(Span(format.wholeMoney(slice.sums.quotes.net, currency)))
      let long = slice.sums.quotes.long
      if long > 0 { lines.append(counted("longQuotes", long, .warning)) }
    default:
      lines.append(counted("won", slice.won))
      lines.append(counted("lost", slice.lost, .muted))
    }
    return IndicatorTile(lines: lines, spark: "")
  }

  private func value(of figure: Figure) -> String {
    guard case .amount(let mean) = figure.value, let minor = mean.rounded(decimals: 0) else {
      return format.figure(figure.value, currency)
    }
    return format.wholeMoney(Amount(minor: minor), currency)
  }

  private func counted(_ key: String, _ count: Int, _ style: Style = .normal) -> Span {
    let values = ["count": format.count(count)]
    return Span(format.texts.text("indicators.tile." + key, count: count, values), style)
  }

  private func withoutCost(_ slice: SalesSlice) -> [Span] {
    let net = slice.orders.netWithoutCost
    guard net != .zero else { return [] }
    let amount = Fact("amount", .text(format.shortMoney(net, currency)))
    return [Span(session.text("indicators.tile.withoutCost", amount), .warning)]
  }

  /// Orders by month, the last twelve that the period holds.
  private func spark(_ slice: SalesSlice, _ value: (OrderSum) -> Int64) -> String {
    let months = slice.sums.orders.keys.sorted().suffix(12)
    guard months.count > 1 else { return "" }
    return Sparkline.text(months.map { value(slice.sums.orders[$0] ?? OrderSum()) })
  }

  // MARK: People

  func drawPeople(on canvas: Canvas) {
    let inside = Pane(session.text("indicators.people"), focused: isHere(.people)).draw(on: canvas)
    drawPeopleTable(on: inside)
  }

  func drawPeopleTable(on canvas: Canvas) {
    let links = links.filter { $0.block == .people }
    let parts = dashboard?.bySalesperson ?? []
    var list = ListState(count: parts.count)
    let here = links.firstIndex { isHere($0) }
    list.select(here ?? 0)
    list.reveal(height: canvas.height - 1)
    peopleTable.draw(on: canvas, list: list, focused: here != nil) { peopleRow(parts[$0]) }
    guard let whole = dashboard?.whole, canvas.height > parts.count + 2 else { return }
    let total = Dashboard.Part.row(
      session.text("indicators.total"), cells(of: whole), style: .heading)
    peopleTable(withHead: false).draw(
      on: canvas.sub(Rect(0, parts.count + 2, canvas.width, 1)), list: ListState(count: 1),
      focused: false
    ) { _ in total }
  }

  private var peopleTable: Table { peopleTable(withHead: true) }

  private func peopleTable(withHead hasHead: Bool) -> Table {
    func head(_ indicator: Indicator) -> String { format.texts[indicator.nameKey + ".short"] }
    return Table(
      [
        Column(session.text("indicators.salesperson"), .flexible(minimum: 10, weight: 1)),
        Column(head(.revenue), .fixed(11), .right),
        Column(head(.marginRate), .fixed(7), .right, dropOrder: 1),
        Column(head(.weightedForecast), .fixed(11), .right, dropOrder: 4),
        Column(head(.waitingQuotes), .fixed(5), .right, dropOrder: 3),
        Column(head(.winRate), .fixed(7), .right, dropOrder: 2),
      ], hasHead: hasHead)
  }

  private func peopleRow(_ part: Dashboard.Part) -> TableRow {
    Dashboard.Part.row(
      part.name ?? session.text("indicators.nobody"), cells(of: part.slice), style: .normal)
  }

  private func cells(of slice: SalesSlice) -> [String] {
    [
      format.shortMoney(slice.orders.net, currency), format.percent(slice.orders.marginRate),
      format.shortMoney(slice.sums.open.weighted, currency), format.count(slice.sums.quotes.count),
      format.percent(slice.winRate.rate),
    ]
  }

  // MARK: Matters and funnel

  func drawMatter(_ link: IndicatorLink, on line: Canvas) {
    let isHere = isHere(link)
    if isHere { line.fill(line.bounds, .selected) }
    line.put(isHere ? "▌" : "!", 0, 0, (isHere ? Style.focus : .warning).selected(isHere))
    guard case .amount(let sum) = link.figure.inputs.first?.value,
      let minor = sum.rounded(decimals: 0)
    else { return }
    let amount = minor == 0 ? "—" : format.wholeMoney(Amount(minor: minor), currency)
    line.put(
      link.title, in: Rect(2, 0, line.width - amount.columns - 7, 1), Style.normal.selected(isHere))
    line.put(
      amount + "  ⏎", in: Rect(0, 0, line.width - 1, 1), Style.value.selected(isHere),
      align: .right)
  }

  /// The cohort of the period, stage by stage, with the rate from one to the next.
  func drawFunnel(on canvas: Canvas) {
    guard let whole = dashboard?.whole, let pipeline = whole.mainPipeline,
      let conversion = whole.conversion(of: pipeline), canvas.height > 1
    else { return }
    var title = session.text("indicators.funnel")
    if conversion.provenOnly > 0 {
      let count = Fact("count", .count(conversion.provenOnly))
      title += " · " + session.text("indicators.provenOnly", count)
    }
    if conversion.open > 0 {
      title += " · " + session.text("indicators.stillOpen", Fact("count", .count(conversion.open)))
    }
    canvas.put(title, in: Rect(1, 0, canvas.width - 2, 1), .heading)
    let most = Int64(conversion.reached.first ?? 0)
    let rates = [Fraction.unavailable] + conversion.rates
    let links = links.filter { $0.block == .funnel }
    let label = min(18, canvas.width / 3)
    for (place, link) in links.enumerated() where place + 1 < canvas.height {
      let y = place + 1
      let here = isHere(link)
      if here { canvas.put("▌", 0, y, .focus) }
      canvas.put(link.title, in: Rect(1, y, label, 1), here ? .focus : .label)
      let count = format.count(conversion.reached[place])
      canvas.put(count, in: Rect(label + 2, y, 6, 1), .value, align: .right)
      let bar = Rect(label + 9, y, canvas.width - label - 19, 1)
      Bar.draw(Int64(conversion.reached[place]), of: most, on: canvas.sub(bar))
      if place > 0 {
        let rate = format.percent(rates[place])
        canvas.put(rate, in: Rect(canvas.width - 9, y, 8, 1), .value, align: .right)
      }
    }
  }

  /// `Entonnoir: 140 → 92 → 71 → 24`.
  func funnelLine() -> String {
    guard let whole = dashboard?.whole, let pipeline = whole.mainPipeline,
      let conversion = whole.conversion(of: pipeline)
    else { return "" }
    let reached = conversion.reached.map { format.count($0) }.joined(separator: " → ")
    return session.text("indicators.funnel") + " : " + reached + "  ("
      + format.percent(conversion.overall) + ")"
  }

  // MARK: Narrow

  func drawNarrow(on canvas: Canvas) {
    let tiles = links.filter { $0.block == .tiles }
    let top = canvas.height > 15 ? 1 : 0
    for (place, link) in tiles.enumerated() {
      drawTileRow(link, on: canvas.sub(Rect(0, top + place, canvas.width, 1)))
    }
    var y = top + tiles.count
    guard canvas.height - y > 3 else { return }
    canvas.hline(Rect(0, y, canvas.width, 1))
    y += 1
    let rest = canvas.sub(Rect(0, y, canvas.width, canvas.height - y))
    if isHere(.months) { drawCharts(on: rest) } else { drawLists(on: rest) }
  }

  private func drawTileRow(_ link: IndicatorLink, on line: Canvas) {
    let here = isHere(link)
    let tile = tile(link)
    if here { line.fill(line.bounds, .selected) }
    line.put(here ? "▌" : " ", 1, 0, Style.focus.selected(here))
    let isWide = line.width >= 70
    let name = isWide ? 20 : min(20, line.width / 2 - 2)
    line.put(link.title, in: Rect(2, 0, name, 1), Style.label.selected(here))
    let value = tile.lines.first ?? Span("?")
    let valueWidth = isWide ? 15 : max(0, min(16, line.width - name - 4))
    line.put(
      value.text, in: Rect(2 + name, 0, valueWidth, 1), value.style.selected(here), align: .right)
    var x = 4 + name + valueWidth
    for span in tile.lines.dropFirst() where x + span.text.columns < line.width {
      line.put(span.text, x, 0, span.style.selected(here))
      x += max(span.text.columns + 2, isWide ? 18 : 0)
    }
    if isWide, !tile.spark.isEmpty, x + tile.spark.columns < line.width {
      line.put(tile.spark, line.width - tile.spark.columns - 1, 0, Style.bar.selected(here))
    }
  }

  private func drawCharts(on canvas: Canvas) {
    canvas.put(session.text("indicators.chart"), 1, 0, .heading)
    let upper = canvas.height * 2 / 3
    drawMonths(on: canvas.sub(Rect(1, 1, canvas.width - 2, upper - 1)))
    drawFamilyBars(
      on: canvas.sub(Rect(1, upper + 1, canvas.width - 2, canvas.height - upper - 1)))
  }

  /// Salespeople, matters, funnel; what does not fit is left out from below, the block under the
  /// cursor last.
  private func drawLists(on canvas: Canvas) {
    let people = (dashboard?.bySalesperson.count ?? 0) + 1
    let matters = links.filter { $0.block == .matters }
    let funnelRoom = canvas.height > 8 ? 2 : 0
    if isHere(.funnel) {
      drawFunnel(on: canvas)
      return
    }
    let room = canvas.height - funnelRoom
    let matterRoom =
      isHere(.matters) ? min(matters.count, room) : min(matters.count, max(0, room - people - 1))
    let peopleRoom = min(people, max(0, room - matterRoom - 1))
    drawPeopleTable(on: canvas.sub(Rect(0, 0, canvas.width, peopleRoom)))
    if matterRoom > 0 {
      let top = peopleRoom + (peopleRoom > 0 ? 1 : 0)
      if peopleRoom > 0 { canvas.hline(Rect(0, peopleRoom, canvas.width, 1)) }
      for (y, link) in matters.prefix(matterRoom).enumerated() {
        drawMatter(link, on: canvas.sub(Rect(0, top + y, canvas.width, 1)))
      }
    }
    guard funnelRoom > 0 else { return }
    canvas.hline(Rect(0, canvas.height - 2, canvas.width, 1))
    canvas.put(
      funnelLine(), in: Rect(1, canvas.height - 1, canvas.width - 2, 1), .muted)
  }
}

extension Dashboard.Part {
  /// A row of the table of salespeople.
  static func row(_ name: String, _ cells: [String], style: Style) -> TableRow {
    TableRow([Span(name, style)] + cells.map { Span($0, style) })
  }
}
