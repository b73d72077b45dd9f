import Sales
import SalesStore
import Values

/// What a new opportunity begins with; all but the title may be unknown.
public struct NewOpportunity: Sendable, Hashable {
  /// What it is about.
  public var title: String
  /// Customer.
  public var customerID: ID<Customer>?
  /// Contact.
  public var contactID: ID<Contact>?
  /// In charge; nil = the customer's salesperson, else who creates it.
  public var salespersonID: ID<Salesperson>?
  /// Pipeline; nil = the first one.
  public var pipelineID: ID<Pipeline>?
  /// Stage; nil = the first open one.
  public var stageID: ID<Stage>?
  /// Amount excl. VAT; nil = sans montant.
  public var amount: Amount?
  /// Probability typed; nil = the stage's.
  public var probability: Ratio?
  /// Expected close.
  public var expectedCloseDay: Day?
  /// Where it came from.
  public var source = ""

  /// An opportunity about something.
  public init(title: String, customer: ID<Customer>? = nil) {
    self.title = title
    customerID = customer
  }
}

/// Opens an opportunity.
public struct CreateOpportunity: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("opportunity.create", roles: .sellers)

  /// What it begins with.
  public let new: NewOpportunity

  /// The opening of an opportunity.
  public init(_ new: NewOpportunity) {
    self.new = new
  }

  /// Does it.
  /// - Returns: the opportunity.
  public func perform(_ scope: ActScope) throws -> Opportunity {
    guard !new.title.isEmpty else { throw Refusal(.titleMissing) }
    let stage = try firstStage(scope)
    guard stage.outcome == .open else {
      throw Refusal(.stageNotOpen, Fact("stage", .text(stage.name)))
    }
    let customer = try new.customerID.map { try scope.store.get($0) }
    let opportunity = Opportunity(
      id: scope.mint(), searchKey: try scope.store.nextSearchKey(Opportunity.self),
      number: try scope.store.drawNumber("opportunity"), title: new.title,
      customerID: new.customerID, contactID: new.contactID,
      salespersonID: new.salespersonID ?? customer?.salespersonID ?? scope.actor.id,
      pipelineID: stage.pipelineID, stageID: stage.id, stageDay: scope.today, amount: new.amount,
      probability: new.probability ?? stage.probability,
      probabilitySource: new.probability == nil ? .stage : .typed,
      expectedCloseDay: new.expectedCloseDay, openedDay: scope.today, source: new.source,
      createdDay: scope.today)
    try scope.store.insert(opportunity)
    try scope.store.insert(
      OpportunityStay(
        opportunityID: opportunity.id, sequence: 1, stageID: stage.id, enteredDay: scope.today))
    OpportunityPath(scope: scope).concerns(opportunity)
    return opportunity
  }

  private func firstStage(_ scope: ActScope) throws -> Stage {
    if let stage = new.stageID { return try scope.store.get(stage) }
    let pipeline = try new.pipelineID ?? scope.store.pipelines().first?.id
    guard let pipeline,
      let stage = try scope.store.stages(of: pipeline).first(where: { $0.outcome == .open })
    else { throw Refusal(.pipelineWithoutStage) }
    return stage
  }
}
