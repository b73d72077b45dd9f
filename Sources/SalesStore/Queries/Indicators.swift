import Database
import Sales
import Values

// The figures of the dashboard, from totals that the schema keeps (migrations 0005, 0009 to 0011).
//
//   stage_total ────────► open, by stage
//   closing_day_total ──► won, lost, acquired by month
//   cycle_day_total ────► cycle times
//   cohort_day_total ───► cohorts
//   forecast_day_total ─► forecast by month
//   stage_day_total ────► stagnation
//   order_day_total ────► revenue, baskets, margin
//   recency_day_total ──► who comes back
//   stock_value_entry ──► delivered margin (an index, migration 0025)
//   quote_waiting ──────► quotes without an answer (an index)
//
// A figure of any period is the sum of a few rows per day and salesperson, whatever lies behind them.
// Queries: Indicators+Opportunities.swift, Indicators+Orders.swift.

extension StoreReading {
  /// Everything the dashboard of a scope folds, as it stands on `today`.
  public func dashboardFacts(_ scope: IndicatorScope, today: Day) throws -> DashboardFacts {
    var facts = DashboardFacts()
    facts.salespeople = try all(Salesperson.self, "ORDER BY name, code")
    facts.teams = try all(Team.self, "ORDER BY name, code")
    facts.pipelines = try pipelines(of: scope)
    for pipeline in facts.pipelines {
      try readOpportunities(of: pipeline, scope, today, into: &facts)
    }
    try readQuotes(scope, today, into: &facts)
    try readOrders(scope, into: &facts)
    try readDeliveries(scope, into: &facts)
    facts.repeatRate = try repeatRate(scope)
    return facts
  }

  /// The dashboard of a scope, as it stands on `today`.
  public func dashboard(_ scope: IndicatorScope, today: Day) throws -> Dashboard {
    try Dashboard(try dashboardFacts(scope, today: today), scope: scope, today: today)
  }

  /// The scope's pipeline, or those that hold any opportunity; the first one where none does.
  private func pipelines(of scope: IndicatorScope) throws -> [PipelineStages] {
    let stages = try all(Stage.self, "ORDER BY sequence")
    let known: [Pipeline]
    if let id = scope.pipelineID {
      known = [try get(id)]
    } else {
      let every = try all(Pipeline.self, "ORDER BY sequence, code")
      let used = try every.filter { pipeline in
        try connection.exists(
          "SELECT 1 FROM opportunity WHERE pipeline_id = \(pipeline.id) LIMIT 1")
      }
      known = used.isEmpty ? Array(every.prefix(1)) : used
    }
    return known.map { pipeline in
      PipelineStages(pipeline, stages: stages.filter { $0.pipelineID == pipeline.id })
    }
  }
}

extension IndicatorScope {
  /// The people of the scope, as a condition on a column `salesperson_id`; empty for everyone.
  func people(_ prefix: SQL = "") -> SQL {
    switch people {
    case .everyone: ""
    case .salesperson(let id): " AND " + prefix + "salesperson_id = \(id)"
    case .team(let id):
      " AND " + prefix + "salesperson_id IN (SELECT id FROM salesperson WHERE team_id = \(id))"
    case .nobody: " AND " + prefix + "salesperson_id IS NULL"
    }
  }
}

extension IndicatorScope {
  /// The same on totals, where the zero id stands for nobody.
  var peopleOfTotals: SQL {
    guard people == .nobody else { return people() }
    return " AND salesperson_id = \(UInt128(0))"
  }
}

extension Period {
  /// The same on totals, where the least day stands for an unknown one.
  func conditionOfTotals(on column: SQL) -> SQL {
    let known: SQL = isEverything ? "" : " AND " + column + " > \(Day.ofTotalsUnknown)"
    return condition(on: column) + known
  }

  /// The period as a condition on a column of days; empty for everything.
  func condition(on column: SQL) -> SQL {
    var condition: SQL = ""
    if let from { condition = condition + " AND " + column + " >= \(from)" }
    if let to { condition = condition + " AND " + column + " <= \(to)" }
    return condition
  }
}

extension Day {
  /// The day under which totals keep what has none.
  static let ofTotalsUnknown = Day(daysSinceEpoch: .min)
}

extension FieldReader {
  /// A day of totals: nil where nobody knows it.
  mutating func dayOfTotals() throws -> Day? {
    let day = try day()
    return day == .ofTotalsUnknown ? nil : day
  }

  /// A salesperson of totals: nil where nobody is in charge.
  mutating func personOfTotals() throws -> ID<Salesperson>? {
    let id = try rawID()
    return id == 0 ? nil : ID(rawValue: id)
  }

  /// Σ in the order count, without amount, amount.
  mutating func opportunitySum() throws -> OpportunitySum {
    OpportunitySum(
      count: try int(), withoutAmount: try int(), amount: try optionalAmount() ?? .zero)
  }
}
