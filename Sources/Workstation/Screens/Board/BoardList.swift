import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Where columns do not fit: the stage under the cursor as a list, the others as a strip above it.

extension BoardScreen {
  func strip(_ session: Session) -> TabStrip {
    let titles = columns.enumerated().map { index, column in
      let name = stageName(column, session)
      let shown = index == current ? name.uppercased() : name.clipped(to: 9)
      return "\(shown) \(column.count)"
    }
    return TabStrip(titles, current: current)
  }

  func drawList(on canvas: Canvas, _ layout: BoardLayout, _ session: Session) -> Point? {
    guard let column else { return nil }
    var cursor: Point?
    let line = canvas.sub(layout.strip)
    if isFiltering || !filter.isEmpty {
      let width = min(34, line.width / 2)
      strip(session).draw(on: line.sub(Rect(0, 0, line.width - width - 1, 1)))
      cursor = drawFilter(on: line.sub(Rect(line.width - width, 0, width, 1)), session)
    } else {
      strip(session).draw(on: line)
    }
    if layout.table.y > 1 { canvas.hline(Rect(0, 1, canvas.width, 1)) }
    drawTable(of: column, on: canvas.sub(layout.table), session)
    if layout.detail.height > 0 { canvas.hline(Rect(0, layout.detail.y - 1, canvas.width, 1)) }
    if layout.foot.height > 0 {
      canvas.hline(Rect(0, layout.foot.y - 1, canvas.width, 1))
      canvas.put(foot(of: column, session), in: layout.foot.inset(1, 0), .muted)
    }
    return cursor
  }

  private func table(_ session: Session) -> Terminal.Table {
    Terminal.Table(
      [
        Terminal.Column(session.text("board.column.customer"), .flexible(minimum: 14, weight: 3)),
        Terminal.Column(
          session.text("board.column.title"), .flexible(minimum: 12, weight: 3), dropOrder: 2),
        Terminal.Column(session.text("board.column.amount"), .fixed(12), .right),
        Terminal.Column(session.text("board.column.margin"), .fixed(8), .left, dropOrder: 3),
        Terminal.Column(session.text("board.column.due"), .fixed(12), .left, dropOrder: 1),
      ])
  }

  private func drawTable(of column: BoardColumn, on canvas: Canvas, _ session: Session) {
    let rows = canvas.sub(Rect(0, 0, canvas.width, canvas.height - 1))
    let list = list(of: column)
    table(session).draw(on: rows, list: list, focused: true) { index in
      row(column.cards[index], session)
    }
    let below = column.count - list.visible(height: rows.height - 1).upperBound
    if below > 0 {
      let text = session.text("board.more", Fact("count", .count(below)))
      canvas.put(text, 3, canvas.height - 1, .muted)
    }
    if column.cards.isEmpty {
      let text = session.text(filter.isEmpty ? "board.empty" : "board.emptyFiltered")
      canvas.put(text, in: Rect(3, 1, canvas.width - 4, 1), .muted)
    }
  }

  private func row(_ card: BoardCard, _ session: Session) -> TableRow {
    let words = BoardWords(card, isStagnant: isStagnant(card, today: session.today), session)
    let due = words.foot.isEmpty ? "—" : words.foot
    return TableRow(
      [
        Span(words.head, .title), Span(words.subject), Span(words.amount, .value),
        Span(words.rate, words.marginStyle),
        Span((words.isLate || words.isStagnant ? "! " : "") + due, words.footStyle),
      ], marked: marked.contains(card.id))
  }

  private func foot(of column: BoardColumn, _ session: Session) -> String {
    let currency = session.company.currency
    guard marked.isEmpty else {
      let amount = subjects.reduce(Amount.zero) { $0 + ($1.amount ?? .zero) }
      return session.counted(
        "board.marked", marked.count,
        Fact("amount", .text(session.format.wholeMoney(amount, currency))))
    }
    return session.text(
      "board.columnSums", Fact("amount", .text(session.format.wholeMoney(column.amount, currency))),
      Fact("weighted", .text(session.format.wholeMoney(column.weighted, currency))),
      Fact("chance", .ratio(column.stage.probability)))
  }
}
