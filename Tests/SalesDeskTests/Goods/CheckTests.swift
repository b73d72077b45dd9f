import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("check names every broken invariant", .eachEngine)
struct CheckTests {
  /// A company with an order half delivered, a purchase half received, and whatever else can break.
  private func busyCompany() throws -> GoodsStory {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    let acme = try story.company.supplier("ACME", of: screws, price: "5.00", multiple: "25")
    let order = try story.order([(screws, "50")])
    let purchase = try story.desk.perform(CreatePurchaseOrder(supplier: acme.id)).outcome
    try story.desk.perform(OrderFromSupplier(order: purchase.id))
    try story.desk.perform(
      ReceivePurchase(order: purchase.id, picks: [ReceiptPick(line: 1, quantity: units("5"))]))
    let delivery = try story.desk.perform(
      DeliverOrder(order: order.orderID, picks: [DeliveryPick(line: 1, quantity: units("10"))])
    ).outcome
    try story.desk.perform(
      InvoiceDelivery(delivery: delivery.deliveryID, number: "F", due: story.company.today))
    _ = try story.sentQuote([(screws, "1")])
    _ = try story.order([(screws, "3")])
    return story
  }

  @Test("a company that only acts changed is sound")
  func sound() throws {
    let story = try busyCompany()
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test(
    "a row changed behind the acts is named by its rule",
    arguments: [
      ("stock.onHand", "UPDATE stock_level SET on_hand = on_hand + 1000"),
      ("stock.reserved", "UPDATE stock_level SET reserved = reserved - 1000"),
      ("orderLine.reserved", "UPDATE order_line SET reserved = reserved - 1 WHERE reserved > 0"),
      ("orderLine.quantities", "UPDATE order_line SET invoiced = delivered + 1"),
      (
        "orderLine.delivered",
        "UPDATE order_line SET delivered = delivered - 1 WHERE delivered > 0"
      ),
      ("orderLine.state", "UPDATE order_line SET state = 'delivered'"),
      ("order.state", "UPDATE sales_order SET state = 'closed'"),
      ("order.deliveredTotal", "UPDATE sales_order SET delivered_total = delivered_total + 1"),
      ("delivery.invoiced", "UPDATE delivery SET invoiced_amount = -1"),
      ("order.cost", "UPDATE sales_order_cost SET cost_amount = cost_amount + 1"),
      ("quote.cost", "UPDATE quote_cost SET uncosted_lines = 7"),
      ("purchaseLine.received", "UPDATE purchase_line SET received = received + 1"),
      ("purchaseLine.state", "UPDATE purchase_line SET state = 'received'"),
      ("request.need", "UPDATE purchase_request_need SET quantity = 99000"),
      ("opportunity.outcome", "UPDATE opportunity SET outcome = 'lost' WHERE outcome = 'won'"),
      ("opportunity.stay", "DELETE FROM opportunity_stay WHERE sequence = 2"),
      ("opportunity.reached", "UPDATE opportunity SET reached = reached - 1"),
      ("opportunity.referenceQuote", "UPDATE opportunity SET amount = 1 WHERE outcome = 'won'"),
      ("stage.total", "UPDATE stage_total SET weighted = weighted + 1"),
      ("total.order_day", "UPDATE order_day_total SET cost_amount = cost_amount + 1"),
      ("total.cohort_day", "UPDATE cohort_day_total SET opportunities = opportunities + 1"),
      ("total.closing_day", "DELETE FROM closing_day_total"),
      ("total.cycle_day", "UPDATE cycle_day_total SET cycle_days = cycle_days + 1"),
      ("total.forecast_day", "UPDATE forecast_day_total SET weighted = weighted + 1"),
      ("total.stage_day", "UPDATE stage_day_total SET amount = amount - 1"),
      ("total.recency_day", "UPDATE recency_day_total SET back = back + 1"),
      ("customer.recency", "UPDATE customer_recency SET last_day = last_day - 1"),
      ("log.sequence", "DROP TRIGGER event_no_delete; DELETE FROM event WHERE sequence = 2"),
      ("search.product", "DELETE FROM product_search"),
      ("search.customer", "INSERT INTO customer_search (rowid, words) VALUES (99, 'x')"),
      ("search.opportunity", "DELETE FROM opportunity_search"),
      ("cost.stockValue", "UPDATE product_cost SET stock_value = stock_value + 2"),
      (
        "priceRule.formula",
        """
        INSERT INTO price_rule (id, level, currency, kind, formula)
        SELECT id, 'list', 'EUR', 'formula', 'cost x 2' FROM product LIMIT 1
        """
      ),
      ("quote.totals", "UPDATE quote SET vat_amount = vat_amount + 1"),
      ("order.totals", "UPDATE sales_order SET net_amount = net_amount - 1"),
      ("quoteLine.net", "UPDATE quote_line SET unit_price = unit_price + 100"),
      ("orderLine.net", "UPDATE order_line SET quantity = quantity + 1000"),
    ])
  func broken(rule: String, sql: String) throws {
    let story = try busyCompany()
    // PostgreSQL names the table of a trigger, and words are no text there.
    let script =
      Engine.current == .sqlite
      ? sql
      : sql.replacing("event_no_delete;", with: "event_no_delete ON event;")
    try story.company.database.write { try $0.script(script) }
    let findings = try story.desk.read { try CompanyCheck.run($0) }
    #expect(findings.contains { $0.rule == rule }, "\(findings)")
    #expect(CompanyCheck.ruleNames.contains(rule))
  }
}
