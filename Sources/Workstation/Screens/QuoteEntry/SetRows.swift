import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.TableRow

// How sets are drawn: among the lines, and in the pane of prices.

/// The set that the panes are about: the one under the cursor, or the one that Enter would make of what is
/// typed.
struct ShownSet {
  let code: String
  let total: SetTotal
  /// The number of its line on the document, from 1.
  let place: Int
  /// The quote with it; nil where it is on the quote as it stands.
  let preview: LinePreview?
}

extension QuoteEntry {
  /// The set under the cursor, or the one that is typed.
  func shownSet(_ text: EntryText) -> ShownSet? {
    guard let sheet else { return nil }
    switch focus {
    case .header: return nil
    case .lines(let place):
      guard let row = currentSet?.row, let total = sheet.sets[row.line] else { return nil }
      return ShownSet(code: row.setCode, total: total, place: place + 1, preview: nil)
    case .entry:
      guard let match = proposals.set, let entry = text.product, entry.search == proposals.search
      else { return nil }
      return typedSet(match, entry, sheet)
    case .edit(let place):
      guard let line = currentSet else { return nil }
      return editedSet(line, place, text, sheet)
    }
  }

  private func typedSet(
    _ match: SetMatch, _ entry: ProductEntry, _ sheet: QuoteSheet
  ) -> ShownSet? {
    var typing = LineTyping(entry)
    typing.choice = entry.choice
    guard let set = try? match.terms.lines(typing, sheet.around.context) else { return nil }
    var changed = sheet.draft
    let number = changed.quote.nextLine
    changed.append(set: set)
    return shownSet(match.set.code, number, changed, at: sheet.draft.lines.count, sheet)
  }

  private func editedSet(
    _ line: QuoteDraftLine, _ place: Int, _ text: EntryText, _ sheet: QuoteSheet
  ) -> ShownSet? {
    var changed = sheet.draft
    if let entry = text.product, entry.search.uppercased() == line.row.setCode {
      var typing = LineTyping(entry)
      typing.choice = entry.choice
      var tried = changed
      // What cannot be is said when Enter asks for it; until then the set is as it was.
      if (try? tried.changeSet(
        line.number, typing, sheet.terms(ofSet: line.number), sheet.around.context))
        != nil
      {
        changed = tried
      }
    }
    return shownSet(line.row.setCode, line.number, changed, at: place, sheet)
  }

  private func shownSet(
    _ code: String, _ number: Int, _ changed: QuoteDraft, at place: Int, _ sheet: QuoteSheet
  ) -> ShownSet? {
    let preview = sheet.preview(changed)
    guard let total = preview.figures?.set(of: changed, line: number) else { return nil }
    return ShownSet(code: code, total: total, place: place + 1, preview: preview)
  }
}

extension EntryView {
  /// The line that begins a set: what it comes to, margin and price of one beside.
  func setRow(_ line: QuoteDraftLine, _ index: Int, _ sheet: QuoteSheet) -> TableRow {
    let row = line.row
    guard let total = sheet.sets[row.line] else {
      return TableRow([Span("\(index + 1)", .muted), Span(row.setCode), Span(row.description)])
    }
    let currency = sheet.quote.currency
    let price = total.price(minorUnits: currency.minorUnits).map { format.price($0) + " " } ?? ""
    let sign = total.choice == .firm ? "" : total.choice.sign + " "
    let style: Style = total.choice == .firm ? .title : .muted
    let closed = total.isClosed ? " (" + session.text("entry.set.mark") + ")" : ""
    return TableRow([
      Span("\(index + 1)", .muted), Span(row.setCode, style),
      Span(sign + row.description + closed, style),
      Span(format.quantity(total.count) + " ", style), Span(price, .muted),
      Span(""),
      Span(total.cost == nil ? "" : format.bareRate(total.margin.marginRate) + " ", .muted),
      Span(format.amount(total.net, currency), style),
    ])
  }

  /// What the set comes to, one of it, what it earns.
  func drawPrice(_ set: ShownSet, on canvas: Canvas) {
    let title = session.text(
      "entry.price.title", Fact("line", .count(set.place)), Fact("code", .text(set.code)))
    let inside = Pane(title).draw(on: canvas)
    let (total, currency) = (set.total, quoteCurrency)
    let one = total.price(minorUnits: currency.minorUnits).map { format.price($0) }
    var rows: [(label: String, value: Span)] = [
      (session.text("entry.set.each"), Span(one ?? "—")),
      (
        session.text("entry.price.net") + " × " + format.quantity(total.count),
        Span(format.money(total.net, currency), .value.bold)
      ),
    ]
    if let margin = total.margin.margin {
      let rate = format.percent(total.margin.marginRate)
      rows.append(
        (
          session.text("entry.price.margin"),
          Span("\(format.amount(margin, companyCurrency)) · \(rate)")
        ))
    }
    rows.append(
      (
        session.text("entry.set.held"), Span(session.counted("entry.set.lines", total.parts.count))
      ))
    rows.append(
      (
        session.text("entry.set.paper"),
        Span(session.text(total.isClosed ? "entry.set.paper.closed" : "entry.set.paper.open"))
      ))
    for (y, row) in rows.prefix(inside.height).enumerated() {
      inside.put(row.label, in: Rect(1, y, 20, 1), .label)
      inside.put(
        row.value.text, in: Rect(21, y, inside.width - 22, 1), row.value.style, align: .right)
    }
  }

  /// The same in one line: `Ligne 3 : 1,00 × 3 = 3,00 €  m. 93,7 %`.
  func drawInShort(_ set: ShownSet, on canvas: Canvas) {
    let (total, currency) = (set.total, quoteCurrency)
    let label = session.text("entry.short.line", Fact("line", .count(set.place)))
    let one = total.price(minorUnits: currency.minorUnits).map { format.price($0) + " × " } ?? ""
    var words = [
      Span(label + " ", .label), Span(one + format.quantity(total.count) + " = "),
      Span(format.money(total.net, currency), .value.bold),
    ]
    if total.cost != nil {
      let rate = format.percent(total.margin.marginRate)
      words.append(Span("  " + session.text("entry.short.margin") + " " + rate))
    }
    canvas.put(words, 1, 0)
    let held = session.counted("entry.set.lines", total.parts.count)
    let paper = session.text(total.isClosed ? "entry.set.paper.closed" : "entry.set.paper.open")
    canvas.put(held + " · " + paper, in: Rect(1, 1, canvas.width - 2, 1), .muted)
  }

  /// `└ ` before the words of a line that a set holds.
  func partSign(_ line: QuoteDraftLine) -> String { line.setOf == nil ? "" : "└ " }
}
