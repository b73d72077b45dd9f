import Sales
import SalesStore
import Values

/// A quote in memory with all that typing it needs: what changes is computed here, in the frame of
/// the key, without the store.
///
/// ```
///   change ──► draft ──► figures (net, cost, margin, floor, totals)
///                   └──► finds   (what each line finds in stock, the lines above it served first)
/// ```
struct QuoteSheet: Sendable {
  /// Head and lines as they stand.
  @Shared private(set) var draft: QuoteDraft
  /// As it was last read from the store; nil = never stored.
  @Shared private(set) var base: QuoteDraft?
  /// What stands around it.
  @Shared var around: QuoteSurroundings
  /// Everything computed from the draft.
  @Shared private(set) var figures: QuoteComputation
  /// What each line finds in stock, by number of the line.
  private(set) var finds: [Int: LineAvailability] = [:]
  /// Whether something is not in the store: asked for in every frame, so that it is kept.
  private(set) var isUnsaved = false
  /// What table and totals ask of all lines.
  private(set) var outline: LinesOutline
  /// The year-end rebates expected on it.
  private(set) var rebates = DocumentRebates.none
  /// Which agreements count its lines; nil where there is none.
  private(set) var cover: RebateCover?
  /// What its sets come to, by the number of the line that begins each.
  private(set) var sets: [Int: SetTotal] = [:]
  private var kept: KeptRows
  private var undone: [DraftChange] = []
  private var done: [DraftChange] = []

  /// A draft with what stands around it.
  init(_ draft: QuoteDraft, _ around: QuoteSurroundings) throws(Overflow) {
    let computed = Self.settled(try QuoteComputation(draft), of: draft, around.stored)
    kept = KeptRows(lines: draft.lines.count)
    outline = LinesOutline(draft, computed, around.products)
    _draft = Shared(wrappedValue: draft)
    _around = Shared(wrappedValue: around)
    _base = Shared(wrappedValue: around.stored)
    _figures = Shared(wrappedValue: computed)
    finds = Self.finds(draft, around)
    cover = cover(of: draft, figures)
    noteSums()
  }

  /// The head.
  var quote: Quote { draft.quote }
  /// The customer.
  var customer: Customer { around.customer }
  /// Whether its lines may change.
  var isDraft: Bool { quote.state == .draft }
  /// Whether it may still become an order: its goods are then still to be found.
  var isOpen: Bool { quote.state == .draft || quote.state == .sent }
  /// The draft as the journal keeps it.
  mutating func keptRows() -> [String] { kept.update(draft) }

  /// What every frame asks for and only a change moves.
  private mutating func noteSums() {
    rebates = rebates(cover, figures)
    sets = Dictionary(uniqueKeysWithValues: figures.sets(of: draft).map { ($0.line, $0) })
    isUnsaved = base.map { !Self.isSame(draft, $0) } ?? !draft.lines.isEmpty
  }

  /// Whether there is a change to take back.
  var canUndo: Bool { !done.isEmpty }
  /// Whether there is a change to bring back.
  var canRedo: Bool { !undone.isEmpty }
  /// Under its floor or with lines without cost, and nobody agreed to exactly these terms.
  var lacksApproval: Bool {
    figures.needsApproval && !(approval?.state == .granted)
  }
  /// Whether sending waits for it: by the company's setting, and always where a floor blocks.
  var needsApprovalToBeSent: Bool {
    around.settings.sendingNeedsApproval || figures.verdict.isBlocked
  }
  /// The agreement on exactly these terms: a change that is not saved yet has none.
  var approval: Approval? { isUnsaved ? nil : around.approval }

  /// The terms of a product that is on the quote.
  func match(_ line: QuoteDraftLine) -> ProductMatch? {
    line.productID.flatMap { around.products[$0] }
  }

  /// The terms of the products that a set holds.
  func terms(ofSet number: Int) -> [ID<Product>: ProductTerms] {
    draft.parts(of: number).reduce(into: [:]) { terms, line in
      if let match = match(line) { terms[match.product.id] = match.terms }
    }
  }

  /// Changes the draft, if its figures can be computed; the change can be taken back.
  mutating func change(_ body: (inout QuoteDraft) -> Void) throws(Overflow) {
    var changed = draft
    body(&changed)
    changed.settleChoices()
    guard let change = DraftChange(from: draft, to: changed) else { return }
    try take(changed, change.run)
    done.append(change)
    undone = []
  }

  /// Takes the last change back.
  mutating func undo() {
    guard let change = done.popLast(), let wanted = change.undone(in: draft) else { return }
    undone.append(change)
    try? take(identified(wanted))
  }

  /// Brings back what was taken back last.
  mutating func redo() {
    guard let change = undone.popLast(), let wanted = change.redone(in: draft) else { return }
    done.append(change)
    try? take(identified(wanted))
  }

  /// What the store gave since stays: number, version, the next line number.
  private func identified(_ wanted: QuoteDraft) -> QuoteDraft {
    var kept = wanted
    kept.quote.id = quote.id
    kept.quote.number = quote.number
    kept.quote.revision = quote.revision
    kept.quote.opportunityID = quote.opportunityID
    kept.quote.version = quote.version
    kept.quote.termsRevision = quote.termsRevision
    kept.quote.nextLine = max(quote.nextLine, wanted.quote.nextLine)
    for place in kept.lines.indices where kept.lines[place].row.quoteID != quote.id {
      kept.lines[place].row.quoteID = quote.id
    }
    return kept
  }

  /// Puts a draft in the place of this one; only what hangs on the lines of the run is computed.
  private mutating func take(_ changed: QuoteDraft, _ known: ChangedRun? = nil) throws(Overflow) {
    let run = known ?? ChangedRun(from: draft.lines, to: changed.lines)
    let isWhole = figures.isWhole(changed, run, of: draft)
    figures = try Self.settled(
      QuoteComputation(changed, changing: run, of: draft, after: figures), of: changed, base)
    kept.note(run)
    let gone = draft.lines[run.former]
    let touched = Set((gone + changed.lines[run.later]).compactMap(\.productID))
    let moved = draft.quote.warehouseID != changed.quote.warehouseID
    draft = changed
    if isWhole {
      outline = LinesOutline(draft, figures, around.products)
      cover = cover(of: draft, figures)
    } else {
      outline.replace(run, by: draft, figures, around.products)
      cover = cover.flatMap { cover(after: $0, run, by: draft, figures) }
    }
    if moved {
      finds = Self.finds(draft, around)
    } else if !touched.isEmpty {
      for line in gone { finds[line.number] = nil }
      finds.merge(Self.finds(draft, around, at: outline.places(of: touched))) { $1 }
    }
    noteSums()
  }

  /// Forgets the changes that could be taken back: their lines are no longer those of this draft.
  private mutating func forgetChanges() {
    done = []
    undone = []
  }

  /// The draft as the store now has it. What changed while it was saved stays.
  mutating func saved(_ stored: QuoteDraft, sent: QuoteDraft) {
    base = stored
    around.stored = stored
    var next = Self.isSame(draft, sent) ? stored : draft
    next.quote.number = stored.quote.number
    next.quote.opportunityID = stored.quote.opportunityID
    next.quote.version = stored.quote.version
    next.quote.termsRevision = stored.quote.termsRevision
    try? take(next)
  }

  /// Another draft in its place, made of this one and of what another desk stored.
  mutating func merged(_ merged: QuoteDraft, over theirs: QuoteDraft) {
    base = theirs
    around.stored = theirs
    forgetChanges()
    try? take(merged)
  }

  /// The same quote in another currency, with what stands around it there. Changes of before are in the
  /// former one: they cannot be taken back.
  mutating func exchanged(_ changed: QuoteDraft, _ fresh: QuoteSurroundings) {
    surround(with: fresh)
    forgetChanges()
    try? take(changed)
  }

  /// What was read anew. Where nothing is unsaved the stored quote takes the place of this one; where
  /// something is, only what stands around it changes.
  mutating func refresh(_ fresh: QuoteSurroundings) {
    let wasUnsaved = isUnsaved
    var merged = fresh
    merged.products.merge(around.products) { fresh, _ in fresh }
    surround(with: merged)
    if !wasUnsaved, let stored = fresh.stored {
      base = stored
      if !Self.isSame(draft, stored) { forgetChanges() }
      try? take(stored)
    }
    finds = Self.finds(draft, around)
    outline = LinesOutline(draft, figures, around.products)
    noteSums()
  }

  /// Takes what stands around it now. Its lines count for the agreements of now: another desk may have ended
  /// one.
  private mutating func surround(with fresh: QuoteSurroundings) {
    around = fresh
    cover = cover(of: draft, figures)
  }

  /// The figures of a draft. Where costs are not shown, what is stored knows whether exactly this draft is
  /// under its floor.
  private static func settled(
    _ figures: QuoteComputation, of draft: QuoteDraft, _ stored: QuoteDraft?
  ) -> QuoteComputation {
    guard figures.hiddenFloor != nil, let stored, isSame(draft, stored) else {
      return figures
    }
    return figures.settled(by: stored.quote)
  }

  /// The quote as if that line stood on it, at the end or in the place of another.
  func preview(_ line: QuoteDraftLine, _ match: ProductMatch, at place: Int?) -> LinePreview {
    let (changed, run) = with(line, at: place)
    let number = changed.lines[run.first].number
    let others = outline.places(of: [match.product.id]).filter { $0 != run.first }
    let finds = Self.finds(
      changed, around, at: (others + [run.first]).sorted(), typed: (match, number))
    return LinePreview(
      draft: changed, run: run,
      figures: try? QuoteComputation(changed, changing: run, of: draft, after: figures),
      finds: finds[number])
  }

  /// The quote as if it were that draft.
  func preview(_ changed: QuoteDraft) -> LinePreview {
    let run = ChangedRun(from: draft.lines, to: changed.lines)
    return LinePreview(
      draft: changed, run: run,
      figures: try? QuoteComputation(changed, changing: run, of: draft, after: figures), finds: nil)
  }

  private func with(
    _ line: QuoteDraftLine, at place: Int?
  ) -> (draft: QuoteDraft, run: ChangedRun) {
    var changed = draft
    if let place, changed.lines.indices.contains(place) {
      changed.lines[place] = line
      return (changed, ChangedRun(first: place, removed: 1, added: 1))
    }
    changed.append(line)
    return (changed, ChangedRun(first: draft.lines.count, removed: 0, added: 1))
  }

  /// The quote as if that line stood on it, with all its figures; nil where they cannot be computed.
  func previewing(_ shown: ShownLine) -> QuoteSheet? {
    guard shown.figures != nil else { return self }
    let place = draft.lines.firstIndex { $0.number == shown.lineNumber }
    let (changed, run) = with(shown.line, at: place)
    var preview = self
    preview.around.products[shown.match.product.id] = shown.match
    do {
      try preview.take(changed, run)
    } catch {
      return nil
    }
    if let finds = shown.finds { preview.finds[shown.lineNumber] = finds }
    return preview
  }

  /// Whether two states of a quote are the same for the person who types. Ends at the first difference.
  static func isSame(_ one: QuoteDraft, _ other: QuoteDraft) -> Bool {
    guard one.lines.count == other.lines.count, head(one) == head(other) else { return false }
    return one.lines.indices.allSatisfy {
      // Most lines are the same to the last field: a copy without what the store counts costs more.
      one.lines[$0] == other.lines[$0] || content(one.lines[$0]) == content(other.lines[$0])
    }
  }

  private static func head(_ draft: QuoteDraft) -> QuoteDraft {
    var content = QuoteDraft(quote: draft.quote, vatRounding: draft.vatRounding)
    content.quote.number = ""
    content.quote.opportunityID = ID(rawValue: 0)
    content.quote.version = 0
    content.quote.termsRevision = 0
    content.quote.nextLine = 0
    content.quote.netAmount = .zero
    content.quote.companyNet = nil
    content.quote.vatAmount = .zero
    content.quote.totalAmount = .zero
    content.quote.underFloor = false
    content.quote.ecoAmount = .zero
    // What a rule gives follows from the rest.
    if content.quote.carriageSource == .rule { content.quote.carriage = .zero }
    return content
  }

  /// What tells two states of a line apart for the person who types: not what the store counts.
  private static func content(_ line: QuoteDraftLine) -> QuoteDraftLine {
    var content = line
    content.row.version = 0
    content.row.position = 0
    content.row.netAmount = .zero
    content.row.companyNet = nil
    content.row.ecoAmount = .zero
    return content
  }

  /// What the lines find, by their number.
  ///
  /// - Parameters:
  ///   - places: where all lines of the products asked for stand; nil = all lines.
  ///   - typed: the terms of a line being typed, which is seen though it may only be offered, with its number.
  private static func finds(
    _ draft: QuoteDraft, _ around: QuoteSurroundings, at places: [Int]? = nil,
    typed: (match: ProductMatch, line: Int)? = nil
  ) -> [Int: LineAvailability] {
    var free: [ID<Product>: Quantity] = [:]
    var wanted: [WantedLine<ID<Product>>] = []
    var numbers: [Int] = []
    for place in places ?? Array(draft.lines.indices) {
      let line = draft.lines[place]
      guard let id = line.productID else { continue }
      // What is only offered takes nothing from the lines that are sold.
      guard line.isCounted || line.number == typed?.line else { continue }
      // A line that no other warehouse may serve sees its own warehouse only.
      if free[id] == nil {
        let match = typed?.match.product.id == id ? typed?.match : around.products[id]
        guard let stock = match?.stock else { continue }
        free[id] =
          line.row.otherWarehouses
          ? stock.total.free : stock.free(in: draft.quote.warehouseID)
      }
      wanted.append(WantedLine(product: id, quantity: line.quantity))
      numbers.append(line.number)
    }
    let found = WantedLine.availability(of: wanted, free: free)
    return Dictionary(uniqueKeysWithValues: zip(numbers, found))
  }
}

/// A quote with a line, or a set, that is only typed.
final class LinePreview: Sendable {
  let draft: QuoteDraft
  /// Where its lines differ from those of the quote.
  let run: ChangedRun
  /// Its figures; nil where they cannot be computed.
  let figures: QuoteComputation?
  /// What the line would find in stock.
  let finds: LineAvailability?

  init(
    draft: QuoteDraft, run: ChangedRun, figures: QuoteComputation?, finds: LineAvailability?
  ) {
    self.draft = draft
    self.run = run
    self.figures = figures
    self.finds = finds
  }
}
