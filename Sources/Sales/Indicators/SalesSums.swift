import Values

// What a store counts for the dashboard, per salesperson. Every member is a sum, so that a team and
// the company are their salespeople added up, and no record is read twice.
//
//   store ──► SalesSums by salesperson ──► + ──► team, company ──► Dashboard ──► figures

/// A number of opportunities with their amounts; those without amount are counted, not taken for
/// zero (AT-59).
public struct OpportunitySum: Hashable, Sendable {
  /// How many.
  public var count = 0
  /// How many of them have no amount ("sans montant").
  public var withoutAmount = 0
  /// Σ of the known amounts.
  public var amount: Amount = .zero
  /// Σ of amount × probability, each opportunity rounded, then summed (rules.md 2.1).
  public var weighted: Amount = .zero

  /// The sum of those opportunities.
  public init(
    count: Int = 0, withoutAmount: Int = 0, amount: Amount = .zero, weighted: Amount = .zero
  ) {
    self.count = count
    self.withoutAmount = withoutAmount
    self.amount = amount
    self.weighted = weighted
  }

  /// Adds another sum.
  public mutating func add(_ other: OpportunitySum) throws(Overflow) {
    count += other.count
    withoutAmount += other.withoutAmount
    amount = try amount.adding(other.amount)
    weighted = try weighted.adding(other.weighted)
  }
}

/// Opportunities closed with one outcome.
public struct ClosingSum: Hashable, Sendable {
  /// How many, and for how much.
  public var sum = OpportunitySum()
  /// How many took how many days from opening to last closing.
  public var days: [Int: Int] = [:]
  /// How many lack one of the two days: they have no cycle time.
  public var undated = 0

  /// The sum of nothing.
  public init() {}

  /// Their cycle times.
  public var cycle: Durations { Durations(counts: days) }

  /// Adds another sum.
  public mutating func add(_ other: ClosingSum) throws(Overflow) {
    try sum.add(other.sum)
    days.merge(other.days, uniquingKeysWith: +)
    undated += other.undated
  }
}

/// Confirmed orders with their margin: cancelled ones and carriage are outside (rules.md 2.18).
public struct OrderSum: Hashable, Sendable {
  /// How many confirmed orders.
  public var count = 0
  /// Σ of their goods, without tax.
  public var net: Amount = .zero
  /// How many cancelled orders were left out.
  public var cancelled = 0
  /// Σ of the known costs.
  public var cost: Amount = .zero
  /// Σ net of the lines whose cost is known.
  public var netWithCost: Amount = .zero
  /// Lines without cost.
  public var linesWithoutCost = 0
  /// Orders whose cost nobody knows at all, not even line by line.
  public var withoutCost = 0
  /// Σ net of what has no cost.
  public var netWithoutCost: Amount = .zero

  /// The sum of nothing.
  public init() {}

  /// Margin on the lines whose cost is known.
  public var margin: Amount { netWithCost - cost }
  /// Taux de marque on the lines whose cost is known (AT-59).
  public var marginRate: Fraction { Fraction(margin.minor, netWithCost.minor) }
  /// Their basket.
  public var basket: AverageBasket { AverageBasket(revenue: net, orders: count) }

  /// Adds another sum.
  public mutating func add(_ other: OrderSum) throws(Overflow) {
    count += other.count
    net = try net.adding(other.net)
    cancelled += other.cancelled
    cost = try cost.adding(other.cost)
    netWithCost = try netWithCost.adding(other.netWithCost)
    linesWithoutCost += other.linesWithoutCost
    withoutCost += other.withoutCost
    netWithoutCost = try netWithoutCost.adding(other.netWithoutCost)
  }
}

/// Quotes sent and not answered.
public struct WaitingQuotes: Hashable, Sendable {
  /// From how many days after sending on a quote waits long.
  public static let longDays = 15

  /// How many.
  public var count = 0
  /// Σ of their goods, without tax.
  public var net: Amount = .zero
  /// How many were sent more than `longDays` ago.
  public var long = 0
  /// Σ of those.
  public var longNet: Amount = .zero

  /// The sum of nothing.
  public init() {}

  /// Adds another sum.
  public mutating func add(_ other: WaitingQuotes) throws(Overflow) {
    count += other.count
    net = try net.adding(other.net)
    long += other.long
    longNet = try longNet.adding(other.longNet)
  }
}

/// Everything the dashboard folds for one salesperson, a team, or the company.
public struct SalesSums: Hashable, Sendable {
  /// Opportunities by stage: open ones as they stand, closed ones of the period.
  public var stages: [ID<Stage>: OpportunitySum] = [:]
  /// Open opportunities.
  public var open = OpportunitySum()
  /// Won in the period.
  public var won = ClosingSum()
  /// Lost in the period.
  public var lost = ClosingSum()
  /// Opened in the period, by how far they came, pipeline by pipeline.
  public var cohorts: [ID<Pipeline>: [CohortOpportunity: Int]] = [:]
  /// Open opportunities by expected day; won ones by closing day.
  public var forecast = Forecast()
  /// Orders of the period by the first day of their month.
  public var orders: [Day: OrderSum] = [:]
  /// What was delivered in the period.
  public var delivered = DeliveredSum()
  /// Quotes that wait for an answer.
  public var quotes = WaitingQuotes()
  /// Open opportunities that stagnate in their stage (rules.md 2.17).
  public var stagnating = OpportunitySum()

  /// The sums of nothing.
  public init() {}

  /// The orders of all months.
  public var allOrders: OrderSum {
    get throws(Overflow) {
      var all = OrderSum()
      for month in orders.values { try all.add(month) }
      return all
    }
  }

  /// Adds another salesperson's.
  public mutating func add(_ other: SalesSums) throws(Overflow) {
    for (stage, sum) in other.stages {
      try stages[stage, default: OpportunitySum()].add(sum)
    }
    try open.add(other.open)
    try won.add(other.won)
    try lost.add(other.lost)
    for (pipeline, cohort) in other.cohorts {
      cohorts[pipeline, default: [:]].merge(cohort, uniquingKeysWith: +)
    }
    try forecast.add(other.forecast)
    for (month, sum) in other.orders { try orders[month, default: OrderSum()].add(sum) }
    try delivered.add(other.delivered)
    try quotes.add(other.quotes)
    try stagnating.add(other.stagnating)
  }
}

/// A pipeline with its stages in their order.
public struct PipelineStages: Hashable, Sendable {
  /// The pipeline.
  public let pipeline: Pipeline
  /// All its stages.
  public let stages: [Stage]

  /// A pipeline with those stages.
  public init(_ pipeline: Pipeline, stages: [Stage]) {
    self.pipeline = pipeline
    self.stages = stages.sorted { ($0.sequence, $0.id) < ($1.sequence, $1.id) }
  }

  /// The way to winning: open stages in their order, the won one last; losing is an outcome and no
  /// stage of it (rules.md 2.16).
  public var way: [Stage] {
    stages.filter { $0.outcome == .open } + stages.filter { $0.outcome == .won }.prefix(1)
  }
}

/// What a store read for a dashboard, on one snapshot.
public struct DashboardFacts: Sendable {
  /// The pipelines of the scope that hold any opportunity; the first one where none does.
  public var pipelines: [PipelineStages] = []
  /// Everyone who may have figures.
  public var salespeople: [Salesperson] = []
  /// Their teams.
  public var teams: [Team] = []
  /// The sums of each; nil = nobody is in charge.
  public var sums: [ID<Salesperson>?: SalesSums] = [:]
  /// Customers who come back within the period.
  public var repeatRate = RepeatRate(ordersByCustomer: [])
  /// From when on opportunities stagnate, by open stage.
  public var limits: [ID<Stage>: StagnationLimit] = [:]
  /// Opportunities whose opened day nobody knows.
  public var withoutOpenedDay = 0
  /// Whether costs were not read, because who reads does not see them.
  public var hidesCosts = false

  /// Nothing yet.
  public init() {}
}
