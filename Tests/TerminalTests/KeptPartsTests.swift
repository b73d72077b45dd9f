import Testing

@testable import Terminal

@Suite("Parts of a frame that are kept")
struct KeptPartsTests {
  private let frame = CellBuffer(Size(20, 4))

  /// Draws one frame with that part in it, and says whether it was drawn.
  @discardableResult
  private func show(_ key: String, _ text: String, at place: Rect = Rect(2, 1, 10, 2)) -> Bool {
    frame.resize(to: frame.size)
    return put(key, text, at: place)
  }

  private func put(_ key: String, _ text: String, at place: Rect) -> Bool {
    var isDrawn = false
    frame.canvas.sub(place).keep(key) { canvas in
      isDrawn = true
      canvas.put(text, 0, 0, .title)
    }
    return isDrawn
  }

  @Test("an equal key takes the cells of the frame before, styles and wide glyphs too")
  func kept() {
    #expect(show("a", "日本 é"))
    let drawn = (frame.text, frame.styles)
    // What would be drawn now is not: the key said that it is the same.
    #expect(!show("a", "something else"))
    #expect((frame.text, frame.styles) == drawn)
  }

  @Test("another key, another place or another size is drawn")
  func drawn() {
    show("a", "one")
    #expect(show("b", "two"))
    #expect(frame.rowText(1) == "  two")
    #expect(show("b", "two", at: Rect(3, 1, 10, 2)))
    #expect(show("b", "two", at: Rect(3, 1, 9, 2)))
    #expect(frame.rowText(1) == "   two")
  }

  @Test("keys of two types are never taken for each other")
  func types() {
    let place = Rect(0, 0, 4, 1)
    frame.resize(to: frame.size)
    frame.canvas.sub(place).keep(1) { $0.put("int", 0, 0) }
    frame.resize(to: frame.size)
    frame.canvas.sub(place).keep(UInt8(1)) { $0.put("byte", 0, 0) }
    #expect(frame.rowText(0) == "byte")
  }

  @Test("what one frame does not show is forgotten by the next")
  func forgotten() {
    show("a", "one")
    frame.resize(to: frame.size)
    #expect(show("a", "one"))
  }

  @Test("a part inside another stays while that one is taken whole")
  func nested() {
    var drawn: [String] = []
    func show(_ outer: Int) {
      frame.resize(to: frame.size)
      frame.canvas.sub(Rect(0, 0, 12, 3)).keep(outer) { canvas in
        drawn.append("outer")
        canvas.sub(Rect(1, 1, 6, 1)).keep("inner") { canvas in
          drawn.append("inner")
          canvas.put("inner", 0, 0)
        }
      }
    }
    for outer in [1, 1, 1, 2] { show(outer) }
    #expect(drawn == ["outer", "inner", "outer"])
    #expect(frame.rowText(1) == " inner")
  }

  @Test("a part that the frame cuts off is drawn each time")
  func cut() {
    let place = Rect(15, 1, 10, 2)
    #expect(show("a", "one", at: place))
    #expect(show("a", "two", at: place))
    #expect(frame.rowText(1).hasSuffix("two"))
  }
}
