import Database
import Sales
import Values

// The board reads a few rows however many opportunities there are: counts and sums are kept by the
// schema (stage_total), the first cards of a column come from an index in their order.

/// Which opportunities a board shows.
public struct BoardFilter: Sendable, Hashable {
  /// Of one person; nil = of all.
  public var salespersonID: ID<Salesperson>?
  /// Words of number, title or customer, as prefixes in any order; empty = all.
  public var text = ""

  /// All, or those of one person.
  public init(salesperson: ID<Salesperson>? = nil, text: String = "") {
    salespersonID = salesperson
    self.text = text
  }
}

/// An opportunity as a card.
public struct BoardCard: Sendable, Hashable {
  /// Opportunity.
  public let id: ID<Opportunity>
  /// Its number.
  public let number: String
  /// Title.
  public let title: String
  /// Customer; nil = unknown.
  public let customerName: String?
  /// Stage.
  public let stageID: ID<Stage>
  /// Amount excl. VAT; nil = sans montant.
  public let amount: Amount?
  /// Win probability in force.
  public let probability: Ratio
  /// Margin of the reference quote on the lines whose cost is known; nil = no quote.
  public let margin: DocumentMarginSummary?
  /// Number of the reference quote.
  public let quoteNumber: String?
  /// Its state.
  public let quoteState: QuoteState?
  /// Due day of the first open task.
  public let nextActionDay: Day?
  /// Its words.
  public let nextAction: String
  /// Entered the stage; unknown on some imports.
  public let stageDay: Day?
  /// Expected close.
  public let expectedCloseDay: Day?
  /// Closed.
  public let closedDay: Day?
  /// Order made of it.
  public let orderNumber: String?

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

  /// Cards that are not shown.
  public var hidden: Int { count - cards.count }
}

/// A pipeline's board: its open stages in order, then won over the last days.
public struct Board: Sendable, Hashable {
  /// Pipeline.
  public let pipeline: Pipeline
  /// Columns in the order of the stages; the lost stage has none.
  public let columns: [BoardColumn]
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
    var columns = stages.map { BoardColumn(stage: $0) }
    if let query = SearchQuery(filter.text) {
      try fill(&columns, matching: query, filter, since: since, cards: cards)
    } else {
      try fillTotals(&columns, filter)
      for place in columns.indices {
        if columns[place].stage.outcome == .open {
          columns[place].cards = try openCards(in: columns[place].stage.id, filter, limit: cards)
        } else {
          try fillWon(&columns[place], filter, since: since, cards: cards)
        }
      }
    }
    return Board(pipeline: pipeline, columns: columns)
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

  /// The first cards of an open column. Those with a next action come first; the two reads keep the
  /// order of the index on either engine, whatever it thinks of nulls.
  private func openCards(
    in stage: ID<Stage>, _ filter: BoardFilter, limit: Int
  ) throws -> [BoardCard] {
    let mine: SQL =
      filter.salespersonID.map { " AND opportunity.salesperson_id = \($0)" } ?? ""
    let column: SQL =
      "WHERE opportunity.stage_id = \(stage) AND opportunity.outcome = 'open'" + mine
    let order: SQL =
      " ORDER BY opportunity.next_action_day, opportunity.amount DESC, opportunity.id"
    var found = try cards(
      column + " AND opportunity.next_action_day >= -2147483648" + order + " LIMIT \(limit)")
    if found.count < limit {
      found += try cards(
        column + " AND opportunity.next_action_day IS NULL" + order
          + " LIMIT \(limit - found.count)")
    }
    return found
  }

  private func fillWon(
    _ column: inout BoardColumn, _ filter: BoardFilter, since: Day, cards limit: Int
  ) throws {
    let mine: SQL =
      filter.salespersonID.map { " AND opportunity.salesperson_id = \($0)" } ?? ""
    let won: SQL =
      """
      WHERE opportunity.pipeline_id = \(column.stage.pipelineID) AND opportunity.outcome = 'won'
        AND opportunity.closed_day > \(since)
      """ + mine
    let total = try connection.first(
      """
      SELECT COUNT(*), COUNT(amount), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM opportunity
      """ + " " + won
    ) { (try $0.int(0), try $0.int(1), Amount(minor: try $0.int64(2))) }
    guard let (count, withAmount, amount) = total else { return }
    column.count = count
    column.withoutAmount = count - withAmount
    column.amount = amount
    column.weighted = amount
    column.cards = try cards(
      won + " ORDER BY opportunity.closed_day DESC, opportunity.id DESC LIMIT \(limit)")
  }

  /// The columns of what the words match: the matches themselves are counted.
  private func fill(
    _ columns: inout [BoardColumn], matching query: SearchQuery, _ filter: BoardFilter,
    since: Day, cards limit: Int
  ) throws {
    guard let pipeline = columns.first?.stage.pipelineID else { return }
    let mine: SQL =
      filter.salespersonID.map { " AND opportunity.salesperson_id = \($0)" } ?? ""
    let found = try cards(
      """
      WHERE opportunity.search_key IN (
          SELECT rowid FROM opportunity_search WHERE opportunity_search MATCH \(query.match))
        AND opportunity.pipeline_id = \(pipeline)
        AND (opportunity.outcome = 'open'
          OR opportunity.outcome = 'won' AND opportunity.closed_day > \(since))
      """ + mine + " LIMIT 5000")
    for place in columns.indices {
      let isOpen = columns[place].stage.outcome == .open
      let own = found.filter { card in
        isOpen ? card.stageID == columns[place].stage.id : card.closedDay != nil
      }
      columns[place].count = own.count
      columns[place].withoutAmount = own.count { $0.amount == nil }
      for amount in own.compactMap(\.amount) { columns[place].amount += amount }
      for card in own {
        columns[place].weighted += try card.amount?.times(card.probability) ?? .zero
      }
      columns[place].cards = Array(
        own.sorted(by: isOpen ? BoardCard.isBefore : BoardCard.isClosedLater).prefix(limit))
    }
  }

  func cards(_ rest: SQL) throws -> [BoardCard] {
    try connection.rows(
      """
      SELECT opportunity.id, opportunity.number, opportunity.title, customer.name,
        opportunity.stage_id, opportunity.amount, opportunity.probability,
        quote_cost.costed_net_amount, quote_cost.cost_amount, quote_cost.uncosted_lines,
        quote.under_floor, quote.number, quote.state, opportunity.next_action_day,
        opportunity.next_action, opportunity.stage_day, opportunity.expected_close_day,
        opportunity.closed_day,
        CASE WHEN opportunity.outcome = 'won' THEN (
          SELECT MIN(sales_order.number) FROM sales_order
          WHERE sales_order.opportunity_id = opportunity.id) END
      FROM opportunity
        LEFT JOIN customer ON customer.id = opportunity.customer_id
        LEFT JOIN quote ON quote.id = opportunity.reference_quote_id
        LEFT JOIN quote_cost ON quote_cost.quote_id = opportunity.reference_quote_id
      """ + " " + rest
    ) { try BoardCard(row: $0) }
  }
}

extension BoardCard {
  init(row: any SQLRow) throws {
    var field = FieldReader(row)
    id = try field.id()
    number = try field.text()
    title = try field.text()
    customerName = try field.optionalText()
    stageID = try field.id()
    amount = try field.optionalAmount()
    probability = try field.ratio()
    let net = try field.optionalAmount()
    let cost = try field.optionalAmount()
    let uncosted = try field.optionalInt()
    let isUnder = try field.optionalInt() == 1
    margin = net.map {
      DocumentMarginSummary(
        netWithCost: $0, cost: cost ?? .zero, linesWithoutCost: uncosted ?? 0,
        isUnderFloor: isUnder)
    }
    quoteNumber = try field.optionalText()
    quoteState = try field.optionalText().flatMap { QuoteState(rawValue: $0) }
    nextActionDay = try field.optionalDay()
    nextAction = try field.text()
    stageDay = try field.optionalDay()
    expectedCloseDay = try field.optionalDay()
    closedDay = try field.optionalDay()
    orderNumber = try field.optionalText()
  }

  /// The order of a column: by next action, those without one last, then by amount.
  static func isBefore(_ left: BoardCard, _ right: BoardCard) -> Bool {
    let ranks = (
      left.nextActionDay?.daysSinceEpoch ?? .max, right.nextActionDay?.daysSinceEpoch ?? .max
    )
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    let amounts = (left.amount?.minor ?? -1, right.amount?.minor ?? -1)
    return amounts.0 != amounts.1 ? amounts.0 > amounts.1 : left.id < right.id
  }

  /// The order of the won column: the last closed first.
  static func isClosedLater(_ left: BoardCard, _ right: BoardCard) -> Bool {
    let days = (
      left.closedDay?.daysSinceEpoch ?? .min, right.closedDay?.daysSinceEpoch ?? .min
    )
    return days.0 != days.1 ? days.0 > days.1 : left.id > right.id
  }
}
