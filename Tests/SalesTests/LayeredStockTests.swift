import Sales
import Testing
import Values

@Suite("First in, first out, and corrected receipts")
struct LayeredStockTests {
  private func stock(_ layers: (String, String)...) throws -> LayeredStock {
    LayeredStock(
      layers: try layers.map { CostLayer(quantity: try quantity($0.0), cost: try cost($0.1)) })
  }

  @Test("AT-30: layers 10 at 10.00 and 20 at 12.00: 15 leave worth 160.00, 15 stay at 12.00")
  func oldestFirst() throws {
    var stock = try stock(("10", "10.00"), ("20", "12.00"))
    #expect(try stock.deliver(quantity("15")).moved == euros("160.00"))
    #expect(try stock.layers == [CostLayer(quantity: quantity("15"), cost: cost("12.00"))])
    #expect(try stock.value() == euros("180.00"))
    #expect(try stock.nextCost == cost("12.00"))
  }

  @Test("AT-31: 8 at 10.00, 10 leave for 100.00; 2 come at 12.00: stock −4.00, sales +4.00")
  func provisional() throws {
    var stock = try stock(("8", "10.00"))
    #expect(try stock.deliver(quantity("10")).moved == euros("100.00"))
    #expect(try stock.quantity == quantity("-2"))
    #expect(try stock.value() == euros("-20.00"))
    let effect = try stock.receive(quantity("2"), at: cost("12.00"))
    #expect(try effect.moved == euros("24.00"))
    #expect(try effect.costOfSales == euros("4.00"))
    #expect(stock.quantity == .zero)
    #expect(try stock.value() == .zero)
  }

  @Test("goods whose cost nobody knows leave without value and without layer")
  func unknown() throws {
    var stock = LayeredStock()
    #expect(try stock.deliver(quantity("3")).moved == nil)
  }

  @Test("the value is Σ of the layers, and what came in is what is there and what was sold")
  func conserved() throws {
    var random = SeededGenerator(seed: 30)
    for _ in 0..<200 {
      var stock = LayeredStock(costUnit: [1, 100, 1000].randomElement(using: &random)!)
      var (entered, sold) = (Amount.zero, Amount.zero)
      try stock.receive(quantity("5"), at: cost("3.3333"))
      entered = try stock.value()
      for _ in 0..<40 {
        let moved = Quantity(thousandths: Int64.random(in: 1...20_000, using: &random))
        if Bool.random(using: &random) {
          let price = UnitCost(tenThousandths: Int64.random(in: 1...99_999, using: &random))
          let effect = try stock.receive(moved, at: price)
          entered += try #require(effect.moved)
          sold += effect.costOfSales
        } else {
          sold += try #require(try stock.deliver(moved).moved)
        }
        #expect(try stock.value() == entered - sold)
        #expect(stock.layers.isEmpty || stock.short.isEmpty)
      }
    }
  }

  @Test("AT-33: 100 at 10.00, 60 sold, invoiced at 10.50: stock +20.00, sales +30.00, PMP 10.50")
  func corrected() throws {
    var stock = ValuedStock()
    try stock.receive(quantity("100"), at: cost("10.00"))
    try stock.deliver(quantity("60"))
    let correction = try stock.correct(quantity("100"), from: cost("10.00"), to: cost("10.50"))
    #expect(try correction.stock == euros("20.00"))
    #expect(try correction.sales == euros("30.00"))
    #expect(try stock.cost == cost("10.50"))
    #expect(try stock.value == euros("420.00"))
  }

  @Test("AT-33: a corrected receipt never makes a cost negative, and its parts sum to the whole")
  func neverNegative() throws {
    var random = SeededGenerator(seed: 33)
    for _ in 0..<500 {
      var stock = ValuedStock()
      let received = Quantity(thousandths: Int64.random(in: 1...500_000, using: &random))
      let old = UnitCost(tenThousandths: Int64.random(in: 0...900_000, using: &random))
      let new = UnitCost(tenThousandths: Int64.random(in: 0...900_000, using: &random))
      try stock.receive(quantity("7"), at: cost("0.0100"))
      try stock.receive(received, at: old)
      try stock.deliver(Quantity(thousandths: Int64.random(in: 0...600_000, using: &random)))
      let before = stock.value
      let correction = try stock.correct(received, from: old, to: new)
      #expect(stock.value == before + correction.stock)
      let left = try #require(stock.cost)
      #expect(stock.quantity <= .zero || left >= .zero)
      let whole =
        try LineMargin.cost(of: received, at: new) - LineMargin.cost(of: received, at: old)
      #expect(correction.stock + correction.sales == whole)
    }
  }
}
