import Sales
import SalesStore
import Values

/// A line of the quote as the line grammar writes it, and back.
enum LineWords {
  /// What would have to be typed for that line. Discounts and prices that the rules gave are not in
  /// it: they follow the rules again.
  static func entry(
    of line: QuoteDraftLine, _ match: ProductMatch, _ context: PricingContext
  ) -> ProductEntry {
    let row = line.row
    let unit = row.typedUnit == match.product.salesUnit ? nil : row.typedUnit
    var entry = ProductEntry(
      search: match.product.code, quantity: row.typedQuantity, unit: unit, choice: row.choice)
    guard row.priceSource == .manual else { return entry }
    let ruled = try? match.terms.price(of: row.quantity, context)
    if ruled?.unitPrice != row.unitPrice { entry.price = .net(row.unitPrice) }
    entry.discounts = (try? Discounts(row.discounts)) ?? .none
    return entry
  }

  /// The text of that line.
  static func text(
    of line: QuoteDraftLine, _ match: ProductMatch, _ context: PricingContext
  ) -> String {
    let entry = entry(of: line, match, context)
    return LineEntry.product(entry).text()
  }

  /// What was typed over a line, as a whole line: `30`, `2 bte`, `-5`, `=9,90` leave the rest alone.
  static func whole(_ text: String, over known: ProductEntry) -> String {
    let code = known.search
    let typed = text.drop { $0.isWhitespace }
    if typed.contains("*") || typed.first == "+" || typed.isEmpty { return text }
    // Only the sign: the line as it is, sold or offered otherwise.
    if let choice = LineChoice.allCases.first(where: { !$0.sign.isEmpty && $0.sign == typed }) {
      var same = known
      same.choice = choice
      return LineEntry.product(same).text()
    }
    let sign = known.choice.sign
    if typed.first == "-" || typed.first == "=" { return sign + code + " " + typed }
    let words = typed.split(separator: " ", omittingEmptySubsequences: true)
    let modifiers = words.firstIndex { $0.first == "-" || $0.first == "=" } ?? words.count
    let head = words[..<modifiers].joined(separator: " ")
    let tail = words[modifiers...].joined(separator: " ")
    // A quantity alone leaves discounts and price.
    let same = ProductEntry(search: code, discounts: known.discounts, price: known.price)
    let whole =
      sign + head + "*" + (tail.isEmpty ? LineEntry.product(same).text() : code + " " + tail)
    guard case .product(let entry)? = try? LineGrammar.parse(whole), entry.search == code,
      entry.quantity != nil
    else { return text }
    return whole
  }

  /// A line with what differs between it and the entry changed: a price that was typed stays until
  /// another is typed, and leaves when it is taken off the text.
  static func edited(
    _ line: QuoteDraftLine, to entry: ProductEntry, _ terms: ProductTerms,
    _ context: PricingContext
  ) throws(LineProblem) -> QuoteDraftLine {
    var changed = line
    if changed.row.choice != entry.choice {
      changed.row.choice = entry.choice
      changed.row.choiceOf = nil
    }
    let quantity = entry.quantity ?? line.row.typedQuantity
    let unit = entry.unit(of: terms) ?? (entry.quantity == nil ? line.row.typedUnit : nil)
    try terms.change(&changed, quantity: quantity, unit: unit ?? terms.product.salesUnit, context)
    let isPriceKept = entry.price == nil && entry.discounts.isEmpty
    if entry.price != nil || !entry.discounts.isEmpty {
      // A cascade typed over a line replaces the one it had.
      try terms.price(&changed, entry.price, discounts: [], context)
      if !entry.discounts.isEmpty { try terms.discount(&changed, entry.discounts.steps) }
    } else if isPriceKept, line.row.priceSource == .manual, entry.quantity != nil {
      try terms.price(&changed, nil, discounts: [], context)
    }
    return changed
  }
}
