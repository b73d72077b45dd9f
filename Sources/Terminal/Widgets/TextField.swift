/// A line of text being typed. A pure value; it draws itself and says where the cursor is.
///
///     if field.handle(key) { revalidate() }
///     let cursor = field.draw(on: canvas.sub(Rect(12, 3, 20, 1)), focused: true, placeholder: "+30j")
///
///     [Chantier Conflu…ence ]      scrolls by itself, always shows the cursor
public struct TextField: Hashable, Sendable {
  /// What is typed.
  public var text: String {
    get { joined }
    set {
      joined = newValue
      characters = Array(newValue)
      cursor = characters.count
      isReplaced = false
    }
  }
  /// Whether the first thing typed takes the place of all that stands there.
  public private(set) var isReplaced = false
  /// Where the next character goes, from 0 to the number of characters.
  public private(set) var cursor: Int
  // Edited by characters, asked for as one text many times a frame.
  private var characters: [Character]
  private var joined: String

  /// A field with the cursor behind its text.
  public init(_ text: String = "") {
    joined = text
    characters = Array(text)
    cursor = characters.count
  }

  /// Whether nothing is typed.
  public var isEmpty: Bool { characters.isEmpty }

  /// What stands there stays until something is typed, which takes its place; a key that moves or erases
  /// works on it as it is.
  public mutating func typeAnew() { isReplaced = !characters.isEmpty }

  /// Empties it.
  public mutating func clear() { text = "" }

  /// Puts the cursor before that character.
  public mutating func moveCursor(to index: Int) { cursor = min(max(0, index), characters.count) }

  /// Types or pastes; line ends become spaces, other control characters go.
  public mutating func insert(_ text: String) {
    if isReplaced { clear() }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        if clean.last != " " { clean.append(" ") }
      } else if scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) {
        clean.append(scalar)
      }
    }
    // Through one text, so that a mark joins the letter before it.
    let head = String(characters[..<cursor]) + String(clean)
    let tail = characters[cursor...]
    characters = Array(head)
    cursor = characters.count
    joined = tail.isEmpty ? head : head + String(tail)
    characters += tail
  }

  /// What editing keys do. False when the key is not for a text: Enter, Tab, arrows up and down…
  public mutating func handle(_ key: Key) -> Bool {
    if let character = key.text {
      insert(String(character))
      return true
    }
    guard move(key) || erase(key) else { return false }
    isReplaced = false
    return true
  }

  private mutating func move(_ key: Key) -> Bool {
    switch key {
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .named(.left, .ctrl): cursor = wordStart()
    case .named(.right, .ctrl): cursor = wordEnd()
    default: return false
    }
    return true
  }

  private mutating func erase(_ key: Key) -> Bool {
    switch key {
    case .backspace: remove(max(0, cursor - 1)..<cursor)
    case .delete: remove(cursor..<min(characters.count, cursor + 1))
    case .ctrl("w"), .named(.backspace, .alt), .named(.backspace, .ctrl):
      remove(wordStart()..<cursor)
    case .named(.delete, .ctrl): remove(cursor..<wordEnd())
    case .ctrl("u"): remove(0..<cursor)
    case .ctrl("k"): remove(cursor..<characters.count)
    default: return false
    }
    return true
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    joined = String(characters)
    cursor = range.lowerBound
  }

  private func wordStart() -> Int {
    var index = cursor
    while index > 0, !isWord(index - 1) { index -= 1 }
    while index > 0, isWord(index - 1) { index -= 1 }
    return index
  }

  private func wordEnd() -> Int {
    var index = cursor
    while index < characters.count, !isWord(index) { index += 1 }
    while index < characters.count, isWord(index) { index += 1 }
    return index
  }

  private func isWord(_ index: Int) -> Bool {
    characters[index].isLetter || characters[index].isNumber
  }

  /// Draws the field over the first row of the canvas; returns the cursor as a place of the frame when it has
  /// the focus.
  @discardableResult
  public func draw(on canvas: Canvas, focused: Bool, placeholder: String = "") -> Point? {
    guard canvas.width > 0, canvas.height > 0 else { return nil }
    let row = Rect(0, 0, canvas.width, 1)
    canvas.fill(row, .input)
    if characters.isEmpty {
      canvas.put(placeholder, in: row, .placeholder)
      return focused ? canvas.absolute(Point(0, 0)) : nil
    }
    guard focused else {
      canvas.put(text, in: row, .input)
      return nil
    }
    let start = firstVisible(width: canvas.width)
    canvas.put(start == 0 ? joined : String(characters[start...]), 0, 0, .input)
    if start > 0 { canvas.put("…", 0, 0, .placeholder) }
    let isWhole = start == 0 && cursor == characters.count
    let column = (isWhole ? joined : String(characters[start..<cursor])).columns
    return canvas.absolute(Point(min(column, canvas.width - 1), 0))
  }

  /// The first character to draw so that the cursor, also behind the last one, stays inside.
  private func firstVisible(width: Int) -> Int {
    if joined.columns < width { return 0 }
    var used = 1
    var index = cursor
    while index > 0 {
      used += String(characters[index - 1]).columns
      if used > width { return min(index + (index < cursor ? 1 : 0), cursor) }
      index -= 1
    }
    return 0
  }
}
