import SalesDesk
import Terminal

/// A row of a goods screen: what it is about and what it shows.
struct GoodsRow: Sendable {
  /// Identity: the cursor stays on it when the rows are read again.
  let key: String
  let cells: [Span]

  init(_ key: String, _ cells: [Span]) {
    self.key = key
    self.cells = cells
  }
}

/// One table of a goods screen. Rows are made when they are drawn.
struct GoodsTable {
  /// Name in the strip, with its count where that says something.
  let title: String
  let columns: [Terminal.Column]
  let count: Int
  let row: (Int) -> GoodsRow
  /// Said where there is no row.
  let empty: String

  init(
    _ title: String, _ columns: [Terminal.Column], empty: String, count: Int,
    row: @escaping (Int) -> GoodsRow
  ) {
    self.title = title
    self.columns = columns
    self.count = count
    self.row = row
    self.empty = empty
  }
}

/// What the screens of goods have in common: some lines about the whole, a strip of tables, the rows
/// of one of them.
///
/// ```
///   C-0042  Constructions Æther …                head: as many lines as the window has room for
///   ▐Lignes 3▌ Livraisons 1                      strip: ← → or Tab
///   Filtrer : vis_                               only while filtering
///     Réf.     Désignation      Cde   Livré      table
///   ▌ VIS-4X40 Vis à bois …     500     200
/// ```
struct GoodsSheet: Sendable, Hashable {
  /// The table shown.
  var current = 0
  /// Cursor and scroll of each table.
  private(set) var lists: [Int: ListState] = [:]
  private var chosen: [Int: String] = [:]
  /// The filter, and whether it is being typed.
  var filter = TextField()
  var isFiltering = false

  /// The row under the cursor of a table.
  func selected(in table: GoodsTable) -> Int? { list(of: table).current }

  func list(of table: GoodsTable) -> ListState {
    var list = lists[current] ?? ListState(count: table.count)
    list.count = table.count
    if let key = chosen[current], let place = list.current, table.row(place).key != key,
      let found = (0..<table.count).first(where: { table.row($0).key == key })
    {
      list.select(found)
    }
    return list
  }

  mutating func keep(_ list: ListState, of table: GoodsTable) {
    lists[current] = list
    chosen[current] = list.current.map { table.row($0).key }
  }

  /// Shows another table; its cursor stays where it was.
  mutating func show(_ place: Int, of count: Int) {
    current = min(max(0, place), max(0, count - 1))
  }
}

/// Where everything stands, for drawing and for the mouse alike.
struct GoodsLayout {
  let head: Rect
  let strip: Rect
  let filter: Rect
  let table: Rect

  init(_ size: Size, headLines: Int, hasFilter: Bool) {
    // Of a small window the table gets what it needs to be a list.
    let room = max(1, size.height - 7)
    let lines = min(headLines, size.height < 18 ? min(2, room) : room)
    head = Rect(0, 0, size.width, lines)
    strip = Rect(0, lines, size.width, 1)
    filter = Rect(1, lines + 1, size.width - 2, hasFilter ? 1 : 0)
    let top = lines + 1 + filter.height
    table = Rect(0, top, size.width, max(0, size.height - top))
  }

  /// Rows of the table.
  var rows: Int { max(1, table.height - 1) }
}
