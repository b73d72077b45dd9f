import Dispatch
import SalesDesk
import Synchronization
import Terminal

/// Carries out work on queues and posts the results: the terminal's thread never touches the store.
public final class EffectRunner: Sendable {
  private let mailbox: Mailbox<Message>
  private let queues: [Lane: DispatchQueue]
  private let desks: Mutex<Desks>
  private let turns = Mutex(Turns())
  private let words: @Sendable (any Error) -> Failure

  /// The desks of the lanes: the indicators have their own connection.
  public struct Desks: Sendable {
    /// Look-ups and acts.
    public var main: Desk
    /// Indicators.
    public var indicators: Desk

    /// Desks.
    public init(main: Desk, indicators: Desk) {
      self.main = main
      self.indicators = indicators
    }
  }

  private struct Slot: Hashable {
    let screen: Int
    let name: String
  }

  /// Who is the newest of each slot, and what the lane of the indicators is at.
  private struct Turns {
    var newest: [Slot: Int] = [:]
    var computing: (slot: Slot, turn: Int)?
  }

  /// A runner that posts to `mailbox`; `words` turns an error into its sentence.
  public init(
    desks: Desks, mailbox: Mailbox<Message>, words: @escaping @Sendable (any Error) -> Failure
  ) {
    self.desks = Mutex(desks)
    self.mailbox = mailbox
    self.words = words
    queues = [
      .lookups: DispatchQueue(label: "comptoir.lookups", qos: .userInteractive),
      .acts: DispatchQueue(label: "comptoir.acts", qos: .userInitiated),
      .indicators: DispatchQueue(label: "comptoir.indicators", qos: .utility),
    ]
  }

  /// The desk of a lane.
  public func desk(_ lane: Lane) -> Desk {
    desks.withLock { lane == .indicators ? $0.indicators : $0.main }
  }

  /// Acts as someone else from now on.
  public func replace(_ desks: Desks) {
    self.desks.withLock { $0 = desks }
  }

  /// Runs work on its lane. Reads that something newer has superseded are skipped, and a computation of
  /// indicators that is under way is cut short; acts never are.
  public func run(_ work: Work, _ ticket: Ticket) {
    let slot = Slot(screen: ticket.screen, name: ticket.slot)
    if work.lane != .acts { supersede(slot, by: ticket.turn) }
    queues[work.lane]?.async { [self] in
      guard begin(work.lane, slot, ticket.turn) else { return }
      let message: Message
      do {
        message = .result(ticket, try work.body(desk(work.lane)))
      } catch {
        message = .failure(ticket, words(error).settled(by: error))
      }
      guard end(work.lane, slot, ticket.turn) else { return }
      mailbox.post(message)
    }
  }

  // The lock is held while the computation is interrupted, so that the one after it, which begins
  // under the same lock, is never the one that is hit.
  private func supersede(_ slot: Slot, by turn: Int) {
    turns.withLock { turns in
      turns.newest[slot] = turn
      guard let computing = turns.computing, computing.slot == slot else { return }
      desk(.indicators).store.database.interrupt()
    }
  }

  /// Whether the work is still wanted when its turn on the lane comes.
  private func begin(_ lane: Lane, _ slot: Slot, _ turn: Int) -> Bool {
    guard lane != .acts else { return true }
    return turns.withLock { turns in
      guard turns.newest[slot] == turn else { return false }
      if lane == .indicators { turns.computing = (slot, turn) }
      return true
    }
  }

  /// Whether what came out is still wanted: of a superseded computation not even the failure is.
  private func end(_ lane: Lane, _ slot: Slot, _ turn: Int) -> Bool {
    guard lane == .indicators else { return true }
    return turns.withLock { turns in
      turns.computing = nil
      return turns.newest[slot] == turn
    }
  }

  /// Runs something that is not work of a screen.
  public func run(_ ticket: Ticket, _ body: @escaping @Sendable (Desk) throws -> any Sendable) {
    run(.desk(ticket.slot, lane: .acts, body), ticket)
  }

  /// Waits until everything asked so far is done: before the program ends, acts are not cut short.
  public func drain() {
    for lane in Lane.allCases where lane != .indicators { queues[lane]?.sync {} }
  }
}
