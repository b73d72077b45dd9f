import SalesDesk
import Terminal

/// A field of a form.
public struct FormField: Sendable {
  /// What comes back.
  public let key: String
  /// Its name for the person.
  public let label: String
  /// What is in it.
  public var field: TextField
  /// What it wants.
  public let hint: String
  /// What is wrong with a text, or nil; checked at every key, never in the way of typing.
  public let problem: @Sendable (String) -> String?

  /// A field.
  public init(
    _ key: String, label: String, text: String = "", hint: String = "",
    problem: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.key = key
    self.label = label
    field = TextField(text)
    self.hint = hint
    self.problem = problem
  }
}

/// A few fields under each other. Enter goes to the next one and, at the last, accepts.
struct Form: ModalContent {
  let id: String
  let title: String
  var fields: [FormField]
  var focus = 0
  /// Whether problems are shown even for fields not visited yet.
  var showsAll = false

  private func problem(_ index: Int) -> String? {
    fields[index].problem(fields[index].field.text)
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.escape): return .answer(.dismissed(id: id))
    case .key(.f(8)), .key(.ctrl("s")): return accept()
    case .key(.enter):
      if focus == fields.count - 1 { return accept() }
      focus += 1
    case .key(.tab), .key(.down): focus = (focus + 1) % fields.count
    case .key(.backTab), .key(.up): focus = (focus + fields.count - 1) % fields.count
    case .key(let key): _ = fields[focus].field.handle(key)
    case .paste(let text): fields[focus].field.insert(text)
    case .mouse, .resize: break
    }
    return .stay([])
  }

  private mutating func accept() -> ModalStep {
    if let wrong = fields.indices.first(where: { problem($0) != nil }) {
      focus = wrong
      showsAll = true
      return .stay([])
    }
    let values = fields.map { ($0.key, $0.field.text) }
    return .answer(.form(id: id, Dictionary(values, uniquingKeysWith: { _, last in last })))
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "modal.next", session), hint(.f(8), "modal.accept", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let labels = (fields.map(\.label.columns).max() ?? 0) + 2
    let size = Size(min(canvas.width - 4, 78), fields.count * 2 + 3)
    let inside = ModalFrame.draw(title, size, on: canvas)
    var cursor: Point?
    for (index, field) in fields.enumerated() {
      let y = index * 2
      let isHere = index == focus
      if isHere { inside.put("▌", 0, y, .focus) }
      inside.put(field.label, 1, y, isHere ? .label.bold : .label)
      let place = Rect(labels + 1, y, max(8, inside.width - labels - 2), 1)
      let point = field.field.draw(on: inside.sub(place), focused: isHere)
      if isHere { cursor = point }
      let below = Rect(labels + 1, y + 1, inside.width - labels - 2, 1)
      if let problem = problem(index), showsAll || !field.field.text.isEmpty {
        inside.put("! " + problem, in: below, .warning)
      } else if isHere {
        inside.put(field.hint, in: below, .muted)
      }
    }
    return cursor
  }
}

extension Modal {
  /// Asks for a few fields: the answer is `.form(id, values by key)`.
  public static func form(id: String, title: String, _ fields: [FormField]) -> Modal {
    Modal(Form(id: id, title: title, fields: fields))
  }
}
