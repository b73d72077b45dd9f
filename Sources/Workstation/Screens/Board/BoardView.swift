import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension BoardScreen {
  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    let layout = BoardLayout(session, columns: columns.count, current: current)
    guard board != nil else {
      canvas.put(session.text("status.waiting"), 1, 0, .muted)
      return nil
    }
    var cursor: Point?
    if layout.hasColumns {
      cursor = drawSummary(on: canvas.sub(layout.summary), session)
      for (index, place) in layout.places.enumerated()
      where columns.indices.contains(index + layout.first) {
        draw(columns[index + layout.first], layout.rows, on: canvas.sub(place), session)
      }
      canvas.hline(Rect(0, layout.detail.y - 1, canvas.width, 1))
    } else {
      cursor = drawList(on: canvas, layout, session)
    }
    drawDetail(on: canvas.sub(layout.detail), session)
    return cursor
  }

  // Line 2: how much there is, and the filter.

  private func drawSummary(on line: Canvas, _ session: Session) -> Point? {
    let isNarrowed = isFiltering || !filter.isEmpty || order != .nextAction
    let right = isNarrowed ? line.width * 3 / 5 : line.width - 1
    let cursor = drawFilter(on: line.sub(Rect(right, 0, line.width - right, 1)), session)
    line.put(summary(session), in: Rect(1, 0, right - 2, 1), .title)
    return cursor
  }

  private func summary(_ session: Session) -> String {
    let open = columns.filter { $0.stage.outcome == .open }
    let count = open.reduce(0) { $0 + $1.count }
    let amount = Amount(minor: open.reduce(0) { $0 + $1.amount.minor })
    let weighted = Amount(minor: open.reduce(0) { $0 + $1.weighted.minor })
    let currency = session.company.currency
    return session.counted(
      board?.isPartial == true ? "board.summary.partial" : "board.summary", count,
      Fact("pipeline", .text(board?.pipeline.name ?? "")),
      Fact("amount", .text(session.format.wholeMoney(amount, currency))),
      Fact("weighted", .text(session.format.wholeMoney(weighted, currency))))
  }

  func drawFilter(on line: Canvas, _ session: Session) -> Point? {
    if isFiltering {
      return Prompt(session.text("board.filter"), filter).draw(on: line, focused: true)
    }
    let sorted = order == .nextAction ? "" : session.text("board.order.\(order.rawValue)")
    let text =
      filter.isEmpty
      ? sorted
      : session.text("board.filtered", Fact("filter", .text(filter.text)))
        + (sorted.isEmpty ? "" : "  " + sorted)
    line.put(text, in: Rect(0, 0, line.width - 1, 1), .accent, align: .right)
    return nil
  }

  // A column.

  private func draw(
    _ column: BoardColumn, _ rows: Int, on canvas: Canvas, _ session: Session
  ) {
    let isHere = column.stage.id == self.column?.stage.id
    drawHead(of: column, isHere, on: canvas, session)
    let list = list(of: column)
    var y = BoardLayout.headHeight
    let shown = list.visible(height: rows)
    for index in shown where column.cards.indices.contains(index) {
      let place = Rect(0, y, canvas.width, BoardLayout.cardHeight)
      draw(
        column.cards[index], isHere: isHere && index == list.current, on: canvas.sub(place),
        session)
      y += BoardLayout.cardHeight
    }
    let below = column.count - shown.upperBound
    if below > 0, y < canvas.height {
      let text = session.text("board.more", Fact("count", .count(below)))
      canvas.put(text, in: Rect(2, y, canvas.width - 2, 1), .muted)
    }
    if column.cards.isEmpty {
      let text = session.text(filter.isEmpty ? "board.empty" : "board.emptyFiltered")
      canvas.put(text, in: Rect(2, y, canvas.width - 2, 1), .muted)
    }
  }

  private func drawHead(
    of column: BoardColumn, _ isHere: Bool, on canvas: Canvas, _ session: Session
  ) {
    let currency = session.company.currency
    let width = canvas.width - 2
    let chance = session.format.shortPercent(column.stage.probability)
    canvas.put(
      chance, in: Rect(1, 0, width, 1), isHere ? .focus : .muted, align: .right)
    let count = " (\(column.count))"
    let room = width - chance.columns - 1 - count.columns
    let name = stageName(column, session).uppercased().clipped(to: room) + count
    canvas.put(name, 1, 0, isHere ? .focus.bold : .heading)
    let amount = session.format.wholeMoney(column.amount, currency)
    canvas.put(amount, in: Rect(1, 1, width, 1), .value)
    if column.stage.outcome == .open {
      let weighted = session.text(
        "board.weighted",
        Fact("amount", .text(session.format.shortMoney(column.weighted, currency))))
      let room = width - amount.columns - 1
      if weighted.columns <= room {
        canvas.put(weighted, in: Rect(1, 1, width, 1), .muted, align: .right)
      }
    }
    canvas.hline(
      Rect(1, 2, width, 1), isHere ? .heavy : .light, isHere ? .focus : .border)
  }

  /// The won column says which days it counts.
  func stageName(_ column: BoardColumn, _ session: Session) -> String {
    column.stage.outcome == .won ? session.text("board.won") : column.stage.name
  }

  // A card.

  private func draw(
    _ card: BoardCard, isHere: Bool, on canvas: Canvas, _ session: Session
  ) {
    let words = BoardWords(card, isStagnant: isStagnant(card, today: session.today), session)
    canvas.box(canvas.bounds, isHere ? .heavy : .light, isHere ? .focus : .border)
    let width = canvas.width - 2
    let isMarked = marked.contains(card.id)
    if isHere { canvas.put("▌", 1, 1, .focus) }
    if isMarked { canvas.put("●", 1, isHere ? 2 : 1, .marked) }
    let text = Rect(2, 0, width - 1, 1)
    canvas.put(words.head, in: text.offset(by: Point(0, 1)), isHere ? .title.bold : .title)
    canvas.put(words.subject, in: text.offset(by: Point(0, 2)), .normal)
    let amountWidth = min(12, width - 9)
    let isLong = words.amount.columns > amountWidth
    canvas.put(
      words.amount, in: Rect(1, 3, isLong ? width - 3 : amountWidth, 1), .value,
      align: isLong ? .left : .right)
    let place = Rect(amountWidth + 2, 3, isLong ? 0 : width - amountWidth - 3, 1)
    canvas.put(words.margin, in: place, words.marginStyle)
    canvas.put(words.signs, in: Rect(width - 1, 3, 2, 1), words.signStyle, align: .right)
    drawFoot(words, on: canvas)
  }

  private func drawFoot(_ words: BoardWords, on canvas: Canvas) {
    guard !words.foot.isEmpty else { return }
    let text = " " + words.foot.clipped(to: canvas.width - 5) + " "
    canvas.put(
      text, in: Rect(1, canvas.height - 1, canvas.width - 2, 1), words.footStyle, align: .right)
  }
}
