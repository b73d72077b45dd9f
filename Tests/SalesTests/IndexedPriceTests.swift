import Sales
import Testing
import Values

@Suite("Prices that follow an index, end at a quantity, never fall under a floor")
struct IndexedPriceTests {
  private func indexed(_ value: String?) throws -> IndexedPrice {
    try IndexedPrice(
      base: price("4.20"), share: Ratio(percent: 60), baseValue: IndexValue(machine: "8500"),
      reading: value.map {
        IndexReading(
          indexID: ID(rawValue: 1), day: try day("2026-11-20"), value: try .init(machine: $0))
      })
  }

  private func request(_ text: String) throws -> PriceRequest {
    PriceRequest(
      quantity: try quantity(text), day: try day("2026-11-21"), listPrice: try price("10.00"),
      cost: try cost("6.00"))
  }

  @Test("AT-16: 4.20 €/m, 60 % copper, from 8 500 to 9 200: 4.41")
  func copper() throws {
    #expect(try indexed("9200").price() == price("4.41"))
    #expect(try indexed("8500").price() == price("4.20"))
    #expect(try indexed("4250").price() == price("2.94"), "4.20 × (0.40 + 0.30)")
    #expect(try indexed(nil).price() == nil)
  }

  @Test("a share of nothing never moves; the whole moves like the index")
  func shares() throws {
    var random = SeededGenerator(seed: 16)
    for _ in 0..<500 {
      let base = UnitPrice(tenThousandths: Int64.random(in: 1...100_000, using: &random) * 100)
      let start = IndexValue(millionths: Int64.random(in: 1_000...9_000_000_000, using: &random))
      let now = IndexValue(millionths: Int64.random(in: 1_000...9_000_000_000, using: &random))
      let still = IndexedPrice(base: base, share: .zero, baseValue: start)
      #expect(try still.price(at: now) == base)
      let share = Ratio(basisPoints: Int64.random(in: 1...10_000, using: &random))
      let price = IndexedPrice(base: base, share: share, baseValue: start)
      #expect(try price.price(at: start) == base, "at I0 the price is P0")
      #expect(try (price.price(at: now) >= base) == (now >= start) || price.price(at: now) == base)
    }
  }

  @Test("an index price is net; without a value it says that its base is unknown")
  func selection() throws {
    var request = try request("10")
    request.customerDiscount = Ratio(percent: 10)
    let rule = PriceCandidate(rule: 7, .contract, .product, .indexed(try indexed("9200")))
    let choice = try #require(try PriceSelection.choose(request, among: [rule]))
    #expect(try choice.netPrice == price("4.41") && choice.discounts.isEmpty)
    let unknown = PriceCandidate(rule: 7, .contract, .product, .indexed(try indexed(nil)))
    let list = try #require(try PriceSelection.choose(request, among: [unknown]))
    #expect(list.rejected.map(\.reason) == [.baseUnknown] && list.rule == nil)
  }

  @Test("a move counts beyond the limit, up and down, not at it")
  func moves() throws {
    let old = try IndexValue(machine: "8500")
    func moved(_ text: String) throws -> Bool {
      try IndexValue(machine: text).isMoved(since: old, beyond: Ratio(percent: 2))
    }
    #expect(try !moved("8670") && moved("8670.000001") && !moved("8330") && moved("8329.99"))
    #expect(try IndexValue(machine: "9200").move(since: old).percent(2) == "8.24")
  }

  @Test("a contract ends at its quantity: what remains is said, and a larger line is refused")
  func cap() throws {
    var rule = PriceCandidate(rule: 3, .contract, .product, .net(try price("7.00")))
    rule.cap = PriceCap(quantity: try quantity("100"), ordered: try quantity("80"))
    let fits = try #require(try PriceSelection.choose(request("20"), among: [rule]))
    #expect(try fits.netPrice == price("7.00"))
    let larger = try #require(try PriceSelection.choose(request("21"), among: [rule]))
    #expect(try larger.netPrice == price("10.00"))
    #expect(try larger.rejected.map(\.reason) == [.capReached(remaining: quantity("20"))])
    rule.cap?.ordered = try quantity("130")
    let over = try #require(try PriceSelection.choose(request("1"), among: [rule]))
    #expect(over.rejected.map(\.reason) == [.capReached(remaining: .zero)])
  }

  @Test("a discount and a formula stop at the floor of their rule; a net price has none to stop at")
  func floor() throws {
    var discount = PriceCandidate(rule: 1, .contract, .product, .discount(Ratio(percent: 40)))
    discount.floorPrice = try price("6.50")
    var request = try request("1")
    request.customerDiscount = Ratio(percent: 10)
    let choice = try #require(try PriceSelection.choose(request, among: [discount]))
    #expect(try choice.unitPrice == price("6.50") && choice.discounts.isEmpty)
    var formula = PriceCandidate(
      rule: 2, .contract, .product,
      .formula(PriceFormula(base: .cost, discount: Ratio(percent: -5))), isFirm: true)
    formula.floorPrice = try price("6.50")
    let raised = try #require(try PriceSelection.choose(request, among: [formula]))
    #expect(try raised.unitPrice == price("6.50"))
    formula.floorPrice = try price("6.20")
    let free = try #require(try PriceSelection.choose(request, among: [formula]))
    #expect(try free.unitPrice == price("6.30"))
  }
}

@Suite("Many prices at once")
struct PriceChangeTests {
  @Test(
    "a percentage is rounded to its step, else to what can be typed",
    arguments: [
      ("3.5", "0.05", "10.00", "10.35"), ("3.5", "0.05", "9.99", "10.35"),
      ("3.5", nil, "9.99", "10.34"), ("-2", nil, "10.00", "9.80"), ("-100", nil, "10.00", nil),
    ] as [(String, String?, String, String?)])
  func percent(_ percent: String, _ step: String?, _ before: String, _ after: String?) throws {
    let change = PriceChange(
      percent: try Ratio(percentMachine: percent),
      step: try step.map { PriceStep(tenThousandths: try price($0).tenThousandths) })
    let new = try change.price(from: price(before), cost: nil, step: .cent)
    #expect(try new == after.map(price))
  }

  @Test("a formula on cost needs the cost")
  func cost() throws {
    let change = PriceChange(formula: try PriceFormula(text: "cost *1.35"))
    #expect(
      try change.price(from: nil, cost: UnitCost(machine: "4.1300"), step: .cent) == price("5.58"))
    #expect(try change.price(from: price("9.00"), cost: nil, step: .cent) == nil)
  }
}

@Suite("Who is asked for what lacks")
struct SupplierChoiceTests {
  private func terms(
    _ supplier: UInt128, _ sequence: Int, _ price: String?, from minimum: String = "0",
    place: Int = 0
  ) throws -> SupplierTerms {
    SupplierTerms(
      supplier: ID(rawValue: supplier), sequence: sequence, minimum: try quantity(minimum),
      price: try price.map { try UnitPrice(machine: $0) }, place: place)
  }

  @Test(
    "AT-58: for 120 the preferred vendor is A at 9.50, the cheapest B at 9.00; both are offered")
  func both() throws {
    let prices = [
      try terms(1, 1, "10.00", place: 0), try terms(1, 1, "9.50", from: "100", place: 1),
      try terms(2, 2, "9.00", place: 2),
    ]
    let choice = SupplierChoice(try quantity("120"), among: prices)
    #expect(choice.choice(by: .preferred) == prices[1])
    #expect(choice.choice(by: .cheapest) == prices[2])
    #expect(choice.best == [prices[1], prices[2]])
    let few = SupplierChoice(try quantity("20"), among: prices)
    #expect(few.choice(by: .preferred) == prices[0])
  }

  @Test("a minimum nobody reaches has to be bought; a price nobody knows is never the cheapest")
  func unknown() throws {
    let far = try terms(1, 1, "10.00", from: "100")
    #expect(SupplierChoice(try quantity("5"), among: [far]).choice(by: .preferred) == far)
    let silent = try terms(1, 1, nil)
    let dear = try terms(2, 2, "50.00")
    let choice = SupplierChoice(try quantity("5"), among: [silent, dear])
    #expect(choice.choice(by: .preferred) == silent && choice.choice(by: .cheapest) == dear)
    #expect(SupplierChoice(try quantity("5"), among: [silent]).choice(by: .cheapest) == silent)
    #expect(SupplierChoice(try quantity("5"), among: []).choice(by: .cheapest) == nil)
  }
}
