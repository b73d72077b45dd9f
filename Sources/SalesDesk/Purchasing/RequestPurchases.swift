import Sales
import SalesStore
import Values

/// Hands what an order lacks to the buyer: one open request per product, supplier and warehouse, to
/// which each shortage is linked for what is missing (product.md, "Orders, stock, credit").
struct RequestPurchases {
  let scope: ActScope
  /// Whether requests are rounded up to the supplier's multiple.
  let roundsToMultiples: Bool

  private var store: StoreWriter { scope.store }

  /// Requests what the lines of an order lack and nobody was asked for yet, products in the order of
  /// their identities so that two desks never wait for each other.
  func request(for order: ID<SalesOrder>) throws {
    let head = try store.get(order)
    let lines = try store.lines(of: order)
      .sorted { ($0.productID?.rawValue ?? 0, $0.line) < ($1.productID?.rawValue ?? 0, $1.line) }
    for line in lines {
      guard let product = line.productID, line.missing > .zero else { continue }
      let short = line.missing - (try asked(for: line))
      guard short > .zero else { continue }
      let offer = try store.supplierOffers(
        of: product, quantity: short, on: scope.today
      ).chosen
      try link(short, of: line, to: try openRequest(product, offer, head), offer)
    }
  }

  /// What the buyer knows already: needs on requests that are open or under way.
  private func asked(for line: OrderLine) throws -> Quantity {
    try store.linkedNeeds(of: line.orderID, line: line.line)
      .filter { try isAwaited($0.request) }
      .reduce(.zero) { $0 + $1.need.quantity }
  }

  private func isAwaited(_ request: PurchaseRequest) throws -> Bool {
    switch request.state {
    case .open: return true
    case .cancelled: return false
    case .ordered:
      return try store.purchaseLines(answering: request.id)
        .contains { $0.state == .ordered || $0.state == .partlyReceived }
    }
  }

  /// A request on a draft purchase order is settled already: what comes later opens another.
  private func openRequest(
    _ product: ID<Product>, _ offer: SupplierOffer?, _ order: SalesOrder
  ) throws -> PurchaseRequest {
    let open = try store.claimRequest(
      of: product, from: offer?.price.supplierID, for: order.warehouseID)
    if let open { return open }
    let request = PurchaseRequest(
      id: scope.mint(), productID: product, supplierID: offer?.price.supplierID,
      warehouseID: order.warehouseID, quantity: .zero, createdDay: scope.today,
      neededDay: order.deliveryDay)
    try store.insert(request)
    return request
  }

  private func link(
    _ short: Quantity, of line: OrderLine, to request: PurchaseRequest, _ offer: SupplierOffer?
  ) throws {
    let needs = try store.needs(of: request.id)
    if let known = needs.first(where: { $0.orderID == line.orderID && $0.line == line.line }) {
      var more = known
      more.quantity += short
      try store.update(known, to: more)
    } else {
      try store.insert(
        PurchaseRequestNeed(
          requestID: request.id, orderID: line.orderID, line: line.line, quantity: short))
    }
    let needed = needs.reduce(short) { $0 + $1.quantity }
    let multiple = roundsToMultiples ? offer?.price.multiple : nil
    var wider = request
    wider.quantity = max(
      request.quantity, try OrderQuantity.covering(needed, multiple: multiple))
    let wished = try store.get(line.orderID).deliveryDay
    wider.neededDay = [request.neededDay, wished].compactMap { $0 }.min()
    try store.update(request, to: wider)
  }
}
