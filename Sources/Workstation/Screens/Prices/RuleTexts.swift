import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// A price rule as it is typed: one text a field.
struct RuleTexts: Sendable {
  var product = ""
  var family = ""
  var customer = ""
  var site = ""
  var group = ""
  var list = ""
  var minimum = ""
  var terms = ""
  var floor = ""
  var cap = ""
  var isFirm = false
  var isPromotion = false
  var from = ""
  var until = ""
  var index = ""
  var share = ""
  var base = ""
  var name = ""

  /// Nothing typed yet.
  init() {}

  /// A rule that exists.
  init(_ row: PriceRuleRow, _ format: Format) {
    let rule = row.rule
    product = row.product?.code ?? ""
    family = row.family?.code ?? ""
    customer = row.customer?.code ?? ""
    site = row.site?.code ?? ""
    group = rule.priceGroup
    list = row.list?.code ?? ""
    minimum = rule.minimumQuantity == .zero ? "" : format.quantity(rule.minimumQuantity)
    terms = TermsText.typed(rule, format)
    floor = rule.floorPrice.map { format.price($0) } ?? ""
    cap = rule.capQuantity.map { format.quantity($0) } ?? ""
    (isFirm, isPromotion) = (rule.firm, rule.level == .promotion)
    from = rule.validFrom.map { format.day($0) } ?? ""
    until = rule.validTo.map { format.day($0) } ?? ""
    index = row.index?.code ?? ""
    share = rule.indexShare.map { format.shortPercent($0) } ?? ""
    base = rule.indexBase.map { format.index($0) } ?? ""
    name = rule.name
  }
}

/// What a rule gives, in one field.
///
/// ```
///   4,10        net price              -10 %       discount on the list price
///   x1,35       coefficient on cost    list -15% step 0.05 plus -0.01      any formula
/// ```
enum TermsText {
  /// What was typed; nil where it is none of these.
  static func read(_ text: String) -> TypedTerms? {
    let typed = text.trimmed
    if typed.hasSuffix("%"), !typed.contains(" step"), !typed.hasPrefix("list"),
      !typed.hasPrefix("cost")
    {
      let number = typed.dropLast().drop { $0 == "-" || $0 == "−" }
      guard let entry = try? NumberEntry.parse(String(number), decimals: 2),
        (0...10_000).contains(entry.scaled)
      else { return nil }
      return .discount(Ratio(basisPoints: entry.scaled))
    }
    if let first = typed.first, "xX×".contains(first) {
      guard let entry = try? NumberEntry.parse(String(typed.dropFirst()), decimals: 4),
        entry.scaled > 0
      else { return nil }
      let discount = Ratio(basisPoints: 10_000 - entry.scaled)
      return .formula(PriceFormula(base: .cost, discount: discount))
    }
    if let formula = try? PriceFormula(text: typed) { return .formula(formula) }
    return GoodsForms.price(typed).flatMap { price in
      price >= .zero ? .net(UnitPrice(tenThousandths: price.tenThousandths)) : nil
    }
  }

  /// What a rule gives, as it would be typed.
  static func typed(_ rule: PriceRule, _ format: Format) -> String {
    if let price = rule.netPrice { return format.price(price) }
    if let discount = rule.discount { return "-" + format.shortPercent(discount) }
    return rule.formula
  }
}

/// What was typed for the terms of a rule.
enum TypedTerms: Sendable, Hashable {
  case net(UnitPrice)
  case discount(Ratio)
  case formula(PriceFormula)

  /// Gives it to a rule.
  func write(to rule: inout PriceRule) {
    (rule.netPrice, rule.discount, rule.formula) = (nil, nil, "")
    switch self {
    case .net(let price):
      rule.kind = .net
      rule.netPrice = price
    case .discount(let discount):
      rule.kind = .discount
      rule.discount = discount
    case .formula(let formula):
      rule.kind = .formula
      rule.formula = formula.text
    }
  }
}

/// The rule that a form asks for, its codes turned into records.
struct RuleReader {
  let values: FormValues
  let today: Day
  let reader: StoreReader

  private func text(_ key: String) -> String { (values[key] ?? "").trimmed }

  /// The rule wanted, over the one it was.
  func rule(over old: PriceRule?, isFirm: Bool, isPromotion: Bool) throws -> PriceRule {
    let currency = try reader.company().currency
    var rule = old ?? PriceRule(id: ID(rawValue: 0), level: .list, currency: currency, kind: .net)
    rule.productID = try found(text("product")) { code in
      try reader.product(coded: code) ?? reader.product(coded: code.uppercased())
    }?.id
    rule.familyID = try text("family").isEmpty ? nil : reader.family(coded: text("family")).id
    let customer = try text("customer").isEmpty ? nil : reader.customer(coded: text("customer"))
    rule.customerID = customer?.id
    rule.siteID = try customer.flatMap { customer in
      text("site").isEmpty ? nil : try reader.site(coded: text("site"), of: customer.id).id
    }
    rule.priceGroup = text("group")
    let list = try text("list").isEmpty ? nil : reader.priceList(coded: text("list"))
    rule.priceListID = list?.id
    rule.currency = list?.currency ?? customer?.currency ?? old?.currency ?? currency
    rule.level =
      customer != nil
      ? .contract
      : !rule.priceGroup.isEmpty ? .customerGroup : isPromotion ? .promotion : .list
    rule.minimumQuantity = GoodsForms.quantity(text("minimum")) ?? .zero
    rule.capQuantity = GoodsForms.quantity(text("cap"))
    rule.floorPrice = GoodsForms.price(text("floor"))
      .map { UnitPrice(tenThousandths: $0.tenThousandths) }
    rule.firm = isFirm
    rule.validFrom = GoodsForms.day(text("from"), today)
    rule.validTo = GoodsForms.day(text("until"), today)
    rule.name = text("name")
    TermsText.read(text("terms"))?.write(to: &rule)
    try readIndex(&rule)
    return rule
  }

  private func readIndex(_ rule: inout PriceRule) throws {
    (rule.indexID, rule.indexShare, rule.indexBase) = (nil, nil, nil)
    guard !text("index").isEmpty else { return }
    rule.indexID = try reader.index(coded: text("index")).id
    rule.indexShare = PriceForms.percent(text("share"))
    rule.indexBase = PriceForms.indexValue(text("base"))
  }

  private func found(
    _ code: String, _ find: (String) throws -> Product?
  ) throws -> Product? {
    guard !code.isEmpty else { return nil }
    guard let product = try find(code) else {
      throw StoreError.notFound(kind: "product", key: code)
    }
    return product
  }
}

extension Format {
  /// What was typed, in the trade's words.
  func words(_ terms: TypedTerms) -> String {
    switch terms {
    case .net(let price): text("prices.net", [Fact("price", .price(price))])
    case .discount(let discount): text("prices.discount", [Fact("rate", .ratio(discount))])
    case .formula(let formula): words(formula)
    }
  }
}
