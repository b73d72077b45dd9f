import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension TodayScreen {
  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    canvas.put(head(session), in: Rect(1, 0, canvas.width - 2, 1), .title)
    guard let lines else {
      canvas.put(session.text("status.waiting"), 1, 2, .muted)
      return nil
    }
    let body = canvas.sub(Rect(0, 2, canvas.width, max(0, canvas.height - 2)))
    if lines.isEmpty {
      drawEmpty(on: body, session)
      return nil
    }
    for (y, index) in list.visible(height: body.height).enumerated() {
      let row = body.sub(Rect(0, y, body.width, 1))
      switch lines[index] {
      case .heading(let section, let count, let amount):
        draw(section, count, amount, on: row, session)
      case .entry(let entry):
        draw(TodayWords(entry, session), isHere: index == list.current, on: row)
      }
    }
    return nil
  }

  private func head(_ session: Session) -> String {
    let count = lines?.count { $0.entry != nil }
    return session.text(
      "today.head", Fact("name", .text(session.actor.name)),
      Fact("day", .text(session.format.longDay(session.today))),
      Fact("count", .text(count.map { session.format.count($0) } ?? "…")))
  }

  private func draw(
    _ section: Section, _ count: Int, _ amount: Amount?, on row: Canvas, _ session: Session
  ) {
    let style: Style =
      switch section {
      case .late, .latePurchases: .danger.bold
      case .recovered, .risks, .review: .warning.bold
      default: .heading
      }
    let name = session.text("today.\(section.rawValue)").uppercased()
    let end = row.put("\(name) (\(count)) ", 1, 0, style)
    row.hline(Rect(end, 0, max(0, row.width - end - 1), 1))
    guard let amount else { return }
    let text = " " + session.format.wholeMoney(amount, session.company.currency)
    row.put(text, in: Rect(0, 0, row.width - 1, 1), .value, align: .right)
  }

  private func draw(_ words: TodayWords, isHere: Bool, on row: Canvas) {
    let style = Style.normal.selected(isHere)
    row.fill(row.bounds, style)
    if isHere { row.put("▌", 0, 0, .selected) }
    let isNarrow = row.width < Breakpoint.compact.minimum.width
    let widths: [Length] =
      isNarrow
      ? [.fixed(12), .fixed(0), .flexible(3), .flexible(2), .fixed(0)]
      : [.fixed(15), .fixed(9), .flexible(3), .flexible(3), .fixed(12)]
    let places = Rect(2, 0, row.width - 3, 1).columns(widths, gap: 1)
    row.put(words.due, in: places[0], words.dueStyle.selected(isHere))
    row.put(words.number, in: places[1], Style.muted.selected(isHere))
    row.put(words.what, in: places[2], Style.title.selected(isHere))
    row.put(words.whom, in: words.place(in: places[3], before: places[4]), style)
    row.put(words.amount, in: places[4], Style.value.selected(isHere), align: .right)
  }

  /// Nothing to do says what can be done: the first keys to try.
  private func drawEmpty(on canvas: Canvas, _ session: Session) {
    let lines = session.text("today.empty").split(
      separator: "\n", omittingEmptySubsequences: false)
    for (y, line) in lines.enumerated() {
      let place = Rect(3, y + 1, canvas.width - 4, 1)
      canvas.put(String(line), in: place, y == 0 ? .success : .muted)
    }
  }
}

/// An entry in words, made when it is drawn.
struct TodayWords {
  var due = ""
  var dueStyle = Style.muted
  var number = ""
  var what = ""
  var whom = ""
  var amount = ""

  /// Where the customer stands: in its own column, and over an amount that is not there.
  func place(in own: Rect, before last: Rect) -> Rect {
    let end = amount.isEmpty ? last.x + last.width : own.x + own.width
    return Rect(own.x, own.y, end - own.x, 1)
  }

  init(_ entry: TodayScreen.Entry, _ session: Session) {
    amount =
      entry.amount.map { session.format.wholeMoney($0, session.company.currency) } ?? ""
    switch entry {
    case .recovered(let draft): take(draft, session)
    case .task(let task): take(task, session)
    case .quote(let quote): take(quote, session)
    case .approval(let waiting): take(waiting, session)
    case .arrival(let goods): take(goods, session)
    case .purchase(let late): take(late, session)
    case .opportunity(let card): take(card, session)
    case .risk(let document): take(document, session)
    case .review(let review): take(review, session)
    }
  }

  private mutating func take(_ draft: RecoveredDraft, _ session: Session) {
    due = "! " + session.text("today.unsaved")
    dueStyle = .warning
    number = draft.number
    what = session.counted("today.recoveredLines", draft.lineCount)
    whom = draft.customerName
  }

  private mutating func take(_ task: TaskSummary, _ session: Session) {
    let isLate = task.activity.dueDay < session.today
    due = session.format.due(task.activity.dueDay, today: session.today)
    if isLate { due = "! " + due }
    if let minute = task.activity.dueMinute {
      due += " " + session.format.time(Instant(milliseconds: Int64(minute) * 60_000))
    }
    dueStyle = isLate ? .danger : .normal
    (number, what) = (task.number, task.activity.title)
    whom = task.customer.isEmpty ? task.title : task.customer + " — " + task.title
  }

  private mutating func take(_ quote: QuoteSummary, _ session: Session) {
    let isExpired = quote.isExpired(on: session.today)
    let day = quote.quote.validityDay
    due =
      isExpired
      ? "! " + session.text("today.expired", Fact("day", .text(session.format.shortDay(day))))
      : session.format.due(day, today: session.today)
    dueStyle = isExpired ? .danger : .warning
    (number, what, whom) = (quote.quote.number, quote.title, quote.customerName)
  }

  private mutating func take(_ document: DocumentAtRisk, _ session: Session) {
    due = "▼ " + session.format.percent(document.risk.now.marginRate)
    dueStyle = .warning
    (number, whom) = (document.number, document.customerName)
    what = session.text(
      "today.costsRose", Fact("products", .text(document.causes)))
  }

  private mutating func take(_ review: QuoteToReview, _ session: Session) {
    let move = review.lines.first.map(\.mover.move)
    due = "! " + (move.map { session.format.signedPercent($0) } ?? "")
    dueStyle = .warning
    (number, whom) = (review.quote.quote.number, review.quote.customerName)
    let names = Set(review.lines.map(\.mover.name)).sorted().joined(separator: ", ")
    what = session.text("today.moved", Fact("names", .text(names)))
  }

  private mutating func take(_ waiting: WaitingApproval, _ session: Session) {
    due = session.format.shortDay(waiting.approval.askedAt.day())
    number = waiting.quote.quote.number
    what = session.text("today.askedBy", Fact("name", .text(waiting.askedByName)))
    whom = waiting.quote.customerName
  }

  private mutating func take(_ goods: ArrivedGoods, _ session: Session) {
    due = session.text("today.arrived", Fact("day", .text(session.format.shortDay(goods.day))))
    dueStyle = .success
    number = goods.orderNumber
    what = session.format.quantity(goods.quantity) + " × " + goods.productName
    whom = goods.customerName
  }

  private mutating func take(_ late: LatePurchase, _ session: Session) {
    due = "! " + session.format.due(late.day, today: session.today)
    dueStyle = .danger
    number = late.number
    what = late.supplierName
    if late.waitingOrders > 0 {
      whom = session.counted("today.ordersWaiting", late.waitingOrders)
    }
  }

  private mutating func take(_ card: BoardCard, _ session: Session) {
    due =
      card.daysInStage(on: session.today).map {
        "! " + session.text("board.stagnant", Fact("days", .count($0)))
      } ?? ""
    dueStyle = .warning
    (number, what) = (card.number, card.title)
    whom = card.customerName ?? session.text("board.noCustomer")
    if card.amount == nil { amount = session.text("board.noAmount") }
  }
}
