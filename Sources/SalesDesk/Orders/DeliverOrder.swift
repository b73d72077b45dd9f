import Sales
import SalesStore
import Values

/// What leaves for a line.
public struct DeliveryPick: Sendable, Hashable {
  /// Line of the order.
  public let line: Int
  /// How much, in base units.
  public let quantity: Quantity

  /// That much of that line.
  public init(line: Int, quantity: Quantity) {
    self.line = line
    self.quantity = quantity
  }
}

/// What a delivery left behind.
public struct DeliveryOutcome: Sendable, Hashable {
  /// The delivery.
  public let deliveryID: ID<Delivery>
  /// Its number.
  public let number: String
  /// What it is worth with tax.
  public let total: Amount
  /// Lines that still wait, with what remains of each.
  public let backorders: [DeliveryPick]
  /// Lines closed because what remained was within the tolerance.
  public let closed: [ClosedRemainder]
}

/// Hands goods over to the customer: reservations are consumed, the stock moves, what remains is a
/// backorder unless it is within the tolerance (rules.md 2.14). Final: the goods are gone; what comes
/// back is a return.
public struct DeliverOrder: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.deliver", .final, roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// What leaves; nil = all that is reserved.
  public let picks: [DeliveryPick]?

  /// The delivery of an order, or of a part.
  public init(order: ID<SalesOrder>, picks: [DeliveryPick]? = nil) {
    orderID = order
    self.picks = picks
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> DeliveryOutcome {
    let order = try scope.store.get(orderID)
    guard order.state == .open else {
      throw Refusal(.orderNotOpen, Fact("number", .text(order.number)))
    }
    let chosen = try picksByProduct(order, scope)
    var delivery = Delivery(
      id: scope.mint(), number: "", orderID: order.id, customerID: order.customerID,
      warehouseID: order.warehouseID, day: scope.today)
    delivery.number = delivery.id.description
    try scope.store.insert(delivery)
    let loading = Loading(scope: scope, order: order, delivery: delivery.id)
    for (line, quantity) in chosen { try loading.load(quantity, of: line) }
    let closed = try closeRemainders(chosen.map(\.line.line), scope)
    let settled = try OrderProgress(scope: scope).settle(order)
    return try finish(delivery, from: order, settled, closed: closed, scope)
  }

  /// Products in the order of their identities, one quantity per line.
  private func picksByProduct(
    _ order: SalesOrder, _ scope: ActScope
  ) throws -> [(line: OrderLine, quantity: Quantity)] {
    let lines = try scope.store.lines(of: order.id).filter { $0.productID != nil }
    let asked =
      picks
      ?? lines.filter { $0.reserved > .zero }
      .map { DeliveryPick(line: $0.line, quantity: $0.reserved) }
    let sums = Dictionary(asked.map { ($0.line, $0.quantity) }, uniquingKeysWith: +)
    guard !sums.isEmpty else {
      throw Refusal(.nothingToDeliver, Fact("number", .text(order.number)))
    }
    return try sums.map { number, quantity in
      guard quantity > .zero else {
        throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(quantity)))
      }
      guard let line = lines.first(where: { $0.line == number }) else {
        throw StoreError.notFound(kind: OrderLine.table.name, key: "\(order.number) \(number)")
      }
      return (line, quantity)
    }.sorted {
      ($0.line.productID?.rawValue ?? 0, $0.line.line)
        < ($1.line.productID?.rawValue ?? 0, $1.line.line)
    }
  }

  private func closeRemainders(_ delivered: [Int], _ scope: ActScope) throws -> [ClosedRemainder] {
    let tolerance = try scope.store.settings().backorderTolerance
    let settled = try scope.store.lines(of: orderID).filter { line in
      let remainder = Remainder(
        ordered: line.quantity, cancelled: line.cancelled, delivered: line.delivered,
        tolerance: tolerance)
      guard delivered.contains(line.line), case .closed = remainder else { return false }
      return true
    }
    return try RemainderClosing(scope: scope).close(settled, reason: "tolerance")
  }

  private func finish(
    _ delivery: Delivery, from order: SalesOrder, _ settled: SalesOrder,
    closed: [ClosedRemainder], _ scope: ActScope
  ) throws -> DeliveryOutcome {
    var written = delivery
    written.totalAmount = settled.deliveredTotal - order.deliveredTotal
    written.number = try scope.store.drawNumber("delivery")
    try scope.store.update(delivery, to: written)
    scope.concerns(.order, order.id.rawValue)
    scope.concerns(.customer, order.customerID.rawValue)
    scope.note("number", .text(written.number))
    scope.note("order", .text(order.number))
    let waiting = try scope.store.lines(of: orderID)
      .filter { $0.productID != nil && $0.isWaiting }
    return DeliveryOutcome(
      deliveryID: delivery.id, number: written.number, total: written.totalAmount,
      backorders: waiting.map { DeliveryPick(line: $0.line, quantity: $0.outstanding) },
      closed: closed)
  }
}
