import Sales
import SalesStore

// What a crash must not lose: the draft after every committed field, and what found no product.

extension QuoteEntry {
  /// The key of the quote in the local journal.
  func journalKey(_ sheet: QuoteSheet) -> String { "quote-\(sheet.quote.id)" }

  /// Keeps the draft as it stands.
  func journal() -> [Effect] {
    guard let sheet else { return [] }
    let state = KeptState(draft: sheet.draft, rejects: rejects)
    return [.journal(.draft(key: journalKey(sheet), state: state.text))]
  }

  /// What was typed and is on no line: what found no product, and the line being typed.
  var loose: [String] {
    let line = focus == .entry ? field.text : unfinished
    return rejects + (line.contains { !$0.isWhitespace } ? [line] : [])
  }

  /// Keeps what is on no line beside the draft, as a line to take up again.
  func keepLoose() -> [Effect] {
    guard let sheet, sheet.isDraft, !loose.isEmpty else { return [] }
    let state = KeptState(draft: sheet.draft, rejects: loose)
    return [.journal(.draft(key: journalKey(sheet), state: state.text))]
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

/// A draft as the journal keeps it.
struct KeptState: Sendable, Equatable {
  var draft: QuoteDraft
  var rejects: [String] = []

  init(draft: QuoteDraft, rejects: [String] = []) {
    self.draft = draft
    self.rejects = rejects
  }

  /// Reads it back; nil where another version of the program wrote it.
  init?(_ text: String) {
    let rows = StringRows.decode(text)
    guard let draft = DraftText.decode(rows) else { return nil }
    self.draft = draft
    rejects = rows.compactMap { $0.first == "reject" && $0.count == 2 ? $0[1] : nil }
  }

  /// JSON, one line.
  var text: String {
    StringRows.encode(DraftText.encode(draft) + rejects.map { ["reject", $0] })
  }
}
