import SalesDesk
import Terminal

/// Lines to read: “pourquoi ?”, the notices, what is reserved and awaited.
struct Explain: ModalContent {
  /// It asks for nothing that can be refused.
  var comesBack: Bool { false }
  let title: String
  let lines: [[Span]]
  var top = 0
  var isTyping: Bool { false }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    let count = rows(model.size.width).count
    let room = max(1, min(count, model.size.height - 8))
    let last = max(0, count - room)
    switch event {
    case .key(.down): top = min(last, top + 1)
    case .key(.up): top = max(0, top - 1)
    case .key(.pageDown), .key(.char(" ")): top = min(last, top + room)
    case .key(.pageUp): top = max(0, top - room)
    case .key(.home): top = 0
    case .key(.end): top = last
    case .key(.escape), .key(.enter), .key(.char("q")), .key(.f(1)), .key(.char("?")),
      .key(.f(3)), .key(.char("W")):
      return .close([])
    case .key, .paste, .mouse, .resize: break
    }
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [hint(.up, "modal.move", session), hint(.escape, "modal.close", session)]
  }

  /// The lines as a window of that width shows them: a part that has no room left goes on below.
  private func rows(_ window: Int) -> [[Span]] {
    lines.flatMap { line in
      var rows: [[Span]] = [[]]
      var end = 0
      for span in line {
        if end > 0, end + span.text.columns > window - 6 {
          rows.append([Span("    ")])
          end = 4
        }
        rows[rows.count - 1].append(span)
        end += span.text.columns
      }
      return rows
    }
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let rows = rows(canvas.width)
    let widest = rows.map { $0.reduce(0) { $0 + $1.text.columns } }.max() ?? 0
    let width = min(canvas.width - 2, max(50, widest + 4))
    let height = min(canvas.height - 4, rows.count + 4)
    let inside = ModalFrame.draw(title, Size(width, height), on: canvas)
    let room = max(0, inside.height - 2)
    let first = min(top, max(0, rows.count - room))
    for (row, line) in rows.dropFirst(first).prefix(room).enumerated() {
      inside.sub(Rect(1, row + 1, inside.width - 2, 1)).put(line, 0, 0)
    }
    if first + room < rows.count { inside.put("↓", inside.width - 2, inside.height - 1, .muted) }
    return nil
  }
}

extension Modal {
  /// Lines to read; closing answers nothing.
  public static func explain(title: String, _ lines: [[Span]]) -> Modal {
    Modal(Explain(title: title, lines: lines))
  }

  /// The earlier lines of the status, newest first.
  static func notices(_ model: Model) -> Modal {
    let all = model.notices + (model.status.map { [$0] } ?? [])
    let lines = all.reversed().map { status in
      [Span(status.sign + " ", .focus), Span(status.text)]
    }
    return explain(title: model.session.text("notices.title"), Array(lines))
  }
}
