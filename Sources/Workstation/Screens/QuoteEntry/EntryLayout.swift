import Terminal

// Where everything stands, for drawing and for the mouse alike. Places that never move, whatever
// arrives; only F6 unfolds the head.
//
//   120x40  title │ head (box) │ lines + entry + proposals ┃ price, stock │ totals (box)
//   100x30  the same, narrower
//    80x24  two lines of head │ lines + entry + proposals │ one line of price and stock │ totals
//    60x16  one line of head │ lines + entry + proposals │ totals
//    40x12  lines + entry + proposals │ totals

/// The parts of quote entry in a window.
struct EntryLayout {
  /// How the parts are drawn.
  enum Form {
    case wide, compact, narrow
  }

  let form: Form
  /// Whether the head has the focus: all of its fields show then.
  let isHead: Bool
  private(set) var title = Rect(0, 0, 0, 0)
  /// The head, its box included where it has one.
  private(set) var head = Rect(0, 0, 0, 0)
  /// Lines, entry line, proposals; the box included where there is one.
  private(set) var lines = Rect(0, 0, 0, 0)
  private(set) var price = Rect(0, 0, 0, 0)
  private(set) var stock = Rect(0, 0, 0, 0)
  private(set) var totals = Rect(0, 0, 0, 0)
  /// Rules between parts without boxes.
  private(set) var rules: [Rect] = []

  init(_ size: Size, isHead: Bool) {
    self.isHead = isHead
    switch Breakpoint(Size(size.width, size.height + 3)) {
    case .full:
      form = .wide
      wide(Rect(size), side: 40, totals: 8)
    case .medium:
      form = .wide
      wide(Rect(size), side: 36, totals: 5)
    case .compact:
      form = .compact
      compact(Rect(size))
    case .form:
      form = .narrow
      narrow(Rect(size), hasHead: true)
    case .list, .tooSmall:
      form = .narrow
      narrow(Rect(size), hasHead: false)
    }
  }

  /// The inside of a part.
  func inside(_ part: Rect) -> Rect { form == .wide ? part.inset(1, 1) : part }

  /// The fields of the head, the rows of the window it has.
  var fields: [(HeaderField, Rect)] {
    let place = inside(head)
    guard form != .narrow else { return [] }
    let grid: [[HeaderField]]
    switch (form, isHead) {
    case (.wide, true):
      grid = [
        [.customer], [.reference, .validity, .delivery], [.contact, .site, .warehouse],
        [.term, .discount, .carriage], [.note],
      ]
    case (.wide, false):
      grid = [
        [.customer], [.reference, .validity, .delivery], [.site, .discount, .carriage],
      ]
    default:
      grid = [
        [.customer], [.reference, .validity], [.delivery, .contact], [.site, .warehouse],
        [.term, .discount], [.carriage, .note],
      ]
    }
    let lengths: [Length] =
      form == .wide ? [.flexible(5), .flexible(4), .flexible(4)] : [.flexible(1), .flexible(1)]
    let columns = Rect(0, 0, place.width, 1).columns(lengths, gap: 1)
    return grid.enumerated().flatMap { row, fields in
      fields.enumerated().map { column, field in
        let whole = Rect(0, row, place.width, 1)
        let part = Rect(columns[column].x, row, columns[column].width, 1)
        return (field, fields.count == 1 ? whole : part)
      }
    }.filter { $0.1.y < place.height }
  }

  /// The row of the head that says how a field is understood, or what is wrong with it.
  var note: Rect? {
    guard isHead, form != .narrow else { return nil }
    let place = inside(head)
    return Rect(0, place.height - 1, place.width, 1)
  }

  private mutating func wide(_ window: Rect, side: Int, totals: Int) {
    let rows = window.rows([
      .fixed(1), .fixed(isHead ? 8 : 5), .flexible(1), .fixed(totals),
    ])
    let columns = rows[2].columns([.flexible(1), .fixed(side)])
    let isTall = rows[2].height >= 20
    let panes = columns[1].rows([.fixed(isTall ? 13 : 9), .flexible(1)])
    (title, head, lines) = (rows[0], rows[1], columns[0])
    (price, stock, self.totals) = (panes[0], panes[1], rows[3])
  }

  private mutating func compact(_ window: Rect) {
    let rows = window.rows([
      .fixed(isHead ? 7 : 2), .fixed(1), .flexible(1), .fixed(1), .fixed(2), .fixed(1), .fixed(2),
    ])
    (head, lines, price, totals) = (rows[0], rows[2], rows[4], rows[6])
    rules = [rows[1], rows[3], rows[5]]
  }

  private mutating func narrow(_ window: Rect, hasHead: Bool) {
    let rows = window.rows([
      .fixed(isHead || hasHead ? 1 : 0), .flexible(1), .fixed(hasHead ? 1 : 0), .fixed(1),
    ])
    (head, lines, price, totals) = (rows[0], rows[1], rows[2], rows[3])
  }
}

/// Where the lines stand in their part, and the entry line with what it proposes under them.
struct LinesLayout: Equatable {
  /// The table, its heads included.
  let table: Rect
  /// The entry line; nil where the quote is no draft.
  private(set) var entry: Rect?
  /// The box of the proposals, where there is room for one.
  private(set) var box: Rect?
  /// The rows of the proposals.
  private(set) var proposals = Rect(0, 0, 0, 0)
  /// The first proposal shown.
  private(set) var first = 0
  /// The row of what the customer usually buys.
  private(set) var usual: Rect?

  init(_ size: Size, walkable: Int, isDraft: Bool, proposals: Proposals) {
    // What is typed keeps its place: the table ends at the latest where proposals still fit below.
    let below = isDraft ? min(size.height - 3, Self.kept(size.height)) : 0
    let rows = max(2, min(walkable + 1, size.height - below))
    table = Rect(0, 0, size.width, rows)
    guard isDraft, size.height > rows else { return }
    entry = Rect(0, rows, size.width, 1)
    place(proposals, in: Rect(0, rows + 2, size.width, size.height - rows - 2))
  }

  private mutating func place(_ found: Proposals, in area: Rect) {
    let answers = found.products.count + found.sets.count
    guard answers > 0, area.height > 0 else { return }
    let count = min(answers, Proposals.limit - 1)
    let isBoxed = area.height >= 5 && area.width >= 60
    var inside = area
    if isBoxed {
      let whole = Rect(area.x + 3, area.y, area.width - 5, min(area.height, count + 3))
      box = whole
      inside = whole.inset(1, 1)
    }
    let hasUsual = isBoxed && inside.height > count
    let room = inside.height - (hasUsual ? 1 : 0)
    first = max(0, (found.selected ?? 0) - room + 1)
    let shown = max(0, min(count, first + room) - first)
    proposals = Rect(inside.x, inside.y, inside.width, shown)
    if hasUsual { usual = Rect(inside.x + 1, inside.bottom - 1, inside.width - 2, 1) }
  }

  /// Rows kept under the table: the entry line, its echo, proposals.
  private static func kept(_ height: Int) -> Int {
    switch height {
    case 20...: 11
    case 12...: 6
    case 8...: 5
    default: 3
    }
  }
}
