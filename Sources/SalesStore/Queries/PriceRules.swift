import Database
import Sales
import Values

/// Which price rules are looked at.
public struct PriceRuleFilter: Sendable, Hashable {
  /// Only rules that name this product.
  public var productID: ID<Product>?
  /// Only rules that name this customer.
  public var customerID: ID<Customer>?
  /// Only rules of this list.
  public var priceListID: ID<PriceList>?
  /// Only rules of this family.
  public var familyID: ID<Family>?
  /// Words: of products, of customers, a group, a code of a family or of a list.
  public var text = ""
  /// At most so many, the newest first.
  public var limit = 300

  /// Every rule.
  public init() {}
}

/// A price rule with the names of what it is for.
public struct PriceRuleRow: Sendable, Hashable {
  /// The rule.
  public let rule: PriceRule
  /// The product.
  public let product: Product?
  /// The family.
  public let family: Family?
  /// The customer.
  public let customer: Customer?
  /// The site of the customer.
  public let site: Site?
  /// The list.
  public let list: PriceList?
  /// The index that its price follows.
  public let index: CommodityIndex?
  /// How much may still be ordered under it; nil = without end.
  public let cap: PriceCap?

  /// Whether it has ended on a day.
  public func isPast(on day: Day) -> Bool { rule.validTo.map { $0 < day } ?? false }
  /// Whether it begins after a day.
  public func isFuture(on day: Day) -> Bool { rule.validFrom.map { $0 > day } ?? false }
}

/// A price list with how many rules and customers it has.
public struct PriceListRow: Sendable, Hashable {
  /// The list.
  public let list: PriceList
  /// Rules on it.
  public let rules: Int
  /// Customers who refer to it.
  public let customers: Int
}

extension StoreReading {
  /// Price rules with their names, the newest first.
  public func priceRuleRows(_ filter: PriceRuleFilter) throws -> [PriceRuleRow] {
    try rules(filter).map { try row($0) }
  }

  /// A price rule with its names.
  public func priceRuleRow(_ id: ID<PriceRule>) throws -> PriceRuleRow { try row(try get(id)) }

  private func row(_ rule: PriceRule) throws -> PriceRuleRow {
    PriceRuleRow(
      rule: rule, product: try rule.productID.flatMap { try find($0) },
      family: try rule.familyID.flatMap { try find($0) },
      customer: try rule.customerID.flatMap { try find($0) },
      site: try rule.siteID.flatMap { try find($0) },
      list: try rule.priceListID.flatMap { try find($0) },
      index: try rule.indexID.flatMap { try find($0) }, cap: try cap(of: rule))
  }

  /// What a rule may still be ordered under; nil = without end.
  func cap(of rule: PriceRule) throws -> PriceCap? {
    guard let quantity = rule.capQuantity else { return nil }
    return PriceCap(quantity: quantity, ordered: try ordered(under: rule.id))
  }

  private func rules(_ filter: PriceRuleFilter) throws -> [PriceRule] {
    if !filter.text.isEmpty { return try rules(answering: filter) }
    let end: SQL = " ORDER BY id DESC LIMIT \(filter.limit)"
    if let product = filter.productID {
      return try all(PriceRule.self, "WHERE product_id = \(product)" + end)
    }
    if let customer = filter.customerID {
      return try all(PriceRule.self, "WHERE customer_id = \(customer)" + end)
    }
    if let list = filter.priceListID {
      return try all(PriceRule.self, "WHERE price_list_id = \(list)" + end)
    }
    if let family = filter.familyID {
      return try all(PriceRule.self, "WHERE family_id = \(family)" + end)
    }
    return try all(PriceRule.self, end)
  }

  /// The rules whose product, customer, family, list or group answers the words.
  private func rules(answering filter: PriceRuleFilter) throws -> [PriceRule] {
    var found: [ID<PriceRule>: PriceRule] = [:]
    func add(_ condition: SQL) throws {
      for rule in try all(PriceRule.self, condition + " ORDER BY id DESC LIMIT \(filter.limit)") {
        found[rule.id] = rule
      }
    }
    let products = try self.found(Product.self, by: filter.text, limit: 40).map(\.id)
    if !products.isEmpty { try add("WHERE product_id IN " + SQL.list(products)) }
    let customers = try self.found(Customer.self, by: filter.text, limit: 40).map(\.id)
    if !customers.isEmpty { try add("WHERE customer_id IN " + SQL.list(customers)) }
    let families = try all(Family.self).filter { Self.answers(filter.text, $0.code, $0.name) }
    if !families.isEmpty { try add("WHERE family_id IN " + SQL.list(families.map(\.id))) }
    let lists = try all(PriceList.self).filter { Self.answers(filter.text, $0.code, $0.name) }
    if !lists.isEmpty { try add("WHERE price_list_id IN " + SQL.list(lists.map(\.id))) }
    return found.values.filter { rule in
      filter.productID.map { $0 == rule.productID } ?? true
        && filter.customerID.map { $0 == rule.customerID } ?? true
        && filter.priceListID.map { $0 == rule.priceListID } ?? true
        && filter.familyID.map { $0 == rule.familyID } ?? true
    }.sorted { $0.id > $1.id }
  }

  private static func answers(_ typed: String, _ names: String...) -> Bool {
    let words = names.flatMap { SearchWords.fold($0) }
    return SearchWords.fold(typed).allSatisfy { prefix in
      words.contains { $0.hasPrefix(prefix) }
    }
  }

  /// The price lists, by code.
  public func priceListRows() throws -> [PriceListRow] {
    try all(PriceList.self, "ORDER BY code").map { list in
      PriceListRow(
        list: list, rules: try count(PriceRule.self, "WHERE price_list_id = \(list.id)"),
        customers: try count(Customer.self, "WHERE price_list_id = \(list.id)"))
    }
  }

  /// The price list with this code.
  /// - Throws: `StoreError.notFound`.
  public func priceList(coded code: String) throws -> PriceList {
    guard let found = try first(PriceList.self, "WHERE code = \(code)") else {
      throw StoreError.notFound(kind: PriceList.table.name, key: code)
    }
    return found
  }
}
