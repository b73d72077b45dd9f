import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("The stock of a product", .eachEngine)
struct StockSheetTests {
  @Test("AT-17 on hand 120, reserved 45, incoming 60, outgoing 80: free 75, forecast 100")
  func at17() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "120")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00")
    let order = try story.order([(screws, "80")])
    try story.desk.perform(
      ReleaseReservation(order: order.orderID, line: 1, quantity: units("35")))
    let ask = PurchaseAsk(screws.id, units("60"))
    let purchase = try story.desk.perform(
      CreatePurchaseOrder(supplier: acme.id, asks: [ask])
    ).outcome
    func sheet() throws -> StockSheet { try story.desk.read { try $0.stockSheet(of: screws.id) } }
    #expect(try sheet().company.incoming == .zero, "a draft is not under way")
    try story.desk.perform(OrderFromSupplier(order: purchase.id))
    let company = try sheet().company
    #expect(company.free == units("75"))
    #expect(company.forecast == units("100"))
    #expect(try sheet().holders.map(\.quantity) == [units("45")])
    #expect(try sheet().waiting.map(\.missing) == [units("35")])
    #expect(try sheet().warehouses[0].nextReceipt?.day == story.company.today + 7)
  }

  @Test("AT-20 warehouses sum to the company, transit counts once, at its destination")
  func at20() throws {
    let story = try GoodsStory()
    let here = try story.company.warehouse()
    let there = try story.company.warehouse("D2")
    let screws = try story.product("VIS", onHand: "30")
    try story.company.stock(screws, onHand: "20", in: there)
    try story.company.store.write { writer in
      let left = LevelChange(onHand: units("-10"), ifFree: units("10"))
      #expect(try writer.changeLevel(of: screws.id, in: here.id, by: left))
      try writer.insertInBulk(
        StockMove(
          id: story.company.ids.mint(), productID: screws.id, fromPlace: .warehouse,
          fromWarehouseID: here.id, toPlace: .transit, toWarehouseID: there.id,
          quantity: units("10"), day: story.company.today))
    }
    let sheet = try story.desk.read { try $0.stockSheet(of: screws.id) }
    #expect(sheet.warehouses.map(\.position.onHand) == [units("20"), units("20")])
    #expect(sheet.warehouses.map(\.position.incoming) == [.zero, units("10")])
    #expect(sheet.company.onHand + sheet.company.incoming == units("50"))
    let findings = try story.desk.read { try CompanyCheck.run($0) }
    #expect(!findings.contains { $0.rule == "stock.onHand" })
  }

  @Test("lists of orders, purchases and requests show what is under way")
  func lists() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "5")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00")
    let order = try story.order([(screws, "8")])
    let requests = try story.desk.read { try $0.openRequests() }
    #expect(requests.map(\.supplierName) == ["ACME"] && requests[0].needs.count == 1)
    let draft = try story.desk.perform(CreatePurchaseOrder(supplier: acme.id)).outcome
    #expect(try story.desk.read { try $0.openRequests().map(\.isOnDraft) } == [true])
    try story.desk.perform(OrderFromSupplier(order: draft.id))
    try story.desk.perform(DeliverOrder(order: order.orderID))
    #expect(try story.desk.read { try $0.openRequests() }.isEmpty)
    #expect(try story.desk.read { try $0.purchaseOrders().map(\.order.number) } == ["F-0001"])
    let today = story.company.today
    let detail = try story.desk.read { try $0.orderDetail(order.orderID, today: today) }
    #expect(detail.deliveries.map(\.lines.count) == [1] && detail.supply[0].missing == units("3"))
    let open = try story.desk.read { try $0.orders(of: story.customer.id) }
    #expect(open.map(\.openTotal) == [euros("36.00")])
    #expect(try story.desk.read { try $0.moves(of: screws.id).count } == 2)
  }

  @Test("no read of the desk walks through a whole table")
  func plans() throws {
    // The words of a plan are SQLite's; a server plans by the size of its tables.
    guard Engine.current == .sqlite else { return }
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "5")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00")
    let order = try story.order([(screws, "8")])
    let purchase = try story.desk.perform(CreatePurchaseOrder(supplier: acme.id)).outcome
    let today = story.company.today
    let explaining = ExplainingDatabase(story.company.database)
    try Store(database: explaining).read { reader in
      _ = try reader.stockSheet(of: screws.id)
      _ = try reader.moves(of: screws.id)
      _ = try reader.orders()
      _ = try reader.orders(of: story.customer.id)
      _ = try reader.orderDetail(order.orderID, today: today)
      _ = try reader.order(numbered: order.orderNumber)
      _ = try reader.deliveries(of: story.customer.id)
      _ = try reader.creditPosition(of: story.customer.id, today: today)
      _ = try reader.purchaseOrders()
      _ = try reader.purchaseOrder(numbered: purchase.number)
      _ = try reader.receipts(of: purchase.id)
      _ = try reader.openRequests()
      _ = try reader.ordersWaiting(for: purchase.id, lines: [1])
    }
    // Warehouses and settings are a handful; the buyer's open requests are all shown.
    #expect(explaining.scans(except: ["warehouse", "setting", "purchase_request"]) == [])
  }
}
