import Sales
import SalesStore
import Values

/// Brings delivered goods back into the warehouse they left, at the cost they left at (AT-28). The
/// delivery stands: what it is worth is taken back by a credit note.
public struct ReturnDelivery: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("delivery.return", roles: .everyone)

  /// The delivery.
  public let deliveryID: ID<Delivery>
  /// What comes back, per line of the order.
  public let picks: [DeliveryPick]

  /// The return of goods.
  public init(delivery: ID<Delivery>, picks: [DeliveryPick]) {
    deliveryID = delivery
    self.picks = picks
  }

  /// Does it.
  ///
  /// - Returns: the moves that brought the goods in.
  public func perform(_ scope: ActScope) throws -> [StockMove] {
    let delivery = try scope.store.get(deliveryID)
    let left = try scope.store.moves(causedBy: deliveryID.rawValue)
      .filter { $0.toPlace == .customer }
    var moves: [StockMove] = []
    for pick in picks {
      guard pick.quantity > .zero else {
        throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(pick.quantity)))
      }
      moves += try bringBack(pick, of: delivery, left.filter { $0.causeLine == pick.line }, scope)
    }
    scope.concerns(.order, delivery.orderID.rawValue)
    scope.concerns(.customer, delivery.customerID.rawValue)
    scope.note("number", .text(delivery.number))
    return moves
  }

  private func bringBack(
    _ pick: DeliveryPick, of delivery: Delivery, _ left: [StockMove], _ scope: ActScope
  ) throws -> [StockMove] {
    var wanted = pick.quantity
    var moves: [StockMove] = []
    let order = try scope.store.get(delivery.orderID)
    for move in left where wanted > .zero {
      let returned = try scope.store.returned(of: move.id, product: move.productID)
      let open = move.quantity - returned
      let part = min(wanted, open)
      guard part > .zero, let warehouse = move.fromWarehouseID else { continue }
      let product = try scope.store.get(move.productID)
      let back: ID<StockMove> = scope.mint()
      let net = move.netAmount.map { -$0.part(of: move.quantity, from: returned, part) }
      var cause = StockCause(.customerReturn)
      (cause.documentID, cause.line) = (delivery.id.rawValue, pick.line)
      (cause.salesNet, cause.salespersonID) = (net, order.salespersonID)
      try StockBook(scope.store, day: scope.today).receive(
        part, of: product, at: move.unitCost, by: back, cause)
      try StockLedger(scope: scope).bringIn(part, of: product.id, to: warehouse)
      let move = StockMove(
        id: back, productID: product.id, fromPlace: .customer, toPlace: .warehouse,
        toWarehouseID: warehouse, quantity: part, unitCost: move.unitCost, day: scope.today,
        causeID: delivery.id.rawValue, causeLine: pick.line, undoesID: move.id,
        netAmount: net)
      try scope.store.insert(move)
      moves.append(move)
      wanted -= part
    }
    guard wanted == .zero else {
      throw Refusal(
        .returnOverDelivery, Fact("number", .text(delivery.number)),
        Fact("line", .count(pick.line)), Fact("quantity", .quantity(pick.quantity)),
        Fact("open", .quantity(pick.quantity - wanted)))
    }
    return moves
  }
}
