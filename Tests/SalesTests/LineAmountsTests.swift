import Sales
import Testing
import Values

@Suite("Line amounts")
struct LineAmountsTests {
  @Test("AT-15: a cascade of 10+5+2 keeps 83.79 of 100, as much as 16.21 % at once")
  func cascade() throws {
    let cascade = try discounts(1000, 500, 200)
    let line = LineAmounts(
      quantity: try quantity("1"), unitPrice: try price("100"), discounts: cascade)
    #expect(try line.net() == euros("83.79"))
    #expect(cascade.equivalent.percent(2) == "16.21")
    #expect(cascade.kept.text(decimals: 6) == "0.837900")
    #expect(cascade.description == "1000+500+200")
    #expect(try Discounts(stored: "1000+500+200") == cascade)
    #expect(try Discounts(stored: "") == .none)
  }

  @Test("a line is rounded once: 0.2237 − 5 % on 100 000 pieces is 21 251.50, printed 0.2125")
  func roundedOnce() throws {
    let line = LineAmounts(
      quantity: try quantity("100000"), unitPrice: try price("0.2237"),
      discounts: try discounts(500))
    #expect(try line.net() == euros("21251.50"))
    #expect(line.netUnitPrice == (try price("0.2125")))
    #expect(try line.gross() == euros("22370.00"))
  }

  @Test("AT-61: 4.85 per 100, 250 pieces, cost 3.10 per 100: 12.13, 7.75, 4.38 (36.11 %)")
  func pricePer100() throws {
    let pieces = try quantity("250")
    let net = try LineAmounts(quantity: pieces, priceUnit: 100, unitPrice: price("4.85")).net()
    let margin = LineMargin(
      net: net, cost: try LineMargin.cost(of: pieces, at: cost("3.10"), per: 100))
    #expect(try net == euros("12.13"))
    #expect(try margin.cost == euros("7.75"))
    #expect(try margin.margin == euros("4.38"))
    #expect(margin.marginRate.percent(2) == "36.11")
  }

  @Test(
    "what a currency's decimals change",
    arguments: [(1, 2), (100, 154), (1000, 1543)] as [(Int64, Int64)])
  func currencies(_ minorUnits: Int64, _ minor: Int64) throws {
    let line = LineAmounts(quantity: try quantity("1"), unitPrice: try price("1.5432"))
    #expect(try line.net(minorUnits: minorUnits) == Amount(minor: minor))
  }

  @Test("discounts outside 0 to 100 %, or more than five, are refused")
  func refused() {
    #expect(throws: DiscountProblem.outOfRange(Ratio(basisPoints: 10_001))) {
      try discounts(10_001)
    }
    #expect(throws: DiscountProblem.outOfRange(Ratio(basisPoints: -1))) { try discounts(-1) }
    #expect(throws: DiscountProblem.tooMany) { try discounts(1, 2, 3, 4, 5, 6) }
    #expect(throws: DiscountProblem.notADiscount) { try Discounts(stored: "10+") }
  }

  @Test("the narrow and the wide computation agree, and lines are odd about zero", arguments: 1...4)
  func law(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<2000 {
      let steps = (0..<random.int(in: 0...5)).map { _ in
        Ratio(basisPoints: random.int(in: 0...100) * (random.int(in: 0...1) == 0 ? 100 : 1))
      }
      let amount = random.int(in: 0...Int64(1) << random.int(in: 1...40))
      let line = LineAmounts(
        quantity: Quantity(thousandths: amount), priceUnit: random.pick([1, 100, 1000]) ?? 1,
        unitPrice: UnitPrice(
          tenThousandths: random.int(in: 0...Int64(1) << random.int(in: 1...30))),
        discounts: try Discounts(steps))
      var numerator = Int128(line.quantity.thousandths) * Int128(line.unitPrice.tenThousandths)
      var denominator = Int128(100_000) * Int128(line.priceUnit)
      for step in steps.prefix(2) {
        numerator *= Int128(step.complement.basisPoints)
        denominator *= 10_000
      }
      guard steps.count <= 2 else { continue }
      guard let net = try? line.net() else {
        #expect(numerator / denominator > Int128(Amount.limit.minor) - 1)
        continue
      }
      #expect(Int128(net.minor) == roundHalfAwayFromZero(numerator, denominator))
      var back = line
      back.quantity = -line.quantity
      #expect(try back.net() == -net)
    }
  }

  @Test("five odd discounts on a large line stay exact")
  func wide() throws {
    let line = LineAmounts(
      quantity: try quantity("1000000"), unitPrice: try price("1234.5678"),
      discounts: try discounts(333, 1234, 17, 999, 4321))
    // 1 234 567 800 × 0.9667 × 0.8766 × 0.9983 × 0.9001 × 0.5679, computed apart.
    let exact: Int128 = 12_345_678 * 9667 * 8766
    let kept = roundHalfAwayFromZero(
      exact * 9983 * 9001 * 5679 * 1_000_000_000, 100_000 * 100_000_000_000_000_000_000)
    #expect(try line.net() == Amount(minor: Int64(kept)))
  }

  @Test("a line too large is an error, never a trap")
  func overflow() {
    let line = LineAmounts(
      quantity: Quantity(thousandths: .max), unitPrice: UnitPrice(tenThousandths: .max))
    #expect(throws: Overflow()) { try line.net() }
  }
}

@Suite("Packaging")
struct PackagingTests {
  @Test("typed and base quantities convert both ways")
  func conversion() throws {
    let box = Packaging(content: try quantity("20"))
    #expect(try box.base(of: quantity("3")) == quantity("60"))
    #expect(try box.typed(of: quantity("60")) == quantity("3"))
    #expect(try Packaging.base.base(of: quantity("1.234")) == quantity("1.234"))
    #expect(
      try Packaging(content: quantity("0.333")).base(of: quantity("0.5")) == quantity("0.167"))
  }
}
