import CPty
import Glibc

// A program on a real terminal, driven by a test or by the bench.
//
//     let session = try PtySession(path, ["--demo"], size: (120, 40))
//     try session.wait { $0.shows("Pipeline") }      // reads until true: no sleep
//     session.send("g"); session.send("d")
//     try session.wait { $0.shows("Devis") }
//     session.send("q")
//     #expect(session.exit() == .exited(0))

/// What went wrong with a session.
public enum PtyError: Error, CustomStringConvertible, Sendable {
  /// The program could not be started.
  case spawn
  /// What was waited for did not come in time; with what stands on the screen.
  case timeout(screen: String)
  /// The program ended first; with what stands on the screen.
  case ended(screen: String)

  /// For the report of a test.
  public var description: String {
    switch self {
    case .spawn: "the program could not be started"
    case .timeout(let screen): "not seen in time; on the screen:\n\(screen)"
    case .ended(let screen): "the program ended first; on the screen:\n\(screen)"
    }
  }
}

/// How a program ended.
public enum PtyExit: Hashable, Sendable {
  /// With this status.
  case exited(Int32)
  /// By this signal.
  case signalled(Int32)
  /// It still runs.
  case running
}

/// Keys as a terminal sends them once ncurses has switched it to application mode.
public enum PtyKeys {
  /// Arrow up.
  public static let up = "\u{1B}OA"
  /// Arrow down.
  public static let down = "\u{1B}OB"
  /// Arrow right.
  public static let right = "\u{1B}OC"
  /// Arrow left.
  public static let left = "\u{1B}OD"
  /// Enter.
  public static let enter = "\r"
  /// Escape.
  public static let escape = "\u{1B}"
  /// A function key, 1 to 12.
  public static func f(_ number: Int) -> String {
    let names = [
      "OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~",
    ]
    return "\u{1B}" + names[number - 1]
  }
  /// A bracketed paste.
  public static func paste(_ text: String) -> String { "\u{1B}[200~" + text + "\u{1B}[201~" }
  /// A press of the left button on a cell, in SGR coordinates.
  public static func click(_ x: Int, _ y: Int) -> String {
    "\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m"
  }
}

/// A program on a pseudo-terminal of its own.
public final class PtySession {
  /// What stands on its screen.
  public private(set) var screen: ScreenDecoder
  /// How many bytes it has written.
  public private(set) var byteCount = 0
  /// In how many pieces they came.
  public private(set) var pieceCount = 0
  /// The last bytes it has written, 64 KiB at most.
  public private(set) var recentBytes: [UInt8] = []
  /// When its last bytes were here, in nanoseconds since the machine started: before they were looked at.
  public private(set) var lastByteNs: UInt64 = 0
  /// Its process.
  public let process: Int32

  private let master: Int32
  private var ended: PtyExit?
  /// The program has let go of its end, or we of ours.
  private var isClosed = false
  private var holdsMaster = true
  private var wasCooked = false

  /// Starts a program. The environment holds what is given and nothing of this machine but the paths of
  /// shared libraries.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    size: (width: Int, height: Int) = (120, 40)
  ) throws(PtyError) {
    var variables = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
      "PATH": "/usr/bin:/bin",
    ]
    if let libraries = getenv("LD_LIBRARY_PATH") {
      variables["LD_LIBRARY_PATH"] = String(cString: libraries)
    }
    variables.merge(environment) { $1 }
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var descriptor: Int32 = -1
    process = cpty_spawn(
      path, &words, &settings, [Int32(size.height), Int32(size.width)], &descriptor)
    master = descriptor
    screen = ScreenDecoder(width: size.width, height: size.height)
    guard process > 0 else { throw .spawn }
  }

  deinit {
    if exitStatus() == .running {
      Glibc.kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    letGo()
  }

  /// Types.
  public func send(_ text: String) { send(bytes: Array(text.utf8)) }

  /// Sends bytes as they are, also half a character.
  public func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN || errno == EINTR {
        // The program writes while we write: reading is what makes room on both sides.
        _ = read(timeoutMs: 10)
      } else {
        return
      }
    }
  }

  /// Gives the window another size.
  public func resize(width: Int, height: Int) {
    screen.resize(width: width, height: height)
    cpty_resize(master, Int32(height), Int32(width))
  }

  /// Sends a signal to the program.
  public func signal(_ number: Int32) { Glibc.kill(process, number) }

  /// Reads until the screen is as wanted. Throws after `timeoutMs`, or when the program ended before.
  public func wait(timeoutMs: Int = 10_000, until wanted: (ScreenDecoder) -> Bool) throws(PtyError)
  {
    let deadline = Self.nowMs() + timeoutMs
    while !wanted(screen) {
      let left = deadline - Self.nowMs()
      if left <= 0 { throw .timeout(screen: screen.text) }
      if !read(timeoutMs: left), isClosed {
        if wanted(screen) { return }
        throw .ended(screen: screen.text)
      }
    }
  }

  /// Reads what comes within that time, and at least once. True when something came.
  @discardableResult public func read(timeoutMs: Int) -> Bool {
    guard !isClosed else { return false }
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, Int32(timeoutMs)) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else {
      // EIO: the far end is closed. The program may still be on its way out (cat closes its streams first):
      // letting go of our end now would hang up on it and turn its exit status into SIGHUP.
      if count == 0 || errno == EIO { noteClosed() }
      return false
    }
    lastByteNs = Self.nowNs()
    byteCount += count
    pieceCount += 1
    recentBytes = (recentBytes + buffer[0..<count]).suffix(65_536)
    screen.feed(buffer[0..<count])
    return true
  }

  /// Whether the terminal echoes and interprets signals, as a shell needs it; of a program that ended,
  /// how it left the terminal.
  public var isCooked: Bool { isClosed ? wasCooked : cpty_is_cooked(master) == 1 }

  /// Takes the terminal away, as a lost connection does.
  public func hangUp() {
    noteClosed()
    letGo()
  }

  private func noteClosed() {
    guard !isClosed else { return }
    wasCooked = cpty_is_cooked(master) == 1
    isClosed = true
  }

  private func letGo() {
    guard holdsMaster else { return }
    holdsMaster = false
    close(master)
  }

  /// Waits for the end of the program, reading what it still writes.
  public func exit(timeoutMs: Int = 10_000) -> PtyExit {
    let deadline = Self.nowMs() + timeoutMs
    while exitStatus() == .running, Self.nowMs() < deadline {
      // Once the far end is closed the process is about to be reaped: waitpid is the thing to wait for.
      if isClosed || !read(timeoutMs: 20) { _ = poll(nil, 0, 1) }
    }
    while !isClosed, read(timeoutMs: 0) {}
    return exitStatus()
  }

  private func exitStatus() -> PtyExit {
    if let ended { return ended }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return .running }
    let signal = status & 0x7F
    let result: PtyExit = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    ended = result
    return result
  }

  private static func nowMs() -> Int { Int(nowNs() / 1_000_000) }

  private static func nowNs() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
