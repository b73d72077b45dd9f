import Sales
import SalesStore
import Values

/// A line typed by hand on a purchase order.
public struct PurchaseAsk: Sendable, Hashable {
  /// Product.
  public let productID: ID<Product>
  /// How much, in base units.
  public let quantity: Quantity
  /// Price per price unit of the product; nil = the supplier's, where he has one.
  public let unitPrice: UnitPrice?

  /// That much of that product.
  public init(_ product: ID<Product>, _ quantity: Quantity, at unitPrice: UnitPrice? = nil) {
    productID = product
    self.quantity = quantity
    self.unitPrice = unitPrice
  }
}

/// Makes a draft purchase order of what a supplier is to be asked for: his open requests for a
/// warehouse, one line per product, and lines typed by hand.
public struct CreatePurchaseOrder: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("purchase.create", roles: .everyone, showsCosts: true)

  /// The supplier.
  public let supplierID: ID<Supplier>
  /// Where the goods are received; nil = that of the requests, else the buyer's.
  public let warehouseID: ID<Warehouse>?
  /// The requests it answers; nil = all open ones of the supplier.
  public let requests: [ID<PurchaseRequest>]?
  /// Lines typed by hand.
  public let asks: [PurchaseAsk]

  /// A purchase order to a supplier.
  public init(
    supplier: ID<Supplier>, warehouse: ID<Warehouse>? = nil,
    requests: [ID<PurchaseRequest>]? = nil, asks: [PurchaseAsk] = []
  ) {
    supplierID = supplier
    warehouseID = warehouse
    self.requests = requests
    self.asks = asks
  }

  /// Does it.
  ///
  /// - Returns: the draft.
  public func perform(_ scope: ActScope) throws -> PurchaseOrder {
    let supplier = try scope.store.get(supplierID)
    let answered = try requestsToAnswer(scope)
    let warehouse = try warehouse(answered, scope)
    let chosen = answered.filter { $0.warehouseID == warehouse }
    guard !chosen.isEmpty || !asks.isEmpty else {
      throw Refusal(.nothingToOrder, Fact("supplier", .text(supplier.name)))
    }
    var draft = PurchaseOrder(
      id: scope.mint(), number: "", supplierID: supplierID, warehouseID: warehouse,
      currency: supplier.currency)
    draft.number = draft.id.description
    try scope.store.insert(draft)
    let days = try writeLines(of: draft, answering: chosen, scope)
    var written = draft
    written.expectedDay = days.compactMap { $0 }.max()
    written.number = try scope.store.drawNumber("purchase")
    scope.concerns(.purchaseOrder, draft.id.rawValue)
    scope.note("number", .text(written.number))
    scope.note("supplier", .text(supplier.name))
    return try scope.store.update(draft, to: written)
  }

  private func requestsToAnswer(_ scope: ActScope) throws -> [PurchaseRequest] {
    guard let requests else {
      return asks.isEmpty || warehouseID != nil
        ? try scope.store.claimRequests(of: supplierID) : []
    }
    let claimed = Dictionary(
      uniqueKeysWithValues: try scope.store.claimRequests(requests).map { ($0.id, $0) })
    return try requests.map { id in
      let request = try claimed[id] ?? scope.store.get(id)
      guard try scope.store.isToOrder(request) else {
        let product = try scope.store.get(request.productID)
        throw Refusal(.requestNotOpen, Fact("product", .text(product.code)))
      }
      return request
    }
  }

  private func warehouse(
    _ requests: [PurchaseRequest], _ scope: ActScope
  ) throws -> ID<Warehouse> {
    if let known = warehouseID ?? requests.first?.warehouseID ?? scope.actor.warehouseID {
      return known
    }
    return try scope.store.firstWarehouse().id
  }

  /// Several requests of a product become one line; each keeps its link.
  private func writeLines(
    of order: PurchaseOrder, answering requests: [PurchaseRequest], _ scope: ActScope
  ) throws -> [Day?] {
    let byProduct = Dictionary(grouping: requests, by: \.productID)
    let products =
      byProduct.keys.sorted()
      + asks.map(\.productID)
      .filter { byProduct[$0] == nil }.reduce(into: []) { seen, product in
        if !seen.contains(product) { seen.append(product) }
      }
    var days: [Day?] = []
    for (index, product) in products.enumerated() {
      let answered = byProduct[product] ?? []
      let asked = asks.filter { $0.productID == product }
      let quantity = (answered.map(\.quantity) + asked.map(\.quantity)).reduce(.zero, +)
      guard quantity > .zero, asked.allSatisfy({ $0.quantity > .zero }) else {
        throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(quantity)))
      }
      let line = try line(
        index + 1, of: order, product, quantity, price: asked.compactMap(\.unitPrice).first, scope)
      try scope.store.insert(line)
      try scope.store.insert(
        answered.map { request in
          PurchaseLineRequest(
            purchaseOrderID: order.id, line: line.line, requestID: request.id,
            quantity: request.quantity)
        })
      days.append(line.expectedDay)
    }
    return days
  }

  private func line(
    _ number: Int, of order: PurchaseOrder, _ product: ID<Product>, _ quantity: Quantity,
    price: UnitPrice?, _ scope: ActScope
  ) throws -> PurchaseLine {
    let offers = try scope.store.offers(of: product, on: scope.today)
      .filter { $0.price.supplierID == supplierID && $0.price.minimumQuantity <= quantity }
    // His lowest price for the quantity applies (AT-58); where he says none, his highest break. Prices
    // of several currencies are compared, and written, in that of the order.
    let priced = try offers.map { offer in
      (
        offer: offer,
        price: try offer.price.price.map {
          try scope.store.price(
            $0, from: offer.price.currency, to: order.currency, on: scope.today)
        }
      )
    }
    let best = priced.min {
      ($0.price?.tenThousandths ?? .max, -$0.offer.price.minimumQuantity.thousandths)
        < ($1.price?.tenThousandths ?? .max, -$1.offer.price.minimumQuantity.thousandths)
    }
    let offer = best?.offer
    let lead = try offer?.leadTimeDays ?? scope.store.get(supplierID).leadTimeDays
    return PurchaseLine(
      purchaseOrderID: order.id, line: number, productID: product, quantity: quantity,
      unitPrice: price ?? best?.price, priceUnit: try scope.store.get(product).priceUnit,
      expectedDay: scope.today + lead)
  }
}
