import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Goods bought in another currency", .eachEngine)
struct CurrencyStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let pump: Product
  let maker: Supplier

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    customer = try company.customer()
    let family = try company.family("POMPE", floorPercent: 30)
    pump = try company.product("POMPE-50", price: "50.00", family: family)
    maker = try company.supplier("ACME-US", of: pump, price: "10.00")
    let id = maker.id
    try company.store.write { writer in
      let supplier = try writer.get(id)
      var american = supplier
      american.currency = .usd
      try writer.update(supplier, to: american)
      for offer in try writer.all(SupplierPrice.self) {
        var dollars = offer
        dollars.currency = .usd
        try writer.update(offer, to: dollars)
      }
    }
  }

  private func rate(_ text: String, from day: Day? = nil) throws {
    try desk.perform(SetRate(.usd, to: ExchangeRate(machine: text), from: day))
  }

  private func receive(_ quantity: String) throws -> ReceiptOutcome {
    let order = try desk.perform(
      CreatePurchaseOrder(
        supplier: maker.id, asks: [PurchaseAsk(pump.id, Quantity(machine: quantity))])
    ).outcome
    try desk.perform(OrderFromSupplier(order: order.id))
    return try desk.perform(ReceivePurchase(order: order.id)).outcome
  }

  @Test("a receipt is corrected in the currency of the invoice, at the rate of the day it came in")
  func corrected() throws {
    try rate("1.25")
    let receipt = try receive("5").receiptID
    company.pass(days: 3)
    try rate("2.00")
    let dollars = try UnitCost(machine: "12.50")
    let done = try desk.perform(CorrectReceipt(receipt, line: 1, to: dollars, in: .usd)).outcome
    #expect(try done.from == UnitCost(machine: "8.00") && done.to == UnitCost(machine: "10.00"))
    #expect(done.stock == Amount(minor: 1_000) && done.sales == .zero)
    let sterling = try #require(Currency(code: "GBP"))
    let pounds = CorrectReceipt(receipt, line: 1, to: dollars, in: sterling)
    #expect(refusal { try desk.perform(pounds) } == .rateMissing)
    let same = CorrectReceipt(receipt, line: 1, to: try UnitCost(machine: "10.00"))
    #expect(refusal { try desk.perform(same) } == .receiptSamePrice)
    #expect(try company.store.read { try CompanyCheck.run($0) } == [])
    try desk.undo()
    #expect(try desk.read { try $0.stockCost(of: pump.id)?.unitCost } == UnitCost(machine: "8.00"))
  }

  private func quote(_ quantity: String) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(pump.id, LineTyping(quantity: try Quantity(machine: quantity)))]
    return try desk.perform(CreateQuote(new)).outcome
  }

  @Test(
    "AT-7 cost 10.00 USD at 1.25: sold 50.00, margin 42.00 (84 %) on the quote and on the order")
  func at7() throws {
    try rate("1.25")
    let receipt = try receive("5")
    #expect(try receipt.lines.map(\.unitCost) == [UnitCost(machine: "8.00")])
    let draft = try quote("1")
    #expect(try draft.lines[0].unitCost == UnitCost(machine: "8.00"))
    let figures = try QuoteComputation(draft)
    #expect(figures.margin.margin == Amount(minor: 4_200))
    #expect(figures.margin.marginRate.roundedPercent(decimals: 2) == 8_400)
    // Another rate between the quote and its acceptance moves neither.
    try rate("2.00")
    try desk.perform(SendQuote(draft.quote.id))
    let order = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome.orderID
    let kept = try #require(try desk.read { try $0.find(SalesOrderCost.self, order.sqlValue) })
    let margin = kept.costedNetAmount - kept.costAmount
    #expect(margin == Amount(minor: 4_200))
    #expect(Fraction(margin.minor, kept.costedNetAmount.minor).roundedPercent(decimals: 2) == 8_400)
    let line = try #require(try desk.read { try $0.all(OrderLineCost.self) }.first)
    #expect(try line.unitCost == UnitCost(machine: "8.00"))
  }

  @Test(
    "each receipt comes in at the rate of its day, and the price on the note is in the order's currency"
  )
  func receipts() throws {
    try rate("1.25")
    _ = try receive("10")
    company.pass(days: 3)
    try rate("1.00")
    let second = try receive("10")
    #expect(try second.lines.map(\.unitCost) == [UnitCost(machine: "9.00")], "8.00 and 10.00")
    let order = try desk.perform(
      CreatePurchaseOrder(supplier: maker.id, asks: [PurchaseAsk(pump.id, Quantity(machine: "20"))])
    ).outcome
    #expect(order.currency == .usd)
    try desk.perform(OrderFromSupplier(order: order.id))
    let pick = ReceiptPick(
      line: 1, quantity: try Quantity(machine: "20"), at: try UnitCost(machine: "11.00"))
    let third = try desk.perform(ReceivePurchase(order: order.id, picks: [pick])).outcome
    #expect(
      try third.lines.map(\.unitCost) == [UnitCost(machine: "10.00")], "20 at 9.00, 20 at 11.00")
  }

  @Test(
    "goods in dollars without a rate are not received at any cost: the sentence says what to enter")
  func withoutRate() throws {
    let refusal = #expect(throws: Refusal.self) { try receive("1") }
    #expect(refusal?.reason == .rateMissing)
    #expect(try company.store.read { try $0.count(Receipt.self) } == 0)
    #expect(try company.store.read { try $0.count(ProductCost.self) } == 0)
  }

  @Test("a new rate lists the documents whose goods are dearer to buy, and the euros at stake")
  func radar() throws {
    try rate("1.25")
    _ = try receive("1")
    try desk.perform(SetListPrice(pump.id, to: UnitPrice(machine: "12.00")))
    let draft = try quote("100")
    let sent = try quote("50")
    try desk.perform(SendQuote(sent.quote.id))
    let order = try desk.perform(AcceptQuote(quote: sent.quote.id)).outcome.orderID
    company.pass(days: 1)
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [], "33.33 % over 30 %")
    #expect(try desk.read { try $0.quotesToReview(today: company.today) } == [])
    try rate("1.00")
    let risks = try desk.read { try $0.marginRadar(today: company.today) }
    #expect(risks.map(\.id) == [draft.quote.id.rawValue, order.rawValue], "the worst first")
    #expect(risks[0].risk.lost == Amount(minor: 20_000), "100 pieces, 8.00 then, 10.00 now")
    #expect(risks[1].risk.lost == Amount(minor: 9_800), "one of the 50 is in stock")
    let reviews = try desk.read { try $0.quotesToReview(today: company.today) }
    let review = try #require(reviews.first)
    #expect(reviews.map(\.quote.quote.id) == [draft.quote.id])
    #expect(review.effect == Amount(minor: 20_000) && review.lines[0].mover.code == "USD")
    #expect(review.lines[0].mover.move.roundedPercent(decimals: 2) == 2_500)
    // Who sees no costs sees none of it.
    _ = try company.salesperson("VENTE")
    try desk.perform(SetSetting("cost.visibility", to: "notSalespeople"))
    #expect(try company.desk("VENTE").read { try $0.quotesToReview(today: company.today) } == [])
    try desk.undo()
    try desk.undo()
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [], "the rate taken back")
  }

  @Test(
    "suppliers of two currencies are compared in the company's, and the order is in its supplier's")
  func choice() throws {
    try company.supplier("LOCAL", of: pump, price: "9.00")
    try desk.perform(SetSetting("purchase.supplierChoice", to: "cheapest"))
    func chosen() throws -> String? {
      try desk.read {
        try $0.supplierOffers(of: pump.id, quantity: Quantity(machine: "1"), on: company.today)
      }.chosen?.supplierName
    }
    try rate("1.25")
    #expect(try chosen() == "ACME-US", "8.00 before 9.00")
    try rate("1.00")
    #expect(try chosen() == "LOCAL", "9.00 before 10.00")
  }
}
