import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A customer's e-mail in one paste: `ref;qty`, `ref<tab>qty`, or lines as they are typed here
// (ReferenceList). What answers becomes a line; the rest is kept under the lines, to be put right. One
// key takes the whole paste back.

/// Pasted lines with their products.
struct PastedLines: Sendable {
  let lines: [ListedProduct]
}

extension QuoteEntry {
  mutating func paste(_ text: String, _ session: Session) -> [Effect] {
    let list = ReferenceList(text)
    guard list.lines.count > 1, focus == .entry, let context = sheet?.around.context else {
      guard isTyping else { return [.say(Status(.refused, session.text("entry.pasteHere")))] }
      if isFresh { field.clear() }
      isFresh = false
      field.insert(text)
      return lookUp(session)
    }
    pending = .products
    return [.read("pasted") { PastedLines(lines: try $0.products(listed: list, context)) }]
  }

  mutating func receive(_ pasted: PastedLines, _ session: Session) -> [Effect] {
    pending = nil
    guard let around = sheet?.around else { return [] }
    var made: [QuoteDraftLine] = []
    var missed: [String] = []
    for listed in pasted.lines {
      guard let match = listed.match, let entry = listed.entry,
        let line = try? match.terms.line(
          entry.typing(match.terms), around.context,
          otherWarehouses: around.settings.otherWarehouses)
      else {
        // As it would be typed, so that it is put right where it stands.
        let typed = listed.line.readings.first.map { LineEntry.product($0).text() }
        missed.append(typed ?? listed.line.text)
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
