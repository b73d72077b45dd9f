import Database

/// What can go wrong in the store beside the database itself. Facts only: the words are chosen
/// where a person reads them.
public enum StoreError: Error, Equatable {
  /// No such record: kind of record (its table) and what was looked for.
  case notFound(kind: String, key: String)
  /// The row was changed since it was read: table and key of the row, JSON.
  case stale(table: String, key: String)
  /// A word of the schema that this program does not know.
  case unknownWord(column: Int, word: String)
  /// An act that cannot be undone: it was final, is already undone, or belongs to someone else.
  case notUndoable(reason: UndoObstacle)
  /// The log holds something this program cannot read.
  case unreadableLog(act: UInt128, sequence: Int)
}

/// Why an act is not undone.
public enum UndoObstacle: Equatable, Sendable {
  /// Nothing of this person's is left to undo or redo.
  case nothing
  /// The act is final.
  case final(kind: String)
  /// It was undone already.
  case alreadyUndone
  /// Someone changed the same row since: table, act that did it, its actor, when.
  case changedSince(table: String, kind: String, actorName: String, occurredAtMs: Int64)
  /// A row it would restore is held by something newer: a delivery, a purchase…
  case heldBy(table: String)
}
