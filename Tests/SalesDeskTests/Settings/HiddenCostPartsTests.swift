import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// What a person without costs does in parts: acceptance of a part, repricing of some lines, and stock
/// first in, first out. On a server its triggers write what the program writes elsewhere.
@Suite("Selling in parts without seeing costs")
struct HiddenCostPartsTests {
  private func frozen(_ walled: WalledCompany, _ quote: ID<Quote>) throws -> [UnitCost?] {
    try walled.company.store.read { try $0.draft(of: quote).lines.map(\.unitCost) }
  }

  private func sound(_ walled: WalledCompany) throws {
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test(
    "a part is accepted at its frozen costs, and what stays quoted keeps them",
    arguments: Engine.allCases)
  func part(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .managersOnly)
    let karims = try walled.karims()
    var new = NewQuote(customer: walled.customer.id)
    let other = try walled.company.product("ECROU", price: "5.00", cost: "2.00")
    new.lines = [
      .product(walled.product.id, LineTyping(quantity: units("10"))),
      .product(other.id, LineTyping(quantity: units("7"))),
    ]
    let draft = try karims.perform(CreateQuote(new)).outcome
    var head = QuoteHeaderEdit()
    head.discount = .set(Ratio(percent: 3))
    let discounted = try karims.perform(EditQuoteHeader(draft.quote.id, head)).outcome
    let sent = try karims.perform(SendQuote(discounted.quote.id)).outcome
    try walled.company.desk().perform(
      SetCost(walled.product.id, to: try UnitCost(machine: "6.50")))
    var taken = TakenLines()
    taken.quantities = [1: units("4")]
    let order = try karims.perform(AcceptQuote(quote: sent.id, taking: taken)).outcome
    let rest = try #require(order.rest)
    try walled.company.store.read { reader in
      let lines = try reader.all(OrderLineCost.self, "ORDER BY line")
      #expect(try lines.map(\.unitCost) == [UnitCost(machine: "6.00"), UnitCost(machine: "2.00")])
      #expect(lines.map(\.costAmount) == [euros("24.00"), euros("14.00")])
      let sums = try reader.get(SalesOrderCost.self, .id(order.orderID.rawValue))
      #expect(sums.costAmount == euros("38.00") && sums.uncostedLines == 0)
      #expect(sums.costedNetAmount == (try reader.get(order.orderID).netAmount))
      let left = try #require(try reader.first(Quote.self, "WHERE number = \(rest)"))
      #expect(try reader.draft(of: left.id).lines.map(\.unitCost) == [UnitCost(machine: "6.00")])
      #expect(try reader.get(QuoteCost.self, .id(left.id.rawValue)).costAmount == euros("36.00"))
    }
    try sound(walled)
    try karims.undo()
    try sound(walled)
  }

  @Test(
    "what is taken is judged like the whole: a part under its floor is refused",
    arguments: Engine.allCases)
  func partUnderFloor(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .managersOnly)
    let karims = try walled.karims()
    var cheap = LineTyping(quantity: units("10"))
    cheap.price = .net(try UnitPrice(machine: "8.50"))
    var new = NewQuote(customer: walled.customer.id)
    new.lines = [
      .product(walled.product.id, LineTyping(quantity: units("40"))),
      .product(walled.product.id, cheap),
    ]
    let draft = try karims.perform(CreateQuote(new)).outcome
    #expect(!draft.quote.underFloor)
    let sent = try karims.perform(SendQuote(draft.quote.id)).outcome
    var taken = TakenLines()
    taken.quantities = [1: .zero]
    #expect(
      refusal { try karims.perform(AcceptQuote(quote: sent.id, taking: taken)) }
        == .choiceUnderFloor)
    try sound(walled)
  }

  @Test("repricing some lines leaves the costs of the others", arguments: Engine.allCases)
  func someLines(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .notSalespeople)
    let karims = try walled.karims()
    var new = NewQuote(customer: walled.customer.id)
    new.lines = (0..<3).map { _ in
      .product(walled.product.id, LineTyping(quantity: units("10")))
    }
    let draft = try karims.perform(CreateQuote(new)).outcome
    let (old, dearer) = (try UnitCost(machine: "6.00"), try UnitCost(machine: "6.50"))
    try walled.company.desk().perform(SetCost(walled.product.id, to: dearer))
    walled.company.pass(days: 1)
    try karims.perform(RepriceQuote(draft.quote.id, lines: [2]))
    #expect(try frozen(walled, draft.quote.id) == [old, dearer, old])
    try karims.perform(RepriceQuote(draft.quote.id))
    #expect(try frozen(walled, draft.quote.id) == [dearer, dearer, dearer])
    try sound(walled)
  }

  @Test(
    "deliveries and returns move the layers as they do for who sees costs",
    arguments: Engine.allCases)
  func layers(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .managersOnly)
    let admin = try walled.company.desk()
    try admin.perform(ChangeCostMethod(to: .fifo))
    let supplier = try walled.company.supplier("BOSSARD")
    let purchase = try admin.perform(
      CreatePurchaseOrder(
        supplier: supplier.id, asks: [PurchaseAsk(walled.product.id, units("20"))])
    ).outcome
    try admin.perform(OrderFromSupplier(order: purchase.id))
    try admin.perform(
      ReceivePurchase(
        order: purchase.id,
        picks: [ReceiptPick(line: 1, quantity: units("20"), at: try UnitCost(machine: "9.00"))]))
    let karims = try walled.karims()
    let sent = try karims.perform(SendQuote(try walled.draft(karims, "60", at: "20.00").quote.id))
      .outcome
    let order = try karims.perform(AcceptQuote(quote: sent.id)).outcome
    let delivery = try karims.perform(DeliverOrder(order: order.orderID)).outcome
    func stock() throws -> (Amount?, [Quantity]) {
      try walled.company.store.read { reader in
        (
          try reader.stockCost(of: walled.product.id)?.stockValue,
          try reader.layers(of: walled.product.id).map(\.quantity)
        )
      }
    }
    // 50 at 6.00, then 10 of the 20 at 9.00.
    #expect(try stock() == (euros("90.00"), [units("10")]))
    try walled.company.store.read { reader in
      let entry = try #require(try reader.lastValueEntry(of: walled.product.id))
      #expect(entry.salesCost == euros("390.00") && entry.salesNet == euros("1200.00"))
    }
    try sound(walled)
    try karims.perform(
      ReturnDelivery(
        delivery: delivery.deliveryID,
        picks: [DeliveryPick(line: 1, quantity: units("6"))]))
    #expect(try stock() == (euros("129.00"), [units("10"), units("6")]))
    try sound(walled)
    try karims.undo()
    #expect(try stock() == (euros("90.00"), [units("10")]))
    try sound(walled)
  }
}
