import Sales
import Testing
import Values

@Suite("Margin")
struct MarginTests {
  /// The line of AT-5: 3 boxes of 20 kg at 5.00 a kg less 10 %, cost 2.00 a kg.
  private func boxes() throws -> LineMargin {
    let base = try Packaging(content: quantity("20")).base(of: quantity("3"))
    let line = LineAmounts(
      quantity: base, unitPrice: try price("5.00"), discounts: try discounts(1000))
    return LineMargin(net: try line.net(), cost: try LineMargin.cost(of: base, at: cost("2.00")))
  }

  @Test("AT-5: 3 boxes of 20 kg: 270.00, cost 120.00, margin 150.00, 55.56 % and 125.00 %")
  func units() throws {
    let line = try boxes()
    #expect(try line.net == euros("270.00"))
    #expect(try line.cost == euros("120.00"))
    #expect(try line.margin == euros("150.00"))
    #expect(line.marginRate.percent(2) == "55.56")
    #expect(line.markup.percent(2) == "125.00")
  }

  @Test("AT-6: a document's rate is 170 / 400 = 42.50 %, not the mean of its lines")
  func document() throws {
    let other = LineMargin(net: try euros("130.00"), cost: try euros("110.00"))
    #expect(other.marginRate.percent(2) == "15.38")
    let document = DocumentMargin([try boxes(), other])
    #expect(try document.margin == euros("170.00"))
    #expect(document.marginRate.percent(2) == "42.50")
  }

  @Test("AT-8: a pack of 6 at cost 1 each, sold 18: margin 12 (66.67 %)")
  func pack() throws {
    let packaging = Packaging(content: try quantity("6"))
    let base = try packaging.base(of: quantity("1"))
    let line = LineMargin(
      net: try LineAmounts(quantity: base, unitPrice: price("3.00")).net(),
      cost: try LineMargin.cost(of: base, at: cost("1.00")))
    #expect(try line.net == euros("18.00"))
    #expect(try line.margin == euros("12.00"))
    #expect(line.marginRate.percent(2) == "66.67")
    #expect(try packaging.cost(ofBase: cost("1.00")) == cost("6.00"))
  }

  @Test("AT-59: a line without cost is left out by name: 40.00 on 100.00, 1 line of 50.00 without")
  func unknownCost() throws {
    let document = DocumentMargin([
      LineMargin(net: try euros("100.00"), cost: try euros("60.00")),
      LineMargin(net: try euros("50.00"), cost: nil),
    ])
    #expect(try document.margin == euros("40.00"))
    #expect(document.marginRate.percent(2) == "40.00")
    #expect(document.linesWithoutCost == 1)
    #expect(try document.netWithoutCost == euros("50.00"))
    #expect(try document.net == euros("150.00"))
    #expect(!LineMargin(net: try euros("50.00"), cost: nil).marginRate.isAvailable)
  }
}

@Suite("Floor")
struct FloorTests {
  private func line(_ unitPrice: UnitPrice, _ unitCost: UnitCost?) throws -> LineFloor {
    LineFloor(
      line: LineAmounts(quantity: try quantity("1"), unitPrice: unitPrice), unitCost: unitCost)
  }

  @Test("AT-9: cost 40.00 at 30 %: 57.15 to type, 57.14 refused")
  func linePrice() throws {
    let floor = Ratio(percent: 30)
    let accepted = try line(price("57.15"), cost("40.00"))
    #expect(try accepted.floorPrice(floor) == price("57.15"))
    #expect(!accepted.isUnder(floor))
    #expect(try line(price("57.14"), cost("40.00")).isUnder(floor))
  }

  @Test("AT-9: cost 0.40 typed to 0.0001: 0.5715, accepted although one piece prints 0.57")
  func smallParts() throws {
    let floor = Ratio(percent: 30)
    let part = try line(price("0.5715"), cost("0.40"))
    #expect(try part.floorPrice(floor, step: .tenThousandth) == price("0.5715"))
    #expect(!part.isUnder(floor))
    #expect(try part.line.net() == euros("0.57"))
    let printed = LineMargin(net: try part.line.net(), cost: try euros("0.40"))
    #expect(printed.marginRate.percent(2) == "29.82")
    #expect(try line(price("0.5714"), cost("0.40")).isUnder(floor))
  }

  @Test("AT-9: 100.00 at 20 % and 300.00 at 30 %: the document's floor is 27.50 %")
  func documentFloor() throws {
    let document = DocumentFloor([
      FloorLine(net: try euros("100.00"), cost: try euros("90.00"), floor: Ratio(percent: 20)),
      FloorLine(net: try euros("300.00"), cost: try euros("200.00"), floor: Ratio(percent: 30)),
    ])
    #expect(document.rate.percent(2) == "27.50")
    // The first line is a loss leader at 10 %; together 110 of 400 is exactly 27.5 %.
    #expect(!document.isUnder && document.missing == nil && !document.needsApproval)
  }

  @Test("what a document lacks: 7 219.80 at cost 5 852.00 under 20 % lacks 95.20")
  func missing() throws {
    let document = DocumentFloor([
      FloorLine(net: try euros("7219.80"), cost: try euros("5852.00"), floor: Ratio(percent: 20))
    ])
    #expect(document.isUnder && document.needsApproval)
    #expect(try document.missing == euros("95.20"))
  }

  @Test("AT-59: a line without cost leaves both sums and asks by its presence alone")
  func withoutCost() throws {
    let document = DocumentFloor([
      FloorLine(net: try euros("100.00"), cost: try euros("60.00"), floor: Ratio(percent: 20)),
      FloorLine(net: try euros("50.00"), cost: nil, floor: Ratio(percent: 20)),
      FloorLine(net: try euros("10.00"), cost: try euros("99.00"), floor: nil),
    ])
    #expect(!document.isUnder && document.needsApproval && document.linesWithoutCost == 1)
    #expect(try document.net == euros("100.00"))
    #expect(!(try line(price("0.01"), nil).isUnder(Ratio(percent: 20))))
  }

  @Test("the floor price shown is accepted, and one step below is refused", arguments: 1...4)
  func law(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<2000 {
      let floor = Ratio(basisPoints: random.int(in: 0...9900))
      let step = random.pick([PriceStep.cent, .tenThousandth]) ?? .cent
      let terms = LineAmounts(
        quantity: Quantity(thousandths: random.int(in: 1...9_000_000)),
        priceUnit: random.pick([1, 100, 1000]) ?? 1, unitPrice: .zero)
      var tested = LineFloor(
        line: terms, baseQuantity: Quantity(thousandths: random.int(in: 1...90_000_000)),
        unitCost: UnitCost(tenThousandths: random.int(in: 1...90_000_000)),
        costUnit: random.pick([1, 100, 1000]) ?? 1)
      let shown = try #require(tested.floorPrice(floor, step: step))
      tested = tested.at(shown)
      #expect(!tested.isUnder(floor))
      let below = UnitPrice(tenThousandths: shown.tenThousandths - step.tenThousandths)
      #expect(below <= .zero || tested.at(below).isUnder(floor))
    }
  }

  @Test("what is missing reaches the floor, and one cent less does not", arguments: 1...3)
  func missingLaw(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<1000 {
      let floor = Ratio(basisPoints: random.int(in: 0...9000))
      let net = Amount(minor: random.int(in: 1...9_000_000))
      let lineCost = Amount(minor: random.int(in: 1...9_000_000))
      func document(_ net: Amount) -> DocumentFloor {
        DocumentFloor([FloorLine(net: net, cost: lineCost, floor: floor)])
      }
      let first = document(net)
      #expect(first.isUnder == (first.missing != nil))
      guard let missing = first.missing else { continue }
      #expect(!document(net + missing).isUnder)
      #expect(document(net + missing - Amount(minor: 1)).isUnder)
    }
  }
}

extension LineFloor {
  /// The same line at another price.
  fileprivate func at(_ price: UnitPrice) -> LineFloor {
    var line = line
    line.unitPrice = price
    return LineFloor(
      line: line, baseQuantity: baseQuantity, unitCost: unitCost, costUnit: costUnit)
  }
}

@Suite("Target prices")
struct TargetPriceTests {
  @Test("=20% on cost 7.60 gives 9.50, =22% is rounded up")
  func rate() throws {
    #expect(
      try TargetPrice.reaching(marginRate: Ratio(percent: 20), cost: cost("7.60")) == price("9.50"))
    #expect(
      try TargetPrice.reaching(marginRate: Ratio(percent: 22), cost: cost("7.60")) == price("9.75"))
    #expect(throws: TargetPriceProblem.unreachable(Ratio.whole)) {
      try TargetPrice.reaching(marginRate: .whole, cost: cost("7.60"))
    }
  }

  @Test("=x1,35 on cost 7.61 gives 10.28")
  func coefficient() throws {
    let times = try Ratio(machine: "1.35")
    #expect(try TargetPrice.times(coefficient: times, cost: cost("7.61")) == price("10.28"))
    let exact = try TargetPrice.times(coefficient: times, cost: cost("7.61"), step: .tenThousandth)
    #expect(try exact == price("10.2735"))
  }
}
