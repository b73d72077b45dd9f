import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// 120x40                                        80x24
//   period · people          computed at          period             computed at
//   ┌ tile ┐┌ tile ┐┌ tile ┐┌ tile ┐┌ tile ┐      ▌tile   value   detail   spark   (five rows)
//   ┌ forecast by month ┐┌ salespeople     ┐      ─ salespeople, or the chart once Tab is on it
//   ┌ matters · funnel  ┐┌ families        ┐      ─ matters ─ funnel

extension IndicatorsScreen {
  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    let view = IndicatorsView(screen: self, session: session, links: links(session))
    view.drawHead(on: canvas.sub(Rect(0, 0, canvas.width, 1)))
    let body = canvas.sub(Rect(0, 1, canvas.width, canvas.height - 1))
    guard computed != nil else {
      view.drawMissing(on: body)
      return nil
    }
    // The frame keeps three rows of the window for itself.
    switch Breakpoint(Size(canvas.width, canvas.height + 3)) {
    case .full, .medium: view.drawWide(on: body)
    default: view.drawNarrow(on: body)
    }
    return nil
  }
}

/// Draws the indicators; made anew for each frame.
struct IndicatorsView {
  let screen: IndicatorsScreen
  let session: Session
  let links: [IndicatorLink]

  var format: Format { session.format }
  var currency: Currency { session.company.currency }
  var dashboard: Dashboard? { screen.computed?.dashboard }

  func isHere(_ link: IndicatorLink) -> Bool {
    links.indices.contains(screen.cursor) && links[screen.cursor] == link
  }

  func isHere(_ block: IndicatorLink.Block) -> Bool {
    links.indices.contains(screen.cursor) && links[screen.cursor].block == block
  }

  // MARK: Head

  func drawHead(on line: Canvas) {
    let right = computedText(short: line.width < 60)
    let room = line.width - right.text.columns - 3
    let period = session.text("indicators.period.\(screen.choice.rawValue)")
    var end = line.put("◂ " + period + " ▸", 1, 0, .title.bold)
    let days = format.period(screen.choice.period(session.today))
    if screen.choice != .everything, end + days.columns + 2 < room {
      end = line.put(days, end + 2, 0)
    }
    let who = peopleName
    if end + who.columns + 4 < room { line.put(" · " + who, end, 0, .accent) }
    line.put(right.text, in: Rect(0, 0, line.width - 1, 1), right.style, align: .right)
  }

  private func computedText(short: Bool) -> Span {
    if screen.failure != nil { return Span(session.text("indicators.failed"), .danger) }
    guard let computed = screen.computed else {
      return Span(session.text("indicators.computing"), .muted)
    }
    let time = format.timeWithSeconds(computed.at)
    if short { return Span((screen.isComputing ? "⟳ " : "") + time, .muted) }
    let text = session.text(
      "indicators.computedAt", Fact("time", .text(time)),
      Fact("milliseconds", .count(Int(computed.milliseconds))))
    return Span((screen.isComputing ? "⟳ " : "") + text, .muted)
  }

  /// Whose figures, and of which pipeline.
  private var peopleName: String {
    let choices = screen.computed?.choices
    let people: String =
      switch screen.people {
      case .everyone: session.text("indicators.everyone")
      case .salesperson(let id): choices?.salespeople.first { $0.id == id }?.name ?? "—"
      case .team(let id): choices?.teams.first { $0.id == id }?.name ?? "—"
      case .nobody: session.text("indicators.nobody")
      }
    guard let id = screen.pipelineID, let name = choices?.pipelines.first(where: { $0.id == id })
    else { return people }
    return people + " · " + name.name
  }

  /// No figures: the reason stands where they would, each with its sign.
  func drawMissing(on canvas: Canvas) {
    guard let failure = screen.failure else { return }
    for (y, indicator) in IndicatorsScreen.tiles.enumerated() {
      let end = canvas.put(format.name(of: indicator), 2, y + 1, .label)
      canvas.put("?", max(28, end + 2), y + 1, .danger.bold)
    }
    canvas.put(failure, in: Rect(2, 7, canvas.width - 3, 1), .danger)
  }

  // MARK: Wide

  func drawWide(on canvas: Canvas) {
    let isTall = canvas.height > 30
    let rows = canvas.bounds.rows([.fixed(isTall ? 7 : 6), .flexible(1), .flexible(1)])
    let tiles = rows[0].columns(IndicatorsScreen.tiles.map { _ in .flexible(1) })
    for (link, rect) in zip(links.filter { $0.block == .tiles }, tiles) {
      drawTile(link, on: canvas.sub(rect))
    }
    let middle = rows[1].columns([.flexible(3), .flexible(2)])
    drawChart(on: canvas.sub(middle[0]))
    drawPeople(on: canvas.sub(middle[1]))
    let lower = rows[2].columns([.flexible(1), .flexible(1)])
    drawMatters(on: canvas.sub(lower[0]))
    drawFamilies(on: canvas.sub(lower[1]))
  }

  private func drawTile(_ link: IndicatorLink, on canvas: Canvas) {
    let tile = tile(link)
    let fits = link.title.columns + 7 <= canvas.width
    let title = fits ? link.title : format.texts[link.figure.indicator.nameKey + ".short"]
    let inside = Pane(title, focused: isHere(link)).draw(on: canvas)
    for (y, span) in tile.lines.enumerated() where y < inside.height {
      inside.put(span.text, in: Rect(1, y, inside.width - 2, 1), span.style, align: .right)
    }
    if !tile.spark.isEmpty, inside.height > tile.lines.count {
      inside.put(tile.spark, 1, inside.height - 1, .bar)
    }
  }

  private func drawChart(on canvas: Canvas) {
    guard let dashboard else { return }
    let title = session.text("indicators.chart")
    let late = dashboard.whole.sums.forecast.late
    let footer =
      late.count == 0
      ? ""
      : session.text(
        "indicators.lateNote", Fact("count", .count(late.count)),
        Fact("amount", .text(format.shortMoney(late.amount, currency))))
    let inside = Pane(title, footer: footer, focused: isHere(.months), footerStyle: .warning)
      .draw(on: canvas)
    drawMonths(on: inside.sub(inside.bounds.inset(1, 0)))
  }

  func drawMonths(on canvas: Canvas) {
    guard let dashboard else { return }
    let shown = max(1, min(12, canvas.width / 8))
    let months = links.filter { $0.block == .months }.prefix(shown)
    let bars = zip(months, screen.months(dashboard)).map { link, month -> ChartBar in
      let sums = dashboard.whole.sums.forecast.months[month]
      let amount = sums?.weighted.amount ?? .zero
      let text = amount == .zero ? "" : format.shortMoney(amount, currency)
      let label = (isHere(link) ? "▌" : "") + format.shortMonth(month)
      return ChartBar(label, amount.minor, text: text, isHere(link) ? .focus : .bar)
    }
    ColumnChart(bars).draw(on: canvas)
  }

  private func drawMatters(on canvas: Canvas) {
    let inside = Pane(
      session.text("indicators.matters"), focused: isHere(.matters) || isHere(.funnel)
    ).draw(on: canvas)
    let matters = links.filter { $0.block == .matters }
    let stages = links.count { $0.block == .funnel }
    // Where both do not fit, the funnel is a line until the cursor is on it.
    if isHere(.funnel), inside.height < matters.count + stages + 2 {
      drawFunnel(on: inside)
      return
    }
    for (y, link) in matters.enumerated() where y < inside.height {
      drawMatter(link, on: inside.sub(Rect(0, y, inside.width, 1)))
    }
    if matters.isEmpty { inside.put(session.text("indicators.matters.none"), 1, 0, .success) }
    let top = max(matters.count, 1) + 1
    guard inside.height - top > stages else {
      inside.put(funnelLine(), in: Rect(1, inside.height - 1, inside.width - 2, 1), .muted)
      return
    }
    drawFunnel(on: inside.sub(Rect(0, top, inside.width, inside.height - top)))
  }

  private func drawFamilies(on canvas: Canvas) {
    let inside = Pane(session.text("indicators.families")).draw(on: canvas)
    if let failure = screen.familiesFailure {
      inside.put("? " + failure, in: Rect(1, 0, inside.width - 2, 1), .danger)
      return
    }
    drawFamilyBars(on: inside.sub(inside.bounds.inset(1, 0)))
  }

  func drawFamilyBars(on canvas: Canvas) {
    guard let families = screen.families else { return }
    let most = families.map(\.sum.net.minor).max() ?? 0
    let label = min(22, canvas.width / 3)
    for (y, family) in families.prefix(canvas.height).enumerated() {
      let name = family.name ?? session.text("indicators.noFamily")
      canvas.put(name, in: Rect(0, y, label, 1), .label)
      let rate = format.percent(family.sum.marginRate)
      canvas.put(rate, in: Rect(label + 1, y, 8, 1), .value, align: .right)
      let amount = format.shortMoney(family.sum.net, currency)
      canvas.put(amount, in: Rect(canvas.width - 12, y, 12, 1), .value, align: .right)
      let bar = Rect(label + 11, y, canvas.width - label - 24, 1)
      Bar.draw(family.sum.net.minor, of: most, on: canvas.sub(bar))
    }
  }
}
