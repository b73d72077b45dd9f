import Values

/// A fact of the past: call, mail, note, visit.
public struct Interaction: Sendable, Hashable {
  /// Identity.
  public var id: ID<Interaction>
  /// Kind of record.
  public var subjectKind: SubjectKind
  /// Record.
  public var subjectID: UInt128
  /// Customer concerned.
  public var customerID: ID<Customer>?
  /// What happened.
  public var kind: InteractionKind
  /// Words.
  public var text: String
  /// When.
  public var occurredAt: Instant
  /// Who.
  public var salespersonID: ID<Salesperson>?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Interaction>,
    subjectKind: SubjectKind,
    subjectID: UInt128,
    customerID: ID<Customer>? = nil,
    kind: InteractionKind,
    text: String,
    occurredAt: Instant,
    salespersonID: ID<Salesperson>? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.subjectKind = subjectKind
    self.subjectID = subjectID
    self.customerID = customerID
    self.kind = kind
    self.text = text
    self.occurredAt = occurredAt
    self.salespersonID = salespersonID
    self.version = version
  }
}
