/// Where frames go and where events come from: a real terminal (`CursesScreen`) or memory (`VirtualScreen`).
/// Used by one thread only, the one that runs the loop.
public protocol Screen: AnyObject {
  /// Columns and rows of the last layout.
  var size: Size { get }
  /// How roles look. Changing it repaints everything at the next frame.
  var theme: Theme { get set }
  /// Which glyphs can be shown.
  var glyphSet: GlyphSet { get set }
  /// Whether the mouse is ours; when not, the terminal selects text with it.
  var mouse: Bool { get set }
  /// What to poll for input.
  var inputDescriptor: Int32 { get }

  /// Everything typed so far, in order. Never waits for the user.
  func readEvents() -> [InputEvent]
  /// Asks the terminal for its size after a resize signal; nil when it has not changed.
  func refreshSize() -> Size?
  /// Shows a frame of exactly `size`, and the cursor there, or nowhere.
  func present(_ frame: CellBuffer, cursor: Point?)
  /// Whatever stands on the terminal is wrong: the next frame is painted whole.
  func repaint()
  /// Gives the terminal back for a while (external editor, ^Z).
  func suspend()
  /// Takes it again.
  func resume()
  /// Gives the terminal back for good. Can be called twice.
  func leave()
  /// The bell.
  func bell()
  /// Puts a text on the clipboard of the user's machine, through the terminal (OSC 52), never reads it.
  func copy(_ text: String)
  /// The title of the window.
  func setTitle(_ title: String)
}

/// Why a terminal could not be opened.
public enum ScreenError: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// `TERM=dumb`, or no description of the terminal at all, even of the fallback.
  case unsuitableTerminal(term: String)
}

/// How a real terminal is opened.
public struct ScreenOptions: Sendable {
  /// The looks of roles.
  public var theme: Theme
  /// The glyphs, or nil to choose from the terminal and the locale.
  public var glyphSet: GlyphSet?
  /// Whether the mouse is ours from the start.
  public var mouse: Bool
  /// Where standard error goes while the screen is up; an empty path leaves it.
  public var logPath: String
  /// How long a lone Escape waits for the rest of a sequence, in milliseconds; `ESCDELAY` wins.
  public var escapeDelayMs: Int32

  /// Options.
  public init(
    theme: Theme = .dark, glyphSet: GlyphSet? = nil, mouse: Bool = true, logPath: String = ""
  ) {
    self.theme = theme
    self.glyphSet = glyphSet
    self.mouse = mouse
    self.logPath = logPath
    escapeDelayMs = 25
  }
}

/// The bytes of a clipboard order: OSC 52, wrapped for tmux when the terminal is one.
enum ClipboardOrder {
  /// Terminals drop longer ones.
  static let limit = 74_000

  static func text(_ text: String, tmux: Bool) -> String {
    let order = "\u{1B}]52;c;" + base64(Array(text.utf8.prefix(limit))) + "\u{7}"
    if !tmux { return order }
    return "\u{1B}Ptmux;\u{1B}" + order + "\u{1B}\\"
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var word = group.reduce(0) { $0 << 8 | Int($1) }
      word <<= 8 * (3 - group.count)
      for digit in 0...3 {
        let value = digits[word >> (18 - 6 * digit) & 63]
        output.append(digit <= group.count ? value : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
