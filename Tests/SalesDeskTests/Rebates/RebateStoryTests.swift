import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Year-end rebates at the desk", .eachEngine)
struct RebateStoryTests {
  let company: TestCompany
  let desk: Desk
  let family: Family
  let product: Product
  let customer: Customer

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    family = try company.family("CABLE", floorPercent: 5)
    let under = try company.family("CUIVRE", parent: family)
    product = try company.product("CAB", price: "100.00", cost: "60.00", family: under)
    customer = try company.customer()
    try company.stock(product, onHand: "100000")
  }

  private func euros(_ text: String) throws -> Amount {
    Amount(minor: try MachineDecimal.parse(text, decimals: 2))
  }
  private func quantity(_ text: String) throws -> Quantity { try Quantity(machine: text) }

  private func agreement(
    _ tiers: String, _ mode: RebateMode = .total,
    _ edit: (inout RebateTerms) throws -> Void = { _ in }
  ) throws -> RebateTerms {
    let today = company.today
    var terms = RebateTerms(
      RebateAgreement(
        id: ID(rawValue: 0), code: "", customerID: customer.id, currency: .eur,
        validFrom: today - 300, validTo: today + 30, mode: mode),
      tiers: try #require(RebateTiersText.read(tiers, .eur)))
    try edit(&terms)
    return terms
  }

  private func sent(
    _ text: String, of sold: Product? = nil, to buyer: Customer? = nil,
    _ edit: (inout Quote) -> Void = { _ in }
  ) throws -> QuoteDraft {
    var new = NewQuote(customer: (buyer ?? customer).id)
    new.lines = [.product((sold ?? product).id, LineTyping(quantity: try quantity(text)))]
    var draft = try desk.perform(CreateQuote(new)).outcome
    edit(&draft.quote)
    draft = try desk.perform(SaveDraft(draft)).outcome
    try desk.perform(SendQuote(draft.quote.id))
    return try company.store.read { try $0.draft(of: draft.quote.id) }
  }

  @discardableResult
  private func delivered(
    _ text: String, of sold: Product? = nil, to buyer: Customer? = nil,
    _ edit: (inout Quote) -> Void = { _ in }
  ) throws -> ID<SalesOrder> {
    let quote = try sent(text, of: sold, to: buyer, edit).quote
    let order = try desk.perform(AcceptQuote(quote: quote.id)).outcome.orderID
    try desk.perform(DeliverOrder(order: order))
    return order
  }

  private func standing(_ agreement: RebateAgreement) throws -> RebateStanding {
    try company.store.read { try #require(try $0.rebateRow(agreement).standing) }
  }

  @Test(
    "AT-43: 180 000 delivered: 3 600.00, by slices 2 100.00, 20 000 to the tier that gives 6 000")
  func tiers() throws {
    let terms = try agreement("50000=1 100000=2 200000=3")
    let made = try desk.perform(CreateRebate(terms)).outcome
    #expect(made.code == "RFA-2026-C1")
    try delivered("1000")
    #expect(
      try standing(made).accrued() == euros("2000.00"), "exactly 100 000.00 is in the 2 % tier")
    try delivered("800")
    let total = try standing(made)
    #expect(try total.base == euros("180000"))
    #expect(try total.accrued() == euros("3600.00"))
    let outlook = try total.outlook(with: .zero)
    #expect(try outlook.next?.missing == euros("20000"))
    #expect(outlook.next?.rate == Ratio(percent: 3))
    #expect(try outlook.nextRebate == euros("6000.00"))
    var slices = terms
    slices.agreement.code = made.code
    slices.agreement.mode = .slice
    let changed = try desk.perform(EditRebate(made, to: slices)).outcome
    #expect(try standing(changed).accrued() == euros("2100.00"))
    try desk.undo()
    let back = try company.store.read { try $0.rebate(coded: made.code) }
    #expect(try standing(back).accrued() == euros("3600.00"))
    #expect(try company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-44: 3 800.00 by slices of 100, 200 and 5 700: 1 100.00")
  func widths() throws {
    let made = try desk.perform(CreateRebate(agreement("10 100=20 300=30", .slice))).outcome
    try delivered("38")
    #expect(try standing(made).accrued() == euros("1100.00"))
  }

  @Test("AT-45: 2 % expected on the line of AT-5 leaves 144.60, 53.56 % of what is invoiced")
  func netNet() throws {
    try desk.perform(CreateRebate(agreement("2", .flat)))
    let box = try company.product("PEINTURE", price: "5.00", cost: "2.00", family: family)
    try company.packaging("bte", of: box, content: "20")
    var typing = LineTyping(quantity: try quantity("3"), unit: "bte")
    typing.discounts = [Ratio(percent: 10)]
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(box.id, typing)]
    let draft = try desk.perform(CreateQuote(new)).outcome
    let figures = try QuoteComputation(draft)
    let rebates = try company.store.read {
      try $0.rebates(of: draft, figures, today: company.today)
    }
    #expect(try rebates.expected == euros("5.40"))
    let left = rebates.netNet(of: figures)
    #expect(try left.left == euros("144.60"))
    #expect(left.rate.rounded(decimals: 4) == 5356)
    let line = try #require(try rebates.netNet(of: figures.lines[0]))
    #expect(try line.left == euros("144.60"))
    let terms = try company.store.read { try $0.negotiationTerms(of: draft, today: company.today) }
    #expect(terms.rebateRate == Ratio(percent: 2), "the solver counts with it")
  }

  @Test(
    "what counts: eligible, delivered less returned, after discount; orders to deliver stand apart")
  func base() throws {
    let made = try desk.perform(CreateRebate(agreement("1000=1") { $0.families = [family.id] }))
      .outcome
    let other = try company.product("VIS", price: "10.00", cost: "5.00")
    try company.stock(other, onHand: "1000")
    let order = try delivered("10") { $0.discount = Ratio(percent: 10) }
    #expect(try standing(made).base == euros("900.00"))
    try delivered("50", of: other)
    #expect(try standing(made).base == euros("900.00"), "another family")
    let quote = try sent("7")
    #expect(try standing(made).inProgress == .zero, "a quote is no order")
    try desk.perform(AcceptQuote(quote: quote.quote.id))
    #expect(try standing(made).inProgress == euros("700.00"))
    #expect(try standing(made).base == euros("900.00"))
    let delivery = try company.store.read { try $0.deliveries(of: order)[0].delivery }
    try desk.perform(
      ReturnDelivery(
        delivery: delivery.id, picks: [DeliveryPick(line: 1, quantity: try quantity("4"))]))
    #expect(try standing(made).base == euros("540.00"))
  }

  @Test("a buying group counts its members together, a price group each for himself")
  func parties() throws {
    let member = try company.customer("C2", name: "Membre") { $0.parentID = customer.id }
    let first = try company.customer("C3", name: "Un") { $0.priceGroup = "REVENDEUR" }
    let second = try company.customer("C4", name: "Deux") { $0.priceGroup = "REVENDEUR" }
    let group = try desk.perform(CreateRebate(agreement("1000=1"))).outcome
    let each = try desk.perform(
      CreateRebate(
        agreement("500=2") { terms in
          (terms.agreement.customerID, terms.agreement.priceGroup) = (nil, "REVENDEUR")
        })
    ).outcome
    try delivered("6")
    try delivered("7", to: member)
    try delivered("5", to: first)
    try delivered("4", to: second)
    #expect(try standing(group).accrued() == euros("13.00"))
    let members = try company.store.read { try $0.rebateMembers(of: each) }
    #expect(members.map(\.customer.code) == ["C3", "C4"])
    #expect(try members.map { try $0.standing.accrued() } == [euros("10.00"), .zero])
    let seen = try company.store.read {
      try $0.rebateStandings(of: member, on: company.today, in: .eur)
    }
    #expect(try seen.map(\.base) == [euros("1300.00")], "the member sees the group's distance")
  }

  @Test("what a sent quote expected stays, whatever is agreed later; the order keeps it")
  func frozen() throws {
    let terms = try agreement("1000=3")
    let made = try desk.perform(CreateRebate(terms)).outcome
    let quote = try sent("10")
    var less = terms
    less.agreement.code = made.code
    less.tiers = try #require(RebateTiersText.read("1000=1", .eur))
    try desk.perform(EditRebate(made, to: less))
    let rebates = try company.store.read {
      try $0.rebates(of: quote, try QuoteComputation(quote), today: company.today)
    }
    #expect(try rebates.expected == euros("30.00"))
    let order = try desk.perform(AcceptQuote(quote: quote.quote.id)).outcome.orderID
    let detail = try company.store.read { try $0.orderDetail(order, today: company.today) }
    #expect(try detail.expectedRebate == euros("30.00"))
    #expect(try detail.netNet?.left == euros("370.00"))
    try delivered("1")
    let draft = try desk.perform(
      CreateQuote(
        {
          var new = NewQuote(customer: customer.id)
          new.lines = [.product(product.id, LineTyping(quantity: try quantity("9")))]
          return new
        }())
    ).outcome
    let live = try company.store.read {
      try $0.rebates(of: draft, try QuoteComputation(draft), today: company.today)
    }
    #expect(try live.expected == euros("9.00"), "base and document together reach the tier")
  }

  @Test("agreements that cannot be are refused by name; a salesperson reads them")
  func refusals() throws {
    let made = try desk.perform(CreateRebate(agreement("1"))).outcome
    let cases: [(RefusalReason, (inout RebateTerms) throws -> Void)] = [
      (.rebateNeedsParty, { $0.agreement.customerID = nil }),
      (.rebateNeedsParty, { $0.agreement.priceGroup = "REVENDEUR" }),
      (.rebateTiersFromZero, { $0.tiers = [] }),
      (.rebateTierTwice, { $0.tiers += [$0.tiers[0]] }),
      (.codeTaken, { $0.agreement.code = made.code }),
      (.periodReversed, { $0.agreement.validTo = $0.agreement.validFrom - 1 }),
      (
        .rebateFlatTiers,
        { terms in
          terms.agreement.mode = .flat
          terms.tiers.append(RebateTier(from: Amount(minor: 5), rate: Ratio(percent: 1)))
        }
      ),
    ]
    for (reason, edit) in cases {
      let refused = #expect(throws: Refusal.self) {
        try desk.perform(CreateRebate(agreement("1", .total, edit)))
      }
      #expect(refused?.reason == reason)
    }
    try company.salesperson("VENTE")
    let sales = try company.desk("VENTE")
    let refused = #expect(throws: Refusal.self) { try sales.perform(EndRebate(made.id)) }
    #expect(refused?.reason == .roleMissing)
    #expect(try sales.read { try $0.rebateRows() }.count == 1)
  }

  @Test("an agreement is settled once it is over, once, and ended earlier where wanted")
  func settling() throws {
    let made = try desk.perform(CreateRebate(agreement("100=2"))).outcome
    try delivered("10")
    let early = #expect(throws: Refusal.self) { try desk.perform(SettleRebate(made.id)) }
    #expect(early?.reason == .rebateNotOver)
    try desk.perform(EndRebate(made.id, on: company.today))
    company.pass(days: 1)
    let settled = try desk.perform(SettleRebate(made.id, reference: "AV-7")).outcome
    #expect(try settled.amount == euros("20.00"))
    let twice = #expect(throws: Refusal.self) { try desk.perform(SettleRebate(made.id)) }
    #expect(twice?.reason == .rebateSettled)
    try desk.undo()
    let row = try company.store.read { try $0.rebateRow(made) }
    #expect(row.settlement == nil)
  }
}
