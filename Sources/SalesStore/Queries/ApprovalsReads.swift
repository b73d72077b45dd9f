import Database
import Sales
import Values

/// Everything that is asked for, was decided, and who decides for whom.
public struct ApprovalInbox: Sendable, Hashable {
  /// What waits for this person, the oldest first.
  public let waiting: [WaitingApproval]
  /// What was decided lately, the newest first.
  public let decided: [DecidedApproval]
  /// Delegations that hold or will, by first day.
  public let delegations: [DelegationRow]
  /// The absent managers this person decides for today.
  public let standsInFor: [Salesperson]
}

/// A decision.
public struct DecidedApproval: Sendable, Hashable {
  /// What was decided.
  public let approval: Approval
  /// The quote.
  public let quote: QuoteSummary
  /// Who asked.
  public let askedByName: String
  /// Who decided.
  public let decidedByName: String
  /// The absent manager it was decided for; empty = nobody else.
  public let decidedForName: String
}

/// A delegation with its names.
public struct DelegationRow: Sendable, Hashable {
  /// The delegation.
  public let delegation: ApprovalDelegation
  /// The manager who is away.
  public let delegator: Salesperson
  /// Who decides.
  public let delegate: Salesperson
}

extension StoreReading {
  /// The inbox of a person.
  ///
  /// - Parameter approves: whether the person may approve by role.
  public func approvalInbox(
    for person: ID<Salesperson>, approves: Bool, today: Day, limit: Int = 200
  ) throws -> ApprovalInbox {
    let absent = try delegators(to: person, on: today)
    let mayDecide = approves || !absent.isEmpty
    let running = try all(
      ApprovalDelegation.self,
      "WHERE ended = 0 AND to_day >= \(today) ORDER BY from_day, id LIMIT \(limit)")
    return ApprovalInbox(
      waiting: mayDecide ? try waitingApprovals(except: person, limit: limit) : [],
      decided: try decidedApprovals(limit: limit),
      delegations: try running.map {
        DelegationRow(
          delegation: $0, delegator: try get($0.delegatorID), delegate: try get($0.delegateID))
      },
      standsInFor: absent)
  }

  /// The decisions, the newest first.
  public func decidedApprovals(limit: Int) throws -> [DecidedApproval] {
    try all(
      Approval.self,
      "WHERE decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT \(limit)"
    ).map { approval in
      DecidedApproval(
        approval: approval, quote: try summary(try get(approval.quoteID)),
        askedByName: try get(approval.askedBy).name,
        decidedByName: try approval.decidedBy.map { try get($0).name } ?? "",
        decidedForName: try approval.decidedFor.map { try get($0).name } ?? "")
    }
  }

  /// The managers who gave this person their decisions of a day, and still work here as such.
  public func delegators(
    to person: ID<Salesperson>, on day: Day
  ) throws -> [Salesperson] {
    let given = try all(
      ApprovalDelegation.self,
      """
      WHERE delegate_id = \(person) AND ended = 0 AND from_day <= \(day) AND to_day >= \(day)
      ORDER BY from_day, id
      """)
    guard !given.isEmpty else { return [] }
    let approvers = try approvers()
    return try given.filter { approvers.contains($0.delegatorID) }.map { try get($0.delegatorID) }
  }
}
