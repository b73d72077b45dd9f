import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// A purchase order: what was asked for, what came, who waits for it.
///
/// The last column of its lines is what the next receipt brings: all that is expected, unless another
/// quantity, or the price of the delivery note, is typed with `e`.
struct PurchaseScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.purchase

  /// What a modal on screen is about.
  enum Question: Sendable, Hashable {
    case nothing, receive, order
    /// The days that were seen, by line.
    case day([Int: Day?])
    case pick(line: Int)
    /// The receipt, and its line.
    case correct(ID<Receipt>, line: Int)
  }

  var sheet = GoodsSheet()
  let id: ID<PurchaseOrder>
  private(set) var view: PurchaseView?
  /// Quantities and prices typed for the next receipt, by line.
  var typed: [Int: ReceiptPick] = [:]
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { view != nil }

  init(_ id: ID<PurchaseOrder>) { self.id = id }

  func title(_ session: Session) -> String { view?.order.number ?? "" }

  mutating func load(_ session: Session) -> [Effect] {
    let id = id
    return [.read("purchase") { try $0.purchaseView(id) }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let view as PurchaseView:
      self.view = view
      wasRead()
      return []
    case let done as Done:
      typed = [:]
      act = .done
      return finish(done, session) + load(session)
    default:
      return []
    }
  }

  func open(_ session: Session) -> [Effect] {
    line(session).map { [.open(Screens.product($0.product.id))] } ?? []
  }

  /// The line under the cursor.
  func line(_ session: Session) -> PurchaseLineView? {
    guard sheet.current == 0, let view, let table = table(session),
      let place = sheet.selected(in: table)
    else { return nil }
    return view.lines[place]
  }

  /// What the next receipt brings of a line.
  func pick(_ line: PurchaseLineView) -> ReceiptPick {
    typed[line.line.line] ?? ReceiptPick(line: line.line.line, quantity: line.outstanding)
  }

  /// What the next receipt brings.
  var picks: [ReceiptPick] {
    (view?.lines ?? []).map(pick).filter { $0.quantity > .zero }
  }

  /// Whether something is still to come.
  var isUnderWay: Bool {
    view?.order.state == .ordered || view?.order.state == .partlyReceived
  }
}

extension PurchaseScreen {
  func head(_ session: Session) -> [[Span]] {
    guard let view else { return [[Span(session.text("status.waiting"), .muted)]] }
    let format = session.format
    let order = view.order
    let isLate = isUnderWay && (order.expectedDay.map { $0 < session.today } ?? false)
    return [
      [
        Span(order.number, .title.bold), Span("  " + view.supplier.name),
        Span("  " + session.text("goods.purchaseState.\(order.state.rawValue)"), .accent),
      ],
      session.pair("ordered", order.orderDay.map(format.day) ?? "—")
        + session.pair(
          "expected", order.expectedDay.map { (isLate ? "! " : "") + format.longDay($0) } ?? "?",
          isLate ? .danger : .value) + session.pair("warehouse", view.warehouse.name),
    ]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let view else { return [] }
    return [lines(view, session), receipts(view, session)]
  }

  private func lines(_ view: PurchaseView, _ session: Session) -> GoodsTable {
    let columns = [
      session.column("code", .flexible(minimum: 12, weight: 1)),
      session.column("name", .flexible(minimum: 12, weight: 2), drop: 5),
      session.column("ordered", .fixed(9), .right, drop: 1),
      session.column("received", .fixed(9), .right, drop: 2),
      session.column("price", .fixed(10), .right, drop: 4),
      session.column("expected", .fixed(11), .right, drop: 3),
      session.column("waitingOrders", .flexible(minimum: 12, weight: 1), drop: 6),
      session.column("toReceive", .fixed(10), .right),
    ]
    return GoodsTable(
      session.text("goods.table.lines") + " \(view.lines.count)", columns,
      empty: session.text("goods.none.lines"), count: view.lines.count
    ) { row(view.lines[$0], session) }
  }

  private func row(_ line: PurchaseLineView, _ session: Session) -> GoodsRow {
    let format = session.format
    let pick = pick(line)
    let isTyped = typed[line.line.line] != nil
    let typedPrice = pick.unitCost.map { UnitPrice(tenThousandths: $0.tenThousandths) }
    let currency = view?.order.currency ?? session.company.currency
    let price = (typedPrice ?? line.line.unitPrice).map { session.price($0, in: currency) }
    let day = line.line.expectedDay ?? view?.order.expectedDay
    return GoodsRow(
      String(line.line.line),
      [
        Span(line.product.code), Span(line.product.name),
        Span(format.quantity(line.line.quantity)),
        Span(line.line.received == .zero ? "—" : format.quantity(line.line.received)),
        Span(price ?? session.text("goods.noPrice"), .muted),
        Span(day.map(format.day) ?? "?", .muted),
        Span(line.waiting.joined(separator: ", "), .info),
        Span(
          (isTyped ? "▸ " : "") + (pick.quantity == .zero ? "—" : format.quantity(pick.quantity)),
          isTyped ? .accent : .value),
      ])
  }

  /// What came, line by line, at the price it was received or invoiced at.
  private func receipts(_ view: PurchaseView, _ session: Session) -> GoodsTable {
    let title = session.text("goods.table.receipts")
    let format = session.format
    return GoodsTable(
      view.receipts.isEmpty ? title : "\(title) \(view.receipts.count)",
      [
        session.column("receipt", .fixed(10)), session.column("day", .fixed(11)),
        session.column("code", .flexible(minimum: 12, weight: 1)),
        session.column("quantity", .fixed(10), .right),
        session.column("costMove", .fixed(10), .right),
        session.column("warehouse", .flexible(minimum: 10, weight: 1), drop: 1),
      ],
      empty: session.text("goods.none.receipts"), count: view.received.count
    ) { place in
      let row = view.received[place]
      return GoodsRow(
        "\(row.receipt.id) \(row.line.line)",
        [
          Span(row.receipt.number), Span(format.day(row.receipt.day)), Span(row.product.code),
          Span(format.quantity(row.line.quantity)),
          Span(row.line.unitCost.map { format.cost($0) } ?? session.text("goods.noPrice"), .muted),
          Span(session.warehouseName(row.receipt.warehouseID), .muted),
        ])
    }
  }

  /// The line of a receipt under the cursor.
  func receivedGoods(_ session: Session) -> ReceivedGoods? {
    guard sheet.current == 1, let view, let table = table(session),
      let place = sheet.selected(in: table)
    else { return nil }
    return view.received[place]
  }
}
