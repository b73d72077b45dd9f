import Sales
import SalesStore
import Values

/// Makes a price rule: a contract, a group's price, a promotion, a price or a break of a list.
public struct CreatePriceRule: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("price.create", roles: .managers)

  /// The rule wanted; its identity is given here.
  public let wanted: PriceRule

  /// The making of a rule.
  public init(_ wanted: PriceRule) {
    self.wanted = wanted
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PriceRule {
    var rule = wanted
    rule.id = scope.mint()
    rule.version = 1
    try PriceRuleChecks(store: scope.store).check(rule)
    try scope.store.insert(rule)
    try scope.concerns(rule)
    return rule
  }
}

/// Changes a price rule. What was quoted or ordered under it keeps the price it had.
public struct EditPriceRule: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("price.edit", roles: .managers)

  /// The rule as it was read.
  public let read: PriceRule
  /// The rule wanted.
  public let wanted: PriceRule

  /// The change of a rule.
  public init(_ read: PriceRule, to wanted: PriceRule) {
    self.read = read
    self.wanted = wanted
  }

  /// Does it.
  ///
  /// - Throws: `Refusal` of reason `staleRow` where another desk changed the rule since it was read.
  public func perform(_ scope: ActScope) throws -> PriceRule {
    var rule = wanted
    rule.id = read.id
    rule.version = read.version
    try PriceRuleChecks(store: scope.store).check(rule)
    try scope.concerns(rule)
    return try scope.store.update(read, to: rule)
  }
}

/// Ends a price rule on a day, which is its last.
public struct EndPriceRule: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("price.end", roles: .managers)

  /// The rule.
  public let ruleID: ID<PriceRule>
  /// Its last day; nil = yesterday, so that it gives no price any more.
  public let day: Day?

  /// The end of a rule.
  public init(_ rule: ID<PriceRule>, on day: Day? = nil) {
    ruleID = rule
    self.day = day
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PriceRule {
    let rule = try scope.store.get(ruleID)
    var ended = rule
    ended.validTo = day ?? scope.today - 1
    if let known = rule.validTo, known < scope.today, known <= ended.validTo ?? known {
      throw Refusal(.priceRuleEnded, Fact("day", .day(known)))
    }
    try scope.concerns(ended)
    scope.note("day", .day(ended.validTo ?? scope.today))
    return try scope.store.update(rule, to: ended)
  }
}

extension ActScope {
  /// Says which product and customer a rule is about, and names it.
  func concerns(_ rule: PriceRule) throws {
    var words: [String] = []
    if let product = try rule.productID.map({ try store.get($0) }) {
      concerns(.product, product.id.rawValue)
      words.append(product.code)
    }
    if let family = try rule.familyID.map({ try store.get($0) }) { words.append(family.name) }
    if let customer = try rule.customerID.map({ try store.get($0) }) {
      concerns(.customer, customer.id.rawValue)
      words.append(customer.name)
    }
    if !rule.priceGroup.isEmpty { words.append(rule.priceGroup) }
    if let list = try rule.priceListID.map({ try store.get($0) }) { words.append(list.code) }
    if words.isEmpty { words.append(rule.name) }
    note("rule", .text(words.filter { !$0.isEmpty }.joined(separator: ", ")))
  }
}

/// What every price rule must hold, whoever writes it: each refusal says what to do.
public struct PriceRuleChecks<Store: StoreReading> {
  let store: Store

  /// Checks against what that store holds.
  public init(store: Store) { self.store = store }

  /// Checks a rule.
  /// - Throws: `Refusal` for the first thing that does not hold.
  public func check(_ rule: PriceRule) throws {
    try Refusal.unlessOrdered(rule.validFrom, rule.validTo)
    try checkParty(rule)
    try checkTerms(rule)
    guard rule.minimumQuantity >= .zero else {
      throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(rule.minimumQuantity)))
    }
    if let cap = rule.capQuantity {
      guard rule.level == .contract else { throw Refusal(.capNeedsContract) }
      guard cap > .zero else {
        throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(cap)))
      }
    }
    if let floor = rule.floorPrice {
      guard floor >= .zero else { throw Refusal(.amountNegative) }
      guard rule.kind != .net || rule.indexID != nil else { throw Refusal(.floorNeedsFormula) }
    }
  }

  private func checkParty(_ rule: PriceRule) throws {
    switch rule.level {
    case .contract where rule.customerID == nil: throw Refusal(.priceNeedsCustomer)
    case .customerGroup where rule.priceGroup.isEmpty: throw Refusal(.priceNeedsGroup)
    default: break
    }
    if let site = try rule.siteID.map({ try store.get($0) }),
      site.customerID != rule.customerID
    {
      throw Refusal(.siteOfOtherCustomer, Fact("site", .text(site.code)))
    }
    if let list = try rule.priceListID.map({ try store.get($0) }),
      list.currency != rule.currency
    {
      throw Refusal(
        .priceListCurrency, Fact("list", .text(list.code)),
        Fact("currency", .text(list.currency.code)))
    }
  }

  private func checkTerms(_ rule: PriceRule) throws {
    switch rule.kind {
    case .net:
      guard let price = rule.netPrice else { throw Refusal(.priceTermsMissing) }
      guard price >= .zero else { throw Refusal(.amountNegative) }
      guard rule.productID != nil else { throw Refusal(.netPriceNeedsProduct) }
      if rule.indexID != nil { try checkIndex(rule) }
    case .discount:
      guard let discount = rule.discount else { throw Refusal(.priceTermsMissing) }
      guard (0...10_000).contains(discount.basisPoints) else {
        throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(discount)))
      }
    case .formula:
      guard let formula = try? PriceFormula(text: rule.formula) else {
        throw Refusal(.formulaUnreadable, Fact("formula", .text(rule.formula)))
      }
      guard
        formula.discount.basisPoints < 10_000 || formula.surcharge > .zero
          || formula.minimumMargin != nil
      else { throw Refusal(.formulaGivesNothing, Fact("formula", .text(rule.formula))) }
    }
  }

  private func checkIndex(_ rule: PriceRule) throws {
    guard let share = rule.indexShare, let base = rule.indexBase, base > .zero else {
      throw Refusal(.indexTermsMissing)
    }
    guard (1...10_000).contains(share.basisPoints) else {
      throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(share)))
    }
  }
}
