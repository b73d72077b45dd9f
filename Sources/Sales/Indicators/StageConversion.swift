import Values

extension Indicator {
  /// Share of a cohort that goes from one stage to the next (rules.md 2.16).
  public static let stageConversion: Indicator = Indicator(id: "stageConversion", unit: .ratio) {
    slice in
    let conversion = slice.mainPipeline.flatMap { slice.conversion(of: $0) }
    return Figure(
      .stageConversion, .ratio(conversion?.overall ?? .unavailable),
      inputs: [
        FigureTerm("cohortWon", .count(conversion?.won ?? 0)),
        FigureTerm("cohort", .count(conversion?.reached.first ?? 0)),
        FigureTerm("cohortOpen", .count(conversion?.open ?? 0)),
        FigureTerm("cohortProvenOnly", .count(conversion?.provenOnly ?? 0)),
      ],
      exclusions: FigureTerm.some("cohortUndated", conversion?.undated ?? 0)
        + FigureTerm.some("withoutOpenedDay", slice.withoutOpenedDay),
      rows: slice.rows(.cohort))
  }
}

/// An opportunity of a cohort: how far it ever came.
public struct CohortOpportunity: Hashable, Sendable {
  /// Place of the furthest stage it ever entered, 0 for the first, the lost stage not counted; nil
  /// when no date proves any (imported).
  public let furthest: Int?
  /// How it stands.
  public let outcome: OpportunityOutcome
  /// Whether its stays are known, and not only what a date proves.
  public let hasHistory: Bool

  /// An opportunity that entered those stages, in any order: going back does not erase, skipping
  /// counts as reached.
  public init(entered: some Sequence<Int>, outcome: OpportunityOutcome, hasHistory: Bool = true) {
    furthest = entered.max()
    self.outcome = outcome
    self.hasHistory = hasHistory
  }
}

/// Where a cohort of opportunities leaks (AT-51).
///
/// The cohort is what was created in the period; the last stage is the won one, which every won
/// opportunity has reached, whatever its history says.
public struct StageConversion: Hashable, Sendable {
  /// How many reached each stage or a later one.
  public private(set) var reached: [Int]
  /// How many of the cohort are still open.
  public private(set) var open = 0
  /// How many are won.
  public private(set) var won = 0
  /// How many are lost.
  public private(set) var lost = 0
  /// How many count only up to the stage that a date proves.
  public private(set) var provenOnly = 0
  /// How many are left out because no date proves any stage.
  public private(set) var undated = 0

  /// The conversion of a cohort over `stageCount` stages, the won stage being the last.
  public init(_ cohort: some Sequence<CohortOpportunity>, stageCount: Int) {
    self.init(counts: cohort.lazy.map { (key: $0, value: 1) }, stageCount: stageCount)
  }

  /// The conversion of a cohort counted by a store: how many came how far.
  public init(
    counts: some Sequence<(key: CohortOpportunity, value: Int)>, stageCount: Int
  ) {
    precondition(stageCount > 0, "a pipeline has stages")
    var furthest = [Int](repeating: 0, count: stageCount)
    for (opportunity, count) in counts {
      switch opportunity.outcome {
      case .open: open += count
      case .won: won += count
      case .lost: lost += count
      }
      let last = opportunity.outcome == .won ? stageCount - 1 : opportunity.furthest
      guard let last else {
        undated += count
        continue
      }
      if !opportunity.hasHistory { provenOnly += count }
      furthest[max(0, min(last, stageCount - 1))] += count
    }
    reached = furthest
    for stage in (0..<stageCount - 1).reversed() { reached[stage] += reached[stage + 1] }
  }

  /// reached(k + 1) / reached(k), one fewer than stages.
  public var rates: [Fraction] {
    zip(reached.dropFirst(), reached).map { Fraction($0, $1) }
  }

  /// Won of those that reached the first stage, so far: some may still be open.
  public var overall: Fraction { Fraction(reached[reached.count - 1], reached[0]) }
}
