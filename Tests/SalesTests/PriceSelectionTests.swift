import Sales
import Testing
import Values

@Suite("Price selection")
struct PriceSelectionTests {
  /// The list of AT-11: 10.00, R1 to R5 under their numbers.
  private func rules() throws -> [PriceCandidate] {
    [
      PriceCandidate(rule: 1, .list, .all, .discount(Ratio(percent: 5))),
      PriceCandidate(rule: 2, .list, .family(distance: 0), .discount(Ratio(percent: 10))),
      PriceCandidate(
        rule: 3, .list, .product, .net(try price("8.50")), minimum: try quantity("10")),
      PriceCandidate(
        rule: 4, .list, .product, .net(try price("8.00")), minimum: try quantity("100")),
      PriceCandidate(
        rule: 5, .list, .family(distance: 0), .discount(Ratio(percent: 30)),
        minimum: try quantity("100")),
    ]
  }

  private func request(_ text: String, _ priceSwitch: PriceSwitch) throws -> PriceRequest {
    var request = PriceRequest(
      quantity: try quantity(text), day: try day("2026-11-21"), listPrice: try price("10.00"))
    request.priceSwitch = priceSwitch
    return request
  }

  private func choose(
    _ request: PriceRequest, _ rules: [PriceCandidate]
  ) throws -> PriceChoice {
    try #require(try PriceSelection.choose(request, among: rules))
  }

  @Test(
    "AT-11: most specific 9.00, 8.50, 8.00; cheapest 9.00, 8.50, 7.00",
    arguments: [
      ("5", PriceSwitch.mostSpecific, "9.00", 2), ("10", .mostSpecific, "8.50", 3),
      ("100", .mostSpecific, "8.00", 4), ("5", .cheapest, "9.00", 2),
      ("10", .cheapest, "8.50", 3), ("100", .cheapest, "7.00", 5),
    ] as [(String, PriceSwitch, String, Int)])
  func odooOrder(
    _ text: String, _ priceSwitch: PriceSwitch, _ expected: String, _ rule: Int
  ) throws {
    let choice = try choose(request(text, priceSwitch), rules())
    #expect(try choice.netPrice == price(expected))
    #expect(choice.rule == UInt128(rule))
    // Each of the other rules, and the list price, is there with its reason.
    #expect(choice.rejected.count == 5)
  }

  @Test("AT-11: why R5 is rejected at 100")
  func reasons() throws {
    let choice = try choose(request("100", .mostSpecific), rules())
    let reasons = Dictionary(uniqueKeysWithValues: choice.rejected.map { ($0.rule, $0.reason) })
    #expect(reasons[5] == .lessSpecific)
    #expect(try reasons[3] == .smallerBreak(than: quantity("100")))
    #expect(reasons[2] == .weakerLevel(than: .quantityBreak))
    let few = try choose(request("5", .cheapest), rules())
    #expect(few.rejected.contains { $0.rule == 1 && $0.reason == .dearer })
    #expect(
      few.rejected.contains {
        $0.rule == 3 && $0.reason == .belowMinimum(Quantity(thousandths: 10_000))
      })
  }

  @Test(
    "AT-12: a pallet of 48 reaches the break of 10: 8.50 a piece, 408.00 a pallet",
    arguments: PriceSwitch.allCases)
  func pallet(_ priceSwitch: PriceSwitch) throws {
    let pallet = Packaging(content: try quantity("48"))
    var asked = try request("1", priceSwitch)
    asked.quantity = try pallet.base(of: quantity("1"))
    let choice = try choose(asked, rules())
    #expect(try choice.netPrice == price("8.50"))
    #expect(try pallet.price(ofBase: choice.netPrice) == price("408.00"))
    let line = LineAmounts(quantity: asked.quantity, unitPrice: choice.unitPrice)
    #expect(try line.net() == euros("408.00"))
  }

  @Test("the next better break is shown: from 5 pieces, 10 at 8.50")
  func nextBreak() throws {
    let choice = try choose(request("5", .mostSpecific), rules())
    #expect(try choice.nextBreak?.quantity == quantity("10"))
    #expect(try choice.nextBreak?.netPrice == price("8.50"))
    #expect(choice.nextBreak?.rule == 3)
    #expect(try choose(request("100", .cheapest), rules()).nextBreak == nil)
  }

  @Test("AT-60: a contract price of 8.00 net stays 8.00 under a general discount of 10 %")
  func net() throws {
    let contract = PriceCandidate(rule: 9, .contract, .product, .net(try price("8.00")))
    for priceSwitch in PriceSwitch.allCases {
      var asked = try request("1", priceSwitch)
      asked.customerDiscount = Ratio(percent: 10)
      let choice = try choose(asked, [contract])
      #expect(try choice.netPrice == price("8.00"))
      #expect(choice.discounts.isEmpty)
      // A discount typed on the line does apply, and the line is then marked manual.
      let typed = LineAmounts(
        quantity: try quantity("1"), unitPrice: choice.unitPrice, discounts: try discounts(500))
      #expect(try typed.net() == euros("7.60"))
    }
  }

  @Test("the general discount follows list prices and rule discounts as a cascade")
  func customerDiscount() throws {
    var asked = try request("5", .cheapest)
    asked.customerDiscount = Ratio(percent: 10)
    let choice = try choose(asked, rules())
    #expect(try choice.unitPrice == price("10.00"))
    #expect(try choice.discounts == discounts(1000, 1000))
    #expect(try choice.netPrice == price("8.10"))
    #expect(try choose(asked, []).netPrice == price("9.00"))
  }

  @Test("a firm contract stands over a cheaper promotion, another contract does not")
  func firm() throws {
    let promotion = PriceCandidate(rule: 2, .promotion, .product, .net(try price("7.00")))
    for isFirm in [true, false] {
      let contract = PriceCandidate(
        rule: 1, .contract, .product, .net(try price("8.00")), isFirm: isFirm)
      let choice = try choose(request("1", .cheapest), [promotion, contract])
      #expect(choice.rule == (isFirm ? 1 : 2))
      let reason = choice.rejected.first { $0.rule == (isFirm ? 2 : 1) }?.reason
      #expect(reason == (isFirm ? .firmContract : .dearer))
      #expect(try choose(request("1", .mostSpecific), [promotion, contract]).rule == 1)
    }
  }

  @Test("a typed price stands above all and still names the better break")
  func typed() throws {
    var asked = try request("5", .cheapest)
    asked.typedPrice = try price("9.90")
    let choice = try choose(asked, rules())
    #expect(choice.precedence == .manual && choice.rule == nil)
    #expect(try choice.unitPrice == price("9.90"))
    #expect(choice.rejected.contains { $0.rule == 2 && $0.reason == .typedPrice })
    #expect(try choice.nextBreak?.quantity == quantity("10"))
  }

  @Test("days, families and age decide, and say so")
  func order() throws {
    let family = PriceTerms.discount(Ratio(percent: 10))
    let candidates = [
      PriceCandidate(rule: 1, .list, .family(distance: 1), family),
      PriceCandidate(rule: 2, .list, .family(distance: 0), family),
      PriceCandidate(rule: 3, .list, .family(distance: 0), family),
      PriceCandidate(rule: 4, .promotion, .product, .net(.zero))
        .valid(from: nil, until: try day("2026-11-20")),
      PriceCandidate(rule: 5, .promotion, .product, .net(.zero))
        .valid(from: try day("2026-11-22"), until: nil),
      PriceCandidate(rule: 6, .contract, .product, .formula(PriceFormula(base: .cost))),
    ]
    let choice = try choose(request("1", .mostSpecific), candidates)
    let reasons = Dictionary(uniqueKeysWithValues: choice.rejected.map { ($0.rule, $0.reason) })
    #expect(choice.rule == 3)
    #expect(reasons[2] == .older && reasons[1] == .fartherFamily)
    #expect(try reasons[4] == .expired(on: day("2026-11-20")))
    #expect(try reasons[5] == .notYetValid(from: day("2026-11-22")))
    #expect(reasons[6] == .baseUnknown)
  }

  @Test("without a rule and a list price there is no price")
  func none() throws {
    let asked = PriceRequest(quantity: .zero, day: try day("2026-11-21"), listPrice: nil)
    #expect(try PriceSelection.choose(asked, among: []) == nil)
  }

  @Test("AT-13: cost 9.00 −(−20 %) step 0.50 −0.01, at most 1.80 above: 10.80")
  func formulaOnCost() throws {
    let step = PriceStep(tenThousandths: 5000)
    let surcharge = UnitPrice(tenThousandths: -100)
    let formula = PriceFormula(
      base: .cost, discount: Ratio(percent: -20), step: step, surcharge: surcharge)
    #expect(try formula.price(from: price("9.00")) == price("10.99"))
    let bounded = try formula.within(minimum: price("1.50"), maximum: price("1.80"))
    #expect(try bounded.price(from: price("9.00")) == price("10.80"))
  }

  @Test("AT-14: list 12.34 −15 % step 0.05 −0.01: 10.49")
  func formulaOnList() throws {
    let formula = PriceFormula(
      base: .listPrice, discount: Ratio(percent: 15), step: PriceStep(tenThousandths: 500),
      surcharge: UnitPrice(tenThousandths: -100))
    #expect(try formula.price(from: price("12.34")) == price("10.49"))
  }
}
