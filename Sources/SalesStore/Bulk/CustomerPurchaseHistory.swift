import Database
import Sales
import Values

// What each customer last paid, made again from the order lines after bulk work: customer by
// customer in the order of the table, so that nothing is sorted and every page is written once.

extension StoreWriter {
  /// Makes the purchase history of customers again.
  ///
  /// - Parameters:
  ///   - after: the customer to go on after, zero to begin.
  ///   - limit: how many customers at most, so that a transaction stays small.
  /// - Returns: the last customer made; nil when none was left.
  public func rebuildPurchases(
    after: ID<Customer> = ID(rawValue: 0), limit: Int
  ) throws -> ID<Customer>? {
    let customers: [ID<Customer>] = try connection.rows(
      "SELECT id FROM customer WHERE id > \(after) ORDER BY id LIMIT \(limit)"
    ) { ID(rawValue: try $0.id(0)) }
    for customer in customers { try rebuildPurchases(of: customer) }
    return customers.last
  }

  /// Makes the purchase history of one customer again.
  public func rebuildPurchases(of customer: ID<Customer>) throws {
    try connection.run("DELETE FROM customer_product WHERE customer_id = \(customer)")
    for known in try purchases(of: customer).values.sorted(by: { $0.productID < $1.productID }) {
      try insertInBulk(known)
    }
  }

  private func purchases(
    of customer: ID<Customer>
  ) throws -> [ID<Product>: CustomerProduct] {
    var found: [ID<Product>: CustomerProduct] = [:]
    let company = try company().currency
    try connection.forEach(
      """
      SELECT o.id, o.order_day, l.product_id, l.quantity, l.unit_price, l.price_unit, l.discounts,
        o.rate
      FROM sales_order o JOIN order_line l ON l.order_id = o.id
      WHERE o.customer_id = \(customer) AND l.product_id IS NOT NULL AND l.quantity > 0
        AND o.state <> 'cancelled'
      ORDER BY o.order_day, o.id, l.line
      """
    ) { row in
      let bought = try Self.purchase(row, customer, company)
      let before = found[bought.productID]
      var counted = bought
      // Several lines of one order are one purchase.
      let again = before?.lastOrderID == bought.lastOrderID ? 0 : 1
      counted.orderCount = (before?.orderCount ?? 0) + again
      found[bought.productID] = counted
    }
    return found
  }

  private static func purchase(
    _ row: any SQLRow, _ customer: ID<Customer>, _ company: Currency
  ) throws -> CustomerProduct {
    let priceUnit = try row.int(5)
    let steps = try row.text(6).split(separator: " ").compactMap {
      Int64($0).map { Ratio(basisPoints: $0) }
    }
    let terms = LineAmounts(
      quantity: Quantity(thousandths: try row.int64(3)), priceUnit: Int64(priceUnit),
      unitPrice: UnitPrice(tenThousandths: try row.int64(4)), discounts: try Discounts(steps))
    // Prices have the same unit in every currency: which one it was does not matter.
    let money = DocumentCurrency(
      company, company: company, rate: try row.optionalInt64(7).map(ExchangeRate.init(scaled:)))
    return CustomerProduct(
      customerID: customer, productID: ID(rawValue: try row.id(2)),
      lastOrderID: ID(rawValue: try row.id(0)),
      lastDay: Day(daysSinceEpoch: Int32(truncatingIfNeeded: try row.int64(1))),
      lastQuantity: terms.quantity, lastPrice: money.own(terms.netUnitPrice) ?? terms.netUnitPrice,
      priceUnit: priceUnit)
  }
}
