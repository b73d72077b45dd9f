import Terminal

// Where everything of the board stands, for drawing and for the mouse alike.
//
//   columns, from 100x30                          list, from 60x16
//   ┌ summary, filter ───────────────────────┐    ┌ strip of stages ──────────────────┐
//   │ head │ head │ head │ head │ head       │    │ ───────────────────────────────── │
//   │ card │ card │ card │ card │ card       │    │ heads and rows of one stage       │
//   │ ↓ encore 3                             │    │ ───────────────────────────────── │
//   │ ────────────────────────────────────── │    │ detail, marks                     │
//   └ detail of the card under the cursor ───┘    └───────────────────────────────────┘
struct BoardLayout {
  static let cardHeight = 5
  static let headHeight = 3
  static let narrowest = 20

  /// Whether stages stand side by side.
  let hasColumns: Bool
  /// Summary and filter.
  let summary: Rect
  /// The strip of stages of the list; empty with columns.
  let strip: Rect
  /// The columns shown, heads included, left to right.
  let places: [Rect]
  /// Stage of the first column shown.
  let first: Int
  /// The rows of the list, head included; empty with columns.
  let table: Rect
  /// The detail of the card under the cursor; may be empty.
  let detail: Rect
  /// Marks and sums, below the detail of the list.
  let foot: Rect

  init(_ session: Session, columns count: Int, current: Int) {
    self.init(session.body.size, Breakpoint(session.size), columns: count, current: current)
  }

  init(_ size: Size, _ breakpoint: Breakpoint, columns count: Int, current: Int) {
    let area = Rect(size)
    hasColumns = breakpoint >= .medium
    guard hasColumns else {
      self.summary = Rect(0, 0, 0, 0)
      strip = area.row(0)
      places = []
      first = 0
      let lines = Self.detailLines(breakpoint)
      let below = lines == 0 ? 0 : lines + (breakpoint >= .compact ? 3 : 1)
      let top = breakpoint >= .form ? 2 : 1
      table = Rect(0, top, area.width, area.height - top - below)
      detail = Rect(0, table.bottom + (lines == 0 ? 0 : 1), area.width, lines)
      let hasFoot = breakpoint >= .compact
      foot = Rect(0, detail.bottom + 1, area.width, hasFoot ? 1 : 0)
      return
    }
    summary = area.row(0)
    strip = Rect(0, 0, 0, 0)
    table = Rect(0, 0, 0, 0)
    foot = Rect(0, 0, 0, 0)
    let lines = breakpoint >= .full ? 4 : 3
    detail = Rect(0, area.height - lines, area.width, lines)
    let top = breakpoint >= .full ? 2 : 1
    let shown = max(1, min(count, area.width / Self.narrowest))
    first = max(0, min(current - shown + 1, count - shown))
    let body = Rect(0, top, area.width, detail.y - 1 - top)
    places = body.columns((0..<shown).map { _ in .flexible(1) })
  }

  private static func detailLines(_ breakpoint: Breakpoint) -> Int {
    switch breakpoint {
    case .tooSmall, .list: 0
    case .form: 3
    default: 3
    }
  }

  /// Cards, or rows of the list, that show at once.
  var rows: Int {
    guard hasColumns else { return max(1, table.height - 2) }
    let height = (places.first?.height ?? 0) - Self.headHeight
    return max(1, (height - 1) / Self.cardHeight)
  }

  /// The column at a place of the canvas.
  func column(at point: Point) -> Int? {
    places.firstIndex { $0.contains(point) }.map { $0 + first }
  }

  /// The card or row at a place, counted from the first one shown.
  func row(at point: Point) -> Int? {
    if !hasColumns {
      let row = point.y - table.y - 1
      return table.contains(point) && (0..<rows).contains(row) ? row : nil
    }
    guard let place = places.first(where: { $0.contains(point) }) else { return nil }
    let line = point.y - place.y - Self.headHeight
    guard line >= 0, line / Self.cardHeight < rows else { return nil }
    return line / Self.cardHeight
  }
}
