import Sales
import SalesStore
import Values

/// Keeps what the lines of a quote take of suppliers' derogations beside their costs. Where the server
/// keeps costs from the person, its triggers write both (migration 0024).
struct QuoteDerogations {
  let scope: ActScope

  /// Takes away what a line does not use any more, before the line itself goes.
  func drop(from old: QuoteDraft, to new: QuoteDraft, _ figures: QuoteComputation) throws {
    guard try scope.store.keepsCosts else { return }
    let wanted = Set(new.lines.compactMap { QuoteLineDerogation($0, figures)?.line })
    for line in old.lines where line.derogation != nil && !wanted.contains(line.number) {
      if let kept = try kept(line.row) { try scope.store.delete(kept) }
    }
  }

  /// Writes what the lines of a stored quote take.
  func write(_ draft: QuoteDraft, _ figures: QuoteComputation) throws {
    guard try scope.store.keepsCosts else { return }
    for line in draft.lines {
      guard var wanted = QuoteLineDerogation(line, figures) else { continue }
      wanted.quoteID = draft.quote.id
      if let kept = try kept(line.row) {
        wanted.version = kept.version
        try scope.store.update(kept, to: wanted)
      } else {
        try scope.store.insert(wanted)
      }
    }
  }

  private func kept(_ row: QuoteLine) throws -> QuoteLineDerogation? {
    try scope.store.find(QuoteLineDerogation.self, row.quoteID.sqlValue, row.line.sqlValue)
  }
}

extension QuoteLineDerogation {
  /// The derogation frozen on a line, with how much of the line it covers; nil = none, or no cost that
  /// it could lower.
  init?(_ line: QuoteDraftLine, _ figures: QuoteComputation) {
    guard let granted = line.derogation, line.unitCost != nil,
      let figure = figures[line: line.number]
    else { return nil }
    self.init(
      quoteID: line.row.quoteID, line: line.number, derogationID: granted.id,
      unitCost: granted.unitCost, available: granted.available, quantity: figure.derogated)
  }
}
