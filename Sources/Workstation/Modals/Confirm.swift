import SalesDesk
import Terminal

/// Asks before a final act, by naming the consequence. Cancel is the default; the key that confirms
/// is not the key that asked.
struct Confirm: ModalContent {
  /// A yes is no work: what was refused is asked again from where it was.
  var comesBack: Bool { false }
  let id: String
  let title: String
  let consequence: [String]
  /// Word on the button that does it.
  let verb: String
  var onVerb = false

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .left, .right, .tab, .backTab, .up, .down:
      onVerb.toggle()
      return .stay([])
    case .enter: return onVerb ? .answer(.confirmed(id: id)) : .answer(.dismissed(id: id))
    case .char("o"), .char("O"), .char("y"), .char("Y"): return .answer(.confirmed(id: id))
    case .escape, .char("n"), .char("N"): return .answer(.dismissed(id: id))
    default: return .stay([])
    }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      FooterHint(key: session.text("key.yes"), word: verb, command: ""),
      hint(.tab, "modal.other", session), hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let width = min(canvas.width - 4, max(44, (consequence.map(\.columns).max() ?? 0) + 4))
    let lines = consequence.flatMap { $0.wrapped(to: width - 4) }
    let inside = ModalFrame.draw(title, Size(width, lines.count + 6), on: canvas)
    for (row, line) in lines.enumerated() {
      inside.put(line, in: Rect(1, row + 1, inside.width - 2, 1))
    }
    let y = inside.height - 2
    let cancel = "[ \(session.text("modal.cancel")) ]"
    let confirm = "[ \(verb) ]"
    let x = inside.width - cancel.columns - confirm.columns - 4
    inside.put(onVerb ? " " : "▌", x - 1, y, .focus)
    let end = inside.put(cancel, x, y, onVerb ? .normal : .focus.bold)
    inside.put(onVerb ? "▌" : " ", end + 1, y, .focus)
    inside.put(confirm, end + 2, y, onVerb ? .warning.bold : .warning)
    return nil
  }
}

extension Modal {
  /// Asks before a final act: the answer is `.confirmed(id)` or `.dismissed(id)`.
  ///
  /// - Parameters:
  ///   - consequence: what will have happened, one line each.
  ///   - verb: the word of the button that does it.
  public static func confirm(
    id: String, title: String, consequence: [String], verb: String
  ) -> Modal {
    Modal(Confirm(id: id, title: title, consequence: consequence, verb: verb))
  }
}
