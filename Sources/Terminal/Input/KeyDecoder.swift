import CNcurses

// What `getch` returns, one code at a time, becomes events.
//
//   C3 A9                     é        bytes of a character, also when a read cut it in two
//   1B  |  nothing behind     escape   (ncurses has already waited ESCDELAY)
//   1B 'x'                    alt+x
//   1B '[' … final            nothing: a sequence neither terminfo nor we know; its tail must not be typed
//   PrivateCode.pasteStart … pasteEnd  one paste

/// Codes of our own for sequences ncurses does not know by itself, given to `define_key`.
enum PrivateCode {
  static let pasteStart: Int32 = 2000
  static let pasteEnd: Int32 = 2001
  /// Keypad keys: this plus the ASCII they stand for.
  static let keypad: Int32 = 2100
  /// Named keys with modifiers: this plus 8 × the key plus the modifiers.
  static let modified: Int32 = 2300
  static let modifiedNames: [Key.Name] = [
    .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert, .delete,
    .f(1), .f(2), .f(3), .f(4), .f(5), .f(6), .f(7), .f(8), .f(9), .f(10), .f(11), .f(12), .tab,
  ]

  static func modified(_ name: Key.Name, _ modifiers: Key.Modifiers) -> Int32? {
    guard let index = modifiedNames.firstIndex(of: name) else { return nil }
    return modified + Int32(index) * 8 + Int32(modifiers.rawValue)
  }
}

/// Turns codes into events. Pure: it knows neither a terminal nor the time.
struct KeyDecoder {
  static let pasteLimit = 1 << 20
  private enum Sequence { case none, escape, csi, ss3 }

  private var sequence = Sequence.none
  private var bytes: [UInt8] = []
  private var paste: [UInt8]?

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { paste != nil }

  /// Takes one code and returns the event it completes, if any. Mouse and resize codes are not for here.
  mutating func feed(_ code: Int32) -> [InputEvent] {
    if paste != nil { return feedPaste(code) }
    guard code < 256 else {
      let before = settle()
      return before + named(code)
    }
    let byte = UInt8(truncatingIfNeeded: code)
    switch sequence {
    case .csi, .ss3:
      if byte >= 0x40 && byte <= 0x7E || sequence == .ss3 { sequence = .none }
      return []
    case .escape: return afterEscape(byte)
    case .none:
      if byte == 0x1B {
        let before = settle()
        sequence = .escape
        return before
      }
      return character(byte).map { [.key($0)] } ?? []
    }
  }

  /// Nothing more waits: a lone Escape is an Escape. Half a character stays, its rest will come.
  mutating func pause() -> [InputEvent] {
    defer { sequence = .none }
    return sequence == .escape ? [.key(.escape)] : []
  }

  /// The end of a paste never came: what there is, is the paste.
  mutating func endPaste() -> [InputEvent] {
    guard let paste else { return [] }
    self.paste = nil
    bytes = []
    var text = ""
    var wasReturn = false
    for scalar in String(decoding: paste, as: UTF8.self).unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      if scalar == "\n" && wasReturn { continue }
      text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
    }
    return [.paste(text)]
  }

  private mutating func feedPaste(_ code: Int32) -> [InputEvent] {
    if code == PrivateCode.pasteEnd { return endPaste() }
    if code < 256, (paste?.count ?? 0) < Self.pasteLimit {
      paste?.append(UInt8(truncatingIfNeeded: code))
    }
    return []
  }

  private mutating func afterEscape(_ byte: UInt8) -> [InputEvent] {
    sequence = .none
    switch byte {
    case UInt8(ascii: "["): sequence = .csi
    case UInt8(ascii: "O"): sequence = .ss3
    case 0x1B:
      sequence = .escape
      return [.key(.escape)]
    default:
      switch character(byte) {
      case .char(let character): return [.key(.alt(character))]
      case .named(let name, let modifiers):
        return [.key(.named(name, modifiers.union(.alt)))]
      case let key?: return [.key(.escape), .key(key)]
      // The first byte of an accented letter: Escape, then that letter.
      case nil: return [.key(.escape)]
      }
    }
    return []
  }

  /// What was begun cannot be completed by what comes now.
  private mutating func settle() -> [InputEvent] {
    bytes = []
    return pause()
  }

  private mutating func character(_ byte: UInt8) -> Key? {
    if byte < 0x80 {
      bytes = []
      return Self.control(byte) ?? .char(Character(Unicode.Scalar(byte)))
    }
    if byte >= 0xC0 { bytes = [] }
    bytes.append(byte)
    guard let first = bytes.first, first >= 0xC2, first < 0xF5 else {
      bytes = []
      return nil
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard bytes.count == length else { return nil }
    defer { bytes = [] }
    return String(validating: bytes, as: UTF8.self)?.first.map { .char($0) }
  }

  private static func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0: .ctrl(" ")
    case 8, 0x7F: .backspace
    case 9: .tab
    case 10, 13: .enter
    case 1...26: .ctrl(Character(Unicode.Scalar(byte + 0x60)))
    case 28...31: .ctrl(Character(Unicode.Scalar(byte + 0x18)))
    default: nil
    }
  }

  private mutating func named(_ code: Int32) -> [InputEvent] {
    if code == PrivateCode.pasteStart {
      paste = []
      return []
    }
    return Self.key(code).map { [.key($0)] } ?? []
  }

  private static let plain: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
    KEY_END: .end, KEY_FIND: .home, KEY_SELECT: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown,
    KEY_IC: .insert, KEY_DC: .delete, KEY_BACKSPACE: .backspace, KEY_ENTER: .enter,
    KEY_BTAB: .backTab, KEY_SLEFT: .shift(.left), KEY_SRIGHT: .shift(.right),
    KEY_SR: .shift(.up), KEY_SF: .shift(.down), KEY_SHOME: .shift(.home), KEY_SEND: .shift(.end),
    KEY_SPREVIOUS: .shift(.pageUp), KEY_SNEXT: .shift(.pageDown), KEY_SDC: .shift(.delete),
    KEY_SIC: .shift(.insert),
  ]

  private static func key(_ code: Int32) -> Key? {
    if let key = plain[code] { return key }
    let function = Int(code - nc_key_f(0))
    if (1...12).contains(function) { return .f(function) }
    if (13...24).contains(function) { return .shift(.f(function - 12)) }
    if code >= PrivateCode.modified {
      let (index, bits) = Int(code - PrivateCode.modified).quotientAndRemainder(dividingBy: 8)
      guard index < PrivateCode.modifiedNames.count else { return nil }
      return .named(PrivateCode.modifiedNames[index], Key.Modifiers(rawValue: UInt8(bits)))
    }
    if code > PrivateCode.keypad, code < PrivateCode.keypad + 0x80 {
      let byte = UInt8(code - PrivateCode.keypad)
      return byte == 13 ? .enter : .char(Character(Unicode.Scalar(byte)))
    }
    return nil
  }
}
