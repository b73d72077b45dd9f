/// A key, as it reaches the program. A character is what the keyboard produced, whatever its layout: the
/// same `&` comes from an unshifted AZERTY 1.
///
///     switch key {
///     case .char("n"): …            case .ctrl("s"), .f(8): …
///     case .up: …                   case .altLeft: …        case .shift(.f(6)): …
///     }
public enum Key: Hashable, Sendable {
  /// A character, also from the numeric keypad.
  case char(Character)
  /// Control and a lower-case letter (or space).
  case ctrl(Character)
  /// Alt and a character.
  case alt(Character)
  /// A key without a character.
  case named(Name, Modifiers)

  /// A key without a character.
  public enum Name: Hashable, Sendable {
    /// Return or Enter.
    case enter
    /// Escape.
    case escape
    /// Tab; with Shift it is `backTab`.
    case tab
    /// Erases before the cursor.
    case backspace
    /// Erases under the cursor.
    case delete
    /// Insert.
    case insert
    /// Arrows.
    case up, down, left, right
    /// Ends of a line or a list.
    case home, end
    /// A page at a time.
    case pageUp, pageDown
    /// A function key, 1 to 12.
    case f(Int)
  }

  /// Keys held with another.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// The set as bits, those of xterm: Shift 1, Alt 2, Control 4.
    public let rawValue: UInt8
    /// A set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Shift.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt.
    public static let alt = Modifiers(rawValue: 2)
    /// Control.
    public static let ctrl = Modifiers(rawValue: 4)
  }

  /// Return or Enter.
  public static let enter = Key.named(.enter, [])
  /// Escape.
  public static let escape = Key.named(.escape, [])
  /// Tab.
  public static let tab = Key.named(.tab, [])
  /// Shift and Tab.
  public static let backTab = Key.named(.tab, .shift)
  /// Erases before the cursor.
  public static let backspace = Key.named(.backspace, [])
  /// Erases under the cursor.
  public static let delete = Key.named(.delete, [])
  /// Insert.
  public static let insert = Key.named(.insert, [])
  /// Arrow up.
  public static let up = Key.named(.up, [])
  /// Arrow down.
  public static let down = Key.named(.down, [])
  /// Arrow left.
  public static let left = Key.named(.left, [])
  /// Arrow right.
  public static let right = Key.named(.right, [])
  /// Start of a line or a list.
  public static let home = Key.named(.home, [])
  /// End of a line or a list.
  public static let end = Key.named(.end, [])
  /// A page up.
  public static let pageUp = Key.named(.pageUp, [])
  /// A page down.
  public static let pageDown = Key.named(.pageDown, [])
  /// The key that goes back in history.
  public static let altLeft = Key.named(.left, .alt)
  /// The key that goes forward in history.
  public static let altRight = Key.named(.right, .alt)
  /// A function key.
  public static func f(_ number: Int) -> Key { .named(.f(number), []) }
  /// A named key with Shift.
  public static func shift(_ name: Name) -> Key { .named(name, .shift) }

  /// The character it types into a field, if it does.
  public var text: Character? {
    guard case .char(let character) = self else { return nil }
    return character
  }
}

extension Key: LosslessStringConvertible {
  /// Its name in key maps and scripts: `n`, `ctrl+s`, `alt+left`, `shift+f6`, `enter`, `space`.
  public var description: String {
    switch self {
    case .char(" "): return "space"
    case .char(let character): return String(character)
    case .ctrl(let character): return "ctrl+" + (character == " " ? "space" : String(character))
    case .alt(let character): return "alt+" + (character == " " ? "space" : String(character))
    case .named(let name, let modifiers):
      var words: [String] = []
      if modifiers.contains(.ctrl) { words.append("ctrl") }
      if modifiers.contains(.alt) { words.append("alt") }
      if modifiers.contains(.shift) { words.append("shift") }
      return (words + [name.word]).joined(separator: "+")
    }
  }

  /// The key of that name, or nil.
  public init?(_ description: String) {
    var modifiers: Modifiers = []
    var rest = Substring(description)
    for (word, modifier) in [("ctrl+", Modifiers.ctrl), ("alt+", .alt), ("shift+", .shift)]
    where rest.hasPrefix(word) {
      modifiers.insert(modifier)
      rest = rest.dropFirst(word.count)
    }
    if let name = Name(word: String(rest)) {
      self = .named(name, modifiers)
      return
    }
    guard let character = rest == "space" ? " " : rest.first, rest == "space" || rest.count == 1
    else { return nil }
    switch modifiers {
    case []: self = .char(character)
    case .ctrl: self = .ctrl(character)
    case .alt: self = .alt(character)
    default: return nil
    }
  }
}

extension Key.Name {
  private static let words: [(String, Key.Name)] = [
    ("enter", .enter), ("escape", .escape), ("tab", .tab), ("backspace", .backspace),
    ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left),
    ("right", .right), ("home", .home), ("end", .end), ("pageup", .pageUp),
    ("pagedown", .pageDown),
  ]

  var word: String {
    if case .f(let number) = self { return "f\(number)" }
    return Key.Name.words.first { $0.1 == self }?.0 ?? ""
  }

  init?(word: String) {
    if let known = Key.Name.words.first(where: { $0.0 == word }) {
      self = known.1
    } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...12).contains(number) {
      self = .f(number)
    } else {
      return nil
    }
  }
}
