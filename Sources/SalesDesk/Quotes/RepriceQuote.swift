import Sales
import SalesStore
import Values

/// Gives the lines of a quote today's prices and costs, and a new validity. Typed prices stay; an
/// expired quote thus gets its next version.
public struct RepriceQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.reprice", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// The lines that are repriced; nil = all of them. The others keep their price and their cost.
  public let lines: Set<Int>?

  /// The repricing of a quote, or of some of its lines.
  public init(_ quote: ID<Quote>, lines: Set<Int>? = nil) {
    quoteID = quote
    self.lines = lines
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let stored = try scope.store.draft(of: quoteID)
    if let unknown = lines?.sorted().first(where: { stored[line: $0] == nil }) {
      _ = try stored.place(of: unknown)
    }
    let old = try writing.editable(quoteID)
    var draft = old
    draft.quote.priceDay = scope.today
    // The rate is a price of the day like the others.
    try scope.store.setCurrency(old.quote.currency, of: &draft.quote)
    draft.carriageTerms = draft.carriageTerms.converted(to: draft.money)
    draft.quote.validityDay =
      scope.today + (try scope.store.settings().quoteValidityDays)
    let places = draft.lines.indices.filter { lines?.contains(draft.lines[$0].number) ?? true }
    let quoteLines = try QuoteLines(
      scope: scope, quote: draft.quote,
      products: places.compactMap { draft.lines[$0].productID })
    for place in places {
      try quoteLines.change(&draft.lines[place]) { (terms, line) throws(LineProblem) in
        try terms.reprice(&line, quoteLines.context)
      }
    }
    let written = try writing.write(old, to: draft)
    try scope.store.freezeTodaysCosts(
      of: quoteID, lines: draft.lines.map(\.number).filter { lines?.contains($0) ?? true })
    return written
  }
}

/// A line before and after today's prices and costs.
public struct LineRepricing: Sendable, Hashable {
  /// The line as it stands.
  public let before: QuoteDraftLine
  /// The line as it would be.
  public let after: QuoteDraftLine
  /// Code of the product.
  public let productCode: String
  /// Amount before discounts of the document, then and now.
  public let netBefore: Amount
  /// Amount at today's price.
  public let netAfter: Amount

  /// Number of the line.
  public var line: Int { before.number }
  /// Whether the customer would pay another price.
  public var changesPrice: Bool {
    before.row.unitPrice != after.row.unitPrice || before.row.discounts != after.row.discounts
  }
  /// Whether anything changes: price, cost or VAT; the floor price, where the cost is not shown.
  public var isChanged: Bool {
    var row = after.row
    row.priceRuleID = before.row.priceRuleID
    row.listPrice = before.row.listPrice
    return row != before.row || before.unitCost != after.unitCost || before.hidden != after.hidden
      || before.derogation?.unitCost != after.derogation?.unitCost
  }
}

/// What repricing a quote today would do, line by line.
public struct QuoteRepricing: Sendable, Hashable {
  /// The quote.
  public let quote: Quote
  /// The rate it would have; nil = it is in the company's currency.
  public let rate: ExchangeRate?
  /// The day of that rate.
  public let rateDay: Day?
  /// Its product lines.
  public let lines: [LineRepricing]
}

extension StoreReading {
  /// What repricing a quote on a day would do, line by line; nothing is written.
  public func repricing(of id: ID<Quote>, on day: Day) throws -> QuoteRepricing {
    let draft = try draft(of: id)
    var dated = draft.quote
    dated.priceDay = day
    try setCurrency(dated.currency, of: &dated)
    let context = try pricingContext(of: dated)
    let minorUnits = dated.currency.minorUnits
    let known = try terms(of: draft.lines.compactMap(\.productID), context)
    let lines = try draft.lines.compactMap { line -> LineRepricing? in
      guard let terms = line.productID.flatMap({ known[$0] }) else { return nil }
      var after = line
      do throws(LineProblem) {
        try terms.reprice(&after, context)
      } catch {
        throw Refusal(error, on: terms.product)
      }
      return LineRepricing(
        before: line, after: after, productCode: terms.product.code,
        netBefore: try line.amounts.net(minorUnits: minorUnits),
        netAfter: try after.amounts.net(minorUnits: minorUnits))
    }
    return QuoteRepricing(
      quote: draft.quote, rate: dated.rate, rateDay: dated.rateDay, lines: lines)
  }
}

extension ProductTerms {
  /// Today's price and cost for a line; a typed price stays, its cost does not.
  func reprice(
    _ line: inout QuoteDraftLine, _ context: PricingContext
  ) throws(LineProblem) {
    line.unitCost = unitCost
    line.derogation = derogation
    line.hidden = hidden
    line.step = step
    line.costMethod = context.costMethod
    line.row.vatRate = vatRate
    line.row.listPrice = listPrice
    line.row.ecoUnit = ecoUnit
    guard line.row.priceSource != .manual else { return }
    try price(&line, nil, discounts: [], context)
  }
}
