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
        let person: ID<Salesperson> = try fields.id()
        var sum = try fields.opportunitySum()
        sum.weighted = try fields.amount()
        guard sum.count > 0 else { return }
        let key = person.rawValue == 0 ? nil : person
        try facts.sums[key, default: SalesSums()].stages[stage.id, default: .init()].add(sum)
        try facts.sums[key, default: SalesSums()].open.add(sum)
      }
    }
  }

  /// Closings of the period by stage and duration.
  private func readClosings(
    _ outcome: OpportunityOutcome, of pipeline: PipelineStages, _ scope: IndicatorScope,
    into facts: inout DashboardFacts
  ) throws {
    try connection.forEach(
      """
      SELECT salesperson_id, stage_id, closed_day - opened_day AS days, COUNT(*),
        COUNT(*) - COUNT(amount), CAST(SUM(amount) AS BIGINT)
      FROM opportunity WHERE pipeline_id = \(pipeline.pipeline.id) AND outcome = \(outcome.rawValue)
      """ + scope.period.condition(on: "closed_day") + scope.people()
        + " GROUP BY salesperson_id, stage_id, closed_day - opened_day"
    ) { row in
      var fields = FieldReader(row)
      let person: ID<Salesperson>? = try fields.optionalId()
      let stage: ID<Stage> = try fields.id()
      let days = try fields.optionalInt()
      let sum = try fields.opportunitySum()
      var closing = ClosingSum()
      closing.sum = sum
      if let days { closing.days[days] = sum.count } else { closing.undated = sum.count }
      var sums = facts.sums[person] ?? SalesSums()
      try sums.stages[stage, default: .init()].add(sum)
      if outcome == .won { try sums.won.add(closing) } else { try sums.lost.add(closing) }
      facts.sums[person] = sums
    }
  }

  /// What was opened in the period, by the furthest stage it ever entered: the schema keeps that beside
  /// the opportunity. Rows that entered the program after their opening (imports) have no history
  /// before that day: for them only stays with a date count. Grouped in the order of the index: a
  /// sorter would cost five times the pass.
  private func readCohort(
    of pipeline: PipelineStages, _ scope: IndicatorScope, into facts: inout DashboardFacts
  ) throws {
    let way = pipeline.way
    try connection.forEach(
      """
      SELECT opened_day, salesperson_id, outcome, created_day, reached, COUNT(*)
      FROM opportunity WHERE pipeline_id = \(pipeline.pipeline.id)
      """ + scope.period.condition(on: "opened_day") + scope.people()
        + " GROUP BY opened_day, salesperson_id, outcome, created_day, reached"
    ) { row in
      var fields = FieldReader(row)
      let opened = try fields.optionalDay()
      let person: ID<Salesperson>? = try fields.optionalId()
      let outcome: OpportunityOutcome = try fields.word()
      let created = try fields.day()
      let hasHistory = opened.map { $0 >= created } ?? false
      let sequence = try fields.optionalInt()
      let count = try fields.int()
      // Another stage may have gone since: what was reached is then the last one before its place.
      let place = sequence.flatMap { reached in way.lastIndex { $0.sequence <= reached } }
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
      SELECT expected_close_day, salesperson_id, COUNT(*), COUNT(*) - COUNT(amount),
        CAST(SUM((amount * probability + 5000) / 10000) AS BIGINT)
      FROM opportunity WHERE pipeline_id = \(pipeline.pipeline.id) AND outcome = 'open'
      """ + scope.people() + " GROUP BY expected_close_day, salesperson_id"
    ) { row in
      var fields = FieldReader(row)
      let day = try fields.optionalDay()
      let person: ID<Salesperson>? = try fields.optionalId()
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
      SELECT closed_day, salesperson_id, COUNT(*), COUNT(*) - COUNT(amount),
        CAST(SUM(amount) AS BIGINT)
      FROM opportunity WHERE pipeline_id = \(pipeline.pipeline.id) AND outcome = 'won'
      """ + period.condition(on: "closed_day") + scope.people()
        + " GROUP BY closed_day, salesperson_id"
    ) { row in
      var fields = FieldReader(row)
      let day = try fields.optionalDay()
      let person: ID<Salesperson>? = try fields.optionalId()
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
        SELECT salesperson_id, COUNT(*), COUNT(*) - COUNT(amount), CAST(SUM(amount) AS BIGINT)
        FROM opportunity WHERE stage_id = \(stage.id) AND outcome = 'open'
          AND stage_day <= \(today - days)
        """ + scope.people() + " GROUP BY salesperson_id"
      ) { row in
        var fields = FieldReader(row)
        let person: ID<Salesperson>? = try fields.optionalId()
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
      SELECT SUM(y.left_day - y.entered_day) FROM opportunity_stay y
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
