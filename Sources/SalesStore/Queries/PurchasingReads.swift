import Database
import Sales
import Values

// What the acts on purchases read, each from a key or an index.

/// A supplier's price of a product and how long he takes.
public struct SupplierOffer: Sendable, Hashable {
  /// The price, with its multiple.
  public let price: SupplierPrice
  /// Name of the supplier.
  public let supplierName: String
  /// Calendar days from order to receipt: of the price, else of the supplier.
  public let leadTimeDays: Int
}

/// Who may be asked for a quantity, by either rule.
public struct SupplierOffers: Sendable, Hashable {
  /// The quantity, in base units.
  public let quantity: Quantity
  /// The rule in force: setting `purchase.supplierChoice`.
  public let rule: SupplierRule
  /// Every price valid on the day, in sequence.
  public let offers: [SupplierOffer]
  /// The best of each supplier.
  public let choice: SupplierChoice

  /// What a rule chooses; nil where nobody sells the product.
  public func offer(by rule: SupplierRule) -> SupplierOffer? {
    choice.choice(by: rule).map { offers[$0.place] }
  }
  /// What the rule in force chooses.
  public var chosen: SupplierOffer? { offer(by: rule) }
  /// What the other rule would choose, where it is somebody else.
  public var other: (rule: SupplierRule, offer: SupplierOffer)? {
    let other = rule == .preferred ? SupplierRule.cheapest : .preferred
    guard let offer = offer(by: other), offer.price.supplierID != chosen?.price.supplierID else {
      return nil
    }
    return (other, offer)
  }
}

/// Goods of a supplier under way to a warehouse.
public struct IncomingGoods: Sendable, Hashable {
  /// Purchase order.
  public let purchaseOrderID: ID<PurchaseOrder>
  /// Its number.
  public let number: String
  /// Line.
  public let line: Int
  /// Where they are received.
  public let warehouseID: ID<Warehouse>
  /// Name of the supplier.
  public let supplierName: String
  /// Ordered and not received yet; base units.
  public let quantity: Quantity
  /// Announced for; nil = unknown.
  public let expectedDay: Day?
}

/// A purchase request and what an order line needs of it.
public struct LinkedNeed: Sendable, Hashable {
  /// The need.
  public let need: PurchaseRequestNeed
  /// The request.
  public let request: PurchaseRequest
}

extension StoreReading {
  /// The suppliers' prices of a product valid on a day, in their sequence.
  public func offers(of product: ID<Product>, on day: Day) throws -> [SupplierOffer] {
    let prices = try all(
      SupplierPrice.self,
      """
      WHERE product_id = \(product) AND (valid_from IS NULL OR valid_from <= \(day))
        AND (valid_to IS NULL OR valid_to >= \(day))
      ORDER BY sequence, minimum_quantity, id
      """)
    var suppliers: [ID<Supplier>: Supplier] = [:]
    return try prices.map { price in
      let supplier = try suppliers[price.supplierID] ?? get(price.supplierID)
      suppliers[price.supplierID] = supplier
      return SupplierOffer(
        price: price, supplierName: supplier.name,
        leadTimeDays: price.leadTimeDays ?? supplier.leadTimeDays)
    }
  }

  /// Who is asked for a quantity of a product by either rule, with the rule in force (AT-58). Prices in
  /// other currencies are compared at the last rate known; without one they count as unknown.
  public func supplierOffers(
    of product: ID<Product>, quantity: Quantity, on day: Day
  ) throws -> SupplierOffers {
    let offers = try self.offers(of: product, on: day)
    var terms: [SupplierTerms] = []
    for (place, offer) in offers.enumerated() {
      let price = try inCompanyCurrency(offer.price.price, offer.price.currency, on: day)
      terms.append(
        SupplierTerms(
          supplier: offer.price.supplierID, sequence: offer.price.sequence,
          minimum: offer.price.minimumQuantity, price: price, place: place))
    }
    return SupplierOffers(
      quantity: quantity, rule: try settings().supplierRule, offers: offers,
      choice: SupplierChoice(quantity, among: terms))
  }

  /// What a request is needed for, oldest order first.
  public func needs(of request: ID<PurchaseRequest>) throws -> [PurchaseRequestNeed] {
    try all(
      PurchaseRequestNeed.self, "WHERE request_id = \(request) ORDER BY order_id, line")
  }

  /// The requests that an order line, or a whole order, waits for.
  public func linkedNeeds(
    of order: ID<SalesOrder>, line: Int? = nil
  ) throws -> [LinkedNeed] {
    var condition: SQL = "WHERE order_id = \(order)"
    if let line { condition += " AND line = \(line)" }
    let needs = try all(PurchaseRequestNeed.self, condition + " ORDER BY line, request_id")
    var requests: [ID<PurchaseRequest>: PurchaseRequest] = [:]
    return try needs.map { need in
      let request = try requests[need.requestID] ?? get(need.requestID)
      requests[need.requestID] = request
      return LinkedNeed(need: need, request: request)
    }
  }

  /// Whether a request stands on a purchase order already, be it a draft.
  public func isOnPurchaseOrder(_ request: ID<PurchaseRequest>) throws -> Bool {
    try connection.exists(
      "SELECT 1 FROM purchase_line_request WHERE request_id = \(request)")
  }

  /// The lines of a purchase order.
  public func lines(of order: ID<PurchaseOrder>) throws -> [PurchaseLine] {
    try all(PurchaseLine.self, "WHERE purchase_order_id = \(order) ORDER BY line")
  }

  /// The requests that the lines of a purchase order answer.
  public func requestLinks(of order: ID<PurchaseOrder>) throws -> [PurchaseLineRequest] {
    try all(
      PurchaseLineRequest.self,
      "WHERE purchase_order_id = \(order) ORDER BY line, request_id")
  }

  /// The purchase lines that answer a request.
  public func purchaseLines(answering request: ID<PurchaseRequest>) throws -> [PurchaseLine] {
    try all(
      PurchaseLine.self,
      """
      WHERE (purchase_order_id, line) IN (
        SELECT purchase_order_id, line FROM purchase_line_request
        WHERE request_id = \(request))
      ORDER BY purchase_order_id, line
      """)
  }

  /// The purchase order with this number.
  /// - Throws: `StoreError.notFound`.
  public func purchaseOrder(numbered number: String) throws -> PurchaseOrder {
    guard let order = try first(PurchaseOrder.self, "WHERE number = \(number)") else {
      throw StoreError.notFound(kind: PurchaseOrder.table.name, key: number)
    }
    return order
  }

  /// What suppliers were asked for and have not delivered, the earliest day first; drafts left out.
  public func incoming(of product: ID<Product>) throws -> [IncomingGoods] {
    try connection.rows(
      """
      SELECT purchase_line.purchase_order_id, purchase_order.number, purchase_line.line,
        purchase_order.warehouse_id, supplier.name,
        purchase_line.quantity - purchase_line.received,
        COALESCE(purchase_line.expected_day, purchase_order.expected_day)
      FROM purchase_line
        JOIN purchase_order ON purchase_order.id = purchase_line.purchase_order_id
        JOIN supplier ON supplier.id = purchase_order.supplier_id
      WHERE purchase_line.product_id = \(product)
        AND purchase_line.state IN ('ordered', 'partlyReceived')
        AND purchase_order.state IN ('ordered', 'partlyReceived')
        AND purchase_line.quantity > purchase_line.received
      ORDER BY COALESCE(purchase_line.expected_day, purchase_order.expected_day, 2147483647),
        purchase_line.purchase_order_id, purchase_line.line
      """
    ) { row in
      IncomingGoods(
        purchaseOrderID: ID(rawValue: try row.id(0)), number: try row.text(1),
        line: try row.int(2), warehouseID: ID(rawValue: try row.id(3)),
        supplierName: try row.text(4), quantity: try row.quantity(5),
        expectedDay: try row.optionalDay(6))
    }
  }
}

extension StoreReading {
  /// The company's first warehouse.
  /// - Throws: `StoreError.notFound` in a company without one.
  public func firstWarehouse() throws -> Warehouse {
    guard let first = try first(Warehouse.self, "ORDER BY sequence, code LIMIT 1") else {
      throw StoreError.notFound(kind: Warehouse.table.name, key: "")
    }
    return first
  }

  /// Numbers of the customers' orders that lines of a purchase order were bought for and that still
  /// lack goods.
  public func ordersWaiting(for order: ID<PurchaseOrder>, lines: [Int]) throws -> [String] {
    try connection.rows(
      """
      SELECT DISTINCT sales_order.number
      FROM purchase_line_request AS link
        JOIN purchase_request_need AS need ON need.request_id = link.request_id
        JOIN order_line ON order_line.order_id = need.order_id AND order_line.line = need.line
        JOIN sales_order ON sales_order.id = need.order_id
      WHERE link.purchase_order_id = \(order) AND link.line IN \(raw: .list(lines))
        AND order_line.state IN ('open', 'partlyDelivered')
        AND order_line.quantity - order_line.cancelled - order_line.delivered
          - order_line.reserved > 0
      ORDER BY sales_order.number
      """
    ) { try $0.text(0) }
  }
}
