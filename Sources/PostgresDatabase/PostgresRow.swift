import CPostgreSQL
import Database

/// The types of PostgreSQL that cross the seam, by their numbers in `pg_type`.
enum ServerType {
  static let bool: Oid = 16
  static let bytea: Oid = 17
  static let name: Oid = 19
  static let int8: Oid = 20
  static let int2: Oid = 21
  static let int4: Oid = 23
  static let text: Oid = 25
  static let unknown: Oid = 705
  static let bpchar: Oid = 1042
  static let varchar: Oid = 1043
  static let uuid: Oid = 2950
  static let oid: Oid = 26
}

/// A row of a result in libpq's binary format: numbers big-endian, texts and bytes as they are.
struct PostgresRow: SQLRow {
  let result: OpaquePointer
  let row: Int32

  var columnCount: Int { Int(PQnfields(result)) }

  func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) != 0 }

  func int64(_ column: Int) throws -> Int64 {
    guard let bytes = bytes(column), let number = Self.number(type(column), bytes) else {
      throw mismatch(column, expected: "a number")
    }
    return number
  }

  func text(_ column: Int) throws -> String {
    guard let bytes = bytes(column), Self.isText(type(column)) else {
      throw mismatch(column, expected: "a text")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func id(_ column: Int) throws -> UInt128 {
    guard let bytes = bytes(column), type(column) == ServerType.uuid else {
      throw mismatch(column, expected: "an id of 16 bytes")
    }
    return UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self))
  }

  func blob(_ column: Int) throws -> [UInt8] {
    guard let bytes = bytes(column), type(column) == ServerType.bytea else {
      throw mismatch(column, expected: "bytes")
    }
    return Array(bytes)
  }

  func value(_ column: Int) throws -> SQLValue {
    guard let bytes = bytes(column) else { return .null }
    switch type(column) {
    case ServerType.uuid: return .id(try id(column))
    case ServerType.bytea: return .blob(try blob(column))
    case let type where Self.isText(type): return .text(try text(column))
    case let type:
      guard let number = Self.number(type, bytes) else {
        throw mismatch(column, expected: "anything but a fraction")
      }
      return .integer(number)
    }
  }

  private static func isText(_ type: Oid) -> Bool {
    switch type {
    case ServerType.text, ServerType.varchar, ServerType.bpchar, ServerType.name,
      ServerType.unknown:
      true
    default: false
    }
  }

  /// A sum without `CAST(… AS BIGINT)` is a `numeric`, which is no number here.
  private static func number(_ type: Oid, _ bytes: UnsafeRawBufferPointer) -> Int64? {
    switch type {
    case ServerType.int8: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    case ServerType.int4: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    case ServerType.int2: Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
    case ServerType.oid: Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
    case ServerType.bool: bytes.first == 0 ? 0 : 1
    default: nil
    }
  }

  private func type(_ column: Int) -> Oid { PQftype(result, Int32(column)) }

  private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
    guard !isNull(column) else { return nil }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(result, row, Int32(column)),
      count: Int(PQgetlength(result, row, Int32(column))))
  }

  private func mismatch(_ column: Int, expected: String) -> SQLError {
    guard column >= 0, column < columnCount else {
      return SQLError(
        .mismatch, message: "column \(column) was asked of a row of \(columnCount) columns")
    }
    let name = PQfname(result, Int32(column)).map { String(cString: $0) } ?? ""
    let found = isNull(column) ? "null" : "a value of type \(type(column))"
    return SQLError(
      .mismatch, message: "column \(column) (\(name)) holds \(found) where \(expected) was expected"
    )
  }
}
