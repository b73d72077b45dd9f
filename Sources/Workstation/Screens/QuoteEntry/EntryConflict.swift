import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The quote as another desk stored it meanwhile.
struct TheirDraft: Sendable {
  let draft: QuoteDraft
}

extension QuoteEntry {
  /// Another desk stored the quote since: both are brought together, and what both changed is asked.
  mutating func receive(_ read: TheirDraft, _ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    let merge = DraftMerge(base: sheet.base, mine: sheet.draft, theirs: read.draft)
    guard merge.conflicts.isEmpty else {
      conflict = merge
      return [.ask(conflictModal(merge, session))]
    }
    return take(merge.mine, over: merge.theirs)
      + [.say(Status(.notice, session.text("entry.conflict.merged")))]
  }

  private mutating func take(_ draft: QuoteDraft, over theirs: QuoteDraft) -> [Effect] {
    sheet?.merged(draft, over: theirs)
    return journal() + save(then: saving ?? .stay)
  }

  /// One side was chosen for what both changed.
  mutating func settle(takingMine: Bool, _ session: Session) -> [Effect] {
    guard let merge = conflict else { return [] }
    conflict = nil
    return take(takingMine ? merge.mine : merge.yours, over: merge.theirs)
  }

  private func conflictModal(_ merge: DraftMerge, _ session: Session) -> Modal {
    func list(_ value: (DraftConflict) -> ConflictValue) -> String {
      merge.conflicts.map { conflict in
        let field = session.text("entry.conflict.\(conflict.field)")
        let line = conflict.line.map { " \($0)" } ?? ""
        return session.text(
          "entry.conflict.said", Fact("field", .text(field + line)),
          Fact("value", .text(words(value(conflict), session))))
      }.joined(separator: ", ")
    }
    let number = Fact("number", .text(QuoteWords.number(merge.theirs.quote)))
    return .choose(
      id: "conflict", title: session.text("entry.conflict.title", number),
      [
        Choice(key: "mine", label: session.text("entry.conflict.mine") + " " + list(\.mine)),
        Choice(key: "theirs", label: session.text("entry.conflict.theirs") + " " + list(\.theirs)),
      ])
  }

  private func words(_ value: ConflictValue, _ session: Session) -> String {
    let format = session.format
    switch value {
    case .text(let text): return text.isEmpty ? "—" : recordName(text, session) ?? "« \(text) »"
    case .day(let day): return day.map(format.day) ?? "—"
    case .ratio(let ratio): return format.shortPercent(ratio)
    case .amount(let amount): return session.money(amount)
    case .quantity(let quantity, let unit): return format.quantity(quantity) + " " + unit
    case .price(let price, let steps):
      return format.price(price)
        + (steps.isEmpty ? "" : " −" + EntryWords.discounts(steps, format))
    case .removed: return session.text("entry.conflict.removed")
    }
  }

  /// The words of a record that the head names, by its identity.
  private func recordName(_ text: String, _ session: Session) -> String? {
    let fields: [HeaderField] = [.site, .contact, .warehouse, .term]
    return fields.flatMap { options($0, session) }.first { $0.key == text }?.label
  }
}
