import Sales
import SalesStore
import Values

/// Notes a lower cost that a supplier grants on a product for one customer.
public struct CreateDerogation: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("derogation.create", roles: .managers, showsCosts: true)

  /// The derogation wanted; its identity is given here.
  public let wanted: SupplierDerogation

  /// The making of a derogation.
  public init(_ wanted: SupplierDerogation) {
    self.wanted = wanted
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> SupplierDerogation {
    var derogation = wanted
    derogation.id = scope.mint()
    derogation.consumed = .zero
    derogation.version = 1
    try DerogationChecks(scope: scope).check(derogation)
    try scope.store.insert(derogation)
    try scope.concerns(derogation)
    return derogation
  }
}

/// Changes a derogation. Quotes keep what was frozen on their lines; orders what they took.
public struct EditDerogation: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("derogation.edit", roles: .managers, showsCosts: true)

  /// The derogation as it was read.
  public let read: SupplierDerogation
  /// The derogation wanted.
  public let wanted: SupplierDerogation

  /// The change of a derogation.
  public init(_ read: SupplierDerogation, to wanted: SupplierDerogation) {
    self.read = read
    self.wanted = wanted
  }

  /// Does it.
  ///
  /// - Throws: `Refusal`: `staleRow` where another desk changed it, `derogationUsed` for another product or
  ///   customer, or less than what orders took.
  public func perform(_ scope: ActScope) throws -> SupplierDerogation {
    // What orders take does not count as a change: it is read with the row kept from other desks.
    let stored = try scope.store.claimDerogation(read.id)
    var known = read
    known.consumed = stored.consumed
    var derogation = wanted
    derogation.id = read.id
    derogation.consumed = stored.consumed
    derogation.version = read.version
    try DerogationChecks(scope: scope).check(derogation)
    if stored.consumed > .zero {
      let isSame =
        derogation.productID == stored.productID && derogation.customerID == stored.customerID
      guard isSame, derogation.quantity.map({ $0 >= stored.consumed }) ?? true else {
        throw Refusal(
          .derogationUsed, Fact("reference", .text(derogation.reference)),
          Fact("quantity", .quantity(stored.consumed)))
      }
    }
    try scope.concerns(derogation)
    return try scope.store.update(known, to: derogation)
  }
}

/// Ends a derogation on a day, which is the last on which an order may be confirmed under it.
public struct EndDerogation: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("derogation.end", roles: .managers, showsCosts: true)

  /// The derogation.
  public let derogationID: ID<SupplierDerogation>
  /// Its last day; nil = yesterday, so that nothing is sold under it any more.
  public let day: Day?

  /// The end of a derogation.
  public init(_ derogation: ID<SupplierDerogation>, on day: Day? = nil) {
    derogationID = derogation
    self.day = day
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> SupplierDerogation {
    let derogation = try scope.store.claimDerogation(derogationID)
    var ended = derogation
    ended.validTo = day ?? scope.today - 1
    guard ended.validTo < derogation.validTo else {
      throw Refusal(.priceRuleEnded, Fact("day", .day(derogation.validTo)))
    }
    // One that begins today and ends before has no day left: its period is then that one day.
    ended.validFrom = min(ended.validFrom, ended.validTo)
    try scope.concerns(ended)
    scope.note("day", .day(ended.validTo))
    return try scope.store.update(derogation, to: ended)
  }
}

extension ActScope {
  /// Says what a derogation is about, and names it.
  func concerns(_ derogation: SupplierDerogation) throws {
    let product = try store.get(derogation.productID)
    let customer = try store.get(derogation.customerID)
    concerns(.product, product.id.rawValue)
    concerns(.customer, customer.id.rawValue)
    let supplier = try store.get(derogation.supplierID)
    let reference = derogation.reference.isEmpty ? supplier.name : derogation.reference
    note("reference", .text(reference))
    note("product", .text(product.code))
    note("customer", .text(customer.name))
  }
}

/// What every derogation must hold: each refusal says what to do.
struct DerogationChecks {
  let scope: ActScope

  func check(_ derogation: SupplierDerogation) throws {
    try Refusal.unlessOrdered(derogation.validFrom, derogation.validTo)
    guard derogation.unitCost >= .zero else { throw Refusal(.amountNegative) }
    if let quantity = derogation.quantity, quantity <= .zero {
      throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(quantity)))
    }
    if let site = try derogation.siteID.map({ try scope.store.get($0) }),
      site.customerID != derogation.customerID
    {
      throw Refusal(.siteOfOtherCustomer, Fact("site", .text(site.code)))
    }
  }
}
