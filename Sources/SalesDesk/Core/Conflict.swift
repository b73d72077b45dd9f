import Database
import Sales
import SalesStore
import Values

// Two desks on one record (architecture.md §4):
//
//     read ──► typed here ──► the act reads the row again in its transaction
//                │                     │
//                │   changed by one of the two only  ──► taken from that one, without a word
//                └── changed by both, differently    ──► Conflict: both values, who, when
//                                                             │ settled, field by field
//                                                             ▼
//                                                        the act again; a third change asks again

/// A field that two desks changed, each to another value.
public struct FieldConflict: Sendable, Hashable {
  /// The field: `conflict.field.<name>` in the texts.
  public let field: String
  /// Whose field, where the act changes several rows: the number of a line or of a record.
  public internal(set) var part: String?
  /// What was typed here; nil = none.
  public let mine: FactValue?
  /// What stands in the store; nil = none.
  public let theirs: FactValue?
}

/// Somebody changed fields of a record that were changed here too.
public struct Conflict: Error, Sendable, Hashable {
  /// Kind of record: its table.
  public let kind: String
  /// The record, by number, code or name.
  public let record: String
  /// The fields both changed, in the order of the form.
  public let fields: [FieldConflict]
  /// Who changed the record last; empty where the log does not say.
  public let actorName: String
  /// When, on the company's wall clock.
  public internal(set) var changedAt: Instant?
}

/// Whose value stands.
public enum ConflictSide: Sendable, Hashable {
  case mine, theirs
}

/// What was decided about the fields of conflicts: it holds for the values that were shown.
public struct Settlement: Sendable, Hashable {
  private struct Decision: Sendable, Hashable {
    let side: ConflictSide
    let theirs: FactValue?
  }

  private struct Place: Sendable, Hashable {
    let field: String
    let part: String?
  }

  private var decisions: [Place: Decision] = [:]

  /// Nothing decided.
  public init() {}

  /// Decides about a field as it was shown.
  public mutating func decide(_ conflict: FieldConflict, _ side: ConflictSide) {
    decisions[Place(field: conflict.field, part: conflict.part)] = Decision(
      side: side, theirs: conflict.theirs)
  }

  /// Takes later decisions beside those taken before.
  public mutating func add(_ later: Settlement) {
    decisions.merge(later.decisions) { $1 }
  }

  /// Whose value stands, where that was decided about this very value of theirs.
  func side(of field: String, _ part: String?, theirs: FactValue?) -> ConflictSide? {
    guard let decision = decisions[Place(field: field, part: part)], decision.theirs == theirs
    else { return nil }
    return decision.side
  }
}

/// An act whose fields another desk may have changed meanwhile.
public protocol MergingAct: Act {
  /// What was decided about earlier conflicts.
  var settlement: Settlement { get set }
}

/// Brings together what was read, what is wanted and what stands in the store, field by field.
struct FieldMerge<Kind: Record> {
  let stored: Kind
  let settlement: Settlement
  /// Which of several rows it is.
  let part: String?
  /// The record with every change that can be made.
  private(set) var merged: Kind
  private(set) var conflicts: [FieldConflict] = []

  init(_ stored: Kind, _ settlement: Settlement, part: String? = nil) {
    self.stored = stored
    self.settlement = settlement
    self.part = part
    merged = stored
  }

  /// Takes a field of a form.
  ///
  /// - Parameters:
  ///   - read: what the form began with; kept = not known, and what is wanted stands.
  ///   - shown: the value in a sentence.
  mutating func take<Value: Equatable>(
    _ field: String, _ wanted: Edit<Value>, read: Edit<Value>,
    _ path: WritableKeyPath<Kind, Value>, _ shown: (Value) throws -> FactValue?
  ) rethrows {
    if try decide(field, wanted, read: read, stored: stored[keyPath: path], shown) {
      wanted.apply(to: &merged[keyPath: path])
    }
  }

  /// Whether the value wanted is to be written; a conflict is kept.
  mutating func decide<Value: Equatable>(
    _ field: String, _ wanted: Edit<Value>, read: Edit<Value>, stored: Value,
    _ shown: (Value) throws -> FactValue?
  ) rethrows -> Bool {
    guard case .set(let mine) = wanted, mine != stored else { return false }
    guard case .set(let base) = read else { return true }
    // Untouched in the form: what another desk wrote stays.
    if mine == base { return false }
    if stored == base { return true }
    let theirs = try shown(stored)
    if let side = settlement.side(of: field, part, theirs: theirs) { return side == .mine }
    conflicts.append(FieldConflict(field: field, part: part, mine: try shown(mine), theirs: theirs))
    return false
  }

  /// Says what both changed.
  ///
  /// - Throws: `Conflict`.
  func check(_ record: String, _ scope: ActScope) throws { try [self].check(record, scope) }
}

extension Array {
  /// Says what both changed in any of the rows of one act; who and when is told of the first.
  ///
  /// - Throws: `Conflict`.
  func check<Kind>(_ record: String, _ scope: ActScope) throws where Element == FieldMerge<Kind> {
    guard let first = first(where: { !$0.conflicts.isEmpty }) else { return }
    let last = try scope.store.lastChange(of: first.stored)
    throw Conflict(
      kind: Kind.table.name, record: record, fields: flatMap(\.conflicts),
      actorName: last?.actorName ?? "", changedAt: last?.occurredAt)
  }
}

extension FactValue {
  /// A text as a value; an empty one is none.
  static func words(_ text: String) -> FactValue? { text.isEmpty ? nil : .text(text) }
}
