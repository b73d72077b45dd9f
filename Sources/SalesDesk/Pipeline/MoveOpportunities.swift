import Sales
import SalesStore
import Values

/// Moves one or several opportunities to another open stage, as one act and one undo; what the stage
/// asks for may be given with it.
public struct MoveOpportunities: Act {
  /// Its line in the catalogue: that of moving one.
  public static let entry = MoveOpportunity.entry

  /// The opportunities.
  public let opportunityIDs: [ID<Opportunity>]
  /// Where to.
  public let stageID: ID<Stage>
  /// What the stage asked for, set on each before it moves.
  public let edit: OpportunityEdit?

  /// The move of opportunities to a stage.
  public init(
    _ opportunities: [ID<Opportunity>], to stage: ID<Stage>, edit: OpportunityEdit? = nil
  ) {
    opportunityIDs = opportunities
    stageID = stage
    self.edit = edit
  }

  /// Does it: all of them, or none.
  public func perform(_ scope: ActScope) throws -> Stage {
    for id in opportunityIDs {
      if let edit { _ = try scope.perform(EditOpportunity(id, edit)) }
      _ = try scope.perform(MoveOpportunity(id, to: stageID))
    }
    return try scope.store.get(stageID)
  }
}
