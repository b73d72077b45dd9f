import Sales
import SalesDesk
import SalesStore
import Values

// What prices are made of: lists, dated prices, rules, indexes and rates; floors by class; equivalents.

extension ImportRow {
  /// The currency of the row; nil when unknown.
  var currency: Currency? { text("currency").flatMap { Currency(code: $0) } }
}

extension StoreImport {
  func familyFloor(_ row: ImportRow) throws -> ImportEffect {
    let family = try required(row, "family", .family, Family.self)
    let name = row.text("class") ?? ""
    let old = try writer.find(FamilyFloor.self, family.sqlValue, .text(name))
    var new = old ?? FamilyFloor(familyID: family, customerClass: name, floor: .zero)
    new.floor = Ratio(basisPoints: row.integer("floor") ?? 0)
    guard (0..<10_000).contains(new.floor.basisPoints) else {
      throw RowRefusal(.refusedByStore, "floor", new.floor.percentText)
    }
    return try upsert(old, new)
  }

  func floorRule(_ row: ImportRow) throws -> ImportEffect {
    guard let subject = row.text("subject").flatMap(FloorSubject.init(rawValue:)),
      let action = row.text("action").flatMap(FloorAction.init(rawValue:))
    else { throw RowRefusal(.refusedByStore, "action", row.text("action") ?? "") }
    let family = try reference(row, "family", .family, Family.self)
    guard subject == .line || family == nil else {
      throw RowRefusal(.refusedByStore, "family", row.reference("family") ?? "")
    }
    let role = row.text("role").flatMap { Role(rawValue: $0) }
    let name = row.text("class") ?? ""
    let old = try writer.floorRule(subject, family, name, role)
    var new =
      old
      ?? FloorRule(subject, familyID: family, customerClass: name, role: role, action: action)
    new.action = action
    return try upsert(old, new)
  }

  func priceList(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let old = try existing(row, PriceList.self, code: code)
    var new = old ?? PriceList(id: ids.mint(), code: code, name: "", currency: profile.currency)
    new.name = row.text("name") ?? new.name
    new.currency = row.currency ?? new.currency
    new.validFrom = row.day("from") ?? new.validFrom
    new.validTo = row.day("until") ?? new.validTo
    return try keep(row, old, new, id: new.id.rawValue)
  }

  /// A payment term. What documents say never changes: one that a quote or an order names only takes
  /// another name.
  func paymentTerm(_ row: ImportRow) throws -> ImportEffect {
    let code = (row.text("code") ?? row.key).uppercased()
    let old = try existing(row, PaymentTerm.self, code: code)
    var new = old ?? PaymentTerm(id: ids.mint(), code: code, name: "", days: 0, kind: .net)
    new.name = row.text("name") ?? new.name
    let days = row.integer("days") ?? Int64(new.days)
    guard (0...365).contains(days) else {
      throw RowRefusal(.refusedByStore, "days", String(days))
    }
    new.days = Int(days)
    new.kind = row.text("kind").flatMap(PaymentTermKind.init(rawValue:)) ?? new.kind
    let named = row.integer("dayOfMonth")
    guard named.map({ (1...31).contains($0) }) ?? true else {
      throw RowRefusal(.refusedByStore, "dayOfMonth", String(named ?? 0))
    }
    new.dayOfMonth = named.map(Int.init) ?? new.dayOfMonth
    if let old, old.rule != new.rule, try writer.isOnDocuments(old.id) {
      throw RowRefusal(.refusedByStore, "days", String(days))
    }
    return try keep(row, old, new, id: new.id.rawValue)
  }

  // MARK: Dated list prices

  func productPrice(_ row: ImportRow) throws -> ImportEffect {
    let product = try required(row, "product", .product, Product.self)
    guard let day = row.day("from"), let price = row.integer("price"), price >= 0 else {
      throw RowRefusal(.refusedByStore, "price", String(row.integer("price") ?? 0))
    }
    let old = try writer.find(ProductPrice.self, product.sqlValue, day.sqlValue)
    var new =
      old ?? ProductPrice(productID: product, validFrom: day, price: .zero)
    new.price = UnitPrice(tenThousandths: price)
    return try upsert(old, new)
  }

  /// A list price that comes in is the price of today: dated prices that have begun would stand over it,
  /// and go, as where one is set by hand. Where the files hold the dated prices themselves, those say
  /// what holds when.
  /// - Returns: whether any went.
  func replaceDatedPrices(_ row: ImportRow, of product: Product) throws -> Bool {
    guard let wanted = row.integer("listPrice"), !present.contains(.productPrice),
      try writer.listPrice(of: product, on: today) != UnitPrice(tenThousandths: wanted)
    else { return false }
    let begun = try writer.datedPrices(of: product.id).filter { $0.validFrom <= today }
    for price in begun { try writer.deleteInBulk(price) }
    return !begun.isEmpty
  }

  /// A pair is the same whichever of the two is named first.
  func equivalent(_ row: ImportRow) throws -> ImportEffect {
    let product = try required(row, "product", .product, Product.self)
    let other = try required(row, "other", .product, Product.self)
    guard product != other else {
      throw RowRefusal(.refusedByStore, "other", row.reference("other") ?? "")
    }
    let new = ProductEquivalent(product, other)
    let old = try writer.find(
      ProductEquivalent.self, new.productID.sqlValue, new.otherID.sqlValue)
    return try upsert(old, old ?? new)
  }

  // MARK: Indexes and rates

  func index(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let old = try existing(row, CommodityIndex.self, code: code)
    var new = old ?? CommodityIndex(id: ids.mint(), code: code, name: code)
    new.name = row.text("name") ?? new.name
    new.unit = row.text("unit") ?? new.unit
    return try keep(row, old, new, id: new.id.rawValue)
  }

  func indexValue(_ row: ImportRow) throws -> ImportEffect {
    let index = try required(row, "index", .index, CommodityIndex.self)
    guard let day = row.day("day"), let value = row.integer("value"), value > 0 else {
      throw RowRefusal(.notPositive, "value", String(row.integer("value") ?? 0))
    }
    let old = try writer.find(IndexReading.self, index.sqlValue, day.sqlValue)
    var new = old ?? IndexReading(indexID: index, day: day, value: .zero)
    new.value = IndexValue(millionths: value)
    return try upsert(old, new)
  }

  func exchangeRate(_ row: ImportRow) throws -> ImportEffect {
    guard let day = row.day("day"), let rate = row.integer("rate"), rate > 0,
      let currency = row.currency
    else { throw RowRefusal(.notPositive, "rate", String(row.integer("rate") ?? 0)) }
    guard currency != profile.currency else {
      throw RowRefusal(.refusedByStore, "currency", currency.code)
    }
    let old = try writer.find(CurrencyRate.self, .text(currency.code), day.sqlValue)
    var new = old ?? CurrencyRate(currency: currency, day: day, rate: .par)
    new.rate = ExchangeRate(hundredMillionths: rate)
    return try upsert(old, new)
  }

  // MARK: Rules

  func priceRule(_ row: ImportRow) throws -> ImportEffect {
    let price = row.integer("price").map(UnitPrice.init(tenThousandths:))
    let discount = row.integer("discount").map(Ratio.init(basisPoints:))
    let formula = try formula(of: row)
    guard price != nil || discount != nil || formula != nil else {
      throw RowRefusal(.missingValue, "price", "")
    }
    let old = try existing(row, PriceRule.self)
    var new =
      old ?? PriceRule(id: ids.mint(), level: .list, currency: profile.currency, kind: .net)
    try setParty(row, &new)
    new.level = level(of: row)
    new.minimumQuantity = Quantity(thousandths: row.integer("minimum") ?? 0)
    (new.validFrom, new.validTo) = (row.day("from"), row.day("until"))
    new.kind = price != nil ? .net : discount != nil ? .discount : .formula
    (new.netPrice, new.discount, new.formula) = (price, discount, formula?.text ?? "")
    new.firm = row.flag("firm") ?? new.firm
    new.capQuantity = row.integer("cap").map(Quantity.init(thousandths:)) ?? new.capQuantity
    new.floorPrice =
      row.integer("floorPrice").map(UnitPrice.init(tenThousandths:)) ?? new.floorPrice
    new.indexShare = row.integer("indexShare").map(Ratio.init(basisPoints:)) ?? new.indexShare
    new.indexBase = row.integer("indexBase").map(IndexValue.init(millionths:)) ?? new.indexBase
    new.name = row.text("label") ?? new.name
    try check(new)
    return try keep(row, old, new, id: new.id.rawValue)
  }

  private func setParty(_ row: ImportRow, _ rule: inout PriceRule) throws {
    rule.productID = try reference(row, "product", .product, Product.self)
    rule.familyID = try reference(row, "family", .family, Family.self)
    rule.customerID = try reference(row, "customer", .customer, Customer.self)
    rule.siteID = try reference(row, "site", .site, Site.self) ?? rule.siteID
    rule.priceListID =
      try reference(row, "priceList", .priceList, PriceList.self) ?? rule.priceListID
    rule.indexID = try reference(row, "index", .index, CommodityIndex.self) ?? rule.indexID
    rule.priceGroup = row.text("priceGroup") ?? rule.priceGroup
    rule.currency = row.currency ?? rule.currency
  }

  /// What a rule typed by hand must hold, one that comes in must hold too. What older files hold and no
  /// form would take any more (a group or contract without its party) is left to `check`.
  private func check(_ rule: PriceRule) throws {
    do {
      try PriceRuleChecks(store: writer).check(rule)
    } catch let refusal as Refusal {
      let field: String? =
        switch refusal.reason {
        case .capNeedsContract: "cap"
        case .floorNeedsFormula: "floorPrice"
        case .indexTermsMissing: "index"
        case .siteOfOtherCustomer: "site"
        case .priceListCurrency: "priceList"
        case .periodReversed: "until"
        default: nil
        }
      if let field { throw RowRefusal(.refusedByStore, field, "") }
    }
  }

  /// The formula of a row, in its one spelling.
  private func formula(of row: ImportRow) throws -> PriceFormula? {
    guard let text = row.text("formula") else { return nil }
    do { return try PriceFormula(text: text) } catch {
      throw RowRefusal(.unknownValue, "formula", text)
    }
  }

  /// The level said, else the one that the party and the period show.
  private func level(of row: ImportRow) -> PriceLevel {
    if let said = row.text("level").flatMap(PriceLevel.init(rawValue:)) { return said }
    if row.reference("customer") != nil { return .contract }
    if row.text("priceGroup") != nil { return .customerGroup }
    return row.day("from") != nil || row.day("until") != nil ? .promotion : .list
  }
}
