import Sales
import Values

/// A line as it stands in the input: what it says, and what to look up while it is still being typed.
///
/// ```
///   20*foret sds 18 -10        a last word `-10` is a discount without its sign: one key less
///   < liste.csv              the file of a customer's list
///   20*foret sds 18 =9,        unfinished: no line yet, and still `foret sds 18` is looked up
/// ```
struct EntryText: Sendable, Equatable {
  /// As typed.
  let text: String
  /// What it says, nil while something is wrong with it.
  let entry: LineEntry?
  /// What is wrong, the first of it.
  let problem: LineEntryProblem?
  /// The product to look up; empty = none.
  let search: String

  /// The file of a list, after `<`; nil = no such thing is typed.
  var file: String? {
    guard text.first == "<" else { return nil }
    let path = String(text.dropFirst()).trimmed
    return path.isEmpty ? nil : path
  }

  init(_ text: String) {
    self.text = text
    guard text.first != "<" else {
      (entry, problem, search) = (nil, nil, "")
      return
    }
    do {
      let entry = try LineGrammar.parse(Self.finished(text))
      self.entry = entry
      problem = nil
      search = Self.search(in: entry)
    } catch {
      entry = nil
      problem = error.problems.first
      search = Self.unfinishedSearch(text)
    }
  }

  /// The product line it says.
  var product: ProductEntry? {
    if case .product(let product) = entry { product } else { nil }
  }

  /// `-10` and `-10-5` at the end as `-10%` and `-10-5%`; a last `-`, which says nothing yet, is left out: what
  /// was found stays in sight.
  static func finished(_ text: String) -> String {
    // Most keys end with none of these.
    guard text.utf8.last(where: { $0 != UInt8(ascii: " ") }).map(mayEndNumber) == true else {
      return text
    }
    var trimmed = Substring(text)
    while trimmed.last?.isWhitespace == true { trimmed = trimmed.dropLast() }
    guard let space = trimmed.lastIndex(where: \.isWhitespace) else { return text }
    let word = trimmed[trimmed.index(after: space)...]
    guard word.first == "-",
      word.allSatisfy({ $0.isNumber || $0 == "-" || $0 == "," || $0 == "." })
    else { return text }
    if word.last == "-" { return finished(String(trimmed.dropLast())) }
    guard word.last?.isNumber == true,
      word.dropFirst().first.map({ $0.isNumber || $0 == "," || $0 == "." }) == true
    else { return text }
    return trimmed + "%"
  }

  /// Digits, what stands between them, and whatever is not of ASCII.
  private static func mayEndNumber(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (UInt8(ascii: ",")...UInt8(ascii: "9")).contains(byte)
  }

  private static func search(in entry: LineEntry) -> String {
    if case .product(let product) = entry { product.search } else { "" }
  }

  /// The search words before modifiers that are not finished yet.
  private static func unfinishedSearch(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false)
    while let last = words.last, last.first == "-" || last.first == "=" || last.isEmpty {
      words.removeLast()
      let rest = finished(words.joined(separator: " "))
      if let entry = try? LineGrammar.parse(rest) { return search(in: entry) }
    }
    return ""
  }
}

extension ProductEntry {
  /// The unit as the product spells it: case ignored, and a beginning is enough where it is the only
  /// one (`bt` for `bte`).
  func unit(of terms: ProductTerms) -> String? {
    guard let unit else { return nil }
    let known = [terms.product.baseUnit] + terms.units.map(\.unit)
    if known.contains(unit) { return unit }
    let typed = unit.lowercased()
    if let same = known.first(where: { $0.lowercased() == typed }) { return same }
    let begin = Set(known.filter { $0.lowercased().hasPrefix(typed) })
    return begin.count == 1 ? begin.first : unit
  }

  /// What was typed, in the units of the product.
  func typing(_ terms: ProductTerms) -> LineTyping {
    var typing = LineTyping(
      quantity: quantity, unit: unit(of: terms), price: price, discounts: discounts.steps)
    typing.choice = choice
    return typing
  }
}
