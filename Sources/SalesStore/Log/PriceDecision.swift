import Database
import Sales
import Values

extension StoreReading {
  /// Who typed the price or the discount that a line of a quote has, and when: the last act that wrote
  /// either. A line taken over from the version before leads to that version. Nil where the log has
  /// none: an import.
  public func priceDecision(on line: QuoteLine) throws -> LastChange? {
    var quote: ID<Quote>? = line.quoteID
    var found: LastChange?
    while let current = quote {
      let read = try decision(on: current, line: line.line)
      found = read.change ?? found
      guard read.isInherited else { break }
      quote = try former(of: current, sold: line)
    }
    return found
  }

  /// The version before, where it sold the line at the same price.
  private func former(of quote: ID<Quote>, sold line: QuoteLine) throws -> ID<Quote>? {
    let head = try get(quote)
    let before = try first(
      Quote.self,
      """
      WHERE number = \(head.number) AND revision < \(head.revision)
      ORDER BY revision DESC LIMIT 1
      """)
    guard let before,
      let row = try find(QuoteLine.self, before.id.sqlValue, line.line.sqlValue),
      row.unitPrice == line.unitPrice, row.discounts == line.discounts,
      row.priceSource == line.priceSource
    else { return nil }
    return before.id
  }

  /// The last act that wrote the price of a line, and whether that was its first appearance.
  private func decision(
    on quote: ID<Quote>, line: Int
  ) throws -> (change: LastChange?, isInherited: Bool) {
    let key = RowKey.encode([quote.sqlValue, line.sqlValue])
    let rows = try connection.rows(
      """
      SELECT event.operation, event.payload, act.kind, COALESCE(salesperson.name, ''),
        act.occurred_at
      FROM event JOIN act ON act.id = event.act_id
        LEFT JOIN salesperson ON salesperson.id = act.actor_id
      WHERE event.table_name = \(QuoteLine.table.name) AND event.row_key = \(key)
      ORDER BY event.act_id DESC, event.sequence DESC
      """
    ) { row in
      (
        operation: try row.text(0), payload: try row.text(1),
        change: LastChange(
          act: try row.text(2), actorName: try row.text(3),
          occurredAt: Instant(milliseconds: try row.int64(4)))
      )
    }
    for row in rows {
      if row.operation == "insert" { return (row.change, true) }
      let changes = EventPayload.decode(row.payload, table: QuoteLine.table)?.changes ?? []
      if changes.contains(where: { Self.priceColumns.contains($0.column) }) {
        return (row.change, false)
      }
    }
    return (nil, false)
  }

  private static var priceColumns: Set<String> { ["unit_price", "price_source", "discounts"] }
}
