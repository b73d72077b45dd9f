import Sales
import SalesStore
import Values

/// Asks a manager to agree to a quote under its floor, or with lines without cost, in exactly its
/// present terms: the agreement dies when a line changes.
public struct AskApproval: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.askApproval", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// Why.
  public let reason: String

  /// The asking for an approval.
  public init(_ quote: ID<Quote>, reason: String = "") {
    quoteID = quote
    self.reason = reason
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Approval {
    let quote = try scope.store.get(quoteID)
    let number = Fact("number", .text(quote.number))
    guard quote.state == .draft || quote.state == .sent else {
      throw Refusal(.quoteNotEditable, number, Fact("state", .text(quote.state.rawValue)))
    }
    let agreement = try FloorAgreement(on: quote, scope)
    guard agreement.verdict.needsApproval else { throw Refusal(.approvalNotNeeded, number) }
    if let known = try scope.store.approval(of: quote),
      known.state == .asked || known.state == .granted
    {
      throw Refusal(.approvalPending, number)
    }
    try agreement.mayBeAsked()
    let approval = Approval(
      id: scope.mint(), quoteID: quote.id, termsRevision: quote.termsRevision, reason: reason,
      askedBy: scope.actor.id, askedAt: scope.now, floorRevision: try scope.store.floorRevision())
    try scope.store.insert(approval)
    QuoteWriting(scope: scope).concerns(quote)
    return approval
  }
}

/// What a manager decides.
public enum ApprovalDecision: String, Sendable, Hashable, CaseIterable {
  /// Agreed.
  case grant
  /// Not agreed.
  case refuse
  /// Not agreed as it is: the note says what would be.
  case counter

  var state: ApprovalState {
    switch self {
    case .grant: .granted
    case .refuse: .refused
    case .counter: .countered
    }
  }
}

/// Decides what was asked for. Nobody approves his own quote, nor that of whom he stands in for, unless
/// its owner is the only approver (`DecidingSeat`), and nobody lifts a floor that blocks himself
/// (`FloorAction.block`).
public struct DecideApproval: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry(
    "quote.decideApproval", roles: .managers, isDelegable: true)

  /// The quote.
  public let quoteID: ID<Quote>
  /// The decision.
  public let decision: ApprovalDecision
  /// Words of the decision.
  public let note: String

  /// The decision on an approval.
  public init(_ quote: ID<Quote>, _ decision: ApprovalDecision, note: String = "") {
    quoteID = quote
    self.decision = decision
    self.note = note
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Approval {
    let quote = try scope.store.get(quoteID)
    let number = Fact("number", .text(quote.number))
    guard let approval = try scope.store.approval(of: quote), approval.state == .asked else {
      throw Refusal(.approvalNotAsked, number)
    }
    let absent = try scope.store.decidingFor(
      approval, of: quote, by: scope.actor, on: scope.today)
    let agreement = try FloorAgreement(on: quote, scope)
    if decision == .grant, agreement.verdict.isBlocked {
      throw try agreement.blocked(agreement.verdict)
    }
    var decided = approval
    decided.state = decision.state
    decided.decidedBy = scope.actor.id
    decided.decidedAt = scope.now
    decided.note = note
    decided.decidedFor = absent?.id
    // It is decided by what the floors say now.
    decided.floorRevision = try scope.store.floorRevision()
    if let absent { scope.note("for", .text(absent.name)) }
    QuoteWriting(scope: scope).concerns(quote)
    scope.note("decision", .text(decision.rawValue))
    return try scope.store.update(approval, to: decided)
  }
}
