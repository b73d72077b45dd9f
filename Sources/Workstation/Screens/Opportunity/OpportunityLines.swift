import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Lines, and what they earn.

extension OpportunityScreen {
  func drawLines(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) -> Point? {
    guard !rows.isEmpty else {
      canvas.put(session.text("opportunity.noLines"), in: Rect(2, 1, canvas.width - 3, 1), .muted)
      return nil
    }
    let foot = canvas.height > 8 && session.size.width >= Breakpoint.medium.minimum.width ? 3 : 0
    let body = canvas.sub(Rect(0, 0, canvas.width, canvas.height - foot))
    let table = table(sheet, session)
    table.draw(on: body, list: lines, focused: part == .lines) { row(rows[$0], sheet, session) }
    if foot > 0 {
      drawTotals(on: canvas.sub(Rect(0, body.height, canvas.width, foot)), sheet, session)
    }
    return drawEditing(table, on: body, session)
  }

  private func table(_ sheet: OpportunitySheet, _ session: Session) -> Terminal.Table {
    let isNarrow = session.size.width < Breakpoint.form.minimum.width
    let isForeign = sheet.currency(session) != session.company.currency
    let head = { (name: String) in session.text("opportunity.column.\(name)") }
    return Terminal.Table([
      Terminal.Column(head("code"), .fixed(isNarrow ? 9 : 10)),
      Terminal.Column(head("name"), .flexible(minimum: isNarrow ? 6 : 10, weight: 1)),
      Terminal.Column(head("quantity"), .fixed(8), .right),
      Terminal.Column(head("discount"), .fixed(7), .right, dropOrder: 3),
      Terminal.Column(head("net"), .fixed(priceWidth(session)), .right, dropOrder: 1),
      Terminal.Column(
        head(isHidden ? "floor" : "cost"), .fixed(isHidden ? 9 : isForeign ? 12 : 8), .right,
        dropOrder: 4),
      Terminal.Column(head("margin"), .fixed(9), .right),
      Terminal.Column(head("free"), .fixed(9), .right, dropOrder: 2),
    ])
  }

  private func row(
    _ line: QuoteDraftLine, _ sheet: OpportunitySheet, _ session: Session
  ) -> TableRow {
    guard line.isProduct else {
      return TableRow([Span(""), Span(line.row.description, .muted)])
    }
    let figure = figures?[line: line.number]
    let product = line.productID.flatMap { sheet.detail.quote?.products[$0] }
    let isUnder = figure?.isUnderFloor ?? false
    let stock = shortage(of: line)
    let isShort = (stock?.missing ?? .zero) > .zero
    let format = session.format
    let hidden = line.hidden
    let cost =
      hidden == nil
      ? line.unitCost.map { session.cost($0, beside: sheet.currency(session)) } ?? "—"
      : figure?.floorPrice.map { format.price($0) } ?? "—"
    var margin =
      hidden?.isKnown == true ? (isUnder ? "▼" : "✓ ") : session.text("opportunity.noCost")
    if let net = figure?.net, let earned = figure?.margin.margin {
      margin = format.percent(earned, of: net) + (isUnder ? "▼" : " ")
    }
    return TableRow([
      Span(product?.code ?? ""), Span(line.row.description),
      Span(format.quantity(line.row.typedQuantity), .value),
      Span(line.row.discounts.map { format.shortPercent($0) }.joined(separator: "-"), .muted),
      Span(price(line, session), .value),
      Span(cost, .muted),
      Span(margin, isUnder ? .warning : .normal),
      Span(
        stock.map { format.quantity($0.free) + (isShort ? " ▲" : "  ") } ?? "",
        isShort ? .warning : .muted),
    ])
  }

  /// `1,85`, `3,0459/100` for one that is said per hundred.
  private func price(_ line: QuoteDraftLine, _ session: Session) -> String {
    guard let figure = figures?[line: line.number] else { return "" }
    let unit = line.row.priceUnit == 1 ? "" : "/\(line.row.priceUnit)"
    return session.format.price(figure.netUnitPrice) + unit
  }

  /// Whether floor prices stand in the place of costs.
  private var isHidden: Bool { figures?.hiddenFloor != nil }

  /// A price is never cut: its column takes what the longest one needs.
  private func priceWidth(_ session: Session) -> Int {
    max(8, rows.map { price($0, session).columns }.max() ?? 0)
  }

  private func drawTotals(on canvas: Canvas, _ sheet: OpportunitySheet, _ session: Session) {
    canvas.hline(canvas.bounds.row(0))
    guard let figures else { return }
    let currency = sheet.currency(session)
    func money(_ amount: Amount) -> FactValue { .money(Money(amount, currency)) }
    let net = figures.totals.goods - figures.totals.discount
    let first =
      isHidden
      ? session.text("opportunity.total.netOnly", Fact("net", money(net)))
      : session.text(
        "opportunity.total.net", Fact("net", money(net)),
        Fact("cost", .text(session.money(figures.margin.cost))))
    let second = session.text(
      "opportunity.total.tax", Fact("vat", money(figures.totals.vat)),
      Fact("total", money(figures.totals.total)))
    canvas.put(first, in: Rect(1, 1, canvas.width - 2, 1), .value)
    canvas.put(second, in: Rect(1, 2, canvas.width - 2, 1), .value)
  }

  /// The fields of the line being changed, over its row.
  private func drawEditing(
    _ table: Terminal.Table, on canvas: Canvas, _ session: Session
  ) -> Point? {
    guard let editing, let index = lines.current else { return nil }
    let visible = lines.visible(height: table.rows(in: canvas.height))
    let row = canvas.sub(Rect(0, index - visible.lowerBound + 1, canvas.width, 1))
    row.fill(row.bounds, .selected)
    row.put("▌", 0, 0, .selected)
    var x = row.put(session.text("opportunity.edit.quantity") + " ", 2, 0, Style.label.onSelection)
    let first = editing.quantity.draw(
      on: row.sub(Rect(x, 0, 10, 1)), focused: !editing.isDiscount)
    x = row.put(
      "  " + session.text("opportunity.edit.discount") + " ", x + 10, 0, Style.label.onSelection)
    let second = editing.discount.draw(
      on: row.sub(Rect(x, 0, 10, 1)), focused: editing.isDiscount, placeholder: "10-5")
    let note = problem.isEmpty ? session.text("opportunity.edit.hint") : "! " + problem
    row.put(
      note, in: Rect(x + 12, 0, row.width - x - 13, 1),
      (problem.isEmpty ? Style.muted : .warning).onSelection)
    return editing.isDiscount ? second : first
  }

  // Margin against the floor.

  func drawMargin(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) {
    if let figures, let verdict = FloorWords.verdict(figures, session) {
      let lines = [verdict] + floorLines(figures, sheet, session)
      for (y, line) in lines.prefix(canvas.height).enumerated() {
        canvas.put(line.text, in: Rect(1, y, canvas.width - 2, 1), line.style)
      }
      return
    }
    guard let figures, figures.margin.netWithCost.minor != 0 else {
      let lines = session.text("opportunity.noMargin").wrapped(to: canvas.width - 2)
      for (y, line) in lines.prefix(canvas.height).enumerated() { canvas.put(line, 1, y, .muted) }
      return
    }
    let isUnder = figures.isUnderFloor
    let rate = figures.margin.marginRate.roundedPercent(decimals: 2) ?? 0
    let floor = figures.floor.rate.roundedPercent(decimals: 2) ?? 0
    let scale = max(4_000, rate, floor)
    var y = 0
    bar(
      session.text("opportunity.margin"), rate, scale, isUnder ? .warning : .bar,
      mark: isUnder ? "▼" : "", y, on: canvas, session)
    y += 1
    if floor > 0 {
      bar(session.text("opportunity.floor"), floor, scale, .track, mark: "", y, on: canvas, session)
      y += 1
    }
    for line in marginLines(figures, sheet, session) {
      guard y < canvas.height else { return }
      canvas.put(line.text, in: Rect(1, y, canvas.width - 2, 1), line.style)
      y += 1
    }
  }

  private func bar(
    _ name: String, _ points: Int64, _ scale: Int64, _ style: Style, mark: String, _ y: Int,
    on canvas: Canvas, _ session: Session
  ) {
    canvas.put(name, in: Rect(1, y, 10, 1), .label)
    let text = session.format.percent(Ratio(basisPoints: points))
    canvas.put(text, in: Rect(11, y, 8, 1), .value, align: .right)
    Bar.draw(
      max(0, points), of: scale, on: canvas.sub(Rect(20, y, max(0, canvas.width - 24), 1)), style)
    canvas.put(mark, canvas.width - 2, y, .warning)
  }

  private func marginLines(
    _ figures: QuoteComputation, _ sheet: OpportunitySheet, _ session: Session
  ) -> [Span] {
    var lines: [Span] = [
      Span(
        session.text(
          "opportunity.margin.amount", Fact("margin", .text(session.money(figures.margin.margin))),
          Fact("cost", .text(session.money(figures.margin.cost)))), .value)
    ]
    if let missing = figures.floor.missing, missing > .zero {
      lines.append(
        Span(
          "▼ "
            + session.text(
              "opportunity.margin.missing", Fact("amount", .text(session.money(missing)))), .warning
        ))
    }
    return lines + floorLines(figures, sheet, session)
  }

  /// What keeps the quote from going out, and the price to type.
  private func floorLines(
    _ figures: QuoteComputation, _ sheet: OpportunitySheet, _ session: Session
  ) -> [Span] {
    var lines: [Span] = []
    if figures.needsApproval {
      lines.append(Span(session.text("opportunity.margin.approval"), .warning))
    }
    let under = figures.lines.filter(\.isUnderFloor).compactMap { figure in
      draft?[line: figure.line]?.productID.flatMap { sheet.detail.quote?.products[$0]?.code }
    }
    if !under.isEmpty {
      lines.append(
        Span(
          session.text(
            "opportunity.margin.lines", Fact("count", .count(under.count)),
            Fact("codes", .text(under.prefix(3).joined(separator: ", ")))), .warning))
    }
    if let line, let price = figures[line: line.number]?.floorPrice,
      figures[line: line.number]?.isUnderFloor == true
    {
      lines.append(
        Span(
          session.text(
            "opportunity.margin.floorPrice",
            Fact("price", .text(session.price(price, in: sheet.currency(session))))), .normal))
    }
    if figures.linesWithoutCost > 0 {
      lines.append(
        Span(
          "? " + session.uncosted(figures.linesWithoutCost, figures.netWithoutCost), .warning))
    }
    return lines
  }
}
