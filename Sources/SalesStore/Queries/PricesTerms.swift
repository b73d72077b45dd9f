import Database
import Sales
import Values

// What pricing needs: the party, then per product its rules, cost, floor and packagings (`ProductRows`). The
// selection itself is pure (Sales/Pricing).

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
    let own = try company().currency
    var context = PricingContext(day: day, currency: own)
    // Without a rate its prices are those of the company: a quote in its currency is refused.
    if let currency = customer?.currency, currency != own,
      let rate = try rate(of: currency, on: day)
    {
      (context.currency, context.rate) = (currency, rate.rate)
    }
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
    guard let terms = try terms(of: [product], context)[product] else {
      throw StoreError.notFound(kind: Product.table.name, key: product.description)
    }
    return terms
  }

  /// All that pricing lines of some products needs for this party; one that does not exist is left out.
  public func terms(
    of products: [ID<Product>], _ context: PricingContext
  ) throws -> [ID<Product>: ProductTerms] {
    var families = FamilyPaths()
    let rows = try ProductRows(of: products, context, &families, self)
    var terms: [ID<Product>: ProductTerms] = [:]
    for product in rows.products {
      terms[product.id] = try self.terms(of: product, context, rows, &families)
    }
    return terms
  }

  func terms(
    of product: Product, _ context: PricingContext, _ rows: ProductRows,
    _ families: inout FamilyPaths
  ) throws -> ProductTerms {
    var terms = ProductTerms(
      product: product, units: rows.units[product.id] ?? [],
      vatRate: rows.vatRates[product.vatCode] ?? .zero,
      unitCost: rows.costs[product.id]?.unitCost)
    terms.money = context.money
    terms.derogation = rows.derogations[product.id]
    terms.costMethod = context.costMethod
    terms.hidden = rows.hidden?[product.id]
    terms.floor = try families.floor(
      of: product.familyID, for: context.customerClass, self)
    terms.floorSource = try families.floorSource(
      of: product.familyID, for: context.customerClass, self)
    terms.floorActions = try families.floorActions(
      of: product.familyID, for: context.customerClass, self)
    let path = try families.path(from: product.familyID, self)
    for rule in rows.rules(for: product.id, path) {
      let price = try hiddenFormulaPrice(of: rule, for: product.id)
      let value = try rule.indexID.flatMap { try reading(of: $0, on: context.day) }
      guard
        var candidate = PriceCandidate(rule, families: path, hidden: price, reading: value)
      else { continue }
      candidate.cap = try cap(of: rule)
      candidate.isForeign = context.money.isForeign && rule.currency == context.currency
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
