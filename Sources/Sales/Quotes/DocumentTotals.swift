import Values

/// How VAT is rounded (rules.md 2.10, AT-38).
public enum VatRounding: String, Hashable, Sendable, CaseIterable {
  /// Once per rate on the sum of its lines: ours by default, and that of e-invoices.
  case perRate
  /// On each line.
  case perLine
}

/// An amount without tax and the rate of VAT that applies to it.
public struct TaxedAmount: Hashable, Sendable {
  /// The amount, rounded.
  public let net: Amount
  /// The rate.
  public let vatRate: Ratio

  /// An amount at that rate.
  public init(net: Amount, vatRate: Ratio) {
    self.net = net
    self.vatRate = vatRate
  }
}

/// What a document charges at one rate.
public struct VatShare: Hashable, Sendable {
  /// The rate.
  public let rate: Ratio
  /// What the tax is computed on, carriage included.
  public let base: Amount
  /// The tax.
  public let vat: Amount
}

/// The totals of a document: goods, discount, carriage, VAT by rate, total.
///
/// The document discount is spread over the goods by largest remainder, so that the bases sum to the
/// net (AT-40). Carriage and eco-contributions are apart: in the tax and the total, never in the goods,
/// their discount or their margin (AT-62, AT-65).
public struct DocumentTotals: Hashable, Sendable {
  /// Σ of the lines.
  public let goods: Amount
  /// The document discount, positive when it lowers the total.
  public let discount: Amount
  /// Carriage without tax.
  public let carriage: Amount
  /// Σ of the eco-contributions, without tax.
  public let eco: Amount
  /// Bases and taxes, by rate, the highest first.
  public let shares: [VatShare]
  /// Σ of the taxes.
  public let vat: Amount

  /// Total without tax: goods − discount + carriage + eco-contributions.
  public var net: Amount { goods - discount + carriage + eco }
  /// Total with tax.
  public var total: Amount { net + vat }

  /// The totals of lines that are each rounded already.
  public init(
    lines: [TaxedAmount], discount: Amount = .zero, carriage: TaxedAmount? = nil,
    eco: [TaxedAmount] = [], rounding: VatRounding = .perRate
  ) throws(Overflow) {
    goods = try Amount.sum(lines.map(\.net))
    self.eco = try Amount.sum(eco.map(\.net))
    self.discount = discount
    self.carriage = carriage?.net ?? .zero
    let taxed = rounding == .perRate ? try DocumentTotals.byRate(lines) : lines
    let spread = try largestRemainder(discount.minor, over: taxed.map(\.net.minor))
    var bases = zip(taxed, spread).map { amount, part in
      TaxedAmount(net: amount.net - Amount(minor: part), vatRate: amount.vatRate)
    }
    bases += eco
    if let carriage { bases.append(carriage) }
    shares = try DocumentTotals.shares(bases, rounding)
    vat = try Amount.sum(shares.map(\.vat))
  }

  /// One amount per rate, in the order in which rates first appear.
  private static func byRate(_ lines: [TaxedAmount]) throws(Overflow) -> [TaxedAmount] {
    var sums: [(rate: Ratio, net: Amount)] = []
    for line in lines {
      if let place = sums.firstIndex(where: { $0.rate == line.vatRate }) {
        sums[place].net = try sums[place].net.adding(line.net)
      } else {
        sums.append((line.vatRate, line.net))
      }
    }
    return sums.map { TaxedAmount(net: $0.net, vatRate: $0.rate) }
  }

  private static func shares(
    _ bases: [TaxedAmount], _ rounding: VatRounding
  ) throws(Overflow) -> [VatShare] {
    var shares: [VatShare] = []
    for sum in try byRate(bases) {
      var vat = try sum.net.times(sum.vatRate)
      if rounding == .perLine {
        vat = .zero
        for base in bases where base.vatRate == sum.vatRate {
          vat += try base.net.times(base.vatRate)
        }
      }
      shares.append(VatShare(rate: sum.vatRate, base: sum.net, vat: vat))
    }
    return shares.sorted { $0.rate > $1.rate }
  }
}
