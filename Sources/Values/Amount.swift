/// An amount in the minor units of the currency that its document names.
///
/// Records store amounts, because a document has one currency; edges add the currency (`Money`).
/// Amounts that enter (parsed, or computed on a line) are within `limit`, so that `+` and `-` on the
/// figures of one document cannot leave 64 bits; sums of many documents use `sum` or `adding`.
public struct Amount: Hashable, Sendable, Comparable {
  /// Minor units: cents for the euro.
  public var minor: Int64

  /// An amount of `minor` units.
  @inlinable
  public init(minor: Int64) { self.minor = minor }

  /// Nothing.
  public static let zero = Amount(minor: 0)

  /// The largest amount accepted at the edge, 10 000 billion euros: 9 000 of them still add up
  /// within 64 bits.
  public static let limit = Amount(minor: 1_000_000_000_000_000)

  /// The amount of a wide result, refused beyond `limit`.
  @inlinable
  public init(narrowing wide: Int128) throws(Overflow) {
    guard wide.magnitude <= 1_000_000_000_000_000 else { throw Overflow() }
    self.init(minor: Int64(truncatingIfNeeded: wide))
  }

  /// The smaller amount comes first.
  @inlinable
  public static func < (left: Amount, right: Amount) -> Bool { left.minor < right.minor }

  /// The sum of two amounts within `limit`.
  @inlinable
  public static func + (left: Amount, right: Amount) -> Amount {
    Amount(minor: left.minor + right.minor)
  }

  /// The difference of two amounts within `limit`.
  @inlinable
  public static func - (left: Amount, right: Amount) -> Amount {
    Amount(minor: left.minor - right.minor)
  }

  /// The opposite amount.
  @inlinable
  public static prefix func - (amount: Amount) -> Amount { Amount(minor: -amount.minor) }

  /// Adds an amount within `limit` in place.
  @inlinable
  public static func += (left: inout Amount, right: Amount) { left = left + right }

  /// Subtracts an amount within `limit` in place.
  @inlinable
  public static func -= (left: inout Amount, right: Amount) { left = left - right }

  /// The sum of any two amounts, or `Overflow`.
  public func adding(_ other: Amount) throws(Overflow) -> Amount {
    let (sum, overflow) = minor.addingReportingOverflow(other.minor)
    guard !overflow else { throw Overflow() }
    return Amount(minor: sum)
  }

  /// The sum of any number of amounts, or `Overflow`.
  @inlinable
  public static func sum(_ amounts: some Sequence<Amount>) throws(Overflow) -> Amount {
    var total: Int128 = 0
    for amount in amounts { total += Int128(amount.minor) }
    return Amount(minor: try Int64(narrowing: total))
  }

  /// `self × ratio`, rounded once, half away from zero.
  public func times(_ ratio: Ratio) throws(Overflow) -> Amount {
    try Amount(
      narrowing: roundHalfAwayFromZero(Int128(minor) * Int128(ratio.basisPoints), Ratio.one))
  }
}

/// Why two sums of money do not combine.
public enum MoneyProblem: Error, Equatable, Sendable {
  /// Two currencies: converting is a decision, never an addition.
  case currenciesDiffer(Currency, Currency)
  /// The result does not fit.
  case overflow
}

/// An amount together with its currency, as it crosses an edge (file, screen, another system).
public struct Money: Hashable, Sendable, CustomStringConvertible {
  /// The amount, in minor units of `currency`.
  public let amount: Amount
  /// The currency.
  public let currency: Currency

  /// An amount of that currency.
  public init(_ amount: Amount, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// Reads machine text (`1234.56`) with at most the decimals of the currency.
  public init(machine text: some StringProtocol, _ currency: Currency) throws(DecimalProblem) {
    let minor = try MachineDecimal.parse(text, decimals: currency.exponent)
    guard let amount = try? Amount(narrowing: Int128(minor)) else { throw .overflow }
    self.init(amount, currency)
  }

  /// The sum, refused when the currencies differ.
  public func adding(_ other: Money) throws(MoneyProblem) -> Money {
    guard currency == other.currency else {
      throw .currenciesDiffer(currency, other.currency)
    }
    guard let sum = try? amount.adding(other.amount) else { throw .overflow }
    return Money(sum, currency)
  }

  /// The order of two sums, refused when the currencies differ.
  public func isLess(than other: Money) throws(MoneyProblem) -> Bool {
    guard currency == other.currency else {
      throw .currenciesDiffer(currency, other.currency)
    }
    return amount < other.amount
  }

  /// The amount in machine form, without the currency: `1234.56`.
  public var machineText: String {
    MachineDecimal.text(amount.minor, decimals: currency.exponent)
  }

  /// The machine form followed by the code: `1234.56 EUR`.
  public var description: String { machineText + " " + currency.code }
}
