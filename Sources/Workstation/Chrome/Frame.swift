import SalesDesk
import Terminal

// The frame every screen shares:
//
//     line 1       COMPTOIR  Aujourd'hui ▸Pipeline …                     P. Durand · Lyon
//     body         the screen
//     status       ✓ what the last action did — u annule
//     footer       ⏎ ouvrir  n nouvelle  …  ? aide

extension Model {
  /// Draws the whole frame and says where the cursor goes.
  public mutating func draw(on canvas: Canvas) -> Point? {
    hits = []
    let breakpoint = Breakpoint(canvas.size)
    guard breakpoint != .tooSmall else {
      drawTooSmall(on: canvas)
      return nil
    }
    let body = Rect(0, 1, canvas.width, canvas.height - 3)
    drawHead(on: canvas.sub(Rect(0, 0, canvas.width, 1)), breakpoint)
    var cursor = current.state.draw(on: canvas.sub(body), session)
      .map { canvas.sub(body).absolute($0) }
    drawStatus(on: canvas)
    drawFooter(on: canvas.sub(Rect(0, canvas.height - 1, canvas.width, 1)))
    for (place, modal) in modals.enumerated() {
      // What a refusal is asked about stays hidden below the question.
      let isAskedAbout = modals.indices.contains(place + 1) && modals[place + 1].followsRefusal
      if !isAskedAbout { cursor = modal.draw(on: canvas, self) }
    }
    // A form that came back is read with what was wrong, however tall it is.
    if !modals.isEmpty, isStatusFresh, status?.isRefusal == true { drawStatus(on: canvas) }
    return cursor
  }

  /// One sentence, over as many rows as it takes.
  private func drawTooSmall(on canvas: Canvas) {
    let minimum = Breakpoint.list.minimum
    let text = session.text(
      "frame.tooSmall", Fact("size", .text("\(canvas.width)x\(canvas.height)")),
      Fact("minimum", .text("\(minimum.width)x\(minimum.height)")))
    var place = Point(0, 0)
    for word in text.split(separator: " ") {
      if place.x > 0, place.x + word.columns > canvas.width { place = Point(0, place.y + 1) }
      place.x = canvas.put(String(word), place.x, place.y, .warning) + 1
    }
  }

  private mutating func drawHead(on canvas: Canvas, _ breakpoint: Breakpoint) {
    canvas.put("COMPTOIR", 1, 0, .title.bold)
    let who = session.actor.name
    var right = canvas.width - 1
    if who.columns + 30 < canvas.width {
      right -= who.columns
      canvas.put(who, right, 0, .muted)
    }
    let names = ScreenKind.tabs.map { session.text("tab.\($0.rawValue)") }
    let needed = names.reduce(11) { $0 + $1.columns + 2 }
    guard needed < right else {
      drawPath(on: canvas, until: right)
      return
    }
    var x = 11
    for (kind, name) in zip(ScreenKind.tabs, names) {
      let isHere = kind == tab
      if isHere { canvas.put("▸", x - 1, 0, .focus) }
      let end = canvas.put(name, x, 0, isHere ? .focus.bold : .normal)
      hits.append(Hit(rect: Rect(x, 0, end - x, 1), command: "go.\(kind.rawValue)"))
      let open = openWork(on: kind)
      if !open.isEmpty {
        canvas.put("•", end, 0, open.contains(where: \.isUnsaved) ? .warning.bold : .info)
      }
      x = end + 2
    }
  }

  /// Where the tabs do not fit: `COMPTOIR ▸ Pipeline ▸ A-0931`.
  private func drawPath(on canvas: Canvas, until right: Int) {
    var parts = [session.text("tab.\(tab.rawValue)")]
    parts += stack.dropFirst().map { $0.state.title(session) }
    let path = "▸ " + parts.joined(separator: " ▸ ")
    // What is being typed on other tabs stays in sight.
    let open = ScreenKind.tabs.filter { !openWork(on: $0).isEmpty }
      .map { "• " + session.text("tab.\($0.rawValue)") }.joined(separator: " ")
    let end = open.isEmpty ? right - 1 : right - 2 - open.columns
    canvas.put(path, in: Rect(10, 0, max(0, end - 10), 1), .focus)
    canvas.put(open, end + 1, 0, .info)
  }

  /// The line above the footer. What was just said and does not fit goes over the rows above, until
  /// the next key: a refusal is read whole.
  private func drawStatus(on canvas: Canvas) {
    if isGoing {
      drawStatus("·", session.text("status.going"), .info, isWhole: true, on: canvas)
      return
    }
    guard let status else { return }
    let style: Style =
      switch status.tone {
      case .done: .success
      case .notice: .info
      case .refused: .warning
      case .failed: .danger
      }
    drawStatus(status.sign, status.text, style, isWhole: isStatusFresh, on: canvas)
  }

  private func drawStatus(
    _ sign: String, _ text: String, _ style: Style, isWhole: Bool, on canvas: Canvas
  ) {
    let bottom = canvas.height - 2
    let room = canvas.width - 4
    let isLong = isWhole && text.columns > room
    let lines = isLong ? text.wrapped(to: room).prefix(max(1, bottom - 2)) : [text]
    for (row, line) in lines.enumerated() {
      let y = bottom - lines.count + 1 + row
      canvas.fill(Rect(0, y, canvas.width, 1))
      if row == 0 { canvas.put(sign, 1, y, style.bold) }
      canvas.put(line, in: Rect(3, y, room, 1), style)
    }
  }

  private mutating func drawFooter(on canvas: Canvas) {
    if let modal = modals.last {
      draw(modal.hints(session), on: canvas)
    } else {
      draw(footerHints(width: canvas.width), on: canvas)
    }
  }

  /// What the commands of this screen offer: only those that have room are asked whether they do something
  /// here and now.
  private mutating func footerHints(width: Int) -> [FooterHint] {
    let commands = registry.footer(on: current.kind)
    let words = footerWords(commands)
    func hint(_ place: Int) -> FooterHint? {
      guard let hint = words[place], commands[place].isOffered(session),
        commands[place].availability(self) == .yes
      else { return nil }
      return hint
    }
    guard let last = commands.indices.last(where: { hint($0) != nil }) else { return [] }
    var hints: [FooterHint] = []
    var x = 1
    for place in commands.indices.prefix(last) {
      guard x < width else { break }
      guard let hint = hint(place) else { continue }
      hints.append(hint)
      x += hint.width + 2
    }
    return hints + [words[last]].compactMap { $0 }
  }

  /// Keys and words of the foot of this screen; nil for a command that no key has here.
  private mutating func footerWords(_ commands: [Command]) -> [FooterHint?] {
    let key = FooterWords.Key(screen: current.kind, isTyping: isTyping, session: session.edition)
    if footer.key == key { return footer.hints }
    footer = FooterWords(
      key: key,
      hints: commands.map { command in
        Self.key(of: command, isTyping: key.isTyping).map {
          FooterHint(
            key: KeyNames.short($0, session), word: session.text("command.\(command.id).short"),
            command: command.id)
        }
      })
    return footer.hints
  }

  /// As many hints as there is room for; the last one, which is help, always.
  private mutating func draw(_ hints: [FooterHint], on canvas: Canvas) {
    guard let last = hints.last else { return }
    let room = canvas.width - 1
    var x = 1
    for hint in hints.dropLast() {
      guard x + hint.width + 4 + last.width <= room else {
        x = canvas.put("… ", x, canvas.height - 1, .muted)
        break
      }
      x = put(hint, on: canvas, at: x)
    }
    _ = put(last, on: canvas, at: x)
  }

  private mutating func put(_ hint: FooterHint, on canvas: Canvas, at x: Int) -> Int {
    let afterKey = canvas.put(hint.key, x, 0, .key)
    let end = canvas.put(hint.word, afterKey + 1, 0, .muted)
    hits.append(
      Hit(rect: canvas.absolute(Rect(x, 0, end - x, 1)), command: hint.command))
    return end + 2
  }

  /// The key that works here: inside an input, one that types nothing.
  func shownKey(of command: Command) -> Key? { Self.key(of: command, isTyping: isTyping) }

  private static func key(of command: Command, isTyping: Bool) -> Key? {
    guard isTyping else { return command.keys.first }
    return command.keys.first { key in
      if case .char = key { return false }
      return true
    }
  }
}

/// A key and its word at the foot of the screen.
struct FooterHint: Sendable, Hashable {
  let key: String
  let word: String
  let command: String
  /// Columns it takes.
  let width: Int

  init(key: String, word: String, command: String) {
    self.key = key
    self.word = word
    self.command = command
    width = key.columns + 1 + word.columns
  }
}

/// What the foot of one screen may say, kept from frame to frame.
struct FooterWords: Sendable {
  /// What it hangs on.
  struct Key: Sendable, Hashable {
    let screen: ScreenKind
    let isTyping: Bool
    let session: Int
  }

  var key: Key?
  var hints: [FooterHint?] = []
}

/// Keys as people call them.
enum KeyNames {
  /// `⏎`, `⇥`, `^S`, `F8`.
  static func short(_ key: Key, _ session: Session) -> String {
    switch key {
    case .char(" "): return session.text("key.space")
    case .char(let character): return String(character)
    case .ctrl(let character): return "^" + String(character).uppercased()
    case .alt(let character): return "Alt+" + String(character)
    case .named(let name, let modifiers):
      let base =
        switch name {
        case .enter: "⏎"
        case .escape: session.text("key.escape")
        case .tab: "⇥"
        case .backspace: "⌫"
        case .delete: session.text("key.delete")
        case .insert: "Ins"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: session.text("key.home")
        case .end: session.text("key.end")
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .f(let number): "F\(number)"
        }
      var prefix = ""
      if modifiers.contains(.ctrl) { prefix += "^" }
      if modifiers.contains(.alt) { prefix += "Alt+" }
      if modifiers.contains(.shift) { prefix += "⇧" }
      return prefix + base
    }
  }
}
