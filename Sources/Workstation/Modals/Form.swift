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
    initial = text
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
  /// What was in it when the form appeared.
  let initial: String

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
      // What stood there from the beginning was looked up by nobody.
      if foundFor.isEmpty, field.text == initial { return hint }
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

/// What a form answers: the texts typed, and those it began with. Beside another desk's changes both
/// count: what was left as it was is nobody's wish.
public struct FormValues: Sendable, Hashable {
  /// What is in each field, by key.
  public let typed: [String: String]
  /// What was in each field when the form appeared, by key.
  public let initial: [String: String]

  /// The texts of fields.
  public init(_ fields: [FormField]) {
    func values(_ text: (FormField) -> String) -> [String: String] {
      Dictionary(fields.map { ($0.key, text($0)) }, uniquingKeysWith: { _, last in last })
    }
    typed = values(\.value)
    initial = values(\.initial)
  }

  /// What was typed in a field.
  public subscript(key: String) -> String? { typed[key] }
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
    return .answer(.form(id: id, FormValues(fields)))
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "modal.next", session), hint(.f(8), "modal.accept", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let width = min(canvas.width - 4, 78)
    let above = intro.flatMap { $0.wrapped(to: width - 4) }
    let start = above.isEmpty ? 0 : above.count + 1
    // Each field has its note below it; where that does not fit, one note stands under all of them,
    // and fields that have no room either scroll.
    let free = canvas.height - 1 - start
    let isTall = fields.count * 2 + 3 <= free
    let room = isTall ? fields.count : max(1, min(fields.count, free - 3))
    let height = start + (isTall ? fields.count * 2 + 3 : room + 3)
    let inside = ModalFrame.draw(title, Size(width, height), on: canvas)
    for (y, line) in above.enumerated() { inside.put(line, in: Rect(1, y, width - 4, 1), .warning) }
    let labels = (fields.map(\.label.columns).max() ?? 0) + 2
    let first = min(max(0, focus - room + 1), fields.count - room)
    var cursor: Point?
    for (row, index) in (first..<first + room).enumerated() {
      let y = start + (isTall ? row * 2 : row)
      let place = Rect(labels + 1, y, max(8, inside.width - labels - 2), 1)
      if let point = draw(index, in: place, on: inside) { cursor = point }
      let isNoted = isTall || index == focus
      if isNoted { drawNote(index, in: place.below(isTall ? y + 1 : start + room), on: inside) }
    }
    return cursor
  }

  private func draw(_ index: Int, in place: Rect, on inside: Canvas) -> Point? {
    let isHere = index == focus
    if isHere { inside.put("▌", 0, place.y, .focus) }
    inside.put(fields[index].label, 1, place.y, isHere ? .label.bold : .label)
    let point = fields[index].field.draw(on: inside.sub(place), focused: isHere)
    return isHere ? point : nil
  }

  private func drawNote(_ index: Int, in place: Rect, on inside: Canvas) {
    let field = fields[index]
    if let problem = problem(index), showsAll || !field.field.text.isEmpty {
      inside.put("! " + problem, in: place, .warning)
    } else if index == focus {
      inside.put(field.note, in: place, .muted)
    }
  }
}

extension Rect {
  /// The same columns on another row.
  fileprivate func below(_ row: Int) -> Rect { Rect(x, row, width, 1) }
}

extension Modal {
  /// Asks for a few fields: the answer is `.form(id, values by key)`.
  public static func form(id: String, title: String, _ fields: [FormField]) -> Modal {
    Modal(Form(id: id, title: title, fields: fields))
  }
}
