import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// An order: what was ordered, where its goods are, what left.
///
/// The last column of its lines is what the next delivery takes: what is reserved, unless another
/// quantity is typed with `e`.
struct OrderScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.order

  /// What a modal on screen is about.
  enum Question: Sendable, Hashable {
    case nothing, deliver
    case close(line: Int?)
    case pick(line: Int)
    case invoice(ID<Delivery>)
    case cancel
    case returnLine(ID<Delivery>)
    case bringBack(ID<Delivery>, line: Int)
  }

  var sheet = GoodsSheet()
  let id: ID<SalesOrder>
  var detail: OrderDetail?
  /// The invoices of its deliveries, by number of the delivery.
  var invoices: [String: [OpenItem]] = [:]
  /// When an invoice of today falls due.
  var due: Day?
  /// Quantities typed for the next delivery, by line.
  var typed: [Int: Quantity] = [:]
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { detail != nil }

  init(_ id: ID<SalesOrder>) { self.id = id }

  func title(_ session: Session) -> String { detail?.order.number ?? "" }

  mutating func load(_ session: Session) -> [Effect] {
    let (id, today) = (id, session.today)
    return [
      .read("order") { reader in
        try OrderRead(try reader.orderDetail(id, today: today), reader, today: today)
      }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as OrderRead:
      detail = read.detail
      invoices = read.invoices
      due = read.due
      wasRead()
      return []
    case let ready as MailReady:
      return Mailing.ask(ready, session)
    case let done as Done:
      typed = [:]
      act = .done
      return finish(done, session) + load(session)
    default:
      return []
    }
  }

  /// A line leads to its product.
  func open(_ session: Session) -> [Effect] {
    guard sheet.current == 0, let line = line(session) else { return [] }
    return line.line.productID.map { [.open(Screens.product($0))] } ?? []
  }

  /// The line under the cursor.
  func line(_ session: Session) -> LineSupply? {
    guard let detail, sheet.current == 0, let table = table(session),
      let place = sheet.selected(in: table), detail.supply.indices.contains(place)
    else { return nil }
    return detail.supply[place]
  }

  /// The delivery under the cursor.
  func delivery(_ session: Session) -> DeliveryDetail? {
    guard let detail, sheet.current == 1, let table = table(session),
      let place = sheet.selected(in: table)
    else { return nil }
    return detail.deliveries[place]
  }

  /// What the next delivery takes of a line.
  func pick(_ supply: LineSupply) -> Quantity {
    typed[supply.line.line] ?? supply.line.reserved
  }

  /// What the next delivery takes.
  var picks: [DeliveryPick] {
    (detail?.supply ?? []).compactMap { supply in
      let quantity = pick(supply)
      return quantity > .zero ? DeliveryPick(line: supply.line.line, quantity: quantity) : nil
    }
  }

  /// Lines of which something is left after the next delivery.
  var remainders: Int {
    (detail?.supply ?? []).count { pick($0) < $0.line.outstanding }
  }
}

extension OrderScreen {
  func head(_ session: Session) -> [[Span]] {
    guard let detail else { return [[Span(session.text("status.waiting"), .muted)]] }
    let (order, format) = (detail.order, session.format)
    let isLate = order.state == .open && (order.deliveryDay.map { $0 < session.today } ?? false)
    let money: (Amount) -> String = { format.money($0, order.currency) }
    let wished = order.deliveryDay.map { session.format.longDay($0) } ?? "—"
    return [
      [
        Span(order.number, .title.bold), Span("  " + detail.customer.name),
        Span("  " + session.text("goods.orderState.\(order.state.rawValue)"), .accent),
        Span(
          order.customerReference.isEmpty ? "" : "  " + order.customerReference, .muted),
      ],
      session.pair("ordered", format.day(order.orderDay))
        + session.pair("wished", (isLate ? "! " : "") + wished, isLate ? .danger : .value)
        + session.pair("warehouse", session.warehouseName(order.warehouseID)),
      session.pair("total", money(order.totalAmount))
        + session.pair("delivered", money(order.deliveredTotal))
        + session.pair(
          "open", money(order.totalAmount - order.deliveredTotal - order.closedTotal))
        + [Span(session.rateWords(detail.money, on: order.rateDay) ?? "", .muted)],
      promise(detail, session),
      margin(detail, session) + decision(order, session), rebates(detail, session),
      detail.acceptance.map { [Span($0.words(session), .muted)] } ?? [],
    ].filter { !$0.isEmpty }
  }

  /// The margin of the order, and by name what it leaves out (AT-59).
  private func margin(_ detail: OrderDetail, _ session: Session) -> [Span] {
    guard let cost = detail.cost else { return [] }
    let margin = cost.costedNetAmount - cost.costAmount
    var words: [Span] = []
    if cost.costedNetAmount != .zero {
      words = session.pair(
        "earned",
        session.format.money(margin, detail.companyCurrency) + " · "
          + session.format.percent(margin, of: cost.costedNetAmount))
    }
    if cost.uncostedLines > 0 {
      words.append(
        Span("? " + session.uncosted(cost.uncostedLines, cost.uncostedNetAmount) + "   ", .warning))
    }
    return words
  }

  /// Who let it pass over the credit limit, why and until when.
  private func decision(_ order: SalesOrder, _ session: Session) -> [Span] {
    guard !order.creditOverride.isEmpty else { return [] }
    // As the act writes it: who · until, where a day was given · why.
    var parts = order.creditOverride.split(
      separator: " · ", maxSplits: 2, omittingEmptySubsequences: false
    ).map(String.init)
    if parts.count == 3, let until = Day(iso: parts[1]) {
      parts[1] = session.text("goods.override.until", Fact("day", .day(until)))
    }
    let words = parts.filter { !$0.isEmpty }.joined(separator: " · ")
    return session.pair("override", words, .warning)
  }

  /// When the last of what is awaited comes.
  private func promise(_ detail: OrderDetail, _ session: Session) -> [Span] {
    let waiting = detail.supply.filter { $0.missing > .zero }
    guard !waiting.isEmpty else {
      let isOpen = detail.order.state == .open
      return [Span(isOpen ? session.text("goods.allReserved") : "", .success)]
    }
    let days = waiting.map(\.awaitedUntil)
    guard !days.contains(nil), let last = days.compactMap({ $0 }).max() else {
      return [Span("! " + session.counted("goods.awaitedUnknown", waiting.count), .warning)]
    }
    let until = Fact("day", .text(session.format.longDay(last)))
    return [Span(session.counted("goods.awaitedUntil", waiting.count, until), .info)]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let detail else { return [] }
    return [lines(detail, session), deliveries(detail, session)]
  }

  private func lines(_ detail: OrderDetail, _ session: Session) -> GoodsTable {
    let columns = [
      session.column("code", .flexible(minimum: 12, weight: 1)),
      session.column("name", .flexible(minimum: 12, weight: 2), drop: 6),
      session.column("ordered", .fixed(9), .right, drop: 2),
      session.column("delivered", .fixed(9), .right, drop: 3),
      session.column("reserved", .fixed(9), .right, drop: 1),
      session.column("where", .flexible(minimum: 10, weight: 1), drop: 5),
      session.column("awaited", .fixed(20), drop: 4),
      session.column("toDeliver", .fixed(10), .right),
    ]
    return GoodsTable(
      session.text("goods.table.lines") + " \(detail.supply.count)", columns,
      empty: session.text("goods.none.lines"), count: detail.supply.count
    ) { row(detail.supply[$0], session) }
  }

  private func row(_ supply: LineSupply, _ session: Session) -> GoodsRow {
    let (line, format) = (supply.line, session.format)
    let quantity: (Quantity) -> String = { $0 == .zero ? "—" : format.quantity($0) }
    // One place holds all that is reserved: its name says it.
    let held =
      supply.held.count == 1
      ? supply.held.map(\.warehouseName)
      : supply.held.map { "\($0.warehouseName) \(format.quantity($0.quantity))" }
    let isTyped = typed[line.line] != nil
    let isClosed = line.state == .closed
    return GoodsRow(
      String(line.line),
      [
        Span(supply.productCode), Span(ofSet(line) + line.description, isClosed ? .muted : .normal),
        Span(format.quantity(line.quantity)),
        Span(quantity(line.delivered)), Span(quantity(line.reserved)),
        Span(isClosed ? line.closedReason : held.joined(separator: ", "), .muted),
        awaited(supply, session),
        Span((isTyped ? "▸ " : "") + quantity(pick(supply)), isTyped ? .accent : .value),
      ])
  }

  /// `KIT-FIX · ` before a line of a set.
  private func ofSet(_ line: OrderLine) -> String {
    let set = line.setOf.flatMap { number in detail?.lines.first { $0.line == number } }
    return set.map { $0.setCode + " · " } ?? ""
  }

  private func awaited(_ supply: LineSupply, _ session: Session) -> Span {
    guard supply.missing > .zero else { return Span("—", .muted) }
    let quantity = session.format.quantity(supply.missing)
    guard let day = supply.awaitedUntil else { return Span("\(quantity) → ?", .warning) }
    return Span("\(quantity) → \(session.format.day(day))", .info)
  }

  /// `F-2026-118, échéance 23/12`; late ones are said to be.
  private func invoice(_ delivery: Delivery, _ session: Session) -> Span {
    let items = invoices[delivery.number] ?? []
    guard !items.isEmpty else { return Span("—", .muted) }
    let isLate = items.contains { $0.dueDay < session.today && $0.balance > .zero }
    let words = items.map { item in
      session.text(
        "goods.invoice.said", Fact("number", .text(item.number)),
        Fact("day", .text(session.format.day(item.dueDay))))
    }
    return Span((isLate ? "! " : "") + words.joined(separator: " · "), isLate ? .danger : .normal)
  }

  private func deliveries(_ detail: OrderDetail, _ session: Session) -> GoodsTable {
    let columns = [
      session.column("delivery", .fixed(12)),
      session.column("day", .fixed(11)),
      session.column("lines", .fixed(7), .right, drop: 3),
      session.column("total", .flexible(minimum: 12, weight: 1), .right),
      session.column("invoiced", .flexible(minimum: 12, weight: 1), .right, drop: 2),
      session.column("invoice", .flexible(minimum: 24, weight: 2), drop: 1),
    ]
    let title = session.text("goods.table.deliveries")
    let (format, currency) = (session.format, detail.order.currency)
    return GoodsTable(
      detail.deliveries.isEmpty ? title : "\(title) \(detail.deliveries.count)", columns,
      empty: session.text("goods.none.deliveries"), count: detail.deliveries.count
    ) { place in
      let delivery = detail.deliveries[place].delivery
      let isInvoiced = delivery.invoicedAmount == delivery.totalAmount
      return GoodsRow(
        delivery.id.description,
        [
          Span(delivery.number), Span(format.day(delivery.day)),
          Span(format.count(detail.deliveries[place].lines.count)),
          Span(format.money(delivery.totalAmount, currency)),
          Span(
            format.money(delivery.invoicedAmount, currency), isInvoiced ? .muted : .warning),
          invoice(delivery, session),
        ])
    }
  }
}
