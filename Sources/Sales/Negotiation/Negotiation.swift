import Values

// The negotiation solver (features.md, section 4, idea 4). The customer says "3 % less or I hang up":
//
//   wish ──► the quote as asked ──► keeps the floor?  yes: say yes
//                                        │ no
//            what would keep it: more · the next packaging · collected · charged carriage ·
//            earlier payment · an equivalent · spread over other lines · less than asked
//
// Each answer is a whole document, computed by the function that computes every quote. The floor is
// tested on what is really left: after carriage at our charge, expected rebate and waiting.

/// What can be answered to a wish.
public struct NegotiationAnswer: Hashable, Sendable {
  /// The quote as the customer wants it.
  public let asked: CounterOffer
  /// What keeps the floor, the most that is left first; `asked` among them where it does.
  public let offers: [CounterOffer]
}

/// A quote under negotiation.
public struct Negotiation: Sendable {
  /// The quote as it stands.
  public let draft: QuoteDraft
  /// What surrounds it.
  public let terms: NegotiationTerms
  /// Its figures.
  public let standing: QuoteComputation

  /// A quote and what surrounds it.
  public init(_ draft: QuoteDraft, _ terms: NegotiationTerms) throws(Overflow) {
    // The carriage as it is computed, and what it costs us where nobody said otherwise.
    let (computed, figures) = try draft.computed()
    self.draft = computed
    standing = figures
    var around = terms
    if around.carriageCost == .zero { around.carriageCost = figures.carriage.cost }
    self.terms = around
  }

  /// The quote as it stands, judged as an answer would be.
  public func standingOffer() throws(Overflow) -> CounterOffer { try offer(.asAsked, draft) }

  /// The answers to a wish.
  public func answer(to wish: CustomerWish) throws(WishProblem) -> NegotiationAnswer {
    let goal = try NegotiationGoal(wish, draft, standing)
    do {
      let asked = try offer(.asAsked, goal.granted(draft))
      var offers = try candidates(goal)
      offers.append(asked)
      // Nor is anything offered that this person could not send: what only asks says so.
      offers.removeAll { $0.isUnderFloor || $0.figures.verdict.isBlocked }
      // What he asked for comes first where it keeps the floor: Enter never offers something else.
      offers.sort { left, right in
        let (mine, theirs) = (left.kind == .asAsked, right.kind == .asAsked)
        return mine != theirs ? mine : left.netNet.left > right.netNet.left
      }
      return NegotiationAnswer(asked: asked, offers: offers)
    } catch {
      throw .overflow
    }
  }

  private func candidates(_ goal: NegotiationGoal) throws(Overflow) -> [CounterOffer] {
    var offers: [CounterOffer] = []
    offers += try carriageOffers(goal)
    offers += try paymentOffers(goal)
    offers += try quantityOffers(goal)
    offers += try equivalentOffers(goal)
    if let spread = try spreadOffer(goal) { offers.append(spread) }
    if let least = try atMostOffer(goal) { offers.append(least) }
    return offers
  }

  /// The document of an offer, judged.
  func offer(
    _ kind: CounterOfferKind, _ offered: QuoteDraft, carriageCost: Amount? = nil,
    paymentDays: Int? = nil
  ) throws(Overflow) -> CounterOffer {
    let (draft, figures) = try offered.computed()
    let carriage =
      (carriageCost ?? terms.carriageCost) - (try draft.money.own(draft.quote.carriage))
    let netNet = NetNetMargin(
      net: figures.margin.netWithCost, margin: figures.margin.margin,
      rebate: try figures.margin.netWithCost.times(terms.rebateRate),
      carriage: max(.zero, carriage),
      waiting: try NetNetMargin.waiting(
        for: figures.companyTotal, days: paymentDays ?? terms.paymentDays,
        yearlyRate: terms.yearlyRate))
    let borne = try netNet.rebate.adding(netNet.carriage).adding(netNet.waiting)
    let newlyUnder = figures.lines.contains {
      $0.isUnderFloor && standing[line: $0.line]?.isUnderFloor != true
    }
    return CounterOffer(
      kind: kind, draft: draft, figures: figures, netNet: netNet,
      isUnderFloor: figures.floor.isUnder(bearing: borne) || newlyUnder)
  }
}

/// A wish brought to one of two forms: a document discount, or the net price of a line.
struct NegotiationGoal {
  /// What the document is asked to become.
  enum Form {
    /// The document discount.
    case discount(Ratio)
    /// The net price of a line.
    case price(line: Int, UnitPrice)
  }

  let form: Form
  /// The line that is talked about: the wished one, or the largest.
  let line: QuoteDraftLine
  /// What the goods may come to, after discounts.
  let target: Amount

  init(
    _ wish: CustomerWish, _ draft: QuoteDraft, _ standing: QuoteComputation
  ) throws(WishProblem) {
    let goods = standing.totals.goods - standing.totals.discount
    switch wish {
    case .lessOverall(let less):
      form = .discount(Self.followed(draft.quote.discount, by: less))
    case .total(let total):
      form = .discount(try Self.discount(of: standing.totals.goods, to: total, below: goods))
    case .lessOnLine(let number, let less):
      let line = try Self.line(number, draft)
      let kept = Int128(line.amounts.netUnitPrice.tenThousandths)
      form = .price(
        line: number,
        Self.typed(kept * Int128(less.complement.basisPoints), Ratio.one, line.step))
    case .linePrice(let number, let price):
      form = .price(line: number, price)
    }
    switch form {
    case .discount(let ratio):
      guard ratio > draft.quote.discount else { throw .notLess }
      let products = standing.lines.filter(\.isCounted).max { $0.net < $1.net }
      line = try Self.line(products?.line ?? 0, draft)
    case .price(let number, let price):
      line = try Self.line(number, draft)
      guard price < line.amounts.netUnitPrice, price >= .zero else { throw .notLess }
    }
    do {
      let asked = try QuoteComputation(Self.granted(draft, form)).totals
      target = asked.goods - asked.discount
    } catch {
      throw .overflow
    }
  }

  /// A document that gives what is wished.
  func granted(_ draft: QuoteDraft) -> QuoteDraft { Self.granted(draft, form) }

  private static func granted(_ draft: QuoteDraft, _ form: Form) -> QuoteDraft {
    var granted = draft
    switch form {
    case .discount(let ratio): granted.quote.discount = ratio
    case .price(let number, let price): granted.setPrice(price, line: number)
    }
    return granted
  }

  private static func line(
    _ number: Int, _ draft: QuoteDraft
  ) throws(WishProblem) -> QuoteDraftLine {
    guard let line = draft[line: number], line.isCounted, line.quantity > .zero else {
      throw .noSuchLine(number)
    }
    return line
  }

  /// A discount after another one, rounded up: the customer gets at least what he asked for.
  private static func followed(_ discount: Ratio, by less: Ratio) -> Ratio {
    let kept = Int128(discount.complement.basisPoints) * Int128(less.complement.basisPoints)
    return Ratio(basisPoints: 10_000 - Int64(roundDown(kept, Ratio.one)))
  }

  private static func discount(
    of goods: Amount, to total: Amount, below present: Amount
  ) throws(WishProblem) -> Ratio {
    guard (total < present) && goods > .zero else { throw .notLess }
    guard total > .zero else { throw .tooMuch(.whole) }
    let exact = Int128(goods.minor - total.minor) * Ratio.one
    return Ratio(basisPoints: Int64(roundUp(exact, Int128(goods.minor))))
  }

  /// A price rounded down to the precision in which prices are typed.
  static func typed(_ numerator: Int128, _ denominator: Int128, _ step: PriceStep) -> UnitPrice {
    let tick = Int128(step.tenThousandths)
    return UnitPrice(
      tenThousandths: Int64(truncatingIfNeeded: roundDown(numerator, denominator * tick) * tick))
  }
}

extension QuoteDraft {
  /// Types a net price on a line.
  mutating func setPrice(_ price: UnitPrice, line number: Int) {
    guard let place = lines.firstIndex(where: { $0.number == number }) else { return }
    lines[place].row.unitPrice = price
    lines[place].row.discounts = []
    lines[place].row.priceSource = .manual
    lines[place].row.priceRuleID = nil
  }
}
