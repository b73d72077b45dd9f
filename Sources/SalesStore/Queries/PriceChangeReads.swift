import Database
import Sales
import Values

/// Whose prices a mass change is about.
public enum PriceChangeScope: Sendable, Hashable {
  /// The list prices of the products of a family and of those below it.
  case family(ID<Family>)
  /// The list prices of the products a supplier sells us.
  case supplier(ID<Supplier>)
  /// The net prices of a price list.
  case list(ID<PriceList>)
}

/// A price that a mass change would change.
public struct ChangedPrice: Sendable, Hashable {
  /// The product.
  public let product: Product
  /// The rule of the list; nil = the list price of the product.
  public let rule: PriceRule?
  /// The price before; nil = unknown.
  public let before: UnitPrice?
  /// The price after; nil = the change gives none, and the price stays.
  public let after: UnitPrice?
  /// The cost; nil = unknown.
  public let cost: UnitCost?
  /// Least taux de marque of the family; nil = none.
  public let floor: Ratio?

  /// Whether the price would change.
  public var isChanged: Bool { after != nil && after != before }
  /// Taux de marque at the price after; unavailable without cost.
  public var marginAfter: Fraction { rate(after ?? before) }
  /// Taux de marque at the price before; unavailable without cost.
  public var marginBefore: Fraction { rate(before) }

  /// Whether the price after is under the floor of the family.
  public var isUnderFloor: Bool {
    guard let price = after ?? before, let floor else { return false }
    let unit = Int64(product.priceUnit)
    let line = LineAmounts(
      quantity: Quantity(thousandths: 1000), priceUnit: unit, unitPrice: price)
    return LineFloor(line: line, unitCost: cost, costUnit: unit).isUnder(floor)
  }

  private func rate(_ price: UnitPrice?) -> Fraction {
    guard let price, let cost else { return .unavailable }
    return Fraction(price.tenThousandths - cost.tenThousandths, price.tenThousandths)
  }
}

extension StoreReading {
  /// What a mass change would make of each price on a day, by code of the product. Blocked products are
  /// left out: nobody sells them.
  public func changedPrices(
    _ scope: PriceChangeScope, by change: PriceChange, on day: Day
  ) throws -> [ChangedPrice] {
    let method = try settings().costMethod
    let costs = try Dictionary(
      all(ProductCost.self, "WHERE method = \(method.rawValue) AND scope = \(UInt128(0))").map {
        ($0.productID, $0.unitCost)
      }, uniquingKeysWith: { first, _ in first })
    var families = FamilyPaths()
    func changed(
      _ product: Product, _ rule: PriceRule?, from before: UnitPrice?
    ) throws -> ChangedPrice {
      let decimals = min(4, max(0, product.priceDecimals))
      let step = PriceStep(tenThousandths: powerOfTen(4 - decimals))
      let cost = costs[product.id]
      return ChangedPrice(
        product: product, rule: rule, before: before,
        after: try change.price(from: before, cost: cost, step: step), cost: cost,
        floor: try families.floor(of: product.familyID, for: "", self))
    }
    if case .list(let list) = scope {
      return try netRules(of: list, on: day).map { rule, product in
        try changed(product, rule, from: rule.netPrice)
      }
    }
    let dated = try beganPrices(on: day)
    return try products(in: scope).map { product in
      try changed(product, nil, from: dated[product.id] ?? product.listPrice)
    }
  }

  /// The list prices that have begun on a day of their own, of some products or of all.
  func beganPrices(
    of products: [ID<Product>]? = nil, on day: Day
  ) throws -> [ID<Product>: UnitPrice] {
    if products?.isEmpty == true { return [:] }
    let some: SQL = products.map { "product_id IN " + SQL.list($0) + " AND " } ?? ""
    return try Dictionary(
      all(
        ProductPrice.self,
        "WHERE " + some + "valid_from <= \(day) ORDER BY product_id, valid_from"
      ).map { ($0.productID, $0.price) }, uniquingKeysWith: { _, later in later })
  }

  private func products(in scope: PriceChangeScope) throws -> [Product] {
    switch scope {
    case .family(let family):
      let all = try familiesUnder(family)
      return try self.all(
        Product.self,
        "WHERE status <> 'blocked' AND family_id IN " + SQL.list(all) + " ORDER BY code")
    case .supplier(let supplier):
      return try all(
        Product.self,
        """
        WHERE status <> 'blocked' AND id IN (
          SELECT product_id FROM supplier_price WHERE supplier_id = \(supplier))
        ORDER BY code
        """)
    case .list: return []
    }
  }

  /// A family and all below it; a tree bent into a ring ends where it meets itself.
  private func familiesUnder(_ top: ID<Family>) throws -> [ID<Family>] {
    var found = [top]
    var waiting = [top]
    while let parent = waiting.popLast() {
      for child in try all(Family.self, "WHERE parent_id = \(parent)")
      where !found.contains(child.id) {
        found.append(child.id)
        waiting.append(child.id)
      }
    }
    return found
  }

  /// The net prices of a list in force on a day, with their products. Prices that follow an index are
  /// left out: the index changes them.
  private func netRules(
    of list: ID<PriceList>, on day: Day
  ) throws -> [(rule: PriceRule, product: Product)] {
    let rules = try all(
      PriceRule.self,
      """
      WHERE price_list_id = \(list) AND kind = 'net' AND product_id IS NOT NULL
        AND index_id IS NULL AND (valid_from IS NULL OR valid_from <= \(day))
        AND (valid_to IS NULL OR valid_to >= \(day))
      """)
    return try rules.compactMap { rule in
      try rule.productID.flatMap { try find($0) }.map { (rule, $0) }
    }.sorted {
      ($0.product.code, $0.rule.minimumQuantity) < ($1.product.code, $1.rule.minimumQuantity)
    }
  }
}
