import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What an acceptance did, said at once wherever it was asked: per line what is reserved, where, what
/// is awaited until when; what the customer now owes against the limit. Enter opens the order.
struct AcceptedPanel: ModalContent {
  /// It shows what was done.
  var comesBack: Bool { false }
  let acceptance: Acceptance
  var page: Explain
  var isTyping: Bool { false }

  init(_ acceptance: Acceptance, _ session: Session) {
    self.acceptance = acceptance
    page = Explain(
      title: session.text(
        "entry.accepted.title", Fact("order", .text(acceptance.orderNumber))),
      lines: AcceptanceWords(acceptance, session).lines)
  }

  mutating func load(_ session: Session) -> [Effect] {
    let (order, today) = (acceptance.orderID, session.today)
    return [
      .read("accepted") { reader in
        AcceptedCredit(
          position: try reader.creditPosition(of: try reader.get(order).customerID, today: today))
      }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    guard let credit = result as? AcceptedCredit else { return }
    page = Explain(
      title: page.title,
      lines: AcceptanceWords(acceptance, session).lines
        + [[]] + CreditWords(credit.position, session).lines)
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.f(2)), .key(.char("e")):
      let form = AcceptanceForm(acceptance.orderID, acceptance.acceptance, model.session)
      return .close([.ask(Modal(form))])
    case .key(.enter), .key(.f(9)): return .close([.open(Screens.order(acceptance.orderID))])
    default: return page.handle(event, model)
    }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "entry.accepted.open", session),
      hint(.f(2), "acceptance.edit", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.close", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? { page.draw(on: canvas, model) }
}

/// Where the customer stands once the order is made.
private struct AcceptedCredit: Sendable {
  let position: CreditPosition
}

extension Effect {
  /// What an act left to see: an acceptance shows what is reserved and what is awaited.
  static func seen(_ done: Done, _ session: Session) -> [Effect] {
    guard let acceptance = done.outcome as? Acceptance else { return [] }
    return [.ask(Modal(AcceptedPanel(acceptance, session)))]
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
    var lines = acceptance.lines.map { line($0) }
    lines.append([])
    let requests = Set(acceptance.lines.flatMap(\.awaited).map(\.requestID)).count
    if acceptance.isFullyReserved {
      lines.append([Span("✓ " + session.text("entry.accepted.all"), .success)])
    } else {
      lines.append([Span(session.counted("entry.accepted.requests", requests), .info)])
    }
    if acceptance.derogationShort > .zero {
      let quantity = Fact("quantity", .quantity(acceptance.derogationShort))
      lines.append([Span("▲ " + session.text("entry.accepted.derogation", quantity), .warning)])
    }
    lines.append([Span(acceptance.acceptance.words(session), .muted)])
    return lines
  }

  /// `✓ 1 200 BHR-1650 Boulon HR…  1 200 réservés à Dépôt principal`.
  private func line(_ supply: LineSupply) -> [Span] {
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
    return words
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
