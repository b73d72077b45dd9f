import Values

/// The sums of one salesperson, a team or the company, with what it takes to make figures of them.
public struct SalesSlice: Hashable, Sendable {
  /// Whose, and of when.
  public let scope: IndicatorScope
  /// The sums.
  public let sums: SalesSums
  /// The orders of all months of the period.
  public let orders: OrderSum
  /// The pipelines shown.
  public let pipelines: [PipelineStages]
  /// Customers who come back; known for the scope as a whole only.
  public let repeatRate: RepeatRate?
  /// Opportunities without an opened day, which no period holds.
  public let withoutOpenedDay: Int
  /// Whether margins are kept from who reads: their figures then say so.
  public let hidesCosts: Bool

  init(
    _ sums: SalesSums, scope: IndicatorScope, of facts: DashboardFacts, isWhole: Bool
  ) throws(Overflow) {
    self.sums = sums
    self.scope = scope
    orders = try sums.allOrders
    pipelines = facts.pipelines
    repeatRate = isWhole ? facts.repeatRate : nil
    hidesCosts = facts.hidesCosts
    withoutOpenedDay = isWhole && !scope.period.isEverything ? facts.withoutOpenedDay : 0
  }

  /// Won, lost and open together.
  public var opportunities: Int { won + lost + sums.open.count }
  /// Won in the period.
  public var won: Int { sums.won.sum.count }
  /// Lost in the period.
  public var lost: Int { sums.lost.sum.count }
  /// Won / (won + lost).
  public var winRate: WinRate { WinRate(won: won, lost: lost) }

  /// Σ of what was won / how many of them have an amount; exact, in minor units.
  public var meanWonAmount: Fraction {
    Fraction(sums.won.sum.amount.minor, Int64(won - sums.won.sum.withoutAmount))
  }

  /// Where the cohort of a pipeline leaks; nil for a pipeline that has no way to win.
  public func conversion(of pipeline: PipelineStages) -> StageConversion? {
    guard !pipeline.way.isEmpty else { return nil }
    let cohort = sums.cohorts[pipeline.pipeline.id] ?? [:]
    return StageConversion(counts: cohort.map { $0 }, stageCount: pipeline.way.count)
  }

  /// The pipeline whose funnel is shown first: the one with most opportunities of the cohort.
  public var mainPipeline: PipelineStages? {
    pipelines.max { size(of: $0) < size(of: $1) }
  }

  private func size(of pipeline: PipelineStages) -> Int {
    (sums.cohorts[pipeline.pipeline.id] ?? [:]).values.reduce(0, +)
  }

  /// A number of the records behind this slice.
  func rows(_ selection: RowsBehind.Selection) -> RowsBehind { RowsBehind(selection, scope) }

  /// The number of an indicator.
  public func figure(_ indicator: Indicator) -> Figure { indicator.figure(self) }

  /// Every indicator's, in the order of the catalogue.
  public var figures: [Figure] { Indicator.catalogue.map { figure($0) } }
}

/// The indicators of a scope on a day: one value, computed at once from one snapshot, whole or not
/// at all.
public struct Dashboard: Hashable, Sendable {
  /// A salesperson or a team with its figures.
  public struct Part: Hashable, Sendable {
    /// Name shown; nil = nobody is in charge, or no team.
    public let name: String?
    /// Its figures.
    public let slice: SalesSlice
  }

  /// Whose, and of when.
  public let scope: IndicatorScope
  /// The day it was computed for.
  public let today: Day
  /// The figures of the scope.
  public let whole: SalesSlice
  /// By salesperson who has any figure, by name; what nobody is in charge of comes last.
  public let bySalesperson: [Part]
  /// By team that has any figure, by name; people without a team are in none.
  public let byTeam: [Part]
  /// From when on opportunities stagnate, by open stage.
  public let limits: [ID<Stage>: StagnationLimit]

  /// Folds what a store read.
  public init(_ facts: DashboardFacts, scope: IndicatorScope, today: Day) throws(Overflow) {
    self.scope = scope
    self.today = today
    limits = facts.limits
    var all = SalesSums()
    for sums in facts.sums.values { try all.add(sums) }
    whole = try SalesSlice(all, scope: scope, of: facts, isWhole: true)
    bySalesperson = try Dashboard.people(facts, scope)
    byTeam = try Dashboard.teams(facts, scope)
  }

  private static func people(
    _ facts: DashboardFacts, _ scope: IndicatorScope
  ) throws(Overflow) -> [Part] {
    var parts: [Part] = []
    for person in facts.salespeople {
      guard let sums = facts.sums[person.id] else { continue }
      let slice = try SalesSlice(
        sums, scope: scope.narrowed(to: .salesperson(person.id)), of: facts, isWhole: false)
      parts.append(Part(name: person.name, slice: slice))
    }
    if let sums = facts.sums[nil] {
      let slice = try SalesSlice(
        sums, scope: scope.narrowed(to: .nobody), of: facts, isWhole: false)
      parts.append(Part(name: nil, slice: slice))
    }
    return parts
  }

  private static func teams(
    _ facts: DashboardFacts, _ scope: IndicatorScope
  ) throws(Overflow) -> [Part] {
    var parts: [Part] = []
    for team in facts.teams {
      let members = facts.salespeople.filter { $0.teamID == team.id }
      let known = members.compactMap { facts.sums[$0.id] }
      guard !known.isEmpty else { continue }
      var sums = SalesSums()
      for member in known { try sums.add(member) }
      let slice = try SalesSlice(
        sums, scope: scope.narrowed(to: .team(team.id)), of: facts, isWhole: false)
      parts.append(Part(name: team.name, slice: slice))
    }
    return parts
  }
}
