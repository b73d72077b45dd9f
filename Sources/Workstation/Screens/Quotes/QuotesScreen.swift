import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The quotes of the company: what waits for a manager's agreement first, then drafts, quotes with
// customers, expired ones. `f` narrows as one types, Tab walks over the states.

/// Which quotes are listed.
enum QuoteFilter: String, Sendable, Hashable, CaseIterable {
  case current, drafts, approval, sent, expired, accepted, ended

  /// The states that are read for it.
  var states: [QuoteState] {
    switch self {
    case .current: [.draft, .sent]
    case .drafts, .approval: [.draft]
    case .sent, .expired: [.sent]
    case .accepted: [.accepted]
    case .ended: [.declined, .superseded, .cancelled]
    }
  }

  /// What is read for it.
  func listing(_ words: String, _ today: Day) -> QuoteListing {
    var listing = QuoteListing(states)
    listing.text = words
    switch self {
    case .approval: listing.standing = .awaitingApproval
    case .sent: listing.standing = .inForce(today)
    case .expired: listing.standing = .expired(today)
    case .current, .drafts, .accepted, .ended: break
    }
    listing.limit = QuotesScreen.limit
    return listing
  }
}

/// Quotes read for a filter and some words, and those that wait for an agreement.
struct QuotesRead: Sendable {
  let filter: QuoteFilter
  let words: String
  let rows: [QuoteSummary]
  /// How many answer, of which `rows` are the first.
  let count: Int
  let awaiting: [QuoteSummary]
}

/// A row of the list.
enum QuotesRow: Sendable, Hashable {
  /// A draft that a crash left in the journal.
  case kept(KeptDraft)
  /// Is being typed, and not stored yet.
  case open(OpenWork)
  /// Waits for an agreement.
  case awaiting(QuoteSummary)
  case quote(QuoteSummary)

  var summary: QuoteSummary? {
    switch self {
    case .kept, .open: nil
    case .awaiting(let summary), .quote(let summary): summary
    }
  }
}

/// The list of quotes.
struct QuotesScreen: ScreenBehaviour {
  static var kind: ScreenKind { .quotes }
  /// More than anybody pages through: words find the others.
  static let limit = 300

  var filter = QuoteFilter.current
  var read: QuotesRead?
  /// The words that narrow the list.
  var words = TextField()
  var isFiltering = false
  /// Whether what is to be decided on is being read: the keys after it are for its window.
  var isDeciding = false
  var isWaiting: Bool { isDeciding }
  /// The quote under the cursor, by identity.
  var selected: ID<Quote>?
  var list = ListState()
  var decision: ApprovalDecision?

  func title(_ session: Session) -> String { session.text("tab.quotes") }
  var isTyping: Bool { isFiltering }
  var takesEscape: Bool { isFiltering || !words.isEmpty }

  mutating func load(_ session: Session) -> [Effect] {
    let (filter, words, today) = (filter, words.text, session.today)
    return [
      .read("quotes") { reader in
        let listing = filter.listing(words, today)
        let rows = try reader.quotes(listing)
        return QuotesRead(
          filter: filter, words: words, rows: rows,
          count: rows.count < listing.limit ? rows.count : try reader.quoteCount(listing),
          awaiting: try reader.quotes(QuoteFilter.approval.listing(words, today)))
      }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as QuotesRead:
      self.read = read
      settle(session)
    case let reasons as LostReasons:
      let choices = reasons.all.map { Choice(key: $0.code, label: $0.name) }
      return [.ask(.choose(id: "lost", title: session.text("entry.end.why"), choices))]
    case let asked as ApprovalToDecide:
      isDeciding = false
      return DecisionPanel.ask(asked, session)
    case let ready as MailReady:
      return Mailing.ask(ready, session)
    case let done as Done:
      return afterAct(done, session)
    default: break
    }
    return []
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    if slot == "decide" { isDeciding = false }
    return []
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    switch event {
    case .paste(let text) where isFiltering:
      words.insert(text)
      return narrow(session)
    case .key(let key): return press(key, session)
    default: break
    }
    return []
  }

  private mutating func press(_ key: Key, _ session: Session) -> [Effect] {
    if key == .escape {
      words.clear()
      isFiltering = false
      return narrow(session)
    }
    if list.handle(key, height: 20) {
      selected = row(session)?.summary?.quote.id
      return []
    }
    switch key {
    case .tab, .right: return turn(by: 1, session)
    case .backTab, .left: return turn(by: -1, session)
    default: break
    }
    return isFiltering && words.handle(key) ? narrow(session) : []
  }

  /// What is there narrows in the frame of the key; the store knows more than is there.
  private mutating func narrow(_ session: Session) -> [Effect] {
    selected = nil
    list.select(0)
    settle(session)
    return load(session)
  }

  /// The next state of quotes.
  mutating func turn(by step: Int, _ session: Session) -> [Effect] {
    let all = QuoteFilter.allCases
    let place = (all.firstIndex(of: filter) ?? 0) + step + all.count
    filter = all[place % all.count]
    return load(session)
  }

  /// The rows shown: drafts left by a crash, what waits for an agreement, the quotes.
  func rows(_ session: Session) -> [QuotesRow] {
    guard let read else { return [] }
    // What was read for these very words answers them.
    let letters = read.words == words.text ? [] : Folding.fold(words.text).split(separator: " ")
    func matches(_ summary: QuoteSummary) -> Bool {
      guard !letters.isEmpty else { return true }
      let quote = summary.quote
      let text = Folding.fold(
        "\(quote.number) \(summary.customerCode) \(summary.customerName) \(summary.title) "
          + quote.customerReference)
      return letters.allSatisfy { text.contains($0) }
    }
    let mayDecide = session.actor.holds(.manager)
    let awaiting = mayDecide ? read.awaiting.filter(matches) : []
    let inbox = Set(awaiting.map(\.quote.id))
    let quotes = read.rows.filter { summary in
      filter.states.contains(summary.quote.state) && matches(summary)
        && !inbox.contains(summary.quote.id)
    }
    // What is being typed is never looked for: it stands first.
    let open = session.openWork.filter { !$0.isStored }
    let typed = Set(session.openWork.map(\.quoteID))
    func isOpen(_ summary: QuoteSummary) -> Bool { typed.contains(summary.quote.id) }
    let keys = session.openWork.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
    return session.drafts.filter { $0.key.hasPrefix("quote-") && !keys.contains($0.key) }
      .map { .kept($0) } + open.map { .open($0) }
      + quotes.filter { isOpen($0) }.map { .quote($0) } + awaiting.map { .awaiting($0) }
      + quotes.filter { !isOpen($0) }.map { .quote($0) }
  }

  /// The row under the cursor.
  func row(_ session: Session) -> QuotesRow? {
    let rows = rows(session)
    return list.current.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
  }

  /// Finds the selected quote again after the rows changed.
  private mutating func settle(_ session: Session) {
    let rows = rows(session)
    list.count = rows.count
    if let selected, let place = rows.firstIndex(where: { $0.summary?.quote.id == selected }) {
      list.select(place)
    }
    selected = row(session)?.summary?.quote.id
  }

  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    QuotesView(screen: self, session: session).draw(on: canvas)
  }
}

extension QuotesScreen {
  /// Opens the row under the cursor.
  func open(_ session: Session) -> [Effect] {
    switch row(session) {
    case .kept(let draft): [.open(Screens.quoteEntry(kept: draft))]
    case .open(let work): [.open(Screens.quoteEntry(quote: work.quoteID))]
    case .awaiting(let summary), .quote(let summary):
      [.open(Screens.quoteEntry(quote: summary.quote.id))]
    case nil: []
    }
  }

  private func afterAct(_ done: Done, _ session: Session) -> [Effect] {
    // The copy is where the person goes on.
    if done.entry == DuplicateQuote.entry, let copy = done.outcome as? QuoteDraft {
      return [.open(Screens.quoteEntry(quote: copy.quote.id))]
    }
    var screen = self
    return Effect.seen(done, session) + screen.load(session)
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    guard let quote = row(session)?.summary?.quote else { return [] }
    if let effects = Mailing.answer(answer, .quote(quote.id), session) { return effects }
    switch answer {
    case .confirmed("send"):
      return [QuoteEntry.sending(quote.id, session)]
    case .choice("decide", let key):
      decision = ApprovalDecision(rawValue: key)
      return DecisionPanel.askNote(session)
    case .text("decideNote", let note):
      return decision.map { [.act(DecideApproval(quote.id, $0, note: note))] } ?? []
    case .choice("end", "declined"):
      return [.ask(.prompt(id: "declined", title: session.text("entry.end.why")))]
    case .choice("end", "cancel"): return [.act(CancelQuote(quote.id))]
    case .choice("end", _): return [.read("reasons") { LostReasons(all: try $0.lostReasons()) }]
    case .text("declined", let reason): return [.act(DeclineQuote(quote.id, reason: reason))]
    case .choice("lost", let code):
      return [.act(LoseOpportunity(quote.opportunityID, reason: code))]
    default: return []
    }
  }
}
