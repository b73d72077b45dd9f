import Sales
import SalesStore
import Values

/// What a form changes on an opportunity.
public struct OpportunityEdit: Sendable, Hashable {
  /// What it is about.
  public var title: Edit<String> = .keep
  /// Customer.
  public var customerID: Edit<ID<Customer>?> = .keep
  /// Contact.
  public var contactID: Edit<ID<Contact>?> = .keep
  /// In charge.
  public var salespersonID: Edit<ID<Salesperson>?> = .keep
  /// Amount typed; none = that of its reference quote again, or sans montant.
  public var amount: Edit<Amount?> = .keep
  /// Probability typed; none = the stage's again.
  public var probability: Edit<Ratio?> = .keep
  /// Expected close; each change is kept.
  public var expectedCloseDay: Edit<Day?> = .keep
  /// Where it came from.
  public var source: Edit<String> = .keep
  /// Who else is in.
  public var competitor: Edit<String> = .keep

  /// Nothing changed yet.
  public init() {}
}

/// Changes what is known of an opportunity.
public struct EditOpportunity: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("opportunity.edit", roles: .sellers)

  /// The opportunity.
  public let opportunityID: ID<Opportunity>
  /// The changes.
  public let edit: OpportunityEdit

  /// The change of an opportunity.
  public init(_ opportunity: ID<Opportunity>, _ edit: OpportunityEdit) {
    opportunityID = opportunity
    self.edit = edit
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Opportunity {
    let opportunity = try scope.store.get(opportunityID)
    var edited = opportunity
    edit.title.apply(to: &edited.title)
    edit.contactID.apply(to: &edited.contactID)
    edit.salespersonID.apply(to: &edited.salespersonID)
    edit.source.apply(to: &edited.source)
    edit.competitor.apply(to: &edited.competitor)
    edit.expectedCloseDay.apply(to: &edited.expectedCloseDay)
    guard !edited.title.isEmpty else { throw Refusal(.titleMissing) }
    try setCustomer(of: &edited, scope)
    try setAmount(of: &edited, scope)
    try setProbability(of: &edited, scope)
    OpportunityPath(scope: scope).concerns(edited)
    if edited.expectedCloseDay != opportunity.expectedCloseDay {
      try keepPostponement(opportunity, edited, scope)
    }
    return try scope.store.update(opportunity, to: edited)
  }

  private func setCustomer(of edited: inout Opportunity, _ scope: ActScope) throws {
    guard case .set(let customer) = edit.customerID, customer != edited.customerID else { return }
    // The quotes of an opportunity are its customer's.
    if try !scope.store.quotes(of: edited.id).isEmpty {
      throw Refusal(.customerHasQuotes, Fact("number", .text(edited.number)))
    }
    edited.customerID = customer
  }

  private func setAmount(of edited: inout Opportunity, _ scope: ActScope) throws {
    guard case .set(let amount) = edit.amount else { return }
    if let amount {
      guard amount >= .zero else { throw Refusal(.amountNegative) }
      edited.amount = amount
      edited.amountSource = .typed
    } else if let quote = try edited.referenceQuoteID.map({ try scope.store.get($0) }) {
      edited.amount = quote.netAmount >= .zero ? quote.netAmount : nil
      edited.amountSource = .quote
    } else {
      edited.amount = nil
      edited.amountSource = .typed
    }
  }

  private func setProbability(of edited: inout Opportunity, _ scope: ActScope) throws {
    guard case .set(let probability) = edit.probability else { return }
    if let probability {
      guard (0...10_000).contains(probability.basisPoints) else {
        throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(probability)))
      }
      edited.probability = probability
      edited.probabilitySource = .typed
    } else {
      edited.probability = try scope.store.get(edited.stageID).probability
      edited.probabilitySource = .stage
    }
  }

  private func keepPostponement(
    _ before: Opportunity, _ after: Opportunity, _ scope: ActScope
  ) throws {
    let count = try scope.store.postponements(of: before.id).last?.sequence ?? 0
    try scope.store.insert(
      OpportunityPostponement(
        opportunityID: before.id, sequence: count + 1, fromDay: before.expectedCloseDay,
        toDay: after.expectedCloseDay, day: scope.today))
  }
}
