import Sales
import Testing
import Values

@Suite("Document totals")
struct DocumentTotalsTests {
  private let normal = Ratio(percent: 20)

  @Test("AT-38: three lines of 10.01 at 20 %: 6.01 and 36.04 per rate, 6.00 and 36.03 per line")
  func rounding() throws {
    let lines = [TaxedAmount](
      repeating: TaxedAmount(net: try euros("10.01"), vatRate: normal), count: 3)
    let perRate = try DocumentTotals(lines: lines)
    #expect(try perRate.vat == euros("6.01") && perRate.total == euros("36.04"))
    let perLine = try DocumentTotals(lines: lines, rounding: .perLine)
    #expect(try perLine.vat == euros("6.00") && perLine.total == euros("36.03"))
  }

  @Test("AT-39: lines are rounded, then summed: 399.98, VAT 80.00 per rate and 79.99 per line")
  func sums() throws {
    let pieces = [
      ("0.195", 1198), ("0.195", 766), ("0.195", 107), ("0.195", 1163), ("-0.095", 2428),
    ]
    let lines = try pieces.map { unitPrice, count in
      let line = LineAmounts(
        quantity: try Quantity(whole: Int64(count)), unitPrice: try price(unitPrice))
      return TaxedAmount(net: try line.net(), vatRate: normal)
    }
    let expected = try ["233.61", "149.37", "20.87", "226.79", "-230.66"].map(euros)
    #expect(lines.map(\.net) == expected)
    let totals = try DocumentTotals(lines: lines)
    #expect(try totals.net == euros("399.98") && totals.vat == euros("80.00"))
    #expect(try DocumentTotals(lines: lines, rounding: .perLine).vat == euros("79.99"))
  }

  @Test("AT-40: a discount of 10.00 over two rates: bases 93.33 and 46.67, total 161.24")
  func discount() throws {
    let totals = try DocumentTotals(
      lines: [
        TaxedAmount(net: try euros("50.00"), vatRate: Ratio(basisPoints: 550)),
        TaxedAmount(net: try euros("100.00"), vatRate: normal),
      ], discount: try euros("10.00"))
    #expect(try totals.shares.map(\.base) == [euros("93.33"), euros("46.67")])
    #expect(try totals.shares.map(\.vat) == [euros("18.67"), euros("2.57")])
    #expect(try totals.total == euros("161.24"))
  }

  @Test("carriage is taxed and stays apart from the goods")
  func carriage() throws {
    let totals = try DocumentTotals(
      lines: [TaxedAmount(net: try euros("100.00"), vatRate: normal)],
      carriage: TaxedAmount(net: try euros("25.00"), vatRate: normal))
    #expect(try totals.goods == euros("100.00") && totals.carriage == euros("25.00"))
    #expect(try totals.vat == euros("25.00") && totals.total == euros("150.00"))
    #expect(totals.shares.count == 1)
  }

  @Test("bases sum to the net, whatever the discount and the rounding", arguments: 1...3)
  func law(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let rates = [Ratio(percent: 20), Ratio(percent: 10), Ratio(basisPoints: 550), .zero]
    for _ in 0..<500 {
      let lines = (0..<random.int(in: 1...8)).map { _ in
        TaxedAmount(
          net: Amount(minor: random.int(in: 0...100_000)), vatRate: random.pick(rates) ?? .zero)
      }
      for rounding in VatRounding.allCases {
        let totals = try DocumentTotals(
          lines: lines, discount: Amount(minor: random.int(in: 0...5000)), rounding: rounding)
        #expect(totals.shares.reduce(.zero) { $0 + $1.base } == totals.net)
        #expect(totals.shares.reduce(.zero) { $0 + $1.vat } == totals.vat)
      }
    }
  }
}
