import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension OpportunityScreen {
  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    guard let sheet else {
      canvas.put(session.text("status.waiting"), 1, 0, .muted)
      return nil
    }
    let layout = OpportunityLayout(session)
    drawHead(sheet, on: canvas.sub(Rect(0, 0, canvas.width, 1)), layout, session)
    if layout.hasTabs { return drawTabs(sheet, on: canvas, layout, session) }
    var cursor: Point?
    for (part, rect) in layout.parts {
      let pane = Pane(
        paneTitle(part, sheet, session), footer: paneFooter(part, session),
        focused: part == self.part)
      let inside = pane.draw(on: canvas.sub(rect))
      cursor = draw(part, sheet, on: inside, session) ?? cursor
    }
    return cursor
  }

  /// The name of a part with what it counts.
  func paneTitle(_ part: Part, _ sheet: OpportunitySheet, _ session: Session) -> String {
    let name = session.text("opportunity.part.\(part.rawValue)")
    switch part {
    case .lines: return "\(name) (\(rows.count))"
    case .stock:
      guard let line, let product = line.productID,
        let code = sheet.detail.quote?.products[product]?.code
      else { return name }
      return "\(name) — \(code)"
    case .customer: return sheet.detail.customer.map { "\(name) — \($0.name)" } ?? name
    case .tasks: return "\(name) (\(sheet.detail.tasks.count))"
    case .margin, .journal: return name
    }
  }

  private func paneFooter(_ part: Part, _ session: Session) -> String {
    switch part {
    case .lines: rows.isEmpty ? "" : session.text("opportunity.lines.foot")
    case .customer: sheet?.detail.customer == nil ? "" : session.text("opportunity.customer.foot")
    case .margin, .stock, .tasks, .journal: ""
    }
  }

  // Line 1: number, customer, title, stages.

  private func drawHead(
    _ sheet: OpportunitySheet, on line: Canvas, _ layout: OpportunityLayout, _ session: Session
  ) {
    let detail = sheet.detail
    let stages = stageStrip(detail, room: line.width / 2, session)
    let width = min(stages.text.columns, line.width / 2)
    let customer = detail.customer?.name ?? session.text("board.noCustomer")
    let title = " \(detail.opportunity.number)  \(customer) — \(detail.opportunity.title)"
    line.put(title, in: Rect(0, 0, line.width - width - 2, 1), .title.bold)
    line.put(
      stages.text, in: Rect(line.width - width - 1, 0, width, 1), stages.style, align: .right)
  }

  private func stageStrip(
    _ detail: OpportunityDetail, room: Int, _ session: Session
  ) -> Span {
    let isWide = session.size.width >= Breakpoint.full.minimum.width
    switch detail.opportunity.outcome {
    case .lost: return Span("[▌" + detail.stage.name.uppercased() + "▐]", .danger)
    case .won, .open: break
    }
    if session.size.width < Breakpoint.form.minimum.width {
      return Span("[▌\(detail.stage.name.uppercased())▐]", .focus)
    }
    let stages = detail.stages.filter { $0.outcome != .lost }
    let names = stages.map { stage in
      let name = stage.outcome == .won ? session.text("opportunity.won") : stage.name
      return isWide ? name.clipped(to: 12) : String(name.prefix(5))
    }
    let present = stages.firstIndex { $0.id == detail.stage.id }
    return Span(StageStrip.fitting(names, present: present, in: room), .focus)
  }

  // Tabs.

  /// Names of the tabs, with the signs that call for a look.
  func strip(_ session: Session) -> TabStrip {
    let short = rows.count { (shortage(of: $0)?.missing ?? .zero) > .zero }
    let titles = Part.allCases.map { part in
      let name = session.text("opportunity.part.\(part.rawValue)")
      switch part {
      case .lines: return name + " \(rows.count)"
      case .margin: return name + (figures?.isUnderFloor == true ? " ▼" : "")
      case .stock: return name + (short > 0 ? " ▲\(short)" : "")
      case .customer: return name + ((sheet?.credit?.overdue ?? .zero) > .zero ? " !" : "")
      case .tasks: return name + " \(sheet?.detail.tasks.count ?? 0)"
      case .journal: return name
      }
    }
    return TabStrip(titles, current: Part.allCases.firstIndex(of: part) ?? 0)
  }

  private func drawTabs(
    _ sheet: OpportunitySheet, on canvas: Canvas, _ layout: OpportunityLayout, _ session: Session
  ) -> Point? {
    let facts = OpportunityFacts(sheet, figures, session)
    canvas.sub(Rect(1, 1, canvas.width - 2, 1)).put(facts.line, 0, 0)
    strip(session).draw(on: canvas.sub(layout.strip))
    if layout.main.y > 3 { canvas.hline(Rect(0, 3, canvas.width, 1)) }
    let cursor = draw(part, sheet, on: canvas.sub(layout.main), session)
    guard layout.below.height > 0 else { return cursor }
    canvas.hline(Rect(0, layout.below.y - 1, canvas.width, 1))
    drawBelow(sheet, on: canvas.sub(layout.below), session)
    return cursor
  }

  /// Under the tabs: stock of the line, what is missing, totals, the next thing to do.
  private func drawBelow(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) {
    if let line, let product = line.productID, let stock = sheet.stock[product] {
      let places = stock.warehouses.filter { $0.position.onHand != .zero || $0.nextReceipt != nil }
      let words = places.map { place in
        "\(place.name) \(session.format.quantity(place.position.free))"
      }
      var text = words.joined(separator: " · ")
      if let next = stock.nextReceipt { text += " · " + StockWords.awaited(next, session) }
      canvas.put(
        "▌" + (sheet.detail.quote?.products[product]?.code ?? "") + "  " + text,
        in: Rect(1, 0, canvas.width - 2, 1), .normal)
      canvas.put(
        StockWords.need(line, shortage(of: line), session), in: Rect(2, 1, canvas.width - 3, 1),
        shortage(of: line).map { $0.missing > .zero } == true ? .warning : .muted)
    }
    if let figures {
      let currency = sheet.currency(session)
      let totals = session.text(
        "opportunity.totals",
        Fact(
          "net", .money(Money(figures.totals.goods - figures.totals.discount, currency))),
        Fact("total", .money(Money(figures.totals.total, currency))))
      canvas.put(totals, in: Rect(1, 2, canvas.width - 2, 1), .value)
      if figures.linesWithoutCost > 0 {
        let words = "? " + session.uncosted(figures.linesWithoutCost, figures.netWithoutCost)
        let x = min(totals.columns + 3, canvas.width / 2)
        canvas.put(words, in: Rect(x, 2, canvas.width - x - 1, 1), .warning)
      }
    }
    if let task = sheet.detail.tasks.first {
      let isLate = task.dueDay < session.today
      let due = session.format.due(task.dueDay, today: session.today)
      canvas.put(
        session.text("board.detail.next") + " " + (isLate ? "! " : "") + due + " " + task.title,
        in: Rect(1, 3, canvas.width - 2, 1), isLate ? .danger : .muted)
    }
  }

  /// Draws a part and says where the cursor goes.
  private func draw(
    _ part: Part, _ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session
  ) -> Point? {
    switch part {
    case .lines: return drawLines(sheet, on: canvas, session)
    case .margin: drawMargin(sheet, on: canvas, session)
    case .stock: drawStock(sheet, on: canvas, session)
    case .customer: drawCustomer(sheet, on: canvas, session)
    case .tasks: drawTasks(sheet, on: canvas, session)
    case .journal: drawJournal(sheet, on: canvas, session)
    }
    return nil
  }
}

/// The facts that decide, on one line: amount, margin against floor, credit, overdue.
struct OpportunityFacts {
  private(set) var line: [Span] = []

  init(_ sheet: OpportunitySheet, _ figures: QuoteComputation?, _ session: Session) {
    let currency = session.company.currency
    let amount = sheet.detail.opportunity.amount
    line.append(
      Span(
        amount.map { session.format.wholeMoney($0, currency) } ?? session.text("board.noAmount"),
        .value))
    if let figures, let verdict = FloorWords.verdict(figures, session) {
      line.append(Span("  " + verdict.text, verdict.style))
    } else if let figures, figures.margin.netWithCost.minor != 0 {
      let isUnder = figures.isUnderFloor
      line.append(
        Span(
          "  " + session.text("board.detail.margin") + " "
            + session.format.percent(figures.margin.margin, of: figures.margin.netWithCost)
            + (isUnder ? " ▼" : ""), isUnder ? .warning : .normal))
      if let floor = FloorWords.rate(figures, session) {
        line.append(
          Span(" (" + session.text("opportunity.floor").lowercased() + " \(floor))", .muted))
      }
    }
    guard let credit = sheet.credit, let exposure = try? credit.exposure() else { return }
    if let limit = credit.limit {
      let after = exposure + sheet.added
      let now = session.format.percent(exposure, of: limit, decimals: 0)
      let then = "→" + session.format.percent(after, of: limit, decimals: 0)
      line.append(
        Span(
          "  " + session.text("opportunity.exposure").lowercased() + " " + now
            + (sheet.added > .zero ? then : "") + (after > limit ? " !" : ""),
          after > limit ? .warning : .normal))
    }
    if credit.overdue > .zero {
      line.append(
        Span(
          "  " + session.text("opportunity.overdue").lowercased() + " "
            + session.format.wholeMoney(credit.overdue, currency) + " !", .danger))
    }
  }
}
