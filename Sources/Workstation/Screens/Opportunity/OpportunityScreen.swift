import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What the opportunity screen reads at once.
struct OpportunitySheet: Sendable {
  let detail: OpportunityDetail
  /// Where the customer stands; nil = no customer, or another currency of figures.
  let credit: CreditPosition?
  /// Terms of the products of the lines, for a change that shows in the same frame.
  let terms: [ID<Product>: ProductTerms]
  /// For whom and when the lines are priced.
  let context: PricingContext?
  /// Stock of the products of the lines.
  let stock: [ID<Product>: ProductStock]
  /// What the customer paid last for them.
  let purchases: [ID<Product>: CustomerProduct]
  let paymentTerm: PaymentTerm?
  let lostReasons: [LostReason]

  init(_ id: ID<Opportunity>, _ reader: StoreReader, today: Day) throws {
    detail = try reader.opportunityDetail(id)
    lostReasons = try reader.lostReasons()
    credit = try detail.customer.map { try reader.creditPosition(of: $0.id, today: today) }
    paymentTerm = try detail.customer?.paymentTermID.flatMap { try reader.find($0) }
    let products = detail.quote?.draft.lines.compactMap(\.productID) ?? []
    context = try detail.quote.map { try reader.pricingContext(of: $0.quote) }
    var terms: [ID<Product>: ProductTerms] = [:]
    var stock: [ID<Product>: ProductStock] = [:]
    var purchases: [ID<Product>: CustomerProduct] = [:]
    for match in try context.map({ try reader.products(products, $0) }) ?? [] {
      terms[match.product.id] = match.terms
      stock[match.product.id] = match.stock
      purchases[match.product.id] = match.lastPurchase
    }
    (self.terms, self.stock, self.purchases) = (terms, stock, purchases)
  }
}

extension OpportunitySheet {
  /// What the reference quote would add to the customer's exposure: nothing once an order was made of
  /// it, which the exposure then holds, nor once the opportunity is lost. In the company's currency.
  var added: Amount {
    guard detail.opportunity.outcome == .open, let draft = detail.quote?.draft,
      draft.quote.state == .draft || draft.quote.state == .sent
    else { return .zero }
    return (try? draft.money.own(draft.quote.totalAmount)) ?? draft.quote.totalAmount
  }

  /// The currency in which its prices are said: that of the reference quote.
  func currency(_ session: Session) -> Currency {
    detail.quote?.quote.currency ?? session.company.currency
  }
}

// An opportunity with its reference quote: lines, margin against the floor, stock of the line under
// the cursor, customer, tasks, journal.
//
//   e ──► a field in the line ──► draft in memory ──► QuoteComputation ──► margin, floor, shortage
//                            └──► Enter ──► act ──► the sheet again
struct OpportunityScreen: ScreenBehaviour, Asking {
  static let kind = ScreenKind.opportunity

  /// The parts of the screen, in the order of the focus.
  enum Part: String, CaseIterable {
    case lines, margin, stock, customer, tasks, journal
  }

  /// A line being changed.
  struct LineEditing: Hashable {
    /// Number of the line.
    let line: Int
    /// Whether the discount has the focus, else the quantity.
    var isDiscount = false
    var quantity: TextField
    var discount: TextField

    var field: TextField {
      get { isDiscount ? discount : quantity }
      set { if isDiscount { discount = newValue } else { quantity = newValue } }
    }
  }

  let id: ID<Opportunity>
  var sheet: OpportunitySheet?
  /// The reference quote as it is worked on, and its figures.
  var draft: QuoteDraft?
  var figures: QuoteComputation?
  var part = Part.lines
  var lines = ListState()
  /// Number of the line under the cursor.
  var chosenLine: Int?
  var tasks = ListState()
  var journal = ListState()
  var editing: LineEditing?
  /// What is wrong with the field being typed.
  var problem = ""
  /// A line is being saved: keys wait for the quote as the store has it.
  var isSaving = false
  var asked = OpportunityQuestion.nothing

  init(_ id: ID<Opportunity>) { self.id = id }

  func title(_ session: Session) -> String { sheet?.detail.opportunity.number ?? "…" }
  var isTyping: Bool { editing != nil }
  var isWaiting: Bool { isSaving }

  /// A line being changed keeps its keys; function keys stay commands.
  func takes(_ key: Key) -> Bool {
    guard editing != nil, case .named(let name, _) = key else { return false }
    if case .f = name { return false }
    return true
  }

  mutating func load(_ session: Session) -> [Effect] {
    let (id, today) = (id, session.today)
    return [.read("sheet") { try OpportunitySheet(id, $0, today: today) }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let sheet as OpportunitySheet:
      isSaving = false
      show(sheet)
      return []
    case let done as Done:
      return load(session) + Effect.seen(done, session)
    default:
      return []
    }
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isSaving = false
    return slot.hasPrefix("act:") ? load(session) : []
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    defer { asked = .nothing }
    return asked.act(answer, session).map { [$0] } ?? []
  }

  private mutating func show(_ sheet: OpportunitySheet) {
    self.sheet = sheet
    if editing == nil { setDraft(sheet.detail.quote?.draft) }
    lines.count = rows.count
    if let place = rows.firstIndex(where: { $0.number == chosenLine }) { lines.select(place) }
    chosenLine = line?.number
    tasks.count = sheet.detail.tasks.count
    journal.count = sheet.detail.journal.count + sheet.detail.interactions.count
  }

  /// Works on a draft; figures follow at once.
  mutating func setDraft(_ draft: QuoteDraft?) {
    self.draft = draft
    figures = draft.flatMap { try? QuoteComputation($0) }
  }
}

extension OpportunityScreen {
  /// The lines, comments included.
  var rows: [QuoteDraftLine] { draft?.lines ?? [] }

  /// The line under the cursor.
  var line: QuoteDraftLine? {
    guard let index = lines.current, rows.indices.contains(index) else { return nil }
    return rows[index]
  }

  /// The task under the cursor.
  var task: Activity? {
    guard let all = sheet?.detail.tasks, let index = tasks.current, all.indices.contains(index)
    else { return nil }
    return all[index]
  }

  /// Free stock of a line's product where its quote is served from, and what it lacks there.
  func shortage(of line: QuoteDraftLine) -> (free: Quantity, missing: Quantity)? {
    guard let product = line.productID, let stock = sheet?.stock[product],
      let warehouse = draft?.quote.warehouseID
    else { return nil }
    let free =
      line.row.otherWarehouses ? stock.total.free : stock.free(in: warehouse)
    let missing = line.quantity - max(.zero, free)
    return (free, max(.zero, missing))
  }
}
