import SalesDesk
import Terminal

/// What a screen is: a value with its state, how it reacts, how it is drawn.
///
/// A screen lives in `Screens/<Name>/`: state and behaviour, view, commands. It never touches the
/// store: it returns effects, and their results come back to `receive`. Letters reach `handle` only
/// where no command of the registry has them, or while the screen is typing.
public protocol ScreenBehaviour: Sendable {
  /// Which screen it is.
  static var kind: ScreenKind { get }
  /// What line 1 of narrow terminals and the window's title call it.
  func title(_ session: Session) -> String
  /// Whether an input has the focus: bare letters are then text, never commands.
  var isTyping: Bool { get }
  /// Whether the next key's meaning depends on work still under way: keys wait in the model and are
  /// replayed when the result comes; Esc empties them.
  var isWaiting: Bool { get }
  /// Whether Escape means something here (a filter to clear, a field to leave); otherwise it goes
  /// back.
  var takesEscape: Bool { get }
  /// Whether a key is the screen's although a command has it: Enter ends a filter being typed.
  func takes(_ key: Key) -> Bool
  /// Asks for what it shows; called when it appears and whenever the company changed.
  mutating func load(_ session: Session) -> [Effect]
  /// A key, paste or mouse event that no command took.
  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect]
  /// The result of work it asked for.
  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect]
  /// Work it asked for failed; the status line says so in any case.
  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect]
  /// An act that a modal above it asked for is under way: its outcome comes like that of its own.
  mutating func actBegins()
  /// What the modal above it is about: put back with a modal whose act was refused.
  var asking: any Sendable { get set }
  /// The answer to a modal it asked for.
  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect]
  /// The record it was opened for, by name: a screen where it is being typed answers to it.
  var recordKey: String? { get }
  /// What is being typed in it and stays open while another screen is shown; nil = nothing.
  var openWork: OpenWork? { get }
  /// Puts what was typed in a safe place before another screen is shown.
  mutating func leave(_ session: Session) -> [Effect]
  /// Draws the body and says where the cursor goes.
  func draw(on canvas: Canvas, _ session: Session) -> Point?
}

extension ScreenBehaviour {
  /// No input by default.
  public var isTyping: Bool { false }
  /// Escape is the screen's while it is typing, by default.
  public var takesEscape: Bool { isTyping }
  /// Commands come first by default.
  public func takes(_ key: Key) -> Bool { false }
  /// Nothing to wait for by default.
  public var isWaiting: Bool { false }
  /// Nothing to do by default.
  public mutating func fail(
    _ slot: String, _ failure: Failure, _ session: Session
  ) -> [Effect] { [] }
  /// Nothing to do by default.
  public mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] { [] }
  /// Nothing by default.
  public var asking: any Sendable {
    get { () }
    set {}
  }
  /// None by default.
  public var recordKey: String? { nil }
  /// Nothing by default.
  public var openWork: OpenWork? { nil }
  /// Nothing to do by default.
  public mutating func actBegins() {}
  /// Closes at once by default.
  public mutating func leave(_ session: Session) -> [Effect] { [] }
}
