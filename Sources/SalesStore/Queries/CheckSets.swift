import Database

extension CompanyCheck {
  /// A line of a set names the line that begins it, on the same document.
  static let sets: [CheckRule] = [
    part("set.quote", of: "quote_line", document: "quote", key: "quote_id"),
    part("set.order", of: "order_line", document: "sales_order", key: "order_id"),
  ]

  private static func part(
    _ id: String, of table: String, document: String, key: String
  ) -> CheckRule {
    let text = """
      SELECT \(document).number, part.line, part.set_of, 0
      FROM \(table) AS part JOIN \(document) ON \(document).id = part.\(key)
        LEFT JOIN \(table) AS head ON head.\(key) = part.\(key) AND head.line = part.set_of
          AND head.set_code <> '' AND head.kind = 'comment'
      WHERE part.set_of IS NOT NULL AND head.line IS NULL
      """
    return CheckRule(id: id, kind: table, sql: SQL(SQLText(built: text), []))
  }
}
