import Sales
import SalesStore
import Values

/// Moves one or several opportunities to another open stage, as one act and one undo; what the stage
/// asks for may be given with it.
public struct MoveOpportunities: MergingAct {
  /// Its line in the catalogue: that of moving one.
  public static let entry = MoveOpportunity.entry

  /// The opportunities.
  public let opportunityIDs: [ID<Opportunity>]
  /// Where to.
  public let stageID: ID<Stage>
  /// What the stage asked for, set on each before it moves.
  public let edit: OpportunityEdit?
  /// The stage in which each was seen.
  public let read: [ID<Opportunity>: ID<Stage>]
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The move of opportunities to a stage. Of one without what was read, what is wanted stands.
  public init(
    _ opportunities: [ID<Opportunity>], to stage: ID<Stage>, edit: OpportunityEdit? = nil,
    read: [ID<Opportunity>: ID<Stage>] = [:]
  ) {
    opportunityIDs = opportunities
    stageID = stage
    self.edit = edit
    self.read = read
  }

  /// Does it: all of them, or none.
  ///
  /// - Throws: `Conflict` where another desk moved one to another stage since it was read.
  public func perform(_ scope: ActScope) throws -> Stage {
    for id in try wanted(scope) {
      if let edit { _ = try scope.perform(EditOpportunity(id, edit)) }
      _ = try scope.perform(MoveOpportunity(id, to: stageID))
    }
    return try scope.store.get(stageID)
  }

  /// The opportunities that are to be moved; one that somebody closed is refused by its own move.
  private func wanted(_ scope: ActScope) throws -> [ID<Opportunity>] {
    var merges: [FieldMerge<Opportunity>] = []
    var wanted: [ID<Opportunity>] = []
    for id in opportunityIDs {
      let opportunity = try scope.store.get(id)
      let part = opportunityIDs.count > 1 ? opportunity.number : nil
      var merge = FieldMerge(opportunity, settlement, part: part)
      let isWanted = try merge.decide(
        "stage", .set(stageID), read: read[id].map { .set($0) } ?? .keep,
        stored: opportunity.stageID
      ) { .text(try scope.store.get($0).name) }
      if isWanted || opportunity.outcome != .open || opportunity.stageID == stageID {
        wanted.append(id)
      } else {
        merges.append(merge)
      }
    }
    try merges.check(merges.map(\.stored.number).joined(separator: ", "), scope)
    return wanted
  }
}
