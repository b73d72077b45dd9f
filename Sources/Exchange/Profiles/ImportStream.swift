/// The rows of a whole profile, record by record, in the profile's order. It reads files and
/// touches nothing else: what becomes of the rows is the `ImportTarget`'s business.
public final class ImportStream {
  /// The profile.
  public let profile: ImportProfile
  /// The files that were there to read, in order, without repetition.
  public let files: [String]
  /// The kinds of record that they hold.
  public let kinds: Set<RecordKind>
  private var waiting: ArraySlice<RecordMapping>
  private let directory: String
  private var table: RecordTable?
  private var finishedSkips = 0

  /// Checks that every file is there with the columns the profile names, before any row is read.
  /// Throws `ImportError`.
  public init(_ profile: ImportProfile, directory: String) throws {
    self.profile = profile
    self.directory = directory
    var present: [RecordMapping] = []
    for mapping in profile.records {
      do {
        _ = try RecordTable(mapping, profile, directory: directory)
        present.append(mapping)
      } catch ImportError.missingFile(let file) where mapping.isOptional && file == mapping.file {
        continue
      }
    }
    waiting = present[...]
    var files: [String] = []
    for file in present.compactMap(\.file) where !files.contains(file) { files.append(file) }
    self.files = files
    kinds = Set(present.map(\.kind))
    if files.isEmpty { throw ImportError.noFile(profile.records.compactMap(\.file)) }
  }

  /// Rows passed over so far because a condition of the profile says so.
  public var skipped: Int { finishedSkips + (table?.skipped ?? 0) }

  /// The kind of the last row or refusal.
  public var kind: RecordKind? { table?.kind }

  /// The next row or refusal; nil at the end of the last file.
  public func next() throws -> ImportOutcome? {
    while true {
      if let table {
        if let outcome = try table.next() { return outcome }
        finishedSkips += table.skipped
        self.table = nil
      }
      guard let mapping = waiting.popFirst() else { return nil }
      table = try RecordTable(mapping, profile, directory: directory)
    }
  }
}
