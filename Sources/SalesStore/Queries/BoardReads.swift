import Database
import Sales
import Values

// The board reads a few rows however many opportunities there are: counts and sums are kept by the
// schema (stage_total), the first cards of a column come from an index in their order.

/// An opportunity as a card.
public struct BoardCard: Sendable, Hashable {
  /// Opportunity.
  public let id: ID<Opportunity>
  /// Its number.
  public let number: String
  /// Title.
  public let title: String
  /// Customer; nil = unknown.
  public let customerID: ID<Customer>?
  /// Its name.
  public let customerName: String?
  /// Who is in charge; nil = nobody.
  public let salespersonName: String?
  /// Stage; a move on screen changes it before the store answers.
  public var stageID: ID<Stage>
  /// Outcome of the stage.
  public let outcome: OpportunityOutcome
  /// Amount excl. VAT; nil = sans montant.
  public let amount: Amount?
  /// Win probability in force.
  public var probability: Ratio
  /// Margin of the reference quote on the lines whose cost is known; nil = no quote.
  public let margin: DocumentMarginSummary?
  /// Whether the reference quote is under its floor: said also where its margin is not shown.
  public let isUnderFloor: Bool
  /// Number of the reference quote.
  public let quoteNumber: String?
  /// Its state.
  public let quoteState: QuoteState?
  /// Due day of the first open task.
  public let nextActionDay: Day?
  /// Its words.
  public let nextAction: String
  /// Entered the stage; unknown on some imports.
  public var stageDay: Day?
  /// Expected close.
  public let expectedCloseDay: Day?
  /// Closed.
  public let closedDay: Day?
  /// Who else is in; empty = unknown.
  public let competitor: String
  /// Where it came from; empty = unknown.
  public let source: String
  /// Order made of it.
  public let orderNumber: String?
  /// The last call, mail, note or visit.
  public let lastContact: Instant?

  /// The amount at its probability, rounded half up to the cent (rules.md 2.1).
  public var weighted: Amount {
    Amount(minor: ((amount?.minor ?? 0) * probability.basisPoints + 5000) / 10_000)
  }

  /// Whether its next action is late.
  public func isLate(on day: Day) -> Bool { nextActionDay.map { $0 < day } ?? false }
  /// Whether it stays too long in its stage (AT-54).
  public func isStagnant(_ limit: StagnationLimit?, on day: Day) -> Bool {
    guard let limit, let stageDay else { return false }
    return limit.isStagnant(entered: stageDay, today: day)
  }
  /// Days in the stage.
  public func daysInStage(on day: Day) -> Int? { stageDay.map { day - $0 } }
}

/// The margin of a document as its header keeps it.
public struct DocumentMarginSummary: Sendable, Hashable {
  /// Amount of the lines whose cost is known.
  public let netWithCost: Amount
  /// Their cost.
  public let cost: Amount
  /// Lines without cost.
  public let linesWithoutCost: Int
  /// Their net amount, outside the margin.
  public let netWithoutCost: Amount
  /// Whether the document is under its floor.
  public let isUnderFloor: Bool

  /// Gross margin.
  public var margin: Amount { netWithCost - cost }
  /// Taux de marque.
  public var marginRate: Fraction { Fraction(margin.minor, netWithCost.minor) }
}

/// A column of the board.
public struct BoardColumn: Sendable, Hashable {
  /// Stage.
  public let stage: Stage
  /// How many opportunities.
  public var count = 0
  /// How many of them have no amount.
  public var withoutAmount = 0
  /// Σ of the known amounts.
  public var amount: Amount = .zero
  /// Σ of the weighted amounts, each rounded (rules.md 2.1).
  public var weighted: Amount = .zero
  /// The first cards, by next action then amount; the won column: the last closed first.
  public var cards: [BoardCard] = []

  /// Counts a card that enters the column, or takes one that leaves away again.
  public mutating func count(_ card: BoardCard, leaving: Bool = false) {
    let sign: Int64 = leaving ? -1 : 1
    count += Int(sign)
    withoutAmount += card.amount == nil ? Int(sign) : 0
    amount = Amount(minor: amount.minor + sign * (card.amount?.minor ?? 0))
    weighted = Amount(minor: weighted.minor + sign * card.weighted.minor)
  }

  /// Cards that are not shown.
  public var hidden: Int { count - cards.count }
}

/// A pipeline's board: its open stages in order, then won over the last days.
public struct Board: Sendable, Hashable {
  /// Pipeline.
  public let pipeline: Pipeline
  /// Columns in the order of the stages; the lost stage has none.
  public var columns: [BoardColumn]
  /// The filter it answers.
  public let filter: BoardFilter
  /// Whether more matched the words than are looked at: counts are then those of the newest.
  public var isPartial = false
}

/// What a column is read with.
struct BoardScope {
  /// Matches of words that are looked at, the newest first.
  static let matches = 400

  let filter: BoardFilter
  /// Cards wanted.
  let cards: Int
  let today: Day
  /// The won column counts closings after this day.
  let since: Day

  /// The rows of an open column: a literal outcome, so that the partial index serves.
  func open(in stage: Stage) -> SQL {
    "WHERE opportunity.stage_id = \(stage.id) AND opportunity.outcome = 'open'"
      + filter.conditions(today)
  }

  /// The rows of the won column.
  func won(in stage: Stage) -> SQL {
    """
    WHERE opportunity.pipeline_id = \(stage.pipelineID) AND opportunity.outcome = 'won'
      AND opportunity.closed_day > \(since)
    """ + filter.conditions(today)
  }
}

extension StoreReading {
  /// The board of a pipeline; nil = the first one.
  ///
  /// - Parameters:
  ///   - cards: how many cards of each column are read.
  ///   - today: the won column looks back from here (setting `pipeline.wonColumnDays`).
  public func board(
    of pipeline: ID<Pipeline>? = nil, _ filter: BoardFilter = BoardFilter(), cards: Int = 20,
    today: Day
  ) throws -> Board {
    guard let pipeline = try pipeline.map({ try get($0) }) ?? pipelines().first else {
      throw StoreError.notFound(kind: Pipeline.table.name, key: "")
    }
    let stages = try stages(of: pipeline.id).filter { $0.outcome != .lost }
    let since = today - (try settings().wonColumnDays)
    var board = Board(
      pipeline: pipeline, columns: stages.map { BoardColumn(stage: $0) }, filter: filter)
    // Asking for margins again and again would tell them.
    let filter = try sight == .full ? filter : filter.withoutMargins
    if let query = SearchQuery(filter.text) {
      let scope = BoardScope(filter: filter, cards: cards, today: today, since: since)
      try fill(&board, matching: query, scope)
      return board
    }
    if filter.hasKeptTotals { try fillTotals(&board.columns, filter) }
    for place in board.columns.indices {
      let scope = BoardScope(
        filter: filter, cards: filter.limits[stages[place].id] ?? cards, today: today,
        since: since)
      if stages[place].outcome == .won {
        try fillWon(&board.columns[place], scope)
      } else {
        if !filter.hasKeptTotals {
          try fillTotal(&board.columns[place], scope.open(in: stages[place]))
        }
        board.columns[place].cards = try openCards(in: stages[place], scope)
      }
    }
    return board
  }

  private func fillTotals(_ columns: inout [BoardColumn], _ filter: BoardFilter) throws {
    let stages = columns.map(\.stage.id)
    let mine: SQL = filter.salespersonID.map { " AND salesperson_id = \($0)" } ?? ""
    try connection.forEach(
      """
      SELECT stage_id, CAST(SUM(opportunities) AS BIGINT), CAST(SUM(without_amount) AS BIGINT),
        CAST(SUM(amount) AS BIGINT), CAST(SUM(weighted) AS BIGINT)
      FROM stage_total WHERE stage_id IN
      """ + " " + SQL.list(stages) + mine + " GROUP BY stage_id"
    ) { row in
      let id = ID<Stage>(rawValue: try row.id(0))
      guard let place = columns.firstIndex(where: { $0.stage.id == id }) else { return }
      columns[place].count = try row.int(1)
      columns[place].withoutAmount = try row.int(2)
      columns[place].amount = Amount(minor: try row.int64(3))
      columns[place].weighted = Amount(minor: try row.int64(4))
    }
  }

  /// The first cards of an open column.
  private func openCards(in stage: Stage, _ scope: BoardScope) throws -> [BoardCard] {
    var found: [BoardCard] = []
    for part in scope.filter.order.parts where found.count < scope.cards {
      found += try cards(scope.open(in: stage) + part + " LIMIT \(scope.cards - found.count)")
    }
    return found
  }

  private func fillWon(_ column: inout BoardColumn, _ scope: BoardScope) throws {
    let won = scope.won(in: column.stage)
    if scope.filter.hasKeptTotals {
      try fillWonTotal(&column, scope)
    } else {
      try fillTotal(&column, won)
    }
    column.weighted = column.amount
    column.cards = try cards(
      won + " ORDER BY opportunity.closed_day DESC, opportunity.id DESC LIMIT \(scope.cards)")
  }

  /// Counts and sums of what was won, from the totals by day: a month of closings is thousands of rows.
  private func fillWonTotal(_ column: inout BoardColumn, _ scope: BoardScope) throws {
    let mine: SQL = scope.filter.salespersonID.map { " AND salesperson_id = \($0)" } ?? ""
    try connection.forEach(
      """
      SELECT CAST(COALESCE(SUM(opportunities), 0) AS BIGINT),
        CAST(COALESCE(SUM(without_amount), 0) AS BIGINT), CAST(COALESCE(SUM(amount), 0) AS BIGINT)
      FROM closing_day_total
      WHERE pipeline_id = \(column.stage.pipelineID) AND outcome = 'won'
        AND closed_day > \(scope.since)
      """ + mine
    ) { row in
      column.count = try row.int(0)
      column.withoutAmount = try row.int(1)
      column.amount = Amount(minor: try row.int64(2))
    }
  }

  /// Counts and sums of the rows that a condition selects.
  private func fillTotal(_ column: inout BoardColumn, _ rows: SQL) throws {
    let costs = try whereSeen(
      " LEFT JOIN quote_cost ON quote_cost.quote_id = opportunity.reference_quote_id", else: "")
    try connection.forEach(
      """
      SELECT COUNT(*), COUNT(opportunity.amount),
        CAST(COALESCE(SUM(opportunity.amount), 0) AS BIGINT),
        CAST(COALESCE(SUM(
          (COALESCE(opportunity.amount, 0) * opportunity.probability + 5000) / 10000), 0) AS BIGINT)
      FROM opportunity
      """ + costs + " " + rows
    ) { row in
      column.count = try row.int(0)
      column.withoutAmount = column.count - (try row.int(1))
      column.amount = Amount(minor: try row.int64(2))
      column.weighted = Amount(minor: try row.int64(3))
    }
  }

  /// The columns of what the words match, the newest of them: the first letter typed matches half
  /// the company, and must not cost more than the last one.
  private func fill(_ board: inout Board, matching query: SearchQuery, _ scope: BoardScope) throws {
    let rowids = try connection.rows(
      """
      SELECT rowid FROM opportunity_search WHERE \(raw: matches(query, in: Opportunity.table))
      ORDER BY rowid DESC LIMIT \(BoardScope.matches)
      """
    ) { try $0.int64(0) }
    board.isPartial = rowids.count == BoardScope.matches
    // The pipeline is looked at here: as a condition it has SQLite read the whole pipeline by its index
    // instead of the few rows found.
    let stages = Set(board.columns.map(\.stage.id))
    let found = try cards(
      "WHERE opportunity.search_key IN " + SQL.list(rowids)
        + """
         AND (opportunity.outcome = 'open'
          OR opportunity.outcome = 'won' AND opportunity.closed_day > \(scope.since))
        """ + scope.filter.conditions(scope.today)
    ).filter { stages.contains($0.stageID) }
    for place in board.columns.indices {
      let isOpen = board.columns[place].stage.outcome == .open
      let own = found.filter { card in
        isOpen ? card.stageID == board.columns[place].stage.id : card.outcome == .won
      }
      for card in own { board.columns[place].count(card) }
      board.columns[place].cards = own.sorted(
        by: isOpen ? scope.filter.order.areInOrder : BoardCard.isClosedLater)
    }
  }

  func cards(_ rest: SQL) throws -> [BoardCard] {
    let isSeen = try sight == .full
    let costs: SQL =
      isSeen
      ? """
      quote_cost.costed_net_amount, quote_cost.cost_amount, quote_cost.uncosted_lines,
      quote_cost.uncosted_net_amount
      """ : "NULL, NULL, NULL, NULL"
    let join: SQL =
      isSeen ? " LEFT JOIN quote_cost ON quote_cost.quote_id = opportunity.reference_quote_id" : ""
    return try connection.rows(
      """
      SELECT opportunity.id, opportunity.number, opportunity.title, opportunity.customer_id,
        customer.name, salesperson.name, opportunity.stage_id, opportunity.outcome,
        opportunity.amount, opportunity.probability,
      """ + " " + costs + """
          , quote.under_floor, quote.number, quote.state, opportunity.next_action_day,
          opportunity.next_action, opportunity.stage_day, opportunity.expected_close_day,
          opportunity.closed_day, opportunity.competitor, opportunity.source,
          CASE WHEN opportunity.outcome = 'won' THEN (
            SELECT MIN(sales_order.number) FROM sales_order
            WHERE sales_order.opportunity_id = opportunity.id) END,
          (SELECT MAX(interaction.occurred_at) FROM interaction
            WHERE interaction.subject_id = opportunity.id)
        FROM opportunity
          LEFT JOIN customer ON customer.id = opportunity.customer_id
          LEFT JOIN salesperson ON salesperson.id = opportunity.salesperson_id
          LEFT JOIN quote ON quote.id = opportunity.reference_quote_id
        """ + join + " " + rest
    ) { try BoardCard(row: $0) }
  }
}

extension BoardCard {
  init(row: any SQLRow) throws {
    var field = FieldReader(row)
    id = try field.id()
    number = try field.text()
    title = try field.text()
    customerID = try field.optionalId()
    customerName = try field.optionalText()
    salespersonName = try field.optionalText()
    stageID = try field.id()
    outcome = try field.word()
    amount = try field.optionalAmount()
    probability = try field.ratio()
    let net = try field.optionalAmount()
    let cost = try field.optionalAmount()
    let uncosted = try field.optionalInt()
    let uncostedNet = try field.optionalAmount()
    let isUnder = try field.optionalInt() == 1
    isUnderFloor = isUnder
    margin = net.map {
      DocumentMarginSummary(
        netWithCost: $0, cost: cost ?? .zero, linesWithoutCost: uncosted ?? 0,
        netWithoutCost: uncostedNet ?? .zero,
        isUnderFloor: isUnder)
    }
    quoteNumber = try field.optionalText()
    quoteState = try field.optionalText().flatMap { QuoteState(rawValue: $0) }
    nextActionDay = try field.optionalDay()
    nextAction = try field.text()
    stageDay = try field.optionalDay()
    expectedCloseDay = try field.optionalDay()
    closedDay = try field.optionalDay()
    competitor = try field.text()
    source = try field.text()
    orderNumber = try field.optionalText()
    lastContact = try field.optionalInstant()
  }

  /// The order of the won column: the last closed first.
  static func isClosedLater(_ left: BoardCard, _ right: BoardCard) -> Bool {
    let days = (
      left.closedDay?.daysSinceEpoch ?? .min, right.closedDay?.daysSinceEpoch ?? .min
    )
    return days.0 != days.1 ? days.0 > days.1 : left.id > right.id
  }
}
