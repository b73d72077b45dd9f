// Most of a frame is what it was before the key. A part that says what it is drawn from is taken from the frame
// before as long as that is equal:
//
//     canvas.sub(place).keep(TitleKey(quote: …, today: …)) { canvas in canvas.put(…) }
//
// A frame drawn so has the same cells as one drawn anew: the key holds everything the part shows. A part may hold
// others: where it has to be drawn, they may still be taken.

/// The cells of a part of the frame before.
class KeptPart {
  fileprivate let area: Rect
  fileprivate let cells: [Cell]
  /// Whether the frame being drawn shows it.
  fileprivate var isShown = true

  fileprivate init(_ area: Rect, _ cells: [Cell]) {
    self.area = area
    self.cells = cells
  }
}

private final class KeyedPart<Key: Equatable>: KeptPart {
  let key: Key

  init(_ key: Key, _ area: Rect, _ cells: [Cell]) {
    self.key = key
    super.init(area, cells)
  }
}

/// What a frame has of the one before: a part for each place that holds one.
struct KeptParts {
  private var parts: [Rect: KeptPart] = [:]

  /// A frame begins: what the last one did not show is forgotten.
  mutating func beginFrame() {
    let shown = parts.values.filter(\.isShown).map(\.area)
    parts = parts.filter { part in
      shown.contains { $0.intersection(part.key) == part.key }
    }
    for part in parts.values { part.isShown = false }
  }

  /// Puts the part drawn with an equal key back where it stood; false where there is none.
  fileprivate func restore<Key: Equatable>(_ key: Key, _ area: Rect, on buffer: CellBuffer) -> Bool
  {
    guard let part = parts[area] as? KeyedPart<Key>, part.key == key else { return false }
    part.isShown = true
    buffer.write(part.cells, area)
    return true
  }

  fileprivate mutating func keep<Key: Equatable>(_ key: Key, _ area: Rect, of buffer: CellBuffer) {
    parts[area] = KeyedPart(key, area, buffer.read(area))
  }
}

extension Canvas {
  /// Draws this part, unless the frame before had it in the same place, drawn with an equal key.
  ///
  /// - Parameters:
  ///   - key: which part it is and everything it shows, or what stands for that.
  ///   - draw: draws the part on a canvas that has nothing on it yet.
  public func keep<Key: Equatable>(_ key: Key, _ draw: (Canvas) -> Void) {
    // A part that the frame cuts off is drawn: only some of its cells are known.
    guard let area = wholeArea else { return draw(self) }
    if buffer.kept.restore(key, area, on: buffer) { return }
    draw(self)
    buffer.kept.keep(key, area, of: buffer)
  }
}
