import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// A person who does not see costs sells all the same: on a file the program keeps costs from him, on a
/// server his login has none, and triggers freeze them. Both must agree with the rules in Swift.
@Suite("Selling without seeing costs")
struct HiddenCostTests {
  @Test("from the entry to the return, with a floor and its approval", arguments: Engine.allCases)
  func wholeSale(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .managersOnly)
    let karims = try walled.karims()
    let low = try walled.draft(karims, "10", at: "7.00")
    #expect(low.quote.underFloor)
    #expect(low.lines.map(\.unitCost) == [nil] && low.lines.map(\.floor) == [nil])
    // 6.00 / (1 − 30 %) = 8.571…, rounded up.
    let shown = HiddenCost(isKnown: true, floorPrice: try UnitPrice(machine: "8.58"))
    #expect(low.lines.map(\.hidden) == [shown])
    let figures = try QuoteComputation(low)
    #expect(figures.hiddenFloor?.verdict == .under && figures.needsApproval)
    #expect(figures[line: 1]?.floorPrice == shown.floorPrice)
    #expect(figures[line: 1]?.margin.margin == nil)

    #expect(refusal { try karims.perform(SendQuote(low.quote.id)) } == .approvalNeeded)
    try karims.perform(AskApproval(low.quote.id, reason: "concurrence"))
    try walled.paules().perform(DecideApproval(low.quote.id, .grant))
    let sent = try karims.perform(SendQuote(low.quote.id)).outcome
    let order = try karims.perform(AcceptQuote(quote: sent.id)).outcome
    let delivery = try karims.perform(DeliverOrder(order: order.orderID)).outcome
    let moves = try karims.perform(
      ReturnDelivery(
        delivery: delivery.deliveryID,
        picks: [DeliveryPick(line: 1, quantity: try Quantity(machine: "4"))])
    ).outcome
    #expect(moves.map(\.unitCost) == [nil])

    try walled.company.store.read { reader in
      let frozen = try reader.all(OrderLineCost.self)
      #expect(frozen.map(\.unitCost) == [try UnitCost(machine: "6.00")])
      #expect(frozen.map(\.costAmount) == [euros("60.00")])
      #expect(try reader.all(SalesOrderCost.self).map(\.costAmount.minor) == [6000])
      let left = try reader.all(StockMove.self, "WHERE from_place <> 'opening'")
      #expect(left.map(\.unitCost) == Array(repeating: try UnitCost(machine: "6.00"), count: 2))
      let stock = try reader.cost(of: walled.product.id, by: .weightedAverage)
      #expect(stock?.stockValue == euros("264.00"))
      #expect(try CompanyCheck.run(reader) == [])
    }
    try karims.undo()
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])

    // More than there is: the purchase is asked for without its price being known here.
    let large = try karims.perform(SendQuote(try walled.draft(karims, "80").quote.id)).outcome
    let short = try karims.perform(AcceptQuote(quote: large.id)).outcome
    #expect(!short.isFullyReserved)
    #expect(try walled.company.store.read { try $0.count(PurchaseRequest.self) } == 1)
    try karims.undo()
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("with one login for all, the program keeps costs from the person, and writes them")
  func sharedLogin() throws {
    let walled = try WalledCompany(on: .postgresql, hiding: .notSalespeople)
    let karims = try walled.company.desk("KARIM")
    let low = try walled.draft(karims, "10", at: "7.00")
    #expect(low.quote.underFloor && low.lines[0].unitCost == nil)
    #expect(low.lines[0].hidden?.floorPrice == (try UnitPrice(machine: "8.58")))
    let kept = try walled.company.store.read { try $0.draft(of: low.quote.id) }
    #expect(kept.lines.map(\.unitCost) == [try UnitCost(machine: "6.00")])
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test(
    "the next version keeps its costs, another day of prices freezes that day's",
    arguments: Engine.allCases)
  func versions(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .notSalespeople)
    let karims = try walled.karims()
    let sent = try karims.perform(SendQuote(try walled.draft(karims, "10").quote.id)).outcome
    let dearer = try UnitCost(machine: "6.50")
    try walled.company.desk().perform(SetCost(walled.product.id, to: dearer))
    let second = try karims.perform(ReviseQuote(sent.id)).outcome
    func frozen() throws -> [UnitCost?] {
      try walled.company.store.read { try $0.draft(of: second.quote.id).lines.map(\.unitCost) }
    }
    #expect(try frozen() == [try UnitCost(machine: "6.00")])
    var edit = LineEdit()
    edit.quantity = .set(try Quantity(machine: "12"))
    let edited = try karims.perform(EditLine(1, of: second.quote.id, edit)).outcome
    #expect(try frozen() == [try UnitCost(machine: "6.00")])
    walled.company.pass(days: 1)
    let repriced = try karims.perform(RepriceQuote(edited.quote.id)).outcome
    #expect(try frozen() == [dearer])
    #expect(repriced.lines[0].hidden?.floorPrice == (try UnitPrice(machine: "9.29")))
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("what would tell a cost is refused with a sentence", arguments: Engine.allCases)
  func refusals(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .notSalespeople)
    let karims = try walled.karims()
    let quote = try walled.draft(karims, "10").quote.id
    let line = NewLine.product(
      walled.product.id, LineTyping(price: .marginRate(Ratio(percent: 22))))
    #expect(refusal { try karims.perform(AddLines([line], to: quote)) } == .costHidden)
    var edit = LineEdit()
    edit.price = .set(.coefficient(Ratio(basisPoints: 13_500)))
    #expect(refusal { try karims.perform(EditLine(1, of: quote, edit)) } == .costHidden)
    let terms = try karims.read { reader in
      try reader.terms(of: walled.product.id, reader.pricingContext(of: reader.get(quote)))
    }
    #expect(terms.unitCost == nil && terms.floor == nil && terms.hidden != nil)
    let supplier = try walled.company.supplier("BOSSARD").id
    #expect(
      refusal { try karims.perform(CreatePurchaseOrder(supplier: supplier)) } == .costsNeeded)
    var new = NewProduct(name: "Tige")
    new.unitCost = try UnitCost(machine: "1.00")
    #expect(refusal { try karims.perform(CreateProduct(new)) } == .costsNeeded)
    #expect(try karims.read { try $0.all(ProductCost.self) } == [])
    #expect(try karims.read { try $0.all(SupplierPrice.self).map(\.price) } == [nil])
  }

  @Test(
    "trigger and rule agree on random quotes: costs, totals, floor, discounts of the document",
    arguments: Engine.allCases)
  func agreement(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .managersOnly)
    var random = SeededGenerator(seed: 13)
    let products = try Self.products(walled.company, &random)
    let karims = try walled.karims()
    let admin = try walled.company.desk()
    let yen = try #require(Currency(code: "JPY"))
    try admin.perform(SetRate(.usd, to: try ExchangeRate(machine: "1.1172")))
    try admin.perform(SetRate(yen, to: try ExchangeRate(machine: "160.25")))
    for round in 0..<60 {
      var new = NewQuote(customer: walled.customer.id)
      // Costs and verdicts are in the company's currency, whatever the document's.
      new.currency = [nil, .usd, yen][round % 3]
      new.lines = try (0..<Int.random(in: 1...6, using: &random)).map { _ in
        try Self.line(products.randomElement(using: &random) ?? walled.product, &random)
      }
      var draft = try karims.perform(CreateQuote(new)).outcome
      if Bool.random(using: &random) {
        var head = QuoteHeaderEdit()
        head.discount = .set(Ratio(basisPoints: .random(in: 0...2_500, using: &random)))
        head.carriage = .set(Amount(minor: 1_250))
        draft = try karims.perform(EditQuoteHeader(draft.quote.id, head)).outcome
      }
      if Bool.random(using: &random) {
        var edit = LineEdit()
        edit.quantity = .set(Quantity(thousandths: .random(in: 1...90_000, using: &random)))
        draft = try karims.perform(EditLine(1, of: draft.quote.id, edit)).outcome
      }
      if draft.lines.count > 1, Bool.random(using: &random) {
        draft = try karims.perform(RemoveLine(1, of: draft.quote.id)).outcome
      }
      try Self.expectRule(walled.company.store, draft)
      let decided = try QuoteComputation(draft).hiddenFloor?.verdict
      if decided == .under { #expect(draft.quote.underFloor) }
      if decided == .met { #expect(!draft.quote.underFloor) }
      if Bool.random(using: &random) {
        try karims.undo()
        if try walled.company.store.read({ try $0.find(draft.quote.id) }) != nil {
          try Self.expectRule(walled.company.store, draft)
        }
      }
    }
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("a formula on the cost gives its price, and nothing of itself", arguments: Engine.allCases)
  func formulas(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .notSalespeople)
    let formulas = [
      "cost *1.35", "cost -15%", "cost +20%", "cost *1.4 step 0.50 plus -0.01",
      "cost *1.01 min 1.50", "cost *3 max 1.80 step 0.05", "list -15%",
    ]
    for (place, formula) in formulas.enumerated() {
      let product = try walled.company.product("F\(place)", price: "20.00", cost: "9.37")
      try walled.company.priceRule(.contract, formula: formula) { $0.productID = product.id }
      func price(_ desk: Desk) throws -> UnitPrice? {
        try desk.read { reader in
          let context = try reader.pricingContext(
            customer: walled.customer.id, day: walled.company.today)
          return try reader.product(product.id, context).price?.netPrice
        }
      }
      let full = try price(walled.company.desk())
      #expect(try price(walled.karims()) == full, "\(formula)")
      #expect(full != nil)
      let view = try walled.karims().read {
        try $0.productView(product.id, today: walled.company.today)
      }
      #expect(view.rules.map(\.formula) == [formula.hasPrefix("cost") ? "" : formula])
    }
  }

  /// What is stored beside a quote is what the rule in Swift makes of its lines and their costs.
  private static func expectRule(_ store: Store, _ shown: QuoteDraft) throws {
    try store.read { reader in
      let draft = try reader.draft(of: shown.quote.id)
      let (computed, figures) = try draft.computed()
      #expect(draft.quote.underFloor == computed.quote.underFloor)
      #expect(draft.quote.netAmount == computed.quote.netAmount)
      #expect(draft.quote.companyNet == computed.quote.companyNet)
      let kept = try reader.get(QuoteCost.self, .id(draft.quote.id.rawValue))
      #expect(kept.costAmount == figures.margin.cost)
      #expect(kept.costedNetAmount == figures.margin.netWithCost)
      #expect(kept.uncostedLines == figures.margin.linesWithoutCost)
      #expect(kept.uncostedNetAmount == figures.margin.netWithoutCost)
      for (line, seen) in zip(draft.lines, shown.lines) where line.number == seen.number {
        guard let product = line.productID else { continue }
        let cost = try reader.cost(of: product, by: .weightedAverage)
        #expect(line.unitCost == cost?.unitCost)
        #expect(seen.hidden?.isKnown == (cost != nil))
        let floor = figures[line: line.number]?.floorPrice
        guard draft.money.isForeign else {
          #expect(seen.hidden?.floorPrice == floor)
          continue
        }
        // Rounded up in the company's currency first: never under what is accepted.
        let told = try QuoteComputation(shown)[line: line.number]?.floorPrice
        #expect((told == nil) == (floor == nil))
        if let told, let floor { #expect(told >= floor) }
      }
    }
  }

  private static func products(
    _ company: TestCompany, _ random: inout SeededGenerator
  ) throws -> [Product] {
    let root = try company.family("RACINE", floorPercent: 18)
    let child = try company.family("ENFANT", parent: root)
    let own = try company.family("PROPRE", floorPercent: 33, parent: child)
    let free = try company.family("LIBRE")
    return try (0..<12).map { place in
      let cost = UnitCost(tenThousandths: .random(in: 1...400_000, using: &random))
      let family = [root, child, own, free, nil].randomElement(using: &random) ?? nil
      return try company.product(
        "P\(place)", price: "30.00", cost: place == 0 ? nil : cost.description, family: family
      ) {
        $0.priceUnit = [1, 1, 100, 1000].randomElement(using: &random) ?? 1
        $0.priceDecimals = .random(in: 0...4, using: &random)
      }
    }
  }

  private static func line(_ product: Product, _ random: inout SeededGenerator) throws -> NewLine {
    var typing = LineTyping(
      quantity: Quantity(thousandths: .random(in: 1...200_000, using: &random)),
      price: .net(UnitPrice(tenThousandths: .random(in: 1...600_000, using: &random))))
    if Bool.random(using: &random) {
      typing.discounts = [Ratio(basisPoints: .random(in: 0...3_000, using: &random))]
    }
    return .product(product.id, typing)
  }
}
