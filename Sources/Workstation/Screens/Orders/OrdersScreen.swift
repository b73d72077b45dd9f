import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The customers' orders: to deliver, backorders, delivered, closed.
struct OrdersScreen: GoodsScreen {
  static let kind = ScreenKind.orders
  /// Orders read at first, and again when the cursor comes near the last one.
  static let page = 100

  /// What a read found, for which view: a late one for another view is not shown.
  struct Found: Sendable {
    let view: OrderListView
    let rows: [OrderSummary]
  }

  var sheet = GoodsSheet()
  private(set) var rows: [OrderListView: [OrderSummary]] = [:]
  private var wanted = OrdersScreen.page
  /// Whether the rows of what was typed are still to come.
  private var isStale = false
  let hasFilter = true
  var isWaiting: Bool { isStale && !sheet.isFiltering }

  func title(_ session: Session) -> String { session.text("tab.orders") }

  private var view: OrderListView {
    let all = OrderListView.allCases
    return all[min(max(0, sheet.current), all.count - 1)]
  }

  mutating func load(_ session: Session) -> [Effect] { [read()] }

  mutating func changed(_ session: Session) -> [Effect] {
    wanted = Self.page
    isStale = true
    return [read()]
  }

  mutating func more(_ session: Session) -> [Effect] {
    guard rows[view]?.count == wanted else { return [] }
    wanted += Self.page * 2
    return [read()]
  }

  private func read() -> Effect {
    let (view, typed, limit) = (view, sheet.filter.text, wanted)
    return .read("orders") {
      Found(view: view, rows: try $0.orderRows(view, matching: typed, limit: limit))
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    if let found = result as? Found {
      rows[found.view] = found.rows
      isStale = false
    }
    return []
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isStale = false
    return []
  }

  func open(_ session: Session) -> [Effect] {
    guard let table = table(session), let place = sheet.selected(in: table),
      let row = rows[view]?[place]
    else { return [] }
    return [.open(Screens.order(row.order.id))]
  }

  /// The orders of the view, as far as the filter goes.
  func export(_ session: Session) -> ListToExport? {
    guard rows[view]?.isEmpty == false else { return nil }
    let (view, typed) = (view, sheet.filter.text)
    return ListToExport(name: session.text("export.name.orders")) { reader in
      .orders(
        try reader.orderRows(view, matching: typed, limit: ListExport.all).map(\.order.id))
    }
  }

  func head(_ session: Session) -> [[Span]] { [] }

  func tables(_ session: Session) -> [GoodsTable] {
    OrderListView.allCases.map { view in
      let rows = rows[view]
      return GoodsTable(
        session.text("goods.orders.\(view.rawValue)"), columns(session),
        empty: session.text(rows == nil ? "status.waiting" : "goods.none.orders"),
        count: rows?.count ?? 0
      ) { place in
        row(rows?[place], session)
      }
    }
  }

  private func columns(_ session: Session) -> [Terminal.Column] {
    [
      session.column("order", .fixed(10)),
      session.column("customer", .flexible(minimum: 14, weight: 3)),
      session.column("ordered.day", .fixed(11), drop: 3),
      session.column("net", .fixed(13), .right, drop: 4),
      session.column("total", .fixed(13), .right, drop: 1),
      session.column("deliveredShare", .fixed(8), .right, drop: 2),
      session.column("delivery.day", .fixed(18), drop: 5),
    ]
  }

  private func row(_ summary: OrderSummary?, _ session: Session) -> GoodsRow {
    guard let summary else { return GoodsRow("", []) }
    let (order, format) = (summary.order, session.format)
    let money = DocumentCurrency(
      order.currency, company: session.company.currency, rate: order.rate)
    let total = order.rate.flatMap { _ in try? money.own(order.totalAmount) }
    let isLate = order.state == .open && (order.deliveryDay.map { $0 < session.today } ?? false)
    let due =
      order.deliveryDay.map { day in
        isLate ? "! " + format.due(day, today: session.today) : format.day(day)
      } ?? "—"
    return GoodsRow(
      order.id.description,
      [
        Span(order.number), Span(summary.customerName), Span(format.day(order.orderDay), .muted),
        Span(session.listedAmount(order.netAmount, order.currency, own: order.companyNet), .muted),
        Span(session.listedAmount(order.totalAmount, order.currency, own: total)),
        Span(format.percent(order.deliveredTotal, of: order.totalAmount, decimals: 0)),
        Span(due, isLate ? .danger : .muted),
      ])
  }
}

/// The commands of the list of orders.
enum OrdersCommands {
  static var all: [Command] {
    [
      GoodsCommands.open(OrdersScreen.self, "orders"),
      GoodsCommands.filter(OrdersScreen.self, "orders"),
      ListExport.command(OrdersScreen.self, "orders") { $0.export($1) },
    ]
  }
}
