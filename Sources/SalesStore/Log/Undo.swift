import Database
import Sales
import Values

// Undo reads an act's events backwards and writes the opposite of each, as events of a new act:
//
//     insert ──► delete          update old→new ──► update new→old
//     delete ──► insert          add +q         ──► add −q
//
// It runs while every row still has the version the act left, and refuses otherwise, naming who
// changed what since. Redo is the undo of an undo.

/// An act as the undo list and journals read it.
public struct LoggedAct: Sendable, Equatable {
  /// Its head.
  public let head: ActHead
  /// Name of the actor; empty for the system.
  public let actorName: String
}

extension StoreReading {
  private func acts(_ rest: SQL) throws -> [LoggedAct] {
    // The summary of a floor set says its rate.
    let seen = try whereSeen("", else: "act.kind <> 'family.setFloor' AND ")
    return try connection.rows(
      """
      SELECT act.id, act.kind, act.actor_id, act.occurred_at, act.day, act.summary, act.undoable,
        act.undoes_id, COALESCE(salesperson.name, '')
      FROM act LEFT JOIN salesperson ON salesperson.id = act.actor_id
      WHERE
      """ + " " + seen + rest
    ) { row in
      LoggedAct(
        head: ActHead(
          id: try row.id(0), kind: try row.text(1),
          actorID: try row.optionalID(2).map { ID(rawValue: $0) },
          occurredAt: Instant(milliseconds: try row.int64(3)),
          day: Day(daysSinceEpoch: Int32(truncatingIfNeeded: try row.int64(4))),
          summary: try row.text(5), isUndoable: try row.int64(6) != 0,
          undoesID: try row.optionalID(7)),
        actorName: try row.text(8))
    }
  }

  /// The acts about a record, newest first.
  public func journal(of subject: UInt128, limit: Int) throws -> [LoggedAct] {
    try acts(
      """
      act.id IN (
        SELECT act_id FROM act_subject WHERE subject_id = \(SQLValue.id(subject))
        ORDER BY act_id DESC LIMIT \(limit))
      ORDER BY act.id DESC
      """)
  }

  /// The act that `u` would undo: this person's last one that still stands.
  ///
  /// - Throws: `StoreError.notUndoable` with the reason where there is none.
  public func actToUndo(by actor: ID<Salesperson>) throws -> LoggedAct {
    let last = try acts(
      """
      act.actor_id = \(SQLValue.field(actor)) AND act.kind <> 'undo'
        AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes_id = act.id)
      ORDER BY act.id DESC LIMIT 1
      """
    ).first
    guard let last else { throw StoreError.notUndoable(reason: .nothing) }
    guard last.head.isUndoable else {
      throw StoreError.notUndoable(reason: .final(kind: last.head.kind))
    }
    return last
  }

  /// The act that `U` would bring back: this person's last undo, unless something was done since.
  ///
  /// - Throws: `StoreError.notUndoable` with the reason where there is none.
  public func actToRedo(by actor: ID<Salesperson>) throws -> LoggedAct {
    let last = try acts(
      """
      act.actor_id = \(SQLValue.field(actor)) AND act.kind <> 'redo'
        AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes_id = act.id)
      ORDER BY act.id DESC LIMIT 1
      """
    ).first
    guard let last, last.head.kind == "undo" else {
      throw StoreError.notUndoable(reason: .nothing)
    }
    return last
  }
}

extension StoreWriter {
  /// Writes the opposite of every event of an act. The caller finishes the act that does it.
  ///
  /// - Returns: the subjects of the act, which are those of its undo.
  /// - Throws: `StoreError.notUndoable`.
  public func reverse(_ act: UInt128) throws -> Set<ActSubject> {
    let id = SQLValue.id(act)
    let events = try connection.rows(
      """
      SELECT sequence, table_name, operation, row_key, row_version, payload
      FROM event WHERE act_id = \(id) ORDER BY sequence DESC
      """
    ) { row in
      EventRow(
        sequence: Int(try row.int64(0)), table: try row.text(1), operation: try row.text(2),
        key: try row.text(3), version: try row.int64(4), payload: try row.text(5))
    }
    var versions: [String: Int64] = [:]
    for event in events {
      try reverse(event, of: act, versions: &versions)
    }
    let subjects = try connection.rows(
      "SELECT subject_kind, subject_id FROM act_subject WHERE act_id = \(id)"
    ) { row in
      SubjectKind(rawValue: try row.text(0)).map { ActSubject(kind: $0, id: (try? row.id(1)) ?? 0) }
    }
    return Set(subjects.compactMap { $0 })
  }

  private struct EventRow {
    let sequence: Int
    let table: String
    let operation: String
    let key: String
    let version: Int64
    let payload: String
  }

  private func reverse(
    _ event: EventRow, of act: UInt128, versions: inout [String: Int64]
  ) throws {
    guard let table = Table.named(event.table), let key = RowKey.decode(event.key, table: table),
      let payload = EventPayload.decode(event.payload, table: table),
      let operation = LoggedChange.Operation(rawValue: event.operation)
    else { throw StoreError.unreadableLog(act: act, sequence: event.sequence) }
    let row = event.table + event.key
    func attempt(_ expected: Int64) throws -> LoggedChange? {
      do {
        return switch operation {
        case .insert: try reverseInsert(table, key, expected)
        case .update: try reverseUpdate(table, key, expected, payload)
        case .delete: try reverseDelete(table, key, payload)
        case .add: try reverseAdd(table, key, payload)
        }
      } catch let error as SQLError where error.isConstraint {
        throw StoreError.notUndoable(reason: .heldBy(table: table.name))
      }
    }
    var change = try attempt(versions[row] ?? event.version)
    if change == nil, versions[row] == nil,
      let settled = try versionOnceSettled(event, since: act)
    {
      change = try attempt(settled)
    }
    guard let change else {
      if table.isKeptForReading { return }
      throw try obstacle(table, event.key, since: act)
    }
    versions[row] = change.version
    log.append(change)
    if table.isSearched, operation != .insert { try refreshSearch(table, key: key) }
  }

  /// The version of a row that is again as the act left it, because whatever was done to it since was
  /// undone: `u` pressed twice undoes two acts on one row. Nil where something done since stands.
  private func versionOnceSettled(_ event: EventRow, since act: UInt128) throws -> Int64? {
    let later = try connection.rows(
      """
      SELECT event.act_id, act.undoes_id, MAX(event.row_version)
      FROM event JOIN act ON act.id = event.act_id
      WHERE event.act_id > \(SQLValue.id(act)) AND event.table_name = \(event.table)
        AND event.row_key = \(event.key)
      GROUP BY event.act_id, act.undoes_id ORDER BY event.act_id
      """
    ) { row in (act: try row.id(0), undoes: try row.optionalID(1), version: try row.int64(2)) }
    var standing: [UInt128] = []
    for step in later {
      if let undone = step.undoes, let place = standing.firstIndex(of: undone) {
        standing.remove(at: place)
      } else {
        standing.append(step.act)
      }
    }
    return standing.isEmpty ? later.last?.version : nil
  }

  private func reverseInsert(
    _ table: Table, _ key: [SQLValue], _ version: Int64
  ) throws -> LoggedChange? {
    // The log keeps what a row held, costs included, unless the server keeps those itself.
    guard let select = try isKeptByServer ? table.openSelectByKey : table.selectByKey else {
      return nil
    }
    let values = try connection.first(SQL(select, key)) { row in
      try table.columns.enumerated().map { try row.value($0, as: $1.kind) }
    }
    guard let values, !table.isVersioned || values.last == .integer(version) else { return nil }
    if table.isSearched { try removeFromSearch(table, key: key) }
    let arguments = key + (table.isVersioned ? [.integer(version)] : [])
    guard try connection.run(SQL(table.deleteText, arguments)) == 1 else {
      return nil
    }
    var payload = EventPayload()
    payload.changes = zip(table.columns, values).map { ($0.name, $1, .null) }
    return LoggedChange(
      table: table, operation: .delete, key: key, version: version, payload: payload)
  }

  private func reverseUpdate(
    _ table: Table, _ key: [SQLValue], _ version: Int64, _ payload: EventPayload
  ) throws -> LoggedChange? {
    let names = payload.changes.map(\.column)
    let changed = table.columns.indices.filter { names.contains(table.columns[$0].name) }
    let old = payload.changes.map(\.old)
    let arguments = old + key + (table.isVersioned ? [.integer(version)] : [])
    let sql = SQL(table.updateText(changing: changed), arguments)
    guard try connection.run(sql) == 1 else { return nil }
    var swapped = EventPayload()
    swapped.changes = payload.changes.map { ($0.column, $0.new, $0.old) }
    return LoggedChange(
      table: table, operation: .update, key: key, version: table.isVersioned ? version + 1 : 0,
      payload: swapped)
  }

  private func reverseDelete(
    _ table: Table, _ key: [SQLValue], _ payload: EventPayload
  ) throws -> LoggedChange? {
    var values = payload.changes.map(\.old)
    var version: Int64 = 0
    if table.isVersioned, case .integer(let last) = values[values.count - 1] {
      version = last + 1
      values[values.count - 1] = .integer(version)
    }
    try connection.run(SQL(table.insertText, values))
    return LoggedChange(
      table: table, operation: .insert, key: key, version: version, payload: EventPayload())
  }

  private func reverseAdd(
    _ table: Table, _ key: [SQLValue], _ payload: EventPayload
  ) throws -> LoggedChange? {
    var deltas: [(column: String, by: Int64)] = []
    var opposite = EventPayload()
    for change in payload.changes {
      guard case .integer(let by) = change.new else { return nil }
      deltas.append((change.column, -by))
      opposite.changes.append((change.column, .integer(0), .integer(-by)))
    }
    guard try addUnlogged(to: table, key: key, deltas: deltas, condition: nil) else { return nil }
    return LoggedChange(table: table, operation: .add, key: key, version: 0, payload: opposite)
  }

  /// Who changed the row since, for the sentence that refuses.
  private func obstacle(
    _ table: Table, _ key: String, since act: UInt128
  ) throws -> StoreError {
    let later = try connection.first(
      """
      SELECT act.kind, COALESCE(salesperson.name, ''), act.occurred_at
      FROM event JOIN act ON act.id = event.act_id
        LEFT JOIN salesperson ON salesperson.id = act.actor_id
      WHERE event.act_id > \(SQLValue.id(act)) AND event.table_name = \(table.name)
        AND event.row_key = \(key)
      ORDER BY event.act_id DESC LIMIT 1
      """
    ) { row in (try row.text(0), try row.text(1), try row.int64(2)) }
    guard let later else { return .notUndoable(reason: .heldBy(table: table.name)) }
    return .notUndoable(
      reason: .changedSince(
        table: table.name, kind: later.0, actorName: later.1, occurredAtMs: later.2))
  }
}

extension SQLRow {
  fileprivate func value(_ index: Int, as kind: ColumnKind) throws -> SQLValue {
    switch kind {
    case .integer: try optionalInt64(index).map { .integer($0) } ?? .null
    case .text: try optionalText(index).map { .text($0) } ?? .null
    case .id: try optionalID(index).map { .id($0) } ?? .null
    case .blob: .blob(try blob(index))
    }
  }
}
