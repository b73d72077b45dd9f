import Values

/// What a customer gets back at the end of a period on what was delivered to him (RFA, rules.md 2.12).
///
/// With a customer: his own turnover, and that of the customers whose buying group he is. With a price
/// group: each customer of the group on his own turnover.
public struct RebateAgreement: Sendable, Hashable {
  /// Identity.
  public var id: ID<RebateAgreement>
  /// Code typed on screens and in the shell: `RFA-2026-C0012`.
  public var code: String
  /// What it is called.
  public var name: String
  /// Customer or buying group it is with.
  public var customerID: ID<Customer>?
  /// Price group whose customers have it, each for himself; empty = it is with a customer.
  public var priceGroup: String
  /// Currency of its tiers: documents in another one do not count.
  public var currency: Currency
  /// First day.
  public var validFrom: Day
  /// Last day.
  public var validTo: Day
  /// How its tiers pay.
  public var mode: RebateMode
  /// Day until which it is to be settled.
  public var settlementDay: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<RebateAgreement>,
    code: String,
    name: String = "",
    customerID: ID<Customer>? = nil,
    priceGroup: String = "",
    currency: Currency,
    validFrom: Day,
    validTo: Day,
    mode: RebateMode,
    settlementDay: Day? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.customerID = customerID
    self.priceGroup = priceGroup
    self.currency = currency
    self.validFrom = validFrom
    self.validTo = validTo
    self.mode = mode
    self.settlementDay = settlementDay
    self.version = version
  }

  /// Whether it holds on a day.
  public func holds(on day: Day) -> Bool { validFrom <= day && day <= validTo }
}

/// A tier of a rebate agreement: half-open, up to the next one's bound.
public struct RebateTierRow: Sendable, Hashable {
  /// Agreement.
  public var agreementID: ID<RebateAgreement>
  /// Turnover excl. VAT from which it holds.
  public var fromAmount: Amount
  /// What it pays.
  public var rate: Ratio
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    agreementID: ID<RebateAgreement>,
    fromAmount: Amount,
    rate: Ratio,
    version: Int = 1
  ) {
    self.agreementID = agreementID
    self.fromAmount = fromAmount
    self.rate = rate
    self.version = version
  }
}

/// A family whose products count for a rebate agreement, with the families under it.
public struct RebateFamily: Sendable, Hashable {
  /// Agreement.
  public var agreementID: ID<RebateAgreement>
  /// Family.
  public var familyID: ID<Family>
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(agreementID: ID<RebateAgreement>, familyID: ID<Family>, version: Int = 1) {
    self.agreementID = agreementID
    self.familyID = familyID
    self.version = version
  }
}

/// A product that counts for a rebate agreement.
public struct RebateProduct: Sendable, Hashable {
  /// Agreement.
  public var agreementID: ID<RebateAgreement>
  /// Product.
  public var productID: ID<Product>
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(agreementID: ID<RebateAgreement>, productID: ID<Product>, version: Int = 1) {
    self.agreementID = agreementID
    self.productID = productID
    self.version = version
  }
}

/// What was given back to a customer under an agreement, by a credit note made elsewhere.
public struct RebateSettlement: Sendable, Hashable {
  /// Agreement.
  public var agreementID: ID<RebateAgreement>
  /// Customer.
  public var customerID: ID<Customer>
  /// Day it was settled.
  public var day: Day
  /// Turnover it was computed on, as it stood.
  public var baseAmount: Amount
  /// Rebate.
  public var amount: Amount
  /// Number of the credit note.
  public var reference: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    agreementID: ID<RebateAgreement>,
    customerID: ID<Customer>,
    day: Day,
    baseAmount: Amount,
    amount: Amount,
    reference: String = "",
    version: Int = 1
  ) {
    self.agreementID = agreementID
    self.customerID = customerID
    self.day = day
    self.baseAmount = baseAmount
    self.amount = amount
    self.reference = reference
    self.version = version
  }
}

/// The rebate expected on a line of a quote when it was sent.
public struct QuoteLineRebate: Sendable, Hashable {
  /// Quote.
  public var quoteID: ID<Quote>
  /// Line.
  public var line: Int
  /// Σ of the rates of the agreements it counts for.
  public var rate: Ratio
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(quoteID: ID<Quote>, line: Int, rate: Ratio, version: Int = 1) {
    self.quoteID = quoteID
    self.line = line
    self.rate = rate
    self.version = version
  }
}
