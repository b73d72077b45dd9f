import Database
import Sales
import Values

extension StoreReading {
  /// From how many days on an opportunity stagnates, per open stage of a pipeline: the manager's
  /// value, else twice the median of won ones (AT-54).
  public func stagnationLimits(
    of pipeline: ID<Pipeline>
  ) throws -> [ID<Stage>: StagnationLimit] {
    var limits: [ID<Stage>: StagnationLimit] = [:]
    for stage in try stages(of: pipeline) where stage.outcome == .open {
      // The past is read only where no manager has spoken.
      let durations = try stage.ageLimitDays == nil ? wonDurations(in: stage.id) : []
      limits[stage.id] = StagnationLimit(
        managerDays: stage.ageLimitDays, wonInStage: Durations(durations))
    }
    return limits
  }

  /// Days that each won opportunity spent in a stage, its stays added; undated stays are left out.
  private func wonDurations(in stage: ID<Stage>) throws -> [Int] {
    try connection.rows(
      """
      SELECT CAST(SUM(opportunity_stay.left_day - opportunity_stay.entered_day) AS BIGINT)
      FROM opportunity_stay
        JOIN opportunity ON opportunity.id = opportunity_stay.opportunity_id
      WHERE opportunity_stay.stage_id = \(stage) AND opportunity.outcome = 'won'
        AND opportunity_stay.entered_day IS NOT NULL AND opportunity_stay.left_day IS NOT NULL
      GROUP BY opportunity_stay.opportunity_id
      """
    ) { try $0.int(0) }
  }

  /// The open opportunities that stay too long in their stage, the longest first.
  public func stagnating(
    in pipeline: ID<Pipeline>, of salesperson: ID<Salesperson>? = nil, today: Day,
    limit: Int = 100
  ) throws -> [BoardCard] {
    let mine: SQL =
      salesperson.map { " AND opportunity.salesperson_id = \($0)" } ?? ""
    var found: [BoardCard] = []
    for (stage, bound) in try stagnationLimits(of: pipeline) {
      guard let days = bound.days else { continue }
      found += try cards(
        """
        WHERE opportunity.stage_id = \(stage) AND opportunity.outcome = 'open'
          AND opportunity.stage_day <= \(today - days)
        """ + mine + " ORDER BY opportunity.stage_day LIMIT \(limit)")
    }
    found.sort { left, right in
      let days = (left.stageDay ?? today, right.stageDay ?? today)
      return days.0 != days.1 ? days.0 < days.1 : left.id < right.id
    }
    return Array(found.prefix(limit))
  }
}
