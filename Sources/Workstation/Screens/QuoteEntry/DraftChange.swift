import Sales
import Values

/// One change of a draft, to be taken back and brought back: its heads and the run of lines that differs.
/// Of a thousand lines only those that changed are kept, however many changes there were.
struct DraftChange: Sendable {
  /// The draft without its lines, before and after.
  private let heads: (before: QuoteDraft, after: QuoteDraft)
  /// Where the lines differ.
  let run: ChangedRun
  private let removed: [QuoteDraftLine]
  private let added: [QuoteDraftLine]

  /// What differs between two states of a draft; nil = nothing.
  init?(from before: QuoteDraft, to after: QuoteDraft) {
    run = ChangedRun(from: before.lines, to: after.lines)
    heads = (Self.head(before), Self.head(after))
    guard !run.isEmpty || heads.before != heads.after else { return nil }
    removed = Array(before.lines[run.former])
    added = Array(after.lines[run.later])
  }

  private static func head(_ draft: QuoteDraft) -> QuoteDraft {
    var head = draft
    head.lines = []
    return head
  }

  /// The draft as it was before; nil where its lines are not those that this change left.
  func undone(in draft: QuoteDraft) -> QuoteDraft? {
    replaced(in: draft, run.later, by: removed, head: heads.before)
  }

  /// The draft as it was after; nil where its lines are not those that this change found.
  func redone(in draft: QuoteDraft) -> QuoteDraft? {
    replaced(in: draft, run.former, by: added, head: heads.after)
  }

  private func replaced(
    in draft: QuoteDraft, _ place: Range<Int>, by lines: [QuoteDraftLine], head: QuoteDraft
  ) -> QuoteDraft? {
    guard place.upperBound <= draft.lines.count else { return nil }
    var changed = head
    changed.lines = draft.lines
    changed.lines.replaceSubrange(place, with: lines)
    return changed
  }
}
