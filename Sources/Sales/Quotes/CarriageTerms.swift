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

  /// Terms of carriage.
  public init(freeFrom: Amount? = nil, amount: Amount = .zero) {
    self.freeFrom = freeFrom
    self.amount = amount
  }

  /// No rule: carriage is what is typed.
  public static let none = CarriageTerms()

  /// Whether goods of that value travel for free.
  public func isFree(_ goods: Amount) -> Bool { freeFrom.map { goods >= $0 } ?? false }
}

/// The carriage of a quote: apart from its goods and their margin.
public struct CarriageFigures: Hashable, Sendable {
  /// What the customer pays for it, without tax.
  public let charged: Amount
  /// What it costs us: typed, else the company's carriage.
  public let cost: Amount
  /// How much more goods make it free; nil where they do already or never would.
  public let missing: Amount?

  /// What remains for us to pay; negative where more is charged than it costs.
  public var borne: Amount { cost - charged }

  /// The carriage of a quote whose goods are worth that after discounts.
  ///
  /// A version that was sent keeps what it said, and so does one for which there is no rule.
  /// `hasGoods` tells an empty quote, which travels nowhere, from one whose lines cancel out.
  init(_ quote: Quote, _ terms: CarriageTerms, goods: Amount, hasGoods: Bool) {
    guard quote.state == .draft, quote.carriageSource == .rule, terms != .none else {
      charged = quote.carriage
      let usual = quote.state == .draft && quote.carriage == .zero ? terms.amount : quote.carriage
      cost = quote.carriageCost ?? (hasGoods ? usual : .zero)
      missing = nil
      return
    }
    charged = hasGoods && !terms.isFree(goods) ? terms.amount : .zero
    cost = quote.carriageCost ?? (hasGoods ? terms.amount : .zero)
    missing = charged > .zero ? terms.freeFrom.map { $0 - goods } : nil
  }
}
