import Database
import Sales
import Values

// Quotes whose goods are bought in another currency that has moved:
//
//   quote (state) ──► quote_line ──► suppliers' prices in other currencies, by product
//                                     └─► the one chosen on the day of the prices ──► its rate then, now

extension StoreReading {
  /// The lines of open quotes whose goods are bought in a currency that moved by more than a limit. Who
  /// sees no costs gets none.
  func linesMovedByRates(
    of person: ID<Salesperson>?, today: Day, beyond allowed: Ratio
  ) throws -> [ID<Quote>: [LineToReview]] {
    guard try sight == .full, try hasRates() else { return [:] }
    var costs = try ReplacementCosts(today: today, self)
    let own = try company().currency
    var found: [ID<Quote>: [LineToReview]] = [:]
    for bought in try linesBought(inOtherThan: own, of: person) {
      let line = bought.line
      guard let product = line.productID,
        let offer = try costs.chosen(of: product, line.quantity, on: bought.day, self)?.offer,
        let price = offer.price, offer.currency != own,
        let then = try rate(of: offer.currency, on: bought.day),
        let now = try rate(of: offer.currency, on: today),
        now.rate.isMoved(since: then.rate, beyond: allowed),
        let before = then.rate.own(price), let after = now.rate.own(price)
      else { continue }
      found[line.quoteID, default: []].append(
        try review(line, .rate(then: then, now: now), before: before, after: after, own))
    }
    return found
  }

  private func review(
    _ line: QuoteLine, _ mover: Mover, before: UnitPrice, after: UnitPrice, _ own: Currency
  ) throws -> LineToReview {
    func cost(_ price: UnitPrice) throws -> Amount {
      try LineMargin.cost(
        of: line.quantity, at: UnitCost(tenThousandths: price.tenThousandths),
        per: Int64(line.priceUnit), minorUnits: own.minorUnits)
    }
    return LineToReview(
      line: line.line, productCode: try line.productID.flatMap { try find($0) }?.code ?? "",
      mover: mover, price: before, priceNow: after, effect: try cost(after) - cost(before))
  }

  private func hasRates() throws -> Bool {
    try connection.first("SELECT MIN(currency) FROM currency_rate") { try $0.optionalText(0) }
      != nil
  }

  /// The lines of open quotes of products that some supplier sells in another currency.
  private func linesBought(
    inOtherThan own: Currency, of person: ID<Salesperson>?
  ) throws -> [(line: QuoteLine, day: Day)] {
    let mine: SQL = person.map { " AND quote.salesperson_id = \($0)" } ?? ""
    let quotes = try connection.rows(
      """
      SELECT DISTINCT quote.id, quote.price_day FROM quote
        JOIN quote_line ON quote_line.quote_id = quote.id AND quote_line.kind = 'product'
          AND quote_line.choice = 'firm'
        JOIN supplier_price ON supplier_price.product_id = quote_line.product_id
          AND supplier_price.currency <> \(own)
      WHERE quote.state IN ('draft', 'sent')
      """ + mine
    ) { (id: ID<Quote>(rawValue: try $0.id(0)), day: try $0.day(1)) }
    return try quotes.flatMap { quote in
      try all(
        QuoteLine.self,
        """
        WHERE quote_id = \(quote.id) AND kind = 'product' AND choice = 'firm' ORDER BY line
        """
      ).map { (line: $0, day: quote.day) }
    }
  }
}
