import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// What a key does not change stays from the frame before. `TestWorkstation` compares every frame of quote entry
/// with the one drawn from nothing; here the keys come in no order that a test would think of.
@Suite("Parts of a frame that stay")
struct KeptFrameTests {
  /// Whole lines and beginnings of lines; `\n` is Enter.
  private static let typed = [
    "12*bhr\n", "1 000*ron hr16 -5%\n", "foret 18 =9,90\n", "?ecr\n", "/tig\n", "+ mot\n",
    "++ part\n", "=\n",
    "xyz\n", "f", "bhr", "12*", " -10-5%", " =9,90", " ", "-", "5", "%",
  ]
  private static let keys: [Key] = [
    .enter, .tab, .backTab, .up, .up, .up, .down, .pageUp, .pageDown, .home, .end, .backspace,
    .backspace,
    .delete, .left, .right, .f(7), .ctrl("z"), .ctrl("u"), .escape,
  ]
  private static let sizes = [(120, 40), (80, 24), (100, 30), (50, 12)]

  private func entry(_ station: TestWorkstation) -> QuoteEntry? {
    station.model.current.state as? QuoteEntry
  }

  @Test("random keys never leave a part as it no longer is", arguments: [1, 2, 3, 4])
  func storm(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let counter = try CounterCompany()
    var station = try counter.station()
    var lines = 0
    for _ in 0..<250 {
      switch random.next(upTo: 20) {
      case 0:
        let (width, height) = Self.sizes[random.next(upTo: Self.sizes.count)]
        station.resize(width, height)
      case 1: station.storeChanged()
      case 2:
        // Answers that come late, and answers to what is no longer typed.
        if station.holdsWork { station.deliver() }
        station.holdsWork.toggle()
      case 3...10:
        if random.next(upTo: 3) > 0 { station.press(.ctrl("u")) }
        station.type(Self.typed[random.next(upTo: Self.typed.count)])
      default:
        let key = Self.keys[random.next(upTo: Self.keys.count)]
        // Nothing typed: it would leave the quote.
        if key == .escape, entry(station)?.field.isEmpty == true { continue }
        station.press(key)
      }
      // Letters are commands while the cursor walks over the lines.
      if !station.model.modals.isEmpty { station.press(.escape) }
      if station.model.current.kind != .quoteEntry { station = try counter.station() }
      lines = max(lines, entry(station)?.sheet?.draft.lines.count ?? 0)
    }
    #expect(lines > 1, "the keys made no quote")
  }
}

extension SeededGenerator {
  fileprivate mutating func next(upTo bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
