import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Stock in words.
enum StockWords {
  /// `attendu 2 000 le 27/11`.
  static func awaited(_ receipt: NextReceipt, _ session: Session) -> String {
    let quantity = Fact("quantity", .quantity(receipt.quantity))
    guard let day = receipt.day else { return session.text("opportunity.awaitedUnknown", quantity) }
    return session.text(
      "opportunity.awaited", quantity, Fact("day", .text(session.format.shortDay(day))))
  }

  /// `besoin 6 000 · manque 1 100`, or that everything is there.
  static func need(
    _ line: QuoteDraftLine, _ stock: (free: Quantity, missing: Quantity)?, _ session: Session
  ) -> String {
    let need = Fact("need", .quantity(line.quantity))
    guard let stock, stock.missing > .zero else { return session.text("opportunity.enough", need) }
    return "▲ " + session.text("opportunity.short", need, Fact("missing", .quantity(stock.missing)))
  }
}

// Stock of the line, customer, tasks, journal.

extension OpportunityScreen {
  func drawStock(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) {
    guard let line, let product = line.productID, let stock = sheet.stock[product] else {
      canvas.put(session.text("opportunity.noStock"), in: Rect(1, 0, canvas.width - 2, 1), .muted)
      return
    }
    let isWide = canvas.width >= 44
    let widths: [Length] =
      isWide
      ? [.flexible(1), .fixed(7), .fixed(6), .fixed(7), .fixed(12)]
      : [.flexible(1), .fixed(6), .fixed(0), .fixed(7), .fixed(11)]
    let places = Rect(1, 0, canvas.width - 2, 1).columns(widths, gap: 1)
    for (name, place) in zip(["warehouse", "onHand", "reserved", "free", "incoming"], places) {
      canvas.put(
        session.text("opportunity.stock.\(name)"), in: place, .heading,
        align: name == "warehouse" ? .left : .right)
    }
    for (index, warehouse) in stock.warehouses.prefix(max(0, canvas.height - 3)).enumerated() {
      draw(warehouse, at: places.map { $0.offset(by: Point(0, index + 1)) }, on: canvas, session)
    }
    let isShort = (shortage(of: line)?.missing ?? .zero) > .zero
    let below = min(canvas.height - 1, stock.warehouses.count + 2)
    canvas.put(
      StockWords.need(line, shortage(of: line), session), in: Rect(1, below, canvas.width - 2, 1),
      isShort ? .warning.bold : .success)
    if isShort, let next = stock.nextReceipt, below + 1 < canvas.height {
      canvas.put(
        StockWords.awaited(next, session), in: Rect(1, below + 1, canvas.width - 2, 1), .normal)
    }
  }

  private func draw(
    _ warehouse: WarehousePosition, at places: [Rect], on canvas: Canvas, _ session: Session
  ) {
    let format = session.format
    let isOwn = warehouse.warehouseID == draft?.quote.warehouseID
    let name = warehouse.name.columns < places[0].width ? warehouse.name : warehouse.code
    canvas.put((isOwn ? "▸" : " ") + name, in: places[0], isOwn ? .title : .normal)
    let numbers = [
      warehouse.position.onHand, warehouse.position.reserved, warehouse.position.free,
    ]
    for (number, place) in zip(numbers, places[1...3]) {
      canvas.put(number == .zero ? "—" : format.quantity(number), in: place, .value, align: .right)
    }
    let incoming =
      warehouse.nextReceipt.map { next in
        format.quantity(next.quantity) + (next.day.map { " " + format.shortDay($0) } ?? " ?")
      } ?? "—"
    canvas.put(incoming, in: places[4], .muted, align: .right)
  }

  func drawCustomer(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) {
    guard let customer = sheet.detail.customer else {
      canvas.put(session.text("board.no.customer"), in: Rect(1, 0, canvas.width - 2, 1), .muted)
      return
    }
    var lines = CreditWords(sheet.credit, session).lines
    if let more = CreditWords(sheet.credit, session).after(sheet.added) { lines.append(more) }
    if let line, let product = line.productID, let bought = sheet.purchases[product] {
      lines.append([
        Span(
          session.text(
            "opportunity.lastPrice",
            Fact("price", .text(session.price(bought.lastPrice, in: sheet.currency(session)))),
            Fact("day", .text(session.format.shortDay(bought.lastDay))),
            Fact("quantity", .quantity(bought.lastQuantity))))
      ])
    } else if line?.isProduct == true {
      lines.append([Span(session.text("opportunity.neverBought"), .muted)])
    }
    let contact = [sheet.detail.contact?.name, sheet.detail.contact?.phone].compactMap { $0 }
    let reach = contact.isEmpty ? [customer.phone, customer.email] : contact
    lines.append([Span(reach.filter { !$0.isEmpty }.joined(separator: " · "))])
    if let term = sheet.paymentTerm { lines.append([Span(term.name, .muted)]) }
    for (y, line) in lines.prefix(canvas.height).enumerated() {
      canvas.sub(Rect(1, y, canvas.width - 2, 1)).put(line, 0, 0)
    }
  }

  func drawTasks(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) {
    let all = sheet.detail.tasks
    guard !all.isEmpty else {
      canvas.put(session.text("opportunity.noTasks"), in: Rect(1, 0, canvas.width - 2, 1), .muted)
      return
    }
    for (y, index) in tasks.visible(height: canvas.height).enumerated() {
      let task = all[index]
      let isHere = part == .tasks && index == tasks.current
      let isLate = task.dueDay < session.today
      canvas.fill(Rect(0, y, canvas.width, 1), Style.normal.selected(isHere))
      if isHere { canvas.put("▌", 0, y, .selected) }
      let due = (isLate ? "! " : "  ") + session.format.due(task.dueDay, today: session.today)
      canvas.put(due, in: Rect(1, y, 13, 1), (isLate ? Style.danger : .muted).selected(isHere))
      canvas.put(
        task.title, in: Rect(15, y, canvas.width - 16, 1), Style.normal.selected(isHere))
    }
  }

  func drawJournal(_ sheet: OpportunitySheet, on canvas: Canvas, _ session: Session) {
    let lines = JournalWords.lines(sheet.detail.journal, sheet.detail.interactions, session)
    for (y, index) in journal.visible(height: canvas.height).enumerated()
    where lines.indices.contains(index) {
      canvas.put(lines[index].day, in: Rect(1, y, 6, 1), .muted)
      canvas.put(lines[index].text, in: Rect(7, y, canvas.width - 8, 1), lines[index].style)
    }
  }
}

/// What happened, the newest first: acts of the log, and what people said.
enum JournalWords {
  struct Line {
    let day: String
    let text: String
    let style: Style
  }

  static func lines(
    _ acts: [LoggedAct], _ interactions: [Interaction], _ session: Session
  ) -> [Line] {
    // A note is an act too: its own words say more than the act's sentence.
    let done = acts.filter { $0.head.kind != AddInteraction.entry.id }.map { act in
      (act.head.occurredAt, sentence(act, session), Style.muted)
    }
    let said = interactions.map { said in
      (
        said.occurredAt,
        session.text("interaction.\(said.kind.rawValue)") + " « \(said.text) »", Style.normal
      )
    }
    return (done + said).sorted { $0.0 > $1.0 }.map { instant, text, style in
      Line(day: session.format.shortDay(instant.day()), text: text, style: style)
    }
  }

  private static func sentence(_ act: LoggedAct, _ session: Session) -> String {
    let facts = FactsJSON.decode(act.head.summary)
    switch act.head.kind {
    case "undo", "redo":
      return session.text("journal.\(act.head.kind)")
        + (act.actorName.isEmpty ? "" : " · \(act.actorName)")
    default:
      return session.format.text("act.\(act.head.kind).done", facts)
    }
  }
}

/// Where a customer stands, in words.
struct CreditWords {
  let credit: CreditPosition?
  let session: Session

  init(_ credit: CreditPosition?, _ session: Session) {
    self.credit = credit
    self.session = session
  }

  private var currency: Currency { session.company.currency }
  private func whole(_ amount: Amount) -> String { session.format.wholeMoney(amount, currency) }

  /// Exposure against the limit with a bar, overdue, a block.
  var lines: [[Span]] {
    guard let credit, let exposure = try? credit.exposure() else { return [] }
    var lines: [[Span]] = []
    if credit.isBlocked {
      lines.append([
        Span(
          "! " + session.text("customer.blocked", Fact("reason", .text(credit.blockedReason))),
          .danger)
      ])
    }
    var first = [
      Span(session.text("opportunity.exposure") + " ", .label), Span(whole(exposure), .value),
    ]
    if let limit = credit.limit {
      let isOver = exposure > limit
      first.append(Span(" / " + whole(limit) + " ", .muted))
      first.append(
        Span(
          session.format.percent(exposure, of: limit, decimals: 0) + (isOver ? " ! " : " "),
          isOver ? .danger : .normal))
      first.append(
        Span(Bar.text(exposure.minor, of: limit.minor, width: 8), isOver ? .danger : .bar))
    } else {
      first.append(Span(" " + session.text("customer.noLimit"), .muted))
    }
    lines.append(first)
    if credit.overdue > .zero {
      let days = credit.oldestOverdue.map { session.today - $0 } ?? 0
      lines.append([
        Span(session.text("opportunity.overdue") + " ", .label),
        Span(whole(credit.overdue), .danger),
        Span(
          " " + session.text("customer.overdueDays", Fact("days", .count(days))) + " !", .danger),
      ])
    } else {
      lines.append([Span(session.text("customer.noOverdue"), .success)])
    }
    return lines
  }

  /// The exposure once this much more is ordered.
  func after(_ more: Amount) -> [Span]? {
    guard let credit, let exposure = try? credit.exposure(), let limit = credit.limit,
      more > .zero
    else { return nil }
    let after = exposure + more
    return [
      Span(
        session.text(
          "opportunity.after", Fact("amount", .text(whole(after))),
          Fact("percent", .text(session.format.percent(after, of: limit, decimals: 0))))
          + (after > limit ? " ! " + session.text("opportunity.overLimit") : ""),
        after > limit ? .warning : .normal)
    ]
  }
}
