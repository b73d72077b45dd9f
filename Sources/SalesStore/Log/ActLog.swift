import Database
import Sales
import Values

/// What one change did to one row.
struct LoggedChange {
  enum Operation: String {
    case insert, update, delete, add
  }

  let table: Table
  let operation: Operation
  let key: [SQLValue]
  /// The version the change left; 0 where the table has none or the row is gone.
  let version: Int64
  let payload: EventPayload
}

/// The changes of the transaction under way, written behind the act when it is complete.
///
/// A class, because a writer is a value that is passed around; one lives as long as its transaction.
final class ActLog {
  private(set) var changes: [LoggedChange] = []

  func append(_ change: LoggedChange) {
    changes.append(change)
  }
}

/// The head of an act: who did what and when.
public struct ActHead: Sendable, Equatable {
  /// Identity, minted by the desk before the transaction.
  public let id: UInt128
  /// Kind: an act of the catalogue, or `undo`, `redo`.
  public let kind: String
  /// Who.
  public let actorID: ID<Salesperson>?
  /// When.
  public let occurredAt: Instant
  /// When, as a business day of the company.
  public let day: Day
  /// Facts for journals and the undo list, JSON.
  public var summary: String
  /// Whether it may be undone.
  public let isUndoable: Bool
  /// The act it undoes.
  public let undoesID: UInt128?

  /// The head of an act.
  public init(
    id: UInt128, kind: String, actorID: ID<Salesperson>?, occurredAt: Instant, day: Day,
    summary: String = "", isUndoable: Bool, undoesID: UInt128? = nil
  ) {
    self.id = id
    self.kind = kind
    self.actorID = actorID
    self.occurredAt = occurredAt
    self.day = day
    self.summary = summary
    self.isUndoable = isUndoable
    self.undoesID = undoesID
  }
}

/// A record an act is about.
public struct ActSubject: Sendable, Hashable {
  /// Kind of record.
  public let kind: SubjectKind
  /// Identity.
  public let id: UInt128

  /// A record an act is about.
  public init(kind: SubjectKind, id: UInt128) {
    self.kind = kind
    self.id = id
  }
}

extension StoreReading {
  /// Whether the act of this identity is done.
  public func isLogged(_ act: UInt128) throws -> Bool {
    try connection.exists("SELECT 1 FROM act WHERE id = \(SQLValue.id(act))")
  }
}

extension StoreWriter {
  /// Writes the act and everything changed in this transaction since it began.
  ///
  /// - Returns: how many changes it logged. An act that changed nothing leaves no row.
  @discardableResult
  public func finish(_ head: ActHead, subjects: Set<ActSubject>) throws -> Int {
    guard !log.changes.isEmpty else { return 0 }
    try connection.run(
      """
      INSERT INTO act
        (id, kind, actor_id, occurred_at, day, summary, undoable, undoes_id)
      VALUES (
        \(SQLValue.id(head.id)), \(head.kind), \(SQLValue.field(head.actorID)),
        \(head.occurredAt.milliseconds), \(Int64(head.day.daysSinceEpoch)), \(head.summary),
        \(head.isUndoable), \(SQLValue.field(head.undoesID)))
      """)
    let act = SQLValue.id(head.id)
    try Self.subjectRows.run(
      subjects.map { [.id($0.id), act, .text($0.kind.rawValue)] }, on: connection)
    let events = log.changes.enumerated().map { index, change -> [SQLValue] in
      [
        act, .integer(Int64(index + 1)), .text(change.table.name),
        .text(change.operation.rawValue), .text(RowKey.encode(change.key)),
        .integer(change.version), .text(change.payload.json),
      ]
    }
    try Self.eventRows.run(events, on: connection)
    return log.changes.count
  }

  private static let subjectRows = RowsInsert(
    into: "act_subject", columns: ["subject_id", "act_id", "subject_kind"])
  private static let eventRows = RowsInsert(
    into: "event",
    columns: [
      "act_id", "sequence", "table_name", "operation", "row_key", "row_version", "payload",
    ])
}
