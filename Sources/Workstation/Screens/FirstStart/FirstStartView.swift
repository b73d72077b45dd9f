import Sales
import SalesDesk
import Terminal

/// Where the fields stand on a terminal of some size.
///
/// ```
///     head                                                 1 row
///     where, and that nothing is written yet               from 22 rows on
///     fields, the button                                   scrolled where they do not fit
///     note of the field                                    1 row
///     the other ways to begin                              from 22 rows on
///     status, footer                                       2 rows
/// ```
struct FirstStartLayout {
  /// The rows of the places shown, by place: fields in order, then the button.
  let rows: [Int: Int]
  /// Row of the note.
  let noteRow: Int
  /// Column of the inputs, and their width.
  let input: (x: Int, width: Int)
  /// Whether the sentences around the form have room.
  let isRoomy: Bool

  init(_ form: FirstStart, _ size: Size) {
    isRoomy = size.height >= 22
    let labels = FirstStartField.allCases.map {
      form.format.texts["firstStart.\($0.rawValue)"].columns
    }
    let x = (labels.max() ?? 0) + 4
    input = (x, max(8, min(46, size.width - x - 2)))
    let top = isRoomy ? 5 : 1
    let room = max(1, size.height - top - (isRoomy ? 7 : 3))
    let count = FirstStartField.allCases.count + 1
    let isAiry = room >= count + 3
    let first = min(max(0, form.focus - room + 1), max(0, count - room))
    var rows: [Int: Int] = [:]
    var y = top
    for place in first..<min(count, first + room) {
      let field = place < count - 1 ? FirstStartField.allCases[place] : nil
      if isAiry, field?.opensGroup ?? true { y += 1 }
      rows[place] = y
      y += 1
    }
    self.rows = rows
    noteRow = y + (isRoomy ? 1 : 0)
  }

  /// The place under a cell of the frame.
  func place(at point: Point) -> Int? { rows.first { $0.value == point.y }?.key }
}

extension FirstStart {
  /// Draws the frame and says where the cursor goes.
  public func draw(on canvas: Canvas) -> Point? {
    guard Breakpoint(canvas.size) != .tooSmall else {
      canvas.put(
        format.text(
          "frame.tooSmall",
          [
            Fact("size", .text("\(canvas.width)x\(canvas.height)")),
            Fact("minimum", .text("40x12")),
          ]), in: canvas.bounds, .warning)
      return nil
    }
    let end = canvas.put("COMPTOIR", 1, 0, .title.bold)
    canvas.put(format.texts["firstStart.title"], end + 2, 0, .focus.bold)
    drawStatus(on: canvas)
    drawFooter(on: canvas)
    if showsFiles {
      drawFiles(on: canvas)
      return nil
    }
    let layout = FirstStartLayout(self, canvas.size)
    if layout.isRoomy { drawAround(on: canvas, layout) }
    drawNote(on: canvas, layout)
    var cursor: Point?
    for (place, y) in layout.rows {
      if let point = draw(place, at: y, on: canvas, layout) { cursor = point }
    }
    return progress == nil ? cursor : nil
  }

  /// A field or the button; the cursor where it has the focus.
  private func draw(
    _ place: Int, at y: Int, on canvas: Canvas, _ layout: FirstStartLayout
  ) -> Point? {
    let isHere = place == focus
    if isHere { canvas.put("▌", 1, y, .focus) }
    guard FirstStartField.allCases.indices.contains(place) else {
      let word = "[ \(format.texts["firstStart.create"]) ]"
      canvas.put(word, layout.input.x, y, isHere ? .focus.bold : .normal)
      return nil
    }
    let field = FirstStartField.allCases[place]
    let label = format.texts["firstStart.\(field.rawValue)"]
    canvas.put(label, 2, y, isHere ? .label.bold : .label)
    let area = canvas.sub(Rect(layout.input.x, y, layout.input.width, 1))
    if field == .role {
      let name = format.texts["firstStart.role.\(role.rawValue)"]
      area.put(isHere ? "◂ \(name) ▸" : name, in: area.bounds, isHere ? .focus : .normal)
      return nil
    }
    let point = fields[field]?.draw(
      on: area, focused: isHere, placeholder: placeholder(field))
    if !isHere, showsAll, problem(field) != nil {
      canvas.put("!", layout.input.x - 2, y, .warning.bold)
    }
    return isHere ? point : nil
  }

  private func placeholder(_ field: FirstStartField) -> String {
    // An example would look typed where there are no colours; what is meant is another thing.
    guard field == .warehouse else { return "" }
    let town = Self.place(text(.town)).town
    return town.isEmpty ? format.texts["firstStart.placeholder.warehouse"] : town
  }

  /// What the field wants, or what is wrong with it once something is typed.
  private func drawNote(on canvas: Canvas, _ layout: FirstStartLayout) {
    let row = Rect(2, layout.noteRow, canvas.width - 3, 1)
    guard let field else {
      canvas.put(format.texts["firstStart.hint.create"], in: row, .muted)
      return
    }
    if let problem = problem(field), showsAll || !text(field).isEmpty {
      canvas.put("! " + problem, in: row, .warning)
    } else {
      canvas.put(format.texts["firstStart.hint.\(field.rawValue)"], in: row, .muted)
    }
  }

  private func drawAround(on canvas: Canvas, _ layout: FirstStartLayout) {
    let place = format.text("firstStart.where", [Fact("path", .text(path))])
    canvas.put(place, in: Rect(2, 2, canvas.width - 3, 1))
    canvas.put(format.texts["firstStart.promise"], in: Rect(2, 3, canvas.width - 3, 1), .muted)
    for (line, key) in ["F2", "F3"].enumerated() {
      let y = layout.noteRow + 2 + line
      let end = canvas.put(key, 2, y, .key)
      canvas.put(
        format.texts["firstStart.way.\(key)"], in: Rect(end + 2, y, canvas.width - end - 3, 1))
    }
  }

  /// What to type in the shell to bring files in.
  private func drawFiles(on canvas: Canvas) {
    let target = [Fact("path", .text(path))]
    let lines = format.text("firstStart.files", target).split(
      separator: "\n", omittingEmptySubsequences: false)
    let room = canvas.height - 4
    let isTight = lines.count > room
    var y = isTight ? 1 : 2
    for line in lines where !(isTight && line.isEmpty) {
      let isCommand = line.hasPrefix("  ")
      canvas.put(
        String(line), in: Rect(2, y, canvas.width - 3, 1), isCommand ? .value.bold : .normal)
      y += 1
    }
  }

  private func drawStatus(on canvas: Canvas) {
    let y = canvas.height - 2
    if let progress {
      canvas.put("· " + progress, in: Rect(1, y, canvas.width - 2, 1), .info)
    } else if let trouble {
      canvas.put("! " + trouble, in: Rect(1, y, canvas.width - 2, 1), .warning)
    }
  }

  private func drawFooter(on canvas: Canvas) {
    guard progress == nil else { return }
    let form = [("⇥", "next"), ("F8", "create"), ("F2", "demo"), ("F3", "files")]
    let escape = (format.texts["key.escape"], showsFiles ? "back" : "quit")
    var x = 1
    for (key, word) in (showsFiles ? [] : form) + [escape] {
      let text = format.texts["firstStart.foot.\(word)"]
      guard x + key.columns + text.columns + 1 < canvas.width else { return }
      x = canvas.put(key, x, canvas.height - 1, .key)
      x = canvas.put(text, x + 1, canvas.height - 1, .muted) + 2
    }
  }
}
