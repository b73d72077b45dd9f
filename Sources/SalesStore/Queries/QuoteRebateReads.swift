import Database
import Sales
import Values

extension StoreReading {
  /// The rebates expected on a quote: on a draft what base and document reach together today; once sent
  /// the rates frozen on its lines, with where the customer stands now.
  public func rebates(
    of draft: QuoteDraft, _ figures: QuoteComputation, today: Day
  ) throws -> DocumentRebates {
    let standings = try rebateStandings(
      of: try get(draft.quote.customerID), on: today, in: draft.companyCurrency)
    let live = try rebates(of: draft, figures, standings)
    guard draft.quote.state != .draft else { return live }
    return try DocumentRebates(
      frozen: try frozenRates(of: draft.quote.id), figures, live.outlooks)
  }

  /// The rebates of standings that were read already.
  public func rebates(
    of draft: QuoteDraft, _ figures: QuoteComputation, _ standings: [RebateStanding]
  ) throws -> DocumentRebates {
    guard !standings.isEmpty else { return .none }
    let products = try find(draft.lines.compactMap(\.productID))
    return try DocumentRebates(draft, figures, standings) { products[$0]?.familyID }
  }

  /// The rates frozen on the lines of a quote that was sent, by line.
  public func frozenRates(of quote: ID<Quote>) throws -> [Int: Ratio] {
    Dictionary(
      uniqueKeysWithValues: try all(QuoteLineRebate.self, "WHERE quote_id = \(quote)")
        .map { ($0.line, $0.rate) })
  }

  /// The rebate expected on an order: the rates frozen on the lines of its quote, on what was ordered
  /// and not given up.
  public func expectedRebate(of order: SalesOrder) throws -> Amount {
    guard let quote = order.quoteID else { return .zero }
    let rates = try frozenRates(of: quote)
    guard !rates.isEmpty else { return .zero }
    return try DocumentRebates.expected(
      try lines(of: order.id).compactMap { line in
        guard let rate = rates[line.line] else { return nil }
        let part = RebateTurnover(
          net: line.companyNet ?? line.netAmount, discount: order.discount, ordered: line.quantity,
          counted: line.quantity - line.cancelled)
        return RebateShare(net: try part.amount(), rate: rate)
      })
  }
}
