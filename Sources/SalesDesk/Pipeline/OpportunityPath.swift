import Sales
import SalesStore
import Values

/// The way of an opportunity through its pipeline: the stage on its row, the stay that proves it.
struct OpportunityPath {
  let scope: ActScope

  /// Puts an opportunity into a stage: leaves the present stay, begins the next one; probability
  /// follows unless it was typed.
  @discardableResult
  func enter(
    _ stage: Stage, _ opportunity: Opportunity, _ edit: (inout Opportunity) -> Void = { _ in }
  ) throws -> Opportunity {
    var moved = opportunity
    moved.stageID = stage.id
    moved.stageDay = scope.today
    moved.outcome = stage.outcome
    if moved.probabilitySource == .stage || stage.outcome != .open {
      moved.probability = stage.probability
      moved.probabilitySource = .stage
    }
    edit(&moved)
    try scope.store.update(opportunity, to: moved)
    let stays = try scope.store.stays(of: opportunity.id)
    if let last = stays.last, last.leftDay == nil {
      var left = last
      left.leftDay = scope.today
      try scope.store.update(last, to: left)
    }
    try scope.store.insert(
      OpportunityStay(
        opportunityID: opportunity.id, sequence: (stays.last?.sequence ?? 0) + 1,
        stageID: stage.id, enteredDay: scope.today))
    return try scope.store.get(opportunity.id)
  }

  /// Moves an open opportunity to the stage that sending a quote enters, unless it is further on.
  func advance(_ opportunity: Opportunity, toStageCoded code: String) throws {
    guard opportunity.outcome == .open else { return }
    let stages = try scope.store.stages(of: opportunity.pipelineID)
    guard let target = stages.first(where: { $0.code == code && $0.outcome == .open }),
      let present = stages.first(where: { $0.id == opportunity.stageID }),
      present.sequence < target.sequence
    else { return }
    try enter(target, opportunity)
  }

  /// What the stage asks for and the opportunity lacks.
  func missingFields(_ stage: Stage, _ opportunity: Opportunity) -> [String] {
    stage.requiredFields.split(separator: " ").map(String.init).filter { field in
      switch field {
      case "customer": opportunity.customerID == nil
      case "contact": opportunity.contactID == nil
      case "salesperson": opportunity.salespersonID == nil
      case "amount": opportunity.amount == nil
      case "expectedClose": opportunity.expectedCloseDay == nil
      case "source": opportunity.source.isEmpty
      case "nextAction": opportunity.nextActionDay == nil
      case "quote": opportunity.referenceQuoteID == nil
      default: false
      }
    }
  }

  /// Says what the act is about.
  func concerns(_ opportunity: Opportunity) {
    scope.concerns(.opportunity, opportunity.id.rawValue)
    if let customer = opportunity.customerID { scope.concerns(.customer, customer.rawValue) }
    scope.note("number", .text(opportunity.number))
    scope.note("title", .text(opportunity.title))
  }
}
