import CLinux
import CNcurses
import Glibc

// A real terminal through ncurses, which here does two things only: decode keys, and find the shortest
// bytes from one frame to the next.
//
//   CellBuffer ──own diff──► changed runs ──mvadd_wchnstr──► ncurses ──one doupdate, one write──► terminal
//
// Traps that were measured, and what holds them:
//   unknown TERM ends the process in initscr      → newterm, and xterm-256color as a fallback
//   newterm is happy with a pipe                  → isatty first
//   keypad() turns the keypad to application mode → "\e>" after every entry, SS3 sequences defined
//   LINES/COLUMNS in the environment win          → both unset
//   resizeterm queues a KEY_RESIZE                → swallowed
//   presses with releases in the mask get lost    → presses only
//   a trap prints into the alternate screen       → standard error goes to the log while we are up

/// The terminal the program was started on. Not `Sendable`: ncurses has one thread, and the compiler keeps
/// this object on it.
public final class CursesScreen: Screen {
  /// Columns and rows.
  public private(set) var size: Size
  /// What is shown when the terminal's own name is unknown here: the name that was replaced.
  public let unknownTerm: String?
  /// The glyphs that can be shown.
  public var glyphSet: GlyphSet { didSet { repaint() } }
  /// Whether the mouse is ours.
  public var mouse: Bool { didSet { if isUp { applyMouse() } } }
  /// How roles look.
  public var theme: Theme {
    didSet {
      inks.use(theme)
      repaint()
    }
  }
  /// Standard input.
  public var inputDescriptor: Int32 { STDIN_FILENO }

  private let terminal: OpaquePointer
  private let output: CursesOutput
  private let shown: CellBuffer
  private var inks: CursesInks
  private var row: [cchar_t]
  private var decoder = KeyDecoder()
  private var clicks = ClickCounter()
  private var paintsAll = true
  private var isUp = false
  private var cursorVisible = true
  private var formerErrors: Int32 = -1
  private let logPath: String

  /// What puts any terminal back, whatever state it was left in: attributes, cursor, mouse, paste, cursor
  /// keys, keypad, ordinary screen.
  private static let farewell =
    "\u{1B}[0m\u{1B}[?25h\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?2004l\u{1B}[?1l\u{1B}>"
    + "\u{1B}[?1049l\r"

  /// Opens the terminal of standard input and output.
  ///
  /// Call it on the main thread, before any other is started. Throws when there is no terminal, or none that
  /// can place a cursor.
  public init(_ options: ScreenOptions = ScreenOptions()) throws(ScreenError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw .notATerminal
    }
    let utf8 = Glyphs.prepare()
    unsetenv("LINES")
    unsetenv("COLUMNS")
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    clinux_rescue_prepare(STDIN_FILENO, STDOUT_FILENO)
    if getenv("ESCDELAY") == nil { set_escdelay(options.escapeDelayMs) }
    output = CursesOutput()
    (terminal, unknownTerm) = try Self.open(name, output)
    // A frame is small and shown whole, whatever was typed meanwhile.
    typeahead(-1)
    size = Self.windowSize() ?? Size(Int(getmaxx(nc_stdscr())), Int(getmaxy(nc_stdscr())))
    let hasColours = start_color() == OK && use_default_colors() == OK
    inks = CursesInks(theme: options.theme, colours: hasColours ? nc_colors() : 0)
    shown = CellBuffer(size)
    row = Array(repeating: cchar_t(), count: size.width + 1)
    theme = options.theme
    glyphSet = options.glyphSet ?? .suited(to: unknownTerm == nil ? name : "", utf8: utf8)
    mouse = options.mouse
    logPath = options.logPath
    // The first keypad() loads the keys of terminfo over whatever was defined before it.
    keypad(nc_stdscr(), true)
    CursesKeys.define()
    enter()
  }

  private static func open(
    _ name: String, _ to: CursesOutput
  ) throws(ScreenError) -> (OpaquePointer, String?) {
    guard name != "dumb" else { throw .unsuitableTerminal(term: name) }
    let (input, output) = (fdopen(dup(STDIN_FILENO), "r"), fdopen(to.descriptor, "w"))
    if !name.isEmpty, let terminal = newterm(name, output, input) { return (terminal, nil) }
    guard let terminal = newterm("xterm-256color", output, input) else {
      throw .unsuitableTerminal(term: name)
    }
    return (terminal, name)
  }

  private static func windowSize() -> Size? {
    var (columns, rows): (Int32, Int32) = (0, 0)
    guard clinux_window_size(STDOUT_FILENO, &columns, &rows) == 0 else { return nil }
    return Size(Int(columns), Int(rows))
  }

  // MARK: Entering and leaving

  private func enter() {
    Self.farewell.withCString { clinux_rescue_arm($0, Self.farewell.utf8.count) }
    isUp = true
    raw()
    noecho()
    nonl()
    keypad(nc_stdscr(), true)
    nodelay(nc_stdscr(), true)
    intrflush(nc_stdscr(), false)
    mouseinterval(0)
    applyMouse()
    redirectErrors()
    send("\u{1B}>\u{1B}[?2004h")
    clearok(nc_curscr(), true)
    repaint()
  }

  /// Gives the terminal back for a while.
  public func suspend() { leaveScreen() }

  /// Takes it again, whatever was done to it meanwhile.
  public func resume() {
    guard !isUp else { return repaint() }
    reset_prog_mode()
    _ = refreshSize()
    enter()
  }

  /// Gives the terminal back for good.
  public func leave() { leaveScreen() }

  private func leaveScreen() {
    guard isUp else { return }
    isUp = false
    mousemask(0, nil)
    send("\u{1B}[?2004l\u{1B}>")
    curs_set(1)
    cursorVisible = true
    endwin()
    restoreErrors()
    clinux_rescue_leave()
    clinux_rescue_disarm()
  }

  private func applyMouse() {
    mousemask(mouse ? mmask_t(NC_PRESS | NC_WHEEL_UP | NC_WHEEL_DOWN) : 0, nil)
  }

  private func redirectErrors() {
    guard !logPath.isEmpty, formerErrors < 0 else { return }
    let log = Glibc.open(logPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard log >= 0 else { return }
    formerErrors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(log, STDERR_FILENO)
    close(log)
  }

  private func restoreErrors() {
    guard formerErrors >= 0 else { return }
    dup2(formerErrors, STDERR_FILENO)
    close(formerErrors)
    formerErrors = -1
  }

  /// Bytes that ncurses does not know, through its own stream, so that their order holds.
  private func send(_ text: String) {
    putp(text)
    fflush(nil)
  }

  // MARK: Events

  /// Everything typed so far.
  public func readEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    while true {
      let code = wgetch(nc_stdscr())
      if code == KEY_MOUSE {
        events += mouseEvent().map { [.mouse($0)] } ?? []
      } else if code == ERR {
        guard decoder.isPasting else { break }
        if !waitForInput() { events += decoder.endPaste() }
      } else if code != KEY_RESIZE {
        events += decoder.feed(code)
      }
    }
    return events + decoder.pause()
  }

  /// The middle of a paste: its end may be half a second away, never more.
  private func waitForInput() -> Bool {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 500) == 1 && descriptor.revents & Int16(POLLIN) != 0
  }

  private func mouseEvent() -> MouseEvent? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let point = Point(Int(event.x), Int(event.y))
    let state = UInt32(truncatingIfNeeded: event.bstate)
    if state & NC_WHEEL_UP != 0 { return MouseEvent(.wheelUp, at: point) }
    if state & NC_WHEEL_DOWN != 0 { return MouseEvent(.wheelDown, at: point) }
    guard state & NC_PRESS != 0 else { return nil }
    return MouseEvent(.press(count: clicks.press(point, atMs: Clock.nowMs())), at: point)
  }

  /// Takes the terminal's present size.
  public func refreshSize() -> Size? {
    guard let now = Self.windowSize(), now != size else { return nil }
    resizeterm(Int32(now.height), Int32(now.width))
    size = now
    shown.resize(to: now)
    row = Array(repeating: cchar_t(), count: now.width + 1)
    repaint()
    return now
  }

  // MARK: Frames

  /// Everything is painted at the next frame.
  public func repaint() { paintsAll = true }

  /// Shows a frame; does nothing when it has another size, because a newer one is on its way.
  public func present(_ frame: CellBuffer, cursor: Point?) {
    guard isUp, frame.size == size else { return }
    if paintsAll {
      clearok(nc_curscr(), true)
      for y in 0..<size.height { paint(frame, row: y, 0..<size.width) }
      paintsAll = false
    } else {
      for y in 0..<size.height {
        frame.changedRuns(row: y, from: shown) { paint(frame, row: y, $0) }
      }
    }
    shown.copy(frame)
    output.update {
      place(cursor)
      wnoutrefresh(nc_stdscr())
      doupdate()
    }
  }

  private func place(_ cursor: Point?) {
    if (cursor != nil) != cursorVisible {
      cursorVisible = cursor != nil
      curs_set(cursorVisible ? 1 : 0)
    }
    guard let cursor, Rect(size).contains(cursor) else { return }
    wmove(nc_stdscr(), Int32(cursor.y), Int32(cursor.x))
  }

  private func paint(_ frame: CellBuffer, row y: Int, _ columns: Range<Int>) {
    var count: Int32 = 0
    for x in columns {
      let cell = frame[x, y]
      guard cell.width > 0 else { continue }
      let glyph = glyphSet.shown(cell.glyph)
      append(glyph, cell.style, &count)
      // A wide glyph that was replaced by a narrow one leaves its second column blank.
      if cell.width == 2 && glyph != cell.glyph { append(0x20, cell.style, &count) }
    }
    mvadd_wchnstr(Int32(y), Int32(columns.lowerBound), row, count)
  }

  private func append(_ glyph: GlyphID, _ style: UInt16, _ count: inout Int32) {
    let paint = inks.paint(style)
    if glyph & Glyphs.internedBit == 0 {
      withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: 2) { text in
        text[0] = wchar_t(bitPattern: glyph)
        text[1] = 0
        _ = nc_set_cell(&row[Int(count)], text.baseAddress, paint.attributes, paint.pair)
      }
    } else {
      let text = Glyphs.scalars(of: glyph).map { wchar_t(bitPattern: $0.value) } + [0]
      _ = nc_set_cell(&row[Int(count)], text, paint.attributes, paint.pair)
    }
    count += 1
  }

  // MARK: Orders

  /// The bell.
  public func bell() { beep() }

  /// The clipboard, through OSC 52.
  public func copy(_ text: String) {
    guard isUp else { return }
    send(ClipboardOrder.text(text, tmux: getenv("TMUX") != nil))
  }

  /// The title of the window; control characters never reach it.
  public func setTitle(_ title: String) {
    guard isUp else { return }
    let safe = String(
      String.UnicodeScalarView(
        title.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }))
    send("\u{1B}]0;\(safe)\u{7}")
  }

  deinit {
    leaveScreen()
    delscreen(terminal)
  }
}
