import Database
import PostgresTesting
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Each person logs in as himself; what the program refuses him, the server refuses too.
@Suite("The walls of a server")
struct WallTests {
  let walled: WalledCompany
  var company: TestCompany { walled.company }
  var karim: String { walled.karim }
  var paule: String { walled.paule }
  var product: Product { walled.product }

  init() throws { walled = try WalledCompany(on: .postgresql) }

  private func store(_ login: String) throws -> Store { try walled.store(login) }

  private func desk(_ code: String, _ login: String) throws -> Desk {
    try walled.desk(code, login)
  }

  private func draft(_ desk: Desk, _ quantity: String, at price: String? = nil) throws -> QuoteDraft
  {
    try walled.draft(desk, quantity, at: price)
  }

  @Test("a salesperson's own login sells, delivers, buys and receives")
  func usualWork() throws {
    let desk = try desk("KARIM", karim)
    let sent = try desk.perform(SendQuote(try draft(desk, "80").quote.id)).outcome
    let order = try desk.perform(AcceptQuote(quote: sent.id)).outcome
    #expect(order.lines[0].line.reserved == units("50"))
    try desk.perform(DeliverOrder(order: order.orderID))
    let supplier = try company.supplier("BOSSARD")
    let purchase = try desk.perform(CreatePurchaseOrder(supplier: supplier.id)).outcome
    try desk.perform(OrderFromSupplier(order: purchase.id))
    try desk.perform(ReceivePurchase(order: purchase.id))
    try desk.perform(DeliverOrder(order: order.orderID))
    #expect(try company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("under the floor, a manager's own login approves, and only hers")
  func approval() throws {
    let karims = try desk("KARIM", karim)
    let quote = try draft(karims, "10", at: "7.00").quote.id
    try karims.perform(AskApproval(quote, reason: "concurrence"))
    let forged = Desk(
      store: try store(karim), actor: try company.desk("PAULE").actor, clock: company.clock,
      ids: company.ids)
    #expect(kind { try forged.perform(DecideApproval(quote, .grant)) } == .permissionDenied)
    try desk("PAULE", paule).perform(DecideApproval(quote, .grant))
    let sent = try karims.perform(SendQuote(quote)).outcome
    try karims.perform(AcceptQuote(quote: sent.id))
  }

  @Test("a salesperson decides for a manager who said so, in her name and no longer than that")
  func standingIn() throws {
    let (karims, paules) = (try desk("KARIM", karim), try desk("PAULE", paule))
    let quote = try draft(company.desk(), "10", at: "7.00").quote.id
    try company.desk().perform(AskApproval(quote))
    let own = try draft(paules, "10", at: "7.00").quote.id
    try company.desk().perform(AskApproval(own))
    let (mine, hers) = (karims.actor.id, paules.actor.id)
    func decided(_ quote: ID<Quote>, for absent: ID<Salesperson>) -> SQLError.Kind? {
      let state: SQL = """
        UPDATE approval SET state = 'granted', decided_by = \(mine), decided_for = \(absent)
        WHERE quote_id = \(quote)
        """
      return kind { try karims.store.database.write { _ = try $0.run(state) } }
    }
    let forged = ApprovalDelegation(
      id: company.ids.mint(), delegatorID: hers, delegateID: mine, fromDay: company.today - 9000,
      toDay: company.today + 9000)
    #expect(decided(quote, for: hers) == .permissionDenied)
    let inserted = kind { try karims.store.write { try $0.insertInBulk(forged) } }
    #expect(inserted == .permissionDenied)
    try paules.store.write { try $0.insertInBulk(forged) }
    #expect(decided(quote, for: mine) == .permissionDenied)
    // Four eyes, whoever stands in: her own quote is for the other approver.
    #expect(decided(own, for: hers) == .permissionDenied)
    #expect(decided(quote, for: hers) == nil)
  }

  @Test("what a salesperson may not do is refused by the server, whatever program asks")
  func forbidden() throws {
    let karims = try desk("KARIM", karim)
    let low = try draft(karims, "10", at: "7.00").quote
    try karims.perform(AskApproval(low.id))
    let good = try draft(karims, "10").quote
    let sent = try karims.perform(SendQuote(good.id)).outcome
    try karims.perform(AcceptQuote(quote: sent.id))
    let sold = try karims.perform(SendQuote(try draft(karims, "5").quote.id)).outcome
    let (mine, hers) = (karims.actor.id, try company.desk("PAULE").actor.id)
    let attempts: [SQL] = [
      "INSERT INTO price_list (id, code, name) VALUES (\(product.id), 'X', 'X')",
      "DELETE FROM price_rule",
      "UPDATE product SET list_price = 1",
      "UPDATE family_floor SET floor = 0",
      "UPDATE product_cost SET unit_cost = 1",
      "UPDATE quote_line_cost SET unit_cost = 1 WHERE quote_id = \(low.id)",
      "DELETE FROM quote_line_cost WHERE quote_id = \(sold.id)",
      "UPDATE order_line_cost SET unit_cost = 1",
      "UPDATE sales_order_cost SET cost_amount = 1",
      "UPDATE quote SET net_amount = 1 WHERE id = \(sold.id)",
      "UPDATE quote SET carriage_source = 'manual' WHERE id = \(sold.id)",
      "UPDATE quote SET carriage_cost = 1 WHERE id = \(sold.id)",
      "UPDATE quote SET eco_amount = 1 WHERE id = \(sold.id)",
      "UPDATE stock_value_entry SET amount = 1",
      """
      INSERT INTO stock_layer (product_id, sequence, quantity, unit_cost)
      VALUES (\(product.id), 1, 1, 1)
      """,
      "UPDATE quote_line SET net_amount = 1 WHERE quote_id = \(sold.id)",
      "UPDATE quote SET state = 'draft' WHERE id = \(sold.id)",
      "UPDATE quote SET under_floor = 0, state = 'sent' WHERE id = \(low.id)",
      "UPDATE quote SET under_floor = 0, state = 'accepted' WHERE id = \(low.id)",
      "UPDATE approval SET state = 'granted', decided_by = \(mine), decided_at = 0",
      "UPDATE approval SET state = 'granted', decided_by = \(hers), decided_at = 0",
      """
      INSERT INTO approval (id, quote_id, terms_revision, state, asked_by, asked_at)
      VALUES (\(product.id), \(low.id), 1, 'granted', \(mine), 0)
      """,
      "INSERT INTO salesperson_role (salesperson_id, role) VALUES (\(mine), 'manager')",
      "UPDATE salesperson SET login = session_user WHERE code = 'ADMIN'",
      "UPDATE customer SET credit_limit = 1",
      "UPDATE setting SET value = 'x'",
      "UPDATE stage_total SET amount = 0", "DELETE FROM order_day_change",
      "UPDATE act SET kind = 'x'", "DELETE FROM event", "TRUNCATE event, act_subject, act",
      "ALTER TABLE event DISABLE TRIGGER ALL", "SET session_replication_role = replica",
      "DROP TABLE act CASCADE", "SET ROLE comptoir",
      "SELECT wall_seat(\(mine))",
      """
      INSERT INTO act (id, kind, actor_id, occurred_at, day, undoable)
      VALUES (\(product.id), 'quote.accept', \(hers), 0, 0, 0)
      """,
    ]
    let store = try store(karim)
    for attempt in attempts {
      let refused = kind { try store.database.write { _ = try $0.run(attempt) } }
      #expect(refused == .permissionDenied, "\(attempt.text)")
    }
    // A table of one's own in front of the company's does not stand in the triggers' way.
    let shadowed = kind {
      try store.database.write { db in
        _ = try db.run("CREATE TEMPORARY TABLE approval AS SELECT * FROM approval")
        _ = try db.run("UPDATE approval SET state = 'granted'")
        _ = try db.run("UPDATE quote SET state = 'sent' WHERE id = \(low.id)")
      }
    }
    #expect(shadowed == .permissionDenied)
  }

  @Test("who leaves, or loses a role, loses the server's rights with it")
  func leaving() throws {
    let admin = try company.desk()
    let person = try company.desk("KARIM").actor.id
    let store = try store(karim)
    #expect(try store.read { try $0.all(Customer.self).count } == 1)
    try admin.perform(SetUserActive(person, isActive: false))
    #expect(kind { _ = try store.read { try $0.all(Customer.self) } } == .permissionDenied)
    try admin.perform(SetUserActive(person, isActive: true))
    #expect(try store.read { try $0.all(Customer.self).count } == 1)
  }
}
