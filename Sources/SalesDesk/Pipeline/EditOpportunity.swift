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
public struct EditOpportunity: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("opportunity.edit", roles: .sellers)

  /// The opportunity.
  public let opportunityID: ID<Opportunity>
  /// The changes.
  public let edit: OpportunityEdit
  /// What the form began with.
  public let read: OpportunityEdit
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The change of an opportunity. Without what was read, what is wanted stands.
  public init(
    _ opportunity: ID<Opportunity>, _ edit: OpportunityEdit, read: OpportunityEdit = .init()
  ) {
    opportunityID = opportunity
    self.edit = edit
    self.read = read
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where another desk gave a field another value since it was read.
  public func perform(_ scope: ActScope) throws -> Opportunity {
    let opportunity = try scope.store.get(opportunityID)
    var merge = FieldMerge(opportunity, settlement)
    let wanted = try mergeFields(of: opportunity, into: &merge, scope)
    try merge.check(opportunity.number, scope)
    var edited = merge.merged
    guard !edited.title.isEmpty else { throw Refusal(.titleMissing) }
    if wanted.customer { try setCustomer(of: &edited, scope) }
    if wanted.amount { try setAmount(of: &edited, scope) }
    if wanted.probability { try setProbability(of: &edited, scope) }
    OpportunityPath(scope: scope).concerns(edited)
    if edited.expectedCloseDay != opportunity.expectedCloseDay {
      try keepPostponement(opportunity, edited, scope)
    }
    return try scope.store.update(opportunity, to: edited)
  }

  /// Takes the plain fields, and says which of the three that mean more are to be written.
  private func mergeFields(
    of stored: Opportunity, into merge: inout FieldMerge<Opportunity>, _ scope: ActScope
  ) throws -> (customer: Bool, amount: Bool, probability: Bool) {
    let store = scope.store
    merge.take("title", edit.title, read: read.title, \.title) { .words($0) }
    let customer = try merge.decide(
      "customer", edit.customerID, read: read.customerID, stored: stored.customerID
    ) { .words(try $0.map { try store.get($0).name } ?? "") }
    try merge.take("contact", edit.contactID, read: read.contactID, \.contactID) {
      .words(try $0.map { try store.get($0).name } ?? "")
    }
    try merge.take("salesperson", edit.salespersonID, read: read.salespersonID, \.salespersonID) {
      .words(try $0.map { try store.get($0).name } ?? "")
    }
    let currency = try store.company().currency
    let amount = merge.decide(
      "amount", edit.amount, read: read.amount, stored: stored.amount
    ) { amount in amount.map { .money(Money($0, currency)) } }
    let typed = stored.probabilitySource == .typed ? stored.probability : nil
    let probability = merge.decide(
      "probability", edit.probability, read: read.probability, stored: typed
    ) { $0.map { .ratio($0) } }
    merge.take(
      "expectedClose", edit.expectedCloseDay, read: read.expectedCloseDay, \.expectedCloseDay
    ) { $0.map { .day($0) } }
    merge.take("source", edit.source, read: read.source, \.source) { .words($0) }
    merge.take("competitor", edit.competitor, read: read.competitor, \.competitor) { .words($0) }
    // Said without a form, also the value that stands there is a wish: it is typed from now on.
    return (
      customer, amount || (edit.amount != .keep && read.amount == .keep),
      probability || (edit.probability != .keep && read.probability == .keep)
    )
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
      edited.amount = quote.ownNet >= .zero ? quote.ownNet : nil
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
