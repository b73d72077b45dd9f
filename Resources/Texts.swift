// The words of the product: Texts/fr/*.strings and Texts/en/*.strings, one file per area, lines
//
//   "quote.sent" = "Devis {number} envoyé";
//   "quote.count.one" = "{count} devis";      a plural: key.one and key.other
//   // a comment
//
// Foundation's own tables are not used: on Linux `String(localized:)` is absent and plural tables
// stop the program. The first frame has 20 ms, so the tables are read in one pass over bytes.

/// The words of one language.
public struct Texts: Sendable {
  /// A language of the product.
  public enum Language: String, CaseIterable, Sendable {
    /// French, the default.
    case french = "fr"
    /// English.
    case english = "en"
  }

  /// The language of these texts.
  public let language: Language
  private let table: [String: String]

  /// Reads the tables of a language.
  ///
  /// - Throws: `ResourceError`; `notATable` also for a key that is there twice.
  public init(_ language: Language, in folder: ResourceFolder) throws(ResourceError) {
    var table: [String: String] = [:]
    table.reserveCapacity(2_048)
    let tables = "Texts/" + language.rawValue
    for file in try folder.files(in: tables) where file.hasSuffix(".strings") {
      let path = tables + "/" + file
      let bytes = try folder.bytes(path)
      var reader = TextTableReader(bytes)
      while let (key, text) = reader.next() {
        guard table.updateValue(text, forKey: key) == nil else {
          throw .notATable(path: folder.path(of: path), line: reader.line)
        }
      }
      guard reader.isAtEnd else {
        throw .notATable(path: folder.path(of: path), line: reader.line)
      }
    }
    self.init(language, table: table)
  }

  /// Texts given directly.
  public init(_ language: Language, table: [String: String]) {
    self.language = language
    self.table = table
  }

  /// A text without values. A key without text shows itself as `⟦key⟧`, so that nobody overlooks
  /// it; a test looks every key of the code up.
  public subscript(_ key: String) -> String { table[key] ?? "⟦\(key)⟧" }

  /// A text or nil, where a text is a choice.
  public func optional(_ key: String) -> String? { table[key] }

  /// A text with its values: `{name}` stands for the value of that name. Values are put in as
  /// they are; a placeholder without value stays visible.
  public func text(_ key: String, _ values: [String: String]) -> String {
    text(key) { values[String($0)] }
  }

  /// The same with values that are made when the text names them.
  public func text(_ key: String, _ value: (Substring) -> String?) -> String {
    Self.fill(self[key], value)
  }

  /// A text that depends on a number: `key.one` or `key.other`, with `{count}` for the number
  /// unless `values` writes it otherwise.
  public func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
    var values = values
    if values["count"] == nil { values["count"] = String(count) }
    return text(key + (isSingular(count) ? ".one" : ".other"), values)
  }

  /// French counts nought and one as one thing, English only one.
  private func isSingular(_ count: Int) -> Bool {
    switch language {
    case .french: count.magnitude < 2
    case .english: count.magnitude == 1
    }
  }

  /// Every key.
  public var keys: some Collection<String> { table.keys }

  /// The names between braces in a text, sorted.
  public static func placeholders(in text: String) -> [String] {
    var names: Set<String> = []
    scan(text) { name, _ in names.insert(String(name)) }
    return names.sorted()
  }

  private static func fill(_ text: String, _ value: (Substring) -> String?) -> String {
    var filled = ""
    var copied = text.startIndex
    scan(text) { name, range in
      guard let value = value(name) else { return }
      filled += text[copied..<range.lowerBound]
      filled += value
      copied = range.upperBound
    }
    // Most texts name no value, or end with one.
    if copied == text.startIndex { return text }
    if copied != text.endIndex { filled += text[copied...] }
    return filled
  }

  private static func scan(_ text: String, _ body: (Substring, Range<String.Index>) -> Void) {
    var rest = text[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      let end = text.utf8.index(after: close)
      body(text[text.utf8.index(after: open)..<close], open..<end)
      rest = text[end...]
    }
  }
}

extension Texts.Language {
  /// The language of a session: the option `--lang`, else the first of `LC_ALL`, `LC_MESSAGES` and
  /// `LANG` that is set, else French. What is neither French nor English is French.
  public static func preferred(
    option: String?, environment: (String) -> String?
  ) -> Texts.Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let wish = option ?? names.lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
    return Texts.Language(rawValue: wish.prefix(2).lowercased()) ?? .french
  }
}

/// Reads `"key" = "text";` lines in one pass.
struct TextTableReader {
  private let bytes: [UInt8]
  private var position = 0
  /// The line of what was read last, from 1.
  private(set) var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything was understood: an entry that is cut off at the end was not.
  var isAtEnd: Bool { position == bytes.count && !isInsideEntry }
  private var isInsideEntry = false

  /// The next key and text; nil at the end or at something else.
  mutating func next() -> (key: String, text: String)? {
    skip()
    guard position < bytes.count else { return nil }
    isInsideEntry = true
    guard let key = quoted() else { return nil }
    skip()
    guard take(UInt8(ascii: "=")) else { return nil }
    skip()
    guard let text = quoted() else { return nil }
    skip()
    guard take(UInt8(ascii: ";")) else { return nil }
    isInsideEntry = false
    skip()
    return (key, text)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skip() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"):
        line += 1
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "/") where position + 1 < bytes.count && bytes[position + 1] == 0x2F:
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      default:
        return
      }
    }
  }

  private mutating func quoted() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
      case UInt8(ascii: "\\"):
        return escaped(from: start)
      case UInt8(ascii: "\n"):
        return nil
      default:
        position += 1
      }
    }
    return nil
  }

  /// The rare text with a backslash: `\"`, `\\` and `\n`.
  private mutating func escaped(from start: Int) -> String? {
    var text = Array(bytes[start..<position])
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard position < bytes.count else { return nil }
      switch bytes[position] {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[position])
      default: return nil
      }
      position += 1
    }
    return nil
  }
}
