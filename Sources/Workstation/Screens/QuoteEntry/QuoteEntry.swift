import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Typing a quote during a call. The cursor is always in an input, no state ignores a key:
//
//     header ──⏎⇥──►  entry line  ──↑──►  lines  ──⏎──►  a line edited in the entry line
//        ▲               │  ▲                │
//        └─────⇧⇥────────┘  └──────Esc───────┘
//
// What a key means may depend on a look-up under way: Enter then waits (`pending`), the keys after it
// wait in the model, and all of them are taken when the look-up is back.

/// Where keys go.
enum EntryFocus: Sendable, Hashable {
  /// A field of the head.
  case header(HeaderField)
  /// The line being typed.
  case entry
  /// Walking over the lines and, after them, over what was typed and found nothing.
  case lines(Int)
  /// A line being edited, in the entry line.
  case edit(Int)
}

/// What waits for a result.
enum Pending: Sendable, Hashable {
  /// The quote itself.
  case loading
  /// Enter on a search whose proposals are not there yet.
  case take
  /// Ctrl+R on a search whose proposals are not there yet.
  case past
  /// F3 on such a search.
  case why
  /// The product chosen in the full list, or pasted lines.
  case products
  /// A save or a look at the store before the next step.
  case step
}

/// The quote being typed.
struct QuoteEntry: ScreenBehaviour {
  static var kind: ScreenKind { .quoteEntry }

  /// What the screen was opened for.
  enum Source: Sendable, Hashable {
    case new
    case customer(ID<Customer>)
    case opportunity(ID<Opportunity>)
    case quote(ID<Quote>)
    case kept(KeptDraft)
  }

  var source: Source
  /// The quote; nil while its customer is being chosen.
  @Shared var sheet: QuoteSheet? = nil
  var focus: EntryFocus
  /// The text of the input that has the focus.
  var field = TextField() {
    didSet { if field.text != oldValue.text { typed = EntryText(field.text) } }
  }
  /// What that text says as a line: read once, however often a frame asks.
  private(set) var typed = EntryText("")
  /// Whether the next letter replaces the text.
  var isFresh = false
  /// Texts of the head that say nothing valid yet.
  var unread: [HeaderField: String] = [:]
  @Shared var proposals = Proposals()
  var pending: Pending?
  /// Typed, and no product answered: kept to be put right.
  var rejects: [String] = []
  /// What is wrong with the input.
  var problem: String?
  /// What a save in flight was asked for.
  var saving: Saving?
  /// The draft that save carries.
  var sent: QuoteDraft?
  /// The decision whose note is being typed.
  var decision: ApprovalDecision?
  /// The reason of a loss whose winner is being asked.
  var lostReason: String?
  /// The opportunity this quote will belong to, while there is no sheet.
  var opportunity: ID<Opportunity>?
  /// What was being typed when the cursor left the entry line.
  var unfinished = ""
  /// Whether Enter found no product for what stands in the entry line.
  var hasMissed = false
  /// Both states of the quote, while somebody chooses between them.
  var conflict: DraftMerge?

  init(_ source: Source) {
    self.source = source
    focus = .entry
    if case .new = source { focus = .header(.customer) }
    if case .opportunity(let id) = source { opportunity = id }
  }

  func title(_ session: Session) -> String {
    guard let quote = sheet?.quote else { return session.text("entry.title.new") }
    return quote.number.isEmpty ? session.text("entry.title.new") : quote.number
  }

  var isTyping: Bool {
    if case .lines = focus { false } else { true }
  }
  var takesEscape: Bool { true }
  var isWaiting: Bool { pending != nil }

  mutating func load(_ session: Session) -> [Effect] {
    if let sheet { return [readAround(sheet.draft, slot: "around", session)] }
    if case .new = source { return [] }
    pending = .loading
    return [open(source)]
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    switch event {
    case .key(let key): return press(key, session)
    case .paste(let text): return paste(text, session)
    case .mouse(let mouse): return point(mouse, session)
    case .resize: return []
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let opened as Opened: return receive(opened, session)
    case is CustomerWanted:
      pending = nil
      focus = .header(.customer)
      return []
    case let found as Proposals: return receive(found, session)
    case let around as AroundRead: return receive(around, session)
    case let chosen as ProductMatch: return receive(chosen, session)
    case let chosen as SetMatch: return receive(chosen, session)
    case let exchanged as ExchangedDraft: return receive(exchanged, session)
    case let pasted as PastedLines: return receive(pasted, session)
    case let read as ListText: return receive(read, session)
    case let former as FormerVersion: return receive(former, session)
    case let theirs as TheirDraft: return receive(theirs, session)
    case let repricing as QuoteRepricing: return [.ask(Modal(RepricePreview(repricing)))]
    case let reasons as LostReasons: return receive(reasons, session)
    case let made as MadeOrder: return receive(made, session)
    case let asked as ApprovalToDecide:
      pending = nil
      return DecisionPanel.ask(asked, session)
    case let ready as MailReady: return Mailing.ask(ready, session)
    case let done as Done: return receive(done, session)
    default: return []
    }
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    if slot == "act:" + SaveDraft.entry.id { return saveFailed(failure) }
    if slot.hasPrefix("act:") {
      pending = nil
      return []
    }
    let wasLoading = pending == .loading
    pending = nil
    return wasLoading && sheet == nil ? [.back] : []
  }

  mutating func actBegins() { pending = .step }

  mutating func leave(_ session: Session) -> [Effect] {
    let committed = commitField(session) + keepLoose()
    return committed + (sheet?.isUnsaved == true && saving == nil ? save(then: .stay) : [])
  }

  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    EntryView(self, session).draw(on: canvas)
  }
}

extension QuoteEntry {
  /// A key that no command has.
  mutating func press(_ key: Key, _ session: Session) -> [Effect] {
    if key == .escape { return escape(session) }
    switch focus {
    case .header(let field): return pressHeader(key, field, session)
    case .entry, .edit: return pressEntry(key, session)
    case .lines(let place): return pressLines(key, place, session)
    }
  }

  /// Esc gives up what is awaited, clears the input, leaves the lines, and at last the screen.
  mutating func escape(_ session: Session) -> [Effect] {
    if pending != nil, pending != .loading {
      pending = nil
      return []
    }
    switch focus {
    case .edit(let place):
      walk(to: place)
      return []
    case .lines where sheet?.isDraft == true:
      return backToEntry(session)
    case .entry where !field.isEmpty:
      return toEntry()
    case .header(let header) where header != .customer || sheet != nil:
      let isChanged = field.text != text(of: header, session)
      unread[header] = nil
      guard isChanged else { return backToEntry(session) }
      focusHeader(header, session)
      return []
    case .header where !field.isEmpty:
      field.clear()
      return lookUp(session)
    default:
      return close(session)
    }
  }

  /// Leaves, the draft saved first.
  mutating func close(_ session: Session) -> [Effect] {
    let committed = commitField(session)
    guard sheet?.isUnsaved == true else { return committed + forgotten() + [.back] }
    return committed + save(then: .leave)
  }

  private mutating func forgotten() -> [Effect] {
    guard let sheet, loose.isEmpty else { return keepLoose() }
    return [.journal(.forget(key: journalKey(sheet)))]
  }

  /// The entry line with what was being typed in it.
  mutating func backToEntry(_ session: Session) -> [Effect] {
    let text = unfinished
    toEntry()
    field.text = text
    return lookUp(session)
  }

  /// The empty entry line.
  @discardableResult
  mutating func toEntry() -> [Effect] {
    focus = .entry
    field = TextField()
    isFresh = false
    problem = nil
    hasMissed = false
    unfinished = ""
    proposals = Proposals()
    return []
  }

  /// Enter, wherever the cursor is.
  mutating func enter(_ session: Session) -> [Effect] {
    switch focus {
    case .header(.customer): return takeCustomer(session)
    case .header(let header): return moveOn(from: header, by: 1, session)
    case .entry: return enterLine(session)
    case .edit(let place): return enterEdit(place, session)
    case .lines(let place): return edit(place, session)
    }
  }
}
