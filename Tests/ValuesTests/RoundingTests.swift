import Testing
import Values

@Suite("Rounding and shares")
struct RoundingTests {
  @Test(
    "a half goes away from zero",
    arguments: [(5, 10, 1), (-5, 10, -1), (4, 10, 0), (-4, 10, 0), (15, 10, 2), (5, -10, -1)])
  func half(_ numerator: Int, _ denominator: Int, _ expected: Int) {
    #expect(roundHalfAwayFromZero(Int128(numerator), Int128(denominator)) == Int128(expected))
  }

  @Test("the rounded value is within half a unit, and odd about zero", arguments: [1, 2, 3])
  func law(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let numerator = Int128(random.int(in: .min ... .max))
      let denominator = Int128(random.int(in: 1...1_000_000_007))
      let rounded = roundHalfAwayFromZero(numerator, denominator)
      #expect((rounded * denominator - numerator).magnitude * 2 <= denominator.magnitude)
      #expect(roundHalfAwayFromZero(-numerator, denominator) == -rounded)
      let (up, down) = (roundUp(numerator, denominator), roundDown(numerator, denominator))
      #expect(up * denominator >= numerator && down * denominator <= numerator && up - down <= 1)
    }
  }

  @Test("parts sum to the whole, each within one unit of its share", arguments: [11, 12, 13])
  func parts(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let total = random.int(in: -1_000_000...1_000_000)
      let weights = (0..<random.int(in: 1...9)).map { _ in random.int(in: 0...50_000) }
      let parts = try largestRemainder(total, over: weights)
      #expect(parts.reduce(0, +) == total)
      let sum = weights.reduce(0, +)
      guard sum > 0 else { continue }
      for (part, weight) in zip(parts, weights) {
        #expect(abs(part * sum - total * weight) < sum)
      }
    }
  }

  @Test("shares by name: ties go to the first, zero weights get nothing")
  func shares() throws {
    #expect(try largestRemainder(1000, over: [10_000, 5_000]) == [667, 333])
    #expect(try largestRemainder(1, over: [1, 1]) == [1, 0])
    #expect(try largestRemainder(-1, over: [1, 1, 0]) == [0, -1, 0])
    #expect(try largestRemainder(10, over: [0, 3, 0]) == [0, 10, 0])
    #expect(try largestRemainder(7, over: [0, 0]) == [4, 3])
    #expect(try largestRemainder(5, over: []) == [])
    #expect(throws: Overflow.self) {
      try largestRemainder(.max, over: [1_000_000_000_000, -999_999_999_999])
    }
  }
}

@Suite("Machine decimals")
struct MachineDecimalTests {
  @Test("text goes both ways", arguments: [0, 2, 4, 8])
  func roundTrip(decimals: Int) throws {
    var random = SeededGenerator(seed: UInt64(decimals))
    for _ in 0..<1000 {
      let value = random.int(in: -1_000_000_000_000...1_000_000_000_000)
      let text = MachineDecimal.text(value, decimals: decimals)
      #expect(try MachineDecimal.parse(text, decimals: decimals) == value)
      let short = MachineDecimal.shortText(value, decimals: decimals)
      #expect(try MachineDecimal.parse(short, decimals: decimals) == value)
    }
  }

  @Test("forms")
  func forms() throws {
    #expect(MachineDecimal.text(-5, decimals: 2) == "-0.05")
    #expect(MachineDecimal.shortText(1000, decimals: 2) == "10")
    #expect(try MachineDecimal.parse("1234.5", decimals: 2) == 123_450)
    #expect(try MachineDecimal.parse(".5", decimals: 2) == 50)
    #expect(try MachineDecimal.parse("1.500", decimals: 2) == 150)
    #expect(try MachineDecimal.parseRounding("-0.15000000596", decimals: 4) == -1500)
    #expect(try MachineDecimal.parseRounding("0.005", decimals: 2) == 1)
    #expect(try MachineDecimal.parseRounding("-0.005", decimals: 2) == -1)
  }

  @Test("what is not a number is refused", arguments: ["", "-", ".", "1,5", "1 0", "1.2.3", "1-"])
  func refused(text: String) {
    #expect(throws: DecimalProblem.notANumber) { try MachineDecimal.parse(text, decimals: 2) }
  }

  @Test("what does not fit is refused")
  func limits() {
    #expect(throws: DecimalProblem.tooManyDecimals(kept: 2)) {
      try MachineDecimal.parse("0.001", decimals: 2)
    }
    #expect(throws: DecimalProblem.overflow) {
      try MachineDecimal.parse("99999999999999999999", decimals: 2)
    }
    #expect(throws: DecimalProblem.overflow) {
      try MachineDecimal.parse("9223372036854775807", decimals: 2)
    }
  }
}
