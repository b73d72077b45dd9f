import Database
import Sales
import Values

// What a desk reads that does not see costs: floor prices, whether a cost is known, and the prices that
// formulas on costs give. The views are of migration 0013.

/// The price of a formula on the cost that is not shown itself; nil = the cost is unknown.
struct HiddenPrice {
  let price: UnitPrice?
}

extension StoreReading {
  /// What stands in the place of the costs of some products for a class of customers; nil where costs are
  /// seen.
  func hiddenCosts(
    of products: [ID<Product>], for customerClass: String
  ) throws -> [ID<Product>: HiddenCost]? {
    guard try sight == .hidden else { return nil }
    let rows = try connection.rows(
      "SELECT has_cost, floor_price, product_id FROM product_floor WHERE product_id IN "
        + SQL.list(products)
        + " AND customer_class IN (\(customerClass), '') ORDER BY customer_class"
    ) { (ID<Product>(rawValue: try $0.id(2)), try HiddenCost(row: $0)) }
    // The customer's class stands after the empty one, and over it.
    let found = Dictionary(rows) { $1 }
    let unknown = HiddenCost(isKnown: false, floorPrice: nil)
    return Dictionary(
      uniqueKeysWithValues: Set(products).map { ($0, found[$0] ?? unknown) })
  }

  /// What stands in the place of the costs frozen on the lines of some quotes; nil where costs are seen.
  func hiddenCosts(of quotes: [ID<Quote>]) throws -> [DraftRows.Place: HiddenCost]? {
    guard try sight == .hidden else { return nil }
    let rows = try connection.rows(
      "SELECT has_cost, floor_price, quote_id, line FROM quote_line_floor WHERE quote_id IN "
        + SQL.list(quotes) + " ORDER BY quote_id, line, customer_class"
    ) {
      (
        DraftRows.Place(ID<Quote>(rawValue: try $0.id(2)), try $0.int(3)),
        try HiddenCost(row: $0)
      )
    }
    // The customer's class stands after the empty one, and over it.
    return Dictionary(rows) { $1 }
  }

  /// Lines of a quote whose cost nobody knows: their presence alone asks for an approval (product.md).
  public func linesWithoutCost(of quote: ID<Quote>) throws -> Int {
    guard let hidden = try hiddenCosts(of: [quote]) else {
      return try find(QuoteCost.self, quote.sqlValue)?.uncostedLines ?? 0
    }
    let unknown = Set(hidden.filter { !$0.value.isKnown }.keys.map(\.line))
    guard !unknown.isEmpty else { return 0 }
    return try all(QuoteLine.self, "WHERE quote_id = \(quote)").count {
      $0.choice == .firm && unknown.contains($0.line)
    }
  }

  /// The price that a rule's formula on the cost gives a product where neither is shown.
  func hiddenFormulaPrice(
    of rule: PriceRule, for product: ID<Product>
  ) throws -> HiddenPrice? {
    guard rule.kind == .formula, rule.formula.isEmpty, try sight == .hidden else { return nil }
    guard let reader = try costReader else {
      // The server's own function: neither cost nor formula may be read here.
      let price = try connection.first("SELECT cost_formula_price(\(rule.id), \(product))") {
        try $0.optionalInt64(0).map { UnitPrice(tenThousandths: $0) }
      }
      return HiddenPrice(price: price ?? nil)
    }
    let method = try settings().costMethod
    guard let text = try reader.find(rule.id)?.formula, let formula = try? PriceFormula(text: text),
      let cost = try reader.cost(of: product, by: method)?.unitCost
    else { return HiddenPrice(price: nil) }
    return HiddenPrice(
      price: try formula.price(from: UnitPrice(tenThousandths: cost.tenThousandths)))
  }
}

extension HiddenCost {
  fileprivate init(row: any SQLRow) throws {
    self.init(
      isKnown: try row.bool(0),
      floorPrice: try row.optionalInt64(1).map { UnitPrice(tenThousandths: $0) })
  }
}
