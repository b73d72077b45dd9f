import Values

/// What left for customers, less what came back, at the cost it left at.
public struct DeliveredSum: Hashable, Sendable {
  /// Σ without tax of what has a cost.
  public var netWithCost: Amount = .zero
  /// Σ of the costs the goods left at.
  public var cost: Amount = .zero
  /// What turned out to cost more, or less: suppliers' invoices (AT-33), goods that left before they were
  /// there (AT-31).
  public var corrections: Amount = .zero
  /// Lines without cost.
  public var linesWithoutCost = 0
  /// Σ without tax of those.
  public var netWithoutCost: Amount = .zero

  /// The sum of nothing.
  public init() {}

  /// What is left of what was delivered.
  public var margin: Amount { netWithCost - cost - corrections }

  /// Adds another sum.
  public mutating func add(_ other: DeliveredSum) throws(Overflow) {
    netWithCost = try netWithCost.adding(other.netWithCost)
    cost = try cost.adding(other.cost)
    corrections = try corrections.adding(other.corrections)
    linesWithoutCost += other.linesWithoutCost
    netWithoutCost = try netWithoutCost.adding(other.netWithoutCost)
  }
}

extension Indicator {
  /// Σ (net − cost) of the goods that left in the period, less those that came back, less what their cost
  /// was corrected by (rules.md 2.3, AT-10; 2.8, AT-33).
  public static let deliveredMargin: Indicator = Indicator(id: "deliveredMargin", unit: .amount) {
    slice in
    guard !slice.hidesCosts else { return .hidden(.deliveredMargin, .amount(.unavailable)) }
    let delivered = slice.sums.delivered
    return Figure(
      .deliveredMargin, .sum(delivered.margin),
      inputs: [
        FigureTerm("deliveredNet", .sum(delivered.netWithCost)),
        FigureTerm("costOfSales", .sum(delivered.cost)),
        FigureTerm("costCorrections", .sum(delivered.corrections)),
      ],
      exclusions: FigureTerm.some(
        "linesWithoutCost", delivered.linesWithoutCost, amount: delivered.netWithoutCost))
  }
}
