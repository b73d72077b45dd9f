import Sales
import SalesStore
import Terminal
import Values

// Keys, wheel and clicks that are no commands: the cursor, the filter.

extension BoardScreen {
  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    if isFiltering { return type(event, session) }
    switch event {
    case .key(.escape): return clear(session)
    case .key(let key): return move(key, session)
    case .mouse(let mouse): return point(mouse, session)
    case .paste, .resize: return []
    }
  }

  /// Escape takes back the last thing that narrows: marks, then the filter.
  private mutating func clear(_ session: Session) -> [Effect] {
    if !marked.isEmpty {
      marked = []
      return []
    }
    filter.clear()
    return [read(session)]
  }

  private mutating func move(_ key: Key, _ session: Session) -> [Effect] {
    switch key {
    case .left: current = max(0, current - 1)
    case .right: current = min(max(0, columns.count - 1), current + 1)
    default:
      guard let column else { return [] }
      var list = list(of: column)
      guard list.handle(key, height: rows(session)) else { return [] }
      return keep(list, of: column, session)
    }
    return []
  }

  private func rows(_ session: Session) -> Int {
    max(1, BoardLayout(session, columns: columns.count, current: current).rows)
  }

  /// Keeps a cursor; reads more cards when it comes near the last one read.
  private mutating func keep(
    _ list: ListState, of column: BoardColumn, _ session: Session
  ) -> [Effect] {
    let stage = column.stage.id
    lists[stage] = list
    chosen[stage] = list.current.map { column.cards[$0].id }
    guard column.cards.count < column.count,
      list.selected >= column.cards.count - rows(session) * 2,
      wanted[stage] ?? 0 <= column.cards.count, board?.filter.text.isEmpty == true
    else { return [] }
    wanted[stage] = column.cards.count * 3
    return [read(session)]
  }

  private mutating func type(_ event: InputEvent, _ session: Session) -> [Effect] {
    let before = filter.text
    switch event {
    case .key(.enter), .key(.down), .key(.tab):
      isFiltering = false
      return []
    case .key(.escape):
      isFiltering = false
      filter.clear()
    case .key(let key): _ = filter.handle(key)
    case .paste(let text): filter.insert(text)
    case .mouse, .resize: return []
    }
    return filter.text == before ? [] : [read(session)] + ignored(session)
  }

  /// A filter on margins does nothing for who sees none: said, so that nobody believes the list.
  private func ignored(_ session: Session) -> [Effect] {
    let asked = asked(session)
    guard session.sight == .hidden, asked.marginFrom != nil || asked.marginUnder != nil else {
      return []
    }
    return [.say(Status(.refused, session.text("board.filter.noMargin")))]
  }

  private mutating func point(_ mouse: MouseEvent, _ session: Session) -> [Effect] {
    let layout = BoardLayout(session, columns: columns.count, current: current)
    switch mouse.action {
    case .wheelUp, .wheelDown:
      guard let column else { return [] }
      var list = list(of: column)
      list.scroll(by: mouse.action == .wheelUp ? -1 : 1, height: layout.rows)
      return keep(list, of: column, session)
    case .press(let count):
      return press(session.inBody(mouse.point), layout, count: count, session)
    }
  }

  private mutating func press(
    _ point: Point, _ layout: BoardLayout, count: Int, _ session: Session
  ) -> [Effect] {
    if let tab = layout.strip.contains(point)
      ? strip(session).tab(atColumn: point.x - layout.strip.x, width: layout.strip.width) : nil
    {
      current = tab
      return []
    }
    guard let place = layout.column(at: point), columns.indices.contains(place) else { return [] }
    current = place
    let column = columns[place]
    var list = list(of: column)
    guard let row = layout.row(at: point) else { return [] }
    let index = list.visible(height: layout.rows).lowerBound + row
    guard column.cards.indices.contains(index) else { return [] }
    list.select(index)
    let more = keep(list, of: column, session)
    guard count == 2, let card else { return more }
    return more + [.open(Screens.opportunity(card.id))]
  }
}
