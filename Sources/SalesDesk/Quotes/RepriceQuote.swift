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

  /// The repricing of a quote.
  public init(_ quote: ID<Quote>) {
    quoteID = quote
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let old = try writing.editable(quoteID)
    var draft = old
    draft.quote.priceDay = scope.today
    draft.quote.validityDay =
      scope.today + (try scope.store.settings().quoteValidityDays)
    let lines = try QuoteLines(scope: scope, quote: draft.quote)
    for place in draft.lines.indices {
      try lines.change(&draft.lines[place]) { (terms, line) throws(LineProblem) in
        line.unitCost = terms.unitCost
        line.hidden = terms.hidden
        line.costMethod = lines.context.costMethod
        line.row.vatRate = terms.vatRate
        line.row.listPrice = terms.product.listPrice
        line.row.ecoUnit = terms.product.ecoUnit
        guard line.row.priceSource != .manual else { return }
        try terms.price(&line, nil, discounts: [], lines.context)
      }
    }
    return try writing.write(old, to: draft)
  }
}
