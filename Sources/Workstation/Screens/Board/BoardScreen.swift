import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The pipeline: a column per stage, a card per opportunity.
//
//   load ──► query of filter and order ──► Board ──► columns, cursors by identity
//   < > ──► the card moves at once ──► act ──► Board again; refused: the Board as it was
//
// Selection is by identity: a column that is read again keeps its card under the cursor wherever it
// now stands. While acts are under way the store's board is older than the screen's and is dropped.
struct BoardScreen: ScreenBehaviour, Asking {
  static let kind = ScreenKind.board

  /// The board shown; nil until the first one comes.
  var board: Board?
  /// When an opportunity stagnates, by stage.
  var limits: [ID<Stage>: StagnationLimit] = [:]
  var hasAskedLimits = false
  /// The column under the cursor.
  var current = 0
  /// Cursor and scroll of each column.
  var lists: [ID<Stage>: ListState] = [:]
  /// The card under each column's cursor.
  var chosen: [ID<Stage>: ID<Opportunity>] = [:]
  /// Cards marked.
  var marked: Set<ID<Opportunity>> = []
  /// The filter, and whether it is being typed.
  var filter = TextField()
  var isFiltering = false
  /// Order of the cards.
  var order = BoardOrder.nextAction
  /// Acts whose result has not come.
  var actsUnderWay = 0
  /// Cards to read of a column, where more than the first page was wanted.
  var wanted: [ID<Stage>: Int] = [:]
  /// Reasons for losing.
  var lostReasons: [LostReason] = []
  /// What the modal on screen is about.
  var asked = OpportunityQuestion.nothing

  func title(_ session: Session) -> String { session.text("tab.board") }
  var isTyping: Bool { isFiltering }
  var takesEscape: Bool { isFiltering || !filter.isEmpty || !marked.isEmpty }

  /// While the filter is typed, only function keys are commands.
  func takes(_ key: Key) -> Bool {
    guard isFiltering, case .named(let name, _) = key else { return false }
    if case .f = name { return false }
    return true
  }

  mutating func load(_ session: Session) -> [Effect] {
    var effects = [read(session)]
    if lostReasons.isEmpty { effects.append(.read("reasons") { try $0.lostReasons() }) }
    return effects
  }

  /// Reads the columns as filter and order now have them.
  func read(_ session: Session) -> Effect {
    let (filter, today) = (asked(session), session.today)
    return .read("board") { try $0.board(filter, cards: BoardScreen.page, today: today) }
  }

  /// Cards read of a column at first.
  static let page = 30

  func asked(_ session: Session) -> BoardFilter {
    let decimals = session.company.currency.exponent
    var asked = TypedFilter(filter.text, decimals: decimals).filter(session)
    asked.order = order
    asked.limits = wanted
    return asked
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let board as Board:
      guard actsUnderWay == 0 else { return [] }
      self.board = board
      settle()
      return askLimits(board.pipeline.id)
    case let limits as [ID<Stage>: StagnationLimit]:
      self.limits = limits
      return []
    case let reasons as [LostReason]:
      lostReasons = reasons
      return []
    case let done as Done:
      return finish(done, session)
    default:
      return []
    }
  }

  private mutating func finish(_ done: Done, _ session: Session) -> [Effect] {
    actsUnderWay = max(0, actsUnderWay - 1)
    if let created = done.outcome as? Opportunity, done.entry == CreateOpportunity.entry {
      chosen[created.stageID] = created.id
      if let place = columns.firstIndex(where: { $0.stage.id == created.stageID }) {
        current = place
      }
    }
    return [read(session)] + Effect.seen(done, session)
  }

  mutating func actBegins() { actsUnderWay += 1 }

  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    guard slot.hasPrefix("act:") else { return [] }
    actsUnderWay = max(0, actsUnderWay - 1)
    return [read(session)]
  }

  private mutating func askLimits(_ pipeline: ID<Pipeline>) -> [Effect] {
    guard !hasAskedLimits else { return [] }
    hasAskedLimits = true
    return [.read("limits", lane: .indicators) { try $0.stagnationLimits(of: pipeline) }]
  }
}

extension BoardScreen {
  var columns: [BoardColumn] { board?.columns ?? [] }

  var column: BoardColumn? { columns.indices.contains(current) ? columns[current] : nil }

  /// The card under the cursor.
  var card: BoardCard? {
    guard let column, let index = list(of: column).current,
      column.cards.indices.contains(index)
    else { return nil }
    return column.cards[index]
  }

  func list(of column: BoardColumn) -> ListState {
    lists[column.stage.id] ?? ListState(count: column.cards.count)
  }

  /// Cards the next act is about: those marked, else the one under the cursor.
  var subjects: [BoardCard] {
    guard !marked.isEmpty else { return card.map { [$0] } ?? [] }
    return columns.flatMap(\.cards).filter { marked.contains($0.id) }
  }

  /// Puts cursors and marks back on their records after the cards changed.
  mutating func settle() {
    current = min(max(0, current), max(0, columns.count - 1))
    for column in columns {
      var list = list(of: column)
      list.count = column.cards.count
      let wanted = chosen[column.stage.id]
      if let index = column.cards.firstIndex(where: { $0.id == wanted }) { list.select(index) }
      lists[column.stage.id] = list
      chosen[column.stage.id] = list.current.map { column.cards[$0].id }
    }
    let present = Set(columns.flatMap(\.cards).map(\.id))
    marked.formIntersection(present)
  }

  /// Whether an opportunity has been in its stage for too long.
  func isStagnant(_ card: BoardCard, today: Day) -> Bool {
    guard card.outcome == .open, let entered = card.stageDay else { return false }
    return limits[card.stageID]?.isStagnant(entered: entered, today: today) ?? false
  }
}
