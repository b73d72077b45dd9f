import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// All customers, a page at a time by their codes, or those that the words typed find. A page is read
// when the cursor comes near the last one.
struct CustomersScreen: ScreenBehaviour {
  static let kind = ScreenKind.customers
  /// Rows read at once.
  static let page = 80

  /// A page of rows, with what it answers.
  private struct Page: Sendable {
    let filter: String
    let after: String
    let rows: [CustomerSummary]
  }

  var rows: [CustomerSummary]?
  var list = ListState()
  var chosen: ID<Customer>?
  var filter = TextField()
  var isFiltering = false
  /// The rows on screen are not those of the filter yet: keys for them wait.
  var isFinding = false
  /// Whether every row was read.
  var isComplete = false

  func title(_ session: Session) -> String { session.text("tab.customers") }
  var isTyping: Bool { isFiltering }
  var takesEscape: Bool { isFiltering || !filter.isEmpty }
  var isWaiting: Bool { isFinding && !isFiltering }

  func takes(_ key: Key) -> Bool {
    guard isFiltering, case .named(let name, _) = key else { return false }
    if case .f = name { return false }
    return true
  }

  mutating func load(_ session: Session) -> [Effect] {
    [read(after: "", limit: max(Self.page, rows?.count ?? 0), session)]
  }

  private func read(after code: String, limit: Int, _ session: Session) -> Effect {
    let (text, today) = (filter.text, session.today)
    return .read("customers") { reader in
      let rows =
        text.isEmpty
        ? try reader.customerSummaries(after: code, limit: limit, today: today)
        : try reader.customerSummaries(matching: text, limit: Self.page, today: today)
      return Page(filter: text, after: code, rows: rows)
    }
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    guard case .form("customer.new", let values) = answer else { return [] }
    return [CustomerForms.create(values)]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    // Who was just added is who comes next.
    if let done = result as? Done, let customer = done.outcome as? Customer {
      return [.open(Screens.customer(customer.id))]
    }
    guard let page = result as? Page, page.filter == filter.text else { return [] }
    isFinding = false
    let former = page.after.isEmpty ? [] : rows ?? []
    let all = former + page.rows
    rows = all
    isComplete = page.rows.count < Self.page
    list.count = all.count
    if let place = all.firstIndex(where: { $0.customer.id == chosen }) {
      list.select(place)
    } else if page.after.isEmpty, !filter.isEmpty {
      list.select(0)
    }
    chosen = row?.customer.id
    return []
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    isFinding = false
    return []
  }

  /// The customer under the cursor.
  var row: CustomerSummary? {
    guard let rows, let index = list.current, rows.indices.contains(index) else { return nil }
    return rows[index]
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    if isFiltering { return type(event, session) }
    let height = max(1, session.body.height - 3)
    switch event {
    case .key(.escape):
      filter.clear()
      chosen = nil
      return find(session)
    case .key(let key): _ = list.handle(key, height: height)
    case .mouse(let mouse):
      switch mouse.action {
      case .wheelUp: list.scroll(by: -1, height: height)
      case .wheelDown: list.scroll(by: 1, height: height)
      case .press(let count): return press(session.inBody(mouse.point), count, height)
      }
    case .paste, .resize: break
    }
    chosen = row?.customer.id
    return more(height, session)
  }

  private mutating func press(_ point: Point, _ count: Int, _ height: Int) -> [Effect] {
    let index = list.visible(height: height).lowerBound + point.y - 2
    guard point.y >= 2, let rows, rows.indices.contains(index) else { return [] }
    list.select(index)
    chosen = rows[index].customer.id
    return count == 2 ? [.open(Screens.customer(rows[index].customer.id))] : []
  }

  private func more(_ height: Int, _ session: Session) -> [Effect] {
    guard let rows, let last = rows.last, filter.isEmpty, !isComplete,
      list.selected > rows.count - 2 * height
    else { return [] }
    return [read(after: last.customer.code, limit: Self.page, session)]
  }

  private mutating func type(_ event: InputEvent, _ session: Session) -> [Effect] {
    let before = filter.text
    switch event {
    case .key(.enter), .key(.tab), .key(.down):
      isFiltering = false
      return []
    case .key(.escape):
      isFiltering = false
      filter.clear()
    case .key(let key): _ = filter.handle(key)
    case .paste(let text): filter.insert(text)
    case .mouse, .resize: return []
    }
    return filter.text == before ? [] : find(session)
  }

  private mutating func find(_ session: Session) -> [Effect] {
    isFinding = true
    return [read(after: "", limit: Self.page, session)]
  }

  // View.

  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    let head = canvas.sub(Rect(1, 0, canvas.width - 2, 1))
    var cursor: Point?
    if isFiltering {
      cursor = Prompt(session.text("board.filter"), filter).draw(on: head)
    } else {
      let text =
        filter.isEmpty
        ? session.text("customers.all")
        : session.text("board.filtered", Fact("filter", .text(filter.text)))
      head.put(text, in: head.bounds, filter.isEmpty ? .title : .accent)
    }
    guard let rows else {
      canvas.put(session.text("status.waiting"), 1, 2, .muted)
      return cursor
    }
    let body = canvas.sub(Rect(0, 1, canvas.width, max(0, canvas.height - 1)))
    table(session).draw(on: body, list: list, focused: true) { Self.row(rows[$0], session) }
    if rows.isEmpty {
      let key = filter.isEmpty ? "customers.empty" : "customers.none"
      canvas.put(session.text(key), in: Rect(3, 2, canvas.width - 4, 1), .muted)
    }
    return cursor
  }

  private func table(_ session: Session) -> Terminal.Table {
    let head = { (name: String) in session.text("customers.column.\(name)") }
    return Terminal.Table([
      Terminal.Column(head("code"), .fixed(9)),
      Terminal.Column(head("name"), .flexible(minimum: 14, weight: 3)),
      Terminal.Column(head("town"), .flexible(minimum: 10, weight: 2), dropOrder: 2),
      Terminal.Column(head("salesperson"), .flexible(minimum: 10, weight: 1), dropOrder: 4),
      Terminal.Column(head("exposure"), .fixed(11), .right, dropOrder: 1),
      Terminal.Column(head("limit"), .fixed(11), .right, dropOrder: 3),
      Terminal.Column(head("state"), .fixed(16), .left, dropOrder: 1),
    ])
  }

  private static func row(_ row: CustomerSummary, _ session: Session) -> TableRow {
    let format = session.format
    let currency = session.company.currency
    let isOver = row.limit.map { row.exposure > $0 } ?? false
    var state = Span("")
    if row.isBlocked {
      state = Span("! " + session.text("customers.blocked"), .danger)
    } else if row.overdue > .zero {
      let amount = format.wholeMoney(row.overdue, currency)
      state = Span("! " + session.text("customers.overdue", Fact("amount", .text(amount))), .danger)
    } else if isOver {
      state = Span("! " + session.text("customers.over"), .warning)
    }
    return TableRow([
      Span(row.customer.code, .muted), Span(row.customer.name, .title), Span(row.customer.town),
      Span(row.salespersonName, .muted),
      Span(format.wholeMoney(row.exposure, currency), isOver ? .warning : .value),
      Span(row.limit.map { format.wholeMoney($0, currency) } ?? "—", .muted), state,
    ])
  }
}
