import Sales
import SalesStore
import Values

/// Gives a manager's decisions on approvals to somebody else while she is away.
public struct DelegateApprovals: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("approval.delegate", roles: .managers)

  /// Who decides.
  public let delegateID: ID<Salesperson>
  /// First day.
  public let fromDay: Day
  /// Last day.
  public let toDay: Day

  /// The giving of decisions between two days, both included.
  public init(to delegate: ID<Salesperson>, from: Day, until: Day) {
    delegateID = delegate
    fromDay = from
    toDay = until
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ApprovalDelegation {
    let person = try scope.store.get(delegateID)
    let name = Fact("user", .text(person.code))
    guard person.id != scope.actor.id else { throw Refusal(.delegationToOneself) }
    guard person.active else { throw Refusal(.delegateGone, name) }
    guard fromDay <= toDay, toDay >= scope.today else {
      throw Refusal(.delegationOver, Fact("until", .day(toDay)))
    }
    let delegation = ApprovalDelegation(
      id: scope.mint(), delegatorID: scope.actor.id, delegateID: person.id, fromDay: fromDay,
      toDay: toDay)
    try scope.store.insert(delegation)
    scope.note("user", .text(person.name))
    scope.note("from", .day(fromDay))
    scope.note("until", .day(toDay))
    return delegation
  }
}

/// Takes one's decisions back before the last day.
public struct EndDelegation: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("approval.endDelegation", roles: .managers)

  /// The delegation.
  public let delegationID: ID<ApprovalDelegation>

  /// The end of a delegation.
  public init(_ delegation: ID<ApprovalDelegation>) { delegationID = delegation }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ApprovalDelegation {
    let delegation = try scope.store.get(delegationID)
    guard delegation.delegatorID == scope.actor.id else { throw Refusal(.delegationOfOthers) }
    var ended = delegation
    ended.ended = true
    scope.note("user", .text(try scope.store.get(delegation.delegateID).name))
    return try scope.store.update(delegation, to: ended)
  }
}
