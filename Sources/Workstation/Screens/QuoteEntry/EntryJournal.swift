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
