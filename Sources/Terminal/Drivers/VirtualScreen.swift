import CLinux
import Glibc

/// A terminal in memory: scripted runs, tests of the whole program, recordings.
///
///     let screen = VirtualScreen(Size(80, 24))
///     screen.type("20*foret\n")
///     …                              // the loop runs as on a real terminal
///     screen.text                    // what stands on it
///
/// Its descriptor is an eventfd, so that the very same loop polls it.
public final class VirtualScreen: Screen {
  /// Columns and rows.
  public private(set) var size: Size
  /// How roles look; kept, never used.
  public var theme: Theme = .mono
  /// The glyphs that can be shown: replaced as on a real terminal.
  public var glyphSet: GlyphSet = .unicode
  /// Whether the mouse is ours.
  public var mouse = true
  /// Polled by the loop.
  public let inputDescriptor: Int32

  /// How many frames were presented.
  public private(set) var frames = 0
  /// How many cells the last frame changed.
  public private(set) var changedCells = 0
  /// Where the cursor stands.
  public private(set) var cursor: Point?
  /// What was put on the clipboard last.
  public private(set) var clipboard: String?
  /// The title of the window.
  public private(set) var title = ""
  /// How often the bell rang.
  public private(set) var bells = 0
  /// Whether the program has the terminal.
  public private(set) var isUp = true
  /// Called after each frame, to script what the user does next.
  public var onFrame: ((VirtualScreen) -> Void)?

  private var shown: CellBuffer
  private var waiting: [InputEvent] = []

  /// A blank terminal of that size.
  public init(_ size: Size) {
    self.size = size
    shown = CellBuffer(size)
    inputDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
  }

  deinit { close(inputDescriptor) }

  /// Lets the user do something.
  public func send(_ events: [InputEvent]) {
    waiting += events
    var one: UInt64 = 1
    _ = write(inputDescriptor, &one, 8)
  }

  /// Presses keys.
  public func press(_ keys: Key...) { send(keys.map { .key($0) }) }

  /// Types a text; `\n` is Enter, `\t` is Tab.
  public func type(_ text: String) {
    send(
      text.map { character in
        switch character {
        case "\n": .key(.enter)
        case "\t": .key(.tab)
        default: .key(.char(character))
        }
      })
  }

  /// Gives the window another size.
  public func resize(to size: Size) {
    self.size = size
    shown = CellBuffer(size)
    send([.resize(size)])
  }

  /// What the user did so far.
  public func readEvents() -> [InputEvent] {
    var count: UInt64 = 0
    _ = read(inputDescriptor, &count, 8)
    defer { waiting = [] }
    return waiting
  }

  /// Sizes only change by `resize(to:)`.
  public func refreshSize() -> Size? { nil }

  /// Keeps a copy of the frame.
  public func present(_ frame: CellBuffer, cursor: Point?) {
    guard frame.size == size else { return }
    changedCells = 0
    for y in 0..<size.height {
      frame.changedRuns(row: y, from: shown) { changedCells += $0.count }
    }
    shown.copy(frame)
    self.cursor = cursor
    frames += 1
    onFrame?(self)
  }

  /// What stands on it, one line per row, in the glyphs of the glyph set.
  public var text: String {
    guard glyphSet != .unicode else { return shown.text }
    let replaced = CellBuffer(size)
    for y in 0..<size.height {
      for x in 0..<size.width where shown[x, y].width > 0 {
        let cell = shown[x, y]
        let glyph = glyphSet.shown(cell.glyph)
        let width = glyph == cell.glyph ? cell.width : 1
        replaced.set(Cell(glyph, Style(bits: cell.style), width: width), x, y)
      }
    }
    return replaced.text
  }

  /// The roles on it, one letter per cell.
  public var styles: String { shown.styles }

  /// Forgets nothing: a frame in memory is never wrong.
  public func repaint() {}
  /// Gives the terminal back.
  public func suspend() { isUp = false }
  /// Takes it again.
  public func resume() { isUp = true }
  /// Gives it back for good.
  public func leave() { isUp = false }
  /// Counts the bell.
  public func bell() { bells += 1 }
  /// Keeps the text.
  public func copy(_ text: String) { clipboard = text }
  /// Keeps the title.
  public func setTitle(_ title: String) { self.title = title }
}
