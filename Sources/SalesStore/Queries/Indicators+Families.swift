import Database
import Sales
import Values

/// A family's share of the orders of a period.
public struct FamilyMargin: Sendable, Hashable {
  /// The family; nil for products without one and lines without product.
  public let name: String?
  /// Net, cost and what has no cost; `count` is in lines.
  public let sum: OrderSum
}

extension StoreReading {
  /// Revenue and margin by family, the largest first: the one figure that reads lines, so it is asked
  /// for apart. A discount of the whole document is not spread over its lines here.
  public func familyMargins(_ scope: IndicatorScope) throws -> [FamilyMargin] {
    let costs = try whereSeen(
      """
      CAST(SUM(c.cost_amount) AS BIGINT),
        CAST(SUM(CASE WHEN c.cost_amount IS NULL THEN 0 ELSE \(raw: .ownNet("l.")) END) AS BIGINT),
        COUNT(*) - COUNT(c.cost_amount)
      """, else: "0, 0, 0")
    let join = try whereSeen(
      "LEFT JOIN order_line_cost c ON c.order_id = l.order_id AND c.line = l.line", else: "")
    return try connection.rows(
      "SELECT f.name, COUNT(*), CAST(SUM(\(raw: .ownNet("l."))) AS BIGINT), "
        + costs + """
           FROM sales_order o JOIN order_line l ON l.order_id = o.id AND l.kind = 'product'
          """ + " " + join + """
            LEFT JOIN product p ON p.id = l.product_id
            LEFT JOIN family f ON f.id = p.family_id
          WHERE o.state <> 'cancelled'
          """ + scope.period.condition(on: "o.order_day") + scope.people("o.")
        + " GROUP BY p.family_id, f.name ORDER BY 3 DESC, 1 NULLS FIRST"
    ) { row in
      var fields = FieldReader(row)
      let name = try fields.optionalText()
      var sum = OrderSum()
      sum.count = try fields.int()
      sum.net = try fields.amount()
      sum.cost = try fields.optionalAmount() ?? .zero
      sum.netWithCost = try fields.amount()
      sum.linesWithoutCost = try fields.int()
      sum.netWithoutCost = sum.net - sum.netWithCost
      return FamilyMargin(name: name, sum: sum)
    }
  }
}
