import Database
import Sales
import Values

/// A product in the stock list, in the company or in one warehouse. Base units.
public struct StockRow: Sendable, Hashable {
  /// The product.
  public let product: Product
  /// On hand, reserved, incoming there.
  public let position: StockPosition
  /// The first receipt expected there; nil = none, or its day is unknown.
  public let nextDay: Day?
  /// Cost that the stock is valued at, per price unit; nil = unknown, never zero.
  public let cost: UnitCost?
  /// Which cost that is: weighted average, or first in, first out.
  public let costMethod: CostMethod
  /// Whether costs are shown at all.
  public let sight: CostSight
}

extension StoreReading {
  /// A page of the stock list: by code, or those that answer what was typed.
  ///
  /// - Parameters:
  ///   - warehouse: only what is there; nil = the company.
  ///   - today: the day of the list prices.
  public func stockRows(
    matching typed: String, in warehouse: ID<Warehouse>? = nil, today: Day, limit: Int
  ) throws -> [StockRow] {
    let products = try productsListed(matching: typed, limit: limit)
    let ids = products.map(\.id)
    let levels = try levels(of: ids, in: warehouse)
    let incoming = try incomingSums(of: ids, in: warehouse)
    let method = try costRules().valuation
    let costs = try costs(of: ids, by: method)
    let sight = try sight
    let prices = try beganPrices(of: ids, on: today)
    return products.map { stored in
      var product = stored
      product.listPrice = prices[stored.id] ?? stored.listPrice
      let level = levels[product.id]
      let coming = incoming[product.id]
      return StockRow(
        product: product,
        position: StockPosition(
          onHand: level?.onHand ?? .zero, reserved: level?.reserved ?? .zero,
          incoming: coming?.quantity ?? .zero),
        nextDay: coming?.day, cost: costs[product.id], costMethod: method,
        sight: sight)
    }
  }

  /// Products by code, or a window of those that answer what was typed, an exact code first.
  public func productsListed(matching typed: String, limit: Int) throws -> [Product] {
    guard let query = SearchQuery(typed) else {
      return try all(Product.self, "ORDER BY code LIMIT \(limit)")
    }
    let window = max(limit, 200)
    let exact = try product(coded: typed)
    let found = try all(
      Product.self,
      """
      WHERE search_key IN (
        SELECT rowid FROM product_search WHERE \(raw: matches(query, in: Product.table))
        LIMIT \(window))
      ORDER BY code LIMIT \(limit)
      """)
    guard let exact else { return found }
    return [exact] + found.filter { $0.id != exact.id }
  }

  private func levels(
    of products: [ID<Product>], in warehouse: ID<Warehouse>?
  ) throws -> [ID<Product>: StockPosition] {
    let place: SQL = warehouse.map { " AND warehouse_id = \($0)" } ?? ""
    let rows = try connection.rows(
      """
      SELECT product_id, CAST(SUM(on_hand) AS BIGINT), CAST(SUM(reserved) AS BIGINT)
      FROM stock_level WHERE product_id IN
      """ + " " + SQL.list(products) + place + " GROUP BY product_id"
    ) { row in
      (
        ID<Product>(rawValue: try row.id(0)),
        StockPosition(onHand: try row.quantity(1), reserved: try row.quantity(2))
      )
    }
    return Dictionary(rows) { first, _ in first }
  }

  private func incomingSums(
    of products: [ID<Product>], in warehouse: ID<Warehouse>?
  ) throws -> [ID<Product>: NextReceipt] {
    let place: SQL = warehouse.map { " AND purchase_order.warehouse_id = \($0)" } ?? ""
    let rows = try connection.rows(
      """
      SELECT purchase_line.product_id,
        CAST(SUM(purchase_line.quantity - purchase_line.received) AS BIGINT),
        MIN(COALESCE(purchase_line.expected_day, purchase_order.expected_day))
      FROM purchase_line
        JOIN purchase_order ON purchase_order.id = purchase_line.purchase_order_id
      WHERE purchase_line.state IN ('ordered', 'partlyReceived')
        AND purchase_order.state IN ('ordered', 'partlyReceived')
        AND purchase_line.product_id IN
      """ + " " + SQL.list(products) + place + " GROUP BY purchase_line.product_id"
    ) { row in
      (
        ID<Product>(rawValue: try row.id(0)),
        NextReceipt(day: try row.optionalDay(2), quantity: try row.quantity(1))
      )
    }
    return Dictionary(rows) { first, _ in first }
  }

  private func costs(
    of products: [ID<Product>], by method: CostMethod
  ) throws -> [ID<Product>: UnitCost] {
    guard try sight == .full else { return [:] }
    let rows = try connection.rows(
      """
      SELECT product_id, unit_cost FROM product_cost
      WHERE method = \(method.rawValue) AND scope = \(UInt128(0)) AND product_id IN
      """ + " " + SQL.list(products)
    ) { (ID<Product>(rawValue: try $0.id(0)), UnitCost(tenThousandths: try $0.int64(1))) }
    return Dictionary(rows) { first, _ in first }
  }
}

/// What a customer bought last of a product.
public struct ProductSale: Sendable, Hashable {
  /// Name of the customer.
  public let customerName: String
  /// Last order, its day, quantity and price.
  public let last: CustomerProduct
}

/// Everything the product screen shows.
public struct ProductView: Sendable, Hashable {
  /// The product.
  public let product: Product
  /// Name of its family; empty = none.
  public let familyName: String
  /// The cost margins are computed with; nil = unknown.
  public let cost: ProductCost?
  /// Which cost that is.
  public let costMethod: CostMethod
  /// Every cost that is known of it, by method.
  public let costs: [ProductCost]
  /// What changed the value of its stock, the newest first.
  public let values: [StockValueRow]
  /// What stands in the place of the cost where it is not shown.
  public let hidden: HiddenCost?
  /// Where it is, who holds it, who waits, what comes.
  public let sheet: StockSheet
  /// Its moves, the newest first.
  public let moves: [StockMove]
  /// Price rules on the product itself.
  public let rules: [PriceRule]
  /// Its packagings, the smallest first.
  public let packagings: [ProductUnit]
  /// Who bought it last, the newest first.
  public let sales: [ProductSale]
  /// Who sells it to us.
  public let offers: [SupplierOffer]
  /// What does as well.
  public let equivalents: [Product]
  /// Who would be asked for one more, by either rule.
  public let choice: SupplierOffers
  /// List prices that begin on a day of their own, the last first.
  public let datedPrices: [ProductPrice]
}

extension StoreReading {
  /// Everything the product screen shows.
  /// - Throws: `StoreError.notFound`.
  public func productView(_ id: ID<Product>, today: Day, limit: Int = 100) throws -> ProductView {
    let product = try dated(try get(id), on: today)
    let sales = try all(
      CustomerProduct.self, "WHERE product_id = \(id) ORDER BY last_day DESC LIMIT \(limit)")
    let rules = try costRules()
    return ProductView(
      product: product, familyName: try product.familyID.map { try get($0).name } ?? "",
      cost: try cost(of: id, by: rules.method), costMethod: rules.method,
      costs: try all(ProductCost.self, "WHERE product_id = \(id) ORDER BY method"),
      values: try valueLog(of: id, limit: limit), hidden: try hiddenCosts(of: [id], for: "")?[id],
      sheet: try stockSheet(of: id),
      moves: try moves(of: id, limit: limit),
      rules: try all(PriceRule.self, "WHERE product_id = \(id) ORDER BY level, minimum_quantity"),
      packagings: try all(ProductUnit.self, "WHERE product_id = \(id) ORDER BY factor, unit"),
      sales: try sales.map {
        ProductSale(customerName: try get($0.customerID).name, last: $0)
      },
      offers: try offers(of: id, on: today), equivalents: try equivalents(of: id),
      choice: try supplierOffers(
        of: id, quantity: Quantity(thousandths: 1000), on: today),
      datedPrices: try datedPrices(of: id))
  }
}
