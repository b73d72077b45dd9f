import Database
import Sales
import Values

// What pricing needs, by key: the party, then per product its rules, cost, floor and packagings. The
// selection itself is pure (Sales/Pricing).

/// The families above a product, the nearest first, remembered while several products are read.
struct FamilyPaths {
  private var paths: [ID<Family>: [ID<Family>]] = [:]
  private var floors: [FloorKey: Ratio?] = [:]

  private struct FloorKey: Hashable {
    let family: ID<Family>
    let customerClass: String
  }

  /// The path from a family to its root; a tree bent into a ring ends where it meets itself.
  mutating func path(from family: ID<Family>?, _ store: some StoreReading) throws -> [ID<Family>] {
    guard let family else { return [] }
    if let known = paths[family] { return known }
    var path: [ID<Family>] = []
    var next: ID<Family>? = family
    while let id = next, !path.contains(id) {
      path.append(id)
      next = try store.find(id)?.parentID
    }
    paths[family] = path
    return path
  }

  /// The floor of a family: its own for the class, its own for every class, else its parent's.
  mutating func floor(
    of family: ID<Family>?, for customerClass: String, _ store: some StoreReading
  ) throws -> Ratio? {
    guard let family else { return nil }
    let key = FloorKey(family: family, customerClass: customerClass)
    if let known = floors[key] { return known }
    var found: Ratio?
    for step in try path(from: family, store) {
      let own = try store.find(FamilyFloor.self, step.sqlValue, customerClass.sqlValue)
      let common =
        try own ?? store.find(FamilyFloor.self, step.sqlValue, "".sqlValue)
      if let common {
        found = common.floor
        break
      }
    }
    floors[key] = .some(found)
    return found
  }
}

extension StoreReading {
  /// For whom and when prices are asked.
  public func pricingContext(
    customer: ID<Customer>?, site: ID<Site>? = nil, day: Day
  ) throws -> PricingContext {
    try pricingContext(customer: try customer.map { try get($0) }, site: site, day: day)
  }

  func pricingContext(
    customer: Customer?, site: ID<Site>?, day: Day
  ) throws -> PricingContext {
    let settings = try settings()
    var context = PricingContext(day: day, currency: try customer?.currency ?? company().currency)
    context.priceSwitch = settings.priceSwitch
    context.costMethod = settings.costMethod
    guard let customer else { return context }
    context.customerID = customer.id
    context.siteID = site
    context.customerClass = customer.customerClass
    context.priceGroup = customer.priceGroup
    context.customerDiscount = customer.discount
    context.vatPosition = customer.vatPosition
    if let list = try customer.priceListID.flatMap({ try find($0) }),
      list.validFrom.map({ $0 <= day }) ?? true, list.validTo.map({ day <= $0 }) ?? true
    {
      context.priceListID = list.id
    }
    return context
  }

  /// All that pricing lines of a product needs for this party.
  /// - Throws: `StoreError.notFound`.
  public func terms(of product: ID<Product>, _ context: PricingContext) throws -> ProductTerms {
    var families = FamilyPaths()
    return try terms(of: try get(product), context, &families)
  }

  func terms(
    of product: Product, _ context: PricingContext, _ families: inout FamilyPaths
  ) throws -> ProductTerms {
    let cost = try find(
      ProductCost.self, product.id.sqlValue, .text(context.costMethod.rawValue), .id(0))
    var terms = ProductTerms(
      product: try dated(product, on: context.day),
      units: try all(ProductUnit.self, "WHERE product_id = \(product.id) ORDER BY factor"),
      vatRate: try vatRate(product.vatCode, context), unitCost: cost?.unitCost)
    terms.hidden = try hiddenCost(of: product.id, for: context.customerClass)
    terms.floor = try families.floor(
      of: product.familyID, for: context.customerClass, self)
    let path = try families.path(from: product.familyID, self)
    for rule in try priceRules(for: product.id, path, context) {
      let price = try hiddenFormulaPrice(of: rule, for: product.id)
      let value = try rule.indexID.flatMap { try reading(of: $0, on: context.day) }
      guard
        var candidate = PriceCandidate(rule, families: path, hidden: price, reading: value)
      else { continue }
      candidate.cap = try cap(of: rule)
      terms.candidates.append(candidate)
      terms.ruleNames[rule.id.rawValue] = rule.name
    }
    return terms
  }

  /// The VAT of a class of products on the day; nothing outside the domestic position.
  public func vatRate(_ code: String, _ context: PricingContext) throws -> Ratio {
    guard context.vatPosition == .domestic else { return .zero }
    return try connection.first(
      """
      SELECT rate FROM vat_rate WHERE code = \(code) AND valid_from <= \(context.day)
      ORDER BY valid_from DESC LIMIT 1
      """
    ) { Ratio(basisPoints: try $0.int64(0)) } ?? .zero
  }

  /// The rules that may give a price to this party, of whatever quantity and day.
  private func priceRules(
    for product: ID<Product>, _ families: [ID<Family>], _ context: PricingContext
  ) throws -> [PriceRule] {
    let party: SQL = """
       AND (customer_id IS NULL OR customer_id = \(context.customerID))
       AND (site_id IS NULL OR site_id = \(context.siteID))
       AND (price_group = '' OR price_group = \(context.priceGroup))
       AND (price_list_id IS NULL OR price_list_id = \(context.priceListID))
       AND currency = \(context.currency)
      """
    var rules = try all(PriceRule.self, "WHERE product_id = \(product)" + party)
    if !families.isEmpty {
      rules += try all(
        PriceRule.self, "WHERE family_id IN " + SQL.list(families) + party)
    }
    rules += try all(
      PriceRule.self, "WHERE product_id IS NULL AND family_id IS NULL" + party)
    return rules
  }
}

extension PriceCandidate {
  /// A stored rule as the selection sees it; nil for one it cannot read. How much was ordered under it
  /// is not on the rule.
  ///
  /// - Parameters:
  ///   - hidden: the price of a formula that is not shown; nil = it is, or gives none.
  ///   - reading: what the index of the rule is worth on the day, where it has one.
  init?(
    _ rule: PriceRule, families: [ID<Family>], hidden: HiddenPrice? = nil,
    reading: IndexReading? = nil
  ) {
    guard let terms = PriceTerms(rule, hidden, reading) else { return nil }
    let scope: PriceScope
    if rule.productID != nil {
      scope = .product
    } else if let family = rule.familyID {
      scope = .family(distance: families.firstIndex(of: family) ?? families.count)
    } else {
      scope = .all
    }
    self.init(
      rule: rule.id.rawValue, PricePrecedence(rule.level), scope, terms,
      minimum: rule.minimumQuantity, isFirm: rule.firm)
    validFrom = rule.validFrom
    validUntil = rule.validTo
    floorPrice = rule.floorPrice
  }
}

extension PriceTerms {
  /// What a stored rule gives; nil for one that cannot be read.
  init?(_ rule: PriceRule, _ hidden: HiddenPrice?, _ reading: IndexReading?) {
    switch rule.kind {
    case .net where rule.indexID != nil:
      guard let price = IndexedPrice(rule, reading) else { return nil }
      self = .indexed(price)
    case .net:
      guard let price = rule.netPrice else { return nil }
      self = .net(price)
    case .discount:
      guard let discount = rule.discount else { return nil }
      self = .discount(discount)
    case .formula:
      if let hidden {
        self = .computed(hidden.price)
        return
      }
      guard let formula = try? PriceFormula(text: rule.formula) else { return nil }
      self = .formula(formula)
    }
  }
}

extension PricePrecedence {
  /// The place of a stored level; a list rule becomes a quantity break by its minimum.
  init(_ level: PriceLevel) {
    switch level {
    case .contract: self = .contract
    case .customerGroup: self = .customerGroup
    case .promotion: self = .promotion
    case .list: self = .list
    }
  }
}
