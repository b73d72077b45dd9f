import Sales
import SalesStore
import Values

/// Takes the goods of a delivery out of the warehouses: what is reserved for the line first, in the
/// order's warehouse before the others, then what is free in the order's warehouse.
struct Loading {
  let scope: ActScope
  let order: SalesOrder
  let delivery: ID<Delivery>

  private var store: StoreWriter { scope.store }

  /// Loads a quantity of a line.
  func load(_ quantity: Quantity, of line: OrderLine) throws {
    guard let productID = line.productID else { return }
    let product = try store.get(productID)
    try check(quantity, of: line, product)
    let net = try netOf(line)
    var cause = StockCause(.delivery)
    (cause.documentID, cause.line) = (delivery.rawValue, line.line)
    cause.salesNet = net.part(of: line.quantity, from: line.delivered, quantity)
    cause.salespersonID = order.salespersonID
    let cost = try StockBook(store, day: scope.today).deliver(quantity, of: product, cause)
    var left = quantity
    var taken: [ID<Warehouse>: Quantity] = [:]
    for reservation in try held(for: line) where left > .zero {
      let part = min(left, reservation.quantity)
      try StockLedger(scope: scope).consume(reservation, part)
      taken[reservation.warehouseID, default: .zero] += part
      left -= part
    }
    let fromReserved = quantity - left
    if left > .zero {
      guard
        try StockLedger(scope: scope).takeFree(
          left, of: productID, in: order.warehouseID,
          belowZero: try store.settings().negativeStock)
      else { throw shortage(left, of: line, product, available: .zero) }
      taken[order.warehouseID, default: .zero] += left
    }
    var leftBefore = line.delivered
    for (warehouse, part) in taken.sorted(by: { $0.key < $1.key }) {
      try write(
        part, of: line, product.id, from: warehouse, cost: cost,
        net: net.part(of: line.quantity, from: leftBefore, part))
      leftBefore += part
    }
    try advance(line, delivered: quantity, fromReserved: fromReserved)
  }

  /// What the customer pays for the whole line, after the discount of the document, in the company's currency.
  private func netOf(_ line: OrderLine) throws -> Amount {
    let lines = try store.lines(of: order.id)
    let nets = try largestRemainder(
      order.ownNet.minor, over: lines.map { ($0.companyNet ?? $0.netAmount).minor })
    guard let place = lines.firstIndex(where: { $0.line == line.line }) else {
      return line.companyNet ?? line.netAmount
    }
    return Amount(minor: nets[place])
  }

  private func check(_ quantity: Quantity, of line: OrderLine, _ product: Product) throws {
    guard quantity <= line.outstanding else {
      throw Refusal(
        .deliveryOverOrdered, Fact("number", .text(order.number)),
        Fact("line", .count(line.line)), Fact("quantity", .quantity(quantity)),
        Fact("outstanding", .quantity(line.outstanding)))
    }
    let level = try store.level(of: product.id, in: order.warehouseID)
    let free = (level?.onHand ?? .zero) - (level?.reserved ?? .zero)
    if try store.settings().negativeStock, level?.reserved ?? .zero <= line.reserved { return }
    guard quantity <= line.reserved + free else {
      throw shortage(quantity, of: line, product, available: line.reserved + free)
    }
  }

  private func shortage(
    _ quantity: Quantity, of line: OrderLine, _ product: Product, available: Quantity
  ) -> Refusal {
    Refusal(
      .notEnoughStock, Fact("number", .text(order.number)), Fact("line", .count(line.line)),
      Fact("product", .text(product.code)), Fact("quantity", .quantity(quantity)),
      Fact("available", .quantity(available)))
  }

  private func held(for line: OrderLine) throws -> [Reservation] {
    try store.heldReservations(of: order.id).filter { $0.line == line.line }
      .sorted {
        ($0.warehouseID == order.warehouseID ? 0 : 1, $0.id.rawValue)
          < ($1.warehouseID == order.warehouseID ? 0 : 1, $1.id.rawValue)
      }
  }

  private func write(
    _ quantity: Quantity, of line: OrderLine, _ product: ID<Product>, from warehouse: ID<Warehouse>,
    cost: UnitCost?, net: Amount
  ) throws {
    try store.insert(
      DeliveryLine(
        deliveryID: delivery, line: line.line, warehouseID: warehouse.rawValue,
        productID: product, quantity: quantity))
    try store.insert(
      StockMove(
        id: scope.mint(), productID: product, fromPlace: .warehouse, fromWarehouseID: warehouse,
        toPlace: .customer, quantity: quantity, unitCost: cost, day: scope.today,
        causeID: delivery.rawValue, causeLine: line.line, netAmount: net))
  }

  private func advance(
    _ line: OrderLine, delivered: Quantity, fromReserved: Quantity
  ) throws {
    var after = line
    after.delivered += delivered
    after.reserved -= fromReserved
    if after.outstanding == .zero {
      after.state = try line.state.becoming(.delivered)
    } else if line.state == .open {
      after.state = try line.state.becoming(.partlyDelivered)
    }
    try store.update(line, to: after)
  }
}

extension Amount {
  /// The part of an amount that goes with the next `quantity` of a whole of which some went before:
  /// parts are subtractions, so that they sum to the whole.
  func part(of whole: Quantity, from before: Quantity, _ quantity: Quantity) -> Amount {
    func upTo(_ quantity: Quantity) -> Int64 {
      guard whole != .zero else { return 0 }
      let exact = Int128(minor) * Int128(quantity.thousandths)
      let divisor = Int128(whole.thousandths)
      return Int64(
        clamping: roundHalfAwayFromZero(divisor < 0 ? -exact : exact, Int128(divisor.magnitude)))
    }
    return Amount(minor: upTo(before + quantity) - upTo(before))
  }
}
