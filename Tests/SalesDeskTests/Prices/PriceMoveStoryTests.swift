import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Prices, costs and indexes move", .eachEngine)
struct PriceMoveStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let cable: Product
  let screw: Product
  let family: Family

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    customer = try company.customer()
    family = try company.family("ELEC", floorPercent: 25)
    let child = try company.family("CABLE", parent: family)
    cable = try company.product("CAB", price: "10.00", cost: "7.00", family: child)
    screw = try company.product("VIS", price: "2.00", cost: "1.00", family: family)
  }

  private func price(_ text: String) throws -> UnitPrice { try UnitPrice(machine: text) }
  private func quantity(_ text: String) throws -> Quantity { try Quantity(machine: text) }

  private func quote(_ lines: (Product, String)...) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = try lines.map {
      .product($0.0.id, LineTyping(quantity: try quantity($0.1)))
    }
    return try desk.perform(CreateQuote(new)).outcome
  }

  /// A quote that sells one product and only offers another beside it.
  private func quote(
    _ sold: Product, offering product: Product, _ quantity: String
  ) throws -> QuoteDraft {
    var option = LineTyping(quantity: try self.quantity(quantity))
    option.choice = .option
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(sold.id, LineTyping()), .product(product.id, option)]
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func listPrice(_ product: Product, on day: Day) throws -> UnitPrice? {
    try desk.read { try $0.listPrice(of: try $0.get(product.id), on: day) }
  }

  @Test("a family and those below rise by 3.5 % from a day on; undo takes all of it back")
  func massChange() throws {
    let change = PriceChange(
      percent: try Ratio(percentMachine: "3.5"), step: PriceStep(tenThousandths: 500))
    let day = company.today + 10
    let preview = try desk.read { try $0.changedPrices(.family(family.id), by: change, on: day) }
    #expect(preview.map(\.product.code) == ["CAB", "VIS"])
    #expect(try preview.map(\.after) == [price("10.35"), price("2.05")])
    #expect(preview[0].marginAfter.roundedPercent(decimals: 2) == 3_237)
    #expect(!preview[0].isUnderFloor)
    let done = try desk.perform(ChangePrices(.family(family.id), by: change, from: day)).outcome
    #expect(done.count == 2)
    #expect(try listPrice(cable, on: day - 1) == price("10.00"))
    #expect(try listPrice(cable, on: day) == price("10.35"))
    company.pass(days: 12)
    let draft = try quote((cable, "1"))
    #expect(try draft.lines[0].row.unitPrice == price("10.35"), "a quote of its day")
    try desk.undo()
    try desk.undo()
    #expect(try listPrice(cable, on: day + 30) == price("10.00"))
    #expect(try company.store.read { try $0.count(ProductPrice.self) } == 0)
  }

  @Test("a price set by hand stands over those that have begun, and over none to come")
  func byHand() throws {
    let change = PriceChange(percent: Ratio(percent: 10))
    try desk.perform(ChangePrices(.family(family.id), by: change, from: company.today))
    try desk.perform(SetListPrice(cable.id, to: price("15.00"), from: company.today + 5))
    #expect(try listPrice(cable, on: company.today) == price("11.00"))
    let set = try desk.perform(
      SetListPrice(cable.id, to: price("12.00"), read: .set(price("11.00")))
    ).outcome
    #expect(try set.listPrice == price("12.00"))
    #expect(try listPrice(cable, on: company.today) == price("12.00"))
    #expect(try listPrice(cable, on: company.today + 5) == price("15.00"))
    try desk.undo()
    #expect(try listPrice(cable, on: company.today) == price("11.00"))
  }

  @Test("nothing changes in the past, nor where nothing would; a list keeps its prices of before")
  func massRefusals() throws {
    let change = PriceChange(percent: Ratio(percent: 10))
    let past = #expect(throws: Refusal.self) {
      try desk.perform(ChangePrices(.family(family.id), by: change, from: company.today - 1))
    }
    #expect(past?.reason == .priceDayPast)
    let list = try desk.perform(CreatePriceList(PriceListTerms(code: "T1"))).outcome
    let none = #expect(throws: Refusal.self) {
      try desk.perform(ChangePrices(.list(list.id), by: change, from: company.today))
    }
    #expect(none?.reason == .noPriceChanges)
    let rule = try company.priceRule(.list, net: "9.00") {
      ($0.productID, $0.priceListID) = (cable.id, list.id)
    }
    let day = company.today + 3
    try desk.perform(ChangePrices(.list(list.id), by: change, from: day))
    let rules = try desk.read { try $0.all(PriceRule.self, "ORDER BY valid_from") }
    #expect(rules.first { $0.id == rule.id }?.validTo == day - 1)
    let next = try #require(rules.first { $0.id != rule.id })
    #expect(try next.netPrice == price("9.90") && next.validFrom == day && next.validTo == nil)
  }

  @Test("repricing shows each line before and after, and takes those accepted")
  func reprice() throws {
    let draft = try quote((cable, "10"), (screw, "100"))
    var edit = LineEdit()
    edit.price = .set(.net(try price("1.90")))
    try desk.perform(EditLine(2, of: draft.quote.id, edit))
    try desk.perform(SetListPrice(cable.id, to: price("11.00")))
    try desk.perform(SetListPrice(screw.id, to: price("2.50")))
    try desk.perform(SetCost(cable.id, to: UnitCost(machine: "7.50")))
    let shown = try desk.read { try $0.repricing(of: draft.quote.id, on: company.today) }
    #expect(shown.lines.map(\.changesPrice) == [true, false], "a typed price stays")
    #expect(try shown.lines[0].after.row.unitPrice == price("11.00"))
    let second = try desk.perform(RepriceQuote(draft.quote.id, lines: [2])).outcome
    #expect(try second.lines[0].row.unitPrice == price("10.00"))
    #expect(try second.lines[0].unitCost == UnitCost(machine: "7.00"), "left with its cost")
    let first = try desk.perform(RepriceQuote(draft.quote.id, lines: [1])).outcome
    #expect(try first.lines.map(\.row.unitPrice) == [price("11.00"), price("1.90")])
    #expect(try first.lines[0].unitCost == UnitCost(machine: "7.50"))
    let again = try desk.read { try $0.repricing(of: draft.quote.id, on: company.today) }
    #expect(again.lines.allSatisfy { !$0.isChanged }, "unchanged inputs change nothing")
    #expect(throws: Refusal.self) {
      try desk.perform(RepriceQuote(draft.quote.id, lines: [9]))
    }
  }

  @Test("AT-16 a quote keeps the index and its day; a move beyond the limit puts it in question")
  func index() throws {
    let copper = try desk.perform(CreateIndex(code: "CU", name: "Cuivre")).outcome
    let before = company.today - 3
    try desk.perform(SetIndexValue(copper.id, to: IndexValue(machine: "8500"), from: before))
    try desk.perform(
      CreatePriceRule(
        PriceRule(
          id: ID(rawValue: 0), level: .contract, productID: cable.id, customerID: customer.id,
          currency: .eur, kind: .net, netPrice: try price("4.20"), indexID: copper.id,
          indexShare: Ratio(percent: 60), indexBase: try IndexValue(machine: "8500"))))
    let draft = try quote((cable, "1000"))
    let line = draft.lines[0].row
    #expect(try line.unitPrice == price("4.20") && line.indexDay == before)
    #expect(try quote(screw, offering: cable, "10").lines[1].row.indexDay == before)
    #expect(try line.indexValue == IndexValue(machine: "8500"))
    #expect(try desk.read { try $0.quotesToReview(today: company.today) } == [])
    company.pass(days: 1)
    try desk.perform(SetIndexValue(copper.id, to: IndexValue(machine: "8600")))
    #expect(try desk.read { try $0.quotesToReview(today: company.today) } == [], "1.2 %")
    try desk.perform(SetIndexValue(copper.id, to: IndexValue(machine: "9200")))
    let reviews = try desk.read { try $0.quotesToReview(today: company.today) }
    #expect(reviews.map(\.quote.quote.id) == [draft.quote.id], "not the quote that only offers it")
    let review = try #require(reviews.first)
    #expect(review.effect == Amount(minor: 21_000), "1 000 m × 0.21")
    #expect(try review.lines[0].priceNow == price("4.41"))
    let repriced = try desk.perform(RepriceQuote(draft.quote.id)).outcome.lines[0].row
    #expect(try repriced.unitPrice == price("4.41") && repriced.indexDay == company.today)
    #expect(try desk.read { try $0.quotesToReview(today: company.today) } == [])
    try desk.undo()
    try desk.undo()
    #expect(
      try desk.read { try $0.reading(of: copper.id, on: company.today) }?.value
        == IndexValue(machine: "8600"))
  }

  @Test("a cost up by 8 % lists exactly the documents whose margin falls under their floor")
  func radar() throws {
    try company.stock(cable, onHand: "1000")
    let thin = try quote((cable, "10"))
    let healthy = try quote((cable, "10"), (screw, "500"))
    let untouched = try quote((screw, "10"))
    let offering = try quote(screw, offering: cable, "1000")
    let ordered = try quote((cable, "100"))
    try desk.perform(SendQuote(ordered.quote.id))
    let order = try desk.perform(AcceptQuote(quote: ordered.quote.id)).outcome.orderID
    let gone = try quote((cable, "5"))
    try desk.perform(CancelQuote(gone.quote.id))
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [])
    try desk.perform(SetCost(cable.id, to: UnitCost(machine: "7.56")))
    let found = try desk.read { try $0.marginRadar(today: company.today) }
    #expect(found.map(\.id) == [order.rawValue, thin.quote.id.rawValue], "the worst first")
    #expect(found.map(\.risk.lost) == [Amount(minor: 5_600), Amount(minor: 560)])
    #expect(found[1].risk.now.marginRate.roundedPercent(decimals: 2) == 2_440)
    #expect(found[1].risk.before.marginRate.roundedPercent(decimals: 2) == 3_000)
    #expect(found.allSatisfy { $0.products == ["CAB"] })
    // What is delivered is no longer at risk, and a quote at today's price neither.
    try desk.perform(DeliverOrder(order: order))
    try desk.perform(SetListPrice(cable.id, to: price("11.00")))
    let next = try desk.perform(RepriceQuote(thin.quote.id)).outcome
    #expect(next.quote.state == .draft)
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [])
    _ = (healthy, untouched, offering)
  }

  @Test(
    "a quote at risk whose next version is being made says so; the customer may still accept it")
  func nextVersion() throws {
    try company.stock(cable, onHand: "1000")
    let sent = try quote((cable, "10"))
    try desk.perform(SendQuote(sent.quote.id))
    try desk.perform(SetCost(cable.id, to: UnitCost(machine: "7.56")))
    func radar() throws -> [DocumentAtRisk] {
      try desk.read { try $0.marginRadar(today: company.today) }
    }
    #expect(try radar().map(\.newerDraft) == [nil])
    let next = try desk.perform(ReviseQuote(sent.quote.id)).outcome
    let found = try radar().sorted { $0.revision < $1.revision }
    #expect(found.map(\.revision) == [1, 2])
    #expect(found.map(\.newerDraft?.id) == [next.quote.id, nil])
  }

  @Test("AT-58 the rule in force chooses who is asked; the other is offered beside it")
  func suppliers() throws {
    try company.supplier("ALPHA", of: cable, price: "10.00")
    try company.supplier("ALPHA", of: cable, price: "9.50")
    try company.supplier("BETA", of: cable, price: "9.00")
    try company.store.write { writer in
      for price in try writer.all(SupplierPrice.self, "ORDER BY sequence") where price.sequence == 2
      {
        var broken = price
        broken.minimumQuantity = try quantity("100")
        broken.sequence = 1
        try writer.update(price, to: broken)
      }
    }
    func offers() throws -> SupplierOffers {
      try desk.read {
        try $0.supplierOffers(of: cable.id, quantity: quantity("120"), on: company.today)
      }
    }
    #expect(try offers().chosen?.supplierName == "ALPHA")
    #expect(try offers().chosen?.price.price == price("9.50"))
    #expect(try offers().other?.offer.supplierName == "BETA")
    try desk.perform(SetSetting("purchase.supplierChoice", to: "cheapest"))
    #expect(try offers().chosen?.supplierName == "BETA")
    let draft = try quote((cable, "120"))
    try desk.perform(SendQuote(draft.quote.id))
    try desk.perform(AcceptQuote(quote: draft.quote.id))
    let request = try #require(try desk.read { try $0.openRequests() }.first)
    let beta = try company.supplier("BETA")
    #expect(request.request.supplierID == beta.id)
  }
}
