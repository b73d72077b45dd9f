import Values

/// A line of a delivery.
public struct DeliveryLine: Sendable, Hashable {
  /// Delivery.
  public var deliveryID: ID<Delivery>
  /// Line of the order.
  public var line: Int
  /// Warehouse it left, zero on imported history.
  public var warehouseID: UInt128
  /// Product.
  public var productID: ID<Product>
  /// Delivered, in base units.
  public var quantity: Quantity
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    deliveryID: ID<Delivery>,
    line: Int,
    warehouseID: UInt128,
    productID: ID<Product>,
    quantity: Quantity,
    version: Int = 1
  ) {
    self.deliveryID = deliveryID
    self.line = line
    self.warehouseID = warehouseID
    self.productID = productID
    self.quantity = quantity
    self.version = version
  }
}

/// What a customer last paid for a product, kept so that the desk finds it by key.
public struct CustomerProduct: Sendable, Hashable {
  /// Customer.
  public var customerID: ID<Customer>
  /// Product.
  public var productID: ID<Product>
  /// Orders that held it.
  public var orderCount: Int
  /// Last order.
  public var lastOrderID: ID<SalesOrder>
  /// Its day.
  public var lastDay: Day
  /// Quantity, base units.
  public var lastQuantity: Quantity
  /// Net price per price unit, four decimals.
  public var lastPrice: UnitPrice
  /// Per how many base units.
  public var priceUnit: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    customerID: ID<Customer>,
    productID: ID<Product>,
    orderCount: Int = 0,
    lastOrderID: ID<SalesOrder>,
    lastDay: Day,
    lastQuantity: Quantity,
    lastPrice: UnitPrice,
    priceUnit: Int = 1,
    version: Int = 1
  ) {
    self.customerID = customerID
    self.productID = productID
    self.orderCount = orderCount
    self.lastOrderID = lastOrderID
    self.lastDay = lastDay
    self.lastQuantity = lastQuantity
    self.lastPrice = lastPrice
    self.priceUnit = priceUnit
    self.version = version
  }
}
