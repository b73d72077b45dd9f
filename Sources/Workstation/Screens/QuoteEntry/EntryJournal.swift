import Sales
import SalesStore
import Values

// What a crash must not lose: the draft after every committed field, and what found no product.

extension QuoteEntry {
  /// The key of the quote in the local journal.
  func journalKey(_ sheet: QuoteSheet) -> String { "quote-\(sheet.quote.id)" }

  /// Keeps the draft as it stands.
  mutating func journal() -> [Effect] { keep(rejects) }

  private mutating func keep(_ rejects: [String]) -> [Effect] {
    guard let sheet else { return [] }
    let rows = self.sheet?.keptRows() ?? []
    return [.journal(.draft(key: journalKey(sheet), rows: rows + KeptState.rows(rejects)))]
  }

  /// What was typed and is on no line: what found no product, and the line being typed.
  var loose: [String] {
    let line = focus == .entry ? field.text : unfinished
    return rejects + (line.contains { !$0.isWhitespace } ? [line] : [])
  }

  /// Keeps what is on no line beside the draft, as a line to take up again.
  mutating func keepLoose() -> [Effect] {
    guard sheet?.isDraft == true, !loose.isEmpty else { return [] }
    return keep(loose)
  }

  var recordKey: String? {
    switch source {
    case .new, .customer: nil
    case .opportunity(let id): "opportunity-\(id)"
    case .quote(let id): "quote-\(id)"
    case .kept(let draft): draft.key
    }
  }

  var openWork: OpenWork? {
    guard let sheet, sheet.isDraft else { return nil }
    var keys: Set<String> = [journalKey(sheet)]
    if let opportunity = sheet.around.opportunity { keys.insert("opportunity-\(opportunity.id)") }
    let isEditing = if case .edit = focus { !isFresh } else { false }
    return OpenWork(
      quoteID: sheet.quote.id, keys: keys, number: sheet.quote.number,
      customerName: sheet.customer.name,
      isUnsaved: sheet.isUnsaved || saving != nil || isEditing || !loose.isEmpty
        || !unread.isEmpty, isTouched: sheet.base == nil && sheet.canUndo)
  }
}

/// A draft as the journal keeps it: the rows of its lines and of its head (`DraftText`), then those of what
/// is on no line.
struct KeptState: Sendable, Equatable {
  var draft: QuoteDraft
  var rejects: [String] = []

  /// Reads it back; nil where another version of the program wrote it.
  init?(_ rows: [String]) {
    let rows = StringRows.decode("[" + rows.joined(separator: ",") + "]")
    guard let draft = DraftText.decode(rows) else { return nil }
    self.draft = draft
    rejects = rows.compactMap { $0.first == "reject" && $0.count == 2 ? $0[1] : nil }
  }

  /// What is on no line, as rows.
  static func rows(_ rejects: [String]) -> [String] {
    rejects.map { StringRows.encode(["reject", $0]) }
  }
}

/// The rows of a draft that was kept, so that of a thousand lines only the one that changed is written out
/// again.
struct KeptRows: Sendable {
  private var rows: [String] = []
  /// Where the lines changed since the rows were written; all of them at first.
  private var changed: ChangedRun

  /// Nothing is written of so many lines.
  init(lines: Int) {
    changed = ChangedRun(first: 0, removed: 0, added: lines)
  }

  /// Takes note of where the lines changed.
  mutating func note(_ run: ChangedRun) { changed = changed.then(run) }

  /// The rows of the draft as it now stands.
  mutating func update(_ draft: QuoteDraft) -> [String] {
    rows.replaceSubrange(
      changed.former,
      with: changed.later.map { StringRows.encode(DraftText.row(of: draft.lines[$0])) })
    changed = ChangedRun(first: 0, removed: 0, added: 0)
    // The head counts the lines: behind them, a line more changes two rows that follow each other.
    return rows + [StringRows.encode(DraftText.head(of: draft))]
  }
}
