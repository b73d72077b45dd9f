import Sales
import SalesStore
import Values

/// An opportunity enters the won stage of its pipeline with the order that was made of it.
struct StageEntry {
  let scope: ActScope

  /// Moves it, closes it, and runs what the stage triggers.
  func win(_ opportunity: Opportunity, by quote: Quote, order: SalesOrder) throws {
    guard let stage = try scope.store.stage(of: opportunity.pipelineID, meaning: .won) else {
      let pipeline = try scope.store.get(opportunity.pipelineID)
      throw Refusal(.wonStageMissing, Fact("pipeline", .text(pipeline.name)))
    }
    try OpportunityPath(scope: scope).enter(stage, opportunity) { won in
      won.closedDay = scope.today
      // The quote says the amount only where all of it was taken.
      won.amount = order.ownNet
      won.amountSource = order.ownNet == quote.ownNet ? .quote : .typed
      won.referenceQuoteID = quote.id
    }
    try StageTriggers.run(stage, order: order.id, scope)
  }
}
