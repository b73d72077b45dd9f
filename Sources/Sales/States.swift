/// A state that the trade itself fixes, with its one table of allowed transitions.
///
/// Stages of a pipeline are not of this kind: they are rows that a manager edits. Source of the
/// tables: model.md, "State machines". An undo restores what was and is no transition.
public protocol TradeState: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The states that may follow this one.
  var successors: [Self] { get }
}

/// A transition that the table does not allow.
public struct ForbiddenTransition<State: TradeState>: Error, Equatable, Sendable {
  /// The state the record is in.
  public let from: State
  /// The state that was wanted.
  public let to: State

  /// The transition from one state to another.
  public init(from: State, to: State) {
    self.from = from
    self.to = to
  }
}

extension TradeState {
  /// Whether the table allows this state to become that one.
  public func canBecome(_ next: Self) -> Bool { successors.contains(next) }

  /// The next state, or the transition that is forbidden.
  public func becoming(_ next: Self) throws(ForbiddenTransition<Self>) -> Self {
    guard canBecome(next) else { throw ForbiddenTransition(from: self, to: next) }
    return next
  }

  /// Whether nothing may follow.
  public var isFinal: Bool { successors.isEmpty }
}

/// A version of a quote. Expired is read (sent, and its validity day is past), never written.
public enum QuoteState: String, TradeState {
  case draft, sent, accepted, declined, superseded, cancelled

  /// draft → sent | cancelled; sent → accepted | declined | superseded.
  public var successors: [QuoteState] {
    switch self {
    case .draft: [.sent, .cancelled]
    case .sent: [.accepted, .declined, .superseded]
    case .accepted, .declined, .superseded, .cancelled: []
    }
  }
}

/// A line of a sales order. Closed: the remainder is cancelled, or within the tolerance.
public enum OrderLineState: String, TradeState {
  case open, partlyDelivered, delivered, closed

  /// open → partlyDelivered → delivered; both open states → closed → reopened as what they were
  /// (reopening checks credit again).
  public var successors: [OrderLineState] {
    switch self {
    case .open: [.partlyDelivered, .delivered, .closed]
    case .partlyDelivered: [.delivered, .closed]
    case .delivered: []
    case .closed: [.open, .partlyDelivered]
    }
  }
}

/// Goods set aside for a line in a warehouse; a partial delivery splits the row.
public enum ReservationState: String, TradeState {
  case held, consumed, released, expired

  /// held → consumed | released | expired.
  public var successors: [ReservationState] {
    self == .held ? [.consumed, .released, .expired] : []
  }
}

/// A need that sales hands to the buyer.
public enum PurchaseRequestState: String, TradeState {
  case open, ordered, cancelled

  /// open → ordered | cancelled.
  public var successors: [PurchaseRequestState] {
    self == .open ? [.ordered, .cancelled] : []
  }
}

/// A line of a purchase order.
public enum PurchaseLineState: String, TradeState {
  case ordered, partlyReceived, received, closed

  /// ordered → partlyReceived → received; ordered | partlyReceived → closed.
  public var successors: [PurchaseLineState] {
    switch self {
    case .ordered: [.partlyReceived, .received, .closed]
    case .partlyReceived: [.received, .closed]
    case .received, .closed: []
    }
  }
}

/// How an opportunity ended, or that it has not.
public enum OpportunityOutcome: String, TradeState {
  case open, won, lost

  /// open → won | lost; either → open again (reopened: both events stay).
  public var successors: [OpportunityOutcome] {
    self == .open ? [.won, .lost] : [.open]
  }
}
