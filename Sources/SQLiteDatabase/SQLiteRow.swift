import Database
import GRDBSQLite

/// A row read straight from the statement that stands on it.
struct SQLiteRow: SQLRow {
  let statement: OpaquePointer

  var columnCount: Int { Int(sqlite3_column_count(statement)) }

  func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

  func int64(_ column: Int) throws -> Int64 {
    guard type(column) == SQLITE_INTEGER else { throw mismatch(column, expected: "a number") }
    return sqlite3_column_int64(statement, Int32(column))
  }

  func text(_ column: Int) throws -> String {
    guard type(column) == SQLITE_TEXT, let start = sqlite3_column_text(statement, Int32(column))
    else { throw mismatch(column, expected: "a text") }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func id(_ column: Int) throws -> UInt128 {
    guard let bytes = bytes(column), bytes.count == 16 else {
      throw mismatch(column, expected: "an id of 16 bytes")
    }
    return UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self))
  }

  func blob(_ column: Int) throws -> [UInt8] {
    guard let bytes = bytes(column) else { throw mismatch(column, expected: "bytes") }
    return Array(bytes)
  }

  func value(_ column: Int) throws -> SQLValue {
    switch type(column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(try int64(column))
    case SQLITE_TEXT: .text(try text(column))
    case SQLITE_BLOB: .blob(try blob(column))
    default: throw mismatch(column, expected: "anything but a fraction")
    }
  }

  private func type(_ column: Int) -> Int32 { sqlite3_column_type(statement, Int32(column)) }

  private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
    guard type(column) == SQLITE_BLOB else { return nil }
    let start = sqlite3_column_blob(statement, Int32(column))
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return UnsafeRawBufferPointer(start: start, count: count)
  }

  private func mismatch(_ column: Int, expected: String) -> SQLError {
    guard column >= 0, column < columnCount else {
      return SQLError(
        .mismatch, message: "column \(column) was asked of a row of \(columnCount) columns")
    }
    let name = sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
    let found =
      switch type(column) {
      case SQLITE_NULL: "null"
      case SQLITE_INTEGER: "a number"
      case SQLITE_TEXT: "a text"
      case SQLITE_BLOB: "bytes"
      default: "a fraction"
      }
    return SQLError(
      .mismatch, message: "column \(column) (\(name)) holds \(found) where \(expected) was expected"
    )
  }
}
