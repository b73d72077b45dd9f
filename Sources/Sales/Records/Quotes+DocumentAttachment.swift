import Values

/// The exact file handed over, kept by its hash.
public struct DocumentFile: Sendable, Hashable {
  /// SHA-256, lower-case hexadecimal.
  public var hash: String
  /// Media type.
  public var mediaType: String
  /// The file.
  public var bytes: [UInt8]

  /// The record with each of its fields; those left out take their usual value.
  public init(
    hash: String,
    mediaType: String,
    bytes: [UInt8]
  ) {
    self.hash = hash
    self.mediaType = mediaType
    self.bytes = bytes
  }
}

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
