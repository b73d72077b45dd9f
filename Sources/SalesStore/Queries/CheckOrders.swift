import Database
import Sales
import Values

extension CompanyCheck {
  static let orders: [CheckRule] = [
    CheckRule(
      id: "orderLine.quantities", kind: "order_line",
      sql: """
        SELECT sales_order.number, order_line.line, order_line.quantity,
          order_line.cancelled + order_line.reserved + order_line.delivered
        FROM order_line JOIN sales_order ON sales_order.id = order_line.order_id
        WHERE order_line.cancelled + order_line.reserved + order_line.delivered
            > order_line.quantity
          OR order_line.invoiced > order_line.delivered
        """),
    CheckRule(
      id: "orderLine.delivered", kind: "order_line",
      sql: """
        SELECT sales_order.number, sums.line, sums.left_warehouse, sums.kept
        FROM (
          SELECT order_id, line, CAST(SUM(moved) AS BIGINT) AS left_warehouse,
            CAST(SUM(kept) AS BIGINT) AS kept
          FROM (
            SELECT delivery.order_id, delivery_line.line, delivery_line.quantity AS moved,
              0 AS kept
            FROM sales_order CROSS JOIN delivery CROSS JOIN delivery_line
            WHERE sales_order.invoiced_elsewhere = 0 AND delivery.order_id = sales_order.id
              AND delivery_line.delivery_id = delivery.id
            UNION ALL
            SELECT order_line.order_id, order_line.line, 0, order_line.delivered
            FROM sales_order CROSS JOIN order_line
            WHERE sales_order.invoiced_elsewhere = 0 AND order_line.order_id = sales_order.id
              AND order_line.delivered <> 0
          ) AS movement
          GROUP BY order_id, line HAVING SUM(moved) <> SUM(kept)
        ) AS sums JOIN sales_order ON sales_order.id = sums.order_id
        """),
    CheckRule(
      id: "orderLine.state", kind: "order_line",
      sql: """
        SELECT number, line, expected, state FROM (
          SELECT sales_order.number, order_line.line, order_line.state,
            CASE
              WHEN order_line.quantity > order_line.cancelled + order_line.delivered THEN
                CASE WHEN order_line.delivered > 0 THEN 'partlyDelivered' ELSE 'open' END
              WHEN order_line.cancelled > 0 THEN 'closed'
              WHEN order_line.state = 'closed' THEN 'closed'
              ELSE 'delivered'
            END AS expected
          FROM order_line JOIN sales_order ON sales_order.id = order_line.order_id
          WHERE order_line.product_id IS NOT NULL AND order_line.quantity > 0
        ) AS judged WHERE state <> expected
        """),
    CheckRule(
      id: "order.state", kind: "sales_order",
      sql: """
        SELECT number, NULL, expected, state FROM (
          SELECT sales_order.number, sales_order.state, sums.undelivered,
            CASE WHEN sums.waiting > 0 THEN 'open' WHEN sums.closed > 0 THEN 'closed'
              ELSE 'delivered' END AS expected
          FROM (
            SELECT order_id,
              SUM(CASE WHEN state IN ('open', 'partlyDelivered') THEN 1 ELSE 0 END) AS waiting,
              SUM(CASE WHEN state = 'closed' THEN 1 ELSE 0 END) AS closed,
              SUM(CASE WHEN delivered = 0 THEN 0 ELSE 1 END) AS undelivered
            FROM order_line WHERE product_id IS NOT NULL GROUP BY order_id
          ) AS sums JOIN sales_order ON sales_order.id = sums.order_id
        ) AS judged
        WHERE state <> expected
          AND NOT (state = 'cancelled' AND expected = 'closed' AND undelivered = 0)
        """),
    CheckRule(
      id: "order.deliveredTotal", kind: "sales_order",
      sql: """
        SELECT number, NULL, delivered, delivered_total FROM (
          SELECT sales_order.number, sales_order.delivered_total, sales_order.closed_total,
            sales_order.total_amount,
            (SELECT CAST(COALESCE(SUM(delivery.total_amount), 0) AS BIGINT) FROM delivery
              WHERE delivery.order_id = sales_order.id) AS delivered
          FROM sales_order WHERE invoiced_elsewhere = 0
        ) AS sums
        WHERE delivered <> delivered_total
          OR (total_amount >= 0 AND delivered_total + closed_total > total_amount)
        """),
    CheckRule(
      id: "delivery.invoiced", kind: "delivery",
      sql: """
        SELECT number, NULL, total_amount, invoiced_amount FROM delivery
        WHERE invoiced_amount < 0 OR invoiced_amount > total_amount
        """),
    CheckRule(
      id: "order.cost", kind: "sales_order_cost",
      sql: """
        SELECT sales_order.number, NULL, sums.cost, sales_order_cost.cost_amount
        FROM (
          SELECT order_line.order_id, CAST(COALESCE(SUM(line_cost.cost_amount), 0) AS BIGINT) AS cost,
            SUM(CASE WHEN line_cost.line IS NULL THEN 1 ELSE 0 END) AS uncosted
          FROM order_line LEFT JOIN order_line_cost AS line_cost
            ON line_cost.order_id = order_line.order_id AND line_cost.line = order_line.line
          WHERE order_line.product_id IS NOT NULL GROUP BY order_line.order_id
        ) AS sums JOIN sales_order ON sales_order.id = sums.order_id
          JOIN sales_order_cost ON sales_order_cost.order_id = sums.order_id
        WHERE sums.cost <> sales_order_cost.cost_amount
          OR sums.uncosted <> sales_order_cost.uncosted_lines
        """),
    CheckRule(
      id: "quote.cost", kind: "quote_cost",
      sql: """
        SELECT quote.number, NULL, sums.cost, quote_cost.cost_amount
        FROM (
          SELECT quote_line.quote_id, CAST(COALESCE(SUM(line_cost.cost_amount), 0) AS BIGINT) AS cost,
            SUM(CASE WHEN line_cost.line IS NULL THEN 1 ELSE 0 END) AS uncosted
          FROM quote_line LEFT JOIN quote_line_cost AS line_cost
            ON line_cost.quote_id = quote_line.quote_id AND line_cost.line = quote_line.line
          WHERE quote_line.product_id IS NOT NULL AND quote_line.choice = 'firm'
          GROUP BY quote_line.quote_id
        ) AS sums JOIN quote ON quote.id = sums.quote_id
          JOIN quote_cost ON quote_cost.quote_id = sums.quote_id
        WHERE sums.cost <> quote_cost.cost_amount OR sums.uncosted <> quote_cost.uncosted_lines
        """),
  ]

  static let purchases: [CheckRule] = [
    CheckRule(
      id: "purchaseLine.received", kind: "purchase_line",
      sql: """
        SELECT purchase_order.number, sums.line, sums.arrived, sums.kept
        FROM (
          SELECT purchase_order_id, line, CAST(SUM(arrived) AS BIGINT) AS arrived,
            CAST(SUM(kept) AS BIGINT) AS kept
          FROM (
            SELECT receipt.purchase_order_id, receipt_line.line,
              receipt_line.quantity AS arrived, 0 AS kept
            FROM receipt_line JOIN receipt ON receipt.id = receipt_line.receipt_id
            UNION ALL
            SELECT purchase_order_id, line, 0, received FROM purchase_line WHERE received <> 0
          ) AS movement
          GROUP BY purchase_order_id, line HAVING SUM(arrived) <> SUM(kept)
        ) AS sums JOIN purchase_order ON purchase_order.id = sums.purchase_order_id
        """),
    CheckRule(
      id: "purchaseLine.state", kind: "purchase_line",
      sql: """
        SELECT number, line, expected, state FROM (
          SELECT purchase_order.number, purchase_line.line, purchase_line.state,
            CASE
              WHEN purchase_line.received >= purchase_line.quantity THEN 'received'
              WHEN purchase_line.received > 0 THEN 'partlyReceived'
              ELSE 'ordered'
            END AS expected
          FROM purchase_line
            JOIN purchase_order ON purchase_order.id = purchase_line.purchase_order_id
          WHERE purchase_line.state <> 'closed'
        ) AS judged WHERE state <> expected
        """),
    CheckRule(
      id: "request.need", kind: "purchase_request_need",
      sql: """
        SELECT sales_order.number, order_line.line, order_line.quantity, sums.needed
        FROM (
          SELECT need.order_id, need.line, CAST(SUM(need.quantity) AS BIGINT) AS needed
          FROM purchase_request_need AS need
            JOIN purchase_request ON purchase_request.id = need.request_id
          WHERE purchase_request.state = 'open' GROUP BY need.order_id, need.line
        ) AS sums
          JOIN order_line ON order_line.order_id = sums.order_id AND order_line.line = sums.line
          JOIN sales_order ON sales_order.id = sums.order_id
        WHERE sums.needed > order_line.quantity
        """),
  ]
}
