import Sales
import SalesStore
import Values

/// What a new product begins with.
public struct NewProduct: Sendable, Hashable {
  /// Code; empty = the next one of the series.
  public var code = ""
  /// Name.
  public var name: String
  /// Family.
  public var familyID: ID<Family>?
  /// Unit in which stock is kept.
  public var baseUnit = "u"
  /// Unit meant when none is typed; nil = the base unit.
  public var salesUnit: String?
  /// Class of VAT.
  public var vatCode = "normal"
  /// Prices are per 1, 100 or 1 000 base units.
  public var priceUnit = 1
  /// List price per price unit; nil = unknown.
  public var listPrice: UnitPrice?
  /// Cost per price unit; nil = unknown.
  public var unitCost: UnitCost?

  /// A product of that name.
  public init(name: String) { self.name = name }
}

/// Adds a product to the catalogue.
public struct CreateProduct: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("product.create", roles: .everyone)

  /// What it begins with.
  public let new: NewProduct

  /// The adding of a product.
  public init(_ new: NewProduct) {
    self.new = new
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Product {
    guard !new.name.isEmpty else { throw Refusal(.nameMissing) }
    let code = new.code.isEmpty ? try scope.store.drawNumber("product") : new.code
    if try scope.store.count(Product.self, "WHERE code = \(code)") > 0 {
      throw Refusal(.codeTaken, Fact("code", .text(code)))
    }
    let product = Product(
      id: scope.mint(), searchKey: try scope.store.nextSearchKey(Product.self), code: code,
      name: new.name, familyID: new.familyID, baseUnit: new.baseUnit,
      salesUnit: new.salesUnit ?? new.baseUnit, vatCode: new.vatCode, priceUnit: new.priceUnit,
      priceDecimals: try scope.store.settings().priceDecimals, listPrice: new.listPrice)
    try scope.store.insert(product)
    if new.unitCost != nil, scope.sight == .hidden {
      throw Refusal(.costsNeeded, Fact("act", .text(SetCost.entry.id)))
    }
    if let cost = new.unitCost { try scope.perform(SetCost(product.id, to: cost)) }
    scope.concerns(.product, product.id.rawValue)
    scope.note("product", .text(product.code))
    return product
  }
}

/// Sets the public price of a product, at once or from a day on.
public struct SetListPrice: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("product.setPrice", roles: .managers)

  /// The product.
  public let productID: ID<Product>
  /// Per price unit; nil = unknown.
  public let price: UnitPrice?
  /// What the form began with.
  public let read: Edit<UnitPrice?>
  /// The first day of the price; nil = it is the price, whatever the day of a quote.
  public let day: Day?
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The setting of a price. Without what was read, what is wanted stands.
  public init(
    _ product: ID<Product>, to price: UnitPrice?, read: Edit<UnitPrice?> = .keep,
    from day: Day? = nil
  ) {
    productID = product
    self.price = price
    self.read = read
    self.day = day
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where another desk set another price since it was read.
  public func perform(_ scope: ActScope) throws -> Product {
    if let price, price < .zero { throw Refusal(.amountNegative) }
    let product = try scope.store.get(productID)
    scope.concerns(.product, product.id.rawValue)
    scope.note("product", .text(product.code))
    if let price { scope.note("price", .price(price)) }
    if let day { return try plan(product, from: day, scope) }
    let current = try scope.store.dated(product, on: scope.today)
    var merge = FieldMerge(current, settlement)
    merge.take("listPrice", .set(price), read: read, \.listPrice) { $0.map { .price($0) } }
    try merge.check(product.code, scope)
    guard merge.merged != current else { return current }
    // Prices of days that have begun would stand over the one set now.
    for begun in try scope.store.datedPrices(of: product.id)
    where begun.validFrom <= scope.today {
      try scope.store.delete(begun)
    }
    return try scope.store.update(product, to: merge.merged)
  }

  /// A price from a day on; quotes of an earlier price day keep the one before.
  private func plan(_ product: Product, from day: Day, _ scope: ActScope) throws -> Product {
    guard day >= scope.today else { throw Refusal(.priceDayPast, Fact("day", .day(day))) }
    guard let price else { throw Refusal(.priceTermsMissing) }
    try scope.store.setListPrice(of: product.id, to: price, from: day)
    return try scope.store.dated(product, on: scope.today)
  }
}

/// Sets the cost of a product by hand: the one margins are computed with, or another.
public struct SetCost: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("product.setCost", roles: .managers)

  /// The product.
  public let productID: ID<Product>
  /// Per price unit; nil = unknown again.
  public let cost: UnitCost?
  /// Which cost; nil = the company's.
  public let method: CostMethod?
  /// What the form began with.
  public let read: Edit<UnitCost?>
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The setting of a cost. Without what was read, what is wanted stands.
  public init(
    _ product: ID<Product>, to cost: UnitCost?, by method: CostMethod? = nil,
    read: Edit<UnitCost?> = .keep
  ) {
    productID = product
    self.cost = cost
    self.method = method
    self.read = read
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where the cost is another than the one read: a receipt changes it too.
  public func perform(_ scope: ActScope) throws {
    if let cost, cost < .zero { throw Refusal(.amountNegative) }
    let product = try scope.store.get(productID)
    let rules = try scope.store.costRules()
    let method = method ?? rules.method
    let kept = try scope.store.cost(of: product.id, by: method)
    guard try isWanted(over: kept, product, scope) else { return }
    scope.concerns(.product, product.id.rawValue)
    scope.note("product", .text(product.code))
    guard method != rules.valuation else {
      // The stock held is worth that from now on.
      return try StockBook(scope.store, day: scope.today).revalue(product, to: cost)
    }
    // The stock is valued at one cost, and typed at no other.
    guard method.valuation != method else {
      throw Refusal(
        .costMethodOther, Fact("method", .text(method.rawValue)),
        Fact("current", .text(rules.valuation.rawValue)))
    }
    try keep(cost, over: kept, method, of: product, scope)
    // A first cost is that of the stock too: unknown would leave it without value.
    if let cost, try scope.store.cost(of: product.id, by: rules.valuation) == nil {
      try StockBook(scope.store, day: scope.today).revalue(product, to: cost)
    }
  }

  private func keep(
    _ cost: UnitCost?, over kept: ProductCost?, _ method: CostMethod, of product: Product,
    _ scope: ActScope
  ) throws {
    switch (kept, cost) {
    case (let kept?, let cost?):
      var changed = kept
      changed.unitCost = cost
      try scope.store.update(kept, to: changed)
    case (let kept?, nil): try scope.store.delete(kept)
    case (nil, let cost?):
      try scope.store.insert(
        ProductCost(productID: product.id, method: method, scope: 0, unitCost: cost))
    case (nil, nil): break
    }
  }

  /// Whether the cost is to be written, over the row that holds it now.
  private func isWanted(
    over kept: ProductCost?, _ product: Product, _ scope: ActScope
  ) throws -> Bool {
    guard read != .keep, cost != kept?.unitCost else { return true }
    var merge = FieldMerge(product, settlement)
    let isWanted = merge.decide(
      "unitCost", .set(cost), read: read, stored: kept?.unitCost
    ) { cost in cost.map { .price(UnitPrice(tenThousandths: $0.tenThousandths)) } }
    try merge.check(product.code, scope)
    return isWanted
  }
}

/// Sets the floor of a family for a class of customers; empty = every class.
public struct SetFloor: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("family.setFloor", roles: .managers)

  /// The family.
  public let familyID: ID<Family>
  /// Class of customers.
  public let customerClass: String
  /// Least taux de marque; nil = that of the parent.
  public let floor: Ratio?

  /// The setting of a floor.
  public init(_ family: ID<Family>, customerClass: String = "", to floor: Ratio?) {
    familyID = family
    self.customerClass = customerClass
    self.floor = floor
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws {
    if let floor, !(0..<10_000).contains(floor.basisPoints) {
      throw Refusal(.floorOutOfRange, Fact("ratio", .ratio(floor)))
    }
    let family = try scope.store.get(familyID)
    if floor != nil { try scope.store.classIsKnown(customerClass) }
    let kept = try scope.store.find(
      FamilyFloor.self, family.id.sqlValue, .text(customerClass))
    switch (kept, floor) {
    case (let kept?, let floor?):
      var changed = kept
      changed.floor = floor
      try scope.store.update(kept, to: changed)
    case (let kept?, nil): try scope.store.delete(kept)
    case (nil, let floor?):
      try scope.store.insert(
        FamilyFloor(familyID: family.id, customerClass: customerClass, floor: floor))
    case (nil, nil): break
    }
    scope.note("family", .text(family.name))
    if let floor { scope.note("floor", .ratio(floor)) }
  }
}
