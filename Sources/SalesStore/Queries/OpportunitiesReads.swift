import Database
import Sales
import Values

/// An opportunity with what its screen shows beside its reference quote.
public struct OpportunityDetail: Sendable, Equatable {
  /// The opportunity.
  public let opportunity: Opportunity
  /// Its stage.
  public let stage: Stage
  /// The stages of its pipeline, in order.
  public let stages: [Stage]
  /// Customer; may be unknown.
  public let customer: Customer?
  /// Contact.
  public let contact: Contact?
  /// In charge.
  public let salesperson: Salesperson?
  /// Its reference quote with its lines; none = no line yet.
  public let quote: QuoteDetail?
  /// Every version of every quote of it, the newest first.
  public let quotes: [Quote]
  /// Open tasks, the first due first.
  public let tasks: [Activity]
  /// Calls, mails, notes and visits, the newest first.
  public let interactions: [Interaction]
  /// Every stay, in order.
  public let stays: [OpportunityStay]
  /// Every change of the expected close.
  public let postponements: [OpportunityPostponement]
  /// Acts about it, the newest first.
  public let journal: [LoggedAct]

  /// Days in the present stage; unknown on some imports.
  public func daysInStage(on day: Day) -> Int? { opportunity.stageDay.map { day - $0 } }
}

extension StoreReading {
  /// The pipelines, in order.
  public func pipelines() throws -> [Pipeline] {
    try all(Pipeline.self, "ORDER BY sequence, code")
  }

  /// The stages of a pipeline, in order.
  public func stages(of pipeline: ID<Pipeline>) throws -> [Stage] {
    try all(Stage.self, "WHERE pipeline_id = \(pipeline) ORDER BY sequence")
  }

  /// The reasons for losing, in order.
  public func lostReasons() throws -> [LostReason] {
    try all(LostReason.self, "ORDER BY sequence")
  }

  /// The stays of an opportunity, in order.
  public func stays(of opportunity: ID<Opportunity>) throws -> [OpportunityStay] {
    try all(
      OpportunityStay.self, "WHERE opportunity_id = \(opportunity) ORDER BY sequence")
  }

  /// The changes of an opportunity's expected close, in order.
  public func postponements(
    of opportunity: ID<Opportunity>
  ) throws -> [OpportunityPostponement] {
    try all(
      OpportunityPostponement.self, "WHERE opportunity_id = \(opportunity) ORDER BY sequence")
  }

  /// Whether an order that stands was made of an opportunity.
  public func hasOrder(_ opportunity: ID<Opportunity>) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM sales_order
      WHERE opportunity_id = \(opportunity) AND state <> 'cancelled'
      """)
  }

  /// The opportunity of that number.
  /// - Throws: `StoreError.notFound`.
  public func opportunity(numbered number: String) throws -> Opportunity {
    guard let found = try first(Opportunity.self, "WHERE number = \(number)") else {
      throw StoreError.notFound(kind: Opportunity.table.name, key: number)
    }
    return found
  }

  /// The open opportunities of a customer, the newest first.
  public func openOpportunities(of customer: ID<Customer>) throws -> [Opportunity] {
    try all(
      Opportunity.self,
      "WHERE customer_id = \(customer) AND outcome = 'open' ORDER BY id DESC")
  }

  /// The opportunities whose number, title or customer the words match as prefixes.
  public func opportunities(matching typed: String, limit: Int = 20) throws -> [Opportunity] {
    guard let query = SearchQuery(typed) else { return [] }
    return try all(
      Opportunity.self,
      """
      WHERE search_key IN (
        SELECT rowid FROM opportunity_search WHERE \(raw: matches(query, in: Opportunity.table))
        LIMIT \(limit))
      ORDER BY number
      """)
  }

  /// An opportunity with what its screen shows.
  /// - Throws: `StoreError.notFound`.
  public func opportunityDetail(_ id: ID<Opportunity>) throws -> OpportunityDetail {
    let opportunity = try get(id)
    return OpportunityDetail(
      opportunity: opportunity, stage: try get(opportunity.stageID),
      stages: try stages(of: opportunity.pipelineID),
      customer: try opportunity.customerID.flatMap { try find($0) },
      contact: try opportunity.contactID.flatMap { try find($0) },
      salesperson: try opportunity.salespersonID.flatMap { try find($0) },
      quote: try opportunity.referenceQuoteID.map { try quoteDetail($0) },
      quotes: try quotes(of: id), tasks: try openTasks(of: id.rawValue),
      interactions: try interactions(of: id.rawValue, limit: 50), stays: try stays(of: id),
      postponements: try postponements(of: id), journal: try journal(of: id.rawValue, limit: 50))
  }
}
