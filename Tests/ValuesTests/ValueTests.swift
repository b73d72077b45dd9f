import Testing
import Values

@Suite("Money")
struct MoneyTests {
  @Test("a currency knows its decimals")
  func currencies() throws {
    #expect(Currency.eur.code == "EUR" && Currency.eur.exponent == 2)
    #expect(Currency(code: "EUR") == .eur && Currency(code: "USD") == .usd)
    #expect(try #require(Currency(code: "JPY")).exponent == 0)
    #expect(try #require(Currency(code: "TND")).exponent == 3)
    #expect(Currency(code: "eur") == nil && Currency(code: "EURO") == nil)
  }

  @Test("two currencies do not mix")
  func mixing() throws {
    let euros = try Money(machine: "12.5", .eur)
    #expect(euros.description == "12.50 EUR")
    #expect(throws: MoneyProblem.currenciesDiffer(.eur, .usd)) {
      try euros.adding(Money(.zero, .usd))
    }
    #expect(try euros.adding(euros).amount == Amount(minor: 2500))
  }

  @Test("overflow is an error, never a trap")
  func overflow() {
    #expect(throws: Overflow()) { try Amount(minor: .max).adding(Amount(minor: 1)) }
    #expect(throws: Overflow()) { try Amount.sum([Amount(minor: .min), Amount(minor: -1)]) }
    #expect(throws: Overflow()) { try Amount(narrowing: Int128(Amount.limit.minor) + 1) }
    #expect(throws: Overflow()) { try Quantity(whole: .max) }
    #expect(throws: DecimalProblem.overflow) {
      try Money(machine: "10000000000000.01", .eur)
    }
  }

  @Test("amounts add like integers", arguments: [1, 2])
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let limit = Amount.limit.minor
    for _ in 0..<1000 {
      let one = Amount(minor: random.int(in: -limit...limit))
      let other = Amount(minor: random.int(in: -limit...limit))
      #expect(one + other == other + one)
      #expect(one - other == one + -other)
      #expect(try one.adding(other) == one + other)
      #expect((one < other) == (one - other < .zero))
    }
  }

  @Test("a ratio of an amount rounds once")
  func times() throws {
    #expect(try Amount(minor: 3003).times(Ratio(percent: 20)) == Amount(minor: 601))
    #expect(try Amount(minor: -3003).times(Ratio(percent: 20)) == Amount(minor: -601))
    #expect(try Amount(minor: 4667).times(Ratio(basisPoints: 550)) == Amount(minor: 257))
  }
}

@Suite("Scaled values")
struct ScaledTests {
  @Test("machine text")
  func text() throws {
    #expect(try Ratio(percentMachine: "5.5") == Ratio(basisPoints: 550))
    #expect(Ratio(basisPoints: 550).percentText == "5.5")
    #expect(Ratio(percent: 10).complement == Ratio(percent: 90))
    #expect(try Quantity(machine: "1.25").description == "1.25")
    #expect(try UnitPrice(machine: "9.9").machineText == "9.9000")
    #expect(throws: DecimalProblem.tooManyDecimals(kept: 3)) { try Quantity(machine: "0.0001") }
  }
}

@Suite("Fraction")
struct FractionTests {
  @Test("rounded where it is shown")
  func rounded() {
    #expect(Fraction(4238, 6726).text(decimals: 6) == "0.630092")
    #expect(Fraction(5, 12).roundedPercent(decimals: 1) == 417)
    #expect(Fraction(-1, 2).rounded(decimals: 0) == -1)
    #expect(Fraction(1, -2) == Fraction(-2, 4))
    #expect(Fraction(1, 0).rounded(decimals: 2) == nil)
    #expect(Fraction(1, 0) == .unavailable)
    #expect(!Fraction.unavailable.isAvailable)
  }
}

@Suite("ID")
struct IDTests {
  enum Thing {}

  @Test("bytes and text go both ways", arguments: [1, 2])
  func forms(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let value = UInt128(random.next()) << 64 | UInt128(random.next())
      let id = ID<Thing>(rawValue: value)
      #expect(ID<Thing>(bytes: id.bytes) == id)
      #expect(ID<Thing>(id.description) == id)
      #expect(ID<Thing>(id.description.uppercased()) == id)
    }
    #expect(ID<Thing>("0197") == nil && ID<Thing>(bytes: [1, 2]) == nil)
    #expect(ID<Thing>("00000000-0000-7000-8000-00000000000g") == nil)
  }

  @Test("ids of version 7 grow, even when the clock stands still or steps back")
  func monotonic() throws {
    let day = try #require(Day(iso: "2026-11-21"))
    var source = IDSource(clock: { Instant(day) }, random: SeededGenerator(seed: 3))
    var last: ID<Thing> = source.mint()
    #expect(last.mintedAt == Instant(day))
    for _ in 0..<10_000 {
      let next: ID<Thing> = source.mint()
      #expect(next > last)
      #expect(next.rawValue >> 76 & 0xF == 7 && next.rawValue >> 62 & 0b11 == 0b10)
      last = next
    }
    let earlier: ID<Thing> = source.mint(at: Instant(day - 1))
    #expect(earlier > last)
    let later: ID<Thing> = source.mint(at: Instant(day + 1))
    #expect(later > earlier && later.mintedAt == Instant(day + 1))
  }

  @Test("the same seed and clock give the same ids")
  func deterministic() {
    var one = IDSource(clock: { Instant(milliseconds: 5) }, random: SeededGenerator(seed: 9))
    var other = IDSource(clock: { Instant(milliseconds: 5) }, random: SeededGenerator(seed: 9))
    for _ in 0..<100 { #expect(one.mint(Thing.self) == other.mint(Thing.self)) }
  }
}

@Suite("SeededGenerator")
struct SeededGeneratorTests {
  @Test("the published first numbers of SplitMix64 for seed 1234567")
  func reference() {
    var random = SeededGenerator(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }

  @Test("numbers stay in their range and reach both ends")
  func range() {
    var random = SeededGenerator(seed: 1)
    let drawn = Set((0..<500).map { _ in random.int(in: -2...2) })
    #expect(drawn == [-2, -1, 0, 1, 2])
    #expect(random.int(in: .min ... .max) != random.int(in: .min ... .max))
    #expect(random.pick([Int]()) == nil)
  }
}
