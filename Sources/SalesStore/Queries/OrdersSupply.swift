import Database
import Sales
import Values

/// Goods held for a line in a warehouse.
public struct HeldGoods: Sendable, Hashable {
  /// Warehouse.
  public let warehouseID: ID<Warehouse>
  /// Its name.
  public let warehouseName: String
  /// How much.
  public var quantity: Quantity

  /// That much held in that warehouse.
  public init(warehouseID: ID<Warehouse>, warehouseName: String, quantity: Quantity) {
    self.warehouseID = warehouseID
    self.warehouseName = warehouseName
    self.quantity = quantity
  }
}

/// Goods a line waits for.
public struct AwaitedGoods: Sendable, Hashable {
  /// The request that covers it.
  public let requestID: ID<PurchaseRequest>
  /// How much of the line.
  public let quantity: Quantity
  /// The supplier; nil = sans fournisseur.
  public let supplierName: String?
  /// The purchase order, once there is one.
  public let purchaseOrderNumber: String?
  /// Announced by the supplier, or counted from his lead time while nothing is ordered; nil = unknown.
  public let day: Day?
  /// Whether the day is the supplier's word and not only his usual lead time.
  public let isAnnounced: Bool
}

/// Where the goods of an order line are: reserved, where; awaited, until when; lacking.
public struct LineSupply: Sendable, Hashable {
  /// The line.
  public let line: OrderLine
  /// Code of the product.
  public let productCode: String
  /// What is held, in the order in which it was.
  public let held: [HeldGoods]
  /// What is awaited, the earliest first.
  public let awaited: [AwaitedGoods]

  /// Ordered, neither delivered nor given up nor reserved.
  public var missing: Quantity {
    line.quantity - line.cancelled - line.delivered - line.reserved
  }
  /// Missing, and nobody was asked for it.
  public var uncovered: Quantity {
    missing - awaited.reduce(.zero) { $0 + $1.quantity }
  }
  /// When the last of what is awaited comes; nil where nothing is or a day is unknown.
  public var awaitedUntil: Day? {
    awaited.contains { $0.day == nil } ? nil : awaited.compactMap(\.day).max()
  }
}

extension StoreReading {
  /// Where the goods of an order are, per product line.
  public func supply(of order: ID<SalesOrder>, today: Day) throws -> [LineSupply] {
    let held = Dictionary(grouping: try heldGoods(of: order), by: \.line)
    let needs = Dictionary(grouping: try linkedNeeds(of: order), by: \.need.line)
    let lines = try lines(of: order)
    let products = try find(lines.compactMap(\.productID))
    return try lines.compactMap { line in
      guard let product = line.productID.flatMap({ products[$0] }) else { return nil }
      let missing = line.quantity - line.cancelled - line.delivered - line.reserved
      return LineSupply(
        line: line, productCode: product.code,
        held: (held[line.line] ?? []).map(\.goods),
        awaited: try awaited(needs[line.line] ?? [], atMost: missing, today: today))
    }
  }

  private func heldGoods(
    of order: ID<SalesOrder>
  ) throws -> [(line: Int, goods: HeldGoods)] {
    var found: [(line: Int, goods: HeldGoods)] = []
    // Summed here, the first reserved first: PostgreSQL has no least one of several ids.
    try connection.forEach(
      """
      SELECT reservation.line, reservation.warehouse_id, warehouse.name, reservation.quantity
      FROM reservation JOIN warehouse ON warehouse.id = reservation.warehouse_id
      WHERE reservation.order_id = \(order) AND reservation.state = 'held'
      ORDER BY reservation.line, reservation.id
      """
    ) { row in
      let line = try row.int(0)
      let goods = HeldGoods(
        warehouseID: ID(rawValue: try row.id(1)), warehouseName: try row.text(2),
        quantity: try row.quantity(3))
      let place = found.firstIndex {
        $0.line == line && $0.goods.warehouseID == goods.warehouseID
      }
      if let place {
        found[place].goods.quantity = found[place].goods.quantity + goods.quantity
      } else {
        found.append((line, goods))
      }
    }
    return found
  }

  private func awaited(
    _ needs: [LinkedNeed], atMost missing: Quantity, today: Day
  ) throws -> [AwaitedGoods] {
    var left = missing
    var awaited: [AwaitedGoods] = []
    for linked in needs where linked.request.state != .cancelled && left > .zero {
      let quantity = min(left, linked.need.quantity)
      guard let goods = try goods(of: linked.request, quantity, today: today) else { continue }
      left -= goods.quantity
      awaited.append(goods)
    }
    return awaited.sorted { ($0.day ?? .distant) < ($1.day ?? .distant) }
  }

  /// Nil once the goods of the request came in or were given up.
  private func goods(
    of request: PurchaseRequest, _ quantity: Quantity, today: Day
  ) throws -> AwaitedGoods? {
    let supplier = try request.supplierID.map { try get($0).name }
    let ordered = try purchaseLines(answering: request.id)
    if request.state == .ordered {
      guard
        let line = ordered.first(where: { $0.state == .ordered || $0.state == .partlyReceived })
      else { return nil }
      let order = try get(line.purchaseOrderID)
      let day = line.expectedDay ?? order.expectedDay
      return AwaitedGoods(
        requestID: request.id, quantity: min(quantity, line.quantity - line.received),
        supplierName: try get(order.supplierID).name, purchaseOrderNumber: order.number, day: day,
        isAnnounced: day != nil)
    }
    let lead = try offers(of: request.productID, on: today)
      .first { $0.price.supplierID == request.supplierID }?.leadTimeDays
    return AwaitedGoods(
      requestID: request.id, quantity: quantity, supplierName: supplier, purchaseOrderNumber: nil,
      day: lead.map { today + $0 }, isAnnounced: false)
  }
}

extension Day {
  /// Later than any day of a document.
  static let distant = Day(daysSinceEpoch: .max)
}
