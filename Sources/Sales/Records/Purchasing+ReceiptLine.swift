import Values

/// A line of a receipt.
public struct ReceiptLine: Sendable, Hashable {
  /// Receipt.
  public var receiptID: ID<Receipt>
  /// Line of the purchase order.
  public var line: Int
  /// Product.
  public var productID: ID<Product>
  /// Received, in base units.
  public var quantity: Quantity
  /// Cost per price unit; none = unknown.
  public var unitCost: UnitCost?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    receiptID: ID<Receipt>,
    line: Int,
    productID: ID<Product>,
    quantity: Quantity,
    unitCost: UnitCost? = nil,
    version: Int = 1
  ) {
    self.receiptID = receiptID
    self.line = line
    self.productID = productID
    self.quantity = quantity
    self.unitCost = unitCost
    self.version = version
  }
}
