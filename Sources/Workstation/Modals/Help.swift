import SalesDesk
import Terminal

/// The keys of this screen, found by typing; Enter runs the chosen one. What cannot run now says why.
struct Help: ModalContent {
  /// It asks for nothing that can be refused.
  var comesBack: Bool { false }
  var field = TextField()
  var list = ListState()

  private struct Entry {
    let command: Command
    let keys: String
    let title: String
    let availability: Availability
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    let entries = entries(model)
    list.count = entries.count
    switch event {
    case .key(.escape), .key(.f(1)): return .close([])
    case .key(.char("?")) where field.isEmpty: return .close([])
    case .key(.enter):
      guard let index = list.current else { return .stay([]) }
      return .run(command: entries[index].command.id)
    case .key(.down), .key(.up), .key(.pageUp), .key(.pageDown):
      if case .key(let key) = event { _ = list.handle(key, height: 14) }
      return .stay([])
    case .key(let key): _ = field.handle(key)
    case .paste(let text): field.insert(text)
    case .mouse, .resize: return .stay([])
    }
    list.select(0)
    return .stay([])
  }

  private func entries(_ model: Model) -> [Entry] {
    let session = model.session
    let all = model.registry.commands(on: model.current.kind).map { command in
      Entry(
        command: command,
        keys: command.keys.map { KeyNames.short($0, session) }.joined(separator: " "),
        title: session.text("command.\(command.id)"), availability: command.availability(model))
    }
    guard !field.isEmpty else { return all }
    return Fuzzy.rank(field.text, all.map { $0.title + " " + $0.keys }).map { all[$0.index] }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "modal.run", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.close", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let size = Size(min(112, canvas.width), canvas.height - 3)
    let name = session.text("help.title", Fact("screen", .text(model.current.state.title(session))))
    let inside = ModalFrame.draw(name, size, on: canvas)
    let end = inside.put(session.text("help.filter"), 1, 0, .label)
    let cursor = field.draw(
      on: inside.sub(Rect(end + 1, 0, max(0, inside.width - end - 2), 1)), focused: true)
    let grammar = session.text("help.grammar").split(separator: "\n").map(String.init)
    let room = max(0, inside.height - 3 - grammar.count)
    drawEntries(on: inside.sub(Rect(0, 2, inside.width, room)), model)
    for (row, line) in grammar.enumerated() {
      let place = Rect(1, inside.height - grammar.count + row, inside.width - 2, 1)
      inside.put(line, in: place, .muted)
    }
    return cursor
  }

  private func drawEntries(on canvas: Canvas, _ model: Model) {
    let entries = entries(model)
    var list = list
    list.count = entries.count
    list.reveal(height: canvas.height)
    for (row, index) in list.visible(height: canvas.height).enumerated() {
      let entry = entries[index]
      let isHere = index == list.current
      let style = Style.normal.selected(isHere)
      canvas.fill(Rect(0, row, canvas.width, 1), style)
      if isHere { canvas.put("▌", 0, row, .focus.onSelection) }
      canvas.put(entry.keys, in: Rect(2, row, 14, 1), Style.key.selected(isHere))
      var text = entry.title
      var look = style
      if case .no(let reason) = entry.availability {
        text += " — " + reason
        look = Style.muted.selected(isHere)
      }
      canvas.put(text, in: Rect(17, row, canvas.width - 18, 1), look)
    }
  }
}

extension Modal {
  /// The help of the screen on top.
  static var help: Modal { Modal(Help()) }
}
