import Values

/// A file of a record.
public struct DocumentAttachment: Sendable, Hashable {
  /// Record.
  public var subjectID: UInt128
  /// File.
  public var hash: String
  /// Kind of record.
  public var subjectKind: SubjectKind
  /// File name.
  public var name: String
  /// When.
  public var attachedAt: Instant

  /// The record with each of its fields; those left out take their usual value.
  public init(
    subjectID: UInt128,
    hash: String,
    subjectKind: SubjectKind,
    name: String,
    attachedAt: Instant
  ) {
    self.subjectID = subjectID
    self.hash = hash
    self.subjectKind = subjectKind
    self.name = name
    self.attachedAt = attachedAt
  }
}
