import Terminal

/// What a start without a company runs: the form, then the workstation in its place.
public struct FirstStartProgram: Program {
  /// The form; its last state once the workstation runs.
  public private(set) var form: FirstStart
  /// Whether the workstation runs.
  public var hasBegun: Bool { station != nil }
  private var station: WorkstationProgram?
  private var size: Size
  private var isDirty = true
  private let begin: (FirstStartWish) -> Void
  private let repaint: () -> Void
  private let open: () -> WorkstationProgram?

  /// - Parameters:
  ///   - begin: does what is wished, on a queue, and posts `FirstStartProgram.progress`, then `done` or
  ///     `failed`.
  ///   - repaint: paints the whole terminal again.
  ///   - open: the workstation on what `begin` has made; called on the terminal's thread after `done`.
  public init(
    form: FirstStart, size: Size, begin: @escaping (FirstStartWish) -> Void,
    repaint: @escaping () -> Void, open: @escaping () -> WorkstationProgram?
  ) {
    self.form = form
    self.size = size
    self.begin = begin
    self.repaint = repaint
    self.open = open
  }

  private static let ticket = Ticket(screen: 0, slot: "firstStart", turn: 0)
  private struct Made: Sendable {}

  /// How far the work is, in words.
  public static func progress(_ text: String) -> Message { .notice(Status(.notice, text)) }
  /// The company is there.
  public static let done = Message.result(ticket, Made())
  /// It could not be made.
  public static func failed(_ failure: Failure) -> Message { .failure(ticket, failure) }

  /// Whether something visible changed.
  public var needsFrame: Bool { station?.needsFrame ?? isDirty }
  /// Nothing is drawn without a reason.
  public var deadlineMs: UInt64? { nil }

  /// Takes note of an event.
  public mutating func handle(_ event: LoopEvent<Message>) -> Flow {
    if station != nil { return station?.handle(event) ?? .quit }
    isDirty = true
    switch event {
    case .input(.resize(let size)): self.size = size
    case .input(.key(.ctrl("l"))): repaint()
    case .input(let input):
      switch form.handle(input, size) {
      case .stay: break
      case .begin(let wish): begin(wish)
      case .quit: return .quit
      }
    case .message(let message): return take(message)
    case .terminate: return .quit
    case .deadline, .resumed: break
    }
    return .proceed
  }

  private mutating func take(_ message: Message) -> Flow {
    switch message {
    case .notice(let status): form.tell(status.text)
    case .failure(_, let failure): form.fail(failure.sentence)
    case .result(_, is Made):
      station = open()
      if station == nil { return .quit }
    case .result, .storeChanged, .session: break
    }
    return .proceed
  }

  /// Draws the frame.
  public mutating func draw(on canvas: Canvas) -> Point? {
    if station != nil { return station?.draw(on: canvas) }
    isDirty = false
    return form.draw(on: canvas)
  }
}
