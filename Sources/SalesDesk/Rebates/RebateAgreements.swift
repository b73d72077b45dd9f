import Sales
import SalesStore
import Values

/// Agrees on a year-end rebate with a customer, a buying group or a price group.
public struct CreateRebate: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("rebate.create", roles: .managers)

  /// The agreement wanted; its identity is given here, and its code where it has none.
  public let wanted: RebateTerms

  /// The making of an agreement.
  public init(_ wanted: RebateTerms) {
    self.wanted = wanted
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> RebateAgreement {
    var terms = wanted
    terms.agreement.id = scope.mint()
    terms.agreement.version = 1
    let checks = RebateChecks(scope: scope)
    if terms.agreement.code.isEmpty { terms.agreement.code = try checks.code(for: terms.agreement) }
    try checks.check(terms)
    try scope.store.insert(terms.agreement)
    try RebateRows(scope: scope).write(terms)
    try scope.concerns(terms.agreement)
    return terms.agreement
  }
}

/// Changes an agreement: its period, its tiers, what counts. Quotes that were sent keep the rebate that was
/// expected on them.
public struct EditRebate: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("rebate.edit", roles: .managers)

  /// The agreement as it was read.
  public let read: RebateAgreement
  /// The agreement wanted.
  public let wanted: RebateTerms

  /// The change of an agreement.
  public init(_ read: RebateAgreement, to wanted: RebateTerms) {
    self.read = read
    self.wanted = wanted
  }

  /// Does it.
  ///
  /// - Throws: `Refusal` of reason `staleRow` where another desk changed it since it was read.
  public func perform(_ scope: ActScope) throws -> RebateAgreement {
    var terms = wanted
    terms.agreement.id = read.id
    terms.agreement.version = read.version
    try RebateChecks(scope: scope).check(terms)
    try RebateRows(scope: scope).write(terms)
    try scope.concerns(terms.agreement)
    return try scope.store.update(read, to: terms.agreement)
  }
}

/// Ends an agreement on a day, which is its last.
public struct EndRebate: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("rebate.end", roles: .managers)

  /// The agreement.
  public let agreementID: ID<RebateAgreement>
  /// Its last day; nil = today.
  public let day: Day?

  /// The end of an agreement.
  public init(_ agreement: ID<RebateAgreement>, on day: Day? = nil) {
    agreementID = agreement
    self.day = day
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> RebateAgreement {
    let agreement = try scope.store.get(agreementID)
    var ended = agreement
    ended.validTo = day ?? scope.today
    guard ended.validTo < agreement.validTo else {
      throw Refusal(.priceRuleEnded, Fact("day", .day(agreement.validTo)))
    }
    try Refusal.unlessOrdered(ended.validFrom, ended.validTo)
    try scope.concerns(ended)
    scope.note("day", .day(ended.validTo))
    return try scope.store.update(agreement, to: ended)
  }
}

/// Notes that a customer got his rebate, by a credit note made elsewhere: what is due on the base as it
/// stands is kept.
public struct SettleRebate: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("rebate.settle", roles: .managers)

  /// The agreement.
  public let agreementID: ID<RebateAgreement>
  /// The customer; nil = the one the agreement is with.
  public let customerID: ID<Customer>?
  /// Number of the credit note.
  public let reference: String

  /// The settlement of an agreement.
  public init(
    _ agreement: ID<RebateAgreement>, with customer: ID<Customer>? = nil, reference: String = ""
  ) {
    agreementID = agreement
    customerID = customer
    self.reference = reference
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> RebateSettlement {
    let agreement = try scope.store.get(agreementID)
    let code = Fact("code", .text(agreement.code))
    guard let customer = agreement.customerID ?? customerID else {
      throw Refusal(.rebateNeedsCustomer, code)
    }
    guard agreement.validTo < scope.today else {
      throw Refusal(.rebateNotOver, code, Fact("day", .day(agreement.validTo)))
    }
    if try scope.store.settlement(of: agreement.id, with: customer) != nil {
      throw Refusal(.rebateSettled, code)
    }
    let standing = try scope.store.standing(
      try scope.store.terms(of: agreement), of: customer)
    let settlement = RebateSettlement(
      agreementID: agreement.id, customerID: customer, day: scope.today,
      baseAmount: standing.base, amount: try standing.accrued(), reference: reference)
    try scope.store.insert(settlement)
    try scope.concerns(agreement)
    scope.concerns(.customer, customer.rawValue)
    scope.note("amount", .money(Money(settlement.amount, agreement.currency)))
    return settlement
  }
}

extension ActScope {
  /// Says whom an agreement is with, and names it.
  func concerns(_ agreement: RebateAgreement) throws {
    var party = agreement.priceGroup
    if let customer = try agreement.customerID.map({ try store.get($0) }) {
      concerns(.customer, customer.id.rawValue)
      party = customer.name
    }
    note("code", .text(agreement.code))
    note("party", .text(party))
  }
}

/// Keeps the tiers of an agreement and what counts for it as wanted.
struct RebateRows {
  let scope: ActScope

  func write(_ terms: RebateTerms) throws {
    let id = terms.agreement.id
    try settle(
      try scope.store.all(RebateTierRow.self, "WHERE agreement_id = \(id)"),
      terms.tiers.map { RebateTierRow(agreementID: id, fromAmount: $0.from, rate: $0.rate) })
    try settle(
      try scope.store.all(RebateFamily.self, "WHERE agreement_id = \(id)"),
      Set(terms.families).sorted().map { RebateFamily(agreementID: id, familyID: $0) })
    try settle(
      try scope.store.all(RebateProduct.self, "WHERE agreement_id = \(id)"),
      Set(terms.products).sorted().map { RebateProduct(agreementID: id, productID: $0) })
  }

  /// Rows that are wanted and no others; one that stays is changed, so that undo finds its version.
  private func settle<Kind: Record>(_ kept: [Kind], _ wanted: [Kind]) throws {
    for old in kept {
      if let new = wanted.first(where: { $0.key == old.key }) {
        guard Array(new.values.dropLast()) != Array(old.values.dropLast()) else { continue }
        try scope.store.update(old, to: new)
      } else {
        try scope.store.delete(old)
      }
    }
    try scope.store.insert(wanted.filter { new in !kept.contains { $0.key == new.key } })
  }
}

/// What every agreement must hold: each refusal says what to do.
struct RebateChecks {
  let scope: ActScope

  func check(_ terms: RebateTerms) throws {
    let agreement = terms.agreement
    try Refusal.unlessOrdered(agreement.validFrom, agreement.validTo)
    guard (agreement.customerID == nil) != agreement.priceGroup.isEmpty else {
      throw Refusal(.rebateNeedsParty)
    }
    let same = try scope.store.first(
      RebateAgreement.self, "WHERE code = \(agreement.code) AND id <> \(agreement.id)")
    if same != nil { throw Refusal(.codeTaken, Fact("code", .text(agreement.code))) }
    do {
      _ = try RebateSchedule(agreement.mode, terms.tiers)
    } catch {
      throw Refusal(error, in: agreement.currency)
    }
  }

  /// `RFA-2026-C0012`, with a number after it where that is taken.
  func code(for agreement: RebateAgreement) throws -> String {
    let party = try agreement.customerID.map { try scope.store.get($0).code }
    let stem = "RFA-\(agreement.validFrom.year)-\(party ?? agreement.priceGroup)"
    var code = stem
    var number = 1
    while try scope.store.first(RebateAgreement.self, "WHERE code = \(code)") != nil {
      number += 1
      code = "\(stem)-\(number)"
    }
    return code
  }
}

extension Refusal {
  /// Why tiers are none of an agreement.
  init(_ problem: RebateProblem, in currency: Currency) {
    switch problem {
    case .firstNotAtZero: self.init(.rebateTiersFromZero)
    case .notAscending(let bound):
      self.init(.rebateTierTwice, Fact("from", .money(Money(bound, currency))))
    case .rateOutOfRange(let rate): self.init(.ratioOutOfRange, Fact("ratio", .ratio(rate)))
    case .flatWithTiers: self.init(.rebateFlatTiers)
    }
  }
}
