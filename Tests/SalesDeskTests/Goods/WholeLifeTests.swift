import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("From acceptance to invoice", .eachEngine)
struct WholeLifeTests {
  @Test("a shortage is bought, received for the line that waits, delivered and invoiced")
  func wholeLife() throws {
    let story = try GoodsStory()
    let desk = story.desk
    let screws = try story.product("VIS", onHand: "30")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00", multiple: "25")
    let order = try story.order([(screws, "50")])
    let draft = try desk.perform(CreatePurchaseOrder(supplier: acme.id)).outcome
    #expect(draft.number == "F-0001" && draft.state == .draft)
    let sent = try desk.perform(OrderFromSupplier(order: draft.id)).outcome
    #expect(sent.state == .ordered)
    let supply = try desk.read { try $0.supply(of: order.orderID, today: story.company.today) }
    #expect(supply[0].awaited.first?.purchaseOrderNumber == "F-0001")
    #expect(supply[0].awaited.first?.isAnnounced == true)

    let receipt = try desk.perform(ReceivePurchase(order: draft.id)).outcome
    #expect(receipt.lines[0].served.map(\.quantity) == [units("20")])
    #expect(receipt.lines[0].free == units("5"))
    #expect(receipt.orderState == .received)
    #expect(try story.level(screws).reserved == units("50"))

    let delivery = try desk.perform(DeliverOrder(order: order.orderID)).outcome
    #expect(delivery.backorders.isEmpty && delivery.total == euros("600.00"))
    #expect(try story.level(screws).onHand == units("5"))
    #expect(try story.level(screws).reserved == .zero)
    let item = try desk.perform(
      InvoiceDelivery(delivery: delivery.deliveryID, number: "FA-1", due: story.company.today + 30)
    ).outcome
    #expect(item.balance == euros("600.00"))
    #expect(try story.exposure() == euros("600.00"))
    #expect(try desk.read { try $0.get(order.orderID).state } == .delivered)
    #expect(try desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-48 97 of 100 within 3 % closes the line, 96 leaves a backorder of 4")
  func at48() throws {
    let story = try GoodsStory()
    try story.company.store.write {
      try $0.insertInBulk(Setting(name: "order.backorderTolerance", value: "3"))
    }
    let screws = try story.product("VIS", onHand: "300")
    let within = try story.order([(screws, "100")])
    let first = try story.desk.perform(
      DeliverOrder(order: within.orderID, picks: [DeliveryPick(line: 1, quantity: units("97"))])
    ).outcome
    #expect(first.backorders.isEmpty && first.closed.map(\.cancelled) == [units("3")])
    #expect(try story.exposure() == euros("1164.00"))
    let beyond = try story.order([(screws, "100")])
    let second = try story.desk.perform(
      DeliverOrder(order: beyond.orderID, picks: [DeliveryPick(line: 1, quantity: units("96"))])
    ).outcome
    #expect(second.backorders == [DeliveryPick(line: 1, quantity: units("4"))])
    #expect(try story.level(screws).reserved == units("4"))
    #expect(try story.level(screws).onHand == units("107"))
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-49 closing the remainder frees the reservation and names who can be served")
  func at49() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "50")
    let first = try story.order([(screws, "50")])
    story.company.pass(days: 1)
    let second = try story.order([(screws, "20")])
    #expect(
      refusal { _ = try story.desk.perform(CloseOrder(order: first.orderID, reason: " ")) }
        == .reasonMissing)
    let closed = try story.desk.perform(
      CloseOrder(order: first.orderID, line: 1, reason: "chantier annulé")
    ).outcome
    #expect(closed[0].freed.map(\.quantity) == [units("50")])
    #expect(closed[0].servable.map(\.waiting.orderNumber) == [second.orderNumber])
    #expect(closed[0].servable.map(\.quantity) == [units("20")])
    #expect(try story.level(screws).reserved == .zero)
    let reserved = try story.desk.perform(ReserveLine(order: second.orderID, line: 1)).outcome
    #expect(reserved == units("20"))
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-63 goods bought for one customer go to him first, the rest is free")
  func at63() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00", multiple: "50")
    let order = try story.order([(screws, "30")])
    let purchase = try story.desk.perform(CreatePurchaseOrder(supplier: acme.id)).outcome
    try story.desk.perform(OrderFromSupplier(order: purchase.id))
    func receive(_ quantity: String) throws -> ReceivedLine {
      try story.desk.perform(
        ReceivePurchase(
          order: purchase.id, picks: [ReceiptPick(line: 1, quantity: units(quantity))])
      ).outcome.lines[0]
    }
    let early = try receive("20")
    #expect(early.served.map(\.quantity) == [units("20")] && early.free == .zero)
    let late = try receive("30")
    #expect(late.served.map(\.quantity) == [units("10")] && late.free == units("20"))
    let closed = try story.desk.perform(CloseOrder(order: order.orderID, reason: "annulé")).outcome
    #expect(closed[0].freed.map(\.quantity).reduce(.zero, +) == units("30"))
    #expect(try story.level(screws).reserved == .zero)
    let line = try story.desk.read { try $0.line(1, of: order.orderID) }
    #expect(line.closedReason == "annulé")
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-28 the weighted average follows stored moves, a return comes back at its cost")
  func at28() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", price: "20.00", cost: "10.00", onHand: "100")
    let acme = try story.company.supplier("ACME", of: screws)
    func buy(_ quantity: String, _ price: String) throws {
      let order = try story.desk.perform(
        CreatePurchaseOrder(
          supplier: acme.id,
          asks: [PurchaseAsk(screws.id, units(quantity), at: try UnitPrice(machine: price))])
      ).outcome
      try story.desk.perform(OrderFromSupplier(order: order.id))
      try story.desk.perform(ReceivePurchase(order: order.id))
    }
    func pmp() throws -> String {
      let cost = try story.desk.read { try $0.cost(of: screws.id, by: .weightedAverage) }
      return "\(cost?.unitCost.description ?? "?") \(cost?.stockValue.minor ?? 0)"
    }
    try buy("50", "11.50")
    #expect(try pmp() == "10.5 157500")
    let order = try story.order([(screws, "30")])
    let delivery = try story.desk.perform(DeliverOrder(order: order.orderID)).outcome
    #expect(try pmp() == "10.5 126000")
    try buy("40", "9.30")
    #expect(try pmp() == "10.2 163200")
    let back = DeliveryPick(line: 1, quantity: units("10"))
    try story.desk.perform(ReturnDelivery(delivery: delivery.deliveryID, picks: [back]))
    #expect(try pmp() == "10.2176 173700")
    #expect(try story.level(screws).onHand == units("170"))
    let tooMuch = DeliveryPick(line: 1, quantity: units("21"))
    #expect(
      refusal {
        _ = try story.desk.perform(
          ReturnDelivery(delivery: delivery.deliveryID, picks: [tooMuch]))
      } == .returnOverDelivery)
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("the first price over stock without cost becomes the cost, and is said")
  func firstCost() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", cost: nil, onHand: "10")
    let acme = try story.company.supplier("ACME", of: screws)
    func receive(_ price: String?) throws -> ReceivedLine {
      let ask = PurchaseAsk(screws.id, units("10"), at: try price.map { try .init(machine: $0) })
      let order = try story.desk.perform(
        CreatePurchaseOrder(supplier: acme.id, asks: [ask])
      ).outcome
      try story.desk.perform(OrderFromSupplier(order: order.id))
      return try story.desk.perform(ReceivePurchase(order: order.id)).outcome.lines[0]
    }
    let unpriced = try receive(nil)
    #expect(unpriced.unitCost == nil && !unpriced.isFirstCost)
    let priced = try receive("4.00")
    #expect(priced.isFirstCost)
    #expect(priced.unitCost == (try UnitCost(machine: "4.00")))
    let kept = try receive(nil)
    #expect(!kept.isFirstCost && kept.unitCost == priced.unitCost)
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }
}
