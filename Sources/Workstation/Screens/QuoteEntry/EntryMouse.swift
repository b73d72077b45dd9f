import Sales
import SalesDesk
import Terminal

// The mouse does what keys do: a click puts the cursor, a second one on the same place takes, as
// Enter would.

extension QuoteEntry {
  mutating func point(_ mouse: MouseEvent, _ session: Session) -> [Effect] {
    guard pending == nil else { return [] }
    switch mouse.action {
    case .wheelUp: return turn(by: -1, session)
    case .wheelDown: return turn(by: 1, session)
    case .press: return press(session.inBody(mouse.point), session)
    }
  }

  /// The wheel walks over the proposals while there are some, else over the lines.
  private mutating func turn(by step: Int, _ session: Session) -> [Effect] {
    switch focus {
    case .header(.customer) where sheet == nil: proposals.move(by: step)
    case .header: break
    case .lines(let place): return pressLines(step < 0 ? .up : .down, place, session)
    case .entry where proposals.count == 0 && step < 0: return pressEntry(.up, session)
    case .entry, .edit: proposals.move(by: step)
    }
    return []
  }

  private mutating func press(_ point: Point, _ session: Session) -> [Effect] {
    let layout = layout(session)
    let head = layout.inside(layout.head)
    if head.contains(point) {
      return pressHead(Point(point.x - head.x, point.y - head.y), layout, session)
    }
    let lines = layout.inside(layout.lines)
    guard lines.contains(point), let sheet else { return [] }
    let place = Point(point.x - lines.x, point.y - lines.y)
    let parts = linesLayout(lines.size, sheet)
    if parts.proposals.contains(place) {
      return pressProposal(parts.first + place.y - parts.proposals.y, session)
    }
    if parts.entry?.contains(place) == true {
      return focus == .entry ? [] : commitField(session) + backToEntry(session)
    }
    guard parts.table.contains(place) else { return [] }
    return pressRow(place.y, parts, session)
  }

  private mutating func pressHead(
    _ point: Point, _ layout: EntryLayout, _ session: Session
  ) -> [Effect] {
    // While the customer is chosen, the customers that answer stand over the fields.
    if sheet == nil {
      return point.y > 0 ? pressProposal(point.y - 1, session) : []
    }
    guard sheet?.isDraft == true else { return [] }
    let effects = commitField(session)
    let text = focus == .entry ? field.text : unfinished
    let field = layout.fields.first { $0.1.contains(point) }?.0
    focusHeader(field ?? .reference, session)
    unfinished = text
    return effects
  }

  private mutating func pressProposal(_ index: Int, _ session: Session) -> [Effect] {
    guard index >= 0, index < proposals.count else { return [] }
    let isSecond = proposals.pressed == index
    proposals.selected = index
    proposals.pressed = index
    return isSecond ? enter(session) : []
  }

  private mutating func pressRow(
    _ line: Int, _ parts: LinesLayout, _ session: Session
  ) -> [Effect] {
    let row = EntryView.rowTable.row(
      atLine: line, height: parts.table.height, list: lineList)
    guard let row, row < walkable else { return [] }
    if focus == .lines(row) { return edit(row, session) }
    let effects = commitField(session)
    let text = focus == .entry ? field.text : unfinished
    walk(to: row)
    unfinished = text
    return effects
  }

  /// The rows the cursor walks over, as they are drawn.
  var lineList: ListState {
    var list = ListState(count: walkable)
    switch focus {
    case .lines(let place), .edit(let place): list.select(place)
    default: list.select(max(0, walkable - 1))
    }
    return list
  }

  /// Where everything stands in this window.
  func layout(_ session: Session) -> EntryLayout {
    EntryLayout(session.body.size, isHead: isInHead)
  }

  /// Whether a field of the head has the focus.
  var isInHead: Bool { if case .header = focus { true } else { false } }

  /// Where lines, entry line and proposals stand in their part.
  func linesLayout(_ size: Size, _ sheet: QuoteSheet) -> LinesLayout {
    LinesLayout(
      size, walkable: walkable, isDraft: sheet.isDraft,
      proposals: hidesProposals ? Proposals() : proposals)
  }

  /// A line that keeps its product needs no proposals.
  private var hidesProposals: Bool {
    guard let line = currentLine, let known = sheet?.match(line) else { return false }
    return known.product.code == wantedSearch
  }
}
