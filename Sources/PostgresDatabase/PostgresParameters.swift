import CPostgreSQL
import Database

/// The parameters of one execution, laid out as libpq takes them: binary, one beside the other in
/// one stretch of bytes.
struct PostgresParameters {
  private var bytes: [UInt8]
  private var offsets: [Int?] = []
  private var lengths: [Int32] = []
  private let formats: [Int32]

  init(_ values: [SQLValue]) {
    // One byte more than needed, so that an empty text has an address too.
    bytes = [0]
    bytes.reserveCapacity(1 + values.count * 16)
    offsets.reserveCapacity(values.count)
    lengths.reserveCapacity(values.count)
    formats = [Int32](repeating: 1, count: values.count)
    for value in values { append(value) }
  }

  private mutating func append(_ value: SQLValue) {
    let start = bytes.count
    switch value {
    case .null:
      offsets.append(nil)
      lengths.append(0)
      return
    case .integer(let number): withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    case .id(let id): withUnsafeBytes(of: id.bigEndian) { bytes += $0 }
    case .text(let text): bytes += text.utf8
    case .blob(let blob): bytes += blob
    }
    offsets.append(start)
    lengths.append(Int32(bytes.count - start))
  }

  /// Calls `body` with values, lengths, formats; the addresses are valid only there.
  func withPointers<T>(
    _ body: (
      _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>?,
      _ lengths: UnsafePointer<Int32>?, _ formats: UnsafePointer<Int32>?
    ) -> T
  ) -> T {
    bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      let values = offsets.map { offset -> UnsafePointer<CChar>? in
        guard let base, let offset else { return nil }
        return base + offset
      }
      return body(Int32(values.count), values, lengths, formats)
    }
  }
}

extension SQLValue {
  /// The type the server is told; 0 lets it infer the type of a null.
  var serverType: Oid {
    switch self {
    case .null: 0
    case .integer: ServerType.int8
    case .text: ServerType.text
    case .id: ServerType.uuid
    case .blob: ServerType.bytea
    }
  }
}

/// A statement that the server has prepared for certain types of its parameters.
struct PreparedStatement {
  let name: String
  /// The types the server settled on: those it was told, and those it inferred for nulls.
  let types: [Oid]

  /// Whether these values fit: a null fits any type.
  func fits(_ values: [SQLValue]) -> Bool {
    guard values.count == types.count else { return false }
    for (value, type) in zip(values, types) {
      let told = value.serverType
      if told != 0 && told != type { return false }
    }
    return true
  }
}
