import CNcurses
import Synchronization

// From text to cells.
//
//   "é" NFD        e + U+0301        → one cell, glyph é
//   "日"           two columns       → a cell of width 2 and one of width 0 behind it
//   "❤️"  VS16                        → the base alone: terminals disagree about the rest
//   "\u{1B}[31m"   control character → "·[31m": nothing typed or imported can ever drive the terminal
//
// Widths are those of the C library, because ncurses counts with them: any other table, even a
// better one, would leave the cursor of ncurses and ours in different columns.

/// What a cell shows: a scalar, or past `internedBit` the number of a base with its marks.
typealias GlyphID = UInt32

/// What one scalar of a text becomes.
enum Piece: Equatable {
  /// A cell (or two) of its own.
  case glyph(UInt32, width: Int)
  /// Belongs to the glyph before it.
  case mark(UInt32)
  /// Shown nowhere.
  case nothing
}

enum Glyphs {
  static let internedBit: UInt32 = 0x8000_0000
  static let replacement: UInt32 = 0xFFFD
  static let control: UInt32 = 0xB7
  static let maximumMarks = 4
  /// A hostile file could hold any number of different clusters; past this many, bases stay bare.
  static let capacity = 65_536

  /// Makes the C library count in UTF-8. True when it can; then only `Glyphs` is worth asking.
  @discardableResult static func prepare() -> Bool { localeReady }

  private static let localeReady: Bool = {
    setlocale(LC_ALL, "")
    if isUTF8 { return true }
    setlocale(LC_CTYPE, "C.UTF-8")
    return isUTF8
  }()

  private static var isUTF8: Bool { String(cString: nc_codeset()) == "UTF-8" }

  /// Sorts one scalar; `joined` says that a zero-width joiner came just before it.
  static func piece(_ scalar: UInt32, joined: Bool) -> Piece {
    if scalar < 0x7F && scalar >= 0x20 { return .glyph(scalar, width: 1) }
    if scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0) {
      return .glyph(scalar == 9 ? 0x20 : control, width: 1)
    }
    if scalar < 0x300 { return scalar == 0xAD ? .nothing : .glyph(scalar, width: 1) }
    if isDropped(scalar) || joined { return .nothing }
    prepare()
    switch wcwidth(Int32(bitPattern: scalar)) {
    case 0: return isMark(scalar) ? .mark(scalar) : .nothing
    case 1: return .glyph(scalar, width: 1)
    case 2: return .glyph(scalar, width: 2)
    default: return .glyph(replacement, width: 1)
    }
  }

  /// Presentation selectors, joiners, skin tones: the base alone has a width everyone agrees on.
  private static func isDropped(_ scalar: UInt32) -> Bool {
    (0xFE00...0xFE0F).contains(scalar) || (0x200B...0x200F).contains(scalar)
      || (0x1F3FB...0x1F3FF).contains(scalar) || scalar == 0xFEFF
      || (0xE0000...0xE01EF).contains(scalar)
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    guard let category = Unicode.Scalar(scalar)?.properties.generalCategory else { return false }
    switch category {
    case .nonspacingMark, .enclosingMark, .spacingMark, .otherLetter: return true
    default: return false
    }
  }

  /// `base` with one more mark; the precomposed letter where there is one.
  static func adding(_ mark: UInt32, to base: GlyphID) -> GlyphID {
    let former = scalars(of: base)
    guard former.count <= maximumMarks, let added = Unicode.Scalar(mark) else { return base }
    let all = former + [added]
    if all.count == 2, let single = composed[Character(String(String.UnicodeScalarView(all)))] {
      return single
    }
    return table.withLock { $0.intern(all) } ?? base
  }

  /// The scalars of a glyph, base first.
  static func scalars(of glyph: GlyphID) -> [Unicode.Scalar] {
    if glyph & internedBit == 0 { return [Unicode.Scalar(glyph) ?? "\u{FFFD}"] }
    return table.withLock { $0.sequences[Int(glyph & ~internedBit)] }
  }

  /// Letters that exist precomposed, by canonical equivalence: `Character` compares NFC and NFD equal.
  private static let composed: [Character: UInt32] = {
    var letters: [Character: UInt32] = [:]
    for range in [0xC0...0x17F, 0x1E00...0x1EFF] as [ClosedRange<UInt32>] {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        letters[Character(scalar)] = value
      }
    }
    return letters
  }()

  private struct Table {
    var sequences: [[Unicode.Scalar]] = []
    var ids: [[Unicode.Scalar]: UInt32] = [:]

    mutating func intern(_ scalars: [Unicode.Scalar]) -> GlyphID? {
      if let id = ids[scalars] { return id }
      guard sequences.count < Glyphs.capacity else { return nil }
      let id = UInt32(sequences.count) | Glyphs.internedBit
      sequences.append(scalars)
      ids[scalars] = id
      return id
    }
  }

  private static let table = Mutex(Table())
}

/// Walks the UTF-8 of a text and hands over its glyphs, already sanitised, each with its columns. The bytes
/// are those of a `String`, hence valid.
struct GlyphWalk {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var pending: (glyph: GlyphID, width: Int)?
  private var joined = false
  /// Where the glyph handed over last ends, marks and all.
  private(set) var end = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next glyph with its marks, or nil at the end.
  mutating func next() -> (glyph: GlyphID, width: Int)? {
    while index < bytes.count {
      let start = index
      let scalar = scalar()
      let piece = Glyphs.piece(scalar, joined: joined)
      joined = scalar == 0x200D
      switch piece {
      case .nothing: continue
      case .mark(let mark):
        if let base = pending { pending = (Glyphs.adding(mark, to: base.glyph), base.width) }
      case .glyph(let glyph, let width):
        defer { pending = (glyph, width) }
        if let ready = pending {
          end = start
          return ready
        }
      }
    }
    end = bytes.count
    defer { pending = nil }
    return pending
  }

  private mutating func scalar() -> UInt32 {
    let first = UInt32(bytes[index])
    index += 1
    if first < 0x80 { return first }
    let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
    var value = first & (0x3F >> UInt32(length))
    for _ in 0..<length {
      value = value << 6 | UInt32(bytes[index]) & 0x3F
      index += 1
    }
    return value
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Only printable ASCII: one byte, one glyph, one column.
  var isPlain: Bool {
    for byte in self where byte < 0x20 || byte > 0x7E { return false }
    return true
  }
}

extension StringProtocol {
  /// How many columns this text takes once sanitised.
  public var columns: Int {
    var text = String(self)
    return text.withUTF8 { bytes in
      if bytes.isPlain { return bytes.count }
      var walk = GlyphWalk(bytes)
      var total = 0
      while let glyph = walk.next() { total += glyph.width }
      return total
    }
  }

  /// This text in at most `limit` columns; what does not fit ends with `…`. A glyph of two columns is
  /// never cut in half: the text is then one column shorter.
  public func clipped(to limit: Int) -> String {
    guard limit > 0 else { return "" }
    guard columns > limit else { return String(self) }
    var text = String(self)
    return text.withUTF8 { bytes in
      var walk = GlyphWalk(bytes)
      var kept = 0
      var used = 0
      while let next = walk.next(), used + next.width <= limit - 1 {
        used += next.width
        kept = walk.end
      }
      return String(decoding: bytes[..<kept], as: UTF8.self) + "…"
    }
  }

  /// This text over as many lines of at most `limit` columns as it takes, broken at spaces; a word
  /// longer than a line is clipped. No-break spaces hold: an amount stays with its currency.
  public func wrapped(to limit: Int) -> [String] {
    guard limit > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in String(self).split(separator: " ", omittingEmptySubsequences: true) {
      if line.isEmpty {
        line = String(word)
      } else if line.columns + 1 + word.columns <= limit {
        line += " " + word
      } else {
        lines.append(line.clipped(to: limit))
        line = String(word)
      }
    }
    return lines + [line.clipped(to: limit)]
  }

  /// This text with spaces on its right up to `width` columns, clipped when longer.
  public func padded(to width: Int) -> String {
    let text = clipped(to: width)
    return text + String(repeating: " ", count: Swift.max(0, width - text.columns))
  }

  /// This text with spaces on its left up to `width` columns, clipped when longer.
  public func paddedLeft(to width: Int) -> String {
    let text = clipped(to: width)
    return String(repeating: " ", count: Swift.max(0, width - text.columns)) + text
  }
}
