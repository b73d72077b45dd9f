import Database
import Sales
import Values

/// What a warehouse has of a product, as the stock pane shows it. Base units.
public struct WarehousePosition: Sendable, Hashable {
  /// Warehouse.
  public let warehouseID: ID<Warehouse>
  /// Its code.
  public let code: String
  /// Its name.
  public let name: String
  /// On hand, reserved, incoming.
  public let position: StockPosition
  /// The next receipt expected there; the day may be unknown.
  public let nextReceipt: NextReceipt?
}

/// Goods under way from a supplier.
public struct NextReceipt: Sendable, Hashable {
  /// Expected; nil = unknown.
  public let day: Day?
  /// How much of it; base units.
  public let quantity: Quantity
}

/// What there is of a product in all warehouses.
public struct ProductStock: Sendable, Hashable {
  /// In the sequence of the warehouses; one without anything is there too.
  public let warehouses: [WarehousePosition]

  /// The company's figure.
  public var total: StockPosition { .company(warehouses.map(\.position)) }
  /// Free in one warehouse.
  public func free(in warehouse: ID<Warehouse>) -> Quantity {
    warehouses.first { $0.warehouseID == warehouse }?.position.free ?? .zero
  }
  /// The first receipt expected anywhere; one without a day comes last.
  public var nextReceipt: NextReceipt? {
    warehouses.compactMap(\.nextReceipt).min { left, right in
      switch (left.day, right.day) {
      case (let left?, let right?): left < right
      case (_?, nil): true
      default: false
      }
    }
  }
}

extension StoreReading {
  /// What there is of a product: levels and goods under way.
  public func stock(holding product: ID<Product>) throws -> ProductStock {
    try stocks(holding: [product])[product] ?? ProductStock(warehouses: [])
  }

  /// What there is of some products: levels and goods under way.
  public func stocks(
    holding products: [ID<Product>]
  ) throws -> [ID<Product>: ProductStock] {
    let warehouses = try all(Warehouse.self, "ORDER BY sequence, code")
    let list = SQL.list(products)
    let levels = Dictionary(
      grouping: try all(StockLevel.self, "WHERE product_id IN " + list), by: \.productID)
    let incoming = Dictionary(grouping: try incomingReceipts(of: list), by: \.product)
    return Dictionary(
      uniqueKeysWithValues: Set(products).map { product in
        let positions = warehouses.map { warehouse in
          WarehousePosition(
            warehouse, levels[product]?.first { $0.warehouseID == warehouse.id },
            (incoming[product] ?? []).filter { $0.warehouse == warehouse.id }.map(\.receipt))
        }
        return (product, ProductStock(warehouses: positions))
      })
  }

  /// Goods under way, the earliest first, those without a day last.
  private func incomingReceipts(
    of products: SQL
  ) throws -> [(product: ID<Product>, warehouse: ID<Warehouse>, receipt: NextReceipt)] {
    try connection.rows(
      """
      SELECT purchase_order.warehouse_id,
        COALESCE(purchase_line.expected_day, purchase_order.expected_day),
        purchase_line.quantity - purchase_line.received, purchase_line.product_id
      FROM purchase_line
        JOIN purchase_order ON purchase_order.id = purchase_line.purchase_order_id
      WHERE purchase_line.product_id IN \(raw: products)
        AND purchase_line.state IN ('ordered', 'partlyReceived')
        AND purchase_order.state IN ('ordered', 'partlyReceived')
      ORDER BY COALESCE(purchase_line.expected_day, purchase_order.expected_day, 2147483647)
      """
    ) { row in
      (
        ID(rawValue: try row.id(3)), ID(rawValue: try row.id(0)),
        NextReceipt(
          day: try row.optionalInt64(1).map { Day(daysSinceEpoch: Int32(truncatingIfNeeded: $0)) },
          quantity: Quantity(thousandths: try row.int64(2)))
      )
    }
  }
}

extension WarehousePosition {
  fileprivate init(_ warehouse: Warehouse, _ level: StockLevel?, _ receipts: [NextReceipt]) {
    self.init(
      warehouseID: warehouse.id, code: warehouse.code, name: warehouse.name,
      position: StockPosition(
        onHand: level?.onHand ?? .zero, reserved: level?.reserved ?? .zero,
        incoming: receipts.reduce(.zero) { $0 + $1.quantity }),
      nextReceipt: receipts.first)
  }
}

extension StoreReading {
  /// What is free of some products: in one warehouse, or in all of them.
  public func freeQuantities(
    of products: some Collection<ID<Product>>, in warehouse: ID<Warehouse>? = nil
  ) throws -> [ID<Product>: Quantity] {
    let place: SQL = warehouse.map { " AND warehouse_id = \($0)" } ?? ""
    var free: [ID<Product>: Quantity] = [:]
    try connection.forEach(
      """
      SELECT product_id, CAST(SUM(on_hand - reserved) AS BIGINT) FROM stock_level
      WHERE product_id IN
      """ + " " + SQL.list(products) + place + " GROUP BY product_id"
    ) { row in
      free[ID(rawValue: try row.id(0))] = Quantity(thousandths: try row.int64(1))
    }
    return free
  }
}
