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

/// In whose name somebody may decide what is asked for a quote. Four eyes, whoever stands in: nobody
/// decides on his own quote, nor in the place of somebody whose own it is, unless that one is the only
/// approver there is.
public enum DecidingSeat: Sendable, Hashable {
  /// By role.
  case own
  /// In the place of an absent manager.
  case place(of: Salesperson)
  /// Not: the quote is the person's own.
  case ownQuote
  /// Not: it is the quote of whom the person stands in for.
  case quoteOfAbsent(Salesperson)
  /// Not: neither the role nor a delegation.
  case nothing

  /// Whether the person may decide.
  public var decides: Bool {
    switch self {
    case .own, .place: true
    case .ownQuote, .quoteOfAbsent, .nothing: false
    }
  }
}

extension StoreReading {
  /// In whose name a person may decide on a day.
  ///
  /// - Parameter approves: whether the person may approve by role.
  public func seat(
    of person: ID<Salesperson>, approves: Bool, for approval: Approval, on quote: Quote, day: Day
  ) throws -> DecidingSeat {
    let approvers = try approvers()
    func isOwn(_ one: ID<Salesperson>) -> Bool {
      (approval.askedBy == one || quote.salespersonID == one) && approvers != [one]
    }
    if approves { return isOwn(person) ? .ownQuote : .own }
    let absent = try delegators(to: person, on: day)
    guard let first = absent.first else { return .nothing }
    if isOwn(person) { return .ownQuote }
    return absent.first { !isOwn($0.id) }.map { .place(of: $0) } ?? .quoteOfAbsent(first)
  }

  /// Who may decide on a day, by name: approvers, and who stands in for one.
  public func deciders(
    on approval: Approval, of quote: Quote, day: Day
  ) throws -> [Salesperson] {
    let approvers = try approvers()
    let standIns = try all(
      ApprovalDelegation.self,
      "WHERE ended = 0 AND from_day <= \(day) AND to_day >= \(day)"
    ).map(\.delegateID)
    return try approvers.union(standIns).filter { person in
      try seat(
        of: person, approves: approvers.contains(person), for: approval, on: quote, day: day
      ).decides
    }.map { try get($0) }.filter(\.active).sorted { $0.name < $1.name }
  }

  /// The inbox of a person.
  ///
  /// - Parameter approves: whether the person may approve by role.
  public func approvalInbox(
    for person: ID<Salesperson>, approves: Bool, today: Day, limit: Int = 200
  ) throws -> ApprovalInbox {
    let running = try all(
      ApprovalDelegation.self,
      "WHERE ended = 0 AND to_day >= \(today) ORDER BY from_day, id LIMIT \(limit)")
    return ApprovalInbox(
      waiting: try waitingApprovals(for: person, approves: approves, today: today, limit: limit),
      decided: try decidedApprovals(limit: limit),
      delegations: try running.map {
        DelegationRow(
          delegation: $0, delegator: try get($0.delegatorID), delegate: try get($0.delegateID))
      },
      standsInFor: try delegators(to: person, on: today))
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
