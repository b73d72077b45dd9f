import Values

/// When a customer's goods travel for free, and what carriage is charged else (AT-62, franco de port).
///
/// The threshold is of the goods after discounts, without tax, per order and delivery address: a quote
/// becomes one order for one address, and what is delivered later bears no second carriage.
public struct CarriageTerms: Hashable, Sendable {
  /// Goods from which carriage is free; nil = it never is.
  public var freeFrom: Amount?
  /// Carriage without tax below it; zero = none is charged.
  public var amount: Amount
  /// The threshold in the company's currency.
  public var companyFreeFrom: Amount?
  /// The carriage in the company's currency.
  public var companyAmount: Amount

  /// Terms of carriage, in the company's currency.
  public init(freeFrom: Amount? = nil, amount: Amount = .zero) {
    self.freeFrom = freeFrom
    self.amount = amount
    companyFreeFrom = freeFrom
    companyAmount = amount
  }

  /// The same terms for a document in another currency: threshold and tariff at its rate.
  public func converted(to money: DocumentCurrency) -> CarriageTerms {
    var terms = self
    // Bounded settings at a rate: what overflows is no threshold.
    terms.freeFrom = companyFreeFrom.flatMap { try? money.foreign($0) }
    terms.amount = (try? money.foreign(companyAmount)) ?? companyAmount
    return terms
  }

  /// No rule: carriage is what is typed.
  public static let none = CarriageTerms()

  /// Whether goods of that value travel for free.
  public func isFree(_ goods: Amount) -> Bool { freeFrom.map { goods >= $0 } ?? false }
}

/// The carriage of a quote: apart from its goods and their margin.
public struct CarriageFigures: Hashable, Sendable {
  /// What the customer pays for it, without tax, in the document's currency.
  public let charged: Amount
  /// The same in the company's currency.
  public let companyCharged: Amount
  /// What it costs us: typed, else the company's carriage; in the company's currency.
  public let cost: Amount
  /// How much more goods make it free, in the document's currency; nil where they do already or never would.
  public let missing: Amount?

  /// What remains for us to pay, in the company's currency; negative where more is charged than it costs.
  public var borne: Amount { cost - companyCharged }

  /// The carriage of a quote whose goods are worth that after discounts.
  ///
  /// A version that was sent keeps what it said, and so does one for which there is no rule.
  /// `hasGoods` tells an empty quote, which travels nowhere, from one whose lines cancel out.
  init(
    _ quote: Quote, _ terms: CarriageTerms, _ money: DocumentCurrency, goods: Amount, hasGoods: Bool
  ) throws(Overflow) {
    guard quote.state == .draft, quote.carriageSource == .rule, terms != .none else {
      charged = quote.carriage
      companyCharged = try money.own(quote.carriage)
      let usual =
        quote.state == .draft && quote.carriage == .zero ? terms.companyAmount : companyCharged
      cost = quote.carriageCost ?? (hasGoods ? usual : .zero)
      missing = nil
      return
    }
    charged = hasGoods && !terms.isFree(goods) ? terms.amount : .zero
    companyCharged = charged == .zero ? .zero : terms.companyAmount
    cost = quote.carriageCost ?? (hasGoods ? terms.companyAmount : .zero)
    missing = charged > .zero ? terms.freeFrom.map { $0 - goods } : nil
  }
}
