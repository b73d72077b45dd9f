// Columns grow to the right, rows downwards, both from 0. Everything is counted in cells.

/// A width in columns and a height in rows, never negative.
public struct Size: Hashable, Sendable {
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A size; negative lengths become 0.
  public init(_ width: Int, _ height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// One cell's place.
public struct Point: Hashable, Sendable {
  /// Column, from 0.
  public var x: Int
  /// Row, from 0.
  public var y: Int

  /// A place.
  public init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells.
///
///     let (list, detail) = area.splitRows(top: area.height - 4)
///     let columns = area.columns([.flexible(1), .fixed(40)], gap: 1)
public struct Rect: Hashable, Sendable {
  /// Left column.
  public var x: Int
  /// Top row.
  public var y: Int
  /// Columns, never negative.
  public var width: Int
  /// Rows, never negative.
  public var height: Int

  /// A rectangle; negative lengths become 0.
  public init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The rectangle of that size at the origin.
  public init(_ size: Size) { self.init(0, 0, size.width, size.height) }

  /// Its size.
  public var size: Size { Size(width, height) }
  /// The first column to the right of it.
  public var right: Int { x + width }
  /// The first row below it.
  public var bottom: Int { y + height }
  /// Whether it holds no cell.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether the cell at that point is inside.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < right && point.y >= y && point.y < bottom
  }

  /// What both rectangles share; empty when nothing.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(left, top, min(right, other.right) - left, min(bottom, other.bottom) - top)
  }

  /// The rectangle without a margin of that many cells on every side.
  public func inset(_ horizontal: Int, _ vertical: Int) -> Rect {
    Rect(x + horizontal, y + vertical, width - 2 * horizontal, height - 2 * vertical)
  }

  /// The same rectangle seen from `origin`.
  public func offset(by origin: Point) -> Rect {
    Rect(x + origin.x, y + origin.y, width, height)
  }

  /// One row of it, counted from its own top.
  public func row(_ index: Int) -> Rect {
    Rect(x, y + index, width, index >= 0 && index < height ? 1 : 0)
  }

  /// The first `top` rows and the rest.
  public func splitRows(top: Int) -> (top: Rect, bottom: Rect) {
    let cut = min(max(0, top), height)
    return (Rect(x, y, width, cut), Rect(x, y + cut, width, height - cut))
  }

  /// The first `left` columns and the rest.
  public func splitColumns(left: Int) -> (left: Rect, right: Rect) {
    let cut = min(max(0, left), width)
    return (Rect(x, y, cut, height), Rect(x + cut, y, width - cut, height))
  }

  /// A rectangle of at most that size in the middle of this one (pop-ups).
  public func centred(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(x + (self.width - width) / 2, y + (self.height - height) / 2, width, height)
  }

  /// Side by side, left to right.
  public func columns(_ lengths: [Length], gap: Int = 0) -> [Rect] {
    var left = x
    return Length.share(width, among: lengths, gap: gap).map { length in
      defer { left += length + gap }
      return Rect(left, y, length, height)
    }
  }

  /// One below the other, top to bottom.
  public func rows(_ lengths: [Length], gap: Int = 0) -> [Rect] {
    var top = y
    return Length.share(height, among: lengths, gap: gap).map { length in
      defer { top += length + gap }
      return Rect(x, top, width, length)
    }
  }
}

/// How much of a row or a column a part of the screen takes.
public enum Length: Hashable, Sendable {
  /// Exactly that many cells, while there is room.
  case fixed(Int)
  /// A share of what the fixed parts leave, in proportion to its weight.
  case flexible(Int)

  /// Cuts `total` cells; the parts and the gaps sum to `total` whenever something is flexible.
  public static func share(_ total: Int, among lengths: [Length], gap: Int = 0) -> [Int] {
    var left = max(0, total - gap * max(0, lengths.count - 1))
    var weights = 0
    var result = lengths.map { length -> Int in
      switch length {
      case .fixed(let cells):
        let taken = min(max(0, cells), left)
        left -= taken
        return taken
      case .flexible(let weight):
        weights += max(0, weight)
        return 0
      }
    }
    for (index, length) in lengths.enumerated() {
      guard case .flexible(let weight) = length, weight > 0 else { continue }
      let part = left * weight / weights
      result[index] = part
      left -= part
      weights -= weight
    }
    return result
  }
}

/// The layouts a screen can have, from the size of the window.
public enum Breakpoint: Int, Comparable, Sendable, CaseIterable {
  /// Under 40x12: one sentence asks for a larger window.
  case tooSmall
  /// From 40x12: a list and nothing else.
  case list
  /// From 60x16: one record at a time.
  case form
  /// From 80x24: one main pane and a tab strip.
  case compact
  /// From 100x30: narrow side panes.
  case medium
  /// From 120x40: everything.
  case full

  /// The smallest window of this layout.
  public var minimum: Size {
    switch self {
    case .tooSmall: Size(0, 0)
    case .list: Size(40, 12)
    case .form: Size(60, 16)
    case .compact: Size(80, 24)
    case .medium: Size(100, 30)
    case .full: Size(120, 40)
    }
  }

  /// The richest layout a window of that size can hold.
  public init(_ size: Size) {
    let fitting = Breakpoint.allCases.last {
      size.width >= $0.minimum.width && size.height >= $0.minimum.height
    }
    self = fitting ?? .tooSmall
  }

  /// Poorer layouts come first.
  public static func < (left: Breakpoint, right: Breakpoint) -> Bool {
    left.rawValue < right.rawValue
  }
}
