import Sales
import SalesDesk
import Terminal

/// Something above the screen that takes every key until it is closed. A value: its answer goes back
/// to the screen that asked.
public struct Modal: Sendable {
  /// Screen instance that asked.
  var owner = 0
  var content: any ModalContent
  /// Whether it asks what becomes of a refusal of the modal below, and closes with it.
  let followsRefusal: Bool

  init(_ content: any ModalContent, followsRefusal: Bool = false) {
    self.content = content
    self.followsRefusal = followsRefusal
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

/// The inside of a modal.
protocol ModalContent: Sendable {
  var isTyping: Bool { get }
  /// Whether it comes back as it was where what it asked for is refused: something was typed or chosen
  /// in it.
  var comesBack: Bool { get }
  mutating func load(_ session: Session) -> [Effect]
  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep
  mutating func receive(_ result: any Sendable, _ session: Session)
  func hints(_ session: Session) -> [FooterHint]
  func draw(on canvas: Canvas, _ model: Model) -> Point?
}

extension ModalContent {
  var isTyping: Bool { true }
  var comesBack: Bool { true }
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
    let asking = change(screen: owner) { $0.asking } ?? ()
    switch modals[last].content.handle(event, model) {
    case .stay(let effects):
      return issue(effects, from: 0)
    case .answer(let answer):
      return closeTop(effects(of: answer, from: owner), asking: asking, from: owner)
    case .run(let id):
      modals.remove(at: last)
      return registry.command(id).map { run($0) } ?? []
    case .close(let effects):
      return closeTop(effects, asking: asking, from: owner)
    case .act(let effect):
      _ = change(screen: owner) { $0.actBegins() }
      return closeTop([effect], asking: asking, from: owner)
    }
  }

  private mutating func effects(of answer: ModalAnswer, from owner: Int) -> [Effect] {
    if case .text("switchUser", let code) = answer { return [.switchUser(code: code)] }
    let session = session
    return change(screen: owner) { $0.answer(answer, session) } ?? []
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
