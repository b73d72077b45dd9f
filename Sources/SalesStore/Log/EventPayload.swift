import Database
import FoundationEssentials

/// The columns an event changed, before and after, as JSON: `{"title":["old","new"]}`.
///
/// Integers stay numbers, identities and bytes are hexadecimal text: the kind of the column says how
/// to read them back. An insertion keeps no values, the row itself has them; a deletion keeps all.
struct EventPayload {
  var changes: [(column: String, old: SQLValue, new: SQLValue)] = []

  var json: String {
    var out = "{"
    for (index, change) in changes.enumerated() {
      if index > 0 { out += "," }
      out += "\"\(change.column)\":["
      JSONText.append(change.old, to: &out)
      out += ","
      JSONText.append(change.new, to: &out)
      out += "]"
    }
    return out + "}"
  }

  /// Reads a payload back; nil where it is not one of this table.
  static func decode(_ json: String, table: Table) -> EventPayload? {
    guard
      let fields = try? JSONDecoder().decode(
        [String: [JSONScalar]].self, from: Data(json.utf8))
    else { return nil }
    var payload = EventPayload()
    for column in table.columns {
      guard let pair = fields[column.name], pair.count == 2 else { continue }
      guard let old = pair[0].value(of: column.kind), let new = pair[1].value(of: column.kind)
      else { return nil }
      payload.changes.append((column.name, old, new))
    }
    return payload.changes.count == fields.count ? payload : nil
  }
}

/// The key of a row as a JSON array, in the order of the primary key.
enum RowKey {
  static func encode(_ key: some Collection<SQLValue>) -> String {
    var out = "["
    for (index, value) in key.enumerated() {
      if index > 0 { out += "," }
      JSONText.append(value, to: &out)
    }
    return out + "]"
  }

  static func decode(_ json: String, table: Table) -> [SQLValue]? {
    guard let scalars = try? JSONDecoder().decode([JSONScalar].self, from: Data(json.utf8)),
      scalars.count == table.keyCount
    else { return nil }
    var key: [SQLValue] = []
    for (scalar, column) in zip(scalars, table.keyColumns) {
      guard let value = scalar.value(of: column.kind) else { return nil }
      key.append(value)
    }
    return key
  }
}

/// A scalar of the log's JSON.
private enum JSONScalar: Decodable {
  case null
  case integer(Int64)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func value(of kind: ColumnKind) -> SQLValue? {
    switch (self, kind) {
    case (.null, _): .null
    case (.integer(let value), .integer): .integer(value)
    case (.text(let value), .text): .text(value)
    case (.text(let value), .id): UInt128(value, radix: 16).map { .id($0) }
    case (.text(let value), .blob): Hexadecimal.bytes(value).map { .blob($0) }
    default: nil
    }
  }
}

/// Writing JSON by hand: a few scalars an event, a hundred events an acceptance.
enum JSONText {
  static func append(_ value: SQLValue, to out: inout String) {
    switch value {
    case .null: out += "null"
    case .integer(let value): out += String(value)
    case .text(let value): append(value, to: &out)
    case .id(let value):
      out += "\""
      out += Hexadecimal.text(value)
      out += "\""
    case .blob(let value): out += "\"\(Hexadecimal.text(value))\""
    }
  }

  static func append(_ text: String, to out: inout String) {
    out += "\""
    // Nearly every text is plain: one copy instead of one step a letter.
    guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else {
      out += text
      out += "\""
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}

/// Bytes as hexadecimal text.
enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// An id: without leading zeros.
  static func text(_ id: UInt128) -> String {
    let nibbles = max(1, (128 - id.leadingZeroBitCount + 3) / 4)
    return String(unsafeUninitializedCapacity: nibbles) { out in
      for place in 0..<nibbles {
        let nibble = UInt8(truncatingIfNeeded: id >> UInt128(4 * (nibbles - 1 - place))) & 0xF
        out[place] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
      }
      return nibbles
    }
  }

  static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func bytes(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count.isMultiple(of: 2) else { return nil }
    var out: [UInt8] = []
    for start in stride(from: 0, to: characters.count, by: 2) {
      let pair = String(decoding: characters[start..<start + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { return nil }
      out.append(byte)
    }
    return out
  }
}
