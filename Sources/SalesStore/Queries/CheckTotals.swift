import Database
import Sales
import Values

// The totals that triggers keep for the indicators are compared with the views they must equal: what
// the view says is added, what the table holds is taken off, and nothing may be left.

extension CompanyCheck {
  static let totals: [CheckRule] = [
    total(
      "order_day", keys: ["order_day", "salesperson_id"],
      sums: [
        "orders", "cancelled", "net_amount", "cost_amount", "costed_net_amount", "uncosted_lines",
        "without_cost",
      ]),
    total(
      "cohort_day",
      keys: [
        "pipeline_id", "salesperson_id", "outcome", "has_history", "reached", "opened_day",
      ], sums: ["opportunities"]),
    total(
      "closing_day", keys: ["pipeline_id", "outcome", "closed_day", "salesperson_id", "stage_id"],
      sums: ["opportunities", "without_amount", "amount"]),
    total(
      "cycle_day",
      keys: ["pipeline_id", "outcome", "salesperson_id", "cycle_days", "closed_day"],
      sums: ["opportunities"]),
    total(
      "forecast_day", keys: ["pipeline_id", "expected_close_day", "salesperson_id"],
      sums: ["opportunities", "without_amount", "weighted"]),
    total(
      "stage_day", keys: ["stage_id", "salesperson_id", "stage_day"],
      sums: ["opportunities", "without_amount", "amount"]),
    CheckRule(
      id: "total.recency_day", kind: "recency_day_total",
      sql: """
        SELECT 'customer', NULL, CAST(SUM(expected) AS BIGINT), CAST(SUM(found) AS BIGINT)
        FROM (
          SELECT order_day, customers AS expected, 0 AS found, customers, back
          FROM recency_day_sum
          UNION ALL
          SELECT order_day, 0, customers, -customers, -back FROM recency_day_total
        ) AS recency
        GROUP BY order_day HAVING SUM(customers) <> 0 OR SUM(back) <> 0
        """),
    CheckRule(
      id: "customer.recency", kind: "customer_recency",
      sql: """
        SELECT customer.code, NULL, MAX(expected), MAX(found)
        FROM (
          SELECT customer_id, last_day AS expected, NULL AS found, last_day,
            COALESCE(before_day, 0) AS before_day, 1 AS side
          FROM customer_recent
          UNION ALL
          SELECT customer_id, NULL, last_day, -last_day, -COALESCE(before_day, 0), -1
          FROM customer_recency
        ) AS recency LEFT JOIN customer ON customer.id = recency.customer_id
        GROUP BY recency.customer_id, customer.code
        HAVING SUM(side) <> 0 OR SUM(last_day) <> 0 OR SUM(before_day) <> 0
        """),
  ]

  /// A table of totals against its view: the salesperson's code, then the first of the sums as it
  /// should be and as it is.
  private static func total(_ name: String, keys: [String], sums: [String]) -> CheckRule {
    let key = keys.joined(separator: ", ")
    let taken = sums.map { "-\($0)" }.joined(separator: ", ")
    let left = sums.map { "SUM(\($0)) <> 0" }.joined(separator: " OR ")
    let text = """
      SELECT COALESCE(salesperson.code, '-'), NULL, broken.expected, broken.found
      FROM (
        SELECT salesperson_id, CAST(SUM(expected) AS BIGINT) AS expected,
          CAST(SUM(found) AS BIGINT) AS found
        FROM (
          SELECT \(key), \(sums[0]) AS expected, 0 AS found, \(sums.joined(separator: ", "))
          FROM \(name)_sum
          UNION ALL
          SELECT \(key), 0, \(sums[0]), \(taken) FROM \(name)_total
        ) AS total
        GROUP BY \(key) HAVING \(left)
      ) AS broken LEFT JOIN salesperson ON salesperson.id = broken.salesperson_id
      """
    return CheckRule(
      id: "total.\(name)", kind: name + "_total", sql: SQL(SQLText(built: text), []))
  }
}
