import Values

/// Cost frozen on a quote line; unknown is no row.
public struct QuoteLineCost: Sendable, Hashable {
  /// Quote.
  public var quoteID: ID<Quote>
  /// Line.
  public var line: Int
  /// Per price unit.
  public var unitCost: UnitCost
  /// Of the whole line.
  public var costAmount: Amount
  /// Method it came from.
  public var method: CostMethod
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    quoteID: ID<Quote>,
    line: Int,
    unitCost: UnitCost,
    costAmount: Amount,
    method: CostMethod,
    version: Int = 1
  ) {
    self.quoteID = quoteID
    self.line = line
    self.unitCost = unitCost
    self.costAmount = costAmount
    self.method = method
    self.version = version
  }
}
