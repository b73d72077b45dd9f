import Database
import Sales
import Values

/// Which orders a list shows.
public enum OrderListView: String, Sendable, Hashable, CaseIterable {
  /// Something is left to deliver.
  case toDeliver
  /// Something left already and something is left.
  case backorders
  /// All was delivered.
  case delivered
  /// Given up or cancelled.
  case closed
}

/// Which purchase orders a list shows.
public enum PurchaseListView: String, Sendable, Hashable, CaseIterable {
  /// Not sent to their supplier yet.
  case drafts
  /// Under way.
  case underWay
  /// Received or given up.
  case past

  var states: [PurchaseOrderState] {
    switch self {
    case .drafts: [.draft]
    case .underWay: [.ordered, .partlyReceived]
    case .past: [.received, .closed]
    }
  }
}

/// A line of a purchase order with its product.
public struct PurchaseLineView: Sendable, Hashable {
  /// The line.
  public let line: PurchaseLine
  /// Its product.
  public let product: Product
  /// Numbers of the customers' orders that wait for it.
  public let waiting: [String]

  /// Still to come.
  public var outstanding: Quantity {
    line.state == .ordered || line.state == .partlyReceived
      ? line.quantity - line.received : .zero
  }
}

/// Everything the purchase order screen shows.
public struct PurchaseView: Sendable, Hashable {
  /// The purchase order.
  public let order: PurchaseOrder
  /// Its supplier.
  public let supplier: Supplier
  /// Where the goods are received.
  public let warehouse: Warehouse
  /// Its lines.
  public let lines: [PurchaseLineView]
  /// What came, the oldest first.
  public let receipts: [Receipt]
  /// What came line by line, the newest receipt first.
  public let received: [ReceivedGoods]
}

/// A line of a receipt of a purchase order.
public struct ReceivedGoods: Sendable, Hashable {
  /// The receipt.
  public let receipt: Receipt
  /// Its line, with the price it was received or invoiced at.
  public let line: ReceiptLine
  /// The product.
  public let product: Product
}

extension StoreReading {
  /// The orders of a view, the newest first; those of a number or of customers whose name answers
  /// what was typed.
  public func orderRows(
    _ view: OrderListView, matching typed: String = "", limit: Int
  ) throws -> [OrderSummary] {
    var condition: SQL =
      switch view {
      case .toDeliver: "WHERE state = 'open'"
      case .backorders: "WHERE state = 'open' AND delivered_total > 0"
      case .delivered: "WHERE state = 'delivered'"
      case .closed: "WHERE state IN ('closed', 'cancelled')"
      }
    if !typed.isEmpty { condition += try matchingOrders(typed) }
    let orders = try all(
      SalesOrder.self, condition + " ORDER BY order_day DESC, id DESC LIMIT \(limit)")
    var names: [ID<Customer>: String] = [:]
    let company = try company().currency
    return try orders.map { order in
      let name = try names[order.customerID] ?? get(order.customerID).name
      names[order.customerID] = name
      return OrderSummary(order: order, customerName: name, companyCurrency: company)
    }
  }

  private func matchingOrders(_ typed: String) throws -> SQL {
    let number = typed.uppercased()
    let customers = try found(Customer.self, by: typed, limit: 50).map(\.id)
    // A prefix as a range, which an index can answer; U+10FFFF comes after every number.
    let end = number + "\u{10FFFF}"
    return
      """
       AND ((number >= \(number) AND number < \(end)) OR id IN (SELECT order_id FROM order_acceptance
         WHERE customer_order <> ''
           AND upper(customer_order) >= \(number) AND upper(customer_order) < \(end)) OR customer_id IN
      """ + " " + SQL.list(customers) + ")"
  }

  /// The purchase orders of a view, the newest first.
  public func purchaseRows(_ view: PurchaseListView, limit: Int) throws -> [PurchaseSummary] {
    try purchaseOrders(view.states, limit: limit)
  }

  /// Everything the purchase order screen shows.
  /// - Throws: `StoreError.notFound`.
  public func purchaseView(_ id: ID<PurchaseOrder>) throws -> PurchaseView {
    let order = try get(id)
    return PurchaseView(
      order: order, supplier: try get(order.supplierID), warehouse: try get(order.warehouseID),
      lines: try lines(of: id).map { line in
        PurchaseLineView(
          line: line, product: try get(line.productID),
          waiting: try ordersWaiting(for: id, lines: [line.line]))
      },
      receipts: try receipts(of: id),
      received: try received(on: id).map { receipt, line in
        ReceivedGoods(receipt: receipt, line: line, product: try get(line.productID))
      })
  }
}
