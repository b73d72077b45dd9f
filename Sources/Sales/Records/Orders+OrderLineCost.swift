import Values

/// Cost frozen on an order line; unknown is no row.
public struct OrderLineCost: Sendable, Hashable {
  /// Order.
  public var orderID: ID<SalesOrder>
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
    orderID: ID<SalesOrder>,
    line: Int,
    unitCost: UnitCost,
    costAmount: Amount,
    method: CostMethod,
    version: Int = 1
  ) {
    self.orderID = orderID
    self.line = line
    self.unitCost = unitCost
    self.costAmount = costAmount
    self.method = method
    self.version = version
  }
}
