import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Undo of goods", .eachEngine)
struct UndoOfGoodsTests {
  /// Every row of every table of records, without versions, which only grow.
  private func snapshot(_ story: GoodsStory) throws -> [String] {
    try story.company.store.read { reader in
      var rows: [String] = []
      for table in Table.all where table.name != "number_series" {
        let columns = table.columns.map(\.name).filter { $0 != "version" }
        let list = columns.joined(separator: ", ")
        let sql = SQL(SQLText(built: "SELECT \(list) FROM \(table.name)"), [])
        rows += try reader.connection.rows(sql) { row in
          let values = try (0..<columns.count).map { "\(try row.value($0))" }
          return "\(table.name) \(values)"
        }
      }
      return rows.sorted()
    }
  }

  @Test("undoing an acceptance restores every row, redoing brings them back")
  func acceptance() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    try story.company.supplier("ACME", of: screws, price: "5.00", multiple: "25")
    let quote = try story.sentQuote([(screws, "50"), (screws, "5")])
    let before = try snapshot(story)
    try story.desk.perform(AcceptQuote(quote: quote.id))
    let after = try snapshot(story)
    #expect(before != after)
    try story.desk.undo()
    #expect(try snapshot(story) == before)
    try story.desk.redo()
    #expect(try snapshot(story) == after)
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("an acceptance stands once something was delivered or ordered from a supplier")
  func acceptanceStands() throws {
    let story = try GoodsStory()
    try story.company.salesperson("BUYER", roles: [.orderDesk])
    let buyer = try story.company.desk("BUYER")
    let screws = try story.product("VIS", onHand: "30")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00")
    let delivered = try story.order([(screws, "10")])
    try buyer.perform(DeliverOrder(order: delivered.orderID))
    #expect(refusal { _ = try story.desk.undo() } == .undoChangedSince)
    #expect(refusal { _ = try buyer.undo() } == .lastActIsFinal)
    _ = try story.order([(screws, "50")])
    let draft = try buyer.perform(CreatePurchaseOrder(supplier: acme.id)).outcome
    try buyer.perform(OrderFromSupplier(order: draft.id))
    #expect(refusal { _ = try story.desk.undo() } == .undoChangedSince)
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("closing, releasing, returning and invoicing are undone to the last row")
  func others() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    let order = try story.order([(screws, "50")])
    func undone(_ act: () throws -> Void) throws -> Bool {
      let before = try snapshot(story)
      try act()
      let changed = try snapshot(story) != before
      try story.desk.undo()
      let isBack = try snapshot(story) == before
      return changed && isBack
    }
    let id = order.orderID
    #expect(try undone { _ = try story.desk.perform(CloseOrder(order: id, reason: "non")) })
    #expect(try undone { _ = try story.desk.perform(CancelOrder(order: id, reason: "non")) })
    #expect(try undone { _ = try story.desk.perform(ReleaseReservation(order: id, line: 1)) })
    let delivery = try story.desk.perform(
      DeliverOrder(order: id, picks: [DeliveryPick(line: 1, quantity: units("10"))])
    ).outcome
    let back = [DeliveryPick(line: 1, quantity: units("4"))]
    #expect(
      try undone {
        _ = try story.desk.perform(ReturnDelivery(delivery: delivery.deliveryID, picks: back))
      })
    #expect(
      try undone {
        _ = try story.desk.perform(
          InvoiceDelivery(
            delivery: delivery.deliveryID, number: "FA-1", due: story.company.today))
      })
  }
}
