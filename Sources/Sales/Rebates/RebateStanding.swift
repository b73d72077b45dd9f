import Values

// Year-end rebates while one sells (rules.md 2.12, features.md F076). The store keeps no lines of invoices
// and no payments, so the base is what was delivered:
//
//   delivered − brought back, in the period, eligible, after the document discount ──► base
//   ordered and not delivered yet                                                 ──► in progress, apart
//   base + this document ──► tier expected ──► rate on the lines of the document

/// What counts for an agreement: everything, or these families with those under them, and these products.
public struct RebateScope: Hashable, Sendable {
  /// Families, those under them included.
  public var families: Set<ID<Family>>
  /// Products.
  public var products: Set<ID<Product>>

  /// A scope; nothing named = everything.
  public init(families: Set<ID<Family>> = [], products: Set<ID<Product>> = []) {
    self.families = families
    self.products = products
  }

  /// Whether everything counts.
  public var isEverything: Bool { families.isEmpty && products.isEmpty }

  /// Whether a product of a family counts.
  public func covers(_ product: ID<Product>, of family: ID<Family>?) -> Bool {
    isEverything || products.contains(product) || family.map(families.contains) == true
  }
}

/// Something delivered, or still to be, as a rebate counts it.
public struct RebateTurnover: Hashable, Sendable {
  /// Net of the order line, before the document discount.
  public let net: Amount
  /// Document discount of its order.
  public let discount: Ratio
  /// Ordered, in base units.
  public let ordered: Quantity
  /// What of it counts, in base units.
  public let counted: Quantity

  /// Part of an order line.
  public init(net: Amount, discount: Ratio, ordered: Quantity, counted: Quantity) {
    self.net = net
    self.discount = discount
    self.ordered = ordered
    self.counted = counted
  }

  /// Its turnover: net × (1 − discount) × counted / ordered, rounded once.
  public func amount() throws(Overflow) -> Amount {
    guard ordered != .zero else { return .zero }
    // Two factors of 64 bits and one of 14 stay under 128 bits for every amount the desk keeps.
    let exact = Int128(net.minor) * Int128(counted.thousandths)
    let (kept, overflow) = exact.multipliedReportingOverflow(
      by: Int128(discount.complement.basisPoints))
    guard !overflow else { throw Overflow() }
    return try Amount(
      narrowing: roundHalfAwayFromZero(kept, Int128(ordered.thousandths) * Ratio.one))
  }
}

/// Where a customer stands under an agreement.
public struct RebateStanding: Hashable, Sendable {
  /// The agreement.
  public let agreement: RebateAgreement
  /// Its tiers.
  public let schedule: RebateSchedule
  /// What counts for it.
  public let scope: RebateScope
  /// Delivered in its period, less what was brought back.
  public let base: Amount
  /// Ordered and not delivered yet.
  public let inProgress: Amount

  /// A standing.
  public init(
    agreement: RebateAgreement, schedule: RebateSchedule, scope: RebateScope, base: Amount,
    inProgress: Amount
  ) {
    self.agreement = agreement
    self.schedule = schedule
    self.scope = scope
    self.base = base
    self.inProgress = inProgress
  }

  /// What is due on the base.
  public func accrued() throws(Overflow) -> Amount { try schedule.rebate(on: base) }

  /// What a document brings to it: the tier that base and document reach together.
  public func outlook(with document: Amount) throws(Overflow) -> RebateOutlook {
    let turnover = try base.adding(document)
    let rate = schedule.rate(at: turnover)
    let next = schedule.nextTier(after: turnover)
    return RebateOutlook(
      standing: self, document: document, turnover: turnover, rate: rate,
      expected: try document.times(rate), next: next,
      nextRebate: try next.map { next throws(Overflow) in
        try schedule.rebate(on: turnover.adding(next.missing))
      })
  }
}

/// What a document brings to an agreement.
public struct RebateOutlook: Hashable, Sendable {
  /// Where the customer stands before it.
  public let standing: RebateStanding
  /// What of the document counts.
  public let document: Amount
  /// Base and document together.
  public let turnover: Amount
  /// Rate of the tier they reach: what is expected on each eligible line.
  public let rate: Ratio
  /// Expected to go back on the document.
  public let expected: Amount
  /// The next tier; nil on the best one.
  public let next: NextRebateTier?
  /// What reaching it gives on the whole turnover.
  public let nextRebate: Amount?
}
