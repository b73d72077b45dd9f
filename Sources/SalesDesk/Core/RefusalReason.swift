/// Every reason for which an act says no. A test holds that each has its sentence in each language.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable {
  /// The role may not: `act`, `roles`.
  case roleMissing
  /// Another person's change of the same row: `kind`, `key`.
  case staleRow
  /// Nothing to undo, or to redo.
  case nothingToUndo
  /// The last act is final: `act`.
  case lastActIsFinal
  /// Someone changed the same row since: `act`, `actor`, `time`.
  case undoChangedSince
  /// Something newer holds a row: `kind`.
  case undoHeldBy
}
