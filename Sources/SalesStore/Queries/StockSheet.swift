import Database
import Sales
import Values

/// What a warehouse has of a product and owes of it.
public struct WarehouseSheet: Sendable, Hashable {
  /// Warehouse.
  public let warehouseID: ID<Warehouse>
  /// Its code.
  public let code: String
  /// Its name.
  public let name: String
  /// On hand, reserved, incoming, outgoing; free and forecast follow (AT-17).
  public let position: StockPosition
  /// The next receipt expected there; the day may be unknown.
  public let nextReceipt: NextReceipt?
}

/// Goods that somebody holds.
public struct HeldStock: Sendable, Hashable {
  /// Order.
  public let orderID: ID<SalesOrder>
  /// Its number.
  public let orderNumber: String
  /// Line.
  public let line: Int
  /// Name of the customer.
  public let customerName: String
  /// Warehouse.
  public let warehouseID: ID<Warehouse>
  /// How much.
  public let quantity: Quantity
  /// Since when.
  public let day: Day
}

/// Everything the stock screen shows of a product (`stock show CODE`). Base units.
public struct StockSheet: Sendable, Hashable {
  /// In the sequence of the warehouses; one without anything is there too.
  public let warehouses: [WarehouseSheet]
  /// Who holds the reserved units.
  public let holders: [HeldStock]
  /// Who waits, the oldest order first.
  public let waiting: [AwaitingLine]
  /// What is under way, the earliest day first.
  public let incoming: [IncomingGoods]

  /// The company's figure: the sum over warehouses (AT-20).
  public var company: StockPosition { .company(warehouses.map(\.position)) }
}

extension StoreReading {
  /// What there is of a product, who holds it, who waits for it and what comes.
  public func stockSheet(of product: ID<Product>) throws -> StockSheet {
    let levels = try stock(of: product)
    let incoming = try incoming(of: product)
    let outgoing = try outgoing(of: product)
    let transit = try inTransit(of: product)
    let warehouses = try all(Warehouse.self, "ORDER BY sequence, code").map { place in
      let level = levels.first { $0.warehouseID == place.id }
      let coming = incoming.filter { $0.warehouseID == place.id }
      return WarehouseSheet(
        warehouseID: place.id, code: place.code, name: place.name,
        position: StockPosition(
          onHand: level?.onHand ?? .zero, reserved: level?.reserved ?? .zero,
          incoming: coming.reduce(transit[place.id] ?? .zero) { $0 + $1.quantity },
          outgoing: outgoing[place.id] ?? .zero),
        nextReceipt: coming.first.map { NextReceipt(day: $0.expectedDay, quantity: $0.quantity) })
    }
    return StockSheet(
      warehouses: warehouses, holders: try holders(of: product),
      waiting: try awaitingLines(for: product), incoming: incoming)
  }

  /// Who holds the reserved units of a product, the oldest first.
  public func holders(of product: ID<Product>) throws -> [HeldStock] {
    try connection.rows(
      """
      SELECT reservation.order_id, sales_order.number, reservation.line, customer.name,
        reservation.warehouse_id, reservation.quantity, reservation.day
      FROM reservation JOIN sales_order ON sales_order.id = reservation.order_id
        JOIN customer ON customer.id = sales_order.customer_id
      WHERE reservation.product_id = \(product) AND reservation.state = 'held'
      ORDER BY reservation.day, reservation.id
      """
    ) { row in
      HeldStock(
        orderID: ID(rawValue: try row.id(0)), orderNumber: try row.text(1), line: try row.int(2),
        customerName: try row.text(3), warehouseID: ID(rawValue: try row.id(4)),
        quantity: try row.quantity(5), day: try row.day(6))
    }
  }

  /// The moves of a product, the newest first.
  public func moves(of product: ID<Product>, limit: Int = 200) throws -> [StockMove] {
    try all(
      StockMove.self, "WHERE product_id = \(product) ORDER BY day DESC, id DESC LIMIT \(limit)")
  }

  /// Promised to customers and not delivered: what is reserved counts where it stands, the rest in
  /// the warehouse of its order.
  private func outgoing(of product: ID<Product>) throws -> [ID<Warehouse>: Quantity] {
    var outgoing: [ID<Warehouse>: Quantity] = [:]
    for line in try awaitingLines(for: product) {
      outgoing[line.warehouseID, default: .zero] += line.missing
    }
    for held in try holders(of: product) {
      outgoing[held.warehouseID, default: .zero] += held.quantity
    }
    return outgoing
  }

  /// On the road between warehouses: counted once, as incoming at the destination (AT-20).
  private func inTransit(of product: ID<Product>) throws -> [ID<Warehouse>: Quantity] {
    let moved = try connection.rows(
      """
      SELECT to_warehouse_id, quantity FROM stock_move
      WHERE product_id = \(product) AND to_place = 'transit' AND to_warehouse_id IS NOT NULL
      UNION ALL
      SELECT to_warehouse_id, -quantity FROM stock_move
      WHERE product_id = \(product) AND from_place = 'transit' AND to_warehouse_id IS NOT NULL
      """
    ) { (ID<Warehouse>(rawValue: try $0.id(0)), try $0.quantity(1)) }
    return Dictionary(moved, uniquingKeysWith: +)
  }
}
