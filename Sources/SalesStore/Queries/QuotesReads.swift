import Database
import Sales
import Values

/// A row of a list of quotes.
public struct QuoteSummary: Sendable, Hashable {
  /// The head.
  public let quote: Quote
  /// Code and name of the customer.
  public let customerCode: String
  /// Name of the customer.
  public let customerName: String
  /// Title of the opportunity.
  public let title: String
  /// Cost and what it leaves out; nil = no line yet.
  public let cost: QuoteCost?
  /// In which its cost and margin are counted.
  public let companyCurrency: Currency
  /// The approval asked for or given on exactly these terms, under the floors of today.
  public let approval: ApprovalState?
  /// What the floors ask of who reads: of a draft by today's rules, of a version that was sent what was asked
  /// then. Nil = nothing, it is neither, or the list does not say it.
  public let floorAction: FloorAction?

  /// Whether it was sent and its validity is past.
  public func isExpired(on day: Day) -> Bool {
    quote.state == .sent && quote.validityDay < day
  }
  /// Margin on the lines whose cost is known.
  public var margin: Amount? { cost.map { $0.costedNetAmount - $0.costAmount } }
  /// Taux de marque on them.
  public var marginRate: Fraction {
    guard let cost else { return .unavailable }
    return Fraction(
      cost.costedNetAmount.minor - cost.costAmount.minor, cost.costedNetAmount.minor)
  }
}

/// A quote with all that its screen and its paper show.
public struct QuoteDetail: Sendable, Hashable {
  /// Head and lines; their figures are `QuoteComputation(draft)`.
  public let draft: QuoteDraft
  /// Products of the lines.
  public let products: [ID<Product>: Product]
  /// Customer.
  public let customer: Customer
  /// Opportunity.
  public let opportunity: Opportunity
  /// Delivery site.
  public let site: Site?
  /// Contact.
  public let contact: Contact?
  /// Payment term.
  public let paymentTerm: PaymentTerm?
  /// Salesperson in charge.
  public let salesperson: Salesperson?
  /// Warehouse of the goods.
  public let warehouse: Warehouse
  /// Every version of the number, the newest first.
  public let versions: [Quote]
  /// Approvals of this version, the newest first.
  public let approvals: [Approval]
  /// Who asked, who decided and in whose place, by identity.
  public let deciders: [ID<Salesperson>: Salesperson]
  /// How often floors changed until now.
  public let floorRevision: Int

  /// The approvals with the names of their people.
  public var namedApprovals: [QuoteApproval] {
    approvals.map { approval in
      QuoteApproval(
        approval: approval, askedByName: deciders[approval.askedBy]?.name ?? "",
        decidedByName: approval.decidedBy.flatMap { deciders[$0]?.name },
        decidedForName: approval.decidedFor.flatMap { deciders[$0]?.name })
    }
  }

  /// The head.
  public var quote: Quote { draft.quote }
  /// The approval in force: of exactly these terms, under the floors of today.
  public var approval: Approval? {
    approvals.first { $0.termsRevision == quote.termsRevision }
      .flatMap { $0.isInForce(for: quote, floorRevision) ? $0 : nil }
  }
}

/// An approval of a quote, with names.
public struct QuoteApproval: Sendable, Hashable {
  /// What was asked and decided.
  public let approval: Approval
  /// Who asked.
  public let askedByName: String
  /// Who decided; nil = nobody yet.
  public let decidedByName: String?
  /// The absent manager it was decided for; nil = nobody else.
  public let decidedForName: String?
}

extension StoreReading {
  /// A quote with its lines, their frozen costs and the floors of the day.
  /// - Throws: `StoreError.notFound`.
  public func draft(of id: ID<Quote>) throws -> QuoteDraft {
    guard let draft = try drafts(of: [get(id)]).first else {
      throw StoreError.notFound(kind: Quote.table.name, key: id.description)
    }
    return draft
  }

  /// Some quotes with their lines, each in its place: what stands beside them is read for all together.
  func drafts(of quotes: [Quote]) throws -> [QuoteDraft] {
    guard !quotes.isEmpty else { return [] }
    let rows = try DraftRows(of: quotes, self)
    var families = FamilyPaths(rows.rules)
    for (name, ids) in rows.families {
      try families.prepare(ids, for: name, self)
    }
    return try quotes.map { quote in
      guard let customer = rows.customers[quote.customerID] else {
        throw StoreError.notFound(kind: Customer.table.name, key: quote.customerID.description)
      }
      let money = DocumentCurrency(quote.currency, company: rows.company, rate: quote.rate)
      let lines = try (rows.lines[quote.id] ?? []).map { row in
        try line(row, customer.customerClass, money, rows, &families)
      }
      return judged(
        QuoteDraft(
          quote: quote, lines: lines, vatRounding: rows.settings.vatRounding,
          carriageTerms: CarriageTerms(rows.settings, for: customer, in: rows.company)
            .converted(to: money),
          companyCurrency: rows.company),
        by: rows.rules, customer)
    }
  }

  /// A line with its frozen cost and the floor of the day.
  private func line(
    _ row: QuoteLine, _ customerClass: String, _ money: DocumentCurrency, _ rows: DraftRows,
    _ families: inout FamilyPaths
  ) throws -> QuoteDraftLine {
    let place = DraftRows.Place(row.quoteID, row.line)
    let cost = rows.costs[place]
    let product = row.productID.flatMap { rows.products[$0] }
    var line = QuoteDraftLine(
      row: row, unitCost: cost?.unitCost, costMethod: cost?.method ?? .weightedAverage,
      floor: try families.floor(of: product?.familyID, for: customerClass, self),
      step: money.step(decimals: product?.priceDecimals ?? 2),
      hidden: row.productID == nil ? nil : rows.hidden?[place])
    line.derogation = rows.derogations[place]?.forLine
    line.floorActions = try families.floorActions(
      of: product?.familyID, for: customerClass, self)
    return line
  }

  /// For whom and when a quote's lines are priced.
  public func pricingContext(of quote: Quote) throws -> PricingContext {
    var context = try pricingContext(
      customer: try get(quote.customerID), site: quote.siteID, day: quote.priceDay)
    // The rate that is frozen on it, whatever the rate of the day.
    (context.currency, context.rate) = (quote.currency, quote.rate)
    context.vatPosition = quote.vatPosition
    return context
  }

  /// A quote with all that its screen and its paper show.
  public func quoteDetail(_ id: ID<Quote>) throws -> QuoteDetail {
    let draft = try draft(of: id)
    let quote = draft.quote
    let products = try find(draft.lines.compactMap(\.productID))
    let approvals = try all(Approval.self, "WHERE quote_id = \(id) ORDER BY id DESC")
    let people = approvals.flatMap { [$0.askedBy, $0.decidedBy, $0.decidedFor].compactMap { $0 } }
    return QuoteDetail(
      draft: draft, products: products, customer: try get(quote.customerID),
      opportunity: try get(quote.opportunityID), site: try quote.siteID.flatMap { try find($0) },
      contact: try quote.contactID.flatMap { try find($0) },
      paymentTerm: try quote.paymentTermID.flatMap { try find($0) },
      salesperson: try quote.salespersonID.flatMap { try find($0) },
      warehouse: try get(quote.warehouseID), versions: try versions(of: quote.number),
      approvals: approvals, deciders: try find(people),
      floorRevision: try floorRevision())
  }

  /// Every version of a quote's number, the newest first.
  public func versions(of number: String) throws -> [Quote] {
    try all(Quote.self, "WHERE number = \(number) ORDER BY revision DESC")
  }

  /// The version of a quote that is being made after that one; nil where none is.
  public func newerDraft(than quote: Quote) throws -> Quote? {
    let newest = try versions(of: quote.number).first
    return newest.flatMap { $0.state == .draft && $0.revision > quote.revision ? $0 : nil }
  }

  /// The version of a number: the one named, else the newest.
  /// - Throws: `StoreError.notFound`.
  public func quote(numbered number: String, revision: Int? = nil) throws -> Quote {
    let versions = try versions(of: number)
    let wanted = revision.map { wanted in versions.first { $0.revision == wanted } }
    guard let quote = wanted ?? versions.first else {
      throw StoreError.notFound(kind: Quote.table.name, key: number)
    }
    return quote
  }

  /// The quotes of an opportunity, the newest first.
  public func quotes(of opportunity: ID<Opportunity>) throws -> [Quote] {
    try all(Quote.self, "WHERE opportunity_id = \(opportunity) ORDER BY id DESC")
  }

  /// The drafts of a customer, in the order in which they were begun.
  public func drafts(of customer: ID<Customer>) throws -> [Quote] {
    let state = QuoteState.draft.rawValue
    return try all(Quote.self, "WHERE customer_id = \(customer) AND state = \(state) ORDER BY id")
  }

  /// The newest approval asked for or given on exactly these terms, under the floors of today
  /// (`Approval.isInForce`).
  public func approval(of quote: Quote) throws -> Approval? {
    let newest = try first(
      Approval.self,
      """
      WHERE quote_id = \(quote.id) AND terms_revision = \(quote.termsRevision)
      ORDER BY id DESC LIMIT 1
      """)
    guard let newest, newest.isInForce(for: quote, try floorRevision()) else { return nil }
    return newest
  }
}
