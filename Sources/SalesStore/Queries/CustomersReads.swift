import Database
import Sales
import Values

/// What a customer bought last of a product.
public struct LastPurchase: Sendable, Hashable {
  /// Quantity, price, day.
  public let purchase: CustomerProduct
  /// Code of the product.
  public let productCode: String
  /// Its name.
  public let productName: String
}

/// A customer with what its screen shows.
public struct CustomerDetail: Sendable, Hashable {
  /// The customer.
  public let customer: Customer
  /// In charge.
  public let salesperson: Salesperson?
  /// Payment term.
  public let paymentTerm: PaymentTerm?
  /// Price list.
  public let priceList: PriceList?
  /// People there.
  public let contacts: [Contact]
  /// Delivery addresses, the main one first.
  public let sites: [Site]
  /// Open opportunities.
  public let openOpportunities: [Opportunity]
  /// Drafts and quotes with the customer.
  public let openQuotes: [QuoteSummary]
  /// Orders not fully delivered.
  public let openOrders: [SalesOrder]
  /// Last purchases, the newest first.
  public let purchases: [LastPurchase]
  /// Open tasks about it.
  public let tasks: [Activity]
  /// Calls, mails, notes and visits, the newest first.
  public let interactions: [Interaction]
}

extension StoreReading {
  /// The customers whose code, name or town the words match as prefixes; an exact code first.
  public func customers(matching typed: String, limit: Int = 20) throws -> [Customer] {
    let code = typed.uppercased()
    var found = try all(Customer.self, "WHERE code IN (\(typed), \(code))")
    guard found.count < limit, let query = SearchQuery(typed) else { return found }
    let others = try all(
      Customer.self,
      """
      WHERE search_key IN (
        SELECT rowid FROM customer_search WHERE \(raw: matches(query, in: Customer.table))
        LIMIT \(max(64, limit * 4)))
      """)
    let exact = Set(found.map(\.id))
    found += others.filter { !exact.contains($0.id) }.sorted {
      ($0.name, $0.code) < ($1.name, $1.code)
    }
    return Array(found.prefix(limit))
  }

  /// The classes that customers have, in their order.
  public func customerClasses() throws -> [String] {
    try connection.rows(
      "SELECT DISTINCT customer_class FROM customer WHERE customer_class <> '' ORDER BY 1"
    ) { try $0.text(0) }
  }

  /// The customer of that code.
  /// - Throws: `StoreError.notFound`.
  public func customer(coded code: String) throws -> Customer {
    guard let found = try first(Customer.self, "WHERE code = \(code)") else {
      throw StoreError.notFound(kind: Customer.table.name, key: code)
    }
    return found
  }

  /// The customers in the order of their codes, after one of them.
  public func customers(after code: String = "", limit: Int = 200) throws -> [Customer] {
    try all(Customer.self, "WHERE code > \(code) ORDER BY code LIMIT \(limit)")
  }

  /// The products in the order of their codes, after one of them.
  public func products(after code: String = "", limit: Int = 200) throws -> [Product] {
    try all(Product.self, "WHERE code > \(code) ORDER BY code LIMIT \(limit)")
  }

  private func openQuotes(of customer: ID<Customer>, limit: Int) throws -> [QuoteSummary] {
    var listing = QuoteListing([.draft, .sent])
    listing.customerID = customer
    listing.newestFirst = true
    listing.limit = limit
    return try quotes(listing)
  }

  /// A customer with what its screen shows.
  /// - Throws: `StoreError.notFound`.
  public func customerDetail(_ id: ID<Customer>, limit: Int = 50) throws -> CustomerDetail {
    let customer = try get(id)
    return CustomerDetail(
      customer: customer, salesperson: try customer.salespersonID.flatMap { try find($0) },
      paymentTerm: try customer.paymentTermID.flatMap { try find($0) },
      priceList: try customer.priceListID.flatMap { try find($0) },
      contacts: try all(Contact.self, "WHERE customer_id = \(id) ORDER BY name, id"),
      sites: try all(Site.self, "WHERE customer_id = \(id) ORDER BY main DESC, code"),
      openOpportunities: try openOpportunities(of: id),
      openQuotes: try openQuotes(of: id, limit: limit),
      openOrders: try all(
        SalesOrder.self, "WHERE customer_id = \(id) AND state = 'open' ORDER BY order_day, id"),
      purchases: try lastPurchases(of: id, limit: limit), tasks: try openTasks(of: id.rawValue),
      interactions: try interactions(with: id, limit: limit))
  }

  /// What a customer bought, the newest first.
  public func lastPurchases(of customer: ID<Customer>, limit: Int = 50) throws -> [LastPurchase] {
    try all(
      CustomerProduct.self,
      "WHERE customer_id = \(customer) ORDER BY last_day DESC, product_id LIMIT \(limit)"
    ).map { purchase in
      let product = try get(purchase.productID)
      return LastPurchase(
        purchase: purchase, productCode: product.code, productName: product.name)
    }
  }

  /// The files kept of a record, the newest first, without their bytes.
  public func attachments(of subject: UInt128) throws -> [DocumentAttachment] {
    try all(
      DocumentAttachment.self,
      "WHERE subject_id = \(SQLValue.id(subject)) ORDER BY attached_at DESC")
  }
}
