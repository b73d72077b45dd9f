import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The records behind a figure, read by pages as the cursor comes near their end.
struct RowsScreen: ScreenBehaviour {
  static var kind: ScreenKind { .rows }

  private struct Page: Sendable {
    let rows: [BehindRow]
    let next: BehindPage.Cursor?
    let count: Int
    let isFirst: Bool
  }

  let behind: RowsBehind
  let name: String
  private(set) var rows: [BehindRow] = []
  private var next: BehindPage.Cursor?
  private var total: Int?
  private var isReading = false
  private var list = ListState()

  init(_ behind: RowsBehind, name: String) {
    self.behind = behind
    self.name = name
  }

  func title(_ session: Session) -> String { name }

  mutating func load(_ session: Session) -> [Effect] { [read(after: nil, session)] }

  private mutating func read(after cursor: BehindPage.Cursor?, _ session: Session) -> Effect {
    isReading = true
    let (behind, today) = (behind, session.today)
    return .read("rows") { reader in
      let page = try reader.rows(behind: behind, today: today, after: cursor, limit: 200)
      return Page(
        rows: page.rows, next: page.next,
        count: try reader.count(behind: behind, today: today), isFirst: cursor == nil)
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    guard let page = result as? Page else { return [] }
    isReading = false
    let selected = current?.id
    rows = page.isFirst ? page.rows : rows + page.rows
    next = page.next
    total = page.count
    list.count = rows.count
    if let place = rows.firstIndex(where: { $0.id == selected }) { list.select(place) }
    return []
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isReading = false
    return []
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    guard case .key(let key) = event, list.handle(key, height: 20) else { return [] }
    guard let next, !isReading, list.selected + 60 > rows.count else { return [] }
    return [read(after: next, session)]
  }

  /// The records behind the figure, all of one kind.
  func export(_ session: Session) -> ListToExport? {
    guard let kind = rows.first?.kind else { return nil }
    let (behind, today) = (behind, session.today)
    let names: [BehindRow.Kind: String] = [
      .opportunity: "opportunities", .quote: "quotes", .order: "orders",
    ]
    return ListToExport(name: session.text("export.name.\(names[kind] ?? "")")) { reader in
      let found = try reader.rows(behind: behind, today: today, limit: ListExport.all).rows
      return switch kind {
      case .opportunity: .opportunities(found.map { ID(rawValue: $0.id) })
      case .quote: .quotes(found.map { ID(rawValue: $0.id) })
      case .order: .orders(found.map { ID(rawValue: $0.id) })
      }
    }
  }

  /// The row under the cursor.
  var current: BehindRow? { list.current.map { rows[$0] } }

  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    let count = total.map { session.format.count($0) } ?? "…"
    let inside = Pane("\(name) (\(count))", focused: true).draw(on: canvas)
    guard !rows.isEmpty else {
      let key = total == nil ? "status.waiting" : "indicators.rows.none"
      inside.put(session.text(key), 1, 0, .muted)
      return nil
    }
    table(session).draw(on: inside, list: list, focused: true) { row(rows[$0], session) }
    return nil
  }

  private func table(_ session: Session) -> Terminal.Table {
    func head(_ key: String) -> String { session.text("indicators.rows." + key) }
    return Terminal.Table(
      [
        Terminal.Column(head("number"), .fixed(10)),
        Terminal.Column(head("customer"), .flexible(minimum: 12, weight: 3)),
        Terminal.Column(head("title"), .flexible(minimum: 10, weight: 3), dropOrder: 2),
        Terminal.Column(head("salesperson"), .flexible(minimum: 8, weight: 1), dropOrder: 3),
        Terminal.Column(head("state"), .flexible(minimum: 8, weight: 1), dropOrder: 4),
        Terminal.Column(head("day"), .fixed(10), dropOrder: 1),
        Terminal.Column(head("amount"), .fixed(14), .right),
      ], moreText: session.text("indicators.rows.more"))
  }

  private func row(_ row: BehindRow, _ session: Session) -> TableRow {
    let state = row.kind == .opportunity ? row.state : session.text("indicators.state." + row.state)
    let amount = row.amount.map { session.money($0) } ?? session.text("indicators.withoutAmount")
    return TableRow([
      Span(row.number), Span(row.customer.isEmpty ? "—" : row.customer),
      Span(row.title, .muted), Span(row.salesperson, .muted), Span(state),
      Span(row.day.map { session.format.day($0) } ?? "—"),
      Span(amount, row.amount == nil ? .muted : .value),
    ])
  }
}

/// The commands of the rows.
enum RowsCommands {
  static var all: [Command] {
    [
      .on(
        RowsScreen.self, "rows.open", keys: [.enter], footer: 10,
        availability: { screen, session in
          screen.current.flatMap { Screens.record($0) } == nil
            ? .no(session.text("indicators.rows.cannotOpen")) : .yes
        },
        run: { screen, _ in
          screen.current.flatMap { Screens.record($0) }.map { [.open($0)] } ?? []
        }),
      ListExport.command(RowsScreen.self, "rows") { $0.export($1) },
    ]
  }
}
