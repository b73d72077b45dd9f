import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.TableRow

// How sets are drawn among lines and proposals.

extension EntryView {
  /// The line that begins a set: what it comes to, margin and price of one beside.
  func setRow(_ line: QuoteDraftLine, _ index: Int, _ sheet: QuoteSheet) -> TableRow {
    let row = line.row
    guard let total = sheet.figures.set(of: sheet.draft, line: row.line) else {
      return TableRow([Span("\(index + 1)", .muted), Span(row.setCode), Span(row.description)])
    }
    let currency = sheet.quote.currency
    let price = total.price(minorUnits: currency.minorUnits).map { format.price($0) + " " } ?? ""
    let sign = total.choice == .firm ? "" : total.choice.sign + " "
    let style: Style = total.choice == .firm ? .title : .muted
    return TableRow([
      Span("\(index + 1)", .muted), Span(row.setCode, style),
      Span(sign + row.description, style),
      Span(format.quantity(total.count) + " ", style), Span(price, .muted),
      Span(total.isClosed ? session.text("entry.set.mark") : "", .info),
      Span(total.cost == nil ? "" : format.bareRate(total.margin.marginRate) + " ", .muted),
      Span(format.amount(total.net, currency), style),
    ])
  }

  /// `└ ` before the words of a line that a set holds.
  func partSign(_ line: QuoteDraftLine) -> String { line.row.setOf == nil ? "" : "└ " }

  /// A set among the proposals.
  func draw(_ match: SetMatch, on canvas: Canvas, nameStart: Int, isHere: Bool) {
    let style = Style.normal.selected(isHere)
    let tail = canvas.width >= 66 ? 39 : 21
    canvas.put(match.set.code, in: Rect(1, 0, nameStart - 2, 1), Style.title.selected(isHere))
    canvas.put(
      session.text("entry.set.proposal", Fact("name", .text(match.set.name))),
      in: Rect(nameStart, 0, canvas.width - tail - nameStart, 1), style)
    var x = canvas.width - tail
    let price = match.price.map { format.amount($0, session.company.currency) } ?? "—"
    canvas.put(price, in: Rect(x, 0, 12, 1), Style.value.selected(isHere), align: .right)
    x += 13
    if tail > 22 {
      let count = session.counted(
        "entry.set.lines", match.terms.lines.count { $0.kind == .product })
      canvas.put(count, in: Rect(x, 0, 10, 1), Style.muted.selected(isHere), align: .right)
      x += 11
    }
    let wanted = EntryText(entry.field.text).product?.quantity ?? Quantity(thousandths: 1000)
    let isShort = match.free < wanted
    let words = tail > 22 ? session.text("entry.short.free") + " " : ""
    canvas.put(
      words + format.quantity(match.free) + (isShort ? " ▲" : "  "),
      in: Rect(x, 0, canvas.width - x, 1), (isShort ? Style.warning : .normal).selected(isHere),
      align: .right)
  }
}
