import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.Column
import struct Terminal.Table

extension EntryView {
  /// The lines in their box.
  func drawLinesPane(on canvas: Canvas) -> Point? {
    let isFocused = if case .header = entry.focus { false } else { true }
    let count = entry.sheet?.draft.lines.count ?? 0
    let title = session.text("entry.lines", Fact("count", .count(count)))
    return drawLines(on: Pane(title, focused: isFocused).draw(on: canvas))
  }

  /// The lines, the entry line right under the last, proposals under it.
  func drawLines(on canvas: Canvas) -> Point? {
    guard let sheet = entry.sheet else { return nil }
    let layout = entry.linesLayout(canvas.size, sheet)
    drawTable(sheet, on: canvas.sub(layout.table))
    guard let place = layout.entry else { return nil }
    let point = drawEntry(sheet, on: canvas, at: place)
    if isTypingLine { drawProposals(layout, on: canvas) }
    return point
  }

  /// Whether the entry line has the focus.
  private var isTypingLine: Bool {
    switch entry.focus {
    case .entry, .edit: true
    case .header, .lines: false
    }
  }

  // MARK: Table

  /// What the table shows.
  private struct TableKey: Equatable {
    let sheet: SharedMark
    let rejects: [String]
    let list: ListState
    let isWalking: Bool
    let session: Int
  }

  private func drawTable(_ sheet: QuoteSheet, on canvas: Canvas) {
    let isWalking =
      switch entry.focus {
      case .lines, .edit: true
      case .header, .entry: false
      }
    let list = entry.lineList
    let key = TableKey(
      sheet: entry.$sheet, rejects: entry.rejects, list: list, isWalking: isWalking,
      session: session.edition)
    canvas.keep(key) { canvas in
      table(sheet).draw(on: canvas, list: list, focused: isWalking) { row($0, sheet) }
    }
  }

  /// A table of the same rows, for the mouse: which row stands where hangs on no column.
  static let rowTable = Table([])

  /// The columns; a price is never cut: its column takes what the longest one needs, and the words of
  /// the description give way.
  func table(_ sheet: QuoteSheet) -> Table {
    let outline = sheet.outline
    let asked = sheet.figures.linesWithoutPrice > 0 ? session.text("entry.priceAsked").columns : 0
    let net = max(9, outline.price, asked)
    let code = min(16, max(10, outline.code))
    let sign = session.format.texts.language == .french ? 2 : 1
    let discount = min(11, max(4, outline.discounts + sign))
    func title(_ key: String) -> String { session.text("entry.column.\(key)") }
    return Table(
      [
        Column("#", .fixed(2), .right, dropOrder: 2),
        Column(title("code"), .fixed(code)),
        Column(title("description"), .flexible(minimum: 12, weight: 8), dropOrder: 3),
        Column(title("quantity"), .fixed(8), .right),
        Column(title("net"), .fixed(net), .right),
        Column(title("discount"), .fixed(discount), .right, dropOrder: 5),
        outline.hidesCosts
          ? Column(title("floor"), .fixed(max(8, 1 + outline.floor)), .right, dropOrder: 1)
          : Column(title("margin"), .fixed(6), .right, dropOrder: 1),
        Column(title("amount"), .fixed(10), .right, dropOrder: 4),
      ])
  }

  private func row(_ index: Int, _ sheet: QuoteSheet) -> TableRow {
    let lines = sheet.draft.lines
    guard index < lines.count else {
      let text = entry.rejects[index - lines.count]
      return TableRow([
        Span("?", .warning), Span(text, .warning), Span(session.text("entry.reject"), .muted),
      ])
    }
    let line = lines[index]
    guard line.isProduct, let match = sheet.match(line) else { return words(line, index, sheet) }
    let figures = sheet.figures[line: line.number]
    let isUnder = figures?.isUnderFloor == true
    let short = sheet.isOpen && sheet.finds[line.number].map { $0.short > .zero } ?? false
    return TableRow([
      Span("\(index + 1)", .muted), Span(match.product.code, isUnder ? .warning : .normal),
      Span(
        partSign(line) + offerSign(line) + line.row.description, line.isCounted ? .normal : .muted),
      Span(quantity(line, match) + (short ? "▲" : " "), line.isCounted ? .normal : .muted),
      Span(price(line, figures)), Span(EntryWords.discounts(line.row.discounts, format), .muted),
      margin(figures, figures.flatMap(sheet.figures.floorAction)),
      Span(
        figures.map { format.amount($0.net, sheet.quote.currency) } ?? "",
        line.isCounted ? .value : .muted),
    ])
  }

  /// `? ` an option, `/ ` an alternative: as they are typed.
  private func offerSign(_ line: QuoteDraftLine) -> String {
    line.row.choice == .firm ? "" : line.row.choice.sign + " "
  }

  /// A comment, or a heading with what its section comes to.
  private func words(_ line: QuoteDraftLine, _ index: Int, _ sheet: QuoteSheet) -> TableRow {
    let row = line.row
    if row.isSet { return setRow(line, index, sheet) }
    guard let section = sheet.figures.sections.first(where: { $0.heading == row.line }) else {
      return TableRow([
        Span("\(index + 1)", .muted), Span("+", .muted),
        Span(partSign(line) + row.description, .info),
      ])
    }
    return TableRow([
      Span("\(index + 1)", .muted), Span("++", .muted), Span(row.description, .title),
      Span(""), Span(""), Span(""), Span(""),
      Span(format.amount(section.net, sheet.quote.currency), .title),
    ])
  }

  /// `2 bte`, `1 200`.
  private func quantity(_ line: QuoteDraftLine, _ match: ProductMatch) -> String {
    let number = format.quantity(line.row.typedQuantity)
    let isUsual = line.row.typedUnit == match.product.salesUnit
    return isUsual ? number : number + " " + line.row.typedUnit
  }

  /// The net price; `*` marks one that was typed, `/100` a price unit.
  private func price(_ line: QuoteDraftLine, _ figures: QuoteLineFigures?) -> String {
    guard line.row.priceSource != .unknown, let figures else {
      return session.text("entry.priceAsked")
    }
    let unit = line.row.priceUnit == 1 ? "" : "/\(line.row.priceUnit)"
    let manual = line.row.priceSource == .manual ? "*" : " "
    return format.price(figures.netUnitPrice) + unit + manual
  }

  /// ▼ under the floor: orange where that only warns, red where it asks or blocks (features.md F054).
  private func margin(_ figures: QuoteLineFigures?, _ action: FloorAction?) -> Span {
    let style: Style = action.map { $0 > .warn ? .danger : .warning } ?? .normal
    let isUnder = action != nil
    if let figures, let hidden = figures.hidden, hidden.isKnown {
      let price = figures.floorPrice.map { format.price($0) } ?? "—"
      return isUnder ? Span(price + "▼", style) : Span(price + " ", .muted)
    }
    guard let figures, figures.cost != nil else { return Span("? ", .warning) }
    let rate = format.bareRate(figures.margin.marginRate)
    return isUnder ? Span(rate + "▼", style) : Span(rate + " ")
  }

  // MARK: Entry line

  private func drawEntry(
    _ sheet: QuoteSheet, on canvas: Canvas, at place: Rect
  ) -> Point? {
    let isHere = isTypingLine
    var label = "\(sheet.draft.lines.count + 1)"
    if case .edit(let place) = entry.focus {
      label = session.text("entry.editing", Fact("line", .count(place + 1)))
    }
    if isHere { canvas.put("▌", 0, place.y, .focus) }
    let start = canvas.put(label, 2, place.y, isHere ? .label.bold : .muted) + 1
    let area = canvas.sub(Rect(start, place.y, max(4, place.width - start - 1), 1))
    let text = isHere ? entry.field : TextField(entry.unfinished)
    let hint = isHere ? session.text("entry.placeholder") : ""
    let point = text.draw(on: area, focused: isHere, placeholder: hint)
    if isHere, entry.isFresh {
      area.restyle(Rect(0, 0, text.text.columns, 1)) { $0.onSelection }
    }
    if isHere, canvas.height > place.y + 1 {
      drawEcho(on: canvas.sub(Rect(start, place.y + 1, place.width - start - 1, 1)))
    }
    return isHere ? point : nil
  }

  private func drawEcho(on canvas: Canvas) {
    if let problem = entry.problem {
      canvas.put("! " + problem, in: canvas.bounds, .warning)
      return
    }
    canvas.put("└ " + EntryWords.echo(text, session), in: canvas.bounds, .muted)
  }
}
