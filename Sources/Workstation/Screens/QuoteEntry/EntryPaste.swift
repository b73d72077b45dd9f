import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A customer's e-mail in one paste: `ref;qty`, `ref<tab>qty`, or lines as they are typed here. What
// answers exactly becomes a line; the rest is kept under the lines, to be put right.

/// A pasted line with its product, if one answers.
struct PastedLines: Sendable {
  let lines: [(text: String, match: ProductMatch?)]
}

extension QuoteEntry {
  mutating func paste(_ text: String, _ session: Session) -> [Effect] {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    guard lines.count > 1, focus == .entry, let context = sheet?.around.context else {
      guard isTyping else { return [.say(Status(.refused, session.text("entry.pasteHere")))] }
      if isFresh { field.clear() }
      isFresh = false
      field.insert(text)
      return lookUp(session)
    }
    pending = .products
    let typed = lines.map(Self.typed)
    let searches = typed.map { EntryText($0).search }
    return [
      .read("pasted") { reader in
        let found = try reader.products(pasted: searches, context)
        return PastedLines(lines: zip(typed, found).map { ($0, $1) })
      }
    ]
  }

  /// `REF;12`, `12;REF` and `REF<tab>12` as `12*REF`.
  static func typed(_ line: String) -> String {
    let parts = line.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "\t" }
      .map { $0.split(separator: " ").joined(separator: " ") }
    guard parts.count >= 2, !parts[0].isEmpty else { return line }
    if (try? TypedNumber.parse(parts[1], decimals: 3)) != nil { return "\(parts[1])*\(parts[0])" }
    if (try? TypedNumber.parse(parts[0], decimals: 3)) != nil { return "\(parts[0])*\(parts[1])" }
    return line
  }

  mutating func receive(_ pasted: PastedLines, _ session: Session) -> [Effect] {
    pending = nil
    guard let around = sheet?.around else { return [] }
    var made: [QuoteDraftLine] = []
    var missed: [String] = []
    for (text, match) in pasted.lines {
      guard let match, let entry = EntryText(text).product,
        let line = try? match.terms.line(
          entry.typing(match.terms), around.context,
          otherWarehouses: around.settings.otherWarehouses)
      else {
        missed.append(text)
        continue
      }
      sheet?.around.products[match.product.id] = match
      made.append(line)
    }
    rejects += missed
    let effects = change(session) { draft in for line in made { draft.append(line) } }
    let said = session.counted(
      "entry.pasted", made.count, Fact("rejects", .count(missed.count)))
    return (effects.isEmpty ? journal() : effects)
      + [.say(Status(missed.isEmpty ? .done : .refused, said))]
  }
}
