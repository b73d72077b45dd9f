import Database
import Sales
import Values

// The values of the trade as the engines store them (README, "Values"): scaled integers, identities,
// words.

extension ID: SQLBindable {
  /// The 128 bits.
  public var sqlValue: SQLValue { .id(rawValue) }
}

extension Day: SQLBindable {
  /// Days since 1970-01-01.
  public var sqlValue: SQLValue { .integer(Int64(daysSinceEpoch)) }
}

extension Instant: SQLBindable {
  /// Milliseconds, UTC.
  public var sqlValue: SQLValue { .integer(milliseconds) }
}

extension Amount: SQLBindable {
  /// Minor units.
  public var sqlValue: SQLValue { .integer(minor) }
}

extension UnitPrice: SQLBindable {
  /// Ten-thousandths.
  public var sqlValue: SQLValue { .integer(tenThousandths) }
}

extension UnitCost: SQLBindable {
  /// Ten-thousandths.
  public var sqlValue: SQLValue { .integer(tenThousandths) }
}

extension Quantity: SQLBindable {
  /// Thousandths.
  public var sqlValue: SQLValue { .integer(thousandths) }
}

extension Ratio: SQLBindable {
  /// Basis points.
  public var sqlValue: SQLValue { .integer(basisPoints) }
}

extension ExchangeRate: SQLBindable {
  /// Scaled 10⁸.
  public var sqlValue: SQLValue { .integer(scaled) }
}

extension IndexValue: SQLBindable {
  /// Millionths.
  public var sqlValue: SQLValue { .integer(millionths) }
}

extension Currency: SQLBindable {
  /// ISO code.
  public var sqlValue: SQLValue { .text(code) }
}

extension SQLValue {
  static func field(_ value: some SQLBindable) -> SQLValue { value.sqlValue }
  static func field(_ value: (some SQLBindable)?) -> SQLValue { value?.sqlValue ?? .null }
  static func field(_ value: [Ratio]) -> SQLValue {
    .text(value.map { String($0.basisPoints) }.joined(separator: " "))
  }
  static func field<Word: RawRepresentable>(_ value: Word) -> SQLValue
  where Word.RawValue == String {
    .text(value.rawValue)
  }
}
