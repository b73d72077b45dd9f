import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What is to be bought and what is under way: requests grouped by supplier, purchase orders.
struct PurchasesScreen: GoodsScreen, Asking {
  static let kind = ScreenKind.purchases
  static let limit = 500

  /// What a read found, for which view.
  struct Found: Sendable {
    let view: PurchaseListView
    let rows: [PurchaseSummary]
  }

  /// The requests of a supplier for a warehouse: what becomes one purchase order.
  struct Group: Sendable, Hashable {
    let supplierID: ID<Supplier>?
    let supplierName: String
    let warehouseID: ID<Warehouse>
    let requests: [ID<PurchaseRequest>]
  }

  var sheet = GoodsSheet()
  private(set) var requests: [RequestSummary]?
  private(set) var orders: [PurchaseListView: [PurchaseSummary]] = [:]
  /// The group a confirmation is about.
  var asked: Group?
  /// Whether an act is under way: keys wait for what it leaves.
  var isWaiting = false

  func title(_ session: Session) -> String { session.text("tab.purchases") }

  mutating func load(_ session: Session) -> [Effect] {
    guard sheet.current > 0 else {
      return [.read("requests") { try $0.openRequests(limit: Self.limit) }]
    }
    let view = PurchaseListView.allCases[min(sheet.current, 3) - 1]
    return [
      .read("purchases") { Found(view: view, rows: try $0.purchaseRows(view, limit: Self.limit)) }
    ]
  }

  mutating func changed(_ session: Session) -> [Effect] { load(session) }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let requests as [RequestSummary]:
      self.requests = requests
      isWaiting = false
      return []
    case let found as Found:
      orders[found.view] = found.rows
      return []
    case let read as OffersRead:
      return [.ask(SupplierOffersWords(session: session).modal(read))]
    case let done as Done:
      return finish(done, session)
    default:
      return []
    }
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isWaiting = false
    return slot.hasPrefix("act:") ? load(session) : []
  }

  /// The draft made of a group goes to its supplier at once: that is what was confirmed.
  private mutating func finish(_ done: Done, _ session: Session) -> [Effect] {
    guard let order = done.outcome as? PurchaseOrder else { return load(session) }
    if done.entry == CreatePurchaseOrder.entry {
      return [.act(OrderFromSupplier(order: order.id))]
    }
    isWaiting = false
    return load(session) + [.open(Screens.purchase(order.id))]
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    defer { asked = nil }
    guard case .confirmed = answer, let asked, let supplier = asked.supplierID else { return [] }
    isWaiting = true
    return [
      .act(
        CreatePurchaseOrder(
          supplier: supplier, warehouse: asked.warehouseID, requests: asked.requests))
    ]
  }

  /// The group of the request under the cursor, requests that stand on a draft left out.
  func group(_ session: Session) -> Group? {
    guard sheet.current == 0, let requests, let table = table(session),
      let place = sheet.selected(in: table)
    else { return nil }
    let chosen = requests[place].request
    let group = requests.filter {
      $0.request.supplierID == chosen.supplierID && $0.request.warehouseID == chosen.warehouseID
        && !$0.isOnDraft
    }
    return Group(
      supplierID: chosen.supplierID, supplierName: requests[place].supplierName ?? "",
      warehouseID: chosen.warehouseID, requests: group.map(\.request.id))
  }

  mutating func askOrder(_ group: Group, _ session: Session) -> [Effect] {
    asked = group
    let supplier = Fact("supplier", .text(group.supplierName))
    return [
      .ask(
        .confirm(
          id: "order", title: session.text("goods.order.title", supplier),
          consequence: [
            session.counted(
              "goods.order.lines", group.requests.count,
              Fact("warehouse", .text(session.warehouseName(group.warehouseID)))),
            session.text("goods.order.final", supplier),
          ], verb: session.text("goods.order.verb")))
    ]
  }

  func open(_ session: Session) -> [Effect] {
    guard let table = table(session), let place = sheet.selected(in: table) else { return [] }
    guard sheet.current > 0 else {
      return (requests?[place].request.productID).map { [.open(Screens.product($0))] } ?? []
    }
    let view = PurchaseListView.allCases[sheet.current - 1]
    return (orders[view]?[place].order.id).map { [.open(Screens.purchase($0))] } ?? []
  }

  /// The requests, or the purchase orders of the view.
  func export(_ session: Session) -> ListToExport? {
    guard table(session)?.count ?? 0 > 0 else { return nil }
    guard sheet.current > 0 else {
      return ListToExport(name: session.text("export.name.requests")) { reader in
        .requests(try reader.openRequests(limit: ListExport.all).map(\.request.id))
      }
    }
    let view = PurchaseListView.allCases[sheet.current - 1]
    return ListToExport(name: session.text("export.name.purchases")) { reader in
      .purchases(try reader.purchaseRows(view, limit: ListExport.all).map(\.order.id))
    }
  }

  func head(_ session: Session) -> [[Span]] { [] }

  func tables(_ session: Session) -> [GoodsTable] {
    [requestTable(session)] + PurchaseListView.allCases.map { orderTable($0, session) }
  }
}

extension PurchasesScreen {
  private func requestTable(_ session: Session) -> GoodsTable {
    let rows = requests ?? []
    let format = session.format
    let title = session.text("goods.table.requests")
    return GoodsTable(
      rows.isEmpty ? title : "\(title) \(rows.count)",
      [
        session.column("supplier", .flexible(minimum: 12, weight: 2)),
        session.column("code", .flexible(minimum: 12, weight: 1)),
        session.column("name", .flexible(minimum: 12, weight: 2), drop: 4),
        session.column("quantity", .fixed(10), .right),
        session.column("neededFor", .fixed(9), .right, drop: 2),
        session.column("needed.day", .fixed(11), .right, drop: 1),
        session.column("warehouse", .flexible(minimum: 8, weight: 1), drop: 5),
      ],
      empty: session.text(requests == nil ? "status.waiting" : "goods.none.requests"),
      count: rows.count
    ) { place in
      let row = rows[place]
      let isNew = place == 0 || rows[place - 1].request.supplierID != row.request.supplierID
      let supplier = row.supplierName ?? session.text("goods.noSupplier")
      return GoodsRow(
        row.request.id.description,
        [
          Span(
            isNew ? supplier : "·",
            row.supplierName == nil ? .warning : (isNew ? .title : .muted)),
          Span(row.productCode), Span(row.productName),
          Span(format.quantity(row.request.quantity), row.isOnDraft ? .muted : .value),
          Span(format.count(row.needs.count)),
          Span(row.request.neededDay.map(format.day) ?? "—", .muted),
          Span(session.warehouseName(row.request.warehouseID), .muted),
        ])
    }
  }

  private func orderTable(_ view: PurchaseListView, _ session: Session) -> GoodsTable {
    let rows = orders[view] ?? []
    let format = session.format
    return GoodsTable(
      session.text("goods.purchases.\(view.rawValue)"),
      [
        session.column("purchase", .fixed(10)),
        session.column("supplier", .flexible(minimum: 14, weight: 2)),
        session.column("ordered.day", .fixed(11), drop: 2),
        session.column("lines", .fixed(7), .right, drop: 3),
        session.column("expected", .fixed(18)),
        session.column("state", .flexible(minimum: 10, weight: 1), drop: 1),
      ],
      empty: session.text(orders[view] == nil ? "status.waiting" : "goods.none.purchases"),
      count: rows.count
    ) { place in
      let (order, lines) = (rows[place].order, rows[place].lines)
      let days = lines.compactMap { $0.expectedDay ?? order.expectedDay }
      let day = days.min()
      let isLate = view == .underWay && (day.map { $0 < session.today } ?? false)
      let due = day.map {
        (isLate ? "! " : "") + (isLate ? format.due($0, today: session.today) : format.day($0))
      }
      return GoodsRow(
        order.id.description,
        [
          Span(order.number), Span(rows[place].supplierName),
          Span(order.orderDay.map(format.day) ?? "—", .muted), Span(format.count(lines.count)),
          Span(due ?? "?", isLate ? .danger : .normal),
          Span(session.text("goods.purchaseState.\(order.state.rawValue)"), .muted),
        ])
    }
  }
}

/// The commands of the purchases.
enum PurchasesCommands {
  static var all: [Command] {
    [
      GoodsCommands.open(PurchasesScreen.self, "purchases"),
      .on(
        PurchasesScreen.self, "purchases.order", keys: [.char("n")],
        act: OrderFromSupplier.entry.id, footer: 20,
        availability: { screen, session in
          guard let group = screen.group(session) else {
            return .no(session.text("goods.no.request"))
          }
          guard group.supplierID != nil else { return .no(session.text("goods.no.supplier")) }
          return group.requests.isEmpty ? .no(session.text("goods.no.onDraft")) : .yes
        }
      ) { screen, session in
        screen.group(session).map { screen.askOrder($0, session) } ?? []
      },
      .on(
        PurchasesScreen.self, "purchases.cancelRequest", keys: [.char("x")],
        act: CancelPurchaseRequest.entry.id, footer: 30,
        availability: { screen, session in
          screen.group(session) == nil ? .no(session.text("goods.no.request")) : .yes
        }
      ) { screen, session in
        guard let table = screen.table(session), let place = screen.sheet.selected(in: table),
          let request = screen.requests?[place].request.id
        else { return [] }
        screen.isWaiting = true
        return [.act(CancelPurchaseRequest(request: request))]
      },
      .on(
        PurchasesScreen.self, "purchases.offers", keys: [.char("W"), .f(3)], footer: 25,
        availability: { screen, session in
          screen.group(session) == nil ? .no(session.text("goods.no.request")) : .yes
        }
      ) { screen, session in screen.askOffers(session) },
      ListExport.command(PurchasesScreen.self, "purchases") { $0.export($1) },
    ]
  }
}
