import CNcurses

/// Sequences ncurses must know beside those of terminfo. Defined after every `newterm`.
enum CursesKeys {
  static func define() {
    define("\u{1B}[200~", PrivateCode.pasteStart)
    define("\u{1B}[201~", PrivateCode.pasteEnd)
    defineModified()
    defineFromTerminfo()
    defineOrdinary()
    defineKeypad()
  }

  /// Terminals that stay in the other cursor mode, or use the other habit for Home and End.
  private static func defineOrdinary() {
    for (final, code) in [
      ("A", KEY_UP), ("B", KEY_DOWN), ("C", KEY_RIGHT), ("D", KEY_LEFT), ("H", KEY_HOME),
      ("F", KEY_END),
    ] {
      define("\u{1B}[" + final, code)
      define("\u{1B}O" + final, code)
    }
    for (number, code) in [
      ("1", KEY_HOME), ("2", KEY_IC), ("3", KEY_DC), ("4", KEY_END), ("5", KEY_PPAGE),
      ("6", KEY_NPAGE), ("7", KEY_HOME), ("8", KEY_END),
    ] {
      define("\u{1B}[" + number + "~", code)
    }
    for (index, final) in ["P", "Q", "R", "S"].enumerated() {
      define("\u{1B}O" + final, nc_key_f(Int32(index + 1)))
    }
    define("\u{1B}[Z", KEY_BTAB)
  }

  /// Some terminals leave their keypad in application mode whatever we ask; a sales desk lives on it.
  private static func defineKeypad() {
    let keys: [(String, Character)] = [
      ("p", "0"), ("q", "1"), ("r", "2"), ("s", "3"), ("t", "4"), ("u", "5"), ("v", "6"),
      ("w", "7"), ("x", "8"), ("y", "9"), ("n", "."), ("l", ","), ("j", "*"), ("k", "+"),
      ("m", "-"), ("o", "/"), ("X", "="), ("M", "\r"),
    ]
    for (final, character) in keys {
      define("\u{1B}O" + final, PrivateCode.keypad + Int32(character.asciiValue ?? 0))
    }
  }

  /// `ESC [ 1 ; m X`, where m is one more than the bits of the modifiers: xterm and all who follow it.
  private static func defineModified() {
    let letters: [(String, Key.Name)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
      ("P", .f(1)), ("Q", .f(2)), ("R", .f(3)), ("S", .f(4)),
    ]
    let numbers: [(String, Key.Name)] = [
      ("2", .insert), ("3", .delete), ("5", .pageUp), ("6", .pageDown), ("15", .f(5)),
      ("17", .f(6)), ("18", .f(7)), ("19", .f(8)), ("20", .f(9)), ("21", .f(10)),
      ("23", .f(11)), ("24", .f(12)),
    ]
    for bits in UInt8(1)...7 {
      let modifiers = Key.Modifiers(rawValue: bits)
      for (final, name) in letters {
        define("\u{1B}[1;\(bits + 1)\(final)", PrivateCode.modified(name, modifiers))
      }
      for (number, name) in numbers {
        define("\u{1B}[\(number);\(bits + 1)~", PrivateCode.modified(name, modifiers))
      }
    }
  }

  /// Terminals with other sequences (rxvt, screen, the console) name them in terminfo's extended
  /// capabilities, whose codes ncurses chooses at run time: they get ours instead.
  private static func defineFromTerminfo() {
    let capabilities: [(String, Key.Name)] = [
      ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home),
      ("kEND", .end), ("kPRV", .pageUp), ("kNXT", .pageDown), ("kIC", .insert), ("kDC", .delete),
    ]
    for (capability, name) in capabilities {
      for bits in UInt8(1)...6 {
        let suffix = bits == 1 ? "" : String(bits + 1)
        guard let text = nc_capability(capability + suffix) else { continue }
        let code = PrivateCode.modified(name, Key.Modifiers(rawValue: bits))
        define(String(cString: text), code)
      }
    }
  }

  private static func define(_ sequence: String, _ code: Int32?) {
    guard let code else { return }
    define_key(sequence, code)
  }
}
