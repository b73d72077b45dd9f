import Sales
import SalesStore
import Values

/// Blocks new orders of a customer, with a reason, or lets them through again.
public struct BlockCustomer: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("customer.block", roles: .managers)

  /// The customer.
  public let customerID: ID<Customer>
  /// Why; nil lets its orders through again.
  public let reason: String?
  /// The reason that was seen, nil where the customer was not blocked.
  public let read: Edit<String?>
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The blocking of a customer; a reason of nil ends it. Without what was read, what is wanted stands.
  public init(_ customer: ID<Customer>, reason: String?, read: Edit<String?> = .keep) {
    customerID = customer
    self.reason = reason
    self.read = read
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where another desk blocked the customer for another reason, or let it through.
  public func perform(_ scope: ActScope) throws -> Customer {
    if let reason, reason.isEmpty { throw Refusal(.blockReasonMissing) }
    let customer = try scope.store.get(customerID)
    var merge = FieldMerge(customer, settlement)
    let isWanted = merge.decide(
      "blocked", .set(reason), read: read,
      stored: customer.blocked ? customer.blockedReason : nil
    ) { $0.map { .text($0) } }
    try merge.check(customer.name, scope)
    guard isWanted else { return customer }
    var changed = customer
    changed.blocked = reason != nil
    changed.blockedReason = reason ?? ""
    scope.concerns(.customer, customer.id.rawValue)
    scope.note("customer", .text(customer.name))
    scope.note("reason", .text(changed.blockedReason))
    return try scope.store.update(customer, to: changed)
  }
}

/// Sets the limit of a customer's credit exposure, incl. VAT.
public struct SetCreditLimit: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("customer.limit", roles: .managers)

  /// The customer.
  public let customerID: ID<Customer>
  /// The limit; nil = none.
  public let limit: Amount?
  /// What the form began with.
  public let read: Edit<Amount?>
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The setting of a limit. Without what was read, what is wanted stands.
  public init(_ customer: ID<Customer>, to limit: Amount?, read: Edit<Amount?> = .keep) {
    customerID = customer
    self.limit = limit
    self.read = read
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where another desk set another limit since it was read.
  public func perform(_ scope: ActScope) throws -> Customer {
    if let limit, limit < .zero { throw Refusal(.amountNegative) }
    let customer = try scope.store.get(customerID)
    let company = try scope.store.company().currency
    var merge = FieldMerge(customer, settlement)
    merge.take("creditLimit", .set(limit), read: read, \.creditLimit) { limit in
      limit.map { .money(Money($0, company)) }
    }
    try merge.check(customer.name, scope)
    let changed = merge.merged
    scope.concerns(.customer, customer.id.rawValue)
    scope.note("customer", .text(customer.name))
    if let limit { scope.note("limit", .money(Money(limit, company))) }
    return try scope.store.update(customer, to: changed)
  }
}
