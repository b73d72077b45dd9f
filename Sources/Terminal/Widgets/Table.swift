/// One column of a table.
public struct Column: Hashable, Sendable {
  /// How wide it is.
  public enum Width: Hashable, Sendable {
    /// Always that many columns.
    case fixed(Int)
    /// At least `minimum`, and a share of what is left in proportion to `weight`.
    case flexible(minimum: Int, weight: Int)

    var minimum: Int {
      switch self {
      case .fixed(let width): width
      case .flexible(let minimum, _): minimum
      }
    }
  }

  /// Its head.
  public var title: String
  /// How wide it is.
  public var width: Width
  /// Where its cells stand; so does its head.
  public var alignment: Alignment
  /// 0 is always shown; where room is short, the greatest goes first.
  public var dropOrder: Int

  /// A column.
  public init(
    _ title: String, _ width: Width, _ alignment: Alignment = .left, dropOrder: Int = 0
  ) {
    self.title = title
    self.width = width
    self.alignment = alignment
    self.dropOrder = dropOrder
  }
}

/// One row of a table: a text per column of the whole table, also those that are not shown.
public struct TableRow: Hashable, Sendable {
  /// One per column.
  public var cells: [Span]
  /// Whether the user marked it (`●`).
  public var isMarked: Bool

  /// A row of pieces, each with its style.
  public init(_ cells: [Span], marked: Bool = false) {
    self.cells = cells
    isMarked = marked
  }

  /// A row in one style.
  public init(_ texts: [String], _ style: Style = .normal) {
    self.init(texts.map { Span($0, style) })
  }
}

/// Rows under heads, of which only those that show are asked for.
///
///       Client                    Objet                Montant   Marge
///     ▌ Constructions Æther       Boulonnerie HR       31 856 €  18 % ▼
///     ● Serrurerie Noé            Cylindres             5 120 €  25 %
///       ↓ encore 4
///
///     let table = Table([Column("Client", .flexible(minimum: 12, weight: 2)), Column("Montant", .fixed(10), .right)])
///     table.draw(on: canvas, list: model.list, focused: true) { index in TableRow([…]) }
public struct Table: Hashable, Sendable {
  /// All columns, in order.
  public var columns: [Column]
  /// Whether heads are drawn.
  public var hasHead: Bool
  /// What stands before the number of rows that do not fit, below; none when empty.
  public var moreText: String

  /// A table.
  public init(_ columns: [Column], hasHead: Bool = true, moreText: String = "") {
    self.columns = columns
    self.hasHead = hasHead
    self.moreText = moreText
  }

  /// Where a column stands.
  struct Slot: Equatable {
    var column: Int
    var x: Int
    var width: Int
  }

  /// Columns before the first: the focus mark or the selection mark, and a space.
  static let margin = 2

  /// The columns that fit in that width, and where.
  func layout(width: Int) -> [Slot] {
    var kept = Array(columns.indices)
    func needed() -> Int {
      kept.reduce(Self.margin + max(0, kept.count - 1)) { $0 + columns[$1].width.minimum }
    }
    while needed() > width {
      let worst = kept.filter { columns[$0].dropOrder > 0 }.max {
        (columns[$0].dropOrder, $0) < (columns[$1].dropOrder, $1)
      }
      guard let worst else { break }
      kept.removeAll { $0 == worst }
    }
    let shares = Length.share(
      width - needed(),
      among: kept.map { index in
        if case .flexible(_, let weight) = columns[index].width { return .flexible(weight) }
        return .fixed(0)
      })
    var x = Self.margin
    return zip(kept, shares).map { index, extra in
      let slot = Slot(column: index, x: x, width: columns[index].width.minimum + extra)
      x += slot.width + 1
      return slot
    }
  }

  /// How many rows show in that many lines, for the moves of the list.
  public func rows(in height: Int) -> Int { max(0, height - (hasHead ? 1 : 0)) }

  /// The row drawn at that line of the canvas, for a click.
  public func row(atLine line: Int, height: Int, list: ListState) -> Int? {
    let index = line - (hasHead ? 1 : 0)
    let lines = listLines(height: height, list: list)
    guard index >= 0, index < lines else { return nil }
    let visible = list.visible(height: lines)
    return index < visible.count ? visible.lowerBound + index : nil
  }

  /// Draws heads and the rows around the cursor; `row` is asked only for those.
  public func draw(
    on canvas: Canvas, list: ListState, focused: Bool, row: (Int) -> TableRow
  ) {
    let slots = layout(width: canvas.width)
    if hasHead { drawHead(slots, on: canvas) }
    let lines = listLines(height: canvas.height, list: list)
    var y = hasHead ? 1 : 0
    for index in list.visible(height: lines) {
      let isCurrent = index == list.current && focused
      draw(row(index), slots, on: canvas.sub(Rect(0, y, canvas.width, 1)), current: isCurrent)
      y += 1
    }
    if hasMore(height: canvas.height, list: list), lines > 0 {
      let below = list.below(height: lines)
      if below > 0 { canvas.put("↓ \(moreText) \(below)", Self.margin, y, .muted) }
    }
  }

  private func hasMore(height: Int, list: ListState) -> Bool {
    !moreText.isEmpty && list.count > rows(in: height) && rows(in: height) > 2
  }

  private func listLines(height: Int, list: ListState) -> Int {
    rows(in: height) - (hasMore(height: height, list: list) ? 1 : 0)
  }

  private func drawHead(_ slots: [Slot], on canvas: Canvas) {
    for slot in slots {
      let column = columns[slot.column]
      canvas.put(
        column.title, in: Rect(slot.x, 0, slot.width, 1), .heading, align: column.alignment)
    }
  }

  private func draw(_ row: TableRow, _ slots: [Slot], on line: Canvas, current: Bool) {
    if current { line.fill(line.bounds, .selected) }
    if row.isMarked { line.put("●", 0, 0, .marked.selected(current)) }
    if current { line.put("▌", row.isMarked ? 1 : 0, 0, .selected) }
    for slot in slots where slot.column < row.cells.count {
      let cell = row.cells[slot.column]
      line.put(
        cell.text, in: Rect(slot.x, 0, slot.width, 1), cell.style.selected(current),
        align: columns[slot.column].alignment)
    }
  }
}
