import Values

/// A manager's decisions on approvals, given to somebody else for some days.
public struct ApprovalDelegation: Sendable, Hashable {
  /// Identity.
  public var id: ID<ApprovalDelegation>
  /// The manager who is away.
  public var delegatorID: ID<Salesperson>
  /// Who decides in that manager's place.
  public var delegateID: ID<Salesperson>
  /// First day.
  public var fromDay: Day
  /// Last day.
  public var toDay: Day
  /// Whether it was ended before its last day.
  public var ended: Bool
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<ApprovalDelegation>,
    delegatorID: ID<Salesperson>,
    delegateID: ID<Salesperson>,
    fromDay: Day,
    toDay: Day,
    ended: Bool = false,
    version: Int = 1
  ) {
    self.id = id
    self.delegatorID = delegatorID
    self.delegateID = delegateID
    self.fromDay = fromDay
    self.toDay = toDay
    self.ended = ended
    self.version = version
  }

  /// Whether it holds on a day.
  public func holds(on day: Day) -> Bool { !ended && fromDay <= day && day <= toDay }
}
