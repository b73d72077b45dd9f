/// One value that crosses the seam between the product and an engine: a parameter of a statement or
/// a column of a row.
///
/// There is no floating point: amounts, quantities and ratios are scaled integers, so that both
/// engines add them up exactly.
public enum SQLValue: Hashable, Sendable {
  /// The absence of a value.
  case null
  /// A number, a scaled amount, a day, an instant, or a truth value as 0 or 1.
  case integer(Int64)
  /// Text in UTF-8.
  case text(String)
  /// The 128 bits of a record's id: 16 bytes, most significant first, in SQLite; `uuid` in
  /// PostgreSQL. That order of bytes keeps ids in the order of their birth.
  case id(UInt128)
  /// Bytes as they are.
  case blob([UInt8])
}

/// A type whose values may be interpolated into `SQL` as parameters.
public protocol SQLBindable {
  /// The value as the engine stores it.
  var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
  /// The value itself.
  public var sqlValue: SQLValue { self }
}

extension Int: SQLBindable {
  /// The number as 64 bits.
  public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int32: SQLBindable {
  /// The number as 64 bits.
  public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
  /// The number.
  public var sqlValue: SQLValue { .integer(self) }
}

extension Bool: SQLBindable {
  /// 1 for true, 0 for false: SQLite has no other truth value.
  public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLBindable {
  /// The text.
  public var sqlValue: SQLValue { .text(self) }
}

extension UInt128: SQLBindable {
  /// The id.
  public var sqlValue: SQLValue { .id(self) }
}

extension [UInt8]: SQLBindable {
  /// The bytes.
  public var sqlValue: SQLValue { .blob(self) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
  /// The value, or null.
  public var sqlValue: SQLValue {
    switch self {
    case .some(let wrapped): wrapped.sqlValue
    case .none: .null
    }
  }
}
