import Values

/// What is asked in return, or what is done, so that a wish keeps the floor; amounts are in the document's
/// currency.
public enum CounterOfferKind: Hashable, Sendable {
  /// The wish, as it is.
  case asAsked
  /// Less than the wish: the most that keeps the floor.
  case atMost(Ratio)
  /// More of a line, in its unit.
  case quantity(line: Int, Quantity, unit: String)
  /// The quantity from which the price list itself gives the price.
  case quantityBreak(line: Int, Quantity, unit: String)
  /// Whole packagings of a line.
  case packaging(line: Int, Quantity, unit: String)
  /// The customer collects the goods.
  case collected(saved: Amount)
  /// The customer pays the carriage.
  case carriageCharged(Amount)
  /// Instead of a lower price, no carriage.
  case carriageGiven(Amount)
  /// Payment under a shorter term.
  case payment(ID<PaymentTerm>, days: Int)
  /// Another product that does as well.
  case equivalent(line: Int, ID<Product>)
  /// The same sum off the lines that have margin to spare.
  case spread(lines: [Int])
}

/// A way to answer a wish: the whole document as it would be, and what is left of it.
public struct CounterOffer: Hashable, Sendable {
  /// What is asked or done.
  public let kind: CounterOfferKind
  /// The document under it; Enter makes it the quote.
  public let draft: QuoteDraft
  /// Its figures, by the one function that computes quotes.
  public let figures: QuoteComputation
  /// What is left after rebate, carriage and waiting.
  public let netNet: NetNetMargin
  /// Whether the margin that is really left is under the floor, or a line newly under its own.
  public let isUnderFloor: Bool

  /// Whether a manager must approve the document.
  public var needsApproval: Bool { figures.needsApproval }
  /// What the customer pays, without tax.
  public var net: Amount { figures.totals.net }
}

/// A payment term that could be agreed.
public struct PaymentChoice: Hashable, Sendable {
  /// The term.
  public let term: ID<PaymentTerm>
  /// Days until the money is there.
  public let days: Int

  /// A term and its days.
  public init(_ term: ID<PaymentTerm>, days: Int) {
    self.term = term
    self.days = days
  }
}

/// What surrounds the quote when it is negotiated.
public struct NegotiationTerms: Hashable, Sendable {
  /// For whom and when prices are asked.
  public var context: PricingContext
  /// What carriage costs us, whoever pays it.
  public var carriageCost: Amount = .zero
  /// What waiting for money costs in a year.
  public var yearlyRate: Ratio = .zero
  /// Days until the money is there under the quote's own term.
  public var paymentDays = 0
  /// The company's terms.
  public var payments: [PaymentChoice] = []
  /// Share of the turnover that is expected to go back at the end of the year.
  public var rebateRate: Ratio = .zero
  /// Terms of the products on the quote.
  public var products: [ID<Product>: ProductTerms] = [:]
  /// Products that do as well as those of a line, by its number.
  public var equivalents: [Int: [ProductTerms]] = [:]

  /// Terms with nothing beside the prices.
  public init(context: PricingContext) { self.context = context }
}
