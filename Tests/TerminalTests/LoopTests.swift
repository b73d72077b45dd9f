import CNcurses
import Testing

@testable import Terminal

@Suite("Loop", .serialized) struct LoopTests {
  /// Writes down what it is given; quits on `q`.
  struct Scribe: Program {
    typealias Message = Int
    var seen: [String] = []
    var needsFrame = false
    var deadlineMs: UInt64?

    mutating func handle(_ event: LoopEvent<Int>) -> Flow {
      needsFrame = true
      switch event {
      case .input(.key(.char("q"))): return .quit
      case .input(.key(let key)): seen.append(key.description)
      case .input(.resize(let size)): seen.append("\(size.width)x\(size.height)")
      case .message(let number): seen.append("message \(number)")
      case .deadline:
        seen.append("deadline")
        deadlineMs = nil
      default: seen.append("other")
      }
      return .proceed
    }

    mutating func draw(on canvas: Canvas) -> Point? {
      needsFrame = false
      canvas.put(seen.joined(separator: " "), 0, 0)
      return Point(0, 0)
    }
  }

  @Test("all that was typed is handled before one frame is drawn") func burst() {
    let screen = VirtualScreen(Size(60, 2))
    let loop = EventLoop(screen: screen, mailbox: Mailbox<Int>())
    screen.type("abc")
    screen.onFrame = { if $0.frames == 2 { $0.press(.char("q")) } }
    var program = Scribe()
    loop.run(&program)
    #expect(program.seen == ["a", "b", "c"])
    #expect(screen.frames == 2)
    #expect(screen.text == "a b c\n")
    #expect(!screen.isUp)
  }

  @Test("results, resizes and deadlines reach the program, in that turn's order") func sources() {
    let screen = VirtualScreen(Size(60, 2))
    let mailbox = Mailbox<Int>()
    let loop = EventLoop(screen: screen, mailbox: mailbox)
    mailbox.post(1)
    mailbox.post(2, superseding: { $0 == 1 })
    screen.resize(to: Size(50, 3))
    screen.press(.enter)
    screen.onFrame = { if $0.text.contains("deadline") { $0.press(.char("q")) } }
    var program = Scribe()
    program.deadlineMs = Clock.nowMs()
    loop.run(&program)
    #expect(program.seen == ["50x3", "enter", "message 2", "deadline"])
  }

  @Test("only what changed is repainted, and missing glyphs are replaced cell for cell")
  func virtual() {
    let screen = VirtualScreen(Size(10, 1))
    let frame = CellBuffer(Size(10, 1))
    frame.canvas.put("━é€日▌", 0, 0)
    screen.present(frame, cursor: nil)
    #expect(screen.changedCells == 6)
    frame.canvas.put("x", 9, 0)
    screen.present(frame, cursor: nil)
    #expect(screen.changedCells == 1)
    screen.glyphSet = .ascii
    #expect(screen.text == "-eE? >   x")
    screen.glyphSet = .plain
    #expect(screen.text == "─é€日▌   x")
  }

  @Test("every replacement has the width of what it replaces, and ASCII is ASCII")
  func replacements() {
    for value in UInt32(0x20)...0x2FFF {
      guard case .glyph(let glyph, let width) = Glyphs.piece(value, joined: false) else { continue }
      let ascii = GlyphSet.ascii.shown(glyph)
      #expect(ascii >= 0x20 && ascii < 0x7F)
      let plain = GlyphSet.plain.shown(glyph)
      #expect(plain == glyph || Glyphs.piece(plain, joined: false) == .glyph(plain, width: width))
    }
  }

  @Test("constants of the shim are those of the library") func shim() {
    #expect(NC_REVERSE == 1 << 18 && NC_BOLD == 1 << 21 && NC_DIM == 1 << 20)
    #expect(NC_UNDERLINE == 1 << 17 && NC_PRESS == 2 && nc_key_f(12) == KEY_F0 + 12)
  }

  @Test("themes: NO_COLOR wins; a selected row is one band; mono has no colour at all")
  func themes() {
    #expect(!Theme.allowsColour(["NO_COLOR": "1"], isTerminal: true))
    #expect(Theme.allowsColour(["NO_COLOR": ""], isTerminal: true))
    #expect(!Theme.allowsColour(["CLICOLOR": "0"], isTerminal: true))
    #expect(!Theme.allowsColour([:], isTerminal: false))
    for theme in Theme.all {
      #expect(Theme.named(theme.name) == theme)
      let selected = theme.ink(for: .selected)
      for role in Role.allCases {
        #expect(theme.ink(for: Style(role).onSelection) == selected)
        if theme == .mono {
          #expect(theme.ink(for: Style(role)).text == .standard)
          #expect(theme.ink(for: Style(role)).paper == .standard)
        }
      }
      #expect(theme.ink(for: .danger) != theme.ink(for: .normal))
      #expect(theme.ink(for: .danger) != theme.ink(for: .success))
    }
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }
}
