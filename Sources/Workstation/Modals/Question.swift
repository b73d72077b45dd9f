import SalesDesk
import Terminal

/// One question, one line.
struct Question: ModalContent {
  let id: String
  let title: String
  let hint: String
  var field: TextField

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.enter): return .answer(.text(id: id, field.text))
    case .key(.escape): return .answer(.dismissed(id: id))
    case .key(let key): _ = field.handle(key)
    case .paste(let text): field.insert(text)
    case .mouse, .resize: break
    }
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [hint(.enter, "modal.accept", session), hint(.escape, "modal.cancel", session)]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let width = min(canvas.width - 4, 72)
    let inside = ModalFrame.draw(title, Size(width, 6), on: canvas)
    if !hint.isEmpty { inside.put(hint, in: Rect(1, 2, inside.width - 2, 1), .muted) }
    return field.draw(on: inside.sub(Rect(1, 0, inside.width - 2, 1)), focused: true)
  }
}

extension Modal {
  /// Asks for one line: the answer is `.text(id, line)`.
  public static func prompt(
    id: String, title: String, hint: String = "", text: String = ""
  ) -> Modal {
    Modal(Question(id: id, title: title, hint: hint, field: TextField(text)))
  }
}
