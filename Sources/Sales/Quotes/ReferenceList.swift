import Values

/// A list of references as customers send it: `ref;qty`, `qty;ref`, tabs, `ref qty`, with or without a
/// price and quotation marks, or lines as they are typed here.
///
/// ```
///   BHR-1650;200           200*BHR-1650
///   12<tab>TIG-F16         12*TIG-F16
///   "RON-HR16";"400";0,21  400*RON-HR16 =0,21
///   CIMENT;2 pal           2 pal*CIMENT
///   FOR-SDS18 20           20*FOR-SDS18, else the words as they stand
///   20*foret 18 -10%       as typed
/// ```
public struct ReferenceList: Sendable, Hashable {
  /// A line of the list.
  public struct Line: Sendable, Hashable {
    /// Its place, from 1.
    public let number: Int
    /// As it was sent.
    public let text: String
    /// What it may mean, the likeliest first; empty = nothing.
    public let readings: [ProductEntry]
  }

  /// The lines; blank ones and a line of titles are left out.
  public let lines: [Line]

  /// The list of a text.
  public init(_ text: String) {
    var lines: [Line] = []
    for (place, row) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let words = Self.trimmed(row.first == "\u{FEFF}" ? row.dropFirst() : row)
      guard !words.isEmpty else { continue }
      let cells = Self.cells(words)
      if lines.isEmpty, cells.count > 1, !cells.contains(where: Self.isQuantity) { continue }
      lines.append(Line(number: place + 1, text: words, readings: Self.readings(words, cells)))
    }
    self.lines = lines
  }

  private static func readings(_ words: String, _ cells: [String]) -> [ProductEntry] {
    var readings: [ProductEntry] = []
    func take(_ quantity: String, _ reference: String, _ price: String? = nil) {
      let tail = price.map { " =" + $0 } ?? ""
      if let entry = product(quantity + "*" + reference + tail) { readings.append(entry) }
    }
    if cells.count > 1 {
      let price = cells.count > 2 && isNumber(cells[2]) ? cells[2] : nil
      // A reference may itself be a number: what stands first is read as one first.
      if !cells[0].isEmpty, isQuantity(cells[1]) { take(cells[1], cells[0], price) }
      if isQuantity(cells[0]), !cells[1].isEmpty { take(cells[0], cells[1], price) }
      return readings
    }
    let parts = words.split(whereSeparator: \.isWhitespace).map(String.init)
    if parts.count == 2, !words.contains("*"), !words.contains("=") {
      if isNumber(parts[1]) { take(parts[1], parts[0]) }
      if isNumber(parts[0]) { take(parts[0], parts[1]) }
    }
    if let entry = product(words) { readings.append(entry) }
    return readings
  }

  private static func product(_ text: String) -> ProductEntry? {
    guard case .product(let entry)? = try? LineGrammar.parse(text) else { return nil }
    return entry
  }

  /// The cells of a line that semicolons or tabs part.
  private static func cells(_ line: String) -> [String] {
    line.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "\t" }.map { cell in
      var words = trimmed(cell)
      if words.count > 1, words.first == "\"", words.last == "\"" {
        words = String(words.dropFirst().dropLast())
      }
      return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(TypedNumber.trimmed(Array(text)[...]))
  }

  /// A number, or a number and the unit or packaging it counts: `2 bte`.
  private static func isQuantity(_ text: String) -> Bool {
    let parts = text.split(separator: " ")
    if parts.count == 2, isNumber(String(parts[0])), parts[1].allSatisfy(\.isLetter) { return true }
    return isNumber(text)
  }

  private static func isNumber(_ text: String) -> Bool {
    (try? TypedNumber.parse(text, decimals: 4)) != nil
  }
}

/// Why a line of a list became no line of the quote.
public enum ReferenceProblem: String, Sendable, Hashable, CaseIterable {
  /// Neither a reference nor a quantity can be read.
  case unreadable
  /// No product answers.
  case unknown
  /// Several do.
  case several
  /// The product is not sold in this unit, or not in this quantity.
  case quantity
}
