import Database
import Sales
import Values

/// A set with its lines as they are typed.
public struct ProductSetRow: Sendable, Hashable {
  /// The set.
  public let set: ProductSet
  /// Its lines.
  public let lines: [ProductSetLine]
  /// Code and name of its products.
  public let products: [ID<Product>: Product]

  /// The lines with codes in the place of products.
  public var typed: [TypedSetLine] {
    lines.map { line in
      TypedSetLine(
        code: line.productID.flatMap { products[$0]?.code }, words: line.description,
        quantity: line.quantity, unit: line.unit, isOptional: line.optional)
    }
  }
}

/// A set that answers what was typed, with all that choosing it needs.
public struct SetMatch: Sendable, Hashable {
  /// The set, its lines and the terms of its products.
  public let terms: SetTerms
  /// Its products with price, stock and last purchase for this party.
  public let products: [ID<Product>: ProductMatch]
  /// The price of one set for this party; nil = a part has none.
  public let price: Amount?
  /// How many whole sets the free stock makes.
  public let free: Quantity

  /// The set.
  public var set: ProductSet { terms.set }

  init(_ terms: SetTerms, _ products: [ID<Product>: ProductMatch], _ context: PricingContext) {
    self.terms = terms
    self.products = products
    let one = try? terms.lines(LineTyping(), context)
    let parts = one?.parts.filter(\.isProduct) ?? []
    let isPriced = !parts.isEmpty && parts.allSatisfy { $0.row.priceSource != .unknown }
    price =
      isPriced
      ? parts.reduce(Amount?.some(.zero)) { sum, part in
        let net = try? part.amounts.net(minorUnits: context.currency.minorUnits)
        return net.flatMap { net in sum.map { $0 + net } }
      } : nil
    var needs: [ID<Product>: Int64] = [:]
    for part in parts {
      if let id = part.productID { needs[id, default: 0] += part.quantity.thousandths }
    }
    let wholes = needs.map { id, need in
      max(0, products[id]?.stock.total.free.thousandths ?? 0) / max(1, need)
    }
    free = Quantity(thousandths: (wholes.min() ?? 0) * 1000)
  }
}

extension StoreReading {
  /// Every set by code, those that are not proposed any more included.
  public func productSets() throws -> [ProductSetRow] {
    try rows(of: all(ProductSet.self, "ORDER BY code"))
  }

  /// One set with its lines.
  public func productSet(_ id: ID<ProductSet>) throws -> ProductSetRow {
    guard let set = try find(ProductSet.self, id.sqlValue) else {
      throw StoreError.notFound(kind: ProductSet.table.name, key: id.description)
    }
    return try rows(of: [set])[0]
  }

  /// The set of a code, in either case.
  ///
  /// - Throws: `StoreError.notFound`.
  public func productSet(coded code: String) throws -> ProductSetRow {
    guard let set = try first(ProductSet.self, "WHERE code IN (\(code), \(code.uppercased()))")
    else { throw StoreError.notFound(kind: ProductSet.table.name, key: code) }
    return try rows(of: [set])[0]
  }

  private func rows(of sets: [ProductSet]) throws -> [ProductSetRow] {
    try sets.map { set in
      let lines = try all(ProductSetLine.self, "WHERE set_id = \(set.id) ORDER BY line")
      let products = try lines.compactMap(\.productID).map { try get($0) }
      return ProductSetRow(
        set: set, lines: lines,
        products: Dictionary(products.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one }))
    }
  }

  /// The sets that answer what was typed on the day of the prices: an exact code first, then by words.
  public func sets(
    matching typed: String, _ context: PricingContext, limit: Int
  ) throws -> [SetMatch] {
    try proposedSets(matching: typed, on: context.day, limit: limit).map { try match($0, context) }
  }

  /// Every set that answers what was typed, with this party's price and stock; all of them in the order of
  /// their codes where nothing is typed.
  public func setList(
    matching typed: String, _ context: PricingContext, limit: Int
  ) throws -> [SetMatch] {
    guard typed.isEmpty else { return try sets(matching: typed, context, limit: limit) }
    let known = try all(ProductSet.self, "WHERE active = 1 ORDER BY code LIMIT \(limit)")
    return try known.filter { $0.isProposed(on: context.day) }.map { try match($0, context) }
  }

  /// The set of exactly this code with this party's price and stock.
  /// - Throws: `StoreError.notFound` where none is proposed on the day of the prices.
  public func set(of code: String, _ context: PricingContext) throws -> SetMatch {
    guard let found = try set(coded: code, on: context.day) else {
      throw StoreError.notFound(kind: ProductSet.table.name, key: code)
    }
    return try match(found, context)
  }

  /// The set of exactly this code that is proposed on a day.
  public func set(coded code: String, on day: Day) throws -> ProductSet? {
    let found = try all(ProductSet.self, "WHERE code IN (\(code), \(code.uppercased()))")
    return found.first { $0.isProposed(on: day) }
  }

  /// A set with its price and stock for a party.
  public func match(_ set: ProductSet, _ context: PricingContext) throws -> SetMatch {
    let lines = try all(ProductSetLine.self, "WHERE set_id = \(set.id) ORDER BY line")
    let found = try products(lines.compactMap(\.productID), context)
    let matches = Dictionary(found.map { ($0.product.id, $0) }, uniquingKeysWith: { one, _ in one })
    let terms = SetTerms(set: set, lines: lines, products: matches.mapValues(\.terms))
    return SetMatch(terms, matches, context)
  }

  func proposedSets(
    matching typed: String, on day: Day, limit: Int
  ) throws -> [ProductSet] {
    var sets = try set(coded: typed, on: day).map { [$0] } ?? []
    guard sets.count < limit else { return Array(sets.prefix(limit)) }
    // Sets are few: a window of them is read, then those that are over are left out.
    for set in try found(ProductSet.self, by: typed, limit: limit * 4)
    where set.isProposed(on: day) && !sets.contains(where: { $0.id == set.id }) {
      sets.append(set)
    }
    return Array(sets.prefix(limit))
  }
}
