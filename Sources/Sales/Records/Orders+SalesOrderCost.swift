import Values

/// Cost of an order: apart, so that it can be walled off.
public struct SalesOrderCost: Sendable, Hashable {
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Cost of the lines that have one.
  public var costAmount: Amount
  /// Their net amount.
  public var costedNetAmount: Amount
  /// Lines without cost.
  public var uncostedLines: Int
  /// Their net amount.
  public var uncostedNetAmount: Amount
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    orderID: ID<SalesOrder>,
    costAmount: Amount = .zero,
    costedNetAmount: Amount = .zero,
    uncostedLines: Int = 0,
    uncostedNetAmount: Amount = .zero,
    version: Int = 1
  ) {
    self.orderID = orderID
    self.costAmount = costAmount
    self.costedNetAmount = costedNetAmount
    self.uncostedLines = uncostedLines
    self.uncostedNetAmount = uncostedNetAmount
    self.version = version
  }
}
