import Sales
import SalesDesk
import Terminal

/// Something above the screen that takes every key until it is closed. A value: its answer goes back
/// to the screen that asked.
public struct Modal: Sendable {
  /// Screen instance that asked.
  var owner = 0
  /// The screen as it was before it took the answer, where the act was refused and the form came back:
  /// a screen forgets what it asked with the first answer.
  var asker: (any ScreenBehaviour)?
  var content: any ModalContent

  init(_ content: any ModalContent) {
    self.content = content
  }

  var isTyping: Bool { content.isTyping }

  func owned(by instance: Int) -> Modal {
    var modal = self
    modal.owner = instance
    return modal
  }

  mutating func load(_ session: Session) -> [Effect] { content.load(session) }
  mutating func receive(_ result: any Sendable, _ session: Session) {
    content.receive(result, session)
  }
  func hints(_ session: Session) -> [FooterHint] { content.hints(session) }
  func draw(on canvas: Canvas, _ model: Model) -> Point? { content.draw(on: canvas, model) }
}

/// What the person answered.
public enum ModalAnswer: Sendable {
  /// A line of text to the question `id`.
  case text(id: String, String)
  /// A row chosen.
  case choice(id: String, key: String)
  /// The consequence was accepted.
  case confirmed(id: String)
  /// The fields of a form.
  case form(id: String, FormValues)
  /// A counter-offer chosen for the quote that was negotiated.
  case offer(CounterOffer, of: QuoteDraft)
  /// A list that is to be put on a quote.
  case list(JudgedList)
  /// Closed without an answer.
  case dismissed(id: String)

  var isDismissal: Bool {
    if case .dismissed = self { true } else { false }
  }
}

/// What a modal does with an event.
enum ModalStep {
  /// Stays, with effects.
  case stay([Effect])
  /// Closes and answers the screen.
  case answer(ModalAnswer)
  /// Closes and runs a command.
  case run(command: String)
  /// Closes with effects of its own.
  case close([Effect])
  /// Closes and does an act whose outcome comes to the screen below.
  case act(Effect)
}

/// A form whose act is under way.
struct SubmittedForm: Sendable {
  /// Of the act.
  let ticket: Ticket
  /// The form as it was accepted.
  let modal: Modal
}

/// The inside of a modal.
protocol ModalContent: Sendable {
  var isTyping: Bool { get }
  /// Whether what was typed is worth coming back when the act it led to is refused.
  var isForm: Bool { get }
  mutating func load(_ session: Session) -> [Effect]
  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep
  mutating func receive(_ result: any Sendable, _ session: Session)
  func hints(_ session: Session) -> [FooterHint]
  func draw(on canvas: Canvas, _ model: Model) -> Point?
}

extension ModalContent {
  var isTyping: Bool { true }
  var isForm: Bool { false }
  mutating func load(_ session: Session) -> [Effect] { [] }
  mutating func receive(_ result: any Sendable, _ session: Session) {}

  /// A hint of the footer that is not a command.
  func hint(_ key: Key, _ word: String, _ session: Session) -> FooterHint {
    FooterHint(key: KeyNames.short(key, session), word: session.text(word), command: "")
  }
}

extension Model {
  /// A key, paste or click for the modal on top.
  mutating func takeInModal(_ event: InputEvent) -> [Issued] {
    let last = modals.count - 1
    let model = self
    let owner = modals[last].owner
    switch modals[last].content.handle(event, model) {
    case .stay(let effects):
      return issue(effects, from: 0)
    case .answer(let answer):
      return submit { $0.answerOwner(of: $1, answer) }
    case .run(let id):
      modals.remove(at: last)
      return registry.command(id).map { run($0) } ?? []
    case .close(let effects):
      modals.remove(at: last)
      return issue(effects, from: owner)
    case .act(let effect):
      return submit { model, modal in
        _ = model.change(screen: modal.owner) { $0.actBegins() }
        return model.issue([effect], from: modal.owner)
      }
    }
  }

  /// Closes the modal on top with what it leads to; a form is kept until its act is done.
  private mutating func submit(_ body: (inout Model, Modal) -> [Issued]) -> [Issued] {
    let modal = modals.removeLast()
    var kept = modal
    if kept.asker == nil { kept.asker = change(screen: modal.owner) { $0 } }
    let issued = body(&self, modal)
    if modal.content.isForm, let ticket = issued.compactMap(\.ticket).first(where: \.isOfAct) {
      submitted = SubmittedForm(ticket: ticket, modal: kept)
    }
    return issued
  }

  /// Brings back the form whose act came to nothing, unless something else is asked by now.
  mutating func reopen(_ ticket: Ticket) {
    guard let form = submitted, form.ticket == ticket else { return }
    submitted = nil
    guard modals.isEmpty, current.instance == form.modal.owner else { return }
    modals.append(form.modal)
  }

  private mutating func answerOwner(of modal: Modal, _ answer: ModalAnswer) -> [Issued] {
    if case .text("switchUser", let code) = answer {
      return issue([.switchUser(code: code)], from: 0)
    }
    let session = session
    var effects = change(screen: modal.owner) { $0.answer(answer, session) } ?? []
    if effects.isEmpty, var asker = modal.asker, !answer.isDismissal {
      effects = asker.answer(answer, session)
    }
    return issue(effects, from: modal.owner)
  }
}

/// The box of a modal: heavy border, title, and the place inside.
enum ModalFrame {
  static func draw(_ title: String, _ size: Size, on canvas: Canvas) -> Canvas {
    let rect = canvas.bounds.centred(
      Size(min(size.width, canvas.width), min(size.height, canvas.height - 1)))
    canvas.fill(rect)
    canvas.box(rect, .heavy, .focus)
    canvas.put(
      " \(title) ", in: Rect(rect.x + 2, rect.y, max(0, rect.width - 4), 1), .title.bold)
    return canvas.sub(rect.inset(1, 1))
  }
}
