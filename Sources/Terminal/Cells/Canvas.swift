// A window on a frame, with its own origin, that nothing can draw out of.
//
//     let canvas = frame.canvas
//     let pane = canvas.sub(Rect(40, 4, 38, 10))
//     pane.put("Encours", 0, 0, .label)              // at column 40, row 4 of the frame
//     pane.put("42 180 €", in: Rect(0, 0, 38, 1), .value, align: .right)

/// Where a text stands in the width it is given.
public enum Alignment: Sendable {
  /// Against the left.
  case left
  /// Against the right, as numbers do.
  case right
  /// In the middle.
  case centre
}

/// The weight of lines.
public enum Line: Sendable {
  /// `─ │ ┌`
  case light
  /// `━ ┃ ┏`, for what has the focus.
  case heavy

  var glyphs: [Unicode.Scalar] {
    switch self {
    case .light: ["─", "│", "┌", "┐", "└", "┘"]
    case .heavy: ["━", "┃", "┏", "┓", "┗", "┛"]
    }
  }
}

/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  /// What it says.
  public var text: String
  /// How it looks.
  public var style: Style

  /// A piece of text in one style.
  public init(_ text: String, _ style: Style = .normal) {
    self.text = text
    self.style = style
  }
}

/// A part of a frame to draw on. Coordinates count from its own corner; what falls outside is lost.
public struct Canvas {
  let buffer: CellBuffer
  private let origin: Point
  private let clip: Rect
  /// Columns and rows of this part, also of what may lie outside the frame.
  public let size: Size

  init(_ buffer: CellBuffer) {
    self.buffer = buffer
    origin = Point(0, 0)
    clip = Rect(buffer.size)
    size = buffer.size
  }

  private init(_ parent: Canvas, _ rect: Rect) {
    buffer = parent.buffer
    origin = Point(parent.origin.x + rect.x, parent.origin.y + rect.y)
    clip = parent.clip.intersection(rect.offset(by: parent.origin))
    size = rect.size
  }

  /// Columns.
  public var width: Int { size.width }
  /// Rows.
  public var height: Int { size.height }
  /// The whole of it, from its own corner.
  public var bounds: Rect { Rect(size) }

  /// Where it is on the frame; nil where a part of it is outside.
  var wholeArea: Rect? { clip == Rect(size).offset(by: origin) ? clip : nil }

  /// A part of this one.
  public func sub(_ rect: Rect) -> Canvas { Canvas(self, rect) }

  /// A place of this canvas as a place of the frame (for the cursor and the mouse).
  public func absolute(_ point: Point) -> Point { Point(origin.x + point.x, origin.y + point.y) }

  /// A rectangle of this canvas as a rectangle of the frame.
  public func absolute(_ rect: Rect) -> Rect { rect.offset(by: origin) }

  /// Writes a text and returns the column after its last one, even where that lies outside.
  @discardableResult
  public func put(_ text: String, _ x: Int, _ y: Int, _ style: Style = .normal) -> Int {
    let row = origin.y + y
    var column = origin.x + x
    if row < clip.y || row >= clip.bottom { return x + text.columns }
    var text = text
    text.withUTF8 { bytes in
      if bytes.isPlain {
        for byte in bytes {
          put(Cell(UInt32(byte), style), column, row)
          column += 1
        }
      } else {
        var walk = GlyphWalk(bytes)
        while let next = walk.next() {
          put(Cell(next.glyph, style, width: UInt8(next.width)), column, row)
          column += next.width
        }
      }
    }
    return column - origin.x
  }

  /// Writes pieces one after the other and returns the column after the last.
  @discardableResult
  public func put(_ spans: [Span], _ x: Int, _ y: Int) -> Int {
    spans.reduce(x) { put($1.text, $0, y, $1.style) }
  }

  /// Writes a text in the first row of `rect`, cut with `…` when it is too long.
  public func put(
    _ text: String, in rect: Rect, _ style: Style = .normal, align: Alignment = .left
  ) {
    guard !rect.isEmpty else { return }
    var text = text
    var columns = text.columns
    if columns > rect.width {
      text = text.clipped(to: rect.width)
      columns = text.columns
    }
    let free = rect.width - columns
    let indent =
      switch align {
      case .left: 0
      case .right: free
      case .centre: free / 2
      }
    sub(rect).put(text, indent, 0, style)
  }

  /// Blanks in that style: erases, and paints the paper of a row.
  public func fill(_ rect: Rect, _ style: Style = .normal) { fill(rect, with: " ", style) }

  /// The same glyph of one column everywhere in `rect`.
  public func fill(_ rect: Rect, with glyph: Unicode.Scalar, _ style: Style) {
    let area = clip.intersection(rect.offset(by: origin))
    let cell = Cell(glyph.value, style)
    guard !area.isEmpty else { return }
    for y in area.y..<area.bottom { buffer.fill(cell, area.x..<area.right, y) }
  }

  /// Gives another style to what already stands in `rect`: the selected row of a list.
  public func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = clip.intersection(rect.offset(by: origin))
    for y in area.y..<area.bottom {
      for x in area.x..<area.right {
        var cell = buffer[x, y]
        cell.style = change(Style(bits: cell.style)).bits
        buffer[x, y] = cell
      }
    }
  }

  /// A horizontal line.
  public func hline(_ rect: Rect, _ line: Line = .light, _ style: Style = .border) {
    fill(rect.row(0), with: line.glyphs[0], style)
  }

  /// A vertical line.
  public func vline(_ rect: Rect, _ line: Line = .light, _ style: Style = .border) {
    fill(Rect(rect.x, rect.y, min(1, rect.width), rect.height), with: line.glyphs[1], style)
  }

  /// The border of a rectangle; needs two columns and two rows.
  public func box(_ rect: Rect, _ line: Line = .light, _ style: Style = .border) {
    guard rect.width > 1, rect.height > 1 else { return }
    let glyphs = line.glyphs
    let (right, bottom) = (rect.right - 1, rect.bottom - 1)
    hline(Rect(rect.x + 1, rect.y, rect.width - 2, 1), line, style)
    hline(Rect(rect.x + 1, bottom, rect.width - 2, 1), line, style)
    vline(Rect(rect.x, rect.y + 1, 1, rect.height - 2), line, style)
    vline(Rect(right, rect.y + 1, 1, rect.height - 2), line, style)
    for (glyph, x, y) in [
      (glyphs[2], rect.x, rect.y), (glyphs[3], right, rect.y),
      (glyphs[4], rect.x, bottom), (glyphs[5], right, bottom),
    ] {
      fill(Rect(x, y, 1, 1), with: glyph, style)
    }
  }

  /// One glyph at a place of the frame. Half a wide glyph never shows: a blank stands where it is cut.
  private func put(_ cell: Cell, _ x: Int, _ y: Int) {
    guard cell.width == 2 else {
      if x >= clip.x && x < clip.right { buffer.set(cell, x, y) }
      return
    }
    if x >= clip.x && x + 1 < clip.right { return buffer.set(cell, x, y) }
    let blank = Cell.blank(Style(bits: cell.style))
    if x + 1 == clip.right && x >= clip.x { buffer.set(blank, x, y) }
    if x + 1 == clip.x && x + 1 < clip.right { buffer.set(blank, x + 1, y) }
  }
}
