/// Where the cursor of a list stands and which rows show. A pure value: the caller knows what the rows are.
///
///     list.count = quotes.count
///     if list.handle(key, height: rows) { return }
///     for (row, index) in list.visible(height: rows).enumerated() { … }
///
/// Selection is by identity: after a refresh the caller finds its record again and calls `select`.
public struct ListState: Hashable, Sendable {
  /// How many rows there are.
  public var count: Int { didSet { clamp() } }
  /// The row under the cursor; 0 when there is none.
  public private(set) var selected = 0
  /// The first row shown.
  public private(set) var top = 0
  /// Rows kept visible above and below the cursor.
  public static let context = 2

  /// A list of that many rows, the cursor on the first.
  public init(count: Int = 0) { self.count = max(0, count) }

  /// Whether there is no row.
  public var isEmpty: Bool { count == 0 }
  /// The row under the cursor, if there is one.
  public var current: Int? { count == 0 ? nil : selected }

  /// Puts the cursor on a row; the nearest one when it does not exist.
  public mutating func select(_ index: Int) {
    selected = index
    clamp()
  }

  /// Moves the cursor. A list never wraps around: its end is felt.
  public mutating func move(by rows: Int) { select(selected + rows) }

  /// Moves the view without the cursor, as the wheel does; the cursor follows at its edges.
  public mutating func scroll(by rows: Int, height: Int) {
    top = min(max(0, top + rows), max(0, count - height))
    // The cursor keeps its rows of context, or the next frame would scroll back.
    let context = min(Self.context, max(0, height - 1) / 2)
    let first = top == 0 ? 0 : top + context
    let last = top + height >= count ? count - 1 : top + height - 1 - context
    selected = min(max(selected, first), max(0, last))
  }

  /// Arrows, pages, ends. True when the key was for the list.
  public mutating func handle(_ key: Key, height: Int) -> Bool {
    switch key {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -max(1, height - 1))
    case .pageDown: move(by: max(1, height - 1))
    case .home: select(0)
    case .end: select(count - 1)
    default: return false
    }
    reveal(height: height)
    return true
  }

  /// Scrolls as little as needed to show the cursor with some rows around it.
  public mutating func reveal(height: Int) {
    guard height > 0 else { return }
    let context = min(Self.context, (height - 1) / 2)
    top = min(top, selected - context)
    top = max(top, selected + context - height + 1)
    top = min(max(0, top), max(0, count - height))
  }

  /// The rows that show in that many lines.
  public func visible(height: Int) -> Range<Int> {
    var state = self
    state.reveal(height: height)
    return state.top..<max(state.top, min(count, state.top + height))
  }

  /// How many rows come after those that show.
  public func below(height: Int) -> Int { count - visible(height: height).upperBound }

  private mutating func clamp() { selected = min(max(0, selected), max(0, count - 1)) }
}
