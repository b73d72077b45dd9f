import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What opening the screen gave.
struct Opened: Sendable {
  let draft: QuoteDraft
  let around: QuoteSurroundings
  /// Typed before a crash and found no product.
  var rejects: [String] = []
  /// Whether the draft comes from the local journal.
  var isRecovered = false
}

/// What stands around the quote, read again, and why.
struct AroundRead: Sendable {
  let around: QuoteSurroundings
  let isForStep: Bool
}

/// Products or customers that answer what was typed.
struct Proposals: Sendable {
  /// What was asked.
  var search = ""
  var products: [ProductMatch] = []
  var customers: [Customer] = []
  /// Product sets that answer, before the products where one has exactly the code typed.
  var sets: [SetMatch] = []
  /// The one Enter takes; nil where nothing was typed.
  var selected: Int? = 0
  /// The one the mouse pressed last: a second press takes it.
  var pressed: Int?

  /// How many are asked for.
  static let limit = 9

  /// The selected product.
  var product: ProductMatch? { selected.flatMap { product(at: $0) } }
  /// The selected customer.
  var customer: Customer? {
    selected.flatMap { customers.indices.contains($0) ? customers[$0] : nil }
  }
  var count: Int { max(products.count + sets.count, customers.count) }

  mutating func move(by rows: Int) {
    guard count > 0 else { return }
    let next = (selected ?? -1) + rows
    selected = min(max(0, next), count - 1)
  }
}

extension QuoteEntry {
  /// Reads, or begins, the quote the screen is opened for.
  func open(_ source: Source) -> Effect {
    .work(
      .desk("open") { desk in
        switch source {
        case .new: throw StoreError.notFound(kind: Customer.table.name, key: "")
        case .customer(let id): try Self.opened(desk, try desk.newDraft(for: id))
        case .opportunity(let id): try Self.openOpportunity(id, desk)
        case .quote(let id): try Self.opened(desk, try desk.read { try $0.draft(of: id) })
        case .kept(let kept): try Self.recover(kept, desk)
        }
      })
  }

  /// A quote for the customer chosen in the head.
  func begin(_ customer: ID<Customer>) -> Effect {
    let opportunity = opportunity
    return .work(
      .desk("open") { desk in
        try Self.opened(desk, try desk.newDraft(for: customer, opportunity: opportunity))
      })
  }

  static func opened(_ desk: Desk, _ draft: QuoteDraft) throws -> any Sendable {
    let today = desk.clock.now().day
    return Opened(
      draft: draft, around: try desk.read { try $0.surroundings(of: draft, today: today) })
  }

  /// The reference quote of an opportunity where it stands, else a new one; without a customer there
  /// is nothing to open yet.
  private static func openOpportunity(
    _ id: ID<Opportunity>, _ desk: Desk
  ) throws -> any Sendable {
    let opportunity = try desk.read { try $0.get(id) }
    if let reference = opportunity.referenceQuoteID {
      return try opened(desk, try desk.read { try $0.draft(of: reference) })
    }
    guard let customer = opportunity.customerID else { return CustomerWanted() }
    return try opened(desk, try desk.newDraft(for: customer, opportunity: id))
  }

  private static func recover(_ kept: KeptDraft, _ desk: Desk) throws -> any Sendable {
    guard let state = KeptState(kept.rows) else {
      throw StoreError.notFound(kind: Quote.table.name, key: kept.key)
    }
    let today = desk.clock.now().day
    var opened = Opened(
      draft: state.draft,
      around: try desk.read { try $0.surroundings(of: state.draft, today: today) })
    opened.rejects = state.rejects
    opened.isRecovered = true
    return opened
  }

  /// What stands around the quote, read again.
  func readAround(_ draft: QuoteDraft, slot: String, _ session: Session) -> Effect {
    let today = session.today
    return .read(slot) { reader in
      AroundRead(
        around: try reader.surroundings(of: draft, today: today), isForStep: slot == "step")
    }
  }

  mutating func receive(_ opened: Opened, _ session: Session) -> [Effect] {
    pending = nil
    guard let sheet = try? QuoteSheet(opened.draft, opened.around) else { return [.back] }
    self.sheet = sheet
    rejects = opened.rejects
    if sheet.isDraft {
      toEntry()
    } else {
      walk(to: 0)
    }
    if opened.isRecovered {
      return [.say(Status(.notice, session.text("entry.recovered")))]
    }
    return []
  }

  mutating func receive(_ read: AroundRead, _ session: Session) -> [Effect] {
    guard sheet != nil else { return [] }
    sheet?.refresh(read.around)
    if case .lines(let place) = focus { walk(to: place) }
    guard read.isForStep else { return [] }
    pending = nil
    return step(session)
  }

  // MARK: Look-ups

  /// Looks up what stands in the input.
  mutating func lookUp(_ session: Session) -> [Effect] {
    problem = nil
    switch focus {
    case .header(.customer): return [lookUpCustomers()]
    case .entry, .edit: return lookUpProducts()
    default: return []
    }
  }

  private func lookUpCustomers() -> Effect {
    let letters = field.text
    return .read("proposals") { reader in
      Proposals(
        search: letters,
        customers: try reader.found(Customer.self, by: letters, limit: Proposals.limit))
    }
  }

  private mutating func lookUpProducts() -> [Effect] {
    guard let context = sheet?.around.context else { return [] }
    let search = wantedSearch
    // The line of a set keeps its set.
    guard currentSet == nil else { return [] }
    guard search != proposals.search || proposals.count == 0 else { return [] }
    guard !search.isEmpty else {
      proposals = Proposals()
      return []
    }
    let isNewLine = focus == .entry
    return [
      .read("proposals") { reader in
        var found = Proposals(
          search: search,
          products: try reader.products(matching: search, context, limit: Proposals.limit))
        if isNewLine { try found.addSets(reader, context) }
        return found
      }
    ]
  }

  /// Whether what is typed names a product that is still being looked up.
  var isLookingUp: Bool {
    switch focus {
    case .edit where currentSet != nil: false
    case .entry, .edit: !wantedSearch.isEmpty && wantedSearch != proposals.search
    case .header, .lines: false
    }
  }

  /// What the input asks for.
  var wantedSearch: String { lineText.search }

  mutating func receive(_ found: Proposals, _ session: Session) -> [Effect] {
    if case .header = focus {
      guard found.search == field.text || pending == .take else { return [] }
      proposals = found
      return finishTaking(session)
    }
    guard found.search == wantedSearch else { return [] }
    proposals = found
    return finishTaking(session)
  }

  private mutating func finishTaking(_ session: Session) -> [Effect] {
    let asked = pending
    guard let asked, [.take, .past, .why].contains(asked) else { return [] }
    pending = nil
    switch asked {
    case .past: return pastPrices(session)
    case .why: return why(session)
    default: return enter(session)
    }
  }
}

/// The opportunity has no customer yet: the head asks for it.
struct CustomerWanted: Sendable {}
