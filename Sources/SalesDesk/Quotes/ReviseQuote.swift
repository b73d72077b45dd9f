import Sales
import SalesStore
import Values

/// Opens the next version of a sent quote as a draft; the one sent stands until the new one is sent.
public struct ReviseQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.revise", roles: .sellers)

  /// The quote that was sent.
  public let quoteID: ID<Quote>

  /// The revision of a quote.
  public init(_ quote: ID<Quote>) {
    quoteID = quote
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let sent = try scope.store.draft(of: quoteID)
    guard sent.quote.state == .sent else {
      throw Refusal(
        .quoteNotWithCustomer, Fact("number", .text(sent.quote.number)),
        Fact("state", .text(sent.quote.state.rawValue)))
    }
    let newest = try scope.store.versions(of: sent.quote.number).first ?? sent.quote
    if newest.state == .draft {
      throw Refusal(
        .newerDraft, Fact("number", .text(newest.number)),
        Fact("revision", .count(newest.revision)))
    }
    let next = copy(sent, revision: newest.revision + 1, scope)
    let opportunity = try scope.store.get(sent.quote.opportunityID)
    if opportunity.referenceQuoteID == sent.quote.id {
      var referring = opportunity
      referring.referenceQuoteID = next.quote.id
      try scope.store.update(opportunity, to: referring)
    }
    scope.note("revision", .count(next.quote.revision))
    _ = try QuoteWriting(scope: scope).insert(next)
    return try scope.store.draft(of: next.quote.id)
  }

  private func copy(_ sent: QuoteDraft, revision: Int, _ scope: ActScope) -> QuoteDraft {
    var next = sent
    next.quote.id = scope.mint()
    next.quote.revision = revision
    next.quote.state = .draft
    next.quote.createdDay = scope.today
    next.quote.sentDay = nil
    next.quote.decidedDay = nil
    next.quote.termsRevision = 1
    // What sending froze without anybody having typed it follows the company's terms again.
    if let cost = next.quote.carriageCost, next.quote.carriageSource == .rule,
      cost == .zero || cost == sent.carriageTerms.companyAmount
    {
      next.quote.carriageCost = nil
    }
    next.quote.version = 1
    for place in next.lines.indices {
      next.lines[place].row.quoteID = next.quote.id
      next.lines[place].row.version = 1
    }
    return next
  }
}
