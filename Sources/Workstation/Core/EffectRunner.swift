import Dispatch
import SalesDesk
import Synchronization
import Terminal

/// Carries out work on queues and posts the results: the terminal's thread never touches the store.
public final class EffectRunner: Sendable {
  private let mailbox: Mailbox<Message>
  private let queues: [Lane: DispatchQueue]
  private let desks: Mutex<Desks>
  private let newest = Mutex<[Slot: Int]>([:])
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

  /// Runs work on its lane. Reads that something newer has superseded are skipped; acts never are.
  public func run(_ work: Work, _ ticket: Ticket) {
    let slot = Slot(screen: ticket.screen, name: ticket.slot)
    if work.lane != .acts { newest.withLock { $0[slot] = ticket.turn } }
    queues[work.lane]?.async { [self] in
      if work.lane != .acts, newest.withLock({ $0[slot] }) != ticket.turn { return }
      do {
        mailbox.post(.result(ticket, try work.body(desk(work.lane))))
      } catch {
        mailbox.post(.failure(ticket, words(error)))
      }
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
