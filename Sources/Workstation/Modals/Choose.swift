import SalesDesk
import Terminal

/// A row that can be chosen.
public struct Choice: Sendable, Hashable {
  /// What comes back.
  public let key: String
  /// What is shown.
  public let label: String
  /// What stands at its right.
  public let detail: String

  /// A row.
  public init(key: String, label: String, detail: String = "") {
    self.key = key
    self.label = label
    self.detail = detail
  }
}

/// A list to choose from; typing narrows it.
struct Choose: ModalContent {
  let id: String
  let title: String
  let choices: [Choice]
  /// What is to be known before, above the list; whole where there is room for it.
  var intro: [Span] = []
  var field = TextField("")
  var cursor = 0

  private var shown: [Choice] {
    let words = Folding.fold(field.text).split(separator: " ")
    return choices.filter { choice in
      let text = Folding.fold(choice.label + " " + choice.detail)
      return words.allSatisfy { text.contains($0) }
    }
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    let rows = shown
    switch event {
    case .key(.escape): return .answer(.dismissed(id: id))
    case .key(.enter):
      guard rows.indices.contains(cursor) else { return .stay([]) }
      return .answer(.choice(id: id, key: rows[cursor].key))
    case .key(.down): cursor = min(cursor + 1, max(0, rows.count - 1))
    case .key(.up): cursor = max(0, cursor - 1)
    case .key(.pageDown): cursor = min(cursor + 10, max(0, rows.count - 1))
    case .key(.pageUp): cursor = max(0, cursor - 10)
    case .key(let key):
      _ = field.handle(key)
      cursor = 0
    case .paste(let text):
      field.insert(text)
      cursor = 0
    case .mouse, .resize: break
    }
    return .stay([])
  }

  /// The lines above the list, broken where the box ends.
  private func above(_ width: Int) -> [Span] {
    intro.flatMap { line in line.text.wrapped(to: width).map { Span($0, line.style) } }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "modal.choose", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let rows = shown
    let width = min(canvas.width - 4, 76)
    let above = self.above(width - 4)
    let least = min(choices.count, 3) + 4
    let start = min(above.count, max(0, canvas.height - 1 - least))
    let margin = above.isEmpty ? 4 : 1
    let height = min(canvas.height - margin, max(8, choices.count + 5) + start)
    let box = ModalFrame.draw(title, Size(width, height), on: canvas)
    for (y, line) in above.prefix(start).enumerated() {
      box.put(line.text, in: Rect(1, y, box.width - 2, 1), line.style)
    }
    let inside = box.sub(Rect(0, start, box.width, max(0, box.height - start)))
    let point = field.draw(on: inside.sub(Rect(1, 0, inside.width - 2, 1)), focused: true)
    inside.hline(Rect(0, 1, inside.width, 1))
    let room = max(0, inside.height - 2)
    let first = max(0, min(cursor - room / 2, rows.count - room))
    for (row, index) in (first..<min(rows.count, first + room)).enumerated() {
      let isHere = index == cursor
      let style = Style.normal.selected(isHere)
      let area = Rect(0, row + 2, inside.width, 1)
      inside.fill(area, style)
      if isHere { inside.put("▌", 0, row + 2, .focus.onSelection) }
      let detail = rows[index].detail
      inside.put(
        rows[index].label, in: Rect(1, row + 2, inside.width - detail.columns - 4, 1), style)
      inside.put(
        detail, in: Rect(1, row + 2, inside.width - 2, 1), Style.muted.selected(isHere),
        align: .right)
    }
    if rows.isEmpty { inside.put(model.session.text("modal.nothing"), 1, 2, .muted) }
    return point
  }
}

extension Modal {
  /// Asks to choose a row: the answer is `.choice(id, key)`.
  public static func choose(id: String, title: String, _ choices: [Choice]) -> Modal {
    choose(id: id, title: title, intro: [], choices)
  }

  /// The same under what is to be known before, one part a line.
  static func choose(
    id: String, title: String, intro: [Span], _ choices: [Choice]
  ) -> Modal {
    Modal(Choose(id: id, title: title, choices: choices, intro: intro))
  }
}
