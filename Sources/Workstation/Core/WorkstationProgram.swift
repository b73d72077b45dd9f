import SalesDesk
import SalesStore
import Terminal

/// The workstation as the loop runs it: messages in, effects out, at most one frame a turn.
public struct WorkstationProgram: Program {
  /// The model.
  public private(set) var model: Model
  /// Whether something visible changed since the last frame.
  public private(set) var needsFrame = true
  /// Nothing is drawn without a reason: no clock, no deadline.
  public var deadlineMs: UInt64? { nil }
  private let runner: EffectRunner
  private let surroundings: Surroundings

  /// A workstation on these surroundings.
  public init(model: Model, runner: EffectRunner, surroundings: Surroundings) {
    self.model = model
    self.runner = runner
    self.surroundings = surroundings
    for issued in self.model.start() { _ = carryOut(issued) }
  }

  /// Takes note of an event and carries out what follows from it.
  public mutating func handle(_ event: LoopEvent<Message>) -> Flow {
    needsFrame = true
    switch event {
    case .input(let input): return carryOut(model.update(input))
    case .message(let message): return carryOut(model.update(message))
    case .deadline: return .proceed
    case .resumed: return .proceed
    case .terminate:
      runner.drain()
      return .quit
    }
  }

  /// Draws the frame.
  public mutating func draw(on canvas: Canvas) -> Point? {
    needsFrame = false
    return model.draw(on: canvas)
  }

  private mutating func carryOut(_ issued: [Issued]) -> Flow {
    var flow = Flow.proceed
    for one in issued {
      let next = carryOut(one)
      if next != .proceed { flow = next }
    }
    return flow
  }

  private mutating func carryOut(_ issued: Issued) -> Flow {
    switch issued.effect {
    case .work(let work):
      if let ticket = issued.ticket { runner.run(work, ticket) }
    case .undo:
      if let ticket = issued.ticket { runner.run(ticket) { try Undone($0.undo(), isRedo: false) } }
    case .redo:
      if let ticket = issued.ticket { runner.run(ticket) { try Undone($0.redo(), isRedo: true) } }
    case .journal(let entry):
      surroundings.journal(entry)
    case .copy(let text):
      surroundings.screen.copy(text)
    case .save(let file):
      if let ticket = issued.ticket {
        let save = surroundings.saveFile
        runner.run(ticket) { Saved(path: try save(file.name, try file.bytes($0))) }
      }
    case .write(let file):
      if let ticket = issued.ticket {
        let write = surroundings.writeFile
        // A long list makes nobody wait: neither acts nor look-ups.
        runner.run(
          .desk(ticket.slot, lane: .indicators) { try file.carryOut(at: $0, write) }, ticket)
      }
    case .readText(let path):
      if let ticket = issued.ticket {
        let read = surroundings.readText
        runner.run(.desk(ticket.slot) { _ in ListText(text: try read(path)) }, ticket)
      }
    case .repaint:
      surroundings.screen.repaint()
    case .toggleMouse:
      surroundings.screen.mouse = model.hasMouse
    case .switchUser(let code):
      if let ticket = issued.ticket {
        let switchUser = surroundings.switchUser
        runner.run(ticket) { _ in try switchUser(code) }
      }
    case .suspend: return .suspend
    case .quit:
      runner.drain()
      return .quit
    case .open, .go, .back, .reload, .ask, .say:
      break  // carried out by the model itself
    }
    return .proceed
  }
}

/// What stands around the workstation: given by the executable, replaced by tests.
public struct Surroundings {
  /// The screen.
  public let screen: any Screen
  /// Keeps a line of the local journal of drafts.
  public let journal: (JournalEntry) -> Void
  /// Writes a file and says where; refuses to overwrite.
  public let saveFile: @Sendable (String, [UInt8]) throws -> String
  /// Writes a file where the person said, the bytes made only where nothing stands in the way.
  public let writeFile: @Sendable (String, Bool, () throws -> [UInt8]) throws -> FileWriting
  /// The text of a file that a person named, whatever its encoding.
  public let readText: @Sendable (String) throws -> String
  /// Changes the actor of every desk, and gives the new session.
  public let switchUser: @Sendable (String) throws -> Session

  /// Surroundings.
  public init(
    screen: any Screen, journal: @escaping (JournalEntry) -> Void,
    saveFile: @escaping @Sendable (String, [UInt8]) throws -> String,
    writeFile: @escaping @Sendable (String, Bool, () throws -> [UInt8]) throws -> FileWriting,
    readText: @escaping @Sendable (String) throws -> String,
    switchUser: @escaping @Sendable (String) throws -> Session
  ) {
    self.screen = screen
    self.journal = journal
    self.saveFile = saveFile
    self.writeFile = writeFile
    self.readText = readText
    self.switchUser = switchUser
  }
}

/// An act was undone, or brought back.
struct Undone: Sendable {
  let act: LoggedAct
  let isRedo: Bool

  init(_ act: LoggedAct, isRedo: Bool) {
    self.act = act
    self.isRedo = isRedo
  }
}

/// A file was written.
struct Saved: Sendable {
  let path: String
}
