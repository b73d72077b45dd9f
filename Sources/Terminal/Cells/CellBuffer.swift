import Glibc

/// One cell of the screen, 8 bytes, comparable as raw memory.
struct Cell: Equatable, Sendable {
  /// A scalar, or an interned base with marks (`Glyphs`).
  var glyph: UInt32
  /// `Style.bits`.
  var style: UInt16
  /// 1, 2 for the left half of a wide glyph, 0 for its right half.
  var width: UInt8
  /// Always 0: every byte of a cell is defined, so that rows compare with memcmp.
  private var unused: UInt8 = 0

  init(_ glyph: UInt32, _ style: Style, width: UInt8 = 1) {
    self.glyph = glyph
    self.style = style.bits
    self.width = width
  }

  static func blank(_ style: Style = .normal) -> Cell { Cell(0x20, style) }
  static func tail(_ style: Style) -> Cell { Cell(0, style, width: 0) }
}

/// A whole frame. A view draws one from nothing each time, but for the parts it keeps (KeptParts.swift); the screen
/// compares it with the one before.
///
///     let frame = CellBuffer(Size(80, 24))
///     frame.canvas.put("Devis D-1852", 1, 0, .title)
///     frame.text      // what golden tests compare
///     frame.styles    // one letter per cell, from the roles
///
/// A class, reused from frame to frame, and not `Sendable`: it stays on the terminal's thread.
public final class CellBuffer {
  // Both change only in `resize`, which nothing overlaps: a check at each of the thousands of cells of a frame
  // would cost more than the cell.
  /// Columns and rows.
  @exclusivity(unchecked) public private(set) var size: Size
  @exclusivity(unchecked) private(set) var cells: UnsafeMutableBufferPointer<Cell>
  /// What the frame before left to this one.
  var kept = KeptParts()

  /// A blank frame of that size.
  public init(_ size: Size) {
    self.size = size
    cells = .allocate(capacity: max(1, size.width * size.height))
    clear()
  }

  deinit { cells.deallocate() }

  /// Back to blanks, everywhere.
  public func clear() { cells.initialize(repeating: .blank()) }

  /// Begins a frame, of that size: everything becomes blank.
  public func resize(to size: Size) {
    kept.beginFrame()
    if size != self.size {
      cells.deallocate()
      cells = .allocate(capacity: max(1, size.width * size.height))
      self.size = size
    }
    clear()
  }

  /// A canvas over the whole frame.
  public var canvas: Canvas { Canvas(self) }

  /// The cell at a place that must be inside.
  subscript(x: Int, y: Int) -> Cell {
    get { cells[y * size.width + x] }
    set { cells[y * size.width + x] = newValue }
  }

  /// Puts a glyph at a place that must be inside. Half a wide glyph that it covers becomes a blank.
  func set(_ cell: Cell, _ x: Int, _ y: Int) {
    let index = y * size.width + x
    let former = cells[index].width
    if former == 0 && x > 0 { cells[index - 1] = .blank(Style(bits: cells[index - 1].style)) }
    let last = x + Int(cell.width)
    if last < size.width, cells[index + Int(cell.width)].width == 0 {
      let beyond = index + Int(cell.width)
      cells[beyond] = .blank(Style(bits: cells[beyond].style))
    }
    cells[index] = cell
    if cell.width == 2 { cells[index + 1] = .tail(Style(bits: cell.style)) }
  }

  /// Puts the same glyph of one column in a stretch of a row that must be inside. Halves of wide glyphs that it
  /// cuts at its ends become blanks.
  func fill(_ cell: Cell, _ columns: Range<Int>, _ y: Int) {
    guard let first = columns.first, let last = columns.last else { return }
    set(cell, first, y)
    set(cell, last, y)
    let row = y * size.width
    for x in columns { cells[row + x] = cell }
  }

  /// The cells of a part that must be inside, row by row.
  func read(_ area: Rect) -> [Cell] {
    [Cell](unsafeUninitializedCapacity: area.width * area.height) { copy, count in
      for row in 0..<area.height {
        let source = cells[
          (area.y + row) * size.width + area.x..<(area.y + row) * size.width + area.right]
        _ = copy[row * area.width..<(row + 1) * area.width].initialize(fromContentsOf: source)
      }
      count = area.width * area.height
    }
  }

  /// Puts cells back where they were read.
  func write(_ copy: [Cell], _ area: Rect) {
    copy.withUnsafeBufferPointer { copy in
      for row in 0..<area.height {
        let start = (area.y + row) * size.width + area.x
        _ = cells[start..<start + area.width]
          .update(fromContentsOf: copy[row * area.width..<(row + 1) * area.width])
      }
    }
  }

  /// Takes the content of a frame of the same size.
  func copy(_ other: CellBuffer) {
    precondition(size == other.size, "frames of different sizes have no cells in common")
    _ = cells.update(from: other.cells)
  }

  /// The ranges of columns of one row that differ from `former`, left to right. One `memcmp` when none does.
  func changedRuns(row: Int, from former: CellBuffer, _ body: (Range<Int>) -> Void) {
    let width = size.width
    guard width > 0, let mine = cells.baseAddress, let theirs = former.cells.baseAddress else {
      return
    }
    let new = mine + row * width
    let old = theirs + row * width
    if memcmp(new, old, width * MemoryLayout<Cell>.stride) == 0 { return }
    var x = 0
    while x < width {
      if new[x] == old[x] {
        x += 1
        continue
      }
      var start = x
      while x < width, new[x] != old[x] { x += 1 }
      // A run begins with the left half of a wide glyph and ends with its right half.
      while start > 0, new[start].width == 0 { start -= 1 }
      while x < width, new[x].width == 0 { x += 1 }
      body(start..<x)
    }
  }

  /// The text of a row, without the blanks at its end.
  public func rowText(_ y: Int) -> String {
    var text = String.UnicodeScalarView()
    for x in 0..<size.width {
      let cell = self[x, y]
      if cell.width > 0 { text.append(contentsOf: Glyphs.scalars(of: cell.glyph)) }
    }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The whole frame as text, one line per row.
  public var text: String { (0..<size.height).map(rowText).joined(separator: "\n") }

  /// The roles of the whole frame, one letter per column (`Role.letter`), upper line for upper row.
  /// A cell of the selected row is `S`. Ends of lines in plain style are left out.
  public var styles: String {
    (0..<size.height).map { y in
      var letters = (0..<size.width).map { x -> Character in
        let style = Style(bits: self[x, y].style)
        return style.bits & Style.selectionBit != 0 ? "S" : style.role.letter
      }
      while letters.last == "." { letters.removeLast() }
      return String(letters)
    }.joined(separator: "\n")
  }

  /// The style at a place, for tests.
  public func style(_ x: Int, _ y: Int) -> Style { Style(bits: self[x, y].style) }
}
