import Sales
import Testing
import Values

/// A document sold in another currency (AT-7): what the customer reads in his, what is judged in ours.
@Suite("Documents in another currency")
struct DocumentCurrencyTests {
  private let usd = DocumentCurrency(
    .usd, company: .eur, rate: ExchangeRate(hundredMillionths: 125_000_000))
  private var jpy: DocumentCurrency {
    get throws {
      DocumentCurrency(
        try #require(Currency(code: "JPY")), company: .eur,
        rate: try ExchangeRate(machine: "160.25"))
    }
  }
  private var kwd: DocumentCurrency {
    get throws {
      DocumentCurrency(
        try #require(Currency(code: "KWD")), company: .eur,
        rate: try ExchangeRate(machine: "0.3551"))
    }
  }

  @Test("amounts go over the rate once, from currencies of 0, 2 and 3 decimals")
  func amounts() throws {
    #expect(try usd.own(Amount(minor: 5_000)) == Amount(minor: 4_000), "50.00 USD are 40.00 EUR")
    #expect(try usd.own(Amount(minor: -5_000)) == Amount(minor: -4_000))
    #expect(try usd.own(Amount(minor: 1)) == Amount(minor: 1), "0.8 of a cent")
    #expect(
      try jpy.own(Amount(minor: 16_025)) == Amount(minor: 10_000), "16 025 JPY are 100.00 EUR")
    #expect(
      try kwd.own(Amount(minor: 35_510)) == Amount(minor: 10_000), "35.510 KWD are 100.00 EUR")
    #expect(try jpy.foreign(Amount(minor: 10_000)) == Amount(minor: 16_025))
    #expect(try kwd.foreign(Amount(minor: 10_000)) == Amount(minor: 35_510))
    let own = DocumentCurrency(.eur)
    #expect(try own.own(Amount(minor: 7)) == Amount(minor: 7) && !own.isForeign)
  }

  @Test("prices are typed in as many decimals as the currency has")
  func steps() throws {
    #expect(usd.step(decimals: 2) == .cent && usd.step(decimals: 4) == .tenThousandth)
    #expect(try jpy.step(decimals: 2) == PriceStep(tenThousandths: 10_000))
    #expect(try jpy.step(decimals: 4) == .cent)
    #expect(try kwd.step(decimals: 2) == PriceStep(tenThousandths: 10))
    #expect(try kwd.step(decimals: 4) == .tenThousandth)
    let price = try UnitPrice(machine: "10.01")
    #expect(try jpy.foreign(price, step: jpy.step(decimals: 2)) == UnitPrice(machine: "1604"))
    #expect(
      try jpy.foreign(raising: price, to: jpy.step(decimals: 2)) == UnitPrice(machine: "1605"))
  }

  private func draft(_ money: DocumentCurrency, price: String, cost: String) throws -> QuoteDraft {
    var draft = QuoteDraft(
      quote: Quote(
        id: ID(rawValue: 1), number: "D-1", opportunityID: ID(rawValue: 2),
        customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: money.currency,
        rate: money.rate, priceDay: Day(daysSinceEpoch: 0), createdDay: Day(daysSinceEpoch: 0),
        validityDay: Day(daysSinceEpoch: 30)), companyCurrency: money.company)
    draft.append(
      QuoteDraftLine(
        row: QuoteLine(
          quoteID: ID(rawValue: 1), line: 0, position: 0, productID: ID(rawValue: 9),
          description: "Pompe", quantity: Quantity(thousandths: 1_000),
          unitPrice: try UnitPrice(machine: price), vatRate: Ratio(percent: 20)),
        unitCost: try UnitCost(machine: cost), floor: Ratio(percent: 30),
        step: money.step(decimals: 2)))
    return draft
  }

  @Test(
    "AT-7 sale: cost 8.00 EUR, sold 62.50 USD at 1.25: margin 42.00 EUR, 84 %, total in dollars")
  func at7Sale() throws {
    let figures = try QuoteComputation(draft(usd, price: "62.50", cost: "8.00"))
    #expect(
      figures.totals.goods == Amount(minor: 6_250) && figures.totals.vat == Amount(minor: 1_250))
    #expect(figures.companyNet == Amount(minor: 5_000))
    #expect(figures.companyTotal == Amount(minor: 6_000))
    #expect(figures.margin.margin == Amount(minor: 4_200))
    #expect(figures.margin.marginRate.roundedPercent(decimals: 2) == 8_400)
  }

  @Test("AT-9 in another currency: the floor price shown is accepted, one step less is not")
  func floor() throws {
    for money in [usd, try jpy, try kwd] {
      for cents in stride(from: Int64(137), to: 9_000, by: 613) {
        let cost = UnitCost(tenThousandths: cents * 100)
        var draft = try draft(money, price: "1", cost: cost.machineText)
        let least = try #require(try QuoteComputation(draft).lines[0].floorPrice)
        #expect(least.tenThousandths % draft.lines[0].step.tenThousandths == 0)
        draft.lines[0].row.unitPrice = least
        #expect(try !QuoteComputation(draft).lines[0].isUnderFloor, "\(money.currency) \(least)")
        let step = draft.lines[0].step.tenThousandths
        draft.lines[0].row.unitPrice = UnitPrice(tenThousandths: least.tenThousandths - step)
        #expect(try QuoteComputation(draft).lines[0].isUnderFloor, "\(money.currency) \(least)")
        let target = try TargetPrice.reaching(
          marginRate: Ratio(percent: 30), cost: cost, step: draft.lines[0].step,
          exchange: money.factor)
        #expect(target == least, "=30 % types the floor price")
      }
    }
  }

  @Test("the parts in the company's currency sum to the whole, whatever currency and discount")
  func sums() throws {
    for seed in UInt64(0)..<400 {
      let quote = try RandomQuote(seed: seed)
      let (draft, figures) = try quote.draft.computed()
      let money = draft.money
      let counted = figures.lines.filter(\.isCounted)
      let goods = counted.reduce(Amount.zero) { $0 + $1.companyNet }
      #expect(try figures.companyNet == goods - goods.times(draft.quote.discount))
      for line in figures.lines { #expect(try line.companyNet == money.own(line.net)) }
      #expect(draft.quote.companyNet == (money.isForeign ? figures.companyNet : nil))
      #expect(
        figures.margin.net + figures.netWithoutCost - figures.margin.netWithoutCost
          == figures.companyNet || figures.hiddenFloor != nil)
      guard money.isForeign else {
        #expect(figures.companyNet == figures.totals.goods - figures.totals.discount)
        continue
      }
      for line in draft.lines where line.isProduct {
        #expect(line.row.companyNet == figures[line: line.number]?.companyNet)
      }
    }
  }

  private func terms(_ money: DocumentCurrency, _ candidates: [PriceCandidate] = []) throws
    -> (ProductTerms, PricingContext)
  {
    let product = Product(
      id: ID(rawValue: 9), searchKey: 9, code: "P", name: "Pompe", baseUnit: "u", salesUnit: "u",
      listPrice: try UnitPrice(machine: "50.00"), ecoUnit: try UnitPrice(machine: "0.40"))
    var terms = ProductTerms(
      product: product, vatRate: Ratio(percent: 20), unitCost: try UnitCost(machine: "8.00"))
    terms.money = money
    terms.candidates = candidates
    var context = PricingContext(day: Day(daysSinceEpoch: 0), currency: money.currency)
    (context.companyCurrency, context.rate) = (money.company, money.rate)
    return (terms, context)
  }

  @Test(
    "list price, eco-contribution, rules and targets are taken over at the rate; quantity breaks stay"
  )
  func prices() throws {
    let rule = PriceCandidate(
      rule: 7, .list, .product, .net(try UnitPrice(machine: "45.00")),
      minimum: Quantity(thousandths: 10_000))
    let (terms, context) = try terms(usd, [rule])
    let one = try terms.line(LineTyping(), context)
    #expect(try one.row.unitPrice == UnitPrice(machine: "62.50"))
    #expect(try one.row.listPrice == UnitPrice(machine: "62.50"))
    #expect(try one.row.ecoUnit == UnitPrice(machine: "0.50"))
    #expect(try one.unitCost == UnitCost(machine: "8.00"), "costs stay in the company's currency")
    let ten = try terms.line(LineTyping(quantity: Quantity(thousandths: 10_000)), context)
    #expect(try ten.row.unitPrice == UnitPrice(machine: "56.25"))
    let target = try terms.line(LineTyping(price: .marginRate(Ratio(percent: 20))), context)
    #expect(try target.row.unitPrice == UnitPrice(machine: "12.50"), "8.00 ÷ 0.8 × 1.25")
    let coefficient = try terms.line(
      LineTyping(price: .coefficient(Ratio(basisPoints: 13_500))), context)
    #expect(try coefficient.row.unitPrice == UnitPrice(machine: "13.50"))
  }

  @Test(
    "a rule in the document's currency comes before every rule in the company's, even a dearer one")
  func foreignFirst() throws {
    var dollars = PriceCandidate(rule: 8, .list, .product, .net(try UnitPrice(machine: "70.00")))
    dollars.isForeign = true
    let contract = PriceCandidate(
      rule: 7, .contract, .product, .net(try UnitPrice(machine: "40.00")), isFirm: true)
    let (terms, context) = try terms(usd, [contract, dollars])
    let choice = try #require(try terms.price(of: Quantity(thousandths: 1_000), context))
    #expect(try choice.unitPrice == UnitPrice(machine: "70.00") && choice.rule == 8)
    #expect(choice.rejected.map(\.reason) == [.companyCurrency, .companyCurrency])
    #expect(choice.rejected.map(\.rule) == [7, nil])
  }

  @Test(
    "a line goes into another currency and back: rules follow, a typed price goes over both rates")
  func exchange() throws {
    let (own, ours) = try terms(DocumentCurrency(.eur))
    let (dollars, theirs) = try terms(usd)
    var line = try own.line(LineTyping(price: .net(try UnitPrice(machine: "48.00"))), ours)
    try dollars.exchange(&line, from: DocumentCurrency(.eur), theirs)
    #expect(
      try line.row.unitPrice == UnitPrice(machine: "60.00") && line.row.priceSource == .manual)
    try own.exchange(&line, from: usd, ours)
    #expect(try line.row.unitPrice == UnitPrice(machine: "48.00"))
    var ruled = try own.line(LineTyping(), ours)
    try dollars.exchange(&ruled, from: DocumentCurrency(.eur), theirs)
    #expect(
      try ruled.row.unitPrice == UnitPrice(machine: "62.50") && ruled.row.priceSource == .rule)
  }

  @Test(
    "negotiated in dollars: what is left and the floor are in euros, what is said is in dollars")
  func negotiated() throws {
    let (plain, context) = try terms(usd)
    var terms = plain
    terms.product.listPrice = try UnitPrice(machine: "10.00")
    terms.product.ecoUnit = .zero
    terms.floor = Ratio(basisPoints: 1_200)
    var draft = try draft(usd, price: "1", cost: "8.00")
    (draft.lines, draft.quote.nextLine) = ([], 1)
    draft.append(
      try terms.line(LineTyping(quantity: Quantity(thousandths: 100_000)), context))
    var around = NegotiationTerms(context: context)
    around.carriageCost = Amount(minor: 6_000)
    around.products = [terms.product.id: terms]
    let negotiation = try Negotiation(draft, around)
    #expect(negotiation.standing.totals.goods == Amount(minor: 125_000))
    // The example of features.md at 1.25: the same margins in euros, the amounts in dollars.
    let answer = try negotiation.answer(to: CustomerWish.parse("-3%"))
    #expect(answer.asked.isUnderFloor && answer.asked.netNet.left == Amount(minor: 11_000))
    let collected = try #require(
      answer.offers.first { $0.kind == .collected(saved: Amount(minor: 7_500)) })
    #expect(collected.netNet.left == Amount(minor: 17_000))
    #expect(
      answer.offers.contains {
        $0.kind == .quantity(line: 1, Quantity(thousandths: 112_000), unit: "u")
      })
    #expect(answer.offers.allSatisfy { !$0.isUnderFloor })
  }
}
