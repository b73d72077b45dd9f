import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Costs kept from a role on a server: what `psql` with a salesperson's login can read of them.
@Suite("The wall around costs")
struct CostWallTests {
  let walled: WalledCompany

  init() throws { walled = try WalledCompany(on: .postgresql, hiding: .notSalespeople) }

  /// A column of a table or a view.
  private struct Place: Hashable, Comparable, CustomStringConvertible {
    let relation: String
    let column: String
    var description: String { "\(relation).\(column)" }
    static func < (left: Place, right: Place) -> Bool { left.description < right.description }
  }

  /// Columns whose names sound like a cost, and that tell none: prices to customers, amounts, words.
  private static let open: Set<String> = [
    "cohort_day_total", "customer_product.last_price", "customer_product.price_unit",
    "open_price_rule.formula", "open_price_rule.net_price", "open_price_rule.price_group",
    "open_price_rule.price_list_id", "order_day_total.costed_net_amount",
    "order_day_total.uncosted_lines", "order_day_total.without_cost", "order_line.list_price",
    "order_line.price_rule_id", "order_line.price_source", "order_line.price_unit",
    "order_line.unit_price", "customer.price_group", "customer.price_list_id",
    "event.payload", "event.payload_version", "price_rule.net_price", "price_rule.price_group",
    "price_rule.price_list_id", "product.list_price", "product.price_decimals",
    "product.price_unit", "product_alias.value", "product_floor.floor_price",
    "product_floor.has_cost", "purchase_line.price_unit", "quote.price_day", "quote.under_floor",
    "quote_line.list_price", "quote_line.price_rule_id", "quote_line.price_source",
    "quote_line.price_unit", "quote_line.unit_price", "quote_line_floor.floor_price",
    "quote_line_floor.has_cost", "setting.value", "price_rule.floor_price",
    "open_price_rule.floor_price", "product_price.price", "index_value.value",
    "quote_line.index_value", "rebate_agreement.price_group",
    // What a carrier asks for is no cost of goods: who sells types it.
    "quote.carriage_cost", "sales_order.carriage_cost",
    // How often floors changed says nothing of them.
    "approval.floor_revision",
  ]

  /// Every column of the company whose name may tell a cost, and those of relations named so.
  private func suspects() throws -> [Place] {
    try walled.company.store.database.read { db in
      try db.rows(
        """
        SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm')
          AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attname ~ '(cost|margin|floor|price|value|formula|payload|markup)'
            OR c.relname ~ '(_cost|floor)$')
        """
      ) { Place(relation: try $0.text(0), column: try $0.text(1)) }
    }.sorted()
  }

  private func secrets() throws -> [(relation: String, column: String?)] {
    try walled.company.store.database.read { db in
      try db.rows("SELECT relation, secret FROM wall_secrets()") {
        (try $0.text(0), try $0.optionalText(1))
      }
    }
  }

  private func reads(_ place: Place, as store: Store) -> SQLError.Kind? {
    kind {
      try store.database.read { db in
        let text = "SELECT \(place.column) FROM \(place.relation) LIMIT 1"
        _ = try db.rows(SQL(SQLText(built: text), [])) { _ in 0 }
      }
    }
  }

  @Test("every column that may tell a cost is a secret that is refused, or known to tell none")
  func everyColumn() throws {
    let secrets = try secrets()
    let store = try walled.store(walled.karim)
    for place in try suspects() {
      let isSecret = secrets.contains {
        $0.relation == place.relation && ($0.column ?? place.column) == place.column
      }
      let isOpen =
        Self.open.contains(place.description)
        || ["id", "line", "quote_id", "product_id", "customer_class"].contains(place.column)
      #expect(isSecret || isOpen, "\(place) is not classified: wall_secrets, or told to be open")
      #expect(
        reads(place, as: store) == (isSecret ? .permissionDenied : nil), "\(place)")
    }
  }

  @Test("who guesses a cost is not told whether it is right")
  func guesses() throws {
    let karims = try walled.karims()
    let quote = try walled.draft(karims, "10").quote.id
    let store = try walled.store(walled.karim)
    let guesses: [SQL] = [
      "UPDATE quote_line_cost SET unit_cost = 60000 WHERE quote_id = \(quote)",
      """
      INSERT INTO quote_line_cost (quote_id, line, unit_cost, cost_amount, method)
      VALUES (\(quote), 9, 60000, 1, 'weightedAverage')
      """,
      "DELETE FROM quote_line_cost", "UPDATE product_cost SET unit_cost = unit_cost",
      "INSERT INTO receipt_line (receipt_id, line, product_id, quantity) VALUES (\(quote), 1, \(quote), 1)",
      """
      INSERT INTO stock_move (id, product_id, from_place, to_place, to_warehouse_id, quantity, day)
      SELECT \(quote), product_id, 'supplier', 'warehouse', warehouse_id, 1, 1 FROM stock_level LIMIT 1
      """,
      "SELECT * FROM quote_sums(\(quote))", "SELECT wall_grant_costs()",
      "SELECT * FROM stock_value_after(\(walled.product.id), 0, 0)",
      "SELECT * FROM stock_layer", "SELECT * FROM order_sums(\(quote))",
      "SELECT quote_costs_kept(\(quote), \(quote))",
      "DELETE FROM setting", "UPDATE setting SET value = 'everyone'",
    ]
    for guess in guesses {
      let refused = kind { try store.database.write { _ = try $0.run(guess) } }
      #expect(refused == .permissionDenied, "\(guess.text)")
    }
    // A function of one's own in a condition meets the floor price, and never what it is made of.
    let peeped = kind {
      try store.database.write { db in
        _ = try db.run(
          """
          CREATE FUNCTION pg_temp.peep(seen bigint) RETURNS boolean LANGUAGE plpgsql COST 0.001
          AS 'BEGIN RAISE NOTICE ''%'', seen; RETURN true; END'
          """)
        _ = try db.run("DELETE FROM product_floor WHERE pg_temp.peep(unit_cost)")
      }
    }
    #expect(peeped != nil)
  }

  @Test("the log keeps its costs to itself, and what the person did stays undoable")
  func log() throws {
    let admin = try walled.company.desk()
    try admin.perform(SetCost(walled.product.id, to: try UnitCost(machine: "6.25")))
    let family = try #require(walled.product.familyID)
    try admin.perform(SetFloor(family, to: Ratio(percent: 31)))
    let karims = try walled.karims()
    let quote = try walled.draft(karims, "10").quote.id
    let payloads = try walled.store(walled.karim).database.read { db in
      try db.rows("SELECT table_name, payload FROM event") { (try $0.text(0), try $0.text(1)) }
    }
    #expect(!payloads.isEmpty)
    let tables = try secrets().filter { $0.column == nil }.map(\.relation)
    for (table, payload) in payloads {
      #expect(!tables.contains(table) && !payload.contains("cost"), "\(table) \(payload)")
    }
    let kinds = try walled.store(walled.karim).database.read { db in
      try db.rows("SELECT kind FROM act WHERE kind LIKE '%etFloor' OR summary LIKE '%3100%'") {
        try $0.text(0)
      }
    }
    #expect(kinds.isEmpty)
    try karims.undo()
    #expect(try walled.company.store.read { try $0.find(quote) } == nil)
    try karims.redo()
    let back = try walled.company.store.read { try $0.draft(of: quote) }
    #expect(back.lines.map(\.unitCost) == [try UnitCost(machine: "6.25")])
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("one role that sees costs is enough, and the setting gives everything back")
  func settingBack() throws {
    let karim = try walled.store(walled.karim)
    let paule = try walled.store(walled.paule)
    let cost = Place(relation: "product_cost", column: "unit_cost")
    let moved = Place(relation: "stock_move", column: "unit_cost")
    #expect(reads(cost, as: paule) == nil)
    #expect(reads(moved, as: paule) == nil)
    let admin = try walled.company.desk()
    let name = CompanySettings.costVisibilityName
    for word in ["everyone", "notOrderDesk"] {
      try admin.perform(SetSetting(name, to: word))
      for place in try suspects() where place.relation != "family_floor_found" {
        #expect(reads(place, as: karim) == nil, "\(word): \(place)")
      }
    }
    try admin.perform(SetSetting(name, to: "managersOnly"))
    #expect(reads(cost, as: karim) == .permissionDenied)
    try admin.undo()
    #expect(reads(cost, as: karim) == nil)
    try admin.redo()
    #expect(reads(moved, as: karim) == .permissionDenied)
    let person = try walled.company.desk("KARIM").actor.id
    try admin.perform(SetUserRoles(person, [.salesperson, .manager]))
    #expect(reads(moved, as: karim) == nil)
    let both = try walled.karims()
    #expect(try both.read { try $0.sight } == .full)
  }
}
