import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.Column
import struct Terminal.Table

/// What would be taken of a customer's list, before it is.
///
/// ```
///   ┏━ Liste de 300 lignes ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
///   ┃ 286 lignes à ajouter, 34 210,50 € HT · 3 sans prix                        ┃
///   ┃ 14 refusées : 9 inconnues, 3 à plusieurs articles, 2 illisibles           ┃
///   ┃ Ligne  Texte                                Pourquoi                      ┃
///   ┃▌  17   VIS-9X99;20                          aucun article                 ┃
///   ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
/// ```
/// Tab shows the other half; `w` writes the refused lines to a file; Enter takes the list.
struct ListPreview: ModalContent {
  let judged: JudgedList
  let quote: Quote
  let around: QuoteSurroundings
  private(set) var showsRefused: Bool
  private(set) var list: ListState

  init(_ judged: JudgedList, quote: Quote, around: QuoteSurroundings) {
    self.judged = judged
    self.quote = quote
    self.around = around
    showsRefused = !judged.refused.isEmpty
    list = ListState(count: showsRefused ? judged.refused.count : judged.taken.count)
  }

  var isTyping: Bool { false }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape, .char("q"):
      return .close([.say(Status(.notice, model.session.text("list.givenUp")))])
    case .enter, .f(8): return .answer(.list(judged))
    case .tab, .backTab:
      showsRefused.toggle()
      list = ListState(count: showsRefused ? judged.refused.count : judged.taken.count)
    case .char("w"):
      guard !judged.refused.isEmpty else {
        return .stay([.say(Status(.refused, model.session.text("list.noRejects")))])
      }
      let (bytes, session) = (judged.rejects, model.session)
      let name = session.text("list.rejects.name")
      let number = quote.number.isEmpty ? session.today.isoText : quote.number
      return .stay([.save(FileToSave(name: "\(name)-\(number).csv") { _ in bytes })])
    default: _ = list.handle(key, height: max(1, model.size.height - 10))
    }
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "list.take", session), hint(.tab, "list.other", session),
      hint(.char("w"), "list.write", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let count = judged.taken.count + judged.refused.count
    let inside = ModalFrame.draw(
      session.counted("list.title", count),
      Size(min(canvas.width, 104), min(canvas.height - 2, max(10, list.count + 6))), on: canvas)
    inside.sub(Rect(1, 0, inside.width - 2, 1)).put(takenWords(session), 0, 0)
    inside.sub(Rect(1, 1, inside.width - 2, 1)).put(refusedWords(session), 0, 0)
    let below = inside.sub(Rect(0, 2, inside.width - 1, max(0, inside.height - 2)))
    if showsRefused {
      refusedTable(session).draw(on: below, list: list, focused: true) { place in
        let refused = judged.refused[place]
        return TableRow([
          Span("\(refused.line.number)", .muted), Span(refused.line.text),
          Span(session.text("list.problem.\(refused.problem.rawValue)"), .warning),
        ])
      }
    } else {
      takenTable(session).draw(on: below, list: list, focused: true) { row($0, session) }
    }
    return nil
  }

  private func takenWords(_ session: Session) -> [Span] {
    let net = session.format.money(judged.net(quote.currency), quote.currency)
    var words = [
      Span(
        "✓ "
          + session.counted("list.taken", judged.taken.count, Fact("amount", .text(net))),
        judged.taken.isEmpty ? .muted : .success)
    ]
    if judged.withoutPrice > 0 {
      words.append(
        Span(" · " + session.counted("list.withoutPrice", judged.withoutPrice), .warning))
    }
    return words
  }

  private func refusedWords(_ session: Session) -> [Span] {
    guard !judged.refused.isEmpty else { return [Span(session.text("list.allTaken"), .muted)] }
    let counts = ReferenceProblem.allCases.compactMap { problem -> String? in
      let count = judged.refused.count { $0.problem == problem }
      return count == 0 ? nil : session.counted("list.count.\(problem.rawValue)", count)
    }
    let words = session.counted("list.refused", judged.refused.count)
    return [Span("! " + words + " " + counts.joined(separator: ", "), .warning)]
  }

  private func refusedTable(_ session: Session) -> Table {
    Table([
      Column(session.text("list.column.line"), .fixed(5), .right),
      Column(session.text("list.column.text"), .flexible(minimum: 16, weight: 1)),
      Column(session.text("list.column.problem"), .fixed(32)),
    ])
  }

  private func takenTable(_ session: Session) -> Table {
    func title(_ key: String) -> String { session.text("entry.column.\(key)") }
    return Table([
      Column(session.text("list.column.line"), .fixed(5), .right),
      Column(session.text("list.column.text"), .flexible(minimum: 12, weight: 1), dropOrder: 1),
      Column(title("code"), .fixed(14)),
      Column(title("description"), .flexible(minimum: 12, weight: 1), dropOrder: 2),
      Column(title("quantity"), .fixed(10), .right), Column(title("net"), .fixed(10), .right),
    ])
  }

  private func row(_ place: Int, _ session: Session) -> TableRow {
    let one = judged.taken[place]
    let format = session.format
    let row = one.line.row
    let isAsked = one.priced.contains { $0.row.priceSource == .unknown }
    return TableRow([
      Span("\(one.listed.line.number)", .muted), Span(one.listed.line.text, .muted),
      Span(one.code), Span(row.description),
      Span(format.quantity(row.typedQuantity) + " " + row.typedUnit),
      isAsked
        ? Span(session.text("entry.priceAsked"), .warning)
        : one.set.map { Span(session.counted("entry.set.lines", $0.parts.count), .muted) }
          ?? Span(format.price(one.line.amounts.netUnitPrice), .value),
    ])
  }
}
