import Values

// A document in another currency is counted in the company's at one rate, frozen on it with its day:
//
//   prices, nets, VAT, total ── in the document's currency: what the customer reads and pays
//            │ ÷ rate, rounded once per line
//            ▼
//   company_net, cost, floor, margin, exposure ── in the company's currency: what is added together
//
// A document in the company's currency goes through unchanged.

/// The currency of a document, that of the company, and the rate between them.
public struct DocumentCurrency: Hashable, Sendable {
  /// In which the document is written.
  public let currency: Currency
  /// In which the company counts.
  public let company: Currency
  /// Units of the document's currency for one of the company's; nil = both are the same.
  public let rate: ExchangeRate?

  /// A document in a currency.
  public init(_ currency: Currency, company: Currency, rate: ExchangeRate? = nil) {
    self.currency = currency
    self.company = company
    self.rate = rate.flatMap { $0 > .zero ? $0 : nil }
  }

  /// A document in the company's currency.
  public init(_ currency: Currency) { self.init(currency, company: currency) }

  /// Whether it is in another currency than the company's.
  public var isForeign: Bool { rate != nil }

  /// Units of the document's currency for one of the company's, 1 where both are the same.
  public var factor: ExchangeRate { rate ?? .par }

  /// An amount of the document in the company's currency, rounded once, half away from zero.
  public func own(_ amount: Amount) throws(Overflow) -> Amount {
    guard let rate else { return amount }
    let exact =
      Int128(amount.minor) * Int128(company.minorUnits)
      * Int128(ExchangeRate.par.hundredMillionths)
    let whole = Int128(rate.hundredMillionths) * Int128(currency.minorUnits)
    return try Amount(narrowing: roundHalfAwayFromZero(exact, whole))
  }

  /// An amount of the company in the document's currency, rounded once: a threshold, a tariff.
  public func foreign(_ amount: Amount) throws(Overflow) -> Amount {
    guard let rate else { return amount }
    let exact =
      Int128(amount.minor) * Int128(currency.minorUnits) * Int128(rate.hundredMillionths)
    let whole = Int128(ExchangeRate.par.hundredMillionths) * Int128(company.minorUnits)
    return try Amount(narrowing: roundHalfAwayFromZero(exact, whole))
  }

  /// A price of the company in the document's currency, to the step in which prices are typed there.
  public func foreign(
    _ price: UnitPrice, step: PriceStep = .tenThousandth
  ) throws(Overflow) -> UnitPrice {
    guard let rate else { return price }
    let exact = Int128(price.tenThousandths) * Int128(rate.hundredMillionths)
    let size = Int128(step.tenThousandths)
    let whole = Int128(ExchangeRate.par.hundredMillionths) * size
    return UnitPrice(
      tenThousandths: try Int64(narrowing: roundHalfAwayFromZero(exact, whole) * size))
  }

  /// The lowest price of the document that is not under one of the company.
  public func foreign(raising price: UnitPrice, to step: PriceStep) -> UnitPrice? {
    guard let rate else { return price }
    let size = Int128(step.tenThousandths)
    let steps = roundUp(
      Int128(price.tenThousandths) * Int128(rate.hundredMillionths),
      Int128(ExchangeRate.par.hundredMillionths) * size)
    return (try? Int64(narrowing: steps * size)).map(UnitPrice.init(tenThousandths:))
  }

  /// A price of the document in the company's currency, rounded once.
  public func own(_ price: UnitPrice) -> UnitPrice? { rate.map { $0.own(price) } ?? price }

  /// The precision in which a product's prices are typed in the document's currency: that of the product,
  /// with as many decimals more or fewer as the currency has.
  public func step(decimals: Int) -> PriceStep {
    let asked = isForeign ? decimals + currency.exponent - company.exponent : decimals
    return PriceStep(tenThousandths: powerOfTen(4 - min(4, max(0, asked))))
  }
}

extension Quote {
  /// Goods excl. VAT in the company's currency: what is added to other documents.
  public var ownNet: Amount { companyNet ?? netAmount }
}

extension SalesOrder {
  /// Goods excl. VAT in the company's currency: what is added to other documents.
  public var ownNet: Amount { companyNet ?? netAmount }
}
