import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Prices are made, changed and ended at the desk", .eachEngine)
struct PriceRuleStoryTests {
  let company: TestCompany
  let desk: Desk
  let product: Product
  let customer: Customer

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    let family = try company.family("CABLE", floorPercent: 20)
    product = try company.product("CAB-3G25", price: "10.00", cost: "6.00", family: family)
    customer = try company.customer()
  }

  private func price(_ text: String) throws -> UnitPrice { try UnitPrice(machine: text) }
  private func quantity(_ text: String) throws -> Quantity { try Quantity(machine: text) }

  private func contract(_ edit: (inout PriceRule) throws -> Void = { _ in }) throws -> PriceRule {
    var rule = PriceRule(
      id: ID(rawValue: 0), level: .contract, productID: product.id, customerID: customer.id,
      currency: .eur, kind: .net, netPrice: try price("8.00"), name: "Marché 2026")
    try edit(&rule)
    return rule
  }

  private func choice(_ quantity: String, day: Day? = nil) throws -> PriceChoice {
    try desk.read { reader in
      let context = try reader.pricingContext(customer: customer.id, day: day ?? company.today)
      let terms = try reader.terms(of: product.id, context)
      return try #require(try terms.price(of: self.quantity(quantity), context))
    }
  }

  @Test("a contract gives its price, is changed, ends on its last day, and each is undone")
  func life() throws {
    let rule = try desk.perform(CreatePriceRule(contract())).outcome
    #expect(try choice("5").netPrice == price("8.00"))
    var cheaper = rule
    cheaper.netPrice = try price("7.50")
    let changed = try desk.perform(EditPriceRule(rule, to: cheaper)).outcome
    #expect(try choice("5").netPrice == price("7.50"))
    #expect(throws: Refusal.self, "another desk changed it since") {
      try desk.perform(EditPriceRule(rule, to: cheaper))
    }
    try desk.perform(EndPriceRule(changed.id, on: company.today))
    #expect(try choice("5").netPrice == price("7.50"), "its last day")
    let after = try choice("5", day: company.today + 1)
    #expect(after.rejected.map(\.reason) == [.expired(on: company.today)])
    try desk.undo()
    #expect(try choice("5", day: company.today + 1).netPrice == price("7.50"))
    try desk.undo()
    #expect(try choice("5").netPrice == price("8.00"))
    try desk.undo()
    #expect(try choice("5").netPrice == price("10.00"))
    #expect(try company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("each rule that cannot be is refused with its reason")
  func refusals() throws {
    let other = try company.customer("C2", name: "Autre")
    let site = try company.site("QUAI", of: other)
    let cases: [(RefusalReason, (inout PriceRule) throws -> Void)] = [
      (.priceNeedsCustomer, { $0.customerID = nil }),
      (.priceNeedsGroup, { $0.level = .customerGroup }),
      (.netPriceNeedsProduct, { $0.productID = nil }),
      (.priceTermsMissing, { $0.netPrice = nil }),
      (.amountNegative, { $0.netPrice = try UnitPrice(machine: "-1") }),
      (.siteOfOtherCustomer, { $0.siteID = site.id }),
      (.floorNeedsFormula, { $0.floorPrice = try UnitPrice(machine: "7") }),
      (
        .capNeedsContract,
        { rule in
          (rule.level, rule.customerID) = (.list, nil)
          rule.capQuantity = try Quantity(machine: "5")
        }
      ),
      (
        .formulaUnreadable,
        { rule in
          (rule.kind, rule.netPrice, rule.formula) = (.formula, nil, "cost fois deux")
        }
      ),
      (
        .formulaGivesNothing,
        { rule in
          (rule.kind, rule.netPrice, rule.formula) = (.formula, nil, "cost *0")
        }
      ),
      (
        .periodReversed,
        { rule in
          (rule.validFrom, rule.validTo) = (company.today, company.today - 1)
        }
      ),
    ]
    for (reason, edit) in cases {
      let refused = #expect(throws: Refusal.self) {
        try desk.perform(CreatePriceRule(try contract(edit)))
      }
      #expect(refused?.reason == reason)
    }
    #expect(try company.store.read { try $0.count(PriceRule.self) } == 0)
  }

  @Test("a salesperson looks at prices and does not make them")
  func roles() throws {
    _ = try company.salesperson("VENTE")
    let sales = try company.desk("VENTE")
    let refused = #expect(throws: Refusal.self) {
      try sales.perform(CreatePriceRule(contract()))
    }
    #expect(refused?.reason == .roleMissing)
    #expect(try sales.read { try $0.priceRuleRows(PriceRuleFilter()) } == [])
  }

  @Test("a contract of 100 stops once 100 were ordered under it, and a cancelled order gives back")
  func cap() throws {
    let rule = try desk.perform(
      CreatePriceRule(contract { $0.capQuantity = try quantity("100") })
    ).outcome
    try company.stock(product, onHand: "500")
    func order(_ text: String) throws -> ID<SalesOrder> {
      var new = NewQuote(customer: customer.id)
      new.lines = [.product(product.id, LineTyping(quantity: try quantity(text)))]
      let quote = try desk.perform(CreateQuote(new)).outcome.quote
      try desk.perform(SendQuote(quote.id))
      return try desk.perform(AcceptQuote(quote: quote.id)).outcome.orderID
    }
    _ = try order("60")
    let second = try order("40")
    #expect(try company.store.read { try $0.ordered(under: rule.id) } == quantity("100"))
    let over = try choice("1")
    #expect(try over.netPrice == price("10.00"))
    #expect(over.rejected.map(\.reason) == [.capReached(remaining: .zero)])
    try desk.perform(CancelOrder(order: second, reason: "erreur"))
    #expect(try choice("40").netPrice == price("8.00"))
    #expect(try choice("41").rejected.map(\.reason) == [.capReached(remaining: quantity("40"))])
  }

  @Test("lists: opened, given to a customer, dated, renamed; their prices in their currency")
  func lists() throws {
    let list = try desk.perform(CreatePriceList(PriceListTerms(code: "T2", name: "Tarif 2")))
      .outcome
    try company.store.write { writer in
      var member = customer
      member.priceListID = list.id
      try writer.update(customer, to: member)
    }
    try desk.perform(
      CreatePriceRule(
        contract { rule in
          (rule.level, rule.customerID, rule.priceListID) = (.list, nil, list.id)
          rule.netPrice = try price("9.20")
        }))
    #expect(try choice("1").netPrice == price("9.20"))
    var terms = PriceListTerms(list)
    terms.validTo = company.today - 1
    try desk.perform(EditPriceList(list, to: terms))
    #expect(try choice("1").netPrice == price("10.00"))
    #expect(
      throws: Refusal(
        .priceListCurrency, Fact("list", .text("T2")), Fact("currency", .text("EUR")))
    ) {
      try desk.perform(
        CreatePriceRule(
          contract { rule in
            (rule.level, rule.customerID, rule.priceListID) = (.list, nil, list.id)
            rule.currency = .usd
          }))
    }
    let row = try #require(try desk.read { try $0.priceListRows() }.first)
    #expect(row.rules == 1 && row.customers == 1)
  }

  @Test("rules are found by the words of their product, customer, family and list")
  func found() throws {
    try desk.perform(CreatePriceRule(contract()))
    func rows(_ text: String) throws -> Int {
      var filter = PriceRuleFilter()
      filter.text = text
      return try desk.read { try $0.priceRuleRows(filter) }.count
    }
    #expect(try rows("cab") == 1 && rows("aether") == 1 && rows("bois") == 0)
  }

  @Test("who typed a price stands in the log, through the versions of the quote")
  func typed() throws {
    _ = try company.salesperson("KARIM")
    let karim = try company.desk("KARIM")
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try quantity("5")))]
    let draft = try karim.perform(CreateQuote(new)).outcome
    company.pass(minutes: 7)
    var edit = LineEdit()
    edit.price = .set(.net(try price("9.10")))
    let line = try karim.perform(EditLine(1, of: draft.quote.id, edit)).outcome.lines[0].row
    company.pass(minutes: 7)
    var more = LineEdit()
    more.quantity = .set(try quantity("6"))
    try desk.perform(EditLine(1, of: draft.quote.id, more))
    let change = try #require(try desk.read { try $0.priceDecision(on: line) })
    #expect(change.actorName == "Karim" && change.act == "quote.editLine")
    try desk.perform(SendQuote(draft.quote.id))
    let next = try desk.perform(ReviseQuote(draft.quote.id)).outcome
    let kept = try #require(try desk.read { try $0.priceDecision(on: next.lines[0].row) })
    #expect(kept == change)
  }
}
