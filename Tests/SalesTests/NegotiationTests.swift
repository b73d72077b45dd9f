import Sales
import Testing
import Values

@Suite("Negotiation solver")
struct NegotiationTests {
  private static let today = Day(daysSinceEpoch: 20_000)
  private let context = PricingContext(day: today, currency: .eur)

  private func product(
    _ number: UInt128, _ listPrice: String, _ unitCost: String?, floor: Int64? = 1200
  ) throws -> ProductTerms {
    var terms = ProductTerms(
      product: Product(
        id: ID(rawValue: number), searchKey: 1, code: "P\(number)", name: "Produit \(number)",
        baseUnit: "u", salesUnit: "u", listPrice: try price(listPrice)),
      vatRate: Ratio(percent: 20), unitCost: try unitCost.map { try cost($0) })
    terms.floor = floor.map(Ratio.init(basisPoints:))
    return terms
  }

  private func quote(_ lines: [(ProductTerms, String)]) throws -> QuoteDraft {
    var draft = QuoteDraft(
      quote: Quote(
        id: ID(rawValue: 1), number: "D-1", opportunityID: ID(rawValue: 2),
        customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: .eur,
        priceDay: Self.today, createdDay: Self.today, validityDay: Self.today + 30))
    for (terms, count) in lines {
      draft.append(
        try terms.line(LineTyping(quantity: quantity(count)), context))
    }
    return draft
  }

  /// The example of features.md: 100 × 10.00, cost 8.00, carriage 60 included, floor 12 %.
  private func example() throws -> (ProductTerms, Negotiation) {
    let terms = try product(7, "10.00", "8.00")
    var around = NegotiationTerms(context: context)
    around.carriageCost = try euros("60.00")
    around.products = [terms.product.id: terms]
    return (terms, try Negotiation(try quote([(terms, "100")]), around))
  }

  @Test("3 % less: 11.34 % refused; collected 17.53 %; 112 pieces keep 12 %, 111 do not")
  func workedExample() throws {
    let (_, negotiation) = try example()
    let answer = try negotiation.answer(to: CustomerWish.parse("-3%"))
    #expect(try answer.asked.netNet.left == euros("110.00"))
    #expect(answer.asked.netNet.rate.percent(2) == "11.34")
    #expect(answer.asked.isUnderFloor)
    #expect(!answer.offers.contains { $0.kind == .asAsked })
    let collected = try #require(
      answer.offers.first { $0.kind == .collected(saved: Amount(minor: 6000)) })
    #expect(try collected.netNet.left == euros("170.00"))
    #expect(collected.netNet.rate.percent(2) == "17.53")
    let more = try #require(
      answer.offers.first {
        $0.kind == .quantity(line: 1, Quantity(thousandths: 112_000), unit: "u")
      })
    #expect(more.netNet.rate.percent(3) == "12.003")
    #expect(!more.needsApproval)
  }

  @Test("a wish that keeps the floor is simply granted")
  func granted() throws {
    let (_, negotiation) = try example()
    let answer = try negotiation.answer(to: CustomerWish.parse("1: =9,90"))
    #expect(!answer.asked.isUnderFloor)
    #expect(answer.offers.contains { $0.kind == .asAsked })
    #expect(try answer.asked.net == euros("990.00"))
  }

  @Test("the most that keeps the floor is offered, and one step more would not")
  func atMost() throws {
    let (_, negotiation) = try example()
    let answer = try negotiation.answer(to: CustomerWish.parse("-3"))
    let least = try #require(
      answer.offers.first { if case .atMost = $0.kind { true } else { false } })
    // 860 / 0.88 = 977.27…: 2.27 % off.
    #expect(least.kind == .atMost(Ratio(basisPoints: 227)))
    #expect(try least.net == euros("977.30"))
  }

  @Test("earlier payment, the next packaging, an equivalent and other lines are weighed too")
  func otherWays() throws {
    var screws = try product(7, "10.00", "8.00")
    screws.units = [
      ProductUnit(productID: screws.product.id, unit: "pal", factor: try quantity("480"))
    ]
    let nuts = try product(8, "20.00", "10.00")
    let other = try product(9, "9.60", "7.00")
    var around = NegotiationTerms(context: context)
    around.carriageCost = try euros("30.00")
    around.yearlyRate = Ratio(percent: 12)
    around.paymentDays = 60
    around.payments = [
      PaymentChoice(ID(rawValue: 30), days: 15), PaymentChoice(ID(rawValue: 31), days: 60),
    ]
    around.products = [screws.product.id: screws, nuts.product.id: nuts]
    around.equivalents = [1: [other]]
    let negotiation = try Negotiation(try quote([(screws, "100"), (nuts, "10")]), around)
    let answer = try negotiation.answer(to: CustomerWish.parse("1: =9,00"))
    let kinds = answer.offers.map(\.kind)
    #expect(answer.asked.isUnderFloor, "9,00 leaves 11.1 % on a line whose floor is 12 %")
    #expect(kinds.contains(.spread(lines: [2])) || kinds.contains(.spread(lines: [1, 2])))
    #expect(kinds.contains(.equivalent(line: 1, other.product.id)))
    let spread = try #require(
      answer.offers.first { if case .spread = $0.kind { true } else { false } })
    #expect(spread.net <= answer.asked.net)
    let overall = try negotiation.answer(to: CustomerWish.parse("-2%"))
    #expect(overall.offers.contains { $0.kind == .payment(ID(rawValue: 30), days: 15) })
    #expect(
      overall.offers.contains {
        $0.kind == .packaging(line: 1, Quantity(thousandths: 1000), unit: "pal")
      })
  }

  @Test("a break of the price list that gives the wished price is offered as it stands")
  func quantityBreak() throws {
    var terms = try product(7, "10.00", "6.00")
    terms.candidates = [
      PriceCandidate(
        rule: 5, .quantityBreak, .product, .net(try price("9.20")), minimum: try quantity("250"))
    ]
    var around = NegotiationTerms(context: context)
    around.products = [terms.product.id: terms]
    let negotiation = try Negotiation(try quote([(terms, "100")]), around)
    let answer = try negotiation.answer(to: CustomerWish.parse("1: -8%"))
    let listed = try #require(
      answer.offers.first {
        $0.kind == .quantityBreak(line: 1, Quantity(thousandths: 250_000), unit: "u")
      })
    #expect(listed.draft[line: 1]?.row.priceSource == .rule)
    #expect(try listed.net == euros("2300.00"))
  }

  @Test("every offer keeps the floor and gives at least what is wished, or less and says so")
  func law() throws {
    var random = SeededGenerator(seed: 4)
    var offers = 0
    for _ in 0..<300 {
      let negotiation = try randomNegotiation(&random)
      let less = Ratio(basisPoints: Int64.random(in: 1...2500, using: &random))
      let wish =
        Bool.random(using: &random)
        ? CustomerWish.lessOverall(less) : CustomerWish.lessOnLine(line: 1, less)
      guard let answer = try? negotiation.answer(to: wish) else { continue }
      for offer in answer.offers {
        offers += 1
        #expect(!offer.isUnderFloor)
        #expect(try QuoteComputation(offer.draft) == offer.figures)
        let borne = offer.netNet.margin - offer.netNet.left
        #expect(!offer.figures.floor.isUnder(bearing: borne))
        if case .quantity(let line, let least, _) = offer.kind {
          #expect(try #require(offer.draft[line: line]).row.typedQuantity == least)
        }
      }
    }
    #expect(offers > 300)
  }

  private func randomNegotiation(_ random: inout SeededGenerator) throws -> Negotiation {
    var around = NegotiationTerms(context: context)
    around.carriageCost = Amount(minor: Int64.random(in: 0...9_000, using: &random))
    around.rebateRate = Ratio(basisPoints: Int64.random(in: 0...300, using: &random))
    around.yearlyRate = Ratio(basisPoints: Int64.random(in: 0...1200, using: &random))
    around.paymentDays = 45
    around.payments = [PaymentChoice(ID(rawValue: 30), days: 10)]
    var lines: [(ProductTerms, String)] = []
    for number in 1...Int.random(in: 1...6, using: &random) {
      let listed = Int64.random(in: 100...90_000, using: &random)
      var terms = try product(
        UInt128(number), "1.00", nil, floor: Int64.random(in: 0...3000, using: &random))
      terms.product.listPrice = UnitPrice(tenThousandths: listed * 100)
      terms.unitCost = UnitCost(
        tenThousandths: listed * Int64.random(in: 50...95, using: &random))
      terms.units = [
        ProductUnit(
          productID: terms.product.id, unit: "car", factor: Quantity(thousandths: 24_000))
      ]
      around.products[terms.product.id] = terms
      lines.append((terms, String(Int.random(in: 1...300, using: &random))))
    }
    return try Negotiation(quote(lines), around)
  }

  @Test(
    "wishes that are none are refused by name",
    arguments: [
      ("", WishProblem.notAWish), ("abc", .notAWish), ("-0", .notLess),
      ("-100%", .tooMuch(Ratio(basisPoints: 10_000))), ("1 500", .notLess),
      ("9: -3%", .noSuchLine(9)), ("1: =10", .notLess), ("x: -3", .notAWish),
    ])
  func problems(_ text: String, _ problem: WishProblem) throws {
    let (_, negotiation) = try example()
    let thrown = #expect(throws: WishProblem.self) {
      try negotiation.answer(to: CustomerWish.parse(text))
    }
    #expect(thrown == problem)
  }

  @Test("a round total is reached, at most a basis point below")
  func roundTotal() throws {
    let (_, negotiation) = try example()
    let answer = try negotiation.answer(to: CustomerWish.parse("985"))
    #expect(try answer.asked.net == euros("985.00"))
  }
}
