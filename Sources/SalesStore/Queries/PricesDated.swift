import Database
import Sales
import Values

// Prices and quotations of a day: the newest row that has begun.

extension StoreReading {
  /// The list price of a product on a day: the newest that has begun, else that of the product.
  public func listPrice(of product: Product, on day: Day) throws -> UnitPrice? {
    try first(
      ProductPrice.self,
      """
      WHERE product_id = \(product.id) AND valid_from <= \(day)
      ORDER BY valid_from DESC LIMIT 1
      """)?.price ?? product.listPrice
  }

  /// The product as it is sold on a day: with the list price of that day.
  public func dated(_ product: Product, on day: Day) throws -> Product {
    var dated = product
    dated.listPrice = try listPrice(of: product, on: day)
    return dated
  }

  /// The list prices of a product that begin on a day of their own, the last first.
  public func datedPrices(of product: ID<Product>) throws -> [ProductPrice] {
    try all(ProductPrice.self, "WHERE product_id = \(product) ORDER BY valid_from DESC")
  }

  /// What an index is worth on a day: the newest value that has begun; nil before the first.
  public func reading(of index: ID<CommodityIndex>, on day: Day) throws -> IndexReading? {
    try first(
      IndexReading.self,
      "WHERE index_id = \(index) AND day <= \(day) ORDER BY day DESC LIMIT 1")
  }

  /// What was ordered under a price rule and not given up, in base units.
  public func ordered(under rule: ID<PriceRule>) throws -> Quantity {
    try connection.first(
      """
      SELECT CAST(COALESCE(SUM(quantity - cancelled), 0) AS BIGINT) FROM order_line
      WHERE price_rule_id = \(rule)
      """
    ) { Quantity(thousandths: try $0.int64(0)) } ?? .zero
  }

  /// The index with this code.
  /// - Throws: `StoreError.notFound`.
  public func index(coded code: String) throws -> CommodityIndex {
    guard let found = try first(CommodityIndex.self, "WHERE code = \(code)") else {
      throw StoreError.notFound(kind: CommodityIndex.table.name, key: code)
    }
    return found
  }

  /// The indexes, each with its last value on a day and the one before it.
  public func indexRows(on day: Day) throws -> [IndexRow] {
    try all(CommodityIndex.self, "ORDER BY code").map { index in
      let last = try all(
        IndexReading.self,
        "WHERE index_id = \(index.id) AND day <= \(day) ORDER BY day DESC LIMIT 2")
      return IndexRow(index: index, last: last.first, former: last.dropFirst().first)
    }
  }

  /// The values of an index, the newest first.
  public func readings(of index: ID<CommodityIndex>, limit: Int = .max) throws -> [IndexReading] {
    try all(
      IndexReading.self, "WHERE index_id = \(index) ORDER BY day DESC LIMIT \(limit)")
  }
}

/// A row of the list of indexes.
public struct IndexRow: Sendable, Hashable {
  /// The index.
  public let index: CommodityIndex
  /// Its value; nil = none was entered yet.
  public let last: IndexReading?
  /// The value before.
  public let former: IndexReading?

  /// By how much the last value moved since the one before.
  public var move: Fraction {
    guard let last, let former else { return .unavailable }
    return last.value.move(since: former.value)
  }
}
