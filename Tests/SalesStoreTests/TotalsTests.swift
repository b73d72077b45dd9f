import Database
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("The totals that triggers keep", .eachEngine)
struct TotalsTests {
  private let company: TestCompany
  private let history: SalesHistory
  private let customers: [Customer]
  private let today: Day

  init() throws {
    company = try TestCompany()
    history = try SalesHistory(
      company, pipeline: "Projet",
      stages: [("Contact", 20), ("Offre", 60), ("Signé", 100), ("Perdue", 0)])
    var customers: [Customer] = []
    for number in 1...4 { customers.append(try company.customer("C\(number)")) }
    self.customers = customers
    today = company.today
  }

  private func findings() throws -> [CheckFinding] {
    try company.store.read { try CompanyCheck.run($0) }
      .filter { $0.rule.hasPrefix("total.") || $0.rule == "customer.recency" }
  }

  private func orderIDs() throws -> [ID<SalesOrder>] {
    try company.store.read { try $0.all(SalesOrder.self, "ORDER BY id").map(\.id) }
  }

  /// One change of an order or of its cost, as any act might make it.
  private func changeOrders(_ chance: inout SeededGenerator) throws {
    let orders = try orderIDs()
    guard let order = chance.pick(orders), orders.count > 3, chance.int(in: 0...2) > 0 else {
      let day = today - Int(chance.int(in: 0...40))
      let name: String? = chance.pick(["Ana", "Bob", nil]) ?? nil
      let isCosted = chance.int(in: 0...1) == 0
      let customer = chance.pick(customers) ?? customers[0]
      try history.order(
        "100.50", of: customer, on: day, by: name,
        cost: isCosted
          ? SalesOrderCost(orderID: company.ids.mint(), costAmount: Amount(minor: 70)) : nil)
      return
    }
    let person = try history.person("Ana").id
    let day = today - Int(chance.int(in: 0...40))
    let changes: [SQL] = [
      "UPDATE sales_order SET state = 'cancelled' WHERE id = \(order)",
      "UPDATE sales_order SET state = 'delivered' WHERE id = \(order)",
      "UPDATE sales_order SET order_day = \(day), net_amount = net_amount + 7 WHERE id = \(order)",
      "UPDATE sales_order SET salesperson_id = \(person) WHERE id = \(order)",
      "UPDATE sales_order SET salesperson_id = NULL WHERE id = \(order)",
      "UPDATE sales_order SET customer_id = \(customers[0].id) WHERE id = \(order)",
      """
      UPDATE sales_order_cost SET cost_amount = cost_amount + 3, costed_net_amount = 9,
        uncosted_lines = uncosted_lines + 1 WHERE order_id = \(order)
      """,
      "DELETE FROM sales_order_cost WHERE order_id = \(order)",
      """
      INSERT INTO sales_order_cost (order_id, cost_amount) VALUES (\(order), 11)
      ON CONFLICT (order_id) DO NOTHING
      """,
      "DELETE FROM sales_order WHERE id = \(order)",
    ]
    let change = chance.pick(changes) ?? changes[0]
    try company.database.write { connection in
      if change.text.hasPrefix("DELETE FROM sales_order WHERE") {
        try connection.run("DELETE FROM sales_order_cost WHERE order_id = \(order)")
      }
      try connection.run(change)
    }
  }

  @Test("orders entered, cancelled, moved, costed and removed in any order", arguments: 1...4)
  func orders(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    for turn in 0..<60 {
      try changeOrders(&chance)
      if turn % 6 == 5 {
        #expect(try findings() == [])
        try expectRepeatRates()
      }
    }
    let orders = try orderIDs()
    try company.database.write { connection in
      for order in orders {
        try connection.run("DELETE FROM sales_order_cost WHERE order_id = \(order)")
        try connection.run("DELETE FROM sales_order WHERE id = \(order)")
      }
    }
    #expect(try findings() == [])
    let dashboard = try company.store.read { try $0.dashboard(IndicatorScope(), today: today) }
    #expect(dashboard.bySalesperson.isEmpty, "nothing is left, and nobody has figures")
  }

  /// Who came back, counted from what is kept and from the orders themselves.
  private func expectRepeatRates() throws {
    let periods = [
      Period.everything, Period(from: today - 20), Period(from: today - 20, to: today),
      Period(from: today - 30, to: today - 10), Period(to: today - 5),
    ]
    let orders = try company.store.read {
      try $0.all(SalesOrder.self, "WHERE state <> 'cancelled'")
    }
    for period in periods {
      let counts = Dictionary(grouping: orders.filter { period.contains($0.orderDay) }) {
        $0.customerID
      }
      let found = try company.store.read {
        try $0.dashboard(IndicatorScope(period: period), today: today).whole.repeatRate
      }
      #expect(found == RepeatRate(ordersByCustomer: counts.values.map(\.count)), "\(period)")
    }
  }

  @Test("desks that count on the same day and in the same stage do not wait for each other")
  func turns() throws {
    // SQLite has one writer at a time.
    guard Engine.current == .postgresql else { return }
    let orders = try (0..<2).map { _ in
      try history.order("100.50", of: customers[0], on: today, by: "Ana")
    }
    let opportunities = try (0..<2).map { _ in
      try history.opportunity("Contact", by: "Ana") { $0.amount = Amount(minor: 1_999) }
    }
    func change(_ index: Int, _ connection: any SQLConnection) throws {
      try connection.run(
        """
        UPDATE sales_order SET net_amount = net_amount + 7, state = 'cancelled'
        WHERE id = \(orders[index].id)
        """)
      try connection.run(
        "INSERT INTO sales_order_cost (order_id, cost_amount) VALUES (\(orders[index].id), 11)")
      try connection.run("UPDATE sales_order SET state = 'open' WHERE id = \(orders[index].id)")
      try connection.run(
        "UPDATE opportunity SET amount = 3333 WHERE id = \(opportunities[index].id)")
    }
    let colleague = try Engine.current.open(company.path)
    defer { try? colleague.close() }
    try company.database.write { mine in
      try change(0, mine)
      // All of it, with its COMMIT, while mine is half done.
      try colleague.write { try change(1, $0) }
      try mine.run("DELETE FROM sales_order_cost WHERE order_id = \(orders[0].id)")
    }
    #expect(try findings() == [])
    let left = try company.database.read { connection in
      try connection.first("SELECT COUNT(*) FROM order_day_change") { try $0.int(0) }
    }
    #expect(left == 0, "what was noted is gone with the transaction")
  }

  @Test("opportunities entered, moved, closed, reopened and removed in any order", arguments: 1...4)
  func opportunities(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    for turn in 0..<60 {
      try changeOpportunities(&chance)
      if turn % 6 == 5 { #expect(try findings() == []) }
    }
    try company.database.write { connection in
      try connection.run("DELETE FROM opportunity_stay")
      try connection.run("DELETE FROM opportunity")
    }
    #expect(try findings() == [])
    let dashboard = try company.store.read { try $0.dashboard(IndicatorScope(), today: today) }
    #expect(dashboard.bySalesperson.isEmpty)
  }

  private func changeOpportunities(_ chance: inout SeededGenerator) throws {
    let known = try company.store.read { try $0.all(Opportunity.self, "ORDER BY id").map(\.id) }
    let stage = chance.pick(["Contact", "Offre", "Signé", "Perdue"]) ?? "Contact"
    let day = today - Int(chance.int(in: 0...40))
    guard let id = chance.pick(known), known.count > 3, chance.int(in: 0...2) > 0 else {
      try history.opportunity(
        stage, by: chance.pick(["Ana", "Bob", nil]) ?? nil,
        stays: chance.int(in: 0...1) == 0 ? [] : [("Contact", day, nil)],
        created: chance.int(in: 0...1) == 0 ? today : nil
      ) { record in
        record.amount = chance.int(in: 0...2) == 0 ? nil : Amount(minor: 1_999)
        record.openedDay = chance.int(in: 0...3) == 0 ? nil : day
        record.closedDay = record.outcome == .open ? nil : today
        record.expectedCloseDay = chance.int(in: 0...2) == 0 ? nil : day + 30
        record.stageDay = chance.int(in: 0...3) == 0 ? nil : day
      }
      return
    }
    let moved = try history.stage(stage)
    let closed: SQL = moved.outcome == .open ? "NULL" : "\(day)"
    let changes: [SQL] = [
      "UPDATE opportunity SET stage_id = \(moved.id), outcome = \(moved.outcome.rawValue), "
        + "stage_day = \(day), closed_day = " + closed + " WHERE id = \(id)",
      "UPDATE opportunity SET amount = NULL WHERE id = \(id)",
      "UPDATE opportunity SET amount = 3333, probability = 3333 WHERE id = \(id)",
      "UPDATE opportunity SET salesperson_id = NULL, expected_close_day = \(day) WHERE id = \(id)",
      "UPDATE opportunity SET opened_day = \(day), created_day = \(day) WHERE id = \(id)",
      "UPDATE opportunity SET opened_day = NULL WHERE id = \(id)",
      """
      INSERT INTO opportunity_stay (opportunity_id, sequence, stage_id, entered_day)
      VALUES (\(id), 5, \(moved.id), \(day)) ON CONFLICT DO NOTHING
      """,
      "DELETE FROM opportunity_stay WHERE opportunity_id = \(id)",
      "UPDATE stage SET sequence = sequence + 1 WHERE id = \(moved.id)",
    ]
    let change = chance.pick(changes) ?? changes[0]
    try company.database.write { try $0.run(change) }
  }
}
