import Sales
import SalesStore
import Values

// Every act on a quote takes the same way: read the draft, change it in memory with the pure functions
// the entry screen uses, write the difference. So screen, command line and JSON never disagree.
//
//   draft(of:) ──► changed in memory ──► computed() ──► write: rows that differ, cost, totals,
//                                                       terms revision, amount of the opportunity

/// Writes what changed between two states of a quote.
struct QuoteWriting {
  let scope: ActScope

  /// A draft to change: the quote itself, or the next version of one that was sent.
  ///
  /// - Throws: `Refusal` for a quote that is decided, or whose later version is being written.
  func editable(_ id: ID<Quote>) throws -> QuoteDraft {
    let draft = try scope.store.draft(of: id)
    switch draft.quote.state {
    case .draft: return draft
    case .sent: return try scope.perform(ReviseQuote(id))
    case .accepted, .declined, .superseded, .cancelled:
      throw Refusal(
        .quoteNotEditable, Fact("number", .text(draft.quote.number)),
        Fact("state", .text(draft.quote.state.rawValue)))
    }
  }

  /// Writes a quote that is not stored yet, which draws its number, or its version's.
  func insert(_ blank: QuoteDraft) throws -> QuoteDraft {
    var new = try costed(blank, over: nil)
    if new.quote.number.isEmpty { new.quote.number = try scope.store.drawNumber("quote") }
    let (draft, figures) = try compute(new)
    try scope.store.insert(draft.quote)
    try insert(draft.lines, figures)
    try QuoteDerogations(scope: scope).write(draft, figures)
    if try keepsCosts { try scope.store.insert(QuoteCost(draft.quote.id, figures)) }
    // A later version feeds what the former one fed; only the first switches the source.
    try feed(
      draft.quote, hadLines: draft.quote.revision > 1,
      hasLines: draft.lines.contains(where: \.isProduct))
    concerns(draft.quote)
    return draft
  }

  /// Writes the difference between a stored draft and what it becomes.
  func write(_ old: QuoteDraft, to wanted: QuoteDraft) throws -> QuoteDraft {
    var (draft, figures) = try compute(try costed(wanted, over: old))
    if try !keepsCosts { draft.quote.underFloor = old.quote.underFloor }
    if changesTerms(from: old, to: draft) {
      draft.quote.termsRevision = old.quote.termsRevision + 1
    }
    let derogations = QuoteDerogations(scope: scope)
    try derogations.drop(from: old, to: draft, figures)
    try writeLines(old, draft, figures)
    try derogations.write(draft, figures)
    if try keepsCosts { try writeCost(of: draft.quote.id, figures) }
    draft.quote = try scope.store.update(old.quote, to: draft.quote)
    try feed(
      draft.quote, hadLines: old.lines.contains(where: \.isProduct),
      hasLines: draft.lines.contains(where: \.isProduct))
    concerns(draft.quote)
    return draft
  }

  /// Whether this program writes costs, and not the server behind the walls (migration 0013).
  private var keepsCosts: Bool { get throws { try scope.store.keepsCosts } }

  /// A draft that was typed without seeing costs, with them: those frozen on its lines before, else
  /// today's. Where the server keeps them, nothing of a cost is left on it.
  private func costed(_ draft: QuoteDraft, over old: QuoteDraft?) throws -> QuoteDraft {
    guard try keepsCosts else { return draft.withoutCosts }
    guard draft.lines.contains(where: { $0.hidden != nil }) else { return draft }
    var costed = draft
    let lines = try QuoteLines(
      scope: scope, quote: draft.quote,
      products: draft.lines.filter { $0.hidden != nil }.compactMap(\.productID))
    // Another day of prices is another day of costs, as the server's trigger has it.
    let former = old?.quote.priceDay == draft.quote.priceDay ? old : nil
    for place in costed.lines.indices where costed.lines[place].hidden != nil {
      let kept = former?[line: costed.lines[place].number]
      try lines.freeze(&costed.lines[place], as: kept)
    }
    return costed
  }

  private func writeCost(of quote: ID<Quote>, _ figures: QuoteComputation) throws {
    let cost = QuoteCost(quote, figures)
    if let kept = try scope.store.find(QuoteCost.self, quote.sqlValue) {
      try scope.store.update(kept, to: cost.succeeding(kept))
    } else {
      try scope.store.insert(cost)
    }
  }

  /// Says what the act is about.
  func concerns(_ quote: Quote) {
    scope.concerns(.quote, quote.id.rawValue)
    scope.concerns(.opportunity, quote.opportunityID.rawValue)
    scope.concerns(.customer, quote.customerID.rawValue)
    scope.note("quote", .text(quote.number))
  }

  private func compute(
    _ draft: QuoteDraft
  ) throws -> (draft: QuoteDraft, figures: QuoteComputation) {
    var settled = draft
    settled.settleChoices()
    try settleRate(&settled)
    do {
      return try settled.computed()
    } catch {
      throw Refusal(.figureTooLarge)
    }
  }

  /// A quote in another currency has a rate, one in the company's has none.
  private func settleRate(_ draft: inout QuoteDraft) throws {
    let isOwn = draft.quote.currency == draft.companyCurrency
    guard isOwn != (draft.quote.rate == nil) else { return }
    let was = draft.money
    try scope.store.setCurrency(draft.quote.currency, of: &draft.quote)
    try draft.exchangeHead(from: was)
  }

  /// What an approval is bound to: who pays what for what, when. Places and notes are not.
  private func changesTerms(from old: QuoteDraft, to new: QuoteDraft) -> Bool {
    func terms(_ draft: QuoteDraft) -> [QuoteLine] {
      draft.lines.map { line in
        var row = line.row
        row.position = 0
        row.version = 0
        return row
      }.sorted { $0.line < $1.line }
    }
    let (before, after) = (old.quote, new.quote)
    return before.currency != after.currency || before.rate != after.rate
      || before.discount != after.discount || before.carriage != after.carriage
      || before.vatPosition != after.vatPosition
      || before.paymentTermID != after.paymentTermID || before.priceDay != after.priceDay
      || old.lines.map(\.unitCost) != new.lines.map(\.unitCost)
      || old.lines.map(\.derogation) != new.lines.map(\.derogation) || terms(old) != terms(new)
  }

  private func writeLines(
    _ old: QuoteDraft, _ new: QuoteDraft, _ figures: QuoteComputation
  ) throws {
    let kept = Set(new.lines.map(\.number))
    let costs = Dictionary(
      uniqueKeysWithValues: try scope.store.frozenCosts(of: new.quote.id).map { ($0.line, $0) })
    for line in old.lines where !kept.contains(line.number) {
      if let cost = costs[line.number] { try scope.store.delete(cost) }
      try scope.store.delete(line.row)
    }
    var added: [QuoteDraftLine] = []
    let former = Dictionary(uniqueKeysWithValues: old.lines.map { ($0.number, $0.row) })
    for line in new.lines {
      if let before = former[line.number] {
        try scope.store.update(before, to: line.row)
        try writeCost(line, figures, over: costs[line.number])
      } else {
        added.append(line)
      }
    }
    try insert(added, figures)
  }

  private func insert(_ lines: [QuoteDraftLine], _ figures: QuoteComputation) throws {
    try scope.store.insert(
      lines.map { line in
        var row = line.row
        row.version = 1
        return row
      })
    try scope.store.insert(lines.compactMap { QuoteLineCost($0, figures) })
  }

  private func writeCost(
    _ line: QuoteDraftLine, _ figures: QuoteComputation, over kept: QuoteLineCost?
  ) throws {
    switch (kept, QuoteLineCost(line, figures)) {
    case (let kept?, var wanted?):
      wanted.version = kept.version
      try scope.store.update(kept, to: wanted)
    case (let kept?, nil): try scope.store.delete(kept)
    case (nil, let wanted?): try scope.store.insert(wanted)
    case (nil, nil): break
    }
  }

  /// The amount of the opportunity, where its reference quote says it: from the first line on, until
  /// somebody types another.
  private func feed(_ quote: Quote, hadLines: Bool, hasLines: Bool) throws {
    let opportunity = try scope.store.get(quote.opportunityID)
    guard opportunity.referenceQuoteID == quote.id, opportunity.outcome == .open else { return }
    var fed = opportunity
    if hasLines, !hadLines { fed.amountSource = .quote }
    guard fed.amountSource == .quote else { return }
    fed.amount = hasLines && quote.ownNet >= .zero ? quote.ownNet : nil
    try scope.store.update(opportunity, to: fed)
  }
}

extension QuoteCost {
  /// What the margins of a quote are computed from, kept beside it.
  init(_ quote: ID<Quote>, _ figures: QuoteComputation) {
    self.init(
      quoteID: quote, costAmount: figures.margin.cost,
      costedNetAmount: figures.margin.netWithCost, uncostedLines: figures.margin.linesWithoutCost,
      uncostedNetAmount: figures.margin.netWithoutCost)
  }

  func succeeding(_ kept: QuoteCost) -> QuoteCost {
    var next = self
    next.version = kept.version
    return next
  }
}

extension QuoteLineCost {
  /// The cost frozen on a line; nil where it is unknown.
  init?(_ line: QuoteDraftLine, _ figures: QuoteComputation) {
    guard let unitCost = line.unitCost, let cost = figures[line: line.number]?.cost else {
      return nil
    }
    self.init(
      quoteID: line.row.quoteID, line: line.number, unitCost: unitCost, costAmount: cost,
      method: line.costMethod)
  }
}
