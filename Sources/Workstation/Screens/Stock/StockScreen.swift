import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What there is of each product, in the company and in each warehouse.
///
/// Rows are read a page at a time, by code or as the letters typed find them; the company's table and
/// those of the warehouses show the same products.
struct StockScreen: GoodsScreen {
  static let kind = ScreenKind.stock
  /// Products read at first, and again when the cursor comes near the last one.
  static let page = 100

  var sheet = GoodsSheet()
  private(set) var rows: [StockRow] = []
  private var wanted = StockScreen.page
  private var hasRead = false
  /// Whether the rows of what was typed are still to come.
  private var isStale = false
  let hasFilter = true
  var isWaiting: Bool { isStale && !sheet.isFiltering }

  func title(_ session: Session) -> String { session.text("tab.stock") }

  mutating func load(_ session: Session) -> [Effect] { [read(session)] }

  mutating func changed(_ session: Session) -> [Effect] {
    wanted = Self.page
    isStale = true
    return [read(session)]
  }

  mutating func more(_ session: Session) -> [Effect] {
    guard rows.count == wanted else { return [] }
    wanted += Self.page * 2
    return [read(session)]
  }

  private func read(_ session: Session) -> Effect {
    let (typed, limit, today) = (sheet.filter.text, wanted, session.today)
    let place = sheet.current - 1
    let warehouse = session.warehouses.indices.contains(place) ? session.warehouses[place].id : nil
    return .read("stock") {
      try $0.stockRows(matching: typed, in: warehouse, today: today, limit: limit)
    }
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    guard case .form("product.new", let values) = answer else { return [] }
    return [ProductForms.create(values)]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    if let done = result as? Done, let product = done.outcome as? Product {
      return [.open(Screens.product(product.id))]
    }
    if let rows = result as? [StockRow] {
      self.rows = rows
      hasRead = true
      isStale = false
    }
    return []
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isStale = false
    return []
  }

  func open(_ session: Session) -> [Effect] {
    guard let table = table(session), let place = sheet.selected(in: table) else { return [] }
    return [.open(Screens.product(rows[place].product.id))]
  }

  /// The products of the company, or what a warehouse holds of them.
  func export(_ session: Session) -> ListToExport? {
    guard !rows.isEmpty else { return nil }
    let typed = sheet.filter.text
    let place = sheet.current - 1
    let warehouse = session.warehouses.indices.contains(place) ? session.warehouses[place] : nil
    let name = session.text("export.name.\(warehouse == nil ? "products" : "stock")")
    return ListToExport(name: warehouse.map { "\(name)-\($0.code)" } ?? name) { reader in
      let ids = try reader.productsListed(matching: typed, limit: ListExport.all).map(\.id)
      return warehouse.map { .stock(ids, in: $0.id) } ?? .products(ids)
    }
  }

  func head(_ session: Session) -> [[Span]] { [] }

  func tables(_ session: Session) -> [GoodsTable] {
    let titles = [session.text("goods.company")] + session.warehouses.map(\.name)
    return titles.map { title in
      GoodsTable(
        title, columns(session),
        empty: session.text(empty),
        count: rows.count
      ) { row(rows[$0], session) }
    }
  }

  private var empty: String {
    guard hasRead else { return "status.waiting" }
    return sheet.filter.isEmpty ? "goods.empty.products" : "goods.none.products"
  }

  private func columns(_ session: Session) -> [Terminal.Column] {
    [
      session.column("code", .flexible(minimum: 12, weight: 1)),
      session.column("name", .flexible(minimum: 14, weight: 3), drop: 1),
      session.column("onHand", .fixed(9), .right, drop: 3),
      session.column("reserved", .fixed(9), .right, drop: 5),
      session.column("free", .fixed(9), .right),
      session.column("unit", .fixed(4), drop: 4),
      session.column("incoming", .fixed(9), .right, drop: 6),
      session.column("nextDay", .fixed(10), .right, drop: 7),
      session.column(
        "cost.\(rows.first?.costMethod.rawValue ?? CostMethod.weightedAverage.rawValue)",
        .fixed(10), .right, drop: 8),
      session.column("price", .fixed(10), .right, drop: 2),
    ]
  }

  private func row(_ row: StockRow, _ session: Session) -> GoodsRow {
    let format = session.format
    let position = row.position
    let none = "—"
    return GoodsRow(
      row.product.id.description,
      [
        Span(row.product.code, row.product.status == .active ? .normal : .muted),
        Span(row.product.name),
        Span(format.quantity(position.onHand)),
        Span(position.reserved == .zero ? none : format.quantity(position.reserved), .muted),
        Span(
          position.free > .zero ? format.quantity(position.free) : "! 0",
          position.free > .zero ? .value : .warning),
        Span(row.product.baseUnit, .muted),
        Span(position.incoming == .zero ? none : format.quantity(position.incoming)),
        Span(row.nextDay.map(format.day) ?? (position.incoming == .zero ? none : "?"), .muted),
        Span(
          row.cost.map { format.cost($0) }
            ?? (row.sight == .full ? session.text("goods.noCost") : none), .muted),
        Span(row.product.listPrice.map { format.price($0) } ?? none),
      ])
  }
}

/// The commands of the stock list.
enum StockCommands {
  static var all: [Command] {
    [
      GoodsCommands.open(StockScreen.self, "stock"),
      GoodsCommands.filter(StockScreen.self, "stock"),
      .on(
        StockScreen.self, "stock.new", keys: [.char("n")], act: CreateProduct.entry.id, footer: 55
      ) { _, session in [.ask(ProductForms.create(session))] },
      ListExport.command(StockScreen.self, "stock") { $0.export($1) },
    ]
  }
}
