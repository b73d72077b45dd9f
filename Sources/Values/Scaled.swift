/// A value stored as an integer number of small units of 10^−decimals.
///
/// What prices, quantities and ratios have in common: machine text, order, sums. Each stays a type
/// of its own, so that a price never adds to a quantity.
public protocol Scaled: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Decimals of the unit in which the value is stored.
  static var decimals: Int { get }
  /// The number of small units.
  var scaled: Int64 { get }
  /// The value of that number of small units.
  init(scaled: Int64)
}

extension Scaled {
  /// Nothing.
  @inlinable
  public static var zero: Self { Self(scaled: 0) }

  /// Reads machine text (`12.5`), refusing more decimals than are kept.
  public init(machine text: some StringProtocol) throws(DecimalProblem) {
    self.init(scaled: try MachineDecimal.parse(text, decimals: Self.decimals))
  }

  /// A whole number of major units, or `Overflow`.
  public init(whole: Int64) throws(Overflow) {
    self.init(scaled: try Int64(narrowing: Int128(whole) * Int128(powerOfTen(Self.decimals))))
  }

  /// The value in machine form, all decimals written.
  public var machineText: String { MachineDecimal.text(scaled, decimals: Self.decimals) }

  /// The value in machine form, without the zeros at the end.
  public var description: String { MachineDecimal.shortText(scaled, decimals: Self.decimals) }

  /// The smaller value comes first.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.scaled < right.scaled }

  /// The sum, or `Overflow`.
  public func adding(_ other: Self) throws(Overflow) -> Self {
    let (sum, overflow) = scaled.addingReportingOverflow(other.scaled)
    guard !overflow else { throw Overflow() }
    return Self(scaled: sum)
  }
}

/// The price of one unit of sale (or of the price unit: 1, 100, 1 000), without tax.
public struct UnitPrice: Scaled {
  /// Ten-thousandths of the major unit of the document's currency.
  public var tenThousandths: Int64

  /// A price of that many ten-thousandths.
  @inlinable
  public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

  /// Four.
  public static var decimals: Int { 4 }
  /// Ten-thousandths.
  @inlinable public var scaled: Int64 { tenThousandths }
  /// A price of that many ten-thousandths.
  @inlinable
  public init(scaled: Int64) { tenThousandths = scaled }
}

/// What one unit cost, by the company's costing method. Unknown is nil, never zero (AT-59).
public struct UnitCost: Scaled {
  /// Ten-thousandths of the major unit of the company's currency.
  public var tenThousandths: Int64

  /// A cost of that many ten-thousandths.
  @inlinable
  public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

  /// Four.
  public static var decimals: Int { 4 }
  /// Ten-thousandths.
  @inlinable public var scaled: Int64 { tenThousandths }
  /// A cost of that many ten-thousandths.
  @inlinable
  public init(scaled: Int64) { tenThousandths = scaled }
}

/// How much of something, in a unit that the record names.
public struct Quantity: Scaled {
  /// Thousandths of the unit.
  public var thousandths: Int64

  /// A quantity of that many thousandths.
  @inlinable
  public init(thousandths: Int64) { self.thousandths = thousandths }

  /// Three.
  public static var decimals: Int { 3 }
  /// Thousandths.
  @inlinable public var scaled: Int64 { thousandths }
  /// A quantity of that many thousandths.
  @inlinable
  public init(scaled: Int64) { thousandths = scaled }

  /// The largest quantity accepted at the edge: 9 000 of them still add up within 64 bits.
  public static let limit = Quantity(thousandths: 1_000_000_000_000_000)

  /// The sum of two quantities within `limit`.
  @inlinable
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(thousandths: left.thousandths + right.thousandths)
  }

  /// The difference of two quantities within `limit`.
  @inlinable
  public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(thousandths: left.thousandths - right.thousandths)
  }

  /// The opposite quantity.
  @inlinable
  public static prefix func - (quantity: Quantity) -> Quantity {
    Quantity(thousandths: -quantity.thousandths)
  }

  /// Adds a quantity within `limit` in place.
  @inlinable
  public static func += (left: inout Quantity, right: Quantity) { left = left + right }

  /// Subtracts a quantity within `limit` in place.
  @inlinable
  public static func -= (left: inout Quantity, right: Quantity) { left = left - right }
}

/// A share of something in basis points: discounts, VAT, probabilities, margin rates to reach.
public struct Ratio: Scaled {
  /// Hundredths of a percent: 550 is 5.5 %, 6 000 is 60 %.
  public var basisPoints: Int64

  /// A ratio of that many basis points.
  @inlinable
  public init(basisPoints: Int64) { self.basisPoints = basisPoints }

  /// A ratio of a whole number of percent.
  @inlinable
  public init(percent: Int64) { basisPoints = percent * 100 }

  /// Four: the ratio itself, so `0.055` for 5.5 %. Percentages have two decimals.
  public static var decimals: Int { 4 }
  /// Basis points.
  @inlinable public var scaled: Int64 { basisPoints }
  /// A ratio of that many basis points.
  @inlinable
  public init(scaled: Int64) { basisPoints = scaled }

  /// Basis points in the whole.
  public static let one: Int128 = 10_000
  /// The whole: 100 %.
  public static let whole = Ratio(basisPoints: 10_000)

  /// What remains of the whole: 10 % leaves 90 %.
  @inlinable public var complement: Ratio { Ratio(basisPoints: 10_000 - basisPoints) }

  /// The percentage in machine form, without zeros at the end: `5.5`.
  public var percentText: String { MachineDecimal.shortText(basisPoints, decimals: 2) }

  /// Reads a percentage in machine form: `5.5` is 550 basis points.
  public init(percentMachine text: some StringProtocol) throws(DecimalProblem) {
    basisPoints = try MachineDecimal.parse(text, decimals: 2)
  }
}

/// How many units of the document's currency one unit of the company's currency is worth.
///
/// The row that holds it says of which day it is; a document freezes both.
public struct ExchangeRate: Scaled {
  /// Hundred-millionths.
  public var hundredMillionths: Int64

  /// A rate of that many hundred-millionths.
  public init(hundredMillionths: Int64) { self.hundredMillionths = hundredMillionths }

  /// Eight.
  public static var decimals: Int { 8 }
  /// Hundred-millionths.
  public var scaled: Int64 { hundredMillionths }
  /// A rate of that many hundred-millionths.
  public init(scaled: Int64) { hundredMillionths = scaled }
  /// One for one.
  public static let par = ExchangeRate(hundredMillionths: 100_000_000)
}
