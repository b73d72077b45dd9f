import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// What is sold in another currency than the company's (F049): AT-7 on the sale side.
@Suite("Quotes and orders in another currency", .eachEngine)
struct SoldCurrencyTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let pump: Product

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    customer = try company.customer("C-US", name: "Pumps Inc.") { $0.currency = .usd }
    let family = try company.family("POMPE", floorPercent: 30)
    pump = try company.product("POMPE-50", price: "50.00", cost: "8.00", family: family)
    try company.stock(pump, onHand: "100")
  }

  private func rate(_ text: String, _ code: String = "USD", from day: Day? = nil) throws {
    let currency = try #require(Currency(code: code))
    try desk.perform(SetRate(currency, to: ExchangeRate(machine: text), from: day))
  }

  private func quote(
    _ quantity: String = "1", price: TypedPrice? = nil, in currency: Currency? = nil,
    for customer: Customer? = nil
  ) throws -> QuoteDraft {
    var new = NewQuote(customer: (customer ?? self.customer).id)
    new.currency = currency
    let typing = LineTyping(quantity: try Quantity(machine: quantity), price: price)
    new.lines = [.product(pump.id, typing)]
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func order(_ draft: QuoteDraft) throws -> SalesOrder {
    try desk.perform(SendQuote(draft.quote.id))
    let accepted = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome
    return try desk.read { try $0.get(accepted.orderID) }
  }

  private func expectSound() throws {
    #expect(try company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("a currency that fell puts open quotes and orders under their floor on the radar")
  func radar() throws {
    try rate("1.25")
    // 15.00 USD are 12.00 EUR over a cost of 8.00: 33.3 % over a floor of 30 %.
    let price = TypedPrice.net(try UnitPrice(machine: "15.00"))
    let draft = try quote("10", price: price)
    let ordered = try order(try quote("10", price: price))
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [])
    company.pass(days: 1)
    try rate("1.50")
    let documents = try desk.read { try $0.marginRadar(today: company.today) }
    #expect(Set(documents.map(\.number)) == [draft.quote.number, ordered.number])
    for document in documents {
      #expect(document.fallen == .usd && document.products.isEmpty)
      #expect(document.currency == .eur)
      #expect(document.risk.before.net == Amount(minor: 12_000))
      #expect(document.risk.now.net == Amount(minor: 10_000))
      #expect(document.risk.lost == Amount(minor: 2_000))
    }
    try rate("1.20")
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [], "it rose")
    try expectSound()
  }

  @Test(
    "prices of before are told in the currency of the quote that is typed, else in the customer's")
  func history() throws {
    try rate("1.25")
    let buyer = try company.customer("C-FR")
    _ = try order(try quote(price: .net(try UnitPrice(machine: "40.00")), for: buyer))
    func past(_ money: DocumentCurrency?) throws -> PriceHistory {
      try desk.read {
        try $0.priceHistory(of: pump.id, customer: buyer.id, on: company.today, in: money)
      }
    }
    #expect(try past(nil).prices.map(\.priced.netPrice) == [UnitPrice(machine: "40.00")])
    let typed = try quote(in: .usd, for: buyer)
    let told = try past(typed.money)
    #expect(told.context.currency == .usd && told.match.terms.money?.currency == .usd)
    #expect(try told.prices.map(\.priced.netPrice) == [UnitPrice(machine: "50.00")])
    #expect(try told.match.price?.netPrice == UnitPrice(machine: "62.50"))
  }

  @Test("the radar says what the floors would ask of the quote at the rate of today")
  func radarAction() throws {
    try rate("1.25")
    let draft = try quote("10", price: .net(try UnitPrice(machine: "15.00")))
    _ = try order(try quote("10", price: .net(try UnitPrice(machine: "15.00"))))
    company.pass(days: 1)
    try rate("1.50")
    func actions() throws -> [String: FloorAction?] {
      let documents = try desk.read { try $0.marginRadar(today: company.today) }
      return Dictionary(uniqueKeysWithValues: documents.map { ($0.number, $0.floorAction) })
    }
    #expect(try actions()[draft.quote.number] == .ask, "a document under its floor asks")
    #expect(try actions().values.contains(nil), "of an order nothing is asked any more")
    try desk.perform(SetFloorRule(.line, family: pump.familyID, to: .block))
    #expect(try actions()[draft.quote.number] == .block)
  }

  @Test(
    "AT-7 sale: cost 8.00 EUR, sold 62.50 USD at 1.25: margin 42.00 EUR on quote, order and delivery"
  )
  func at7Sale() throws {
    try rate("1.25")
    let draft = try quote()
    #expect(draft.quote.currency == .usd && draft.quote.rateDay == company.today)
    #expect(try draft.lines[0].row.unitPrice == UnitPrice(machine: "62.50"))
    #expect(draft.quote.netAmount == Amount(minor: 6_250))
    #expect(draft.quote.companyNet == Amount(minor: 5_000))
    let figures = try QuoteComputation(draft)
    #expect(figures.margin.margin == Amount(minor: 4_200))
    let opportunity = try desk.read { try $0.get(draft.quote.opportunityID) }
    #expect(opportunity.amount == Amount(minor: 5_000), "boards add the company's currency")
    // Another rate between the quote and its acceptance moves neither.
    try rate("2.00")
    let order = try order(draft)
    #expect(try order.rate == ExchangeRate(machine: "1.25") && order.rateDay == draft.quote.rateDay)
    #expect(order.netAmount == Amount(minor: 6_250) && order.companyNet == Amount(minor: 5_000))
    let kept = try #require(try desk.read { try $0.find(SalesOrderCost.self, order.id.sqlValue) })
    #expect(kept.costedNetAmount - kept.costAmount == Amount(minor: 4_200))
    try expectSound()
    // Exposure, delivery and what is owed are counted in the company's currency, at the order's rate.
    let tax = draft.quote.totalAmount.minor - draft.quote.netAmount.minor
    let owed = Amount(minor: (6_250 + tax) * 4 / 5)
    #expect(try exposure() == owed)
    let delivery = try desk.perform(DeliverOrder(order: order.id)).outcome
    #expect(try exposure() == owed)
    let moves = try desk.read { try $0.all(StockMove.self, "WHERE cause_line IS NOT NULL") }
    #expect(moves.compactMap(\.netAmount) == [Amount(minor: 5_000)])
    let half = Amount(minor: delivery.total.minor / 2)
    let first = try desk.perform(
      InvoiceDelivery(
        delivery: delivery.deliveryID, number: "F1", due: company.today + 30, amount: half)
    ).outcome
    let second = try desk.perform(
      InvoiceDelivery(delivery: delivery.deliveryID, number: "F2", due: company.today + 30)
    ).outcome
    #expect(first.balance + second.balance == owed, "parts sum to the whole")
    #expect(try exposure() == owed)
    let last = try desk.read { try $0.lastPurchases(of: [pump.id], by: customer.id) }
    #expect(try last[pump.id]?.lastPrice == UnitPrice(machine: "50.00"))
    try expectSound()
  }

  private func exposure() throws -> Amount {
    try desk.read { try $0.creditPosition(of: customer.id, today: company.today).exposure() }
  }

  @Test("AT-7 sale: without a rate the quote is refused, and the sentence says what to enter")
  func withoutRate() throws {
    let refusal = #expect(throws: Refusal.self) { try quote() }
    #expect(refusal?.reason == .rateMissing)
    #expect(try company.store.read { try $0.count(Quote.self) } == 0)
    // A rate that begins tomorrow is none of today.
    try rate("1.25", from: company.today + 1)
    #expect(throws: Refusal.self) { try quote() }
    // The same customer may have a quote in the company's currency.
    let own = try quote(in: .eur)
    #expect(own.quote.rate == nil && own.quote.companyNet == nil)
    try expectSound()
  }

  @Test("AT-7 sale: totals, families and what waits add the company's currency, never two of them")
  func totals() throws {
    try rate("1.25")
    try rate("160.25", "JPY")
    let ours = try company.customer("C-FR", name: "Chez nous")
    let yen = try #require(Currency(code: "JPY"))
    let drafts = [
      try quote("1"), try quote("2", in: yen), try quote("3", for: ours),
    ]
    #expect(drafts[1].quote.netAmount == Amount(minor: 16_026), "8 013 JPY each: no decimals")
    for draft in drafts { try desk.perform(SendQuote(draft.quote.id)) }
    let nets = drafts.map(\.quote.ownNet)
    let whole = try Amount.sum(nets)
    let waiting = try desk.read { try $0.dashboard(IndicatorScope(), today: company.today) }
    #expect(waiting.whole.sums.quotes.net == whole)
    for draft in drafts { try desk.perform(AcceptQuote(quote: draft.quote.id)) }
    let sum = try company.store.database.read { db in
      try db.first("SELECT CAST(SUM(net_amount) AS BIGINT) FROM order_day_total") {
        Amount(minor: try $0.int64(0))
      }
    }
    #expect(sum == whole)
    let families = try desk.read { try $0.familyMargins(IndicatorScope()) }
    #expect(families.map(\.sum.net) == [whole])
    try expectSound()
  }

  @Test(
    "AT-7 sale: the head changes the currency, lines follow, a typed price goes over both rates")
  func head() throws {
    try rate("1.25")
    let draft = try quote("10", price: .net(try UnitPrice(machine: "60.00")), in: .eur)
    func turn(to currency: Currency) throws -> QuoteDraft {
      var edit = QuoteHeaderEdit()
      edit.currency = .set(currency)
      return try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome
    }
    let dollars = try turn(to: .usd)
    #expect(try dollars.lines[0].row.unitPrice == UnitPrice(machine: "75.00"))
    #expect(dollars.quote.companyNet == draft.quote.netAmount)
    #expect(
      dollars.quote.termsRevision > draft.quote.termsRevision, "an approval does not survive it")
    let stored = try desk.read { try $0.draft(of: draft.quote.id) }
    #expect(stored.money == dollars.money && stored.lines[0].step == .cent)
    let back = try turn(to: .eur)
    #expect(back.quote.rate == nil && back.quote.companyNet == nil && back.quote.rateDay == nil)
    #expect(back.quote.netAmount == draft.quote.netAmount)
    try desk.undo()
    #expect(try desk.read { try $0.get(draft.quote.id) }.currency == .usd)
    try expectSound()
  }

  @Test("AT-7 sale: repricing changes nothing while nothing moved, and offers the rate of the day")
  func reprice() throws {
    try rate("1.25")
    let draft = try quote("4")
    let same = try desk.read { try $0.repricing(of: draft.quote.id, on: company.today) }
    #expect(same.lines.allSatisfy { !$0.isChanged } && same.rate == draft.quote.rate)
    let again = try desk.perform(RepriceQuote(draft.quote.id)).outcome
    #expect(again.quote.netAmount == draft.quote.netAmount)
    #expect(again.quote.companyNet == draft.quote.companyNet)
    try desk.perform(SendQuote(draft.quote.id))
    company.pass(days: 1)
    try rate("1.00")
    let offered = try desk.read { try $0.repricing(of: draft.quote.id, on: company.today) }
    #expect(try offered.rate == ExchangeRate(machine: "1.00"))
    #expect(try offered.lines.map(\.after.row.unitPrice) == [UnitPrice(machine: "50.00")])
    // What was sent is frozen with its rate; the next version takes today's when it is repriced.
    let next = try desk.perform(ReviseQuote(draft.quote.id)).outcome
    #expect(next.quote.rate == draft.quote.rate && next.quote.netAmount == draft.quote.netAmount)
    let repriced = try desk.perform(RepriceQuote(next.quote.id)).outcome
    #expect(repriced.quote.netAmount == Amount(minor: 20_000))
    #expect(repriced.quote.companyNet == Amount(minor: 20_000))
    let sent = try desk.read { try $0.get(draft.quote.id) }
    #expect(try sent.rate == ExchangeRate(machine: "1.25"))
    try expectSound()
  }

  @Test("AT-7 sale: a rule in dollars comes before ours, breaks and derogations of cost stay")
  func rules() throws {
    try rate("1.25")
    try company.priceRule(.list, net: "45.00", from: "10") { $0.productID = pump.id }
    #expect(try quote("10").lines[0].row.unitPrice == UnitPrice(machine: "56.25"))
    try company.priceRule(.list, net: "59.00") {
      $0.productID = pump.id
      $0.currency = .usd
    }
    #expect(try quote("10").lines[0].row.unitPrice == UnitPrice(machine: "59.00"))
    #expect(try quote("10", in: .eur).lines[0].row.unitPrice == UnitPrice(machine: "45.00"))
  }

  @Test("AT-7 sale: check finds an amount that is not what the rate gives")
  func check() throws {
    try rate("1.25")
    let draft = try quote()
    try company.store.write { writer in
      let quote = try writer.get(draft.quote.id)
      var wrong = quote
      wrong.companyNet = Amount(minor: 6_250)
      try writer.update(quote, to: wrong)
      let line = try writer.all(QuoteLine.self, "WHERE quote_id = \(quote.id)")[0]
      var other = line
      other.companyNet = Amount(minor: 1)
      try writer.update(line, to: other)
    }
    let rules = try company.store.read { try CompanyCheck.run($0) }.map(\.rule)
    #expect(rules.contains("quoteLine.net") && rules.contains("quote.totals"))
  }
}
