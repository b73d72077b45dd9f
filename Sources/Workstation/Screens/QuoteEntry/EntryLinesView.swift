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

  private func drawTable(_ sheet: QuoteSheet, on canvas: Canvas) {
    let isWalking =
      switch entry.focus {
      case .lines, .edit: true
      case .header, .entry: false
      }
    table(sheet).draw(on: canvas, list: entry.lineList, focused: isWalking) { index in
      row(index, sheet)
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
    let figures = sheet.figures[line: line.row.line]
    let isUnder = figures?.isUnderFloor == true
    let short = sheet.isOpen && sheet.finds[line.row.line].map { $0.short > .zero } ?? false
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
    let text: EntryText
    if case .edit(let place) = entry.focus {
      text = entry.editText(place)
    } else {
      text = EntryText(entry.field.text)
    }
    canvas.put("└ " + EntryWords.echo(text, session), in: canvas.bounds, .muted)
  }

  // MARK: Proposals

  private func drawProposals(_ layout: LinesLayout, on canvas: Canvas) {
    let count = entry.proposals.products.count + entry.proposals.sets.count
    let rows = layout.proposals
    guard rows.height > 0 else { return }
    if let box = layout.box { Pane(proposalTitle(count)).draw(on: canvas.sub(box)) }
    for row in 0..<rows.height where layout.first + row < count {
      let place = Rect(rows.x, rows.y + row, rows.width, 1)
      drawProposal(layout.first + row, on: canvas.sub(place))
    }
    if let usual = layout.usual { drawUsual(on: canvas.sub(usual)) }
  }

  private func drawProposal(_ index: Int, on canvas: Canvas) {
    if let match = entry.proposals.product(at: index) { return draw(match, on: canvas, index) }
    guard let set = entry.proposals.set(at: index) else { return }
    let isHere = index == entry.proposals.selected
    canvas.fill(canvas.bounds, Style.normal.selected(isHere))
    if isHere { canvas.put("▌", 0, 0, .focus.onSelection) }
    draw(set, on: canvas, nameStart: proposedNames(canvas), isHere: isHere)
  }

  /// Where the names of proposals begin: a code is never cut where the name can give way.
  private func proposedNames(_ canvas: Canvas) -> Int {
    let codes =
      (entry.proposals.products.map(\.product.code.columns)
      + entry.proposals.sets.map(\.set.code.columns)).max() ?? 0
    return max(canvas.width >= 66 ? 14 : 11, min(codes, canvas.width / 3) + 2)
  }

  private func proposalTitle(_ count: Int) -> String {
    if !entry.proposals.sets.isEmpty {
      let shown = count < Proposals.limit ? "\(count)" : "\(Proposals.limit - 1)+"
      return session.counted("entry.proposals.withSets", count, Fact("shown", .text(shown)))
    }
    if count == 1 { return session.text("entry.proposals.one") }
    let shown = count < Proposals.limit ? "\(count)" : "\(Proposals.limit - 1)+"
    return session.text("entry.proposals.other", Fact("count", .text(shown)))
  }

  private func draw(_ match: ProductMatch, on canvas: Canvas, _ index: Int) {
    let isHere = index == entry.proposals.selected
    let style = Style.normal.selected(isHere)
    canvas.fill(canvas.bounds, style)
    if isHere { canvas.put("▌", 0, 0, .focus.onSelection) }
    let wanted = EntryText(entry.field.text).product?.quantity ?? Quantity(thousandths: 1000)
    let free = match.stock.total.free
    let tail = canvas.width >= 66 ? 39 : 21
    let nameStart = proposedNames(canvas)
    canvas.put(match.product.code, in: Rect(1, 0, nameStart - 2, 1), style)
    canvas.put(
      match.product.name, in: Rect(nameStart, 0, canvas.width - tail - nameStart, 1), style)
    var x = canvas.width - tail
    let unit = match.product.priceUnit == 1 ? "" : "/\(match.product.priceUnit)"
    let price = match.price.map { format.price($0.netPrice) + unit } ?? "—"
    canvas.put(price, in: Rect(x, 0, 12, 1), Style.value.selected(isHere), align: .right)
    x += 13
    if tail > 22 {
      let rate =
        match.terms.hidden.map { hidden in
          session.text("entry.short.floor") + " " + (hidden.floorPrice.map(format.price) ?? "—")
        } ?? session.text("entry.short.margin") + " " + format.percent(match.marginRate)
      canvas.put(rate, in: Rect(x, 0, 10, 1), Style.muted.selected(isHere), align: .right)
      x += 11
    }
    let isShort = free < wanted
    let words = tail > 22 ? session.text("entry.short.free") + " " : ""
    let stock = words + format.quantity(free) + (isShort ? " ▲" : "  ")
    canvas.put(
      stock, in: Rect(x, 0, canvas.width - x, 1),
      (isShort ? Style.warning : .normal).selected(isHere),
      align: .right)
  }

  /// `Habituel : 4 commandes, 11,20 le 02/10`.
  private func drawUsual(on canvas: Canvas) {
    guard let match = entry.proposals.product, let last = match.lastPurchase else { return }
    let words = session.counted(
      "entry.usual", last.orderCount, Fact("code", .text(match.product.code)),
      Fact("price", .price(last.lastPrice)), Fact("day", .text(format.shortDay(last.lastDay))))
    canvas.put(words, in: canvas.bounds, .info)
  }
}
