import Database
import Sales
import Values

/// In which order the cards of a column stand.
public enum BoardOrder: String, Sendable, Hashable, CaseIterable {
  /// What must be done first, then the largest; without next action at the end.
  case nextAction
  /// The largest first; sans montant at the end.
  case amount
  /// The earliest expected close first; without one at the end.
  case expectedClose
  /// The longest in its stage first; an unknown entry at the end.
  case age

  /// Conditions that cut the column into parts, read one after the other, and the order in each: a
  /// part is a range of the index on either engine, whatever it thinks of nulls.
  var parts: [SQL] {
    switch self {
    case .nextAction:
      [
        """
         AND opportunity.next_action_day >= -2147483648
        ORDER BY opportunity.next_action_day, opportunity.amount DESC NULLS LAST,
          opportunity.id
        """,
        """
         AND opportunity.next_action_day IS NULL
        ORDER BY opportunity.next_action_day, opportunity.amount DESC NULLS LAST,
          opportunity.id
        """,
      ]
    case .amount:
      [
        " AND opportunity.amount >= 0 ORDER BY opportunity.amount DESC, opportunity.id",
        " AND opportunity.amount IS NULL ORDER BY opportunity.id",
      ]
    case .expectedClose:
      [
        """
         AND opportunity.expected_close_day >= -2147483648
        ORDER BY opportunity.expected_close_day, opportunity.id
        """,
        " AND opportunity.expected_close_day IS NULL ORDER BY opportunity.id",
      ]
    case .age:
      [
        """
         AND opportunity.stage_day >= -2147483648
        ORDER BY opportunity.stage_day, opportunity.id
        """,
        " AND opportunity.stage_day IS NULL ORDER BY opportunity.id",
      ]
    }
  }

  /// Whether a card stands before another, as `parts` has it.
  public func areInOrder(_ left: BoardCard, _ right: BoardCard) -> Bool {
    key(left) < key(right)
  }

  private func key(_ card: BoardCard) -> (Int32, Int64, UInt128) {
    let amount = -(card.amount?.minor ?? -1)
    let id = card.id.rawValue
    return switch self {
    case .nextAction: (card.nextActionDay?.daysSinceEpoch ?? .max, amount, id)
    case .amount: (0, amount, id)
    case .expectedClose: (card.expectedCloseDay?.daysSinceEpoch ?? .max, 0, id)
    case .age: (card.stageDay?.daysSinceEpoch ?? .max, 0, id)
    }
  }
}

/// Which opportunities a board shows, and in which order.
public struct BoardFilter: Sendable, Hashable {
  /// Of one person; nil = of all.
  public var salespersonID: ID<Salesperson>?
  /// Words of number, title or customer, as prefixes in any order; empty = all.
  public var text = ""
  /// Those whose next action is late.
  public var isLate = false
  /// Those without any next action.
  public var isWithoutAction = false
  /// Those of that amount at least.
  public var amountFrom: Amount?
  /// Those of that amount at most.
  public var amountTo: Amount?
  /// Those whose reference quote earns that taux de marque at least.
  public var marginFrom: Ratio?
  /// Those whose reference quote earns less than that.
  public var marginUnder: Ratio?
  /// Order of the cards of an open column.
  public var order = BoardOrder.nextAction
  /// Cards to read of a column, where it is not the usual number.
  public var limits: [ID<Stage>: Int] = [:]

  /// All, or those of one person.
  public init(salesperson: ID<Salesperson>? = nil, text: String = "") {
    salespersonID = salesperson
    self.text = text
  }

  /// Whether at most the person narrows the board: its sums are then kept by the schema.
  var hasKeptTotals: Bool {
    !isLate && !isWithoutAction && amountFrom == nil && amountTo == nil && !asksMargin
  }

  /// The same, whatever the margin.
  var withoutMargins: BoardFilter {
    var filter = self
    filter.marginFrom = nil
    filter.marginUnder = nil
    return filter
  }

  /// Whether the cost of the reference quote must be read to count.
  var asksMargin: Bool { marginFrom != nil || marginUnder != nil }

  /// The conditions beside stage and words.
  func conditions(_ today: Day) -> SQL {
    var sql: SQL = ""
    if let salespersonID { sql += " AND opportunity.salesperson_id = \(salespersonID)" }
    if isLate { sql += " AND opportunity.next_action_day < \(today)" }
    if isWithoutAction { sql += " AND opportunity.next_action_day IS NULL" }
    if let amountFrom { sql += " AND opportunity.amount >= \(amountFrom)" }
    if let amountTo { sql += " AND opportunity.amount <= \(amountTo)" }
    if asksMargin { sql += " AND quote_cost.costed_net_amount > 0" }
    let margin: SQL = " AND (quote_cost.costed_net_amount - quote_cost.cost_amount) * 10000"
    if let marginFrom { sql += margin + " >= quote_cost.costed_net_amount * \(marginFrom)" }
    if let marginUnder { sql += margin + " < quote_cost.costed_net_amount * \(marginUnder)" }
    return sql
  }
}
