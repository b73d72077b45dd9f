import Sales
import SalesStore
import Values

/// Writes a draft as it was edited in memory, in one transaction: what the entry screen saves (F8 and
/// on leaving). A draft that is not stored yet draws its number; one that others changed meanwhile is
/// refused (`staleRow`).
public struct SaveDraft: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.save", roles: .sellers)

  /// The draft; its versions are those that were read.
  public let draft: QuoteDraft
  /// Title of the opportunity that is opened where the draft names none; empty = the first line's
  /// words.
  public let title: String

  /// The saving of a draft.
  public init(_ draft: QuoteDraft, title: String = "") {
    self.draft = draft
    self.title = title
  }

  /// Does it.
  /// - Returns: the draft as it now stands; go on editing from this one.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    guard (0...10_000).contains(draft.quote.discount.basisPoints) else {
      throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(draft.quote.discount)))
    }
    guard let stored = try scope.store.find(draft.quote.id) else {
      guard draft.lines.contains(where: \.isProduct) || !draft.lines.isEmpty else {
        throw Refusal(.quoteEmpty, Fact("number", .text("")))
      }
      _ = try QuoteOpening(scope: scope).open(draft, title: title)
      return try scope.store.draft(of: draft.quote.id)
    }
    guard stored.state == .draft else {
      throw Refusal(
        .quoteNotDraft, Fact("number", .text(stored.number)),
        Fact("state", .text(stored.state.rawValue)))
    }
    guard stored.version == draft.quote.version else {
      throw Refusal(
        .staleRow, Fact("kind", .text(Quote.table.name)), Fact("key", .text(stored.number)))
    }
    let old = try scope.store.draft(of: stored.id)
    var wanted = draft
    // What acts own stays theirs, whatever the draft was made of.
    wanted.quote.number = stored.number
    wanted.quote.opportunityID = stored.opportunityID
    wanted.quote.termsRevision = stored.termsRevision
    for place in wanted.lines.indices {
      let number = wanted.lines[place].number
      if let kept = old[line: number] { wanted.lines[place].row.version = kept.row.version }
    }
    _ = try QuoteWriting(scope: scope).write(old, to: wanted)
    return try scope.store.draft(of: stored.id)
  }
}
