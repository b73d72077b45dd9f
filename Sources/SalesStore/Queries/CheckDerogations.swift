import Database

extension CompanyCheck {
  /// What orders took of suppliers' derogations.
  static let derogations: [CheckRule] = [
    CheckRule(
      id: "derogation.consumed", kind: "supplier_derogation",
      sql: """
        SELECT reference, NULL, taken, consumed FROM (
          SELECT head.reference, head.consumed, (
              SELECT CAST(COALESCE(SUM(derogation_use.quantity), 0) AS BIGINT) FROM derogation_use
              WHERE derogation_use.derogation_id = head.id
            ) AS taken
          FROM supplier_derogation AS head
        ) AS sums WHERE taken <> consumed
        """),
    CheckRule(
      id: "derogation.granted", kind: "supplier_derogation",
      sql: """
        SELECT reference, NULL, quantity, consumed FROM supplier_derogation
        WHERE quantity IS NOT NULL AND consumed > quantity
        """),
    CheckRule(
      id: "derogation.line", kind: "derogation_use",
      sql: """
        SELECT sales_order.number, derogation_use.line, order_line.quantity - order_line.cancelled,
          derogation_use.quantity
        FROM derogation_use
          JOIN order_line ON order_line.order_id = derogation_use.order_id
            AND order_line.line = derogation_use.line
          JOIN supplier_derogation AS head ON head.id = derogation_use.derogation_id
          JOIN sales_order ON sales_order.id = derogation_use.order_id
        WHERE derogation_use.quantity > order_line.quantity - order_line.cancelled
          OR head.product_id <> order_line.product_id
          OR head.customer_id <> sales_order.customer_id
        """),
  ]
}
