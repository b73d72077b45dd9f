import Sales
import Values

extension CarriageTerms {
  /// The carriage of a customer's quotes: its own where it has some, else the company's.
  ///
  /// A customer's own threshold of zero means free carriage always; the company's means none.
  public init(_ settings: CompanySettings, for customer: Customer, in currency: Currency) {
    let usual = settings.carriageFreeFrom.amount(in: currency)
    self.init(
      freeFrom: customer.carriageFreeFrom ?? (usual == .zero ? nil : usual),
      amount: customer.carriageAmount ?? settings.carriageAmount.amount(in: currency))
  }
}

extension UnitPrice {
  /// The price as an amount of money, rounded to the minor unit.
  func amount(in currency: Currency) -> Amount {
    let scaled = Int128(tenThousandths) * Int128(currency.minorUnits)
    // A setting is bounded far below what overflows (CompanySettings).
    return (try? Amount(narrowing: roundHalfAwayFromZero(scaled, 10_000))) ?? .zero
  }
}
