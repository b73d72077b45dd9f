/// A generator whose numbers depend on its seed alone (SplitMix64).
///
/// For property tests and the demo company; never for anything that must not be guessed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator for that seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the range, each as likely: the same on every platform and version of Swift.
  public mutating func int(in range: ClosedRange<Int64>) -> Int64 {
    let width = UInt64(bitPattern: range.upperBound &- range.lowerBound)
    guard width < .max else { return Int64(bitPattern: next()) }
    // The high word of a product: a bias below 2^−64 of the width matters to no test.
    let high = next().multipliedFullWidth(by: width + 1).high
    return range.lowerBound &+ Int64(bitPattern: high)
  }

  /// An element of the collection; nil when it is empty.
  public mutating func pick<Choices: RandomAccessCollection>(
    _ choices: Choices
  ) -> Choices.Element? {
    guard !choices.isEmpty else { return nil }
    let offset = Int(int(in: 0...Int64(choices.count - 1)))
    return choices[choices.index(choices.startIndex, offsetBy: offset)]
  }
}
