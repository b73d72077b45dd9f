import Sales
import SalesStore
import Values

/// Opens a closed opportunity again, in the open stage it was last in or in a given one. The closing
/// stays in its history; it will count once (rules.md AT-52).
public struct ReopenOpportunity: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("opportunity.reopen", roles: .sellers)

  /// The opportunity.
  public let opportunityID: ID<Opportunity>
  /// Where to; nil = where it was.
  public let stageID: ID<Stage>?

  /// The reopening of an opportunity.
  public init(_ opportunity: ID<Opportunity>, to stage: ID<Stage>? = nil) {
    opportunityID = opportunity
    stageID = stage
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Opportunity {
    let opportunity = try scope.store.get(opportunityID)
    guard opportunity.outcome != .open else {
      throw Refusal(.opportunityNotClosed, Fact("number", .text(opportunity.number)))
    }
    // A won one that became an order is opened by undoing the acceptance.
    if try scope.store.hasOrder(opportunity.id) {
      throw Refusal(.opportunityHasOrder, Fact("number", .text(opportunity.number)))
    }
    let stage = try target(of: opportunity, scope)
    OpportunityPath(scope: scope).concerns(opportunity)
    scope.note("stage", .text(stage.name))
    return try OpportunityPath(scope: scope).enter(stage, opportunity) { open in
      open.closedDay = nil
      open.lostReason = ""
    }
  }

  private func target(of opportunity: Opportunity, _ scope: ActScope) throws -> Stage {
    let open = try scope.store.stages(of: opportunity.pipelineID).filter { $0.outcome == .open }
    if let stageID {
      guard let stage = open.first(where: { $0.id == stageID }) else {
        throw Refusal(.stageNotOpen, Fact("stage", .text(try scope.store.get(stageID).name)))
      }
      return stage
    }
    let stays = try scope.store.stays(of: opportunity.id)
    let last = stays.last { stay in open.contains { $0.id == stay.stageID } }
    guard let stage = open.first(where: { $0.id == last?.stageID }) ?? open.first else {
      throw Refusal(.pipelineWithoutStage)
    }
    return stage
  }
}
