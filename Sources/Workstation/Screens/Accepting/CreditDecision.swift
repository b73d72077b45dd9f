import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A customer who is blocked or over the limit: whoever may decides, with a reason that stays. One
// window for every screen that accepts a quote or opens an order again:
//
//   act ──► refused, naming its record ──► manager? ──► why, until when ──► the act, with the decision
//                                          others: the sentence names who to ask

/// A manager's decision to let an order pass.
struct CreditDecision: ModalContent {
  let subject: ActSubject
  let taken: TakenLines
  var form: Form

  /// The window for a refusal; nil where it is not one that a person may decide, or not by this one.
  init?(_ failure: Failure, _ session: Session) {
    let isCredit =
      failure.reason == RefusalReason.overCreditLimit.rawValue
      || failure.reason == RefusalReason.customerBlocked.rawValue
    guard isCredit, let subject = failure.subject, session.actor.holds(.manager) else {
      return nil
    }
    self.subject = subject
    taken = failure.taken
    form = Form(
      id: "override", title: session.text("entry.override.title"),
      fields: [Self.reason(session), Self.until(session)], intro: [failure.sentence])
  }

  private static func reason(_ session: Session) -> FormField {
    let wanted = session.text("entry.override.reasonWanted")
    return FormField(
      "reason", label: session.text("entry.override.reason"),
      hint: session.text("entry.override.reasonHint"),
      problem: { $0.allSatisfy(\.isWhitespace) ? wanted : nil })
  }

  private static func until(_ session: Session) -> FormField {
    let wrong = session.text("entry.badDay")
    let past = session.text("entry.override.untilPast")
    let today = session.today
    return FormField(
      "until", label: session.text("entry.override.until"),
      hint: session.text("entry.override.untilHint"),
      problem: { text in
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        return GoodsForms.day(text, today).map { $0 < today ? past : nil } ?? wrong
      }
    ).echoing { text in
      GoodsForms.day(text, today).map { "= " + session.format.longDay($0) } ?? ""
    }
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch form.handle(event, model) {
    case .answer(.form(_, let values)):
      let override = CreditOverride(
        reason: values["reason"] ?? "",
        until: GoodsForms.day(values["until"] ?? "", model.session.today))
      return act(override).map { .act($0) } ?? .close([])
    case .answer: return .close([])
    case let step: return step
    }
  }

  /// The act that was refused, with the decision.
  private func act(_ override: CreditOverride) -> Effect? {
    switch subject.kind {
    case .quote:
      .act(
        AcceptQuote(
          quote: ID(rawValue: subject.id), taking: taken, creditOverride: override))
    case .order: .act(ReopenOrder(order: ID(rawValue: subject.id), creditOverride: override))
    case .customer, .opportunity, .product, .purchaseOrder: nil
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    form.receive(result, session)
  }

  func hints(_ session: Session) -> [FooterHint] { form.hints(session) }

  func draw(on canvas: Canvas, _ model: Model) -> Point? { form.draw(on: canvas, model) }
}
