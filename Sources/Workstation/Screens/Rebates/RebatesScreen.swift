import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What the screen of rebates reads.
struct RebatesRead: Sendable {
  /// Whether derogations are shown: they are costs.
  let sight: CostSight
  /// The customer it is about; empty = everybody.
  let name: String
  let rebates: [RebateRow]
  let derogations: [DerogationRow]
  let claims: [DerogationClaim]
}

/// Year-end rebates to customers, lower costs that suppliers grant for them, and what those suppliers are to
/// be asked for: of one customer or of all.
struct RebatesScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.rebates

  /// What a modal is about.
  enum Question: Sendable {
    case nothing, newRebate, newDerogation
    case rebate(RebateRow)
    case endRebate(RebateAgreement)
    case settle(RebateAgreement)
    case derogation(DerogationRow)
    case endDerogation(SupplierDerogation)
  }

  var sheet = GoodsSheet()
  /// Whose rebates; nil = everybody's.
  let customer: ID<Customer>?
  private(set) var read: RebatesRead?
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { read != nil }

  init(_ customer: ID<Customer>? = nil) { self.customer = customer }

  func title(_ session: Session) -> String { session.text("rebates.title") }

  mutating func load(_ session: Session) -> [Effect] {
    let customer = customer
    return [
      .read("rebates") { reader in
        var filter = DerogationFilter()
        filter.customerID = customer
        let party = try customer.map { try reader.get($0) }
        return RebatesRead(
          sight: try reader.sight, name: party.map { $0.code + "  " + $0.name } ?? "",
          rebates: try reader.rebateRows(of: customer),
          derogations: try reader.derogationRows(filter),
          claims: try reader.derogationClaims(filter))
      }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as RebatesRead:
      self.read = read
      wasRead()
      return []
    case let begin as RebateBeginning:
      return [
        .ask(
          begin.isDerogation
            ? RebateForms.derogation(begin.derogation, session)
            : RebateForms.rebate(begin.rebate, session))
      ]
    case is Done:
      act = .done
      return load(session)
    default: return []
    }
  }

  private func place(_ session: Session) -> Int? {
    table(session).flatMap { sheet.selected(in: $0) }
  }

  /// The agreement under the cursor.
  func rebate(_ session: Session) -> RebateRow? {
    guard sheet.current == 0, let read, let place = place(session) else { return nil }
    return read.rebates[place]
  }

  /// The derogation under the cursor.
  func derogation(_ session: Session) -> DerogationRow? {
    guard sheet.current == 1, let read, let place = place(session) else { return nil }
    return read.derogations[place]
  }

  /// An agreement leads to its customer, a derogation to its product, a claim to its order.
  func open(_ session: Session) -> [Effect] {
    if let rebate = rebate(session) {
      guard let party = rebate.customer?.id, party != customer else { return [] }
      return [.open(Screens.customer(party))]
    }
    if let row = derogation(session) { return [.open(Screens.product(row.product.id))] }
    guard sheet.current == 2, let read, let place = place(session) else { return [] }
    return [.open(Screens.order(read.claims[place].order.id))]
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    let question = asked
    asked = .nothing
    guard case .form(_, let values) = answer else { return [] }
    switch question {
    case .nothing: return []
    case .newRebate: return perform(RebateForms.createRebate(values, session))
    case .rebate(let row): return perform(RebateForms.editRebate(row, values, session))
    case .endRebate(let agreement):
      return perform(
        .act(EndRebate(agreement.id, on: GoodsForms.day(values["last"] ?? "", session.today))))
    case .settle(let agreement):
      return perform(RebateForms.settle(agreement, customer, values))
    case .newDerogation: return perform(RebateForms.createDerogation(values, session))
    case .derogation(let row):
      return perform(RebateForms.editDerogation(row.derogation, values, session))
    case .endDerogation(let derogation):
      return perform(
        .act(
          EndDerogation(derogation.id, on: GoodsForms.day(values["last"] ?? "", session.today))))
    }
  }

  func head(_ session: Session) -> [[Span]] {
    guard let read else { return [[Span(session.text("status.waiting"), .muted)]] }
    let subject = read.name.isEmpty ? session.text("rebates.all") : read.name
    return [
      [Span(subject, .title.bold)], [Span(session.text("rebates.head"), .muted)],
    ]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let read else { return [] }
    return RebateTables(read: read, session: session).all
  }
}

/// What a new agreement or derogation begins with: the customer of the screen.
struct RebateBeginning: Sendable {
  let isDerogation: Bool
  var rebate = RebateTexts()
  var derogation = DerogationTexts()

  init(_ customer: ID<Customer>?, isDerogation: Bool, _ session: Session, _ reader: StoreReader)
    throws
  {
    self.isDerogation = isDerogation
    let code = try customer.map { try reader.get($0).code } ?? ""
    rebate.customer = code
    derogation.customer = code
    let year = session.today.year
    rebate.from = Day(year: year, month: 1, day: 1).map { session.format.day($0) } ?? ""
    rebate.until = Day(year: year, month: 12, day: 31).map { session.format.day($0) } ?? ""
    derogation.from = session.format.day(session.today)
  }
}
