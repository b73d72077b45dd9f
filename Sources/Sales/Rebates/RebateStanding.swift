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

/// The rebates expected on a document.
public struct DocumentRebates: Hashable, Sendable {
  /// One per agreement of its customer.
  public let outlooks: [RebateOutlook]
  /// Σ of the rates of each line, by its number; none = nothing.
  public let rates: [Int: Ratio]
  /// Expected to go back on the document, rounded once: of several agreements the sum of what each brings,
  /// rounded apart, may be a cent off.
  public let expected: Amount
  /// Whether the rates are those kept when the quote was sent.
  public let isFrozen: Bool

  /// None.
  public static let none = DocumentRebates(outlooks: [], rates: [:], expected: .zero)

  init(
    outlooks: [RebateOutlook], rates: [Int: Ratio], expected: Amount, isFrozen: Bool = false
  ) {
    self.isFrozen = isFrozen
    self.outlooks = outlooks
    self.rates = rates
    self.expected = expected
  }

  /// The rebates on a draft.
  ///
  /// - Parameter families: the family of each product on it.
  public init(
    _ draft: QuoteDraft, _ figures: QuoteComputation, _ standings: [RebateStanding],
    families: (ID<Product>) -> ID<Family>?
  ) throws(Overflow) {
    guard !standings.isEmpty else {
      self = .none
      return
    }
    var rates: [Int: Ratio] = [:]
    var outlooks: [RebateOutlook] = []
    for standing in standings {
      var numbers: [Int] = []
      var eligible = Amount.zero
      for line in draft.lines {
        guard let product = line.row.productID, let figure = figures[line: line.row.line],
          standing.scope.covers(product, of: families(product))
        else { continue }
        numbers.append(line.row.line)
        if figure.isCounted { eligible = try eligible.adding(figure.companyNet) }
      }
      let outlook = try standing.outlook(with: figures.afterDiscount(eligible))
      outlooks.append(outlook)
      for number in numbers {
        rates[number] = Ratio(
          basisPoints: (rates[number] ?? .zero).basisPoints + outlook.rate.basisPoints)
      }
    }
    rates = rates.filter { $0.value > .zero }
    self.init(
      outlooks: outlooks, rates: rates, expected: try Self.expected(figures.rebateShares(rates)))
  }

  /// The rebates that were expected when a quote was sent, which stay on its lines.
  public init(
    frozen rates: [Int: Ratio], _ figures: QuoteComputation, _ outlooks: [RebateOutlook] = []
  ) throws(Overflow) {
    self.init(
      outlooks: outlooks, rates: rates, expected: try Self.expected(figures.rebateShares(rates)),
      isFrozen: true)
  }

  /// What amounts at their rates come to, rounded once: a draft, what was sent of it and its order say the
  /// same.
  public static func expected(_ shares: [RebateShare]) throws(Overflow) -> Amount {
    let exact = shares.reduce(Int128(0)) { $0 + Int128($1.net.minor) * Int128($1.rate.basisPoints) }
    return try Amount(narrowing: roundHalfAwayFromZero(exact, Ratio.one))
  }

  /// The share of the goods that is expected to go back: what a negotiation counts with.
  public func rate(of figures: QuoteComputation) -> Ratio {
    let goods = figures.companyNet
    guard goods > .zero, expected > .zero else { return .zero }
    let points = roundUp(Int128(expected.minor) * Ratio.one, Int128(goods.minor))
    return Ratio(basisPoints: Int64(clamping: points))
  }

  /// What is left of the margin of the goods after carriage and the rebates expected.
  public func netNet(of figures: QuoteComputation) -> NetNetMargin {
    NetNetMargin(
      net: figures.margin.netWithCost, margin: figures.margin.margin, rebate: expected,
      carriage: figures.carriage.borne)
  }

  /// The same of one line: its margin less the rebate on its net.
  public func netNet(of line: QuoteLineFigures) throws(Overflow) -> NetNetMargin? {
    guard let margin = line.margin.margin else { return nil }
    return NetNetMargin(
      net: line.companyNet, margin: margin,
      rebate: try line.companyNet.times(rates[line.line] ?? .zero))
  }
}

/// An amount and the share of it that is expected to go back.
public struct RebateShare: Hashable, Sendable {
  /// The amount, in the company's currency.
  public let net: Amount
  /// The share.
  public let rate: Ratio

  /// An amount at a rate.
  public init(net: Amount, rate: Ratio) {
    self.net = net
    self.rate = rate
  }
}

extension QuoteComputation {
  /// What is sold at each rate, after the document discount; the lowest rate first.
  func rebateShares(_ rates: [Int: Ratio]) throws(Overflow) -> [RebateShare] {
    var nets: [Ratio: Amount] = [:]
    for line in lines where line.isCounted {
      guard let rate = rates[line.line] else { continue }
      nets[rate] = try (nets[rate] ?? .zero).adding(line.companyNet)
    }
    var shares: [RebateShare] = []
    for (rate, net) in nets.sorted(by: { $0.key < $1.key }) {
      shares.append(RebateShare(net: try afterDiscount(net), rate: rate))
    }
    return shares
  }

  /// A part of the goods after the document discount, in proportion, rounded once; in the company's
  /// currency, as rebates are.
  func afterDiscount(_ part: Amount) throws(Overflow) -> Amount {
    let goods = companyNet + companyDiscount
    guard companyDiscount != .zero, goods != .zero else { return part }
    let share = roundHalfAwayFromZero(
      Int128(companyDiscount.minor) * Int128(part.minor), Int128(goods.minor))
    return part - (try Amount(narrowing: share))
  }
}
