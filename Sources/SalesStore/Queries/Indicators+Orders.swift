import Database
import Sales
import Values

extension StoreReading {
  /// Quotes that were sent and have no answer; a period does not matter to what waits. Added up by day, in
  /// the order of the index: which days are long ago is asked of a day and not of each quote.
  func readQuotes(
    _ scope: IndicatorScope, _ today: Day, into facts: inout DashboardFacts
  ) throws {
    let long = today - WaitingQuotes.longDays
    try connection.forEach(
      """
      SELECT salesperson_id, sent_day, COUNT(*), CAST(SUM(\(raw: .ownNet())) AS BIGINT)
      FROM quote WHERE state = 'sent'
      """ + scope.people() + " GROUP BY salesperson_id, sent_day"
    ) { row in
      var fields = FieldReader(row)
      let person: ID<Salesperson>? = try fields.optionalId()
      let isLong = try fields.optionalDay().map { $0 < long } ?? false
      var quotes = WaitingQuotes()
      quotes.count = try fields.int()
      quotes.net = try fields.amount()
      if isLong { (quotes.long, quotes.longNet) = (quotes.count, quotes.net) }
      try facts.sums[person, default: SalesSums()].quotes.add(quotes)
    }
  }

  /// Orders of the period by day and salesperson, with the costs of their documents.
  func readOrders(_ scope: IndicatorScope, into facts: inout DashboardFacts) throws {
    facts.hidesCosts = try sight == .hidden
    let costs = try whereSeen(
      "cost_amount, costed_net_amount, uncosted_lines, without_cost", else: "0, 0, 0, 0")
    try connection.forEach(
      "SELECT order_day, salesperson_id, orders, cancelled, net_amount, " + costs + """
         FROM order_day_total WHERE orders + cancelled > 0
        """ + scope.period.condition(on: "order_day") + scope.peopleOfTotals
    ) { row in
      var fields = FieldReader(row)
      let day = try fields.day()
      let person = try fields.personOfTotals()
      let sum = try fields.orderSum()
      try facts.sums[person, default: SalesSums()]
        .orders[day.startOfMonth, default: OrderSum()].add(sum)
    }
  }

  /// Customers by their number of confirmed orders in the period.
  func repeatRate(_ scope: IndicatorScope) throws -> RepeatRate {
    if scope.people == .everyone, try reachesTheLastOrder(scope.period) {
      return try repeatRate(since: scope.period.from)
    }
    // In the order of customers, and not by the days of the period: a sorter would cost more than the
    // pass through the index of all orders does. The sign keeps the day from choosing the way.
    let inner: SQL =
      "SELECT COUNT(*) AS orders FROM sales_order o WHERE o.state <> 'cancelled'"
      + scope.period.condition(on: "+o.order_day") + scope.people("o.") + " GROUP BY o.customer_id"
    let counted = try connection.first(
      "SELECT COUNT(*), CAST(SUM(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS BIGINT) FROM ("
        + inner + ") counted"
    ) { (try $0.int(0), try $0.optionalInt(1) ?? 0) }
    return RepeatRate(customers: counted?.0 ?? 0, returning: counted?.1 ?? 0)
  }

  /// Whether no confirmed order lies behind a period: what lies in it is then the last of each customer.
  private func reachesTheLastOrder(_ period: Period) throws -> Bool {
    guard let to = period.to else { return true }
    return try !connection.exists(
      "SELECT 1 FROM order_day_total WHERE order_day > \(to) AND orders > 0 LIMIT 1")
  }

  /// Customers whose last order, and whose last but one, fall on a day or later: the schema keeps how
  /// many there are of each day.
  private func repeatRate(since day: Day?) throws -> RepeatRate {
    let since = Period(from: day).condition(on: "order_day")
    return try connection.first(
      """
      SELECT CAST(COALESCE(SUM(customers), 0) AS BIGINT), CAST(COALESCE(SUM(back), 0) AS BIGINT)
      FROM recency_day_total WHERE 1 = 1
      """ + since
    ) { RepeatRate(customers: try $0.int(0), returning: try $0.int(1)) }
      ?? RepeatRate(customers: 0, returning: 0)
  }
}

extension FieldReader {
  /// Orders confirmed and cancelled, then what the confirmed ones are worth and cost.
  mutating func orderSum() throws -> OrderSum {
    var sum = OrderSum()
    sum.count = try int()
    sum.cancelled = try int()
    sum.net = try amount()
    sum.cost = try amount()
    sum.netWithCost = try amount()
    sum.linesWithoutCost = try int()
    sum.withoutCost = try int()
    sum.netWithoutCost = sum.net - sum.netWithCost
    return sum
  }
}
