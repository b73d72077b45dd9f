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

/// Decides what was asked for. Nobody approves his own quote unless he is the only approver, nor does
/// whoever decides in his place; and nobody lifts a floor that blocks himself (`FloorAction.block`).
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
    let owners = [approval.askedBy, quote.salespersonID]
    let absent = try absentManager(for: owners, scope)
    let agreement = try FloorAgreement(on: quote, scope)
    if decision == .grant, agreement.verdict.isBlocked {
      throw try agreement.blocked(agreement.verdict)
    }
    for person in [scope.actor.id, absent?.id ?? scope.actor.id] where owners.contains(person) {
      guard try scope.store.approvers() == [person] else {
        throw Refusal(.approvalOfOwnQuote, number)
      }
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

  /// The manager whose decisions the person takes today, one whose quote it is not if there is a choice;
  /// nil for one who may decide anyway.
  private func absentManager(
    for owners: [ID<Salesperson>?], _ scope: ActScope
  ) throws -> Salesperson? {
    if Self.entry.allows(scope.actor.roles) { return nil }
    let absent = try scope.store.delegators(to: scope.actor.id, on: scope.today)
    guard let first = absent.first else { throw Self.entry.refusal }
    return absent.first { !owners.contains($0.id) } ?? first
  }
}
