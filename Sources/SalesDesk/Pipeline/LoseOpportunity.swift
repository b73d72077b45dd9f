import Sales
import SalesStore
import Values

/// Closes an opportunity as lost, with a reason of the company's list; its sent quotes are declined.
public struct LoseOpportunity: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("opportunity.lose", roles: .sellers)

  /// The opportunity.
  public let opportunityID: ID<Opportunity>
  /// Code of the reason.
  public let reason: String
  /// Who won it; empty = unknown.
  public let competitor: String

  /// The loss of an opportunity.
  public init(_ opportunity: ID<Opportunity>, reason: String, competitor: String = "") {
    opportunityID = opportunity
    self.reason = reason
    self.competitor = competitor
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Opportunity {
    let opportunity = try scope.store.get(opportunityID)
    guard opportunity.outcome.canBecome(.lost) else {
      throw Refusal(.opportunityClosed, Fact("number", .text(opportunity.number)))
    }
    guard let known = try scope.store.find(LostReason.self, .text(reason)) else {
      throw Refusal(.lossReasonMissing, Fact("number", .text(opportunity.number)))
    }
    for quote in try scope.store.quotes(of: opportunity.id) where quote.state == .sent {
      var declined = quote
      declined.state = .declined
      declined.decidedDay = scope.today
      declined.declinedReason = known.name
      try scope.store.update(quote, to: declined)
      scope.concerns(.quote, quote.id.rawValue)
    }
    OpportunityPath(scope: scope).concerns(opportunity)
    scope.note("reason", .text(known.name))
    return try close(opportunity, scope)
  }

  private func close(_ opportunity: Opportunity, _ scope: ActScope) throws -> Opportunity {
    let stages = try scope.store.stages(of: opportunity.pipelineID)
    guard let stage = stages.first(where: { $0.outcome == .lost }) else {
      throw Refusal(.pipelineWithoutStage)
    }
    return try OpportunityPath(scope: scope).enter(stage, opportunity) { lost in
      lost.closedDay = scope.today
      lost.lostReason = reason
      if !competitor.isEmpty { lost.competitor = competitor }
    }
  }
}
