import Database
import Sales
import Values

/// A record behind a figure, as a list shows it.
public struct BehindRow: Sendable, Hashable {
  /// The kind of record.
  public enum Kind: String, Sendable, Hashable {
    case opportunity, quote, order
  }

  /// The kind of record.
  public let kind: Kind
  /// Its identity.
  public let id: UInt128
  /// Its number.
  public let number: String
  /// What it is about: the title of an opportunity, the customer's reference of a document.
  public let title: String
  /// The customer's name; empty when unknown.
  public let customer: String
  /// The salesperson's name; empty when nobody is in charge.
  public let salesperson: String
  /// The stage's name of an opportunity, the state's word of a document.
  public let state: String
  /// The day by which the list is ordered, the latest first.
  public let day: Day?
  /// Amount without tax; nil = nobody said one.
  public let amount: Amount?
}

/// A page of the records behind a figure.
public struct BehindPage: Sendable, Hashable {
  /// Where a page begins: after this row.
  public struct Cursor: Sendable, Hashable {
    let day: Int64
    let id: UInt128
  }

  /// The rows, the latest first, those without a day last.
  public let rows: [BehindRow]
  /// Where the next page begins; nil after the last one.
  public let next: Cursor?
}

extension StoreReading {
  /// The records that make a number, by pages of `limit`.
  public func rows(
    behind: RowsBehind, today: Day, after: BehindPage.Cursor? = nil, limit: Int = 100
  ) throws -> BehindPage {
    let source = try source(of: behind, today)
    let day: SQL = "COALESCE(" + source.day + ", 0)"
    var sql = source.select + source.condition
    if let after {
      sql =
        sql + " AND (" + day + " < \(after.day) OR (" + day + " = \(after.day) AND r.id > "
        + "\(after.id)))"
    }
    sql = sql + " ORDER BY " + day + " DESC, r.id LIMIT \(limit + 1)"
    let rows = try connection.rows(sql) { try BehindRow($0, source.kind) }
    guard rows.count > limit, let last = rows.prefix(limit).last else {
      return BehindPage(rows: rows, next: nil)
    }
    let cursor = BehindPage.Cursor(
      day: Int64(last.day?.daysSinceEpoch ?? 0), id: last.id)
    return BehindPage(rows: Array(rows.prefix(limit)), next: cursor)
  }

  /// How many records make a number.
  public func count(behind: RowsBehind, today: Day) throws -> Int {
    let source = try source(of: behind, today)
    return try connection.first(source.count + source.condition) { try $0.int(0) } ?? 0
  }

  private func source(of behind: RowsBehind, _ today: Day) throws -> RowSource {
    switch behind.selection {
    case .waitingQuotes:
      .quotes("r.state = 'sent'" + behind.scope.people("r."))
    case .longWaitingQuotes:
      .quotes(
        "r.state = 'sent' AND r.sent_day < \(today - WaitingQuotes.longDays)"
          + behind.scope.people("r."))
    case .orders:
      .orders(behind.scope.confirmedOrders)
    case .ordersWithoutCost:
      .orders(
        behind.scope.confirmedOrders
          + (try whereSeen(
            """
             AND NOT EXISTS (SELECT 1 FROM sales_order_cost c
               WHERE c.order_id = r.id AND c.uncosted_lines = 0)
            """, else: " AND 1 = 0")))
    default:
      try opportunities(behind, today)
    }
  }

  private func opportunities(_ behind: RowsBehind, _ today: Day) throws -> RowSource {
    let period = behind.scope.period
    let closing = period.condition(on: "r.closed_day")
    let (day, condition): (SQL, SQL) =
      switch behind.selection {
      case .won: ("r.closed_day", "r.outcome = 'won'" + closing)
      case .lost: ("r.closed_day", "r.outcome = 'lost'" + closing)
      case .closed: ("r.closed_day", "r.outcome IN ('won', 'lost')" + closing)
      case .cohort: ("r.opened_day", "1 = 1" + period.condition(on: "r.opened_day"))
      case .stagnating: ("r.stage_day", try stagnating(behind.scope, today))
      case .stage(let id):
        try get(id).outcome == .open
          ? ("r.stage_day", "r.stage_id = \(id)")
          : ("r.closed_day", "r.stage_id = \(id)" + closing)
      case .expected(let month):
        (
          "r.expected_close_day",
          """
          r.outcome = 'open' AND r.expected_close_day >= \(max(today, month.startOfMonth))
            AND r.expected_close_day <= \(month.endOfMonth)
          """
        )
      case .late:
        ("r.expected_close_day", "r.outcome = 'open' AND r.expected_close_day < \(today)")
      case .undated: ("r.opened_day", "r.outcome = 'open' AND r.expected_close_day IS NULL")
      default: ("r.expected_close_day", "r.outcome = 'open'")
      }
    var whole = condition + behind.scope.people("r.")
    if let pipeline = behind.scope.pipelineID { whole = whole + " AND r.pipeline_id = \(pipeline)" }
    return .opportunities(whole, day: day)
  }

  private func stagnating(_ scope: IndicatorScope, _ today: Day) throws -> SQL {
    let stages = try all(Stage.self, "WHERE outcome = 'open'")
    let parts = try stages.compactMap { stage -> SQL? in
      guard let days = try stagnationLimit(of: stage).days else { return nil }
      return "(r.stage_id = \(stage.id) AND r.stage_day <= \(today - days))"
    }
    guard !parts.isEmpty else { return "1 = 0" }
    return "r.outcome = 'open' AND (" + .joined(parts, separator: " OR ") + ")"
  }
}

extension IndicatorScope {
  fileprivate var confirmedOrders: SQL {
    "r.state <> 'cancelled'" + period.condition(on: "r.order_day") + people("r.")
  }
}

/// Where the rows of a selection come from; `r` is the record.
private struct RowSource {
  let kind: BehindRow.Kind
  let select: SQL
  let count: SQL
  let condition: SQL
  let day: SQL

  static func opportunities(_ condition: SQL, day: SQL) -> RowSource {
    RowSource(
      kind: .opportunity,
      select: "SELECT r.id, r.number, r.title, c.name, p.name, s.name, " + day
        + """
        , r.amount FROM opportunity r JOIN stage s ON s.id = r.stage_id
          LEFT JOIN customer c ON c.id = r.customer_id
          LEFT JOIN salesperson p ON p.id = r.salesperson_id WHERE 
        """,
      count: "SELECT COUNT(*) FROM opportunity r WHERE ", condition: condition, day: day)
  }

  static func quotes(_ condition: SQL) -> RowSource {
    RowSource(
      kind: .quote,
      select: """
        SELECT r.id, r.number, r.customer_reference, c.name, p.name, r.state, r.sent_day,
          \(raw: .ownNet("r.")) FROM quote r JOIN customer c ON c.id = r.customer_id
          LEFT JOIN salesperson p ON p.id = r.salesperson_id WHERE 
        """,
      count: "SELECT COUNT(*) FROM quote r WHERE ", condition: condition, day: "r.sent_day")
  }

  static func orders(_ condition: SQL) -> RowSource {
    RowSource(
      kind: .order,
      select: """
        SELECT r.id, r.number, r.customer_reference, c.name, p.name, r.state, r.order_day,
          \(raw: .ownNet("r.")) FROM sales_order r JOIN customer c ON c.id = r.customer_id
          LEFT JOIN salesperson p ON p.id = r.salesperson_id WHERE 
        """,
      count: "SELECT COUNT(*) FROM sales_order r WHERE ", condition: condition, day: "r.order_day")
  }
}

extension BehindRow {
  fileprivate init(_ row: any SQLRow, _ kind: Kind) throws {
    var fields = FieldReader(row)
    self.kind = kind
    id = try fields.rawID()
    number = try fields.text()
    title = try fields.text()
    customer = try fields.optionalText() ?? ""
    salesperson = try fields.optionalText() ?? ""
    state = try fields.text()
    day = try fields.optionalDay()
    amount = try fields.optionalAmount()
  }
}
