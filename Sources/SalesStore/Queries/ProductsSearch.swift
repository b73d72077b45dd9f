import Database
import Sales
import Values

/// A product that answers what was typed, with all that choosing it needs.
///
/// Shared, not copied: a quote of a thousand lines keeps as many, and copies them with each change.
public final class ProductMatch: Sendable, Hashable {
  /// Product, packagings, rules, cost, floor, VAT: a line is made of it without the store.
  public let terms: ProductTerms
  /// The price of one sales unit for this customer, per price unit; nil = unknown.
  public let price: PriceChoice?
  /// On hand, reserved, free, incoming, per warehouse.
  public let stock: ProductStock
  /// What this customer last paid; nil = never bought.
  public let lastPurchase: CustomerProduct?

  init(
    terms: ProductTerms, price: PriceChoice?, stock: ProductStock, lastPurchase: CustomerProduct?
  ) {
    self.terms = terms
    self.price = price
    self.stock = stock
    self.lastPurchase = lastPurchase
  }

  /// Whether everything about them is the same.
  public static func == (left: ProductMatch, right: ProductMatch) -> Bool {
    left === right
      || (left.terms == right.terms && left.price == right.price && left.stock == right.stock
        && left.lastPurchase == right.lastPurchase)
  }

  /// By the product: two states of one are rarely compared.
  public func hash(into hasher: inout Hasher) { hasher.combine(terms.product.id) }

  /// The product.
  public var product: Product { terms.product }
  /// Margin of a price over the known cost; unavailable without either.
  public var marginRate: Fraction {
    guard let price, let cost = terms.unitCost, let own = terms.own(price.netPrice) else {
      return .unavailable
    }
    let net = own.tenThousandths
    return Fraction(net - cost.tenThousandths, net)
  }
}

extension ProductTerms {
  /// A price of the document in the company's currency.
  func own(_ price: UnitPrice) -> UnitPrice? { money.map { $0.own(price) } ?? price }
}

extension DocumentCurrency? {
  /// What a customer last paid, which is kept in the company's currency, in that of the document.
  fileprivate func converted(_ purchase: CustomerProduct) -> CustomerProduct {
    var shown = purchase
    shown.lastPrice = (try? self?.foreign(purchase.lastPrice)) ?? purchase.lastPrice
    return shown
  }
}

/// A product found by words, with what ranks it.
private struct RankedProduct {
  let id: ID<Product>
  let code: String
  let orderCount: Int
}

extension StoreReading {
  /// The products that answer what was typed: an exact code, barcode or alias first, then those the
  /// customer buys, then by code. Words match as prefixes, in any order, accents ignored.
  public func products(
    matching typed: String, _ context: PricingContext, limit: Int = 8
  ) throws -> [ProductMatch] {
    let found = try productIDs(matching: typed, customer: context.customerID, limit: limit)
    return try products(found, context)
  }

  /// A product with its price, stock and last purchase for this party.
  public func product(_ id: ID<Product>, _ context: PricingContext) throws -> ProductMatch {
    guard let match = try products([id], context).first else {
      throw StoreError.notFound(kind: Product.table.name, key: id.description)
    }
    return match
  }

  /// Products with their prices, stocks and last purchases for this party, in that order, each once; one
  /// that does not exist is left out.
  public func products(
    _ ids: [ID<Product>], _ context: PricingContext
  ) throws -> [ProductMatch] {
    guard !ids.isEmpty else { return [] }
    var families = FamilyPaths()
    let rows = try ProductRows(of: ids, context, &families, self)
    let found = rows.products.map(\.id)
    let stocks = try stocks(holding: found)
    let last = try context.customerID.map { try lastPurchases(of: found, by: $0) } ?? [:]
    return try rows.products.map { product in
      let terms = try terms(of: product, context, rows, &families)
      let content = terms.packaging(product.salesUnit)?.content ?? Quantity(thousandths: 1000)
      return ProductMatch(
        terms: terms, price: try terms.price(of: content, context),
        stock: stocks[product.id] ?? ProductStock(warehouses: []),
        lastPurchase: last[product.id].map { terms.money.converted($0) })
    }
  }

  /// The product of exactly this code, alias or barcode.
  public func product(coded code: String) throws -> Product? {
    try exactProducts(code, customer: nil).first.flatMap { try find($0) }
  }

  /// Identities in the order of the proposal.
  func productIDs(
    matching typed: String, customer: ID<Customer>?, limit: Int
  ) throws -> [ID<Product>] {
    var found = try exactProducts(typed, customer: customer)
    guard found.count < limit, let query = SearchQuery(typed) else {
      return Array(found.prefix(limit))
    }
    // A window of matches is ranked, not all of them: one letter matches half a catalogue.
    let window = max(64, limit * 4)
    var ranked = try wordMatches(query, customer: customer, limit: window)
    if ranked.count == window, let customer {
      ranked += try usualMatches(query, customer: customer, limit: window)
    }
    ranked.sort { ($1.orderCount, $0.code) < ($0.orderCount, $1.code) }
    for match in ranked where !found.contains(match.id) {
      guard found.count < limit else { break }
      found.append(match.id)
    }
    return Array(found.prefix(limit))
  }

  /// Those of exactly this code, then alias, then barcode of a packaging.
  func exactProducts(_ typed: String, customer: ID<Customer>?) throws -> [ID<Product>] {
    let code = typed.uppercased()
    let rows: [ID<Product>] = try connection.rows(
      """
      SELECT id FROM product WHERE code IN (\(typed), \(code)) AND status <> 'blocked'
      UNION ALL
      SELECT product_id FROM product_alias
      WHERE value IN (\(typed), \(code)) AND (customer_id IS NULL OR customer_id = \(customer))
      UNION ALL
      SELECT product_id FROM product_unit WHERE barcode = \(typed) AND barcode <> ''
      """
    ) { ID(rawValue: try $0.id(0)) }
    var unique: [ID<Product>] = []
    for id in rows where !unique.contains(id) { unique.append(id) }
    return unique
  }

  private func wordMatches(
    _ query: SearchQuery, customer: ID<Customer>?, limit: Int
  ) throws -> [RankedProduct] {
    try connection.rows(
      """
      SELECT product.id, product.code, COALESCE(customer_product.order_count, 0)
      FROM product_search JOIN product ON product.search_key = product_search.rowid
        LEFT JOIN customer_product ON customer_product.product_id = product.id
          AND customer_product.customer_id = \(customer)
      WHERE \(raw: matches(query, in: Product.table)) AND product.status <> 'blocked'
      LIMIT \(limit)
      """
    ) { row in
      RankedProduct(
        id: ID(rawValue: try row.id(0)), code: try row.text(1), orderCount: try row.int(2))
    }
  }

  /// Among what the customer buys most, what the words match: for words too short to rank all.
  private func usualMatches(
    _ query: SearchQuery, customer: ID<Customer>, limit: Int
  ) throws -> [RankedProduct] {
    let usual: [(RankedProduct, String)] = try connection.rows(
      """
      SELECT product.id, product.code, customer_product.order_count, product.name
      FROM customer_product JOIN product ON product.id = customer_product.product_id
      WHERE customer_product.customer_id = \(customer) AND product.status <> 'blocked'
      ORDER BY customer_product.order_count DESC LIMIT \(limit)
      """
    ) { row in
      let ranked = RankedProduct(
        id: ID(rawValue: try row.id(0)), code: try row.text(1), orderCount: try row.int(2))
      return (ranked, try row.text(3))
    }
    return usual.filter { product, name in
      let words = SearchWords.fold(product.code + " " + name)
      return query.prefixes.allSatisfy { prefix in words.contains { $0.hasPrefix(prefix) } }
    }.map(\.0)
  }
}
