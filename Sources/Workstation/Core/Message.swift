import Sales
import SalesDesk
import SalesStore
import Terminal

/// Where a result belongs: the screen instance that asked and the turn of its slot.
public struct Ticket: Sendable, Hashable {
  /// Screen instance; 0 is the workstation itself.
  public let screen: Int
  /// Slot of the work.
  public let slot: String
  /// Turn of the slot: only the newest counts.
  public let turn: Int

  /// Whether it belongs to an act: acts are never superseded, each one's result counts.
  var isOfAct: Bool { slot.hasPrefix("act:") }
}

/// What background work and the store tell the loop.
public enum Message: Sendable {
  /// Work is done.
  case result(Ticket, any Sendable)
  /// Work failed.
  case failure(Ticket, Failure)
  /// Someone else changed the company: the visible screen reads again.
  case storeChanged
  /// The session changed: another user, another day.
  case session(Session)
  /// Something to say that no screen asked for.
  case notice(Status)
}

/// Why work failed. Errors are not always `Sendable` values; their words are made at once.
public struct Failure: Sendable {
  /// The sentence for the status line.
  public let sentence: String
  /// Whether a rule said no (1) rather than a database (4).
  public let isRefusal: Bool
  /// The rule, where one said no: screens may react to it.
  public let reason: String?
  /// The record that the refused act was about, where a manager may decide otherwise.
  public let subject: ActSubject?
  /// What the customer takes, where the refused act was an acceptance.
  public let taken: TakenLines
  /// The act that met another desk's change: it is asked whose values stand.
  public var conflict: Conflicted?

  /// A failure in words.
  public init(
    sentence: String, isRefusal: Bool, reason: String?, subject: ActSubject? = nil,
    taken: TakenLines = .asOffered
  ) {
    self.sentence = sentence
    self.isRefusal = isRefusal
    self.reason = reason
    self.subject = subject
    self.taken = taken
  }

  /// The same failure, with what can be settled about it.
  public func settled(by error: any Error) -> Failure {
    var failure = self
    failure.conflict = error as? Conflicted
    return failure
  }
}
