import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Acceptance: one key, and what it reserved, what it awaits and until when is on the screen.

extension QuoteEntry {
  /// The acts of acceptance are undoable: nothing is asked before.
  mutating func accept(_ sheet: QuoteSheet, _ session: Session) -> [Effect] {
    act(AcceptQuote(quote: sheet.quote.id))
  }

  /// What became of each line.
  func accepted(_ outcome: any Sendable, _ session: Session) -> [Effect] {
    guard let acceptance = outcome as? Acceptance else { return [] }
    let title = session.text(
      "entry.accepted.title", Fact("order", .text(acceptance.orderNumber)))
    return [.ask(.explain(title: title, AcceptanceWords(acceptance, session).lines))]
  }

  /// A customer over the limit: whoever may lets the order pass, with a reason that stays.
  mutating func creditFailed(_ failure: Failure, _ session: Session) -> [Effect] {
    let isCredit =
      failure.reason == RefusalReason.overCreditLimit.rawValue
      || failure.reason == RefusalReason.customerBlocked.rawValue
    guard isCredit, session.actor.holds(.manager) else { return [] }
    let wanted = session.text("entry.override.reasonWanted")
    return [
      .ask(
        .form(
          id: "override", title: session.text("entry.override.title"),
          [
            FormField(
              "reason", label: session.text("entry.override.reason"),
              hint: session.text("entry.override.reasonHint"),
              problem: { $0.allSatisfy(\.isWhitespace) ? wanted : nil }),
            FormField(
              "until", label: session.text("entry.override.until"),
              hint: session.text("entry.override.untilHint")),
          ]))
    ]
  }

  mutating func creditAnswer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    guard case .form("override", let values) = answer, let quote = sheet?.quote else { return [] }
    let today = CalendarDay(number: session.today.daysSinceEpoch)
    let until = (try? DateEntry.resolve(values["until"] ?? "", today: today))
      .map { Day(daysSinceEpoch: $0.number) }
    let override = CreditOverride(reason: values["reason"] ?? "", until: until)
    return act(AcceptQuote(quote: quote.id, creditOverride: override))
  }
}

extension QuoteEntry {
  /// The paper of a quote, written to a file.
  static func paper(_ quote: Quote) -> Effect {
    let id = quote.id
    return .save(
      FileToSave(name: "\(quote.number)-v\(quote.revision).html") { desk in
        try desk.paper(of: id).file.bytes
      })
  }
}

/// What an acceptance did, line by line.
struct AcceptanceWords {
  let acceptance: Acceptance
  let session: Session

  init(_ acceptance: Acceptance, _ session: Session) {
    self.acceptance = acceptance
    self.session = session
  }

  var lines: [[Span]] {
    var lines: [[Span]] = []
    for supply in acceptance.lines {
      let code = session.text(
        "entry.accepted.line", Fact("quantity", .quantity(supply.line.quantity)),
        Fact("code", .text(supply.productCode)))
      var words = [Span(code + "  ", .value)]
      words += supply.held.map { Span("✓ " + reserved($0) + "  ", .success) }
      words += supply.awaited.map { Span("▲ " + awaited($0) + "  ", .warning) }
      if supply.uncovered > .zero {
        let quantity = Fact("quantity", .quantity(supply.uncovered))
        words.append(Span("! " + session.text("entry.accepted.uncovered", quantity), .danger))
      }
      lines.append(words)
    }
    lines.append([])
    let requests = Set(acceptance.lines.flatMap(\.awaited).map(\.requestID)).count
    lines.append(
      acceptance.isFullyReserved
        ? [Span("✓ " + session.text("entry.accepted.all"), .success)]
        : [Span(session.text("entry.accepted.requests", Fact("count", .count(requests))), .info)])
    return lines
  }

  private func reserved(_ goods: HeldGoods) -> String {
    session.text(
      "entry.accepted.reserved", Fact("quantity", .quantity(goods.quantity)),
      Fact("place", .text(goods.warehouseName)))
  }

  private func awaited(_ goods: AwaitedGoods) -> String {
    let day =
      goods.day.map { day in
        session.text("entry.accepted.by", Fact("day", .text(session.format.shortDay(day))))
      } ?? session.text("entry.accepted.noDay")
    return session.text(
      "entry.accepted.awaited", Fact("quantity", .quantity(goods.quantity)),
      Fact("supplier", .text(goods.supplierName ?? session.text("entry.accepted.noSupplier"))),
      Fact("day", .text(day)))
  }
}
