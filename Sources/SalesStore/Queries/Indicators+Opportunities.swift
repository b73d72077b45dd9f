import Database
import Sales
import Values

extension StoreReading {
  func readOpportunities(
    of pipeline: PipelineStages, _ scope: IndicatorScope, _ today: Day,
    into facts: inout DashboardFacts
  ) throws {
    try readOpen(of: pipeline, scope, into: &facts)
    try readClosings(.won, of: pipeline, scope, into: &facts)
    try readClosings(.lost, of: pipeline, scope, into: &facts)
    try readCohort(of: pipeline, scope, into: &facts)
    try readForecast(of: pipeline, scope, today, into: &facts)
    try readWonDays(of: pipeline, scope, today, into: &facts)
    try readStagnation(of: pipeline, scope, today, into: &facts)
  }

  /// Open opportunities by stage: from the totals that the schema keeps for the board.
  private func readOpen(
    of pipeline: PipelineStages, _ scope: IndicatorScope, into facts: inout DashboardFacts
  ) throws {
    for stage in pipeline.stages {
      try connection.forEach(
        """
        SELECT salesperson_id, opportunities, without_amount, amount, weighted
        FROM stage_total WHERE stage_id = \(stage.id)
        """ + scope.peopleOfTotals
      ) { row in
        var fields = FieldReader(row)
        let key = try fields.personOfTotals()
        var sum = try fields.opportunitySum()
        sum.weighted = try fields.amount()
        guard sum.count > 0 else { return }
        try facts.sums[key, default: SalesSums()].stages[stage.id, default: .init()].add(sum)
        try facts.sums[key, default: SalesSums()].open.add(sum)
      }
    }
  }

  /// Closings of the period by stage, and how long they took.
  private func readClosings(
    _ outcome: OpportunityOutcome, of pipeline: PipelineStages, _ scope: IndicatorScope,
    into facts: inout DashboardFacts
  ) throws {
    var closings = try cycles(outcome, of: pipeline, scope)
    try connection.forEach(
      """
      SELECT salesperson_id, stage_id, CAST(SUM(opportunities) AS BIGINT),
        CAST(SUM(without_amount) AS BIGINT), CAST(SUM(amount) AS BIGINT)
      FROM closing_day_total
      WHERE pipeline_id = \(pipeline.pipeline.id) AND outcome = \(outcome.rawValue)
      """ + scope.period.conditionOfTotals(on: "closed_day") + scope.peopleOfTotals
        + " GROUP BY salesperson_id, stage_id HAVING SUM(opportunities) > 0"
    ) { row in
      var fields = FieldReader(row)
      let person = try fields.personOfTotals()
      let stage: ID<Stage> = try fields.id()
      let sum = try fields.opportunitySum()
      try closings[person, default: ClosingSum()].sum.add(sum)
      try facts.sums[person, default: SalesSums()].stages[stage, default: .init()].add(sum)
    }
    for (person, var closing) in closings {
      closing.undated = closing.sum.count - closing.days.values.reduce(0, +)
      if outcome == .won {
        try facts.sums[person, default: SalesSums()].won.add(closing)
      } else {
        try facts.sums[person, default: SalesSums()].lost.add(closing)
      }
    }
  }

  /// How many closings took how many days; those that lack a day are in no distribution.
  private func cycles(
    _ outcome: OpportunityOutcome, of pipeline: PipelineStages, _ scope: IndicatorScope
  ) throws -> [ID<Salesperson>?: ClosingSum] {
    var closings: [ID<Salesperson>?: ClosingSum] = [:]
    try connection.forEach(
      """
      SELECT salesperson_id, cycle_days, CAST(SUM(opportunities) AS BIGINT)
      FROM cycle_day_total
      WHERE pipeline_id = \(pipeline.pipeline.id) AND outcome = \(outcome.rawValue)
      """ + scope.period.condition(on: "closed_day") + scope.peopleOfTotals
        + " GROUP BY salesperson_id, cycle_days HAVING SUM(opportunities) > 0"
    ) { row in
      var fields = FieldReader(row)
      let person = try fields.personOfTotals()
      let days = try fields.int()
      closings[person, default: ClosingSum()].days[days] = try fields.int()
    }
    return closings
  }

  /// What was opened in the period, by the furthest stage it ever entered: the schema keeps that beside
  /// the opportunity. Rows that entered the program after their opening (imports) have no history
  /// before that day: for them only stays with a date count.
  private func readCohort(
    of pipeline: PipelineStages, _ scope: IndicatorScope, into facts: inout DashboardFacts
  ) throws {
    let way = pipeline.way
    try connection.forEach(
      """
      SELECT salesperson_id, outcome, has_history, reached, CAST(SUM(opportunities) AS BIGINT)
      FROM cohort_day_total WHERE pipeline_id = \(pipeline.pipeline.id)
      """ + scope.period.conditionOfTotals(on: "opened_day") + scope.peopleOfTotals
        + " GROUP BY salesperson_id, outcome, has_history, reached HAVING SUM(opportunities) > 0"
    ) { row in
      var fields = FieldReader(row)
      let person = try fields.personOfTotals()
      let outcome: OpportunityOutcome = try fields.word()
      let hasHistory = try fields.bool()
      let sequence = try fields.int()
      let count = try fields.int()
      // Another stage may have gone since: what was reached is then the last one before its place.
      let place = way.lastIndex { $0.sequence <= sequence }
      let reached = CohortOpportunity(
        entered: place.map { [$0] } ?? [], outcome: outcome, hasHistory: hasHistory)
      facts.sums[person, default: SalesSums()]
        .cohorts[pipeline.pipeline.id, default: [:]][reached, default: 0] += count
    }
    facts.withoutOpenedDay += try openedNobodyKnowsWhen(of: pipeline, scope)
  }

  private func openedNobodyKnowsWhen(
    of pipeline: PipelineStages, _ scope: IndicatorScope
  ) throws -> Int {
    let sql: SQL =
      """
      SELECT COUNT(*) FROM opportunity
      WHERE pipeline_id = \(pipeline.pipeline.id) AND opened_day IS NULL
      """
    return try connection.first(sql + scope.people()) { try $0.int(0) } ?? 0
  }

  /// Open opportunities by expected day, each weighted and rounded, then summed (rules.md 2.1).
  private func readForecast(
    of pipeline: PipelineStages, _ scope: IndicatorScope, _ today: Day,
    into facts: inout DashboardFacts
  ) throws {
    try connection.forEach(
      """
      SELECT expected_close_day, salesperson_id, opportunities, without_amount, weighted
      FROM forecast_day_total
      WHERE pipeline_id = \(pipeline.pipeline.id) AND opportunities > 0
      """ + scope.peopleOfTotals
    ) { row in
      var fields = FieldReader(row)
      let day = try fields.dayOfTotals()
      let person = try fields.personOfTotals()
      let sum = try fields.forecastSum()
      try facts.sums[person, default: SalesSums()].forecast
        .add(weighted: sum, expected: day, today: today)
    }
  }

  /// What is won by closing day: of the period, and of the current month in any case.
  private func readWonDays(
    of pipeline: PipelineStages, _ scope: IndicatorScope, _ today: Day,
    into facts: inout DashboardFacts
  ) throws {
    let from = scope.period.from.map { min($0, today.startOfMonth) }
    let period = scope.period.isEverything ? Period.everything : Period(from: from)
    try connection.forEach(
      """
      SELECT closed_day, salesperson_id, opportunities, without_amount, amount
      FROM closing_day_total
      WHERE pipeline_id = \(pipeline.pipeline.id) AND outcome = 'won' AND opportunities > 0
      """ + period.conditionOfTotals(on: "closed_day") + scope.peopleOfTotals
    ) { row in
      var fields = FieldReader(row)
      let day = try fields.dayOfTotals()
      let person = try fields.personOfTotals()
      let sum = try fields.forecastSum()
      try facts.sums[person, default: SalesSums()].forecast.add(won: sum, on: day)
    }
  }

  /// Open opportunities that are in their stage for as long as its limit, or longer.
  private func readStagnation(
    of pipeline: PipelineStages, _ scope: IndicatorScope, _ today: Day,
    into facts: inout DashboardFacts
  ) throws {
    for stage in pipeline.stages where stage.outcome == .open {
      let limit = try stagnationLimit(of: stage)
      facts.limits[stage.id] = limit
      guard let days = limit.days else { continue }
      try connection.forEach(
        """
        SELECT salesperson_id, CAST(SUM(opportunities) AS BIGINT),
          CAST(SUM(without_amount) AS BIGINT), CAST(SUM(amount) AS BIGINT)
        FROM stage_day_total WHERE stage_id = \(stage.id) AND stage_day <= \(today - days)
        """ + scope.peopleOfTotals + " GROUP BY salesperson_id HAVING SUM(opportunities) > 0"
      ) { row in
        var fields = FieldReader(row)
        let person = try fields.personOfTotals()
        let sum = try fields.opportunitySum()
        try facts.sums[person, default: SalesSums()].stagnating.add(sum)
      }
    }
  }

  /// The manager's limit, else the one that the stays of won opportunities give (rules.md 2.17).
  public func stagnationLimit(of stage: Stage) throws -> StagnationLimit {
    if let days = stage.ageLimitDays {
      return StagnationLimit(managerDays: days, wonInStage: Durations([]))
    }
    let stays = try connection.rows(
      """
      SELECT CAST(SUM(y.left_day - y.entered_day) AS BIGINT) FROM opportunity_stay y
      JOIN opportunity o ON o.id = y.opportunity_id
      WHERE y.stage_id = \(stage.id) AND y.entered_day IS NOT NULL AND y.left_day IS NOT NULL
        AND o.outcome = 'won'
      GROUP BY y.opportunity_id
      """
    ) { try $0.int(0) }
    return StagnationLimit(managerDays: nil, wonInStage: Durations(stays))
  }
}

extension FieldReader {
  /// Σ in the order count, without amount, amount.
  mutating func forecastSum() throws -> ForecastSum {
    let (count, withoutAmount) = (try int(), try int())
    return ForecastSum(
      amount: try optionalAmount() ?? .zero, count: count, withoutAmount: withoutAmount)
  }
}
