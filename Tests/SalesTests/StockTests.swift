import Sales
import Testing
import Values

@Suite("Stock")
struct StockTests {
  private func position() throws -> StockPosition {
    StockPosition(
      onHand: try quantity("120"), reserved: try quantity("45"), incoming: try quantity("60"),
      outgoing: try quantity("80"))
  }

  @Test("AT-17: 120 on hand, 45 reserved, 60 in, 80 out: 75 free, forecast 100")
  func figures() throws {
    #expect(try position().free == quantity("75"))
    #expect(try position().forecast == quantity("100"))
  }

  @Test("AT-18: two lines of 50 and 40: the second sees 25 free and lacks 15")
  func draft() throws {
    let lines = [
      WantedLine(product: "A", quantity: try quantity("50")),
      WantedLine(product: "A", quantity: try quantity("40")),
      WantedLine(product: "B", quantity: try quantity("1")),
    ]
    let seen = WantedLine.availability(of: lines, free: ["A": try position().free])
    #expect(try seen.map(\.free) == [quantity("75"), quantity("25"), .zero])
    #expect(try seen.map(\.short) == [.zero, quantity("15"), quantity("1")])
  }

  @Test("AT-20: warehouses sum to the company, transit counted once at its destination")
  func company() throws {
    let moves: [GoodsMovement<String>] = [
      GoodsMovement(from: .outside, to: .warehouse("Lyon"), quantity: try quantity("100")),
      GoodsMovement(
        from: .warehouse("Lyon"), to: .transit(to: "Nantes"), quantity: try quantity("30")),
      GoodsMovement(
        from: .transit(to: "Nantes"), to: .warehouse("Nantes"), quantity: try quantity("10")),
      GoodsMovement(from: .warehouse("Lyon"), to: .outside, quantity: try quantity("5")),
    ]
    let positions = GoodsMovement.positions(after: moves)
    #expect(try positions["Lyon"] == StockPosition(onHand: quantity("65")))
    #expect(
      try positions["Nantes"] == StockPosition(onHand: quantity("10"), incoming: quantity("20")))
    let company = StockPosition.company(positions.values)
    #expect(try company == StockPosition(onHand: quantity("75"), incoming: quantity("20")))
    #expect(try company.forecast == quantity("95"))
  }

  @Test("moves between places neither make nor lose goods", arguments: 1...3)
  func conservation(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let ends: [GoodsMovement<Int>.End] = [
      .warehouse(1), .warehouse(2), .transit(to: 1), .transit(to: 2),
    ]
    var moves = [
      GoodsMovement<Int>(
        from: .outside, to: .warehouse(1), quantity: Quantity(thousandths: 1_000_000))
    ]
    for _ in 0..<500 {
      moves.append(
        GoodsMovement(
          from: random.pick(ends) ?? .outside, to: random.pick(ends) ?? .outside,
          quantity: Quantity(thousandths: random.int(in: 0...5000))))
    }
    let company = StockPosition.company(GoodsMovement.positions(after: moves).values)
    #expect(company.forecast == Quantity(thousandths: 1_000_000))
  }

  @Test("a wanted quantity takes the order's warehouse first, then others if allowed")
  func allocation() throws {
    let free = [
      Allotment("Lyon", try quantity("64")), Allotment("Lille", Quantity(thousandths: -1000)),
      Allotment("Nantes", try quantity("40")),
    ]
    let spread = Allocation(of: try quantity("120"), from: free, othersAllowed: true)
    #expect(
      try spread.reservations == [
        Allotment("Lyon", quantity("64")), Allotment("Nantes", quantity("40")),
      ])
    #expect(try spread.shortage == quantity("16"))
    let one = Allocation(of: try quantity("120"), from: free, othersAllowed: false)
    #expect(try one.reservations == [Allotment("Lyon", quantity("64"))])
    #expect(try one.shortage == quantity("56"))
  }

  @Test("reservations and shortage sum to what is wanted", arguments: 1...3)
  func allocationLaw(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<1000 {
      let free = (0..<Int(random.int(in: 0...5))).map {
        Allotment($0, Quantity(thousandths: random.int(in: -500...5000)))
      }
      let wanted = Quantity(thousandths: random.int(in: 0...12_000))
      let made = Allocation(of: wanted, from: free, othersAllowed: true)
      let reserved = made.reservations.reduce(Quantity.zero) { $0 + $1.quantity }
      #expect(reserved + made.shortage == wanted)
      for part in made.reservations { #expect(part.quantity <= free[part.key].quantity) }
    }
  }

  @Test("AT-63: 20 then 30 received for a line of 30: 20 and 10 to the line, 20 free")
  func distribution() throws {
    let line = WaitingLine("order 1", lacking: try quantity("30"), since: Instant(milliseconds: 2))
    let first = Distribution(of: try quantity("20"), to: [line])
    #expect(try first.served == [Allotment("order 1", quantity("20"))])
    #expect(first.free == .zero)
    let rest = WaitingLine("order 1", lacking: try quantity("10"), since: Instant(milliseconds: 2))
    let older = WaitingLine("order 0", lacking: try quantity("3"), since: Instant(milliseconds: 1))
    let second = Distribution(of: try quantity("30"), to: [rest, older])
    #expect(
      try second.served == [
        Allotment("order 0", quantity("3")), Allotment("order 1", quantity("10")),
      ])
    #expect(try second.free == quantity("17"))
    #expect(try Distribution(of: quantity("30"), to: [rest]).free == quantity("20"))
  }

  @Test("a shortage is rounded up to the supplier's multiple")
  func orderQuantity() throws {
    #expect(
      try OrderQuantity.covering(quantity("162"), multiple: quantity("24")) == quantity("168"))
    #expect(try OrderQuantity.covering(quantity("48"), multiple: quantity("24")) == quantity("48"))
    #expect(try OrderQuantity.covering(quantity("0.1"), multiple: nil) == quantity("0.1"))
    #expect(try OrderQuantity.covering(quantity("3"), minimum: quantity("10")) == quantity("10"))
    #expect(try OrderQuantity.covering(.zero, multiple: quantity("24")) == .zero)
  }
}

@Suite("Weighted cost")
struct WeightedCostTests {
  @Test("AT-28: 10.50, 10.50 worth 1 260.00, 10.20, and a return at 10.50 gives 10.2176")
  func average() throws {
    var stock = ValuedStock()
    try stock.receive(quantity("100"), at: cost("10.00"))
    try stock.receive(quantity("50"), at: cost("11.50"))
    #expect(try stock.cost == cost("10.50"))
    let left = try stock.deliver(quantity("30"))
    #expect(try left.moved == euros("315.00"))
    #expect(try stock.cost == cost("10.50") && stock.value == euros("1260.00"))
    try stock.receive(quantity("40"), at: cost("9.30"))
    #expect(try stock.cost == cost("10.20"))
    // A customer's return comes back at the value at which it left.
    try stock.receive(quantity("10"), at: cost("10.50"))
    #expect(try stock.quantity == quantity("170") && stock.value == euros("1737.00"))
    #expect(try stock.cost == cost("10.2176"))
  }

  @Test("AT-29: a receipt over negative stock sets the cost: 3.30, and 10.00")
  func negative() throws {
    var first = ValuedStock(quantity: try quantity("-2"), cost: .zero)
    try first.receive(quantity("20"), at: cost("3.30"))
    #expect(try first.cost == cost("3.30"))
    var second = ValuedStock(quantity: try quantity("-10"), cost: try cost("8"))
    try second.receive(quantity("5"), at: cost("10"))
    #expect(try second.cost == cost("10"))
  }

  @Test("the first receipt over stock without cost gives it its cost")
  func unknown() throws {
    var stock = ValuedStock(quantity: try quantity("10"))
    #expect(try stock.deliver(quantity("1")).moved == nil)
    let effect = try stock.receive(quantity("1"), at: cost("2.00"))
    #expect(try stock.cost == cost("2.00") && stock.value == euros("20.00"))
    #expect(try effect.moved == euros("2.00") && effect.adjustment == euros("18.00"))
  }

  @Test("AT-32: the value stays near cost × quantity and every cent is accounted", arguments: 1...4)
  func law(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var stock = ValuedStock()
    var booked = Amount.zero
    for _ in 0..<1000 {
      let moved = Quantity(thousandths: random.int(in: 1...50_000))
      if stock.quantity < moved || random.int(in: 0...1) == 0 {
        let price = UnitCost(tenThousandths: random.int(in: 1...900_000))
        let effect = try stock.receive(moved, at: price)
        booked += (effect.moved ?? .zero) + effect.adjustment
      } else {
        let effect = try stock.deliver(moved)
        booked += effect.adjustment - (effect.moved ?? .zero)
      }
      #expect(booked == stock.value)
      let unit = try #require(stock.cost)
      // In 10^−7 of the euro: thousandths × ten-thousandths.
      let exact = Int128(stock.quantity.thousandths) * Int128(unit.tenThousandths)
      let gap = (exact - Int128(stock.value.minor) * 100_000).magnitude
      // Half of 0.0001 for each unit, and half a cent.
      #expect(gap * 2 <= UInt128(stock.quantity.thousandths) + 100_000)
    }
  }
}
