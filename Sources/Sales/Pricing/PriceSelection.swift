import Values

/// Chooses the price of a line among the rules that may apply (rules.md 2.4; AT-11, AT-12, AT-60).
///
/// ```
///  rules ──► holds on the day? quantity reached? base known? ──► applicable, priced
///                                                                      │ ordered by level, scope,
///                          mostSpecific ◄──────────────────────────────┤ break, family, newest
///                          the first one                               │
///                                               cheapest ◄─────────────┘
///                                               a firm contract, else the lowest net price
/// ```
/// The list price stands last, as a rule that always applies.
public enum PriceSelection {
  /// The price, or nil when neither a rule nor the list gives one.
  public static func choose(
    _ request: PriceRequest, among candidates: [PriceCandidate]
  ) throws(Overflow) -> PriceChoice? {
    let field = try PriceField(request, candidates)
    let automatic = field.winner
    let next = try nextBreak(request, candidates, current: automatic)
    if let typed = request.typedPrice {
      let rejected = field.applicable.map { RejectedPrice(rule: $0.rule, reason: .typedPrice) }
      return PriceChoice(
        unitPrice: typed, discounts: .none, precedence: .manual, rule: nil,
        rejected: rejected + field.refused, nextBreak: next)
    }
    guard let automatic else { return nil }
    return PriceChoice(
      unitPrice: automatic.unitPrice, discounts: automatic.discounts,
      precedence: automatic.precedence, rule: automatic.rule,
      rejected: field.losers(to: automatic) + field.refused, nextBreak: next)
  }

  /// The smallest larger quantity at which the selection itself would give a lower net price.
  private static func nextBreak(
    _ request: PriceRequest, _ candidates: [PriceCandidate], current: PricedCandidate?
  ) throws(Overflow) -> NextBreak? {
    guard let current else { return nil }
    let minimums = Set(candidates.map(\.minimum)).filter { $0 > request.quantity }.sorted()
    for minimum in minimums {
      var larger = request
      larger.quantity = minimum
      let winner = try PriceField(larger, candidates).winner
      if let winner, winner.isCheaper(than: current) {
        let net = LineAmounts(
          quantity: .zero, unitPrice: winner.unitPrice, discounts: winner.discounts)
        return NextBreak(quantity: minimum, netPrice: net.netUnitPrice, rule: winner.rule)
      }
    }
    return nil
  }
}

/// A rule that applies, with the price it gives.
struct PricedCandidate {
  let rule: UInt128?
  let precedence: PricePrecedence
  let scope: PriceScope
  let minimum: Quantity
  let isFirm: Bool
  let unitPrice: UnitPrice
  let discounts: Discounts
  var isForeign = false

  /// Lower for the customer, compared exactly.
  func isCheaper(than other: PricedCandidate) -> Bool {
    let left = (Int128(unitPrice.tenThousandths) * discounts.keptNumerator)
      .multipliedFullWidth(by: other.discounts.keptDenominator)
    let right = (Int128(other.unitPrice.tenThousandths) * other.discounts.keptNumerator)
      .multipliedFullWidth(by: discounts.keptDenominator)
    return (left.high, left.low) < (right.high, right.low)
  }

  /// The same candidate, at its floor where its discounts lead below it.
  func raised(to floor: UnitPrice?) -> PricedCandidate {
    guard let floor else { return self }
    let atFloor = PricedCandidate(
      rule: rule, precedence: precedence, scope: scope, minimum: minimum, isFirm: isFirm,
      unitPrice: floor, discounts: .none, isForeign: isForeign)
    return isCheaper(than: atFloor) ? atFloor : self
  }

  /// Stronger in the fixed order: level, scope, larger break, nearer family, newer rule.
  func precedes(_ other: PricedCandidate) -> Bool {
    let left = (precedence.rawValue, scope.rank, -minimum.thousandths, scope.distance)
    let right = (
      other.precedence.rawValue, other.scope.rank, -other.minimum.thousandths, other.scope.distance
    )
    if left != right { return left < right }
    return (rule ?? 0) > (other.rule ?? 0)
  }

  /// Why this one lost in the fixed order.
  func reason(against winner: PricedCandidate) -> PriceRejection {
    if rule == nil, precedence == winner.precedence { return .replacedByRule }
    if precedence != winner.precedence { return .weakerLevel(than: winner.precedence) }
    if scope.rank != winner.scope.rank { return .lessSpecific }
    if minimum != winner.minimum { return .smallerBreak(than: winner.minimum) }
    if scope.distance != winner.scope.distance { return .fartherFamily }
    return .older
  }
}

/// The rules of one request, sorted into those that apply and those that do not.
struct PriceField {
  let priceSwitch: PriceSwitch
  /// Priced, the strongest first.
  private(set) var applicable: [PricedCandidate] = []
  private(set) var refused: [RejectedPrice] = []

  init(_ request: PriceRequest, _ candidates: [PriceCandidate]) throws(Overflow) {
    priceSwitch = request.priceSwitch
    for candidate in candidates {
      if let reason = PriceField.refusal(of: candidate, request) {
        refused.append(RejectedPrice(rule: candidate.rule, reason: reason))
      } else if let priced = try PriceField.priced(candidate, request) {
        let isPrice = candidate.isPrice(priced.unitPrice)
        if isPrice { applicable.append(priced) }
        if !isPrice { refused.append(RejectedPrice(rule: candidate.rule, reason: .noPrice)) }
      } else {
        refused.append(RejectedPrice(rule: candidate.rule, reason: .baseUnknown))
      }
    }
    applicable.sort { $0.precedes($1) }
    if let listPrice = try request.foreign(request.listPrice) {
      applicable.append(
        PricedCandidate(
          rule: nil, precedence: .list, scope: .all, minimum: .zero, isFirm: false,
          unitPrice: listPrice, discounts: PriceField.cascade([request.customerDiscount])))
    }
  }

  /// The rules that may give the price: those in the document's currency where there are some.
  private var contenders: [PricedCandidate] {
    let foreign = applicable.filter(\.isForeign)
    return foreign.isEmpty ? applicable : foreign
  }

  /// The rule that gives the price.
  var winner: PricedCandidate? {
    let applicable = contenders
    guard let strongest = applicable.first else { return nil }
    if priceSwitch == .mostSpecific { return strongest }
    if let firm = applicable.first(where: { $0.isFirm && $0.precedence == .contract }) {
      return firm
    }
    // Among equal prices the strongest is named.
    return applicable.reduce(strongest) { $1.isCheaper(than: $0) ? $1 : $0 }
  }

  /// Why each of the other rules that apply did not give the price.
  func losers(to winner: PricedCandidate) -> [RejectedPrice] {
    applicable.filter { $0.rule != winner.rule }.map { loser in
      RejectedPrice(rule: loser.rule, reason: reason(for: loser, winner))
    }
  }

  private func reason(for loser: PricedCandidate, _ winner: PricedCandidate) -> PriceRejection {
    if winner.isForeign, !loser.isForeign { return .companyCurrency }
    guard priceSwitch == .cheapest else { return loser.reason(against: winner) }
    if winner.isCheaper(than: loser) { return .dearer }
    let standsFirm = winner.isFirm && winner.precedence == .contract
    return standsFirm && loser.isCheaper(than: winner)
      ? .firmContract : loser.reason(against: winner)
  }

  private static func refusal(
    of candidate: PriceCandidate, _ request: PriceRequest
  ) -> PriceRejection? {
    if let from = candidate.validFrom, request.day < from { return .notYetValid(from: from) }
    if let until = candidate.validUntil, request.day > until { return .expired(on: until) }
    if let cap = candidate.cap, !cap.takes(request.quantity) {
      return .capReached(remaining: cap.remaining)
    }
    return request.quantity < candidate.minimum ? .belowMinimum(candidate.minimum) : nil
  }

  /// The price of a rule, or nil when what it starts from is unknown.
  private static func priced(
    _ candidate: PriceCandidate, _ request: PriceRequest
  ) throws(Overflow) -> PricedCandidate? {
    let isForeign = candidate.isForeign
    // A rule in the company's currency is worked out there, and its price taken over at the end.
    let listPrice = isForeign ? try request.foreign(request.listPrice) : request.listPrice
    var price: UnitPrice
    var discounts: [Ratio] = []
    switch candidate.terms {
    case .net(let net): price = net
    case .discount(let discount):
      guard let listPrice else { return nil }
      price = listPrice
      discounts = [discount]
    case .formula(let formula):
      let own = request.cost.map { UnitPrice(tenThousandths: $0.tenThousandths) }
      let cost = isForeign ? try request.foreign(own, exactly: true) : own
      guard let base = formula.base == .cost ? cost : listPrice else { return nil }
      price = try formula.price(from: base)
    case .computed(let computed):
      guard let computed else { return nil }
      price = computed
    case .indexed(let indexed):
      guard let today = try indexed.price() else { return nil }
      price = today
    }
    var least = candidate.floorPrice
    if !isForeign {
      price = try request.foreign(price) ?? price
      least = try request.foreign(least)
    }
    // The customer's general discount is automatic: never on a net or a firm price (AT-60).
    if !candidate.terms.isNet, !candidate.isFirm { discounts.append(request.customerDiscount) }
    return PricedCandidate(
      rule: candidate.rule, precedence: candidate.precedence, scope: candidate.scope,
      minimum: candidate.minimum, isFirm: candidate.isFirm, unitPrice: price,
      discounts: cascade(discounts), isForeign: isForeign
    ).raised(to: least)
  }

  /// A cascade of stored ratios; what is outside 0 to 100 % counts as its nearer end, because a rule
  /// typed wrongly must not stop a call (the form refuses it).
  private static func cascade(_ steps: [Ratio]) -> Discounts {
    let bounded = steps.map { Ratio(basisPoints: min(10_000, max(0, $0.basisPoints))) }
    return (try? Discounts(bounded)) ?? .none
  }
}

extension PriceRequest {
  /// A price of the company in the document's currency: to the step in which prices are typed there, or to
  /// four decimals.
  func foreign(_ price: UnitPrice?, exactly: Bool = false) throws(Overflow) -> UnitPrice? {
    guard let money, money.isForeign, let price else { return price }
    return try money.foreign(price, step: exactly ? .tenThousandth : step)
  }
}

extension PriceCandidate {
  /// Whether what it gives is a price: a formula whose surcharge eats the whole of a small base gives
  /// none. A net price of zero is one that somebody typed.
  func isPrice(_ price: UnitPrice) -> Bool {
    switch terms {
    case .formula, .computed, .indexed: price > .zero
    case .net, .discount: true
    }
  }
}
