import Sales
import SalesStore
import Values

/// Begins another quote with the lines of a quote or of an order, at today's prices or at those it had
/// (F047); for the same customer or for another one.
public struct DuplicateQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.duplicate", roles: .sellers)

  /// What is copied.
  public enum Source: Sendable, Hashable {
    case quote(ID<Quote>)
    case order(ID<SalesOrder>)
  }

  /// What is copied.
  public let source: Source
  /// For whom; nil = the same customer.
  public let customerID: ID<Customer>?
  /// Whether lines keep the prices they had, which are then typed ones.
  public let keepsPrices: Bool

  /// The copy of a quote or of an order.
  public init(_ source: Source, for customer: ID<Customer>? = nil, keepingPrices: Bool = false) {
    self.source = source
    customerID = customer
    keepsPrices = keepingPrices
  }

  /// The copy of a quote.
  public init(_ quote: ID<Quote>, for customer: ID<Customer>? = nil, keepingPrices: Bool = false) {
    self.init(.quote(quote), for: customer, keepingPrices: keepingPrices)
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let copied = try original(scope)
    let buyer = customerID ?? copied.customerID
    // Another customer's deal, or one that is closed, is not this one.
    let opportunity = try copied.opportunityID.map { try scope.store.get($0) }
      .flatMap { $0.outcome == .open && buyer == copied.customerID ? $0 : nil }
    var draft = try scope.store.blankQuote(
      scope.mint(), for: try scope.store.get(buyer), opportunity: opportunity, by: scope.actor,
      today: scope.today)
    if buyer == copied.customerID {
      draft.quote.siteID = copied.siteID
      draft.quote.discount = copied.discount
    }
    let lines = try QuoteLines(
      scope: scope, quote: draft.quote, products: copied.lines.compactMap(\.productID))
    var numbers: [Int: Int] = [:]
    for line in copied.lines {
      var fresh = line
      fresh.row.version = 1
      fresh.row.choiceOf = line.row.choiceOf.flatMap { numbers[$0] }
      fresh.row.setOf = line.setOf.flatMap { numbers[$0] }
      try lines.change(&fresh) { (terms, line) throws(LineProblem) in
        line.unitCost = terms.unitCost
        line.derogation = terms.derogation
        line.hidden = terms.hidden
        line.costMethod = lines.context.costMethod
        line.floor = terms.floor
        line.floorActions = terms.floorActions
        line.row.vatRate = terms.vatRate
        line.row.ecoUnit = terms.ecoUnit
        line.step = terms.step
        line.row.listPrice = terms.listPrice
        line.row.unitPrice = Self.price(line, from: copied.money(in: draft), to: draft, terms)
        try price(&line, terms, lines.context, isSameBuyer: buyer == copied.customerID)
      }
      numbers[line.number] = draft.quote.nextLine
      draft.append(fresh)
    }
    return try QuoteOpening(scope: scope).open(draft, title: copied.title)
  }

  /// The price it had, in the currency of the copy.
  private static func price(
    _ line: QuoteDraftLine, from was: DocumentCurrency, to draft: QuoteDraft, _ terms: ProductTerms
  ) -> UnitPrice {
    let price = line.row.unitPrice
    guard was.currency != draft.money.currency else { return price }
    return was.own(price).flatMap { try? draft.money.foreign($0, step: terms.step) } ?? price
  }

  /// Kept prices are typed ones; else the rules give theirs, and what was typed for this very customer
  /// stays.
  private func price(
    _ line: inout QuoteDraftLine, _ terms: ProductTerms, _ context: PricingContext,
    isSameBuyer: Bool
  ) throws(LineProblem) {
    if keepsPrices {
      guard line.row.priceSource == .rule else { return }
      line.row.priceSource = .manual
      line.row.priceRuleID = nil
    } else if line.row.priceSource != .manual || !isSameBuyer {
      try terms.price(&line, nil, discounts: [], context)
    }
  }

  private func original(_ scope: ActScope) throws -> CopiedDocument {
    switch source {
    case .quote(let id): CopiedDocument(try scope.store.draft(of: id), scope)
    case .order(let id): try CopiedDocument(id, scope)
    }
  }
}

/// What a copy begins from.
private struct CopiedDocument {
  let customerID: ID<Customer>
  let opportunityID: ID<Opportunity>?
  let siteID: ID<Site>?
  let discount: Ratio
  let title: String
  let currency: Currency
  let rate: ExchangeRate?
  let lines: [QuoteDraftLine]

  /// Its currency, beside that of a copy.
  func money(in copy: QuoteDraft) -> DocumentCurrency {
    DocumentCurrency(currency, company: copy.companyCurrency, rate: rate)
  }

  init(_ draft: QuoteDraft, _ scope: ActScope) {
    (customerID, opportunityID) = (draft.quote.customerID, draft.quote.opportunityID)
    (currency, rate) = (draft.quote.currency, draft.quote.rate)
    (siteID, discount, lines) = (draft.quote.siteID, draft.quote.discount, draft.lines)
    title = (try? scope.store.get(draft.quote.opportunityID).title) ?? ""
  }

  init(_ id: ID<SalesOrder>, _ scope: ActScope) throws {
    let order = try scope.store.get(id)
    (customerID, opportunityID) = (order.customerID, order.opportunityID)
    (currency, rate) = (order.currency, order.rate)
    (siteID, discount) = (order.siteID, order.discount)
    title = try order.opportunityID.map { try scope.store.get($0).title } ?? ""
    lines = try scope.store.lines(of: id).sorted { ($0.position, $0.line) < ($1.position, $1.line) }
      .map { line in
        QuoteDraftLine(
          row: QuoteLine(
            quoteID: ID(rawValue: 0), line: line.line, position: line.position, kind: line.kind,
            productID: line.productID, description: line.description,
            typedQuantity: line.typedQuantity, typedUnit: line.typedUnit, quantity: line.quantity,
            priceUnit: line.priceUnit, unitPrice: line.unitPrice, listPrice: line.listPrice,
            priceSource: line.priceSource, priceRuleID: line.priceRuleID,
            discounts: line.discounts, vatCode: line.vatCode, vatRate: line.vatRate,
            otherWarehouses: line.otherWarehouses, heading: line.heading, ecoUnit: line.ecoUnit,
            setCode: line.setCode, setClosed: line.setClosed,
            setHidesParts: line.setHidesParts, setOf: line.setOf))
      }
  }
}
