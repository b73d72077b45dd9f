import CPty

// What a terminal would show, from the bytes a program wrote to it: enough of xterm for all that ncurses
// emits with TERM=xterm-256color. Anything else is counted in `unknown`, so that a test can say so.

/// One cell of a decoded screen.
public struct DecodedCell: Hashable, Sendable {
  /// What it shows; empty for the right half of a wide glyph.
  public var text = " "
  /// The parameters of SGR in force when it was written, sorted: `"1;31"`.
  public var attributes = ""
}

/// A screen, rebuilt from the bytes that a program writes.
public struct ScreenDecoder: Sendable {
  /// Columns.
  public private(set) var width: Int
  /// Rows.
  public private(set) var height: Int
  /// Column of the cursor.
  public private(set) var x = 0
  /// Row of the cursor.
  public private(set) var y = 0
  /// Whether the program is on the alternate screen.
  public private(set) var isAlternate = false
  /// Private modes that are on: 25 cursor, 1000 mouse, 2004 paste…
  public private(set) var modes: Set<Int> = [25]
  /// Operating-system commands received (title, clipboard), in order.
  public private(set) var commands: [String] = []
  /// How many sequences were not understood.
  public private(set) var unknown = 0
  /// How often the bell rang.
  public private(set) var bells = 0

  private var cells: [[DecodedCell]]
  private var ordinary: [[DecodedCell]] = []
  private var attributes: Set<Int> = []
  private var top = 0
  private var bottom: Int
  private var wraps = false
  private var saved = (x: 0, y: 0)
  private var pending: [UInt8] = []
  private var last = " "

  /// A blank screen.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bottom = height - 1
    cells = Self.blank(width, height)
  }

  private static func blank(_ width: Int, _ height: Int) -> [[DecodedCell]] {
    Array(repeating: Array(repeating: DecodedCell(), count: width), count: height)
  }

  /// Another size; what fits is kept.
  public mutating func resize(width: Int, height: Int) {
    var next = Self.blank(width, height)
    for row in 0..<min(height, self.height) {
      for column in 0..<min(width, self.width) { next[row][column] = cells[row][column] }
    }
    (self.width, self.height, cells) = (width, height, next)
    (top, bottom) = (0, height - 1)
    (x, y) = (min(x, width - 1), min(y, height - 1))
  }

  /// The text of one row, without the blanks at its end.
  public func row(_ index: Int) -> String {
    guard cells.indices.contains(index) else { return "" }
    var text = cells[index].map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The text of the whole screen, one line per row.
  public var text: String { (0..<height).map(row).joined(separator: "\n") }

  /// Whether the screen shows that text on one row.
  public func shows(_ text: String) -> Bool { (0..<height).contains { row($0).contains(text) } }

  /// The cell at a place, blank outside.
  public func cell(_ x: Int, _ y: Int) -> DecodedCell {
    cells.indices.contains(y) && cells[y].indices.contains(x) ? cells[y][x] : DecodedCell()
  }

  /// Takes bytes; a sequence or a character may be cut anywhere.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending.append(contentsOf: bytes)
    var index = 0
    while index < pending.count, let length = step(at: index) { index += length }
    pending.removeFirst(index)
  }

  /// Interprets what stands at `index`; returns its length, or nil when its end has not come yet.
  private mutating func step(at index: Int) -> Int? {
    let byte = pending[index]
    switch byte {
    case 0x1B: return escape(at: index)
    case 0x20...0x7E:
      put(String(Unicode.Scalar(byte)))
      return 1
    case 0x80...: return character(at: index)
    default:
      control(byte)
      return 1
    }
  }

  private mutating func control(_ byte: UInt8) {
    wraps = false
    switch byte {
    case 7: bells += 1
    case 8: x = max(0, x - 1)
    case 9: x = min(width - 1, (x / 8 + 1) * 8)
    case 10: lineFeed()
    case 13: x = 0
    default: break
    }
  }

  private mutating func character(at index: Int) -> Int? {
    let first = pending[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard index + length <= pending.count else { return nil }
    put(String(decoding: pending[index..<index + length], as: UTF8.self))
    return length
  }

  private mutating func put(_ text: String) {
    let columns = text.unicodeScalars.first.map { Int(cpty_width($0.value)) } ?? 0
    if columns <= 0 {
      let column = wraps ? x : max(0, x - 1)
      cells[y][column].text += text
      return
    }
    if wraps || x + columns > width {
      x = 0
      lineFeed()
    }
    last = text
    let style = attributes.sorted().map(String.init).joined(separator: ";")
    cells[y][x] = DecodedCell(text: text, attributes: style)
    if columns == 2 && x + 1 < width { cells[y][x + 1] = DecodedCell(text: "", attributes: style) }
    wraps = x + columns >= width
    x = min(width - 1, x + columns)
  }

  private mutating func lineFeed() {
    wraps = false
    if y == bottom { scroll(1) } else { y = min(height - 1, y + 1) }
  }

  /// Moves the rows of the scroll region, upwards when positive.
  private mutating func scroll(_ count: Int, from first: Int? = nil) {
    let first = first ?? top
    guard first <= bottom else { return }
    for _ in 0..<min(abs(count), bottom - first + 1) {
      if count > 0 {
        cells.remove(at: first)
        cells.insert(blankRow, at: bottom)
      } else {
        cells.remove(at: bottom)
        cells.insert(blankRow, at: first)
      }
    }
  }

  private var blankRow: [DecodedCell] { Array(repeating: DecodedCell(), count: width) }

  private mutating func escape(at index: Int) -> Int? {
    guard index + 1 < pending.count else { return nil }
    switch pending[index + 1] {
    case UInt8(ascii: "["): return csi(at: index)
    case UInt8(ascii: "]"), UInt8(ascii: "P"): return string(at: index)
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "#"):
      return index + 2 < pending.count ? 3 : nil
    case UInt8(ascii: "M"): if y == top { scroll(-1) } else { y = max(0, y - 1) }
    case UInt8(ascii: "D"): lineFeed()
    case UInt8(ascii: "7"): saved = (x, y)
    case UInt8(ascii: "8"): (x, y) = saved
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "\\"): break
    case UInt8(ascii: "c"): cells = Self.blank(width, height)
    default: unknown += 1
    }
    return 2
  }

  private mutating func string(at index: Int) -> Int? {
    var end = index + 2
    while end < pending.count {
      let isBell = pending[end] == 7
      let isTerminator =
        end + 1 < pending.count && pending[end] == 0x1B && pending[end + 1] == UInt8(ascii: "\\")
      if isBell || isTerminator {
        commands.append(String(decoding: pending[index + 2..<end], as: UTF8.self))
        return end - index + (isBell ? 1 : 2)
      }
      end += 1
    }
    return nil
  }

  private mutating func csi(at index: Int) -> Int? {
    var end = index + 2
    while end < pending.count, !(0x40...0x7E).contains(pending[end]) { end += 1 }
    guard end < pending.count else { return nil }
    let body = String(decoding: pending[index + 2..<end], as: UTF8.self)
    let final = Character(Unicode.Scalar(pending[end]))
    if body.hasPrefix("?") {
      mode(body.dropFirst(), on: final == "h")
    } else if body.allSatisfy({ $0.isNumber || $0 == ";" }) {
      let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map {
        Int($0) ?? 0
      }
      perform(final, numbers)
    } else if final != "p" && final != "t" && final != "q" {
      unknown += 1
    }
    return end - index + 1
  }

  private mutating func mode(_ body: Substring, on: Bool) {
    for number in body.split(separator: ";").compactMap({ Int($0) }) {
      if on { modes.insert(number) } else { modes.remove(number) }
      if number == 1049 && on != isAlternate {
        isAlternate = on
        if on { (ordinary, cells) = (cells, Self.blank(width, height)) } else { cells = ordinary }
        if cells.count != height { cells = Self.blank(width, height) }
      }
    }
  }

  private mutating func perform(_ final: Character, _ numbers: [Int]) {
    let first = max(1, numbers.first ?? 1)
    if final != "m" && final != "b" { wraps = false }
    switch final {
    case "H", "f":
      move(to: max(1, numbers.count > 1 ? numbers[1] : 1) - 1, first - 1)
    case "G", "`": move(to: first - 1, y)
    case "d": move(to: x, first - 1)
    case "A": move(to: x, y - first)
    case "B", "e": move(to: x, y + first)
    case "C", "a": move(to: x + first, y)
    case "D": move(to: x - first, y)
    case "r":
      top = first - 1
      bottom = (numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], height) : height) - 1
      move(to: 0, 0)
    case "b": for _ in 0..<first { put(last) }
    case "m": style(numbers)
    case "l", "h", "g", "n", "c", "t": break
    default: edit(final, first, numbers.first ?? 0)
    }
  }

  private mutating func move(to column: Int, _ row: Int) {
    x = min(max(0, column), width - 1)
    y = min(max(0, row), height - 1)
  }

  private mutating func edit(_ final: Character, _ count: Int, _ what: Int) {
    switch final {
    case "J":
      let rows = what == 0 ? y + 1..<height : what == 1 ? 0..<y : 0..<height
      for row in rows { cells[row] = blankRow }
      if what < 2 { edit("K", 1, what) }
    case "K":
      let columns = what == 0 ? x..<width : what == 1 ? 0..<x + 1 : 0..<width
      for column in columns { cells[y][column] = DecodedCell() }
    case "X": for column in x..<min(width, x + count) { cells[y][column] = DecodedCell() }
    case "P":
      cells[y].removeSubrange(x..<min(width, x + count))
      cells[y] += blankRow.prefix(width - cells[y].count)
    case "@":
      cells[y].insert(contentsOf: blankRow.prefix(min(count, width - x)), at: x)
      cells[y].removeLast(cells[y].count - width)
    case "L": scroll(-count, from: y)
    case "M": scroll(count, from: y)
    case "S": scroll(count)
    case "T": scroll(-count)
    default: unknown += 1
    }
  }

  private mutating func style(_ numbers: [Int]) {
    for number in numbers.isEmpty ? [0] : numbers {
      switch number {
      case 0: attributes = []
      case 22: attributes.subtract([1, 2])
      case 24: attributes.remove(4)
      case 27: attributes.remove(7)
      case 39, 30...37, 90...97:
        attributes = attributes.filter { !(30...37).contains($0) && !(90...97).contains($0) }
        if number != 39 { attributes.insert(number) }
      case 49, 40...47, 100...107:
        attributes = attributes.filter { !(40...47).contains($0) && !(100...107).contains($0) }
        if number != 49 { attributes.insert(number) }
      default: attributes.insert(number)
      }
    }
  }
}
