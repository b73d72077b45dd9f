import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Floors by family and class of customers, and what happens under them to each role: to a line, and to a
/// document.
struct FloorsScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.floors

  /// What a modal is about.
  enum Question: Sendable, Hashable {
    case nothing, floor
    case rule(FloorSubject)
  }

  var sheet = GoodsSheet()
  private(set) var read: FloorList?
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { read != nil }

  func title(_ session: Session) -> String { session.text("floors.title") }

  mutating func load(_ session: Session) -> [Effect] {
    [.read("floors") { try $0.floorList() }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as FloorList:
      self.read = read
      wasRead()
      return []
    case is Done:
      act = .done
      return load(session)
    default: return []
    }
  }

  /// The rows of families, and those of documents: the latter one a class.
  func rows(_ subject: FloorSubject) -> [FloorRow] {
    guard let read else { return [] }
    return subject == .line ? read.rows : read.rows.filter { $0.documentActions != nil }
  }

  /// What the table shown is about.
  var subject: FloorSubject { sheet.current == 0 ? .line : .document }

  /// The row under the cursor.
  func row(_ session: Session) -> FloorRow? {
    guard let place = table(session).flatMap({ sheet.selected(in: $0) }) else { return nil }
    return rows(subject)[place]
  }

  func open(_ session: Session) -> [Effect] { [] }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    let question = asked
    asked = .nothing
    guard case .form(_, let values) = answer else { return [] }
    switch question {
    case .nothing: return []
    case .floor: return perform(FloorForms.setFloor(values))
    case .rule(let subject): return perform(FloorForms.setRule(subject, values, session))
    }
  }

  func head(_ session: Session) -> [[Span]] {
    guard read != nil else { return [[Span(session.text("status.waiting"), .muted)]] }
    return [
      [Span(session.text("floors.all"), .title.bold)],
      [Span(session.text("floors.head"), .muted)],
    ]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let read else { return [] }
    return FloorTables(screen: self, read: read, session: session).all
  }
}

/// The tables of the screen of floors.
struct FloorTables {
  let screen: FloorsScreen
  let read: FloorList
  let session: Session

  var all: [GoodsTable] { [table(.line), table(.document)] }

  private func table(_ subject: FloorSubject) -> GoodsTable {
    let rows = screen.rows(subject)
    var columns = [
      session.column("customerClass", .fixed(10)),
      session.column("forSalesperson", .fixed(11)),
      session.column("forOrderDesk", .fixed(11)),
      session.column("forManager", .fixed(11)),
    ]
    if subject == .line {
      columns.insert(session.column("family", .flexible(minimum: 16, weight: 3)), at: 0)
      columns.insert(session.column("ownFloor", .fixed(10), .right), at: 2)
    }
    return GoodsTable(
      session.text("floors.table.\(subject.rawValue)"), columns, empty: "", count: rows.count
    ) { place in row(rows[place], subject) }
  }

  private func row(_ row: FloorRow, _ subject: FloorSubject) -> GoodsRow {
    let actions = subject == .line ? row.lineActions : row.documentActions ?? .asking
    var cells = [
      Span(
        row.customerClass.isEmpty ? session.text("floors.everyClass") : row.customerClass,
        row.customerClass.isEmpty ? .muted : .value)
    ]
    cells += FloorActions.roles.map { role in
      let isOwn = row.rules.contains { $0.subject == subject && ($0.role ?? role) == role }
      return Span(
        session.text("word.floorAction.\(actions[role].rawValue)"), style(actions[role], isOwn))
    }
    guard subject == .line else { return GoodsRow("document/" + row.customerClass, cells) }
    let name = row.family.map { String(repeating: "  ", count: row.depth) + $0.name }
    cells.insert(
      Span(
        name ?? session.text("floors.everyFamily"),
        row.customerClass.isEmpty ? .title : .muted), at: 0)
    cells.insert(rate(row), at: 2)
    return GoodsRow((row.family?.id.description ?? "") + "/" + row.customerClass, cells)
  }

  /// The family's own rate; what comes from above is grey; nothing of it where rates are not shown.
  private func rate(_ row: FloorRow) -> Span {
    guard let floor = row.floorInForce else { return Span("—", .muted) }
    return Span(session.format.shortPercent(floor), row.floor == nil ? .muted : .value)
  }

  private func style(_ action: FloorAction, _ isOwn: Bool) -> Style {
    guard isOwn else { return .muted }
    switch action {
    case .warn: return .success
    case .ask: return .warning
    case .block: return .danger
    }
  }
}
