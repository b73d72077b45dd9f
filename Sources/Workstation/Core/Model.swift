import SalesDesk
import Terminal

/// Everything that is on the screen, or decides what will be: a value. Replaying the same messages on
/// the same model gives the same frames.
public struct Model: Sendable {
  /// Who, when, how things are written.
  public internal(set) var session: Session {
    didSet {
      session.size = size
      session.edition = oldValue.edition + 1
    }
  }
  /// Size of the terminal.
  public internal(set) var size: Size { didSet { session.size = size } }
  /// Every command.
  public let registry: Registry
  /// The tab shown.
  public internal(set) var tab: ScreenKind
  /// The modals above the screen, the last one on top.
  public internal(set) var modals: [Modal] = []
  /// The line above the footer.
  public internal(set) var status: Status?
  /// Whether nothing was typed since it was said: until then it takes all the lines it needs.
  var isStatusFresh = false
  /// Earlier lines, newest last: `g n` shows them.
  public internal(set) var notices: [Status] = []
  /// Whether `g` was typed and its letter is awaited.
  var isGoing = false
  /// Modals whose work is under way, and those whose work was refused (Returning.swift).
  var sentModals: [SentModals] = []
  var returning: [ReturningModals] = []
  /// Typed while a result was awaited: replayed when it comes.
  var typedAhead: [InputEvent] = []
  /// Whether the mouse is the program's.
  var hasMouse = true
  /// What a click on a cell of the chrome runs, from the last frame.
  var hits: [Hit] = []
  /// The words of the footer, from the last frame.
  var footer = FooterWords()

  var stacks: [ScreenKind: [ScreenState]] = [:]
  /// Screens with something typed that are on no tab any more (OpenWork.swift).
  var parked: [ParkedScreen] = []
  private var turns: [Int: [String: Int]] = [:]
  private var lastInstance = 0

  /// A workstation that shows nothing yet; `start` loads its first screen.
  public init(session: Session, size: Size, registry: Registry, first: ScreenKind = .today) {
    self.session = session
    self.size = size
    self.registry = registry
    tab = first
    self.session.size = size
    stacks[first] = [numbered(ScreenState(Screens.root(first)))]
  }

  /// The screen on top of the tab shown.
  public var current: ScreenState {
    get { stacks[tab]?.last ?? ScreenState(Screens.root(tab)) }
    set {
      guard let last = stacks[tab]?.indices.last else { return }
      stacks[tab]?[last].state = newValue.state
    }
  }

  /// The screens open in this tab, root first.
  var stack: [ScreenState] { stacks[tab] ?? [] }

  /// Whether letters are text: an input of the screen or of a modal has the focus.
  var isTyping: Bool { modals.last?.isTyping ?? current.state.isTyping }

  /// Gives a screen its identity.
  mutating func numbered(_ screen: ScreenState) -> ScreenState {
    lastInstance += 1
    var screen = screen
    screen.instance = lastInstance
    return screen
  }

  /// The next turn of a slot: results of earlier turns are late.
  mutating func nextTicket(_ slot: String, of screen: Int) -> Ticket {
    let turn = (turns[screen]?[slot] ?? 0) + 1
    turns[screen, default: [:]][slot] = turn
    return Ticket(screen: screen, slot: slot, turn: turn)
  }

  func isCurrent(_ ticket: Ticket) -> Bool {
    if ticket.isOfAct { return turns[ticket.screen] != nil }
    return turns[ticket.screen]?[ticket.slot] == ticket.turn
  }

  /// Whether a screen is still somewhere.
  func isOpen(_ instance: Int) -> Bool {
    stacks.values.contains { $0.contains { $0.instance == instance } }
      || parked.contains { $0.screen.instance == instance }
  }

  mutating func forget(screen: Int) { turns[screen] = nil }

  /// Changes the screen with this identity, wherever it is.
  mutating func change<Result>(
    screen instance: Int, _ body: (inout any ScreenBehaviour) -> Result
  ) -> Result? {
    for (tab, stack) in stacks {
      guard let place = stack.firstIndex(where: { $0.instance == instance }) else { continue }
      var state = stack[place].state
      let result = body(&state)
      stacks[tab]?[place].state = state
      return result
    }
    guard let place = parked.firstIndex(where: { $0.screen.instance == instance }) else {
      return nil
    }
    var state = parked[place].screen.state
    let result = body(&state)
    parked[place].screen.state = state
    return result
  }

  mutating func say(_ status: Status) {
    keepStatus()
    self.status = status
    isStatusFresh = true
  }

  /// Another screen is shown: what was said of the one before goes to the notices. What the move
  /// itself says stays.
  mutating func leaveStatus() {
    guard !isStatusFresh else { return }
    keepStatus()
    status = nil
  }

  private mutating func keepStatus() {
    guard let old = status else { return }
    notices.append(old)
    if notices.count > 200 { notices.removeFirst(notices.count - 200) }
  }
}

/// A place of the chrome that the mouse can press.
struct Hit: Sendable, Hashable {
  let rect: Rect
  let command: String
}
