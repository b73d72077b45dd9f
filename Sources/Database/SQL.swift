// A statement and its parameters, written as one interpolated string:
//
//   "SELECT name FROM customer WHERE id = \(id) AND town = \(town)"
//      text       SELECT name FROM customer WHERE id = $1 AND town = $2
//      arguments  [id, town]
//
// No value ever becomes part of the text: an interpolated value is a parameter, and only a literal
// of the program, a checked identifier or another `SQL` can add text. The text of a statement
// therefore depends on the program alone, and an engine prepares it once and keeps it.

/// A statement with its parameters, numbered `$1`, `$2` … in order of appearance.
public struct SQL: Hashable, Sendable {
  /// The statement, with a placeholder where each value belongs.
  public private(set) var text: String
  /// The values of the placeholders: `arguments[0]` is that of `$1`.
  public private(set) var arguments: [SQLValue]

  fileprivate init(text: String, arguments: [SQLValue]) {
    self.text = text
    self.arguments = arguments
  }

  /// A statement whose text was made once, for work that repeats it many times: neither the text
  /// nor its numbers are built again.
  public init(_ prepared: SQLText, _ arguments: [SQLValue]) {
    precondition(
      prepared.parameterCount == arguments.count,
      "the statement has \(prepared.parameterCount) parameters and was given \(arguments.count)")
    self.init(text: prepared.text, arguments: arguments)
  }

  /// Both texts, one after the other; the placeholders of the second are renumbered.
  public static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum += right
    return sum
  }

  /// Appends a text and its parameters, which are renumbered.
  public static func += (left: inout SQL, right: SQL) {
    if left.arguments.isEmpty || right.arguments.isEmpty {
      left.text += right.text
    } else {
      left.text += Placeholder.renumbered(right.text, by: left.arguments.count)
    }
    left.arguments += right.arguments
  }

  /// The values between parentheses, for `IN`: `"… WHERE id IN \(raw: .list(ids))"`.
  ///
  /// The list is filled up to a power of two by repeating its last value, which changes nothing
  /// for `IN` and keeps the number of different texts, hence of prepared statements, small. An
  /// empty list is `(NULL)`, of which nothing is a member; after `NOT IN` it would exclude
  /// everything, so treat the empty case before.
  public static func list(_ values: some Collection<some SQLBindable>) -> SQL {
    guard !values.isEmpty else { return SQL(text: "(NULL)", arguments: []) }
    var arguments = values.map(\.sqlValue)
    let last = arguments[arguments.count - 1]
    var size = 1
    while size < arguments.count { size *= 2 }
    while arguments.count < size { arguments.append(last) }
    var text = "($1"
    for number in 2..<(size + 1) { text += ", $\(number)" }
    return SQL(text: text + ")", arguments: arguments)
  }

  /// Fragments with a separator between them, such as `" AND "`.
  public static func joined(_ fragments: some Sequence<SQL>, separator: StaticString) -> SQL {
    let between = SQL(stringLiteral: "\(separator)")
    var whole = SQL(text: "", arguments: [])
    var isFirst = true
    for fragment in fragments {
      if !isFirst { whole += between }
      whole += fragment
      isFirst = false
    }
    return whole
  }
}

extension SQL: ExpressibleByStringInterpolation {
  /// A statement without parameters.
  public init(stringLiteral value: String) {
    Placeholder.refuse(in: value)
    self.init(text: value, arguments: [])
  }

  /// A statement with interpolated parameters.
  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.sql
  }

  /// Collects text and parameters; the compiler calls it.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var sql: SQL

    /// Makes room for the text and the parameters.
    public init(literalCapacity: Int, interpolationCount: Int) {
      sql = SQL(text: "", arguments: [])
      sql.text.reserveCapacity(literalCapacity + 4 * interpolationCount)
      sql.arguments.reserveCapacity(interpolationCount)
    }

    /// Adds text of the program.
    public mutating func appendLiteral(_ literal: String) {
      Placeholder.refuse(in: literal)
      sql.text += literal
    }

    /// Adds a value: the next placeholder in the text, the value among the arguments.
    public mutating func appendInterpolation(_ value: some SQLBindable) {
      sql.arguments.append(value.sqlValue)
      sql.text += Placeholder.text(sql.arguments.count)
    }

    /// Adds a value or null.
    public mutating func appendInterpolation<V: SQLBindable>(_ value: V?) {
      appendInterpolation(value.sqlValue)
    }

    /// Adds the name of a table or column.
    public mutating func appendInterpolation(raw identifier: SQLIdentifier) {
      sql.text += identifier.quoted
    }

    /// Adds another statement's text and parameters.
    public mutating func appendInterpolation(raw fragment: SQL) {
      sql += fragment
    }
  }
}

/// The text of a statement with its placeholders already numbered, for work that repeats it many
/// times: `static let insert: SQLText = "INSERT INTO stock_move VALUES ($1, $2)"`.
///
/// A literal of the program makes one, or the names of the schema. Placeholders appear in the order of their numbers
/// (`$1` first), because SQLite binds them in order of appearance; a number may be repeated.
public struct SQLText: ExpressibleByStringLiteral, Hashable, Sendable {
  /// The statement.
  public let text: String
  /// The highest number of a placeholder.
  public let parameterCount: Int

  /// Keeps the literal and counts its placeholders.
  public init(stringLiteral value: StaticString) {
    self.init(built: "\(value)")
  }

  /// A statement built from the names of the schema (the columns of a record, say): values never go
  /// in here, they are arguments.
  public init(built value: String) {
    text = value
    var highest = 0
    for number in Placeholder.numbers(in: text) {
      precondition(
        number <= highest + 1 && number > 0,
        "placeholders are numbered in order of appearance, from $1: \(value)")
      highest = max(highest, number)
    }
    parameterCount = highest
  }
}

/// The name of a table or column chosen while the program runs: letters, digits and underscores
/// only, not beginning with a digit.
public struct SQLIdentifier: Hashable, Sendable {
  /// The name without quotes.
  public let name: String

  /// Nil when the text is not a plain name.
  public init?(_ name: String) {
    guard let first = name.utf8.first, !(48...57).contains(first) else { return nil }
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isPlain else { return nil }
    self.name = name
  }

  /// The name as it stands in a statement.
  public var quoted: String { "\"\(name)\"" }
}

/// The placeholders of a text.
private enum Placeholder {
  /// The first ones, ready made: most statements have no more.
  private static let texts = (0...40).map { "$\($0)" }

  static func text(_ number: Int) -> String {
    number < texts.count ? texts[number] : "$\(number)"
  }

  /// A literal with a hand-written placeholder inside an interpolated statement would silently
  /// take another value's number.
  static func refuse(in literal: String) {
    precondition(
      !literal.utf8.contains(UInt8(ascii: "$")) || numbers(in: literal).isEmpty,
      "an interpolated statement numbers its own placeholders: \(literal)")
  }

  static func numbers(in text: String) -> [Int] {
    var found: [Int] = []
    scan(text) { _, number in found.append(number) }
    return found
  }

  static func renumbered(_ text: String, by offset: Int) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 8)
    var copied = text.utf8.startIndex
    scan(text) { range, number in
      result += text[copied..<range.lowerBound]
      result += Placeholder.text(number + offset)
      copied = range.upperBound
    }
    return result + text[copied...]
  }

  private static func scan(_ text: String, _ body: (Range<String.Index>, Int) -> Void) {
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let start = index
      bytes.formIndex(after: &index)
      guard bytes[start] == UInt8(ascii: "$") else { continue }
      var number = 0
      let digits = index
      while index < bytes.endIndex, case let digit = Int(bytes[index]) - 48, 0...9 ~= digit {
        number = number &* 10 &+ digit
        bytes.formIndex(after: &index)
      }
      if index != digits { body(start..<index, number) }
    }
  }
}
