import Database
import Sales
import Values

extension StoreReading {
  /// What was delivered in the period and what it cost, from the index of the value log alone.
  func readDeliveries(_ scope: IndicatorScope, into facts: inout DashboardFacts) throws {
    guard try sight == .full else { return }
    try connection.forEach(
      """
      SELECT salesperson_id,
        CAST(COALESCE(SUM(CASE WHEN sales_cost IS NULL THEN 0 ELSE sales_net END), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN kind IN ('delivery', 'customerReturn') THEN sales_cost END), 0)
          AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN kind IN ('delivery', 'customerReturn') THEN 0
          ELSE sales_cost END), 0) AS BIGINT),
        CAST(SUM(CASE WHEN sales_cost IS NULL THEN 1 ELSE 0 END) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN sales_cost IS NULL THEN sales_net END), 0) AS BIGINT)
      FROM stock_value_entry WHERE sales_net IS NOT NULL
      """ + scope.period.condition(on: "day") + scope.people() + " GROUP BY salesperson_id"
    ) { row in
      var fields = FieldReader(row)
      let person: ID<Salesperson>? = try fields.optionalId()
      var sum = DeliveredSum()
      sum.netWithCost = try fields.amount()
      sum.cost = try fields.amount()
      sum.corrections = try fields.amount()
      sum.linesWithoutCost = try fields.int()
      sum.netWithoutCost = try fields.amount()
      try facts.sums[person, default: SalesSums()].delivered.add(sum)
    }
  }
}
