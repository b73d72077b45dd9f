import SalesDesk
import SalesStore
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
  /// How a text is understood, shown under it: `= jeu. 26/11/2026`; empty shows the hint.
  public var echo: @Sendable (String) -> String = { _ in "" }
  /// Records that answer the letters typed; the one chosen comes back by its key, a text that none
  /// was chosen for comes back as it is.
  public var lookUp: (@Sendable (StoreReader, String) throws -> [Choice])?
  /// What the look-up found last, for which letters, and which of it is taken.
  var found: [Choice] = []
  var foundFor = ""
  var taken = 0
  /// The record taken, while its text is left as it is.
  var choice: Choice?

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

  /// The field with an echo of how its text is understood.
  public func echoing(_ echo: @escaping @Sendable (String) -> String) -> FormField {
    var field = self
    field.echo = echo
    return field
  }

  /// The field as a choice among records.
  public func lookingUp(
    _ lookUp: @escaping @Sendable (StoreReader, String) throws -> [Choice]
  ) -> FormField {
    var field = self
    field.lookUp = lookUp
    return field
  }

  /// What comes back.
  var value: String { choice?.key ?? field.text }

  mutating func take() {
    guard choice == nil, foundFor == field.text, found.indices.contains(taken) else { return }
    choice = found[taken]
    field.text = found[taken].label
  }

  mutating func turn(by step: Int) {
    guard !found.isEmpty else { return }
    taken = min(max(0, taken + step), found.count - 1)
  }

  /// The line under it while it has the focus.
  var note: String {
    if lookUp != nil {
      if choice != nil || field.isEmpty { return choice?.detail ?? hint }
      guard foundFor == field.text else { return "…" }
      guard found.indices.contains(taken) else { return hint }
      let row = found[taken]
      let place = found.count > 1 ? "  \(taken + 1)/\(found.count) ↓↑" : ""
      return "→ \(row.label)  \(row.detail)\(place)"
    }
    let understood = field.isEmpty ? "" : echo(field.text)
    return understood.isEmpty ? hint : understood
  }
}

/// What a look-up of a form found.
private struct FormFound: Sendable {
  let key: String
  let letters: String
  let choices: [Choice]
}

/// A few fields under each other. Enter goes to the next one and, at the last, accepts.
struct Form: ModalContent {
  let id: String
  let title: String
  var fields: [FormField]
  var focus = 0
  /// Whether problems are shown even for fields not visited yet.
  var showsAll = false
  /// What is to be known before, above the fields.
  var intro: [String] = []

  private func problem(_ index: Int) -> String? {
    fields[index].problem(fields[index].field.text)
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.escape): return .answer(.dismissed(id: id))
    case .key(.f(8)), .key(.ctrl("s")): return accept()
    case .key(.enter):
      fields[focus].take()
      if focus == fields.count - 1 { return accept() }
      focus += 1
    case .key(.down) where isChoosing: fields[focus].turn(by: 1)
    case .key(.up) where isChoosing: fields[focus].turn(by: -1)
    case .key(.tab), .key(.down): move(by: 1)
    case .key(.backTab), .key(.up): move(by: -1)
    case .key(let key): return edit { _ = $0.handle(key) }
    case .paste(let text): return edit { $0.insert(text) }
    case .mouse, .resize: break
    }
    return .stay([])
  }

  private var isChoosing: Bool {
    fields[focus].choice == nil && fields[focus].found.count > 1
      && fields[focus].foundFor == fields[focus].field.text
  }

  private mutating func move(by step: Int) {
    fields[focus].take()
    focus = (focus + step + fields.count) % fields.count
  }

  /// Changes the text of the field; a look-up starts anew.
  private mutating func edit(_ change: (inout TextField) -> Void) -> ModalStep {
    let before = fields[focus].field.text
    change(&fields[focus].field)
    let letters = fields[focus].field.text
    guard letters != before else { return .stay([]) }
    fields[focus].choice = nil
    guard let lookUp = fields[focus].lookUp else { return .stay([]) }
    let key = fields[focus].key
    return .stay([
      .read("form:" + key) { reader in
        FormFound(
          key: key, letters: letters,
          choices: letters.isEmpty ? [] : try lookUp(reader, letters))
      }
    ])
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    guard let found = result as? FormFound,
      let index = fields.firstIndex(where: { $0.key == found.key })
    else { return }
    fields[index].found = found.choices
    fields[index].foundFor = found.letters
    fields[index].taken = 0
  }

  private mutating func accept() -> ModalStep {
    fields[focus].take()
    if let wrong = fields.indices.first(where: { problem($0) != nil }) {
      focus = wrong
      showsAll = true
      return .stay([])
    }
    let values = fields.map { ($0.key, $0.value) }
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
    let width = min(canvas.width - 4, 78)
    let above = intro.flatMap { $0.wrapped(to: width - 4) }
    let start = above.isEmpty ? 0 : above.count + 1
    let size = Size(width, fields.count * 2 + 3 + start)
    let inside = ModalFrame.draw(title, size, on: canvas)
    for (y, line) in above.enumerated() { inside.put(line, in: Rect(1, y, width - 4, 1), .warning) }
    var cursor: Point?
    for (index, field) in fields.enumerated() {
      let y = start + index * 2
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
        inside.put(field.note, in: below, .muted)
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
