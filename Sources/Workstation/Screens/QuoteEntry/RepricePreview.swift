import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What repricing would do, line by line: each line is accepted or left.
///
/// ```
///   ┏━ D-0421 : prix et coûts du jour ━━━━━━━━━━━━━━━━━━━━━━━┓
///   ┃    #  Réf         Avant     Après       HT      Écart  ┃
///   ┃▌ ✓ 1  CAB-3G25     4,20      4,41   +210,00 €          ┃
///   ┃    2  VIS-4X40     8,00*     8,00*   prix saisi        ┃
///   ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
/// ```
/// Lines whose price would change are accepted beforehand; a typed price stays, only its cost moves.
struct RepricePreview: ModalContent {
  let repricing: QuoteRepricing
  var accepted: Set<Int>
  var list: ListState

  init(_ repricing: QuoteRepricing) {
    self.repricing = repricing
    accepted = Set(repricing.lines.filter(\.isChanged).map(\.line))
    list = ListState(count: repricing.lines.count)
  }

  var isTyping: Bool { false }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape, .char("q"): return .close([])
    case .char(" "):
      guard let place = list.current else { break }
      accepted.formSymmetricDifference([repricing.lines[place].line])
      _ = list.handle(.down, height: max(1, model.size.height - 9))
    case .char("a"):
      let all = Set(repricing.lines.map(\.line))
      accepted = accepted == all ? [] : all
    case .enter, .f(8):
      guard !accepted.isEmpty else {
        return .close([.say(Status(.notice, model.session.text("reprice.nothing")))])
      }
      return .act(.act(RepriceQuote(repricing.quote.id, lines: accepted)))
    default: _ = list.handle(key, height: max(1, model.size.height - 9))
    }
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.char(" "), "reprice.toggle", session), hint(.char("a"), "reprice.all", session),
      hint(.enter, "reprice.apply", session), hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let title = session.text(
      "reprice.title", Fact("number", .text(QuoteWords.number(repricing.quote))))
    let inside = ModalFrame.draw(
      title, Size(min(canvas.width - 2, 96), min(canvas.height - 2, repricing.lines.count + 6)),
      on: canvas)
    let effect = repricing.lines.filter { accepted.contains($0.line) }
      .reduce(Amount.zero) { $0 + ($1.netAfter - $1.netBefore) }
    var words = session.counted(
      "reprice.count", accepted.count,
      Fact("effect", .text(signed(effect, session))))
    if let rate = repricing.rate, let before = repricing.quote.rate {
      words +=
        "   "
        + session.text(
          "reprice.rate", Fact("before", .text(session.format.rate(before))),
          Fact("after", .text(session.format.rate(rate))))
    }
    inside.put(words, in: Rect(1, 0, inside.width - 2, 1), .muted)
    let room = inside.sub(Rect(0, 1, inside.width, max(0, inside.height - 1)))
    table(session).draw(on: room, list: list, focused: true) { row(repricing.lines[$0], session) }
    return nil
  }

  private func signed(_ amount: Amount, _ session: Session) -> String {
    (amount > .zero ? "+" : "") + session.format.money(amount, repricing.quote.currency)
  }

  /// Whether costs are kept from who looks: floor prices stand in their place.
  private var hidesCosts: Bool { repricing.lines.contains { $0.after.hidden != nil } }

  private func table(_ session: Session) -> Terminal.Table {
    Terminal.Table([
      Terminal.Column("", .fixed(1)), session.column("line", .fixed(3), .right),
      session.column("code", .flexible(minimum: 10, weight: 1)),
      session.column("before", .fixed(12), .right), session.column("after", .fixed(12), .right),
      session.column(hidesCosts ? "floorMove" : "costMove", .fixed(17), .right, drop: 1),
      session.column("stake", .fixed(12), .right, drop: 2),
    ])
  }

  private func row(_ line: LineRepricing, _ session: Session) -> TableRow {
    let format = session.format
    func price(_ line: QuoteDraftLine) -> String {
      format.price(line.amounts.netUnitPrice)
        + (line.row.priceUnit == 1 ? "" : "/\(line.row.priceUnit)")
        + (line.row.priceSource == .manual ? "*" : "")
    }
    func cost(_ line: QuoteDraftLine) -> String {
      line.hidden.map { hidden in
        hidden.floorPrice.map { format.price($0) } ?? (hidden.isKnown ? "—" : "?")
      } ?? line.unitCost.map { format.cost($0) } ?? "?"
    }
    let (before, after) = (cost(line.before), cost(line.after))
    let costs = before == after ? "=" : before + " → " + after
    let isAccepted = accepted.contains(line.line)
    return TableRow([
      Span(isAccepted ? "✓" : " ", .success), Span(String(line.line), .muted),
      Span(line.productCode), Span(price(line.before)),
      Span(price(line.after), line.changesPrice ? .value.bold : .muted),
      Span(costs, .muted),
      Span(
        line.changesPrice ? signed(line.netAfter - line.netBefore, session) : "—",
        line.changesPrice ? .value : .muted),
    ])
  }
}
