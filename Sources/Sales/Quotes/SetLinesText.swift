import Values

/// A line of a set as it is typed: code instead of product.
public struct TypedSetLine: Sendable, Hashable {
  /// Code of the product; nil = words.
  public var code: String?
  /// The words.
  public var words: String
  /// How much of it one set holds.
  public var quantity: Quantity
  /// Unit or packaging; empty = the product's sales unit.
  public var unit: String
  /// Whether it is only offered.
  public var isOptional: Bool

  /// A line.
  public init(
    code: String?, words: String = "", quantity: Quantity = .zero, unit: String = "",
    isOptional: Bool = false
  ) {
    self.code = code
    self.words = words
    self.quantity = quantity
    self.unit = unit
    self.isOptional = isOptional
  }
}

/// What a set is made of in one text, in forms and files: lines as they are typed on a quote, parted by
/// semicolons.
///
/// ```
///   100*VIS-A2-5X40; 2 bte*CHEV-8; ?1*FORET-8; + Posé au sol
/// ```
public enum SetLinesText {
  /// The lines of a text; nil where one of them says nothing a set may hold.
  public static func read(_ text: String) -> [TypedSetLine]? {
    var lines: [TypedSetLine] = []
    for part in text.split(separator: ";") {
      let words = String(TypedNumber.trimmed(Array(part)[...]))
      guard !words.isEmpty else { continue }
      guard let line = line(words) else { return nil }
      lines.append(line)
    }
    return lines.contains { $0.code != nil && !$0.isOptional } ? lines : nil
  }

  /// One line; nil where it says nothing a set may hold.
  public static func line(_ text: String) -> TypedSetLine? {
    switch try? LineGrammar.parse(text) {
    case .comment(let words) where !words.isEmpty: return TypedSetLine(code: nil, words: words)
    case .product(let entry):
      guard entry.choice != .alternative, entry.price == nil, entry.discounts.isEmpty else {
        return nil
      }
      let quantity = entry.quantity ?? Quantity(thousandths: 1000)
      guard quantity > .zero else { return nil }
      return TypedSetLine(
        code: entry.search, quantity: quantity, unit: entry.unit ?? "",
        isOptional: entry.choice == .option)
    default: return nil
    }
  }

  /// The text that reads back as these lines.
  public static func typed(_ lines: [TypedSetLine]) -> String {
    lines.map { line in
      guard let code = line.code else { return LineEntry.comment(line.words).text() }
      return LineEntry.product(
        ProductEntry(
          search: code, quantity: line.quantity, unit: line.unit.isEmpty ? nil : line.unit,
          choice: line.isOptional ? .option : .firm)
      ).text()
    }.joined(separator: "; ")
  }
}
