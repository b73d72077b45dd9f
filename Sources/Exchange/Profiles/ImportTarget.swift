/// What a target did with a row.
public enum ImportEffect: Sendable, Equatable {
  case created
  /// The record was there and differed.
  case changed
  /// The record was there and is the same: importing twice changes nothing.
  case unchanged
  /// Only the store could tell, for instance a customer that does not exist.
  case rejected(ImportRejection)
}

/// Where imported rows go. The store's target writes them in one transaction; a dry run takes the
/// same way and is rolled back at the end.
public protocol ImportTarget: AnyObject {
  /// Called once before the first row; the target refuses here, for instance another currency.
  ///
  /// - Parameter kinds: the kinds that the files at hand hold.
  func begin(_ profile: ImportProfile, kinds: Set<RecordKind>) throws
  /// Writes rows of one kind, in order; returns one effect per row.
  func write(_ rows: [ImportRow]) throws -> [ImportEffect]
  /// Called once after the last row: what needs all of them, such as totals, is done here. Returns
  /// what could not be kept of rows already written, such as a parent that never came.
  func finish() throws -> [ImportRejection]
}

/// What an import did, by kind of record.
public struct ImportSummary: Sendable, Equatable {
  /// The effects on one kind.
  public struct Counts: Sendable, Equatable {
    /// Nothing yet.
    public init() {}

    /// New records.
    public var created = 0
    /// Records that differed.
    public var changed = 0
    /// Records that were already so.
    public var unchanged = 0
    /// Rows refused.
    public var rejected = 0
  }

  /// Nothing yet.
  public init() {}

  /// The counts of each kind met.
  public var counts: [RecordKind: Counts] = [:]
  /// Rows refused.
  public var rejectedRows = 0
  /// Rows passed over because the profile says so.
  public var skippedRows = 0
}

/// Brings the rows of a stream into a target, in batches of one kind, and the refusals into a file.
public struct ImportRun {
  /// Rows per call of the target.
  public static let batch = 500
  private let stream: ImportStream
  private let target: any ImportTarget
  private let onRejection: (ImportRejection) throws -> Void

  /// An import; `onRejection` is called for each refusal, in order.
  public init(
    _ stream: ImportStream, into target: any ImportTarget,
    onRejection: @escaping (ImportRejection) throws -> Void
  ) {
    self.stream = stream
    self.target = target
    self.onRejection = onRejection
  }

  /// Runs it to the end. Throws what the files, the target or `onRejection` throw.
  public func run() throws -> ImportSummary {
    var summary = ImportSummary()
    var batch: [ImportRow] = []
    try target.begin(stream.profile, kinds: stream.kinds)
    while let outcome = try stream.next() {
      switch outcome {
      case .rejected(let rejections):
        summary.rejectedRows += 1
        if let kind = stream.kind {
          summary.counts[kind, default: ImportSummary.Counts()].rejected += 1
        }
        for rejection in rejections { try onRejection(rejection) }
      case .row(let row):
        if batch.count == Self.batch || (batch.first.map { $0.kind != row.kind } ?? false) {
          try flush(&batch, &summary)
        }
        batch.append(row)
      }
    }
    try flush(&batch, &summary)
    for rejection in try target.finish() { try onRejection(rejection) }
    summary.skippedRows = stream.skipped
    return summary
  }

  private func flush(_ batch: inout [ImportRow], _ summary: inout ImportSummary) throws {
    guard let kind = batch.first?.kind else { return }
    var counts = summary.counts[kind] ?? ImportSummary.Counts()
    for effect in try target.write(batch) {
      switch effect {
      case .created: counts.created += 1
      case .changed: counts.changed += 1
      case .unchanged: counts.unchanged += 1
      case .rejected(let rejection):
        summary.rejectedRows += 1
        counts.rejected += 1
        try onRejection(rejection)
      }
    }
    summary.counts[kind] = counts
    batch.removeAll(keepingCapacity: true)
  }
}

extension ImportRejection {
  /// The header of a rejects file.
  public static let columns = ["file", "line", "column", "reason", "value"]

  /// This refusal as a row of a rejects file.
  public var cells: [String] { [file, String(line), column ?? "", reason.rawValue, value ?? ""] }
}
