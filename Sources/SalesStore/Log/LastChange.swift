import Database
import Sales
import Values

/// Who changed a record last, by which act, when.
public struct LastChange: Sendable, Hashable {
  /// Kind of the act.
  public let act: String
  /// Name of the person; empty where nobody is known.
  public let actorName: String
  /// When.
  public let occurredAt: Instant
}

extension StoreReading {
  /// The last act that changed a record; nil where the log has none: an import, the founding.
  public func lastChange<Kind: Record>(of record: Kind) throws -> LastChange? {
    let key = RowKey.encode(Array(record.values.prefix(Kind.table.keyCount)))
    return try connection.first(
      """
      SELECT act.kind, COALESCE(salesperson.name, ''), act.occurred_at
      FROM event JOIN act ON act.id = event.act_id
        LEFT JOIN salesperson ON salesperson.id = act.actor_id
      WHERE event.table_name = \(Kind.table.name) AND event.row_key = \(key)
      ORDER BY event.act_id DESC LIMIT 1
      """
    ) { row in
      LastChange(
        act: try row.text(0), actorName: try row.text(1),
        occurredAt: Instant(milliseconds: try row.int64(2)))
    }
  }
}
