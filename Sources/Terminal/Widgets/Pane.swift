/// A titled box. The focused one has heavy lines and the mark `▌` in its title, so that colour is never needed
/// to find it.
///
///     ┏━ ▌Lignes (9) ━━━━━━━━━━━┓        ┌─ Stock ─────────────┐
///     ┃                         ┃        │                     │
///     ┗━━━━━━━━━━━ tri: marge ↑ ┛        └─────────────────────┘
///
///     let inside = Pane("Lignes (9)", footer: "tri: marge ↑", focused: true).draw(on: canvas.sub(rect))
public struct Pane: Hashable, Sendable {
  /// What it holds, with a count where that says something.
  public var title: String
  /// At the right of its lower line.
  public var footer: String
  /// Whether keys go there.
  public var isFocused: Bool
  /// The style of the footer: a card in danger says so there.
  public var footerStyle: Style

  /// A box.
  public init(
    _ title: String = "", footer: String = "", focused: Bool = false, footerStyle: Style = .muted
  ) {
    self.title = title
    self.footer = footer
    isFocused = focused
    self.footerStyle = footerStyle
  }

  /// Draws the box around the whole canvas, blank inside, and returns the inside.
  @discardableResult
  public func draw(on canvas: Canvas) -> Canvas {
    guard canvas.width > 1, canvas.height > 1 else { return canvas.sub(Rect(0, 0, 0, 0)) }
    canvas.fill(canvas.bounds)
    canvas.box(canvas.bounds, isFocused ? .heavy : .light, isFocused ? .focus : .border)
    let room = max(0, canvas.width - 4)
    if !title.isEmpty {
      let text = " " + (isFocused ? "▌" : "") + title.clipped(to: max(0, room - 3)) + " "
      canvas.put(text, in: Rect(2, 0, room, 1), isFocused ? .focus : .title)
    }
    if !footer.isEmpty {
      let text = " " + footer.clipped(to: max(0, room - 2)) + " "
      canvas.put(text, in: Rect(2, canvas.height - 1, room + 1, 1), footerStyle, align: .right)
    }
    return canvas.sub(canvas.bounds.inset(1, 1))
  }

  /// Draws the box in the middle of the canvas, over what stands there, and returns its inside.
  public func popup(_ size: Size, on canvas: Canvas) -> Canvas {
    draw(on: canvas.sub(canvas.bounds.centred(size)))
  }
}

/// Names side by side, one of them current.
///
///     Prosp 12  Qualif 9 ▐DEVIS ENVOYÉ 14▌ Négo 8  Gagné 4
public struct TabStrip: Hashable, Sendable {
  /// The names.
  public var titles: [String]
  /// The current one.
  public var current: Int

  /// Names, one of them current.
  public init(_ titles: [String], current: Int) {
    self.titles = titles
    self.current = current
  }

  /// The columns of each name, counted from the left of the strip when nothing is cut.
  private var places: [Range<Int>] {
    var x = 0
    return titles.map { title in
      defer { x += title.columns + 2 }
      return x..<x + title.columns + 2
    }
  }

  /// How far the strip is scrolled so that the current name shows.
  private func shift(width: Int) -> Int {
    guard places.indices.contains(current) else { return 0 }
    return max(0, places[current].upperBound - width)
  }

  /// Draws it on the first row of the canvas.
  public func draw(on canvas: Canvas) {
    let shift = shift(width: canvas.width)
    for (index, place) in places.enumerated() {
      let x = place.lowerBound - shift
      if index == current {
        canvas.put("▐\(titles[index])▌", x, 0, .focus)
      } else {
        canvas.put(" \(titles[index]) ", x, 0, .muted)
      }
    }
  }

  /// The name drawn at that column, for a click.
  public func tab(atColumn x: Int, width: Int) -> Int? {
    places.firstIndex { $0.contains(x + shift(width: width)) }
  }
}

/// A question on one line, with its answer.
///
///     Délai de livraison: +8j_                       = ven. 27/11/2026
public struct Prompt: Hashable, Sendable {
  /// What is asked.
  public var label: String
  /// What is answered.
  public var field: TextField
  /// How the answer was understood, or what is wrong with it, at the right.
  public var echo: Span

  /// A question.
  public init(_ label: String, _ field: TextField = TextField(), echo: Span = Span("")) {
    self.label = label
    self.field = field
    self.echo = echo
  }

  /// Draws it on the first row of the canvas and returns the cursor as a place of the frame.
  @discardableResult
  public func draw(on canvas: Canvas, focused: Bool = true) -> Point? {
    let echoWidth = min(echo.text.columns, canvas.width / 2)
    let start = min(canvas.put(label + " ", 0, 0, .label), canvas.width)
    let width = canvas.width - start - (echoWidth > 0 ? echoWidth + 1 : 0)
    let cursor = field.draw(on: canvas.sub(Rect(start, 0, width, 1)), focused: focused)
    canvas.put(
      echo.text, in: Rect(canvas.width - echoWidth, 0, echoWidth, 1), echo.style, align: .right)
    return cursor
  }
}
