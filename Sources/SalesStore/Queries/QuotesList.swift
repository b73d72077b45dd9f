import Database
import Sales
import Values

/// Which quotes a list holds: a database with a hundred thousand of them answers for these only.
public struct QuoteListing: Sendable, Hashable {
  /// Where a quote stands beside its state.
  public enum Standing: Sendable, Hashable {
    /// Anywhere.
    case any
    /// Sent, and its validity is not past on the day.
    case inForce(Day)
    /// Sent, and its validity is past on the day.
    case expired(Day)
    /// Waits for an agreement on its present terms.
    case awaitingApproval
  }

  /// In one of these states.
  public var states: [QuoteState]
  /// Where it stands.
  public var standing = Standing.any
  /// Of this customer; nil = of any.
  public var customerID: ID<Customer>?
  /// Of this person; nil = everybody's.
  public var salespersonID: ID<Salesperson>?
  /// Words typed: of the number, the subject, the customer, or the whole of the customer's reference.
  public var text = ""
  /// The newest first; else those that expire first.
  public var newestFirst = false
  /// At most so many.
  public var limit = 200

  /// Quotes in some states.
  public init(_ states: [QuoteState]) { self.states = states }
}

extension StoreReading {
  /// Quotes as rows.
  public func quotes(_ listing: QuoteListing) throws -> [QuoteSummary] {
    let condition = "WHERE " + (try condition(of: listing))
    var order: SQL = " ORDER BY "
    // The very number that was typed stands above what only answers its words.
    if !listing.text.isEmpty {
      order += "CASE WHEN number = \(listing.text.uppercased()) THEN 0 ELSE 1 END, "
    }
    order += listing.newestFirst ? "id DESC" : "validity_day, id"
    return try summaries(
      all(Quote.self, condition + order + " LIMIT \(listing.limit)"), areJudged: true)
  }

  /// How many quotes the list would have without its limit.
  public func quoteCount(_ listing: QuoteListing) throws -> Int {
    try count(Quote.self, "WHERE " + (try condition(of: listing)))
  }

  /// The quotes of a customer, the newest first.
  public func quotes(of customer: ID<Customer>, limit: Int = 50) throws -> [QuoteSummary] {
    var listing = QuoteListing(QuoteState.allCases)
    listing.customerID = customer
    listing.newestFirst = true
    listing.limit = limit
    return try quotes(listing)
  }

  private func condition(of listing: QuoteListing) throws -> SQL {
    var condition = "state IN " + SQL.list(listing.states.map(\.rawValue))
    switch listing.standing {
    case .any: break
    case .inForce(let day): condition += " AND validity_day >= \(day)"
    case .expired(let day): condition += " AND validity_day < \(day)"
    case .awaitingApproval:
      condition += """
         AND EXISTS (SELECT 1 FROM approval WHERE approval.quote_id = quote.id
          AND approval.terms_revision = quote.terms_revision
          AND approval.state = \(ApprovalState.asked.rawValue))
        """
    }
    if let customer = listing.customerID { condition += " AND customer_id = \(customer)" }
    if let person = listing.salespersonID { condition += " AND salesperson_id = \(person)" }
    if !listing.text.isEmpty { condition += try answering(listing.text) }
    return condition
  }

  /// What the number begins with, or the customer's reference as typed; else the words of the opportunity,
  /// which hold those of the customer.
  private func answering(_ text: String) throws -> SQL {
    let typed = text.split(separator: " ").joined(separator: " ")
    let number = typed.uppercased()
    var answers: SQL = """
       AND (number >= \(number) AND number < \(number + "~") OR customer_reference = \(typed)
      """
    if let query = SearchQuery(typed) {
      answers +=
        """
         OR opportunity_id IN (SELECT opportunity.id FROM opportunity_search
          JOIN opportunity ON opportunity.search_key = opportunity_search.rowid WHERE
        """ + " " + matches(query, in: Opportunity.table) + ")"
    }
    return answers + ")"
  }

  /// A quote as a row.
  func summary(_ quote: Quote) throws -> QuoteSummary { try summaries([quote])[0] }

  /// Rows of quotes: what stands beside them is read for all together.
  ///
  /// - Parameter areJudged: whether they say what the floors ask, which reads the lines of drafts.
  func summaries(_ quotes: [Quote], areJudged: Bool = false) throws -> [QuoteSummary] {
    guard !quotes.isEmpty else { return [] }
    let list = SQL.list(quotes.map(\.id))
    let customers = try find(quotes.map(\.customerID))
    let opportunities = try find(quotes.map(\.opportunityID))
    let costs = Dictionary(
      uniqueKeysWithValues: try all(QuoteCost.self, "WHERE quote_id IN " + list)
        .map { ($0.quoteID, $0) })
    let approvals = Dictionary(
      grouping: try all(Approval.self, "WHERE quote_id IN " + list + " ORDER BY id"),
      by: \.quoteID)
    let company = try company().currency
    let revision = try floorRevision()
    let actions = areJudged ? try floorActions(of: quotes) : [:]
    return try quotes.map { quote in
      guard let customer = customers[quote.customerID],
        let opportunity = opportunities[quote.opportunityID]
      else { throw StoreError.notFound(kind: Quote.table.name, key: quote.number) }
      let approval = approvals[quote.id]?.last {
        $0.termsRevision == quote.termsRevision && $0.isInForce(for: quote, revision)
      }
      return QuoteSummary(
        quote: quote, customerCode: customer.code, customerName: customer.name,
        title: opportunity.title, cost: costs[quote.id], companyCurrency: company,
        approval: approval?.state, floorAction: actions[quote.id])
    }
  }
}
