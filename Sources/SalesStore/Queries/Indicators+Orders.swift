import Database
import Sales
import Values

extension StoreReading {
  /// Quotes that were sent and have no answer; a period does not matter to what waits.
  func readQuotes(
    _ scope: IndicatorScope, _ today: Day, into facts: inout DashboardFacts
  ) throws {
    let long = today - WaitingQuotes.longDays
    try connection.forEach(
      """
      SELECT salesperson_id, COUNT(*), CAST(SUM(net_amount) AS BIGINT),
        CAST(SUM(CASE WHEN sent_day < \(long) THEN 1 ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN sent_day < \(long) THEN net_amount ELSE 0 END) AS BIGINT)
      FROM quote WHERE state = 'sent'
      """ + scope.people() + " GROUP BY salesperson_id"
    ) { row in
      var fields = FieldReader(row)
      let person: ID<Salesperson>? = try fields.optionalId()
      var quotes = WaitingQuotes()
      quotes.count = try fields.int()
      quotes.net = try fields.amount()
      quotes.long = try fields.int()
      quotes.longNet = try fields.amount()
      try facts.sums[person, default: SalesSums()].quotes.add(quotes)
    }
  }

  /// Orders of the period by day and salesperson, with the costs of their documents.
  func readOrders(_ scope: IndicatorScope, into facts: inout DashboardFacts) throws {
    try connection.forEach(
      """
      SELECT o.order_day, o.salesperson_id, o.state, COUNT(*), CAST(SUM(o.net_amount) AS BIGINT),
        CAST(SUM(c.cost_amount) AS BIGINT), CAST(SUM(c.costed_net_amount) AS BIGINT),
        CAST(SUM(c.uncosted_lines) AS BIGINT), COUNT(*) - COUNT(c.order_id)
      FROM sales_order o LEFT JOIN sales_order_cost c ON c.order_id = o.id
      WHERE 1 = 1
      """ + scope.period.condition(on: "o.order_day") + scope.people("o.")
        + " GROUP BY o.order_day, o.salesperson_id, o.state"
    ) { row in
      var fields = FieldReader(row)
      let day = try fields.day()
      let person: ID<Salesperson>? = try fields.optionalId()
      let sum = try fields.orderSum()
      try facts.sums[person, default: SalesSums()]
        .orders[day.startOfMonth, default: OrderSum()].add(sum)
    }
  }

  /// Customers by their number of confirmed orders in the period.
  func repeatRate(_ scope: IndicatorScope) throws -> RepeatRate {
    let inner: SQL =
      "SELECT COUNT(*) AS orders FROM sales_order o WHERE o.state <> 'cancelled'"
      + scope.period.condition(on: "o.order_day") + scope.people("o.") + " GROUP BY o.customer_id"
    let counted = try connection.first(
      "SELECT COUNT(*), CAST(SUM(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS BIGINT) FROM ("
        + inner + ") counted"
    ) { (try $0.int(0), try $0.optionalInt(1) ?? 0) }
    return RepeatRate(customers: counted?.0 ?? 0, returning: counted?.1 ?? 0)
  }
}

extension FieldReader {
  /// Orders of one state: only their number counts where they were cancelled.
  mutating func orderSum() throws -> OrderSum {
    let isCancelled = try text() == "cancelled"
    var sum = OrderSum()
    let count = try int()
    guard !isCancelled else {
      sum.cancelled = count
      return sum
    }
    sum.count = count
    sum.net = try amount()
    sum.cost = try optionalAmount() ?? .zero
    sum.netWithCost = try optionalAmount() ?? .zero
    sum.linesWithoutCost = try optionalInt() ?? 0
    sum.withoutCost = try int()
    sum.netWithoutCost = sum.net - sum.netWithCost
    return sum
  }
}
