import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Credit", .eachEngine)
struct CreditStoryTests {
  private func owe(_ story: GoodsStory, _ kind: OpenItemKind, _ amount: String) throws {
    try story.company.store.write {
      try $0.insertInBulk(
        OpenItem(
          id: story.company.ids.mint(), customerID: story.customer.id, kind: kind, number: "X",
          dueDay: story.company.today - 10, balance: euros(amount)))
    }
  }

  private func openOrder(_ story: GoodsStory, _ total: String, due: Int?) throws -> SalesOrder {
    let warehouse = try story.company.warehouse()
    var order = SalesOrder(
      id: story.company.ids.mint(), number: "X-\(total)", customerID: story.customer.id,
      warehouseID: warehouse.id, currency: .eur, orderDay: story.company.today)
    order.totalAmount = euros(total)
    order.deliveryDay = due.map { story.company.today + $0 }
    try story.company.store.write { try $0.insertInBulk(order) }
    return order
  }

  @Test("AT-34 exposure 34 000, refused by 2 000, by 5 000 with a bill of exchange")
  func at34() throws {
    let story = try GoodsStory(creditLimit: "50000.00")
    try owe(story, .invoice, "22400.00")
    try owe(story, .unpostedInvoice, "1800.00")
    try owe(story, .deposit, "2000.00")
    try owe(story, .creditNote, "800.00")
    let near = try openOrder(story, "5000.00", due: 10)
    _ = try openOrder(story, "4000.00", due: 60)
    try story.company.store.write {
      try $0.insertInBulk(
        Delivery(
          id: story.company.ids.mint(), number: "BL-X", orderID: near.id,
          customerID: story.customer.id, day: story.company.today, totalAmount: euros("3600.00")))
    }
    func position(_ horizon: Int? = nil) throws -> CreditPosition {
      try story.desk.read {
        try $0.creditPosition(
          of: story.customer.id, today: story.company.today, horizonDays: horizon)
      }
    }
    let more = euros("18000.00")
    #expect(try position().exposure() == euros("34000.00"))
    #expect(try position().verdict(adding: more) == .refused(by: euros("2000.00")))
    #expect(try position(30).exposure() == euros("30000.00"))
    #expect(
      try position(30).verdict(adding: more) == .accepted(remaining: euros("2000.00")))
    #expect(try position().overdue == euros("22400.00"))
    #expect(try position().oldestOverdue == story.company.today - 10)
    try owe(story, .billOfExchange, "3000.00")
    #expect(try position().exposure() == euros("37000.00"))
    #expect(try position().verdict(adding: more) == .refused(by: euros("5000.00")))
  }

  @Test("AT-35 ordered, delivered, invoiced: the sum is 1 200 at every step")
  func at35() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "100")
    let order = try story.order([(screws, "100")])
    #expect(try story.exposure() == euros("1200.00"))
    let first = try story.desk.perform(
      DeliverOrder(order: order.orderID, picks: [DeliveryPick(line: 1, quantity: units("60"))])
    ).outcome
    #expect(first.total == euros("720.00"))
    #expect(try story.exposure() == euros("1200.00"))
    let due = story.company.today + 30
    try story.desk.perform(
      InvoiceDelivery(
        delivery: first.deliveryID, number: "F1", due: due, amount: euros("480.00")))
    let terms = try story.desk.read {
      try $0.creditPosition(of: story.customer.id, today: story.company.today).terms
    }
    #expect(terms.openOrders.map(\.amount) == [euros("480.00")])
    #expect(terms.deliveredNotInvoiced == euros("240.00"))
    #expect(terms.invoices == euros("480.00"))
    let second = try story.desk.perform(DeliverOrder(order: order.orderID)).outcome
    #expect(try story.exposure() == euros("1200.00"))
    for delivery in [first, second] {
      try story.desk.perform(
        InvoiceDelivery(delivery: delivery.deliveryID, number: "F", due: due))
      #expect(try story.exposure() == euros("1200.00"))
    }
    #expect(
      refusal {
        _ = try story.desk.perform(
          InvoiceDelivery(delivery: first.deliveryID, number: "F", due: due))
      } == .invoiceOverDelivery)
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-36 nothing delivered counts in full; closing frees, reopening checks again")
  func at36() throws {
    let story = try GoodsStory(creditLimit: "2000.00")
    let screws = try story.product("VIS", onHand: "500")
    let first = try story.order([(screws, "100")])
    #expect(try story.exposure() == euros("1200.00"))
    let quote = try story.sentQuote([(screws, "80")])
    #expect(
      refusal { _ = try story.desk.perform(AcceptQuote(quote: quote.id)) } == .overCreditLimit)
    try story.desk.perform(CloseOrder(order: first.orderID, reason: "reporté"))
    #expect(try story.exposure() == .zero)
    try story.desk.perform(AcceptQuote(quote: quote.id))
    #expect(
      refusal { _ = try story.desk.perform(ReopenOrder(order: first.orderID)) }
        == .overCreditLimit)
    let override = CreditOverride(reason: "réglé demain", until: story.company.today + 1)
    try story.desk.perform(ReopenOrder(order: first.orderID, creditOverride: override))
    #expect(try story.exposure() == euros("2160.00"))
    #expect(try story.level(screws).reserved == units("180"))
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("a blocked customer is refused, a manager's decision stays on the order and in the log")
  func override() throws {
    let story = try GoodsStory()
    try story.company.salesperson("PAUL")
    let paul = try story.company.desk("PAUL")
    let screws = try story.product("VIS", onHand: "10")
    let buyer = try story.company.customer("C2", name: "Bloqué SA") {
      $0.blocked = true
      $0.blockedReason = "impayé"
    }
    let quote = try story.sentQuote([(screws, "1")], to: buyer)
    func accept(_ desk: Desk, _ reason: String?) throws -> Performed<Acceptance> {
      try desk.perform(
        AcceptQuote(
          quote: quote.id,
          creditOverride: reason.map { CreditOverride(reason: $0, until: story.company.today) }))
    }
    #expect(refusal { _ = try accept(paul, nil) } == .customerBlocked)
    #expect(refusal { _ = try accept(paul, "je le connais") } == .roleMissing)
    #expect(refusal { _ = try accept(story.desk, "  ") } == .overrideWithoutReason)
    let done = try accept(story.desk, "chèque reçu")
    let order = try story.desk.read { try $0.get(done.outcome.orderID) }
    #expect(order.creditOverride == "ADMIN · 2026-11-23 · chèque reçu")
    #expect(done.facts.contains(Fact("override", .text("chèque reçu"))))
  }

  @Test("a group's limit counts the exposure of all its members")
  func group() throws {
    let story = try GoodsStory()
    let head = try story.company.customer("G", name: "Groupe") { $0.creditLimit = euros("100.00") }
    let screws = try story.product("VIS", onHand: "100")
    let children = try ["G1", "G2"].map { code in
      try story.company.customer(code, name: code) { $0.parentID = head.id }
    }
    _ = try story.order([(screws, "5")], to: children[0])
    let quote = try story.sentQuote([(screws, "5")], to: children[1])
    #expect(
      refusal { _ = try story.desk.perform(AcceptQuote(quote: quote.id)) } == .overCreditLimit)
  }
}
