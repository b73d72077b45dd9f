import SalesDesk
import Terminal
import Values

/// A screen of goods: a head, a strip of tables, a cursor.
protocol GoodsScreen: ScreenBehaviour {
  var sheet: GoodsSheet { get set }
  /// Whether letters narrow its tables.
  var hasFilter: Bool { get }
  /// The lines above the strip.
  func head(_ session: Session) -> [[Span]]
  /// The tables, in the order of the strip.
  func tables(_ session: Session) -> [GoodsTable]
  /// Another table is shown or the filter changed: reads what is needed.
  mutating func changed(_ session: Session) -> [Effect]
  /// The cursor is near the last row read.
  mutating func more(_ session: Session) -> [Effect]
  /// Opens the row under the cursor.
  func open(_ session: Session) -> [Effect]
}

/// The screen of one record. Keys wait until it was read, and while an act on it is under way: a
/// second `L` never delivers what the first one took.
protocol GoodsDocument: GoodsScreen {
  /// Whether the record was read, or cannot be.
  var isRead: Bool { get }
  /// How far an act on it is.
  var act: ActPhase { get set }
  /// Whether reading it failed.
  var hasFailed: Bool { get set }
}

/// How far an act on the record of a screen is: what it left must be read before the next key counts.
enum ActPhase: Sendable, Hashable {
  case none, underWay, done
}

extension GoodsDocument {
  var isWaiting: Bool { act != .none || !(isRead || hasFailed) }

  /// The record was read: what an act left is there.
  mutating func wasRead() {
    if act == .done { act = .none }
  }

  mutating func actBegins() { act = .underWay }

  /// Asks for an act.
  mutating func perform(_ act: Effect) -> [Effect] {
    self.act = .underWay
    return [act]
  }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    guard slot.hasPrefix("act:") else {
      hasFailed = true
      act = .none
      return []
    }
    act = .done
    return load(session)
  }
}

extension GoodsScreen {
  var hasFilter: Bool { false }
  var isTyping: Bool { sheet.isFiltering }
  var takesEscape: Bool { sheet.isFiltering || !sheet.filter.isEmpty }
  mutating func changed(_ session: Session) -> [Effect] { [] }
  mutating func more(_ session: Session) -> [Effect] { [] }
  func open(_ session: Session) -> [Effect] { [] }

  func table(_ session: Session) -> GoodsTable? {
    let tables = tables(session)
    return tables.indices.contains(sheet.current) ? tables[sheet.current] : tables.last
  }

  /// The key of the row under the cursor.
  func selectedKey(_ session: Session) -> String? {
    guard let table = table(session), let place = sheet.selected(in: table) else { return nil }
    return table.row(place).key
  }

  private func layout(_ session: Session) -> GoodsLayout {
    GoodsLayout(
      session.body.size, headLines: head(session).count, hasFilter: showsFilter)
  }

  private var showsFilter: Bool { sheet.isFiltering || !sheet.filter.isEmpty }
}

// Keys, wheel and clicks that are no commands.

extension GoodsScreen {
  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    if sheet.isFiltering { return type(event, session) }
    switch event {
    case .key(.escape):
      sheet.filter.clear()
      return changed(session)
    case .key(.left), .key(.backTab): return show(sheet.current - 1, session)
    case .key(.right), .key(.tab): return show(sheet.current + 1, session)
    case .key(let key): return move(session) { $0.handle(key, height: $1) }
    case .mouse(let mouse): return point(mouse, session)
    case .paste, .resize: return []
    }
  }

  private mutating func show(_ place: Int, _ session: Session) -> [Effect] {
    let before = sheet.current
    sheet.show(place, of: tables(session).count)
    return sheet.current == before ? [] : changed(session)
  }

  private mutating func move(
    _ session: Session, _ body: (inout ListState, Int) -> Bool
  ) -> [Effect] {
    guard let table = table(session) else { return [] }
    let rows = layout(session).rows
    var list = sheet.list(of: table)
    guard body(&list, rows) else { return [] }
    sheet.keep(list, of: table)
    return list.selected >= table.count - rows ? more(session) : []
  }

  private mutating func type(_ event: InputEvent, _ session: Session) -> [Effect] {
    let before = sheet.filter.text
    switch event {
    case .key(.enter), .key(.down), .key(.tab):
      sheet.isFiltering = false
      return []
    case .key(.escape):
      sheet.isFiltering = false
      sheet.filter.clear()
    case .key(let key): _ = sheet.filter.handle(key)
    case .paste(let text): sheet.filter.insert(text)
    case .mouse, .resize: return []
    }
    return sheet.filter.text == before ? [] : changed(session)
  }

  private mutating func point(_ mouse: MouseEvent, _ session: Session) -> [Effect] {
    let layout = layout(session)
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -1 : 1
      return move(session) { list, rows in
        list.scroll(by: step, height: rows)
        return true
      }
    case .press(let count):
      return press(session.inBody(mouse.point), layout, count: count, session)
    }
  }

  private mutating func press(
    _ point: Point, _ layout: GoodsLayout, count: Int, _ session: Session
  ) -> [Effect] {
    if layout.strip.contains(point) {
      let titles = tables(session).map(\.title)
      let strip = TabStrip(titles, current: sheet.current)
      return strip.tab(atColumn: point.x, width: layout.strip.width).map { show($0, session) }
        ?? []
    }
    guard layout.table.contains(point), let table = table(session) else { return [] }
    var list = sheet.list(of: table)
    let line = point.y - layout.table.y
    let row = Terminal.Table(table.columns)
      .row(atLine: line, height: layout.table.height, list: list)
    guard let row else { return [] }
    list.select(row)
    sheet.keep(list, of: table)
    return count == 2 ? open(session) : []
  }
}

extension GoodsScreen {
  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    let layout = layout(session)
    for (y, line) in head(session).prefix(layout.head.height).enumerated() {
      canvas.sub(Rect(1, y, canvas.width - 2, 1)).put(line, 0, 0)
    }
    let tables = tables(session)
    let strip = canvas.sub(layout.strip)
    strip.hline(strip.bounds)
    TabStrip(tables.map(\.title), current: sheet.current).draw(on: strip)
    var cursor: Point?
    if layout.filter.height > 0 {
      let prompt = Prompt(session.text("goods.filter"), sheet.filter)
      let point = prompt.draw(on: canvas.sub(layout.filter), focused: sheet.isFiltering)
      if sheet.isFiltering { cursor = point }
    }
    drawTable(on: canvas.sub(layout.table), session)
    return cursor
  }

  private func drawTable(on canvas: Canvas, _ session: Session) {
    guard let table = table(session) else { return }
    guard table.count > 0 else {
      for (y, line) in table.empty.wrapped(to: canvas.width - 4).enumerated() {
        canvas.put(line, 2, y + 1, .muted)
      }
      return
    }
    Terminal.Table(table.columns).draw(
      on: canvas, list: sheet.list(of: table), focused: true
    ) { TableRow(table.row($0).cells) }
  }
}

/// Rows around their heads: what the goods screens write again and again.
extension Session {
  func column(
    _ key: String, _ width: Terminal.Column.Width, _ alignment: Terminal.Alignment = .left,
    drop: Int = 0
  ) -> Terminal.Column {
    Terminal.Column(text("goods.column." + key), width, alignment, dropOrder: drop)
  }

  /// A label and its value, for a head.
  func pair(_ key: String, _ value: String, _ style: Style = .value) -> [Span] {
    [Span(text("goods.label." + key) + " ", .label), Span(value + "   ", style)]
  }
}

extension Session {
  /// A text that depends on a number: `key.one` or `key.other`, with `{count}` for the number.
  func counted(_ key: String, _ count: Int, _ facts: Fact...) -> String {
    var values = ["count": format.count(count)]
    for fact in facts { values[fact.name] = format.text(fact.value) }
    return format.texts.text(key, count: count, values)
  }
}

extension Session {
  /// What a margin leaves out, by name (AT-59): `1 ligne de 14,91 € sans coût`.
  func uncosted(_ lines: Int, _ net: Amount) -> String {
    counted("margin.uncosted", lines, Fact("amount", .text(money(net))))
  }
}

/// The command that types a filter, of every screen that has one.
enum GoodsCommands {
  static func filter<Screen: GoodsScreen>(_ screen: Screen.Type, _ id: String) -> Command {
    .on(screen, id + ".filter", keys: [.char("f"), .char("/")], footer: 50) { screen, _ in
      screen.sheet.isFiltering = true
      screen.sheet.filter.typeAnew()
      return []
    }
  }

  static func open<Screen: GoodsScreen>(_ screen: Screen.Type, _ id: String) -> Command {
    .on(
      screen, id + ".open", keys: [.enter], footer: 10,
      availability: { screen, session in
        guard !screen.sheet.isFiltering else { return .yes }
        return screen.open(session).isEmpty ? .no(session.text("goods.no.row")) : .yes
      }
    ) { screen, session in
      // Enter ends the filter; the rows it found may still be to come.
      guard !screen.sheet.isFiltering else {
        screen.sheet.isFiltering = false
        return []
      }
      return screen.open(session)
    }
  }
}
