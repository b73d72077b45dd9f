import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Draws quote entry.
struct EntryView {
  let entry: QuoteEntry
  let session: Session
  /// What is typed.
  let text: EntryText
  /// What the panes are about: computed where one of them is drawn.
  private let subject: Subject

  init(_ entry: QuoteEntry, _ session: Session) {
    self.entry = entry
    self.session = session
    text = entry.lineText
    subject = Subject(entry, text)
  }

  /// The line under the cursor, or the one that Enter would make.
  var shown: ShownLine? { subject.line }
  /// The set under the cursor, or the one that Enter would make.
  var set: ShownSet? { subject.set }
  /// The quote with the line or the set that is typed; nil where none is.
  var preview: LinePreview? { shown?.preview ?? set?.preview }
  /// Figures of the quote with that line or set.
  var figures: QuoteComputation? { preview?.figures ?? entry.sheet?.figures }

  var format: Format { session.format }

  func draw(on canvas: Canvas) -> Point? {
    let layout = EntryLayout(canvas.size, isHead: entry.isInHead)
    switch layout.form {
    case .wide: return drawWide(layout, on: canvas)
    case .compact: return drawCompact(layout, on: canvas)
    case .narrow: return drawNarrow(layout, on: canvas)
    }
  }

  private func drawWide(_ layout: EntryLayout, on canvas: Canvas) -> Point? {
    canvas.sub(layout.title).keep(TitleKey(entry, session)) { drawTitle(on: $0) }
    // What is proposed for the customer stands over the lines.
    let lines = drawLinesPane(on: canvas.sub(layout.lines))
    canvas.sub(layout.price).keep(key(.price)) { drawPrice(on: $0) }
    canvas.sub(layout.stock).keep(key(.stock)) { drawStock(on: $0) }
    canvas.sub(layout.totals).keep(key(.totals)) { drawTotals(on: $0) }
    if layout.isHead { return drawHead(layout, on: canvas.sub(layout.head)) ?? lines }
    canvas.sub(layout.head).keep(key(.head)) { _ = drawHead(layout, on: $0) }
    return lines
  }

  private func drawCompact(_ layout: EntryLayout, on canvas: Canvas) -> Point? {
    for rule in layout.rules { canvas.hline(rule) }
    let lines = drawLines(on: canvas.sub(layout.lines))
    canvas.sub(layout.price).keep(key(.lineInShort)) { drawLineInShort(on: $0) }
    canvas.sub(layout.totals).keep(key(.totalsInShort)) { drawTotalsInShort(on: $0) }
    guard layout.isHead else {
      canvas.sub(layout.head).keep(key(.folded)) { drawFolded(on: $0) }
      return lines
    }
    return drawFields(layout, on: canvas.sub(layout.head)) ?? lines
  }

  private func drawNarrow(_ layout: EntryLayout, on canvas: Canvas) -> Point? {
    let lines = drawLines(on: canvas.sub(layout.lines))
    canvas.sub(layout.price).keep(key(.lineInShort)) { drawLineInShort(on: $0) }
    canvas.sub(layout.totals).keep(key(.totalsInShort)) { drawTotalsInShort(on: $0) }
    guard layout.isHead else {
      canvas.sub(layout.head).keep(key(.folded)) { drawFolded(on: $0) }
      return lines
    }
    return drawOneField(on: canvas.sub(layout.head)) ?? lines
  }

  private func key(_ pane: SubjectKey.Pane) -> SubjectKey { SubjectKey(self, pane) }

  // MARK: Title

  /// What the title shows.
  private struct TitleKey: Equatable {
    let sheet: SharedMark
    let session: Int

    init(_ entry: QuoteEntry, _ session: Session) {
      sheet = entry.$sheet
      self.session = session.edition
    }
  }

  private func drawTitle(on canvas: Canvas) {
    guard let sheet = entry.sheet else {
      canvas.put(session.text("entry.title.new"), 1, 0, .title.bold)
      return
    }
    let end = canvas.put(documentName(sheet), 1, 0, .title.bold)
    let after = canvas.put(" (\(state(sheet)))", end, 0, sheet.isUnsaved ? .warning : .muted)
    let contact = sheet.around.contacts.first { $0.id == sheet.quote.contactID }
    let right = [sheet.around.opportunity?.title, contact?.name]
      .compactMap { $0 }.joined(separator: " — ")
    canvas.put(
      right, in: Rect(after + 2, 0, canvas.width - after - 3, 1), .muted, align: .right)
  }

  /// `Devis D-1852 v2`.
  func documentName(_ sheet: QuoteSheet) -> String {
    guard !sheet.quote.number.isEmpty else { return session.text("entry.title.new") }
    return session.text(
      "entry.title", Fact("number", .text(QuoteWords.number(sheet.quote))))
  }

  /// `brouillon, à enregistrer`.
  func state(_ sheet: QuoteSheet) -> String {
    var words = [session.text(QuoteWords.state(sheet.quote, session.today))]
    if sheet.isDraft {
      words.append(session.text(sheet.isUnsaved ? "entry.unsaved" : "entry.saved"))
    }
    if let approval = sheet.approval, sheet.isDraft {
      words.append(
        session.text(
          "entry.approval.\(approval.state.rawValue)", Fact("name", .text(sheet.around.approvalBy)))
      )
    }
    return words.joined(separator: ", ")
  }
}

/// What the panes are about, computed when the first of them asks: a key that changes neither the line nor the
/// quote leaves them as they are.
private final class Subject {
  private let entry: QuoteEntry
  private let text: EntryText

  init(_ entry: QuoteEntry, _ text: EntryText) {
    self.entry = entry
    self.text = text
  }

  private(set) lazy var line: ShownLine? = entry.shownLine(text)
  private(set) lazy var set: ShownSet? = line == nil ? entry.shownSet(text) : nil
}

/// What stands for the subject of the panes, without computing it: what is read of the text, not how it is typed.
/// `-5` and `-5%` are one line.
private struct SubjectKey: Equatable {
  /// What is drawn of it.
  enum Pane {
    case head, price, stock, totals
    /// Where there is room for lines and not for boxes.
    case folded, lineInShort, totalsInShort
  }

  let pane: Pane
  let sheet: SharedMark
  let proposals: SharedMark
  let focus: EntryFocus
  let entry: LineEntry?
  let search: String
  let isEmpty: Bool
  let unread: [HeaderField: String]
  let rejects: Int
  let session: Int

  init(_ view: EntryView, _ pane: Pane) {
    self.pane = pane
    sheet = view.entry.$sheet
    proposals = view.entry.$proposals
    focus = view.entry.focus
    entry = view.text.entry
    search = view.text.search
    isEmpty = view.entry.field.isEmpty
    unread = view.entry.unread
    rejects = view.entry.rejects.count
    session = view.session.edition
  }
}

/// The line that the panes at the right are about.
struct ShownLine {
  let line: QuoteDraftLine
  let match: ProductMatch
  /// Its number on the document, from 1.
  let place: Int
  /// What it finds in stock.
  let finds: LineAvailability?
  /// The quote with it; nil where it is on the quote already.
  let preview: LinePreview?
  /// Figures of the quote with it; nil where it is on the quote already.
  var figures: QuoteComputation? { preview?.figures }

  /// Figures of the line itself.
  func own(_ sheet: QuoteSheet?) -> QuoteLineFigures? {
    guard let figures = figures ?? sheet?.figures else { return nil }
    return self.figures == nil
      ? figures[line: line.number] : figures[line: lineNumber] ?? figures.lines.last
  }

  /// Its number among the figures.
  let lineNumber: Int
}

extension QuoteEntry {
  /// The line under the cursor, or the one that Enter would make of what is typed.
  var shownLine: ShownLine? { shownLine(lineText) }

  /// The same for a text that was read already.
  func shownLine(_ text: EntryText) -> ShownLine? {
    guard let sheet, let subject = subject(sheet, text) else { return nil }
    let (line, match, place) = (subject.line, subject.match, subject.place)
    guard subject.isTyped else {
      return ShownLine(
        line: line, match: match, place: place + 1, finds: sheet.finds[line.number],
        preview: nil, lineNumber: line.number)
    }
    let isNew = place == sheet.draft.lines.count
    let preview = sheet.preview(line, match, at: isNew ? nil : place)
    return ShownLine(
      line: line, match: match, place: place + 1, finds: preview.finds, preview: preview,
      lineNumber: isNew ? sheet.quote.nextLine : line.number)
  }

  /// The product that the panes are about: asked in every frame, and without a price for its line.
  var shownProduct: Product? {
    guard let sheet else { return nil }
    switch focus {
    case .header: return lastLine(sheet)?.match.product
    case .lines: return currentLine.flatMap { sheet.match($0) }?.product
    case .entry:
      let typed = typedProduct(lineText)?.match.product
      return typed ?? (field.isEmpty ? lastLine(sheet)?.match.product : nil)
    case .edit:
      let known = currentLine.flatMap { sheet.match($0) }?.product
      guard known != nil, let entry = lineText.product, entry.search != known?.code else {
        return known
      }
      return entry.search == proposals.search ? proposals.product?.product ?? known : known
    }
  }

  /// A line, its product, its place among the lines, and whether it is still being typed.
  private typealias Subject = (
    line: QuoteDraftLine, match: ProductMatch, place: Int, isTyped: Bool
  )

  private func subject(_ sheet: QuoteSheet, _ text: EntryText) -> Subject? {
    switch focus {
    case .header: return lastLine(sheet)
    case .lines(let place):
      guard let line = currentLine, let match = sheet.match(line) else { return nil }
      return (line, match, place, false)
    case .entry: return typedLine(sheet, text) ?? (field.isEmpty ? lastLine(sheet) : nil)
    case .edit(let place): return editedLine(sheet, place, text)
    }
  }

  /// The line that was taken last, while nothing is typed.
  private func lastLine(_ sheet: QuoteSheet) -> Subject? {
    guard let place = sheet.draft.lines.lastIndex(where: \.isProduct),
      let match = sheet.match(sheet.draft.lines[place])
    else { return nil }
    return (sheet.draft.lines[place], match, place, false)
  }

  private func typedLine(_ sheet: QuoteSheet, _ text: EntryText) -> Subject? {
    guard let (match, entry) = typedProduct(text),
      let line = try? match.terms.line(entry.typing(match.terms), sheet.around.context)
    else { return nil }
    return (line, match, sheet.draft.lines.count, true)
  }

  /// The product that answers what is typed, and what is typed of it.
  private func typedProduct(_ text: EntryText) -> (match: ProductMatch, entry: ProductEntry)? {
    guard let match = proposals.product,
      let entry = text.product ?? (field.isEmpty ? ProductEntry(search: "") : nil),
      field.isEmpty || text.search == proposals.search
    else { return nil }
    return (match, entry)
  }

  private func editedLine(
    _ sheet: QuoteSheet, _ place: Int, _ text: EntryText
  ) -> Subject? {
    guard let line = currentLine, let known = sheet.match(line) else { return nil }
    let entry = text.product
    if let entry, entry.search == known.product.code,
      let changed = try? LineWords.edited(line, to: entry, known.terms, sheet.around.context)
    {
      return (changed, known, place, true)
    }
    guard let entry, let match = proposals.product, entry.search == proposals.search,
      var other = try? match.terms.line(entry.typing(match.terms), sheet.around.context)
    else { return (line, known, place, true) }
    other.row.line = line.number
    return (other, match, place, true)
  }
}

/// Words about quotes that several screens share.
enum QuoteWords {
  /// `D-1852 v2`; the first version is the number alone.
  static func number(_ quote: Quote) -> String {
    quote.revision > 1 ? "\(quote.number) v\(quote.revision)" : quote.number
  }

  /// The text of its state; expired is read, never stored.
  static func state(_ quote: Quote, _ today: Day) -> String {
    let isExpired = quote.state == .sent && quote.validityDay < today
    return "quoteState." + (isExpired ? "expired" : quote.state.rawValue)
  }
}
