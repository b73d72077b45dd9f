/// One row of a result, valid only inside the closure that receives it.
///
/// Columns are read by position, from 0. Each function throws `SQLError` of kind `mismatch`, with
/// the column's name, when the column holds another type, or null where no optional is asked for.
/// Reading allocates nothing but the texts and blobs themselves.
public protocol SQLRow {
  /// The number of columns.
  var columnCount: Int { get }
  /// Whether the column holds null.
  func isNull(_ column: Int) -> Bool
  /// A number.
  func int64(_ column: Int) throws -> Int64
  /// A text.
  func text(_ column: Int) throws -> String
  /// An id of 16 bytes.
  func id(_ column: Int) throws -> UInt128
  /// Bytes.
  func blob(_ column: Int) throws -> [UInt8]
  /// The column as it is. A blob of 16 bytes comes back as `blob`: SQLite does not say more.
  func value(_ column: Int) throws -> SQLValue
}

extension SQLRow {
  /// A number as `Int`.
  @inlinable public func int(_ column: Int) throws -> Int { Int(try int64(column)) }

  /// A truth value stored as 0 or 1.
  @inlinable public func bool(_ column: Int) throws -> Bool { try int64(column) != 0 }

  /// A number, or nil for null.
  @inlinable public func optionalInt64(_ column: Int) throws -> Int64? {
    isNull(column) ? nil : try int64(column)
  }

  /// A number as `Int`, or nil for null.
  @inlinable public func optionalInt(_ column: Int) throws -> Int? {
    isNull(column) ? nil : try int(column)
  }

  /// A truth value, or nil for null.
  @inlinable public func optionalBool(_ column: Int) throws -> Bool? {
    isNull(column) ? nil : try bool(column)
  }

  /// A text, or nil for null.
  @inlinable public func optionalText(_ column: Int) throws -> String? {
    isNull(column) ? nil : try text(column)
  }

  /// An id, or nil for null.
  @inlinable public func optionalID(_ column: Int) throws -> UInt128? {
    isNull(column) ? nil : try id(column)
  }

  /// Bytes, or nil for null.
  @inlinable public func optionalBlob(_ column: Int) throws -> [UInt8]? {
    isNull(column) ? nil : try blob(column)
  }
}
