import Database
import Sales
import Values

/// An order in a list.
public struct OrderSummary: Sendable, Hashable {
  /// The order.
  public let order: SalesOrder
  /// Name of its customer.
  public let customerName: String
  /// The company's currency.
  public let companyCurrency: Currency
  /// Still to deliver with tax.
  public var openTotal: Amount {
    order.totalAmount - order.deliveredTotal - order.closedTotal
  }
}

/// A delivery with its lines.
public struct DeliveryDetail: Sendable, Hashable {
  /// The delivery.
  public let delivery: Delivery
  /// Its lines.
  public let lines: [DeliveryLine]
}

/// Everything the order screen shows.
public struct OrderDetail: Sendable, Hashable {
  /// The order.
  public let order: SalesOrder
  /// In which its costs and margin are counted.
  public let companyCurrency: Currency
  /// Its customer.
  public let customer: Customer
  /// Its lines, comments included.
  public let lines: [OrderLine]
  /// Cost of its lines together; nil = unknown, or walled off.
  public let cost: SalesOrderCost?
  /// Where the goods of its product lines are.
  public let supply: [LineSupply]
  /// What left, the oldest first.
  public let deliveries: [DeliveryDetail]
  /// Where its customer stands under his year-end rebates.
  public let rebates: [RebateStanding]
  /// The rebate expected on it, at the rates frozen when its quote was sent.
  public let expectedRebate: Amount
  /// What its lines took of suppliers' derogations; none where costs are not seen.
  public let derogations: [DerogationUse]
  /// Who accepted it on the customer's side; nil = not noted.
  public let acceptance: OrderAcceptance?
}

extension OrderDetail {
  /// The order's currency at its rate.
  public var money: DocumentCurrency {
    DocumentCurrency(order.currency, company: companyCurrency, rate: order.rate)
  }

  /// The margin of the goods on the lines whose cost is known; nil = costs are unknown, or not seen.
  public var margin: Amount? { cost.map { $0.costedNetAmount - $0.costAmount } }

  /// What is left of it after carriage at our charge and the rebate expected.
  public var netNet: NetNetMargin? {
    guard let cost, let margin else { return nil }
    return NetNetMargin(
      net: cost.costedNetAmount, margin: margin, rebate: expectedRebate,
      carriage: (order.carriageCost ?? .zero) - ((try? money.own(order.carriage)) ?? order.carriage)
    )
  }
}

/// A purchase order in a list.
public struct PurchaseSummary: Sendable, Hashable {
  /// The purchase order.
  public let order: PurchaseOrder
  /// Name of its supplier.
  public let supplierName: String
  /// Its lines.
  public let lines: [PurchaseLine]
}

/// A purchase request in the buyer's list.
public struct RequestSummary: Sendable, Hashable {
  /// The request.
  public let request: PurchaseRequest
  /// Code of the product.
  public let productCode: String
  /// Its name.
  public let productName: String
  /// Name of the supplier; nil = sans fournisseur.
  public let supplierName: String?
  /// What it is needed for.
  public let needs: [PurchaseRequestNeed]
  /// Whether it stands on a draft purchase order.
  public let isOnDraft: Bool
}

extension StoreReading {
  /// The orders with one of these states, the newest first; of a customer where one is named.
  public func orders(
    _ states: [OrderState] = [.open], of customer: ID<Customer>? = nil, limit: Int = 200
  ) throws -> [OrderSummary] {
    // Each list comes from its own index: by customer and day, or by state and day.
    let condition: SQL =
      if let customer {
        """
        WHERE customer_id = \(customer) AND state IN \(raw: .list(states.map(\.rawValue)))
        ORDER BY order_day DESC, id DESC LIMIT \(limit)
        """
      } else {
        """
        WHERE state IN \(raw: .list(states.map(\.rawValue)))
        ORDER BY order_day DESC, id DESC LIMIT \(limit)
        """
      }
    var names: [ID<Customer>: String] = [:]
    let company = try company().currency
    return try all(SalesOrder.self, condition).map { order in
      let name = try names[order.customerID] ?? get(order.customerID).name
      names[order.customerID] = name
      return OrderSummary(order: order, customerName: name, companyCurrency: company)
    }
  }

  /// Everything of an order.
  public func orderDetail(_ id: ID<SalesOrder>, today: Day) throws -> OrderDetail {
    let order = try get(id)
    let customer = try get(order.customerID)
    let company = try company().currency
    return OrderDetail(
      order: order, companyCurrency: company, customer: customer, lines: try lines(of: id),
      cost: try find(SalesOrderCost.self, id.sqlValue), supply: try supply(of: id, today: today),
      deliveries: try deliveries(of: id),
      rebates: try rebateStandings(of: customer, on: today, in: company),
      expectedRebate: try expectedRebate(of: order), derogations: try derogationUses(of: id),
      acceptance: try acceptance(of: id))
  }

  /// The deliveries of an order, the oldest first.
  public func deliveries(of order: ID<SalesOrder>) throws -> [DeliveryDetail] {
    try all(Delivery.self, "WHERE order_id = \(order) ORDER BY day, id").map {
      DeliveryDetail(delivery: $0, lines: try lines(of: $0.id))
    }
  }

  /// The deliveries of a customer, the newest first.
  public func deliveries(of customer: ID<Customer>, limit: Int = 200) throws -> [Delivery] {
    try all(
      Delivery.self, "WHERE customer_id = \(customer) ORDER BY day DESC, id DESC LIMIT \(limit)")
  }

  /// The purchase orders with one of these states, the newest first.
  public func purchaseOrders(
    _ states: [PurchaseOrderState] = [.draft, .ordered, .partlyReceived], limit: Int = 200
  ) throws -> [PurchaseSummary] {
    try all(
      PurchaseOrder.self,
      """
      WHERE state IN \(raw: .list(states.map(\.rawValue)))
      ORDER BY order_day DESC, id DESC LIMIT \(limit)
      """
    ).map { order in
      PurchaseSummary(
        order: order, supplierName: try get(order.supplierID).name, lines: try lines(of: order.id))
    }
  }

  /// The receipts of a purchase order, the oldest first.
  public func receipts(of order: ID<PurchaseOrder>) throws -> [Receipt] {
    try all(Receipt.self, "WHERE purchase_order_id = \(order) ORDER BY day, id")
  }

  /// What the buyer must order, grouped by supplier, the group "sans fournisseur" last.
  public func openRequests(limit: Int = 500) throws -> [RequestSummary] {
    let requests = try all(
      PurchaseRequest.self,
      """
      WHERE state = 'open' ORDER BY supplier_id IS NULL, supplier_id, product_id, id
      LIMIT \(limit)
      """)
    return try requests.map { request in
      let product = try get(request.productID)
      return RequestSummary(
        request: request, productCode: product.code, productName: product.name,
        supplierName: try request.supplierID.map { try get($0).name },
        needs: try needs(of: request.id), isOnDraft: try isOnPurchaseOrder(request.id))
    }
  }
}
