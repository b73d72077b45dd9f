import Sales
import SalesStore
import Values

/// Notes that the customer declined a quote; the opportunity stays open.
public struct DeclineQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.decline", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// What the customer said.
  public let reason: String

  /// The refusal of a quote by its customer.
  public init(_ quote: ID<Quote>, reason: String = "") {
    quoteID = quote
    self.reason = reason
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Quote {
    let quote = try scope.store.get(quoteID)
    guard quote.state.canBecome(.declined) else {
      throw Refusal(
        .quoteNotWithCustomer, Fact("number", .text(quote.number)),
        Fact("state", .text(quote.state.rawValue)))
    }
    var declined = quote
    declined.state = .declined
    declined.decidedDay = scope.today
    declined.declinedReason = reason
    QuoteWriting(scope: scope).concerns(quote)
    return try scope.store.update(quote, to: declined)
  }
}

/// Gives a draft up. The reference of its opportunity becomes what stands of its quotes.
public struct CancelQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.cancel", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>

  /// The end of a draft.
  public init(_ quote: ID<Quote>) {
    quoteID = quote
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Quote {
    let quote = try scope.store.get(quoteID)
    guard quote.state.canBecome(.cancelled) else {
      throw Refusal(
        .quoteNotDraft, Fact("number", .text(quote.number)),
        Fact("state", .text(quote.state.rawValue)))
    }
    var cancelled = quote
    cancelled.state = .cancelled
    let kept = try scope.store.update(quote, to: cancelled)
    try referToWhatStands(instead: quote, scope)
    QuoteWriting(scope: scope).concerns(quote)
    return kept
  }

  private func referToWhatStands(instead quote: Quote, _ scope: ActScope) throws {
    let opportunity = try scope.store.get(quote.opportunityID)
    guard opportunity.referenceQuoteID == quote.id else { return }
    let quotes = try scope.store.quotes(of: opportunity.id)
    let standing =
      quotes.first { $0.state == .sent } ?? quotes.first { $0.state == .draft }
    var referring = opportunity
    referring.referenceQuoteID = standing?.id
    if opportunity.amountSource == .quote {
      referring.amount = standing.flatMap { $0.ownNet >= .zero ? $0.ownNet : nil }
    }
    try scope.store.update(opportunity, to: referring)
  }
}
