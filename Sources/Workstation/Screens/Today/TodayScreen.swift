import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What needs the person today, grouped by why. Headings are lines of the list that the cursor steps
// over; what is under it is known by identity, so that a task done elsewhere never moves it.
struct TodayScreen: ScreenBehaviour, Asking {
  static let kind = ScreenKind.today

  /// Why something is on the list.
  enum Section: String, CaseIterable {
    case recovered, approvals, late, today, expiring, risks, review, arrivals, latePurchases
    case stagnating
  }

  /// Something to look at.
  enum Entry: Hashable {
    case recovered(RecoveredDraft)
    case task(TaskSummary)
    case quote(QuoteSummary)
    case approval(WaitingApproval)
    case arrival(ArrivedGoods)
    case purchase(LatePurchase)
    case opportunity(BoardCard)
    case risk(DocumentAtRisk)
    case review(QuoteToReview)

    /// Identity: the record, and the line of an order.
    var key: [UInt128] {
      switch self {
      case .recovered(let draft): [5, draft.quote.rawValue]
      case .task(let task): [0, task.activity.id.rawValue]
      case .quote(let quote): [1, quote.quote.id.rawValue]
      case .approval(let waiting): [2, waiting.approval.id.rawValue]
      case .arrival(let goods): [3, goods.orderID.rawValue, UInt128(goods.line)]
      case .purchase(let late): [6, late.id.rawValue]
      case .opportunity(let card): [4, card.id.rawValue]
      case .risk(let document): [7, document.id]
      case .review(let review): [8, review.quote.quote.id.rawValue]
      }
    }

    /// The money at stake, where it is known.
    var amount: Amount? {
      switch self {
      case .recovered(let draft): draft.amount
      case .task, .arrival, .purchase: nil
      case .quote(let quote): quote.quote.ownNet
      case .approval(let waiting): waiting.quote.quote.ownNet
      case .opportunity(let card): card.amount
      case .risk(let document): document.risk.lost
      case .review(let review): review.effect
      }
    }
  }

  /// A line of the screen.
  enum Line: Hashable {
    case heading(Section, count: Int, amount: Amount?)
    case entry(Entry)

    var entry: Entry? { if case .entry(let entry) = self { entry } else { nil } }
  }

  /// What was read, and what moved since it was priced, which is read after it.
  private var read: TodayRead?
  private var moved: RadarRead?
  /// The lines; nil until the first answer.
  var lines: [Line]?
  var list = ListState()
  /// A task is being ticked off: the next key is for the list that follows.
  var isActing = false
  var asked = OpportunityQuestion.nothing

  var isWaiting: Bool { isActing }
  func title(_ session: Session) -> String { session.text("tab.today") }

  mutating func load(_ session: Session) -> [Effect] {
    let (person, today) = (session.actor.id, session.today)
    let approves = session.actor.holds(.manager)
    let buys = approves || session.actor.holds(.orderDesk)
    let drafts = session.drafts
    return [
      .read("today") { reader in
        TodayRead(
          list: try reader.todayList(
            for: person, approves: approves, buys: buys, today: today),
          drafts: try drafts.compactMap { try RecoveredDraft($0, reader) })
      },
      // Costs and indexes take longer to compare: what they put in question comes after the rest.
      .read("moved", lane: .indicators) { reader in
        RadarRead(
          sight: try reader.sight,
          documents: try reader.marginRadar(of: person, today: today, limit: 10),
          quotes: try reader.quotesToReview(of: person, today: today, limit: 10))
      },
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case var found as TodayRead:
      isActing = false
      found.moved = moved
      read = found
      show(found)
      return []
    case let moved as RadarRead:
      self.moved = moved
      read?.moved = moved
      if let read { show(read) }
      return []
    case is Done:
      return load(session)
    default:
      return []
    }
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isActing = false
    return slot.hasPrefix("act:") ? load(session) : []
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    defer { asked = .nothing }
    return asked.act(answer, session).map { [$0] } ?? []
  }

  private mutating func show(_ found: TodayRead) {
    let kept = entry?.key
    let lines = Section.allCases.flatMap { Self.lines($0, found) }
    self.lines = lines
    list.count = lines.count
    if let place = lines.firstIndex(where: { $0.entry?.key == kept && kept != nil }) {
      list.select(place)
    }
    step(1)
  }

  private static func lines(_ section: Section, _ read: TodayRead) -> [Line] {
    let found = read.list
    let entries: [Entry] =
      switch section {
      case .recovered: read.drafts.map { .recovered($0) }
      case .approvals: found.approvals.map { .approval($0) }
      case .late: found.lateTasks.map { .task($0) }
      case .today: found.tasks.map { .task($0) }
      case .expiring: found.expiringQuotes.map { .quote($0) }
      case .arrivals: found.arrivals.map { .arrival($0) }
      case .latePurchases: found.latePurchases.map { .purchase($0) }
      case .risks: read.moved?.documents.prefix(10).map { .risk($0) } ?? []
      case .review: read.moved?.quotes.prefix(10).map { .review($0) } ?? []
      case .stagnating: found.stagnating.map { .opportunity($0) }
      }
    guard !entries.isEmpty else { return [] }
    let amounts = entries.compactMap(\.amount)
    let total = amounts.isEmpty ? nil : try? Amount.sum(amounts)
    return [.heading(section, count: entries.count, amount: total)] + entries.map { .entry($0) }
  }
}

extension TodayScreen {
  /// What is under the cursor.
  var entry: Entry? {
    guard let lines, let index = list.current, lines.indices.contains(index) else { return nil }
    return lines[index].entry
  }

  /// Rows of the list on screen.
  private func height(_ session: Session) -> Int { max(1, session.body.height - 2) }

  /// Steps off a heading, in the direction of travel where there is something.
  private mutating func step(_ direction: Int) {
    guard let lines, let index = list.current, lines[index].entry == nil else { return }
    let ahead =
      direction > 0
      ? lines[index...].firstIndex { $0.entry != nil }
      : lines[..<index].lastIndex { $0.entry != nil }
    if let next = ahead ?? lines.firstIndex(where: { $0.entry != nil }) { list.select(next) }
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    let height = height(session)
    switch event {
    case .key(let key):
      let before = list.selected
      guard list.handle(key, height: height) else { return [] }
      step(list.selected < before ? -1 : 1)
    case .mouse(let mouse):
      switch mouse.action {
      case .wheelUp: list.scroll(by: -1, height: height)
      case .wheelDown: list.scroll(by: 1, height: height)
      case .press(let count): return press(session.inBody(mouse.point), count, height, session)
      }
      step(1)
    case .paste, .resize: break
    }
    return []
  }

  private mutating func press(
    _ point: Point, _ count: Int, _ height: Int, _ session: Session
  ) -> [Effect] {
    let index = list.visible(height: height).lowerBound + point.y - 2
    guard point.y >= 2, let lines, lines.indices.contains(index), lines[index].entry != nil else {
      return []
    }
    list.select(index)
    return count == 2 ? open() : []
  }

  /// Opens the record under the cursor.
  func open() -> [Effect] {
    switch entry {
    case nil: []
    case .recovered(let draft): [.open(Screens.quoteEntry(kept: draft.kept))]
    case .task(let task): Screens.subject(task.activity.subject).map { [.open($0)] } ?? []
    case .quote(let quote): [.open(Screens.quoteEntry(quote: quote.quote.id))]
    case .approval(let waiting): [.open(Screens.quoteEntry(quote: waiting.quote.quote.id))]
    case .arrival(let goods): [.open(Screens.order(goods.orderID))]
    case .purchase(let late): [.open(Screens.purchase(late.id))]
    case .opportunity(let card): [.open(Screens.opportunity(card.id))]
    case .risk(let document):
      [
        .open(
          document.kind == .quote
            ? Screens.quoteEntry(quote: ID(rawValue: document.id))
            : Screens.order(ID(rawValue: document.id)))
      ]
    case .review(let review): [.open(Screens.quoteEntry(quote: review.quote.quote.id))]
    }
  }

  /// The record that a task or a note added here is about.
  var subject: ActSubject? {
    switch entry {
    case nil, .recovered: nil
    case .task(let task): task.activity.subject
    case .quote(let quote): ActSubject(kind: .quote, id: quote.quote.id.rawValue)
    case .approval(let waiting): ActSubject(kind: .quote, id: waiting.quote.quote.id.rawValue)
    case .arrival(let goods): ActSubject(kind: .order, id: goods.orderID.rawValue)
    case .purchase(let late): ActSubject(kind: .purchaseOrder, id: late.id.rawValue)
    case .opportunity(let card): ActSubject(kind: .opportunity, id: card.id.rawValue)
    case .risk(let document):
      ActSubject(kind: document.kind == .quote ? .quote : .order, id: document.id)
    case .review(let review): ActSubject(kind: .quote, id: review.quote.quote.id.rawValue)
    }
  }
}

/// What the first screen reads.
struct TodayRead: Sendable {
  let list: TodayList
  let drafts: [RecoveredDraft]
  var moved: RadarRead?
}

/// A quote that a crash left unsaved, with what tells it apart.
struct RecoveredDraft: Sendable, Hashable {
  let kept: KeptDraft
  let quote: ID<Quote>
  let number: String
  let customerName: String
  let lineCount: Int
  let amount: Amount?

  /// Nil where another version of the program wrote it.
  init?(_ kept: KeptDraft, _ reader: StoreReader) throws {
    guard let state = KeptState(kept.rows) else { return nil }
    self.kept = kept
    quote = state.draft.quote.id
    number = state.draft.quote.number
    customerName = try reader.find(state.draft.quote.customerID)?.name ?? ""
    lineCount = state.draft.lines.count + state.rejects.count
    amount = (try? QuoteComputation(state.draft)).map(\.companyNet)
  }
}

extension Activity {
  /// The record it is about.
  var subject: ActSubject { ActSubject(kind: subjectKind, id: subjectID) }
}
