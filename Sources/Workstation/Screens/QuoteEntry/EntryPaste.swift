import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A customer's list, pasted or read from a file: `ref;qty`, `ref<tab>qty`, or lines as they are typed here
// (ReferenceList).
//
//     paste ──────────┐
//     < liste.csv ⏎ ──┴─► what each line would be ──► preview ──⏎──► lines, and what is to be put right
//                                                        └──Esc──► nothing
//
// What answers becomes a line; the rest is kept under the lines. One key takes the whole list back.

/// Pasted lines with their products.
struct PastedLines: Sendable {
  let lines: [ListedProduct]
}

/// The text of a file that was named in the entry line.
struct ListText: Sendable {
  let text: String
}

/// A list as it would be taken.
public struct JudgedList: Sendable {
  /// A line that would be on the quote.
  struct Taken: Sendable {
    let listed: ListedProduct
    /// What its code names.
    let code: String
    /// The products it brings.
    let products: [ID<Product>: ProductMatch]
    /// The line, or the words of a set.
    let line: QuoteDraftLine
    /// The set; nil = a product.
    var set: SetLines?

    /// As it would be typed.
    var typed: String { listed.entry.map { LineEntry.product($0).text() } ?? listed.line.text }

    /// What is priced: the line, or those of the set.
    var priced: [QuoteDraftLine] { self.set.map { $0.parts.filter(\.isCounted) } ?? [line] }

    /// Puts it at the end of a quote.
    func append(to draft: inout QuoteDraft) {
      if let set { draft.append(set: set) } else { draft.append(line) }
    }
  }

  /// A line that would not, and why.
  struct Refused: Sendable {
    let line: ReferenceList.Line
    let problem: ReferenceProblem

    /// As it would be typed, so that it is put right where it stands.
    var typed: String {
      line.readings.first.map { LineEntry.product($0).text() } ?? line.text
    }
  }

  private(set) var taken: [Taken] = []
  private(set) var refused: [Refused] = []

  /// What a list gives on a quote.
  init(_ pasted: PastedLines, on draft: QuoteDraft, _ around: QuoteSurroundings) {
    var alone = draft
    alone.lines = []
    /// Whether figures can be computed of those lines.
    func isCounted(_ lines: [QuoteDraftLine]) -> Bool {
      alone.lines = lines
      return (try? QuoteComputation(alone)) != nil
    }
    for listed in pasted.lines {
      if let set = listed.set {
        take(listed, set, around, isCounted)
        continue
      }
      guard let match = listed.match, let entry = listed.entry else {
        refused.append(Refused(line: listed.line, problem: listed.problem ?? .unknown))
        continue
      }
      let line = try? match.terms.line(
        entry.typing(match.terms), around.context,
        otherWarehouses: around.settings.otherWarehouses)
      guard let line, match.product.status != .blocked, isCounted([line]) else {
        refused.append(Refused(line: listed.line, problem: .quantity))
        continue
      }
      taken.append(
        Taken(
          listed: listed, code: match.product.code, products: [match.product.id: match],
          line: line))
    }
  }

  private mutating func take(
    _ listed: ListedProduct, _ set: SetMatch, _ around: QuoteSurroundings,
    _ isCounted: ([QuoteDraftLine]) -> Bool
  ) {
    let made = listed.entry.flatMap { entry in
      try? set.terms.lines(
        LineTyping(entry), around.context, otherWarehouses: around.settings.otherWarehouses)
    }
    guard let made, isCounted(made.parts + made.offers) else {
      refused.append(Refused(line: listed.line, problem: .quantity))
      return
    }
    taken.append(
      Taken(
        listed: listed, code: set.set.code, products: set.products, line: made.header,
        set: made))
  }

  /// What the lines come to, without tax.
  func net(_ currency: Currency) -> Amount {
    taken.flatMap(\.priced).reduce(Amount.zero) { sum, line in
      (try? sum.adding(line.amounts.net(minorUnits: currency.minorUnits))) ?? sum
    }
  }

  /// Lines that no rule prices.
  var withoutPrice: Int { taken.flatMap(\.priced).count { $0.row.priceSource == .unknown } }

  /// The refused lines as a file: the place in the list, the line, why.
  var rejects: [UInt8] {
    let rows = refused.map { "\($0.line.number);\($0.line.text);\($0.problem.rawValue)\n" }
    return Array(("line;text;reason\n" + rows.joined()).utf8)
  }
}

extension QuoteEntry {
  mutating func paste(_ text: String, _ session: Session) -> [Effect] {
    let list = ReferenceList(text)
    guard list.lines.count > 1, focus == .entry, sheet?.around.context != nil else {
      guard isTyping else { return [.say(Status(.refused, session.text("entry.pasteHere")))] }
      if isFresh { field.clear() }
      isFresh = false
      field.insert(text)
      return lookUp(session)
    }
    return lookUp(list)
  }

  private mutating func lookUp(_ list: ReferenceList) -> [Effect] {
    guard let context = sheet?.around.context else { return [] }
    pending = .products
    return [.read("pasted") { PastedLines(lines: try $0.products(listed: list, context)) }]
  }

  /// `< liste.csv`: the file is read, then what would be taken of it is shown.
  mutating func readList(_ path: String, _ session: Session) -> [Effect] {
    guard sheet?.isDraft == true else { return [] }
    pending = .products
    return [.readText(path: path)]
  }

  /// F10: asks for the file of a list.
  func askList(_ session: Session) -> [Effect] {
    [
      .ask(
        .prompt(
          id: "listFile", title: session.text("list.file.title"),
          hint: session.text("list.file.hint")))
    ]
  }

  mutating func receive(_ read: ListText, _ session: Session) -> [Effect] {
    pending = nil
    let list = ReferenceList(read.text)
    guard !list.lines.isEmpty else {
      return [.say(Status(.refused, session.text("list.empty")))]
    }
    return lookUp(list)
  }

  /// The products were found: shows what would be taken.
  mutating func receive(_ pasted: PastedLines, _ session: Session) -> [Effect] {
    pending = nil
    guard let sheet else { return [] }
    let judged = JudgedList(pasted, on: sheet.draft, sheet.around)
    return [
      .ask(
        Modal(
          ListPreview(judged, quote: sheet.quote, around: sheet.around)))
    ]
  }

  /// Puts a list on the quote; what was refused stays under the lines, to be put right.
  mutating func take(_ list: JudgedList, _ session: Session) -> [Effect] {
    guard sheet?.isDraft == true else { return [] }
    if typed.file != nil { toEntry() }
    for one in list.taken { sheet?.around.products.merge(one.products) { _, fresh in fresh } }
    rejects += list.refused.map(\.typed)
    let effects = change(session) { draft in
      for one in list.taken { one.append(to: &draft) }
    }
    // Together they make a figure too large: they wait under the lines like those that were refused.
    guard problem == nil else {
      rejects += list.taken.map(\.typed)
      return journal() + [.say(Status(.refused, problem ?? ""))]
    }
    let said = session.counted(
      "entry.pasted", list.taken.count, Fact("rejects", .count(list.refused.count)))
    return (effects.isEmpty ? journal() : effects)
      + [.say(Status(list.refused.isEmpty ? .done : .refused, said))]
  }
}
