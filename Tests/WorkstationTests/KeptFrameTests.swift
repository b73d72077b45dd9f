import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// What a key does not change stays from the frame before. `TestWorkstation` compares every frame of quote entry
/// with the one drawn from nothing; here the keys come in no order that a test would think of.
@Suite("Parts of a frame that stay")
struct KeptFrameTests {
  private static let typed = [
    "f", "foret", "bhr", "ron", "12*", "1 000*", " -5%", " -10-5%", " =9,90", "?", "/", "+ mot", "++ part",
    "xyz", " ", "-", "5", "%",
  ]
  private static let keys: [Key] = [
    .enter, .enter, .tab, .backTab, .up, .up, .down, .pageUp, .pageDown, .home, .end, .escape, .backspace,
    .backspace, .delete, .left, .right, .f(7), .ctrl("z"), .ctrl("w"),
  ]
  private static let sizes = [(120, 40), (80, 24), (100, 30), (50, 12)]

  @Test("random keys never leave a part as it no longer is", arguments: [1, 2, 3, 4])
  func storm(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let counter = try CounterCompany()
    var station = try counter.station()
    for turn in 0..<250 {
      switch random.next(upTo: 20) {
      case 0:
        let (width, height) = Self.sizes[random.next(upTo: Self.sizes.count)]
        station.resize(width, height)
      case 1: station.storeChanged()
      case 2:
        // Answers that come late, and answers to what is no longer typed.
        if station.holdsWork { station.deliver() }
        station.holdsWork.toggle()
      case 3...11: station.type(Self.typed[random.next(upTo: Self.typed.count)])
      default: station.press(Self.keys[random.next(upTo: Self.keys.count)])
      }
      if station.model.current.kind != .quoteEntry || !station.model.modals.isEmpty || turn == 125 {
        station = try counter.station()
      }
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func next(upTo bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
