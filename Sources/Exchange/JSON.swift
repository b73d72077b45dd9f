/// A JSON value whose numbers are texts, so that an amount is written as exactly as it is kept:
/// no binary floating point anywhere.
public enum JSON: Hashable, Sendable {
  /// Nothing known.
  case null
  /// Yes or no.
  case bool(Bool)
  /// A number in machine form: `-1234.50`.
  case number(String)
  /// A text.
  case text(String)
  /// Values in order.
  case array([JSON])
  /// Keys in the order in which they are documented.
  case object([(key: String, value: JSON)])

  /// The value of a key of an object.
  public subscript(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Two values are the same when they are written alike.
  public static func == (left: JSON, right: JSON) -> Bool { left.line == right.line }

  /// By what is written.
  public func hash(into hasher: inout Hasher) { hasher.combine(line) }

  /// The value on one line.
  public var line: String {
    var out = ""
    write(to: &out, depth: nil)
    return out
  }

  /// The value with one member a line, two spaces a level.
  public var pretty: String {
    var out = ""
    write(to: &out, depth: 0)
    return out
  }

  private func write(to out: inout String, depth: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let text): out += text
    case .text(let text): Self.quote(text, to: &out)
    case .array(let values):
      Self.enclose("[", "]", values, to: &out, depth: depth) { value, out, depth in
        value.write(to: &out, depth: depth)
      }
    case .object(let members):
      Self.enclose("{", "}", members, to: &out, depth: depth) { member, out, depth in
        Self.quote(member.key, to: &out)
        out += depth == nil ? ":" : ": "
        member.value.write(to: &out, depth: depth)
      }
    }
  }

  private static func enclose<Element>(
    _ open: String, _ close: String, _ elements: [Element], to out: inout String, depth: Int?,
    _ body: (Element, inout String, Int?) -> Void
  ) {
    guard !elements.isEmpty else {
      out += open + close
      return
    }
    out += open
    let inner = depth.map { $0 + 1 }
    for (index, element) in elements.enumerated() {
      if index > 0 { out += "," }
      if let inner { out += "\n" + String(repeating: "  ", count: inner) }
      body(element, &out, inner)
    }
    if let depth { out += "\n" + String(repeating: "  ", count: depth) }
    out += close
  }

  /// A text in quotes, with what RFC 8259 wants escaped.
  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
