import Database
import Sales
import Values

// What the acts on goods read, each from a key or an index.

/// What a warehouse could give of a product.
public struct WarehouseStock: Sendable, Hashable {
  /// Warehouse.
  public let warehouseID: ID<Warehouse>
  /// On hand.
  public let onHand: Quantity
  /// Reserved.
  public let reserved: Quantity
  /// Free: on hand less reserved; nothing where more left than was there.
  public var free: Quantity { max(.zero, onHand - reserved) }
}

/// An order line that waits for goods, and how much it still lacks.
public struct AwaitingLine: Sendable, Hashable {
  /// Order.
  public let orderID: ID<SalesOrder>
  /// Its number.
  public let orderNumber: String
  /// Line.
  public let line: Int
  /// Customer.
  public let customerID: ID<Customer>
  /// Its name.
  public let customerName: String
  /// Day of the order: the oldest is served first.
  public let orderDay: Day
  /// Delivery wished.
  public let deliveryDay: Day?
  /// Warehouse of the order.
  public let warehouseID: ID<Warehouse>
  /// Whether other warehouses may serve it.
  public let otherWarehouses: Bool
  /// Ordered, neither delivered nor given up nor reserved; base units.
  public let missing: Quantity
}

extension StoreReading {
  /// What each warehouse holds of a product, in the sequence of the warehouses; those without a level
  /// are left out.
  public func stock(of product: ID<Product>) throws -> [WarehouseStock] {
    try stock(of: [product])[product] ?? []
  }

  /// The same of several products; one that no warehouse ever held is left out.
  public func stock(of products: [ID<Product>]) throws -> [ID<Product>: [WarehouseStock]] {
    var found: [ID<Product>: [WarehouseStock]] = [:]
    try connection.forEach(
      """
      SELECT product_id, stock_level.warehouse_id, on_hand, reserved
      FROM stock_level JOIN warehouse ON warehouse.id = stock_level.warehouse_id
      WHERE product_id IN \(raw: .list(products)) ORDER BY warehouse.sequence, warehouse.code
      """
    ) { row in
      found[ID(rawValue: try row.id(0)), default: []].append(
        WarehouseStock(
          warehouseID: ID(rawValue: try row.id(1)), onHand: try row.quantity(2),
          reserved: try row.quantity(3)))
    }
    return found
  }

  /// What a warehouse holds of a product.
  public func level(of product: ID<Product>, in warehouse: ID<Warehouse>) throws -> StockLevel? {
    try find(StockLevel.self, product.sqlValue, warehouse.sqlValue)
  }

  /// On hand in all warehouses.
  public func onHand(of product: ID<Product>) throws -> Quantity {
    try connection.first(
      """
      SELECT CAST(COALESCE(SUM(on_hand), 0) AS BIGINT) FROM stock_level
      WHERE product_id = \(product)
      """
    ) { Quantity(thousandths: try $0.int64(0)) } ?? .zero
  }

  /// The cost of a product by a method, for the whole company.
  public func cost(of product: ID<Product>, by method: CostMethod) throws -> ProductCost? {
    try find(ProductCost.self, product.sqlValue, method.rawValue.sqlValue, UInt128(0).sqlValue)
  }

  /// The order lines that wait for a product, oldest order first.
  ///
  /// - Parameter warehouse: only those that this warehouse may serve: its own orders, and those of
  ///   others whose line allows it.
  public func awaitingLines(
    for product: ID<Product>, servedBy warehouse: ID<Warehouse>? = nil
  ) throws -> [AwaitingLine] {
    var condition: SQL = ""
    if let warehouse {
      condition =
        " AND (sales_order.warehouse_id = \(warehouse) OR order_line.other_warehouses = 1)"
    }
    return try connection.rows(
      """
      SELECT order_line.order_id, sales_order.number, order_line.line, sales_order.customer_id,
        customer.name, sales_order.order_day, sales_order.delivery_day, sales_order.warehouse_id,
        order_line.other_warehouses,
        order_line.quantity - order_line.cancelled - order_line.delivered - order_line.reserved
      FROM order_line JOIN sales_order ON sales_order.id = order_line.order_id
        JOIN customer ON customer.id = sales_order.customer_id
      WHERE order_line.product_id = \(product)
        AND order_line.state IN ('open', 'partlyDelivered')
        AND order_line.quantity - order_line.cancelled - order_line.delivered
          - order_line.reserved > 0
      """ + condition + " ORDER BY sales_order.order_day, order_line.order_id, order_line.line"
    ) { row in
      AwaitingLine(
        orderID: ID(rawValue: try row.id(0)), orderNumber: try row.text(1), line: try row.int(2),
        customerID: ID(rawValue: try row.id(3)), customerName: try row.text(4),
        orderDay: Day(daysSinceEpoch: Int32(truncatingIfNeeded: try row.int64(5))),
        deliveryDay: try row.optionalDay(6), warehouseID: ID(rawValue: try row.id(7)),
        otherWarehouses: try row.bool(8), missing: Quantity(thousandths: try row.int64(9)))
    }
  }
}

extension SQLRow {
  /// A business day.
  func day(_ column: Int) throws -> Day {
    Day(daysSinceEpoch: Int32(truncatingIfNeeded: try int64(column)))
  }

  /// A business day, or nil for null.
  func optionalDay(_ column: Int) throws -> Day? {
    try optionalInt64(column).map { Day(daysSinceEpoch: Int32(truncatingIfNeeded: $0)) }
  }

  /// A quantity.
  func quantity(_ column: Int) throws -> Quantity { Quantity(thousandths: try int64(column)) }

  /// An amount.
  func amount(_ column: Int) throws -> Amount { Amount(minor: try int64(column)) }
}
