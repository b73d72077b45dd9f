import Sales
import SalesStore
import Values

// Pipelines, stages, opportunities and their stays.

extension StoreImport {
  /// The odds of an open stage whose source knows none: even, until a manager says otherwise.
  static let evenOdds = Ratio(percent: 50)

  /// The pipeline of a company founded for the import stands before the one that was made up.
  func pipeline(_ row: ImportRow) throws -> ImportEffect {
    let old = try existing(row, Pipeline.self, code: row.key)
    let places = try writer.all(Pipeline.self).map(\.sequence)
    let place = isNewCompany ? (places.min() ?? 1) - 1 : (places.max() ?? 0) + 1
    var new = old ?? Pipeline(id: ids.mint(), code: row.key, name: "", sequence: place)
    new.name = row.text("name") ?? new.name
    return try keep(row, old, new, id: new.id.rawValue)
  }

  func stage(_ row: ImportRow) throws -> ImportEffect {
    let pipeline = try required(row, "pipeline", .pipeline, Pipeline.self)
    let code = row.key.split(separator: "/").last.map(String.init) ?? row.key
    let outcome = row.text("outcome").flatMap(OpportunityOutcome.init(rawValue:)) ?? .open
    let usual: Ratio = outcome == .open ? Self.evenOdds : outcome == .won ? .whole : .zero
    let old =
      try existing(row, Stage.self)
      ?? writer.first(Stage.self, "WHERE pipeline_id = \(pipeline) AND code = \(code)")
    var new =
      old
      ?? Stage(
        id: ids.mint(), pipelineID: pipeline, code: code, name: "", sequence: 0,
        probability: usual, outcome: outcome)
    new.name = row.text("name") ?? new.name
    new.sequence = row.integer("position").map { Int($0) } ?? new.sequence
    new.probability = row.integer("probability").map(Ratio.init(basisPoints:)) ?? new.probability
    new.ageLimitDays = row.integer("ageLimitDays").map { Int($0) } ?? new.ageLimitDays
    new.outcome = outcome
    return try keep(row, old, new, id: new.id.rawValue)
  }

  /// The stage that a row names: by the source's key, else as `PIPELINE/STAGE`, else by the code or the
  /// name of a stage, the first pipeline's first.
  private func stageReference(_ row: ImportRow) throws -> ID<Stage> {
    let key = row.reference("stage") ?? ""
    if let known = try references.find(.stage, key) { return ID(rawValue: known.id) }
    for pipeline in try writer.all(Pipeline.self, "ORDER BY sequence, code") {
      let stages = try writer.all(Stage.self, "WHERE pipeline_id = \(pipeline.id)")
      let named = stages.first { stage in
        key == stage.code || key == stage.name || key == "\(pipeline.code)/\(stage.code)"
      }
      guard let named else { continue }
      references.remember(.stage, key, named.id.rawValue)
      return named.id
    }
    throw RowRefusal(.unknownReference, "stage", key)
  }

  func opportunity(_ row: ImportRow) throws -> ImportEffect {
    let stage = try writer.get(stageReference(row))
    let customer = try reference(row, "customer", .customer, Customer.self)
    let salesperson = try reference(row, "salesperson", .salesperson, Salesperson.self)
    if let amount = row.integer("amount"), amount < 0 {
      throw RowRefusal(.refusedByStore, "amount", String(amount))
    }
    if let odds = row.integer("probability"), !(0...10_000).contains(odds) {
      throw RowRefusal(.refusedByStore, "probability", String(odds))
    }
    let old = try existing(row, Opportunity.self)
    var new = try old ?? blankOpportunity(row, stage)
    if new.stageID != stage.id {
      (new.pipelineID, new.stageID, new.outcome) = (stage.pipelineID, stage.id, stage.outcome)
      new.stageDay = row.day("closed") ?? today
      if new.probabilitySource == .stage { new.probability = stage.probability }
    }
    new.title = row.text("title") ?? new.title
    new.customerID = customer ?? new.customerID
    new.salespersonID = salesperson ?? new.salespersonID
    if let amount = row.integer("amount") { new.amount = Amount(minor: amount) }
    if let odds = row.integer("probability"), Ratio(basisPoints: odds) != new.probability {
      (new.probability, new.probabilitySource) = (Ratio(basisPoints: odds), .typed)
    }
    new.openedDay = row.day("opened") ?? new.openedDay
    new.closedDay = row.day("closed") ?? new.closedDay
    new.expectedCloseDay = row.day("expectedClose") ?? new.expectedCloseDay
    new.lostReason = row.text("lostReason") ?? new.lostReason
    new.competitor = row.text("competitor") ?? new.competitor
    new.source = row.text("origin") ?? new.source
    let effect = try keep(row, old, new, id: new.id.rawValue)
    if effect == .created { try index(new) }
    return effect
  }

  private func blankOpportunity(_ row: ImportRow, _ stage: Stage) throws -> Opportunity {
    Opportunity(
      id: ids.mint(), searchKey: try searchKey(Opportunity.self),
      number: try number(row.key, "opportunity", Opportunity.self), title: "",
      pipelineID: stage.pipelineID, stageID: stage.id,
      stageDay: stage.outcome == .open ? row.day("opened") : row.day("closed"),
      outcome: stage.outcome, probability: stage.probability,
      createdDay: row.day("opened") ?? today)
  }

  private func index(_ opportunity: Opportunity) throws {
    let customer = try opportunity.customerID.flatMap { try writer.find($0) }
    try writer.indexInBulk(opportunity, customer: customer.map { ($0.code, $0.name) })
  }

  /// A stay in the stage where the opportunity now is says since when.
  func stay(_ row: ImportRow) throws -> ImportEffect {
    let opportunity = try required(row, "opportunity", .opportunity, Opportunity.self)
    let stage = try stageReference(row)
    let known = try references.find(.stay, row.key)
    let place = try known?.line ?? ownLine(row) ?? writer.lastStay(of: opportunity) + 1
    if known == nil { try requireFree(row, OpportunityStay.self, opportunity.sqlValue, place) }
    let old = try known.flatMap {
      try writer.find(OpportunityStay.self, .id($0.id), .integer(Int64($0.line ?? 0)))
    }
    var new = old ?? OpportunityStay(opportunityID: opportunity, sequence: place, stageID: stage)
    new.stageID = stage
    new.enteredDay = row.day("entered") ?? new.enteredDay
    new.leftDay = row.day("left") ?? new.leftDay
    let effect = try keep(row, old, new, id: opportunity.rawValue, line: place)
    if effect != .unchanged, new.leftDay == nil {
      let record = try writer.get(opportunity)
      var dated = record
      if record.stageID == stage { dated.stageDay = new.enteredDay }
      _ = try rewrite(record, dated)
    }
    return effect
  }
}
