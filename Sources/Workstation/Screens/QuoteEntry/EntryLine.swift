import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The line being typed: proposals under it, Enter takes, the next line is empty at once.

extension QuoteEntry {
  mutating func pressEntry(_ key: Key, _ session: Session) -> [Effect] {
    switch key {
    case .up: return up()
    case .down:
      if proposals.count == 0, field.isEmpty { propose() } else { proposals.move(by: 1) }
      return []
    case .tab: return leaveEntry(to: .reference, session)
    case .backTab: return leaveEntry(to: .last, session)
    case .pageUp:
      if focus == .entry { walk(to: 0) }
      return []
    default: return type(key, session)
    }
  }

  private mutating func up() -> [Effect] {
    if let selected = proposals.selected, selected > 0, proposals.count > 0 {
      proposals.move(by: -1)
      return []
    }
    guard focus == .entry, walkable > 0 else { return [] }
    let text = field.text
    walk(to: walkable - 1)
    unfinished = text
    return []
  }

  private mutating func leaveEntry(to header: HeaderField, _ session: Session) -> [Effect] {
    guard sheet?.isDraft == true else { return [] }
    let text = focus == .entry ? field.text : unfinished
    focusHeader(header, session)
    unfinished = text
    return []
  }

  /// Shows what this customer usually buys.
  private mutating func propose() {
    guard let around = sheet?.around else { return }
    proposals = Proposals(products: around.usual.compactMap { around.products[$0] })
  }

  private mutating func type(_ key: Key, _ session: Session) -> [Effect] {
    // More letters never help a search that found nothing: what is typed now is the next line.
    if hasMissed, focus == .entry, key.text != nil { park() }
    if isFresh, key.text != nil { field.clear() }
    guard field.handle(key) else { return [] }
    isFresh = false
    hasMissed = false
    return lookUp(session)
  }

  /// Keeps a line that found nothing, so that the call goes on.
  private mutating func park() {
    rejects.append(field.text)
    toEntry()
    hasMissed = false
  }

  /// Enter in the entry line.
  mutating func enterLine(_ session: Session) -> [Effect] {
    let text = typed
    if field.isEmpty {
      guard let match = proposals.product else { return [] }
      return add(match, ProductEntry(search: match.product.code), session)
    }
    if let path = text.file { return readList(path, session) }
    switch text.entry {
    case nil:
      problem = text.problem.map { EntryWords.problem($0, session) }
      return []
    case .copyAbove: return copyAbove(session)
    case .comment(let words): return add(words: words, heading: false, session)
    case .section(let words): return add(words: words, heading: true, session)
    case .product(let entry): return takeProduct(entry, session)
    }
  }

  private mutating func takeProduct(_ entry: ProductEntry, _ session: Session) -> [Effect] {
    guard proposals.search == entry.search else {
      pending = .take
      return []
    }
    if let set = proposals.set { return add(set, entry, session) }
    guard let match = proposals.product else {
      problem = session.text("entry.noProduct", Fact("search", .text(entry.search)))
      hasMissed = true
      return []
    }
    return add(match, entry, session)
  }

  /// Puts a product on the quote.
  mutating func add(
    _ match: ProductMatch, _ entry: ProductEntry, _ session: Session
  ) -> [Effect] {
    guard let around = sheet?.around else { return [] }
    do {
      let line = try match.terms.line(
        entry.typing(match.terms), around.context, otherWarehouses: around.settings.otherWarehouses)
      sheet?.around.products[match.product.id] = match
      return append(line, session)
    } catch {
      problem = EntryWords.problem(error, on: match.product, session)
      return []
    }
  }

  private mutating func add(words: String, heading: Bool, _ session: Session) -> [Effect] {
    guard !words.isEmpty else { return [] }
    return append(.words(words, heading: heading), session)
  }

  private mutating func copyAbove(_ session: Session) -> [Effect] {
    guard let last = sheet?.draft.lines.last(where: \.isProduct) else {
      problem = session.text("entry.nothingAbove")
      return []
    }
    var copy = last
    copy.row.version = 1
    copy.row.setOf = nil
    return append(copy, session)
  }

  private mutating func append(_ line: QuoteDraftLine, _ session: Session) -> [Effect] {
    append(session) { $0.append(line) }
  }

  /// Puts lines at the end; the entry line is empty at once.
  mutating func append(
    _ session: Session, _ body: (inout QuoteDraft) -> Void
  ) -> [Effect] {
    let effects = change(session, body)
    guard problem == nil else { return effects }
    unfinished = ""
    toEntry()
    return effects
  }

  /// Changes the quote and journals it; what cannot be computed is refused in place.
  mutating func change(
    _ session: Session, _ body: (inout QuoteDraft) -> Void
  ) -> [Effect] {
    guard var changed = sheet else { return [] }
    do {
      try changed.change(body)
    } catch {
      problem = session.text("refusal.figureTooLarge")
      return []
    }
    problem = nil
    sheet = changed
    return journal()
  }

  /// F7: the whole line above in the input, to be changed; behind a text, its discount or price.
  mutating func copyValue(_ session: Session) -> [Effect] {
    guard let above = lineAbove, let sheet, let match = sheet.match(above) else {
      return [.say(Status(.refused, session.text("entry.nothingAbove")))]
    }
    let text = LineWords.text(of: above, match, sheet.around.context)
    if field.isEmpty {
      field.text = text
    } else if let modifiers = text.range(of: match.product.code).map({ text[$0.upperBound...] }) {
      field.text += modifiers
    }
    isFresh = false
    return lookUp(session)
  }

  private var lineAbove: QuoteDraftLine? {
    guard let lines = sheet?.draft.lines else { return nil }
    if case .edit(let place) = focus { return lines[..<place].last(where: \.isProduct) }
    return lines.last(where: \.isProduct)
  }
}
