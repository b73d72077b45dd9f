import Database
import Sales
import Values

// Pricing eight proposals or a thousand lines asks for the same kinds of rows again and again. On a server
// each question is a round trip (0.15 ms on one machine, more over a network), so that they are asked for
// all products together:
//
//   products ──► ProductRows ──► terms(of: each) ──► ProductMatch
//             a statement a kind       no store

/// The rows that pricing some products for one party needs, read together.
struct ProductRows {
  /// In the order asked for, each once; those that do not exist are left out.
  private(set) var products: [Product] = []
  private(set) var units: [ID<Product>: [ProductUnit]] = [:]
  private(set) var costs: [ID<Product>: ProductCost] = [:]
  /// What stands in the place of costs where they are not seen.
  private(set) var hidden: [ID<Product>: HiddenCost]?
  /// What suppliers grant for the party, where costs are seen.
  private(set) var derogations: [ID<Product>: LineDerogation] = [:]
  private(set) var vatRates: [String: Ratio] = [:]
  private var rulesOfProducts: [ID<Product>: [PriceRule]] = [:]
  private var rulesOfFamilies: [ID<Family>: [PriceRule]] = [:]
  private var commonRules: [PriceRule] = []

  /// How many parameters a list of products takes at most: both engines take many more.
  private static let chunk = 512

  /// Reads what is asked for; `families` learns the paths and floors of all of them.
  init(
    of ids: [ID<Product>], _ context: PricingContext, _ families: inout FamilyPaths,
    _ store: some StoreReading
  ) throws {
    var wanted: [ID<Product>] = []
    var seen: Set<ID<Product>> = []
    for id in ids where seen.insert(id).inserted { wanted.append(id) }
    for start in stride(from: 0, to: wanted.count, by: Self.chunk) {
      try read(Array(wanted[start..<min(start + Self.chunk, wanted.count)]), context, store)
    }
    let leaves = Set(products.compactMap(\.familyID))
    try families.prepare(leaves, for: context.customerClass, store)
    try readRules(of: families.known(above: leaves), context, store)
    for code in Set(products.map(\.vatCode)) {
      vatRates[code] = try store.vatRate(code, context)
    }
  }

  private mutating func read(
    _ ids: [ID<Product>], _ context: PricingContext, _ store: some StoreReading
  ) throws {
    let list = SQL.list(ids)
    let found = try store.find(ids)
    var prices: [ID<Product>: UnitPrice] = [:]
    for price in try store.all(
      ProductPrice.self,
      "WHERE product_id IN " + list + " AND valid_from <= \(context.day) ORDER BY valid_from")
    {
      prices[price.productID] = price.price
    }
    for id in ids {
      guard var product = found[id] else { continue }
      product.listPrice = prices[id] ?? product.listPrice
      products.append(product)
    }
    for unit in try store.all(
      ProductUnit.self, "WHERE product_id IN " + list + " ORDER BY product_id, factor")
    {
      units[unit.productID, default: []].append(unit)
    }
    let method = context.costMethod.rawValue
    for cost in try store.all(
      ProductCost.self,
      "WHERE product_id IN " + list + " AND method = \(method) AND scope = \(SQLValue.id(0))")
    {
      costs[cost.productID] = cost
    }
    derogations.merge(try store.derogations(of: ids, context)) { first, _ in first }
    if let floors = try store.hiddenCosts(of: ids, for: context.customerClass) {
      hidden = (hidden ?? [:]).merging(floors) { $1 }
    }
    for rule in try store.all(
      PriceRule.self, "WHERE product_id IN " + list + Self.party(of: context))
    {
      if let id = rule.productID { rulesOfProducts[id, default: []].append(rule) }
    }
  }

  private mutating func readRules(
    of families: [ID<Family>], _ context: PricingContext, _ store: some StoreReading
  ) throws {
    let party = Self.party(of: context)
    if !families.isEmpty {
      for rule in try store.all(
        PriceRule.self, "WHERE family_id IN " + SQL.list(families) + party)
      {
        if let id = rule.familyID { rulesOfFamilies[id, default: []].append(rule) }
      }
    }
    commonRules = try store.all(
      PriceRule.self, "WHERE product_id IS NULL AND family_id IS NULL" + party)
  }

  /// Rules that may give a price to this party, of whatever quantity and day: in the currency of its
  /// documents, and in the company's, which is converted.
  private static func party(of context: PricingContext) -> SQL {
    """
     AND (customer_id IS NULL OR customer_id = \(context.customerID))
     AND (site_id IS NULL OR site_id = \(context.siteID))
     AND (price_group = '' OR price_group = \(context.priceGroup))
     AND (price_list_id IS NULL OR price_list_id = \(context.priceListID))
     AND currency IN (\(context.currency), \(context.companyCurrency))
    """
  }

  /// The rules for a product: its own, then those of the families above it, then those for everything.
  func rules(for product: ID<Product>, _ path: [ID<Family>]) -> [PriceRule] {
    (rulesOfProducts[product] ?? []) + path.flatMap { rulesOfFamilies[$0] ?? [] } + commonRules
  }
}

/// The families above a product, the nearest first, remembered while several products are read.
struct FamilyPaths {
  private var parents: [ID<Family>: ID<Family>?] = [:]
  private var floors: [String: [ID<Family>: [FamilyFloor]]] = [:]
  private var names: [ID<Family>: String] = [:]
  private var rules: FloorRules?

  /// Nothing read yet, but the rules about floors where they are known.
  init(_ rules: FloorRules? = nil) { self.rules = rules }

  /// Reads the families above some, level by level, and their floors for a class of customers.
  mutating func prepare(
    _ families: Set<ID<Family>>, for customerClass: String, _ store: some StoreReading
  ) throws {
    var next = families.filter { parents[$0] == nil }
    while !next.isEmpty {
      for family in try store.all(Family.self, "WHERE id IN " + SQL.list(Array(next))) {
        parents[family.id] = .some(family.parentID)
        names[family.id] = family.name
      }
      // One that is not there has nothing above it.
      for id in next where parents[id] == nil { parents[id] = .some(nil) }
      next = Set(next.compactMap { parents[$0] ?? nil }.filter { parents[$0] == nil })
    }
    let above = known(above: families)
    let unread = above.filter { floors[customerClass]?[$0] == nil }
    guard !unread.isEmpty else { return }
    for id in unread { floors[customerClass, default: [:]][id] = [] }
    for floor in try store.all(
      FamilyFloor.self,
      "WHERE family_id IN " + SQL.list(unread) + " AND customer_class IN (\(customerClass), '')")
    {
      floors[customerClass]?[floor.familyID]?.append(floor)
    }
  }

  /// The families themselves and all that was read above them.
  func known(above families: Set<ID<Family>>) -> [ID<Family>] {
    Array(Set(families.flatMap { knownPath(from: $0) })).sorted()
  }

  /// The path from a family to its root; a tree bent into a ring ends where it meets itself.
  private func knownPath(from family: ID<Family>?) -> [ID<Family>] {
    var path: [ID<Family>] = []
    var next = family
    while let id = next, !path.contains(id) {
      path.append(id)
      next = parents[id] ?? nil
    }
    return path
  }

  /// The path from a family to its root.
  mutating func path(from family: ID<Family>?, _ store: some StoreReading) throws -> [ID<Family>] {
    guard let family else { return [] }
    if parents[family] == nil { try prepare([family], for: "", store) }
    return knownPath(from: family)
  }

  /// The floor of a family: its own for the class, its own for every class, else its parent's.
  mutating func floor(
    of family: ID<Family>?, for customerClass: String, _ store: some StoreReading
  ) throws -> Ratio? {
    try ownFloor(of: family, for: customerClass, store)?.floor
  }

  /// Whose floor that is.
  mutating func floorSource(
    of family: ID<Family>?, for customerClass: String, _ store: some StoreReading
  ) throws -> FloorSource? {
    guard let own = try ownFloor(of: family, for: customerClass, store) else { return nil }
    return FloorSource(
      family: names[own.familyID] ?? "", customerClass: own.customerClass)
  }

  private mutating func ownFloor(
    of family: ID<Family>?, for customerClass: String, _ store: some StoreReading
  ) throws -> FamilyFloor? {
    guard let family else { return nil }
    try prepare([family], for: customerClass, store)
    for step in knownPath(from: family) {
      let own = floors[customerClass]?[step] ?? []
      if let floor = own.first(where: { $0.customerClass == customerClass }) ?? own.first {
        return floor
      }
    }
    return nil
  }

  /// What happens to a line of a family under its floor.
  mutating func floorActions(
    of family: ID<Family>?, for customerClass: String, _ store: some StoreReading
  ) throws -> FloorActions {
    let rules = try self.rules ?? store.floorRules()
    self.rules = rules
    guard !rules.rules.isEmpty else { return .warning }
    return rules.line(try path(from: family, store), customerClass: customerClass)
  }
}
