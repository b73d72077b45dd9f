import Sales
import SalesStore
import Values

/// What a new quote begins with.
public struct NewQuote: Sendable, Hashable {
  /// Customer; nil = that of the opportunity.
  public var customerID: ID<Customer>?
  /// Opportunity; nil = one is opened.
  public var opportunityID: ID<Opportunity>?
  /// Title of the opportunity that is opened; empty = the first line's words.
  public var title = ""
  /// The customer's own reference.
  public var customerReference = ""
  /// Currency; nil = the customer's.
  public var currency: Currency?
  /// Lines.
  public var lines: [NewLine] = []

  /// A quote for a customer.
  public init(customer: ID<Customer>) { customerID = customer }
  /// A quote of an opportunity.
  public init(opportunity: ID<Opportunity>) { opportunityID = opportunity }
}

/// Begins a quote, opening an opportunity when none is given: a quote always has one.
public struct CreateQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.create", roles: .sellers)

  /// What it begins with.
  public let new: NewQuote

  /// The beginning of a quote.
  public init(_ new: NewQuote) {
    self.new = new
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let opportunity = try new.opportunityID.map { try scope.store.get($0) }
    guard let customerID = new.customerID ?? opportunity?.customerID else {
      throw Refusal(.quoteNeedsCustomer, Fact("number", .text(opportunity?.number ?? "")))
    }
    var draft = try scope.store.blankQuote(
      scope.mint(), for: try scope.store.get(customerID), opportunity: opportunity,
      by: scope.actor, today: scope.today, in: new.currency)
    draft.quote.customerReference = new.customerReference
    let lines = try QuoteLines(
      scope: scope, quote: draft.quote, products: new.lines.compactMap(\.productID))
    for entry in new.lines { try lines.append(entry, to: &draft) }
    return try QuoteOpening(scope: scope).open(draft, title: new.title)
  }
}

/// Puts a quote that is not stored yet into its opportunity.
struct QuoteOpening {
  let scope: ActScope

  /// Writes the quote; opens its opportunity where it names none, and becomes its reference where
  /// that has none that stands.
  func open(_ blank: QuoteDraft, title: String) throws -> QuoteDraft {
    var draft = blank
    var opportunity = try self.opportunity(of: draft, title: title)
    guard opportunity.outcome == .open else {
      throw Refusal(.opportunityClosed, Fact("number", .text(opportunity.number)))
    }
    draft.quote.opportunityID = opportunity.id
    opportunity = try take(draft.quote.customerID, into: opportunity)
    let reference = try opportunity.referenceQuoteID.flatMap { try scope.store.find($0) }
    if reference.map({ $0.state == .draft || $0.state == .sent }) != true {
      var referring = opportunity
      referring.referenceQuoteID = draft.quote.id
      try scope.store.update(opportunity, to: referring)
    }
    return try QuoteWriting(scope: scope).insert(draft)
  }

  private func opportunity(of draft: QuoteDraft, title: String) throws -> Opportunity {
    guard draft.quote.opportunityID.rawValue == 0 else {
      return try scope.store.get(draft.quote.opportunityID)
    }
    let first = draft.lines.first(where: \.isProduct) ?? draft.lines.first
    let words = title.isEmpty ? first?.row.description ?? "" : title
    let fallback = try scope.store.get(draft.quote.customerID).name
    var new = NewOpportunity(
      title: words.isEmpty ? fallback : words, customer: draft.quote.customerID)
    new.salespersonID = draft.quote.salespersonID
    return try scope.perform(CreateOpportunity(new))
  }

  /// An opportunity without customer takes that of its first quote.
  private func take(
    _ customer: ID<Customer>, into opportunity: Opportunity
  ) throws -> Opportunity {
    if opportunity.customerID == customer { return opportunity }
    guard opportunity.customerID == nil else {
      throw Refusal(.customerHasQuotes, Fact("number", .text(opportunity.number)))
    }
    var known = opportunity
    known.customerID = customer
    return try scope.store.update(opportunity, to: known)
  }
}
