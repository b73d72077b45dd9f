import Database
import Sales
import Values

extension CompanyCheck {
  static let values: [CheckRule] = [
    // Stock is valued by one method: the rows of the other went when it changed.
    CheckRule(
      id: "cost.oneValuation", kind: "product_cost",
      sql: """
        SELECT product.code, NULL, rules.method, product_cost.method
        FROM product_cost JOIN product ON product.id = product_cost.product_id
          CROSS JOIN (
            SELECT CASE WHEN EXISTS (
                SELECT 1 FROM setting WHERE name = 'cost.method' AND value = 'fifo')
              THEN 'fifo' ELSE 'weightedAverage' END AS method
          ) AS rules
        WHERE product_cost.method IN ('fifo', 'weightedAverage')
          AND product_cost.method <> rules.method
        """),
    // Each line of the value log carries on from the one before, and the last says what the stock is
    // worth.
    CheckRule(
      id: "stock.valueLog", kind: "stock_value_entry",
      sql: """
        SELECT product.code, NULL, sums.amount, COALESCE(cost.stock_value, 0)
        FROM (
          SELECT product_id, CAST(SUM(amount) AS BIGINT) AS amount,
            CAST(SUM(quantity) AS BIGINT) AS quantity
          FROM stock_value_entry GROUP BY product_id
        ) AS sums
          JOIN product ON product.id = sums.product_id
          LEFT JOIN product_cost AS cost ON cost.product_id = sums.product_id
            AND cost.method IN ('fifo', 'weightedAverage')
        WHERE sums.amount <> COALESCE(cost.stock_value, 0)
        """),
  ]

  /// Σ layers = quantity and value of the stock (rules.md 2.8). In Swift, because each layer is rounded
  /// as the rule rounds it.
  static func stockLayers(_ reader: any StoreReading) throws -> [CheckFinding] {
    let rules = try reader.costRules()
    var sums: [ID<Product>: (quantity: Quantity, value: Amount)] = [:]
    try reader.connection.forEach(
      """
      SELECT stock_layer.product_id, stock_layer.quantity, stock_layer.unit_cost,
        stock_layer.is_short, product.price_unit
      FROM stock_layer JOIN product ON product.id = stock_layer.product_id
      """
    ) { row in
      let product = ID<Product>(rawValue: try row.id(0))
      let isShort = try row.bool(3)
      let worth = try LineMargin.cost(
        of: try row.quantity(1), at: UnitCost(tenThousandths: try row.int64(2)),
        per: try row.int64(4), minorUnits: rules.currency.minorUnits)
      var sum = sums[product] ?? (.zero, .zero)
      sum.quantity += isShort ? -(try row.quantity(1)) : try row.quantity(1)
      sum.value = try sum.value.adding(isShort ? -worth : worth)
      sums[product] = sum
    }
    var findings: [CheckFinding] = []
    for row in try reader.costs(by: .fifo) {
      let sum = sums.removeValue(forKey: row.productID) ?? (.zero, .zero)
      let onHand = try reader.onHand(of: row.productID)
      guard sum.value != row.stockValue || sum.quantity != onHand else { continue }
      findings.append(
        CheckFinding(
          rule: "stock.layers", kind: StockLayer.table.name,
          record: try reader.get(row.productID).code,
          expected: "\(row.stockValue.minor) (\(onHand))",
          found: "\(sum.value.minor) (\(sum.quantity))"))
    }
    for product in sums.keys.sorted() {
      findings.append(
        CheckFinding(
          rule: "stock.layers", kind: StockLayer.table.name, record: try reader.get(product).code,
          expected: "0", found: "\(sums[product]?.value.minor ?? 0)"))
    }
    return findings
  }
}
