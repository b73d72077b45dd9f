import Sales
import SalesStore
import Values

/// An opportunity enters the won stage of its pipeline with the order that was made of it.
struct StageEntry {
  let scope: ActScope

  /// Moves it, closes it, and runs what the stage triggers.
  func win(_ opportunity: Opportunity, by quote: Quote, order: ID<SalesOrder>) throws {
    guard let stage = try scope.store.stage(of: opportunity.pipelineID, meaning: .won) else {
      let pipeline = try scope.store.get(opportunity.pipelineID)
      throw Refusal(.wonStageMissing, Fact("pipeline", .text(pipeline.name)))
    }
    var won = opportunity
    won.outcome = try opportunity.outcome.becoming(.won)
    won.stageID = stage.id
    won.stageDay = scope.today
    won.closedDay = scope.today
    won.probability = stage.probability
    won.probabilitySource = .stage
    won.amount = quote.netAmount
    won.amountSource = .quote
    won.referenceQuoteID = quote.id
    try scope.store.update(opportunity, to: won)
    try stay(opportunity, in: stage)
    try StageTriggers.run(stage, order: order, scope)
  }

  private func stay(_ opportunity: Opportunity, in stage: Stage) throws {
    let stays = try scope.store.staysOfOpportunity(opportunity.id)
    if let last = stays.last, last.leftDay == nil {
      var left = last
      left.leftDay = scope.today
      try scope.store.update(last, to: left)
    }
    try scope.store.insert(
      OpportunityStay(
        opportunityID: opportunity.id, sequence: (stays.last?.sequence ?? 0) + 1,
        stageID: stage.id, enteredDay: scope.today))
  }
}
