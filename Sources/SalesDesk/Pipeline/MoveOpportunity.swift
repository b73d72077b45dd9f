import Sales
import SalesStore
import Values

/// Moves an opportunity to another open stage of its pipeline.
///
/// The won stage is entered by accepting a quote, the lost one by losing with a reason: both are
/// refused here, and the refusal says which act is meant.
public struct MoveOpportunity: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("opportunity.move", roles: .sellers)

  /// The opportunity.
  public let opportunityID: ID<Opportunity>
  /// Where to.
  public let stageID: ID<Stage>

  /// The move of an opportunity.
  public init(_ opportunity: ID<Opportunity>, to stage: ID<Stage>) {
    opportunityID = opportunity
    stageID = stage
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Opportunity {
    let opportunity = try scope.store.get(opportunityID)
    let stage = try scope.store.get(stageID)
    let path = OpportunityPath(scope: scope)
    guard stage.pipelineID == opportunity.pipelineID else {
      throw Refusal(.stageOfOtherPipeline, Fact("stage", .text(stage.name)))
    }
    guard stage.id != opportunity.stageID else { return opportunity }
    guard opportunity.outcome == .open else {
      throw Refusal(.opportunityClosed, Fact("number", .text(opportunity.number)))
    }
    switch stage.outcome {
    case .open: break
    case .lost: throw Refusal(.lossReasonMissing, Fact("number", .text(opportunity.number)))
    case .won:
      let quote = try scope.store.quoteToAccept(for: opportunity)
      throw Refusal(.wonNeedsAcceptedQuote, Fact("quote", .text(quote.number)))
    }
    let missing = path.missingFields(stage, opportunity)
    guard missing.isEmpty else {
      throw Refusal(
        .requiredFieldsMissing, Fact("stage", .text(stage.name)),
        Fact("fields", .text(missing.joined(separator: " "))))
    }
    path.concerns(opportunity)
    scope.note("stage", .text(stage.name))
    return try path.enter(stage, opportunity)
  }
}

extension StoreReading {
  /// The quote whose acceptance wins an opportunity: its reference quote, once sent.
  ///
  /// - Throws: `Refusal` `.wonWithoutSentQuote` where there is none.
  public func quoteToAccept(for opportunity: Opportunity) throws -> Quote {
    if let reference = try opportunity.referenceQuoteID.map({ try get($0) }),
      reference.state == .sent
    {
      return reference
    }
    // A new version is being written: the one the customer holds still stands.
    guard let sent = try quotes(of: opportunity.id).first(where: { $0.state == .sent }) else {
      throw Refusal(.wonWithoutSentQuote, Fact("number", .text(opportunity.number)))
    }
    return sent
  }
}
