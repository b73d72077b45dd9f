import Database
import Sales
import Values

extension CompanyCheck {
  static let stock: [CheckRule] = [
    CheckRule(
      id: "stock.onHand", kind: "stock_level",
      sql: """
        SELECT product.code || ' ' || warehouse.code, NULL, sums.moved, sums.held
        FROM (
          SELECT product_id, warehouse_id, CAST(SUM(moved) AS BIGINT) AS moved,
            CAST(SUM(held) AS BIGINT) AS held
          FROM (
            SELECT product_id, to_warehouse_id AS warehouse_id, quantity AS moved, 0 AS held
            FROM stock_move WHERE to_place = 'warehouse'
            UNION ALL
            SELECT product_id, from_warehouse_id, -quantity, 0
            FROM stock_move WHERE from_place = 'warehouse'
            UNION ALL
            SELECT product_id, warehouse_id, 0, on_hand FROM stock_level
          ) AS movement
          GROUP BY product_id, warehouse_id HAVING SUM(moved) <> SUM(held)
        ) AS sums
          JOIN product ON product.id = sums.product_id
          JOIN warehouse ON warehouse.id = sums.warehouse_id
        """),
    CheckRule(
      id: "stock.reserved", kind: "stock_level",
      sql: """
        SELECT product.code || ' ' || warehouse.code, NULL, sums.held, sums.kept
        FROM (
          SELECT product_id, warehouse_id, CAST(SUM(held) AS BIGINT) AS held,
            CAST(SUM(kept) AS BIGINT) AS kept
          FROM (
            SELECT product_id, warehouse_id, quantity AS held, 0 AS kept
            FROM reservation WHERE state = 'held'
            UNION ALL
            SELECT product_id, warehouse_id, 0, reserved FROM stock_level
          ) AS holding
          GROUP BY product_id, warehouse_id HAVING SUM(held) <> SUM(kept)
        ) AS sums
          JOIN product ON product.id = sums.product_id
          JOIN warehouse ON warehouse.id = sums.warehouse_id
        """),
    CheckRule(
      id: "orderLine.reserved", kind: "order_line",
      sql: """
        SELECT sales_order.number, sums.line, sums.held, sums.kept
        FROM (
          SELECT order_id, line, CAST(SUM(held) AS BIGINT) AS held,
            CAST(SUM(kept) AS BIGINT) AS kept
          FROM (
            SELECT order_id, line, quantity AS held, 0 AS kept
            FROM reservation WHERE state = 'held'
            UNION ALL
            SELECT order_id, line, 0, reserved FROM order_line WHERE reserved > 0
          ) AS holding
          GROUP BY order_id, line HAVING SUM(held) <> SUM(kept)
        ) AS sums JOIN sales_order ON sales_order.id = sums.order_id
        """),
  ]

  /// |cost × quantity − stored value| within half of the cost's last decimal × quantity + half a cent
  /// (AT-32). In Swift, because the product of a cost and a quantity may pass 64 bits.
  static func stockValues(_ reader: any StoreReading) throws -> [CheckFinding] {
    var findings: [CheckFinding] = []
    try reader.connection.forEach(
      """
      SELECT product.code, product_cost.unit_cost, product_cost.stock_value, product.price_unit,
        CAST(COALESCE(SUM(stock_level.on_hand), 0) AS BIGINT)
      FROM product_cost JOIN product ON product.id = product_cost.product_id
        LEFT JOIN stock_level ON stock_level.product_id = product.id
      WHERE product_cost.method = 'weightedAverage' AND product_cost.scope = \(UInt128(0))
      GROUP BY product.id, product.code, product_cost.unit_cost, product_cost.stock_value,
        product.price_unit
      """
    ) { row in
      let (cost, value) = (Int128(try row.int64(1)), Int128(try row.int64(2)))
      let (unit, quantity) = (Int128(try row.int64(3)), Int128(try row.int64(4)))
      // Ten-thousandths × thousandths are 10⁻⁷ of the major unit, a cent is 10⁵ of them.
      let exact = cost * quantity
      let distance = exact - value * 100_000 * unit
      guard distance.magnitude * 2 > (quantity + 100_000 * unit).magnitude else { return }
      let expected = roundHalfAwayFromZero(exact, 100_000 * unit)
      findings.append(
        CheckFinding(
          rule: "cost.stockValue", kind: "product_cost", record: try row.text(0),
          expected: String(expected), found: String(value)))
    }
    return findings
  }
}
