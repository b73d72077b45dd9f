import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What the customer screen reads at once.
struct CustomerSheet: Sendable {
  let detail: CustomerDetail
  let credit: CreditPosition
  let journal: [LoggedAct]
  let rebates: [RebateStanding]

  init(_ id: ID<Customer>, _ reader: StoreReader, today: Day) throws {
    detail = try reader.customerDetail(id)
    credit = try reader.creditPosition(of: id, today: today)
    journal = try reader.journal(of: id.rawValue, limit: 100)
    rebates = try reader.rebateStandings(
      of: detail.customer, on: today, in: try reader.company().currency)
  }
}

// A customer: account, contacts, what is under way, what happened, what was bought.
struct CustomerScreen: ScreenBehaviour, Asking {
  static let kind = ScreenKind.customer

  /// The parts of the screen, in the order of the focus.
  enum Part: String, CaseIterable {
    case current, account, contacts, timeline, purchases
  }

  /// Something under way that can be opened.
  enum Work: Hashable {
    case opportunity(Opportunity)
    case quote(QuoteSummary)
    case order(SalesOrder)
    case task(Activity)
  }

  let id: ID<Customer>
  var sheet: CustomerSheet?
  var part = Part.current
  var lists: [Part: ListState] = [:]
  var asked = OpportunityQuestion.nothing

  init(_ id: ID<Customer>) { self.id = id }

  func title(_ session: Session) -> String { sheet?.detail.customer.code ?? "…" }
  var subject: ActSubject { ActSubject(kind: .customer, id: id.rawValue) }

  mutating func load(_ session: Session) -> [Effect] {
    let (id, today) = (id, session.today)
    return [.read("sheet") { try CustomerSheet(id, $0, today: today) }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let sheet as CustomerSheet:
      self.sheet = sheet
      for part in Part.allCases {
        var list = lists[part] ?? ListState()
        list.count = count(of: part)
        lists[part] = list
      }
      return []
    case let terms as CustomerTermsRead: return [.ask(CustomerTermsForm.modal(terms, session))]
    case is Done: return load(session)
    default: return []
    }
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    defer { asked = .nothing }
    switch answer {
    case .text("block", let reason):
      return [.act(BlockCustomer(id, reason: reason, read: .set(nil)))]
    case .form("limit", let values):
      return [CustomerForms.limit(id, values, session)]
    case .form(CustomerTermsForm.id, let values):
      return [CustomerTermsForm.act(id, values, session)]
    case .form("customer.edit", let values):
      return [CustomerForms.edit(id, values)]
    default:
      return asked.act(answer, session).map { [$0] } ?? []
    }
  }

  /// What is under way: opportunities, quotes, orders, tasks.
  var works: [Work] {
    guard let detail = sheet?.detail else { return [] }
    return detail.tasks.map { .task($0) } + detail.openOpportunities.map { .opportunity($0) }
      + detail.openQuotes.map { .quote($0) } + detail.openOrders.map { .order($0) }
  }

  private func count(of part: Part) -> Int {
    guard let sheet else { return 0 }
    switch part {
    case .current: return works.count
    case .account: return 0
    case .contacts: return sheet.detail.contacts.count
    case .timeline: return sheet.journal.count + sheet.detail.interactions.count
    case .purchases: return sheet.detail.purchases.count
    }
  }

  /// What is under the cursor of what is under way.
  var work: Work? {
    guard part == .current, let index = lists[.current]?.current, works.indices.contains(index)
    else { return nil }
    return works[index]
  }

  /// The product under the cursor of what was bought.
  var bought: ID<Product>? {
    guard part == .purchases, let purchases = sheet?.detail.purchases,
      let index = lists[.purchases]?.current, purchases.indices.contains(index)
    else { return nil }
    return purchases[index].purchase.productID
  }

  func open(_ work: Work) -> [Effect] {
    switch work {
    case .opportunity(let found): [.open(Screens.opportunity(found.id))]
    case .quote(let found): [.open(Screens.quoteEntry(quote: found.quote.id))]
    case .order(let found): [.open(Screens.order(found.id))]
    case .task: []
    }
  }

  mutating func turn(by step: Int) {
    let place = Part.allCases.firstIndex(of: part) ?? 0
    part = Part.allCases[(place + step + Part.allCases.count) % Part.allCases.count]
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    switch event {
    case .key(.tab): turn(by: 1)
    case .key(.backTab): turn(by: -1)
    case .key(let key): _ = lists[part]?.handle(key, height: 9)
    case .mouse(let mouse):
      switch mouse.action {
      case .wheelUp: lists[part]?.scroll(by: -1, height: 9)
      case .wheelDown: lists[part]?.scroll(by: 1, height: 9)
      case .press: press(session.inBody(mouse.point), session)
      }
    case .paste, .resize: break
    }
    return []
  }

  private mutating func press(_ point: Point, _ session: Session) {
    let layout = CustomerLayout(session)
    if layout.hasTabs {
      guard layout.strip.contains(point),
        let tab = strip(session).tab(atColumn: point.x, width: layout.strip.width)
      else { return }
      part = Part.allCases[tab]
      return
    }
    guard let hit = layout.parts.first(where: { $0.rect.contains(point) }) else { return }
    part = hit.part
    let row = point.y - hit.rect.y - 1
    if row >= 0, var list = lists[part], row < list.count {
      list.select(list.visible(height: hit.rect.height - 2).lowerBound + row)
      lists[part] = list
    }
  }
}

// full: three panes above, two below; under 100 columns: tabs.
struct CustomerLayout {
  let hasTabs: Bool
  let strip: Rect
  let main: Rect
  let parts: [(part: CustomerScreen.Part, rect: Rect)]

  init(_ session: Session) {
    let area = Rect(session.body.size)
    hasTabs = Breakpoint(session.size) < .medium
    if hasTabs {
      strip = area.row(2)
      main = Rect(0, 4, area.width, max(0, area.height - 4))
      parts = []
      return
    }
    strip = Rect(0, 0, 0, 0)
    main = strip
    let body = Rect(0, 1, area.width, area.height - 1)
    let (top, low) = body.splitRows(top: body.height * 2 / 5)
    let upper = top.columns([.flexible(1), .flexible(1), .flexible(1)])
    let lower = low.columns([.flexible(1), .flexible(1)])
    parts = [
      (.account, upper[0]), (.contacts, upper[1]), (.current, upper[2]), (.timeline, lower[0]),
      (.purchases, lower[1]),
    ]
  }
}
