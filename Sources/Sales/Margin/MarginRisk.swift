import Values

/// A line that was promised at a price, its cost then and its cost today.
public struct RiskLine: Hashable, Sendable {
  /// What the customer pays for what is still to be delivered, after every discount, without tax.
  public var net: Amount
  /// The same at the exchange rate of today; as much where the document is in the company's currency.
  public var netToday: Amount
  /// What it cost when it was priced; nil = unknown.
  public var frozenCost: Amount?
  /// What it costs today; nil = unknown.
  public var costToday: Amount?
  /// Least taux de marque; nil = none.
  public var floor: Ratio?

  /// A line.
  public init(
    net: Amount, netToday: Amount? = nil, frozenCost: Amount?, costToday: Amount?, floor: Ratio?
  ) {
    self.net = net
    self.netToday = netToday ?? net
    self.frozenCost = frozenCost
    self.costToday = costToday
    self.floor = floor
  }
}

/// What a document still earns now that costs and rates moved (features.md F074): the price is frozen, the
/// cost is not, nor what a price in another currency is worth.
public struct MarginRisk: Hashable, Sendable {
  /// The margin it was made with.
  public let before: DocumentMargin
  /// The margin that is left of it.
  public let now: DocumentMargin
  /// Today's margin against the floor of the document.
  public let floor: DocumentFloor
  /// Whether any cost rose, or a price is worth less.
  public let hasRisen: Bool

  /// The risk of a document of those lines.
  public init(_ lines: some Collection<RiskLine>) {
    before = DocumentMargin(lines.map { LineMargin(net: $0.net, cost: $0.frozenCost) })
    now = DocumentMargin(
      lines.map { LineMargin(net: $0.netToday, cost: $0.costToday ?? $0.frozenCost) })
    floor = DocumentFloor(
      lines.map {
        FloorLine(net: $0.netToday, cost: $0.costToday ?? $0.frozenCost, floor: $0.floor)
      })
    hasRisen = lines.contains { line in
      if line.netToday < line.net { return true }
      guard let frozen = line.frozenCost, let today = line.costToday else { return false }
      return today > frozen
    }
  }

  /// Whether the document fell under its floor because a cost rose or its currency fell.
  public var isListed: Bool { hasRisen && floor.isUnder }

  /// The euros that the move of costs and of its currency takes from the document.
  public var lost: Amount { now.cost - before.cost + worthLess }
  /// Of them, those that its currency takes; below zero where it became dearer.
  public var worthLess: Amount { before.net - now.net }
}
