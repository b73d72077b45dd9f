import Testing

@testable import Terminal

@Suite("Cells") struct CellTests {
  @Test(
    "columns of a text are those of the C library, once sanitised",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("€", 1), ("1\u{202F}234", 5), ("日本", 4),
      ("Ａ", 2), ("😀", 2), ("🇫🇷", 2), ("❤\u{FE0F}", 1), ("👨\u{200D}👩\u{200D}👧", 2), ("👍🏽", 2),
      ("a\u{200B}b", 2), ("a\u{AD}b", 2), ("a\tb", 3), ("\u{1B}[31m", 5), ("─│┌█▌▁", 6),
      ("\u{FEFF}x", 1),
      ("\u{202E}abc", 3), ("\u{2028}", 1), ("\u{7F}", 1), ("각", 2), ("\u{301}", 0),
    ])
  func columns(text: String, expected: Int) {
    #expect(text.columns == expected)
    let frame = CellBuffer(Size(12, 1))
    #expect(frame.canvas.put(text, 0, 0) == expected)
  }

  @Test("composed and decomposed letters make the same cell") func canonical() {
    let composed = CellBuffer(Size(4, 1))
    let decomposed = CellBuffer(Size(4, 1))
    composed.canvas.put("é", 0, 0)
    decomposed.canvas.put("e\u{301}", 0, 0)
    #expect(composed.text == decomposed.text)
    #expect(composed[0, 0] == decomposed[0, 0])
  }

  @Test("marks without a precomposed letter stay with their base, four at most") func marks() {
    let frame = CellBuffer(Size(4, 1))
    frame.canvas.put("q\u{303}\u{303}\u{303}\u{303}\u{303}\u{303}x", 0, 0)
    #expect(frame.text == "q\u{303}\u{303}\u{303}\u{303}x")
  }

  @Test("control characters are shown, never kept") func controls() {
    let frame = CellBuffer(Size(10, 1))
    frame.canvas.put("a\u{1B}[2Jb\n", 0, 0)
    #expect(frame.text == "a·[2Jb·")
  }

  @Test("whatever the text, no control character reaches a cell and widths add up")
  func sanitiserFuzz() {
    var random = SeededRandom(seed: 20_261_121)
    for _ in 0..<400 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<30, using: &random) {
        let ranges: [ClosedRange<UInt32>] = [
          0...0x24F, 0x300...0x36F, 0x2000...0x206F, 0...0x10FFFF,
        ]
        let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
          text.append(scalar)
        }
      }
      let frame = CellBuffer(Size(80, 1))
      let end = frame.canvas.put(String(text), 0, 0)
      #expect(end == String(text).columns)
      let shown = frame.rowText(0)
      #expect(
        !shown.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
      #expect(wellFormed(frame))
    }
  }

  @Test("a cut text ends with … and never splits a wide glyph")
  func clipping() {
    #expect("Constructions".clipped(to: 6) == "Const…")
    #expect("日本語".clipped(to: 4) == "日…")
    #expect("日本語".clipped(to: 5) == "日本…")
    #expect("日本語".clipped(to: 6) == "日本語")
    #expect("abc".clipped(to: 0) == "")
    #expect("abc".padded(to: 5) == "abc  ")
    #expect("12,5".paddedLeft(to: 6) == "  12,5")
  }

  @Test("nothing is drawn outside a part of a frame, and half a wide glyph is a blank")
  func regions() {
    let frame = CellBuffer(Size(10, 3))
    frame.canvas.fill(frame.canvas.bounds, with: ".", .normal)
    let part = frame.canvas.sub(Rect(2, 1, 4, 1))
    part.put("日本語", -1, 0)
    #expect(frame.text == "..........\n.. 本 ....\n..........")
    part.put("xyz", 0, 5)
    part.put("abcdefghij", -2, 0, .danger)
    #expect(frame.rowText(1) == "..cdef....")
    #expect(frame.styles == "\n..DDDD\n")
    #expect(wellFormed(frame))
  }

  @Test("a glyph written over half of a wide one blanks the other half") func overwriting() {
    let frame = CellBuffer(Size(6, 1))
    frame.canvas.put("日本", 0, 0)
    frame.canvas.put("x", 1, 0)
    #expect(frame.rowText(0) == " x本")
    frame.canvas.put("y", 2, 0)
    #expect(frame.rowText(0) == " xy")
    #expect(wellFormed(frame))
  }

  @Test("boxes and lines") func boxes() {
    let frame = CellBuffer(Size(6, 3))
    frame.canvas.box(Rect(0, 0, 6, 3), .heavy)
    #expect(frame.text == "┏━━━━┓\n┃    ┃\n┗━━━━┛")
    frame.canvas.box(Rect(4, 1, 9, 9))
    #expect(frame.text == "┏━━━━┓\n┃   ┌─\n┗━━━│┛")
  }

  @Test("replacing the changed runs of one frame by those of another gives the other")
  func diffProperty() {
    var random = SeededRandom(seed: 7)
    let pieces = ["a", "é", "日", "😀", " ", "q\u{303}", "─", "€"]
    for _ in 0..<300 {
      let size = Size(Int.random(in: 1...20, using: &random), Int.random(in: 1...5, using: &random))
      let former = CellBuffer(size)
      for _ in 0..<30 { scribble(former, pieces, &random) }
      let target = CellBuffer(size)
      target.copy(former)
      for _ in 0..<Int.random(in: 0...6, using: &random) { scribble(target, pieces, &random) }
      for y in 0..<size.height {
        target.changedRuns(row: y, from: former) { run in
          #expect(target[run.lowerBound, y].width != 0)
          for x in run { former[x, y] = target[x, y] }
        }
      }
      #expect(former.text == target.text)
      #expect(former.styles == target.styles)
      #expect(wellFormed(former))
    }
  }

  private func scribble(_ frame: CellBuffer, _ pieces: [String], _ random: inout SeededRandom) {
    let x = Int.random(in: -1...frame.size.width, using: &random)
    let y = Int.random(in: 0...frame.size.height, using: &random)
    let style: Style = Bool.random(using: &random) ? .danger : .normal
    frame.canvas.put(pieces[Int.random(in: 0..<pieces.count, using: &random)], x, y, style)
  }

  private func wellFormed(_ frame: CellBuffer) -> Bool {
    (0..<frame.size.height).allSatisfy { y in
      var x = 0
      while x < frame.size.width {
        let width = Int(frame[x, y].width)
        if width == 0 || x + width > frame.size.width { return false }
        if width == 2, frame[x + 1, y].width != 0 { return false }
        x += width
      }
      return true
    }
  }
}

/// The same numbers in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
