import CLinux
import Glibc

// One thread, one poll, three descriptors:
//
//        tty ────────┐                       ┌─ signals first   resize, terminate, stop
//        mailbox ────┼── poll(−1 or until ───┼─ then all that was typed
//        signals ────┘      the deadline)    ├─ then the results of background work
//                                            └─ then at most one frame
//
// Without input, result or deadline the process sleeps: no wake-up, no byte.

/// What happened.
public enum LoopEvent<Message: Sendable>: Sendable {
  /// The user did something, or resized the window.
  case input(InputEvent)
  /// Background work has a result.
  case message(Message)
  /// The deadline the program asked for has come.
  case deadline
  /// The system asks to end: save the draft, then answer `.quit`.
  case terminate(Termination)
  /// ^Z from outside, or the program's own wish, is over: the screen is ours again.
  case resumed
}

/// Why the program is asked to end.
public enum Termination: Sendable {
  /// SIGTERM.
  case terminated
  /// SIGHUP, or the terminal is gone: nothing can be shown any more.
  case hangUp
  /// SIGINT from another process (^C itself is a key).
  case interrupted
}

/// What the loop does next.
public enum Flow: Sendable, Equatable {
  /// Goes on.
  case proceed
  /// Gives the terminal back, stops the process as ^Z would, takes the terminal again when continued.
  case suspend
  /// Gives the terminal back and returns.
  case quit
}

/// What a loop runs.
public protocol Program {
  /// What background work reports.
  associatedtype Message: Sendable

  /// Takes note of an event. Must not wait for anything.
  mutating func handle(_ event: LoopEvent<Message>) -> Flow
  /// Whether something visible changed since the last frame.
  var needsFrame: Bool { get }
  /// Draws the frame, which is blank and has the size of the screen, and says where the cursor goes.
  mutating func draw(on canvas: Canvas) -> Point?
  /// When to be woken without any event (`Clock.nowMs`), or nil for never.
  var deadlineMs: UInt64? { get }
}

/// Runs a program on a screen until it quits.
///
///     let loop = try EventLoop(screen: screen, mailbox: mailbox)   // first thing in main: blocks signals
///     loop.run(&program)
public final class EventLoop<Message: Sendable> {
  private let screen: any Screen
  private let mailbox: Mailbox<Message>
  private let signals: Int32
  private var frame: CellBuffer
  private var inputIsGone = false
  // What the last poll found: what has nothing is not read, which would be a call of the system for nothing.
  private var hasSignals = true
  private var hasMessages = true
  private var termination: Termination?
  // Read and not yet handled: three queues of plain values, which cost less than one of events.
  private var notices: [Notice] = []
  private var inputs: ArraySlice<InputEvent> = []
  private var messages: [Message] = []

  /// What a signal says.
  private enum Notice {
    case resized(Size)
    case terminate(Termination)
    /// Stop here, asked from outside.
    case stop
    case resumed
  }

  /// Signals of the loop are blocked from here on for this thread and those it starts: create it before any
  /// other thread. Children must be given their mask back (`clinux_unblock_signals`).
  public init(screen: any Screen, mailbox: Mailbox<Message>) {
    self.screen = screen
    self.mailbox = mailbox
    signals = clinux_signal_descriptor()
    frame = CellBuffer(screen.size)
  }

  deinit { close(signals) }

  /// Draws a first frame and goes on until the program quits; the terminal is given back then.
  ///
  /// - Returns: what the system had asked for, nil where the program left by itself.
  @discardableResult
  public func run<P: Program>(_ program: inout P) -> Termination? where P.Message == Message {
    defer { screen.leave() }
    draw(&program)
    while true {
      wait(until: program.deadlineMs)
      switch turn(&program) {
      case .quit: return termination
      case .suspend:
        stop()
        guard program.handle(.resumed) != .quit else { return nil }
        draw(&program)
      case .proceed:
        if program.needsFrame { draw(&program) }
      }
    }
  }

  private func wait(until deadline: UInt64?) {
    var timeout: Int32 = -1
    if let deadline {
      let now = Clock.nowMs()
      timeout = deadline <= now ? 0 : Int32(clamping: deadline - now)
    }
    if !notices.isEmpty || !inputs.isEmpty || !messages.isEmpty { timeout = 0 }
    let readable = Int16(POLLIN)
    var descriptors = (
      pollfd(fd: screen.inputDescriptor, events: readable, revents: 0),
      pollfd(fd: mailbox.descriptor, events: readable, revents: 0),
      pollfd(fd: signals, events: readable, revents: 0)
    )
    // EINTR, like a deadline, is a turn with nothing to read.
    withUnsafeMutableBytes(of: &descriptors) { bytes in
      _ = poll(bytes.bindMemory(to: pollfd.self).baseAddress, 3, timeout)
    }
    inputIsGone = descriptors.0.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    hasMessages = descriptors.1.revents != 0
    hasSignals = descriptors.2.revents != 0
  }

  /// Reads everything that waits, in the order of the drawing above, and lets the program handle it. What
  /// it has not seen when it asks to be suspended waits for the next turn: no key is ever lost.
  private func turn<P: Program>(_ program: inout P) -> Flow where P.Message == Message {
    gather()
    while !notices.isEmpty {
      let flow = handle(notices.removeFirst(), &program)
      if flow != .proceed { return flow }
    }
    while let input = inputs.popFirst() {
      let flow = program.handle(.input(input))
      if flow != .proceed { return flow }
    }
    while !messages.isEmpty {
      let flow = program.handle(.message(messages.removeFirst()))
      if flow != .proceed { return flow }
    }
    if let deadline = program.deadlineMs, deadline <= Clock.nowMs() {
      return program.handle(.deadline)
    }
    return .proceed
  }

  private func handle<P: Program>(
    _ notice: Notice, _ program: inout P
  ) -> Flow where P.Message == Message {
    switch notice {
    case .resized(let size): return program.handle(.input(.resize(size)))
    case .resumed: return program.handle(.resumed)
    case .stop: return .suspend
    case .terminate(let asked):
      termination = asked
      let flow = program.handle(.terminate(asked))
      return flow == .proceed && asked == .hangUp ? .quit : flow
    }
  }

  private func gather() {
    while hasSignals, case let number = clinux_next_signal(signals), number != 0 {
      gather(signal: number)
    }
    if inputIsGone { notices.append(.terminate(.hangUp)) }
    inputs += screen.readEvents()
    if hasMessages { messages += mailbox.drain() }
  }

  private func gather(signal: Int32) {
    switch signal {
    case SIGWINCH: if let size = screen.refreshSize() { notices.append(.resized(size)) }
    case SIGTERM: notices.append(.terminate(.terminated))
    case SIGHUP: notices.append(.terminate(.hangUp))
    case SIGINT: notices.append(.terminate(.interrupted))
    case SIGTSTP: notices.append(.stop)
    case SIGCONT:
      // Continued after a SIGSTOP nobody could announce: the shell has used the terminal meanwhile.
      screen.suspend()
      screen.resume()
      notices.append(.resumed)
    default: break
    }
  }

  private func stop() {
    let former = screen.size
    screen.suspend()
    clinux_stop_here()
    screen.resume()
    if screen.size != former { notices.insert(.resized(screen.size), at: 0) }
  }

  private func draw<P: Program>(_ program: inout P) where P.Message == Message {
    frame.resize(to: screen.size)
    let cursor = program.draw(on: frame.canvas)
    screen.present(frame, cursor: cursor)
  }
}
