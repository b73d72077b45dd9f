import Sales
import SalesDesk
import SalesStore

// A screen never waits. What takes time, or touches anything outside the model, is an effect: a value
// that `update` returns and the runner carries out on a queue of its own.
//
//     update(model, message) ──► [Effect] ──► EffectRunner ──► queue ──► Mailbox ──► message

/// Where background work runs. Each lane is a serial queue: look-ups never wait for indicators.
public enum Lane: Sendable, Hashable, CaseIterable {
  /// Reads that a person waits for.
  case lookups
  /// Acts, one after the other, in the order in which they were asked.
  case acts
  /// Indicators: `.utility`, on their own connection.
  case indicators
}

/// Work on the desk whose result comes back to the screen that asked for it.
public struct Work: Sendable {
  /// Where it runs.
  public let lane: Lane
  /// Newer work in the same slot of the same screen makes the older one worthless: it is skipped if
  /// it has not begun, and its result is dropped.
  public let slot: String
  /// Whether the work is an act, whose failure is a sentence and whose success is announced.
  public let body: @Sendable (Desk) throws -> any Sendable

  /// A read.
  public static func read<Result: Sendable>(
    _ slot: String, lane: Lane = .lookups,
    _ body: @escaping @Sendable (StoreReader) throws -> Result
  ) -> Work {
    Work(lane: lane, slot: slot) { desk in try desk.read(body) }
  }

  /// Any work on the desk.
  public static func desk<Result: Sendable>(
    _ slot: String, lane: Lane = .lookups, _ body: @escaping @Sendable (Desk) throws -> Result
  ) -> Work {
    Work(lane: lane, slot: slot, body: body)
  }

  private init(
    lane: Lane, slot: String, body: @escaping @Sendable (Desk) throws -> any Sendable
  ) {
    self.lane = lane
    self.slot = slot
    self.body = body
  }
}

/// An act that was done from a screen: what it gave, and what the status line says.
public struct Done: Sendable {
  /// What the act gave; the screen that asked casts it.
  public let outcome: any Sendable
  /// Its line in the catalogue.
  public let entry: ActEntry
  /// The facts of its summary: `act.<id>.done` in the texts is the sentence.
  public let facts: [Fact]
  /// Whether it changed anything.
  public let changed: Bool
}

/// What `update` asks of the world.
public enum Effect: Sendable {
  /// Work whose result comes back to the screen that asked.
  case work(Work)
  /// Shows another screen above this one.
  case open(ScreenState)
  /// Shows the root of a tab.
  case go(ScreenKind)
  /// Closes this screen.
  case back
  /// Reads the visible screen again.
  case reload
  /// Puts a modal above everything.
  case ask(Modal)
  /// Says something in the status line.
  case say(Status)
  /// Undoes, or brings back, this person's last act.
  case undo, redo
  /// Puts a text on the clipboard.
  case copy(String)
  /// Writes a file that the person asked for.
  case save(FileToSave)
  /// Writes a list to a file where the person said.
  case write(FileToWrite)
  /// Reads a text file that the person named; its text comes back to the screen as `ListText`.
  case readText(path: String)
  /// Keeps a field of a draft in the local journal, or forgets a draft.
  case journal(JournalEntry)
  /// Paints the whole terminal again.
  case repaint
  /// Acts as another user from now on.
  case switchUser(code: String)
  /// Takes the mouse, or gives it back to the terminal.
  case toggleMouse
  /// Gives the terminal back, as ^Z would.
  case suspend
  /// Ends the program.
  case quit

  /// An act; its outcome comes back to the screen inside `Done`.
  public static func act<Kind: Act>(_ act: Kind) -> Effect {
    .work(
      .desk("act:" + Kind.entry.id, lane: .acts) { desk in try perform(act, at: desk) })
  }

  private static func perform<Kind: Act>(_ act: Kind, at desk: Desk) throws -> Done {
    do {
      let performed = try desk.perform(act)
      return Done(
        outcome: performed.outcome, entry: performed.entry, facts: performed.facts,
        changed: performed.actID != nil)
    } catch {
      throw Conflicted(error, during: act) ?? error
    }
  }

  /// An act made from what the store says when its turn comes: a customer typed in words.
  public static func act<Kind: Act>(
    _ make: @escaping @Sendable (StoreReader) throws -> Kind
  ) -> Effect {
    .work(
      .desk("act:" + Kind.entry.id, lane: .acts) { desk in
        try perform(try desk.read(make), at: desk)
      })
  }

  /// A read whose result comes back to the screen.
  public static func read<Result: Sendable>(
    _ slot: String, lane: Lane = .lookups,
    _ body: @escaping @Sendable (StoreReader) throws -> Result
  ) -> Effect {
    .work(.read(slot, lane: lane, body))
  }
}

/// A file that a person asked for.
public struct FileToSave: Sendable {
  /// Name proposed; the folder is the person's documents folder.
  public let name: String
  /// Makes the bytes; runs on a queue.
  public let bytes: @Sendable (Desk) throws -> [UInt8]

  /// A file.
  public init(name: String, bytes: @escaping @Sendable (Desk) throws -> [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// One line of the local journal of drafts: what a crash must not lose.
public enum JournalEntry: Sendable {
  /// The draft as it stands after a committed field, machine form: a row changes where a line of it did.
  case draft(key: String, rows: [String])
  /// The draft is in the store, or given up.
  case forget(key: String)
}

/// A draft that a crash left in the local journal.
public struct KeptDraft: Sendable, Hashable {
  /// Which draft: the key it was journalled under.
  public let key: String
  /// Its state after the last committed field, as its screen wrote it.
  public let rows: [String]

  /// A draft.
  public init(key: String, rows: [String]) {
    self.key = key
    self.rows = rows
  }
}
