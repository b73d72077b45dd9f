import Database
import Sales
import Values

/// What a customer paid for a product, or was asked for it, before.
public struct PastPrice: Sendable, Hashable {
  /// Where it stands.
  public enum Document: Sendable, Hashable {
    /// Ordered.
    case order(ID<SalesOrder>)
    /// Quoted, and not ordered.
    case quote(ID<Quote>)
  }

  /// Where it stands.
  public let document: Document
  /// Number of the document.
  public let number: String
  /// Version of a quote; 1 for an order.
  public let revision: Int
  /// Words printed.
  public let description: String
  /// Quantity as it was typed, and its unit.
  public let typedQuantity: Quantity
  /// Its unit.
  public let typedUnit: String
  /// What it was made of; without cost where costs are not shown.
  public let priced: PricedMoment
  /// What the rule is called; empty where none gave the price, or it has no name.
  public let ruleName: String
  /// Code of the index that the price followed; empty = none.
  public let indexCode: String
  /// Who typed the price, and when; nil where a rule gave it, or the log does not say.
  public let typed: LastChange?
  /// Who sold it; empty where nobody is known.
  public let salespersonName: String
}

/// The prices of before of a product for a customer, and what it would cost him today.
public struct PriceHistory: Sendable, Hashable {
  /// The customer.
  public let customer: Customer
  /// The product with its terms for him today.
  public let match: ProductMatch
  /// For whom and when.
  public let context: PricingContext
  /// What he paid and what he was asked, the newest first; what was ordered before what was quoted of a
  /// day.
  public let prices: [PastPrice]

  /// Each price beside the one of now: of the line that is quoted, else what the rules give that quantity
  /// today. Nil where nothing gives one.
  public func comparison(_ past: PastPrice, with line: PricedMoment? = nil) -> PriceComparison? {
    let now = line ?? PricedMoment(match.terms, past.priced.quantity, context)
    return now.map { PriceComparison(then: past.priced, now: $0) }
  }
}

extension StoreReading {
  /// What a customer paid and was asked for a product, the newest first.
  ///
  /// - Parameters:
  ///   - quote: left out, with its other versions: the one that is being typed.
  ///   - money: the currency of that quote at its rate: prices of before are told in it; nil = in the
  ///     customer's, at the rate of the day.
  ///   - limit: how many orders, and how many quotes.
  public func priceHistory(
    of product: ID<Product>, customer: ID<Customer>, on day: Day, besides quote: String = "",
    in money: DocumentCurrency? = nil, limit: Int = 12
  ) throws -> PriceHistory {
    var context = try pricingContext(customer: customer, day: day)
    if let money { (context.currency, context.rate) = (money.currency, money.rate) }
    let prices =
      try orderedPrices(product, customer, context.money, limit: limit)
      + quotedPrices(product, customer, context.money, besides: quote, limit: limit)
    return PriceHistory(
      customer: try get(customer), match: try self.product(product, context), context: context,
      prices: prices.sorted { $0.priced.day > $1.priced.day })
  }

  private func orderedPrices(
    _ product: ID<Product>, _ customer: ID<Customer>, _ money: DocumentCurrency, limit: Int
  ) throws -> [PastPrice] {
    let keys = try connection.rows(
      """
      SELECT order_line.order_id, order_line.line
      FROM sales_order JOIN order_line ON order_line.order_id = sales_order.id
      WHERE sales_order.customer_id = \(customer) AND order_line.product_id = \(product)
        AND sales_order.state <> 'cancelled'
      ORDER BY sales_order.order_day DESC, sales_order.id DESC, order_line.line LIMIT \(limit)
      """
    ) { (order: ID<SalesOrder>(rawValue: try $0.id(0)), line: try $0.int(1)) }
    return try keys.compactMap { key in
      guard
        let row = try find(OrderLine.self, key.order.sqlValue, key.line.sqlValue)
      else { return nil }
      return try past(row, of: try get(key.order), money)
    }
  }

  private func past(
    _ row: OrderLine, of order: SalesOrder, _ money: DocumentCurrency
  ) throws -> PastPrice {
    var priced = PricedMoment(
      day: order.orderDay, quantity: row.quantity, priceUnit: row.priceUnit,
      unitPrice: row.unitPrice, discounts: row.discounts, source: row.priceSource,
      rule: row.priceRuleID?.rawValue)
    priced.listPrice = row.listPrice
    priced = priced.converted(
      from: DocumentCurrency(order.currency, company: money.company, rate: order.rate), to: money)
    priced.unitCost = try find(
      OrderLineCost.self, order.id.sqlValue, row.line.sqlValue)?.unitCost
    // The index and who typed a price stand on the quote that was accepted.
    let quoted = try order.quoteID.flatMap {
      try find(QuoteLine.self, $0.sqlValue, row.line.sqlValue)
    }
    let same = quoted.flatMap { $0.productID == row.productID ? $0 : nil }
    return try past(
      priced, .order(order.id), order.number, 1, row.description,
      (row.typedQuantity, row.typedUnit), same, order.salespersonID)
  }

  private func quotedPrices(
    _ product: ID<Product>, _ customer: ID<Customer>, _ money: DocumentCurrency,
    besides number: String, limit: Int
  ) throws -> [PastPrice] {
    let keys = try connection.rows(
      """
      SELECT quote_line.quote_id, quote_line.line
      FROM quote JOIN quote_line ON quote_line.quote_id = quote.id
      WHERE quote.customer_id = \(customer) AND quote.state IN ('sent', 'declined')
        AND quote_line.product_id = \(product) AND quote.number <> \(number)
      ORDER BY quote.sent_day DESC, quote.id DESC, quote_line.line LIMIT \(limit)
      """
    ) { (quote: ID<Quote>(rawValue: try $0.id(0)), line: try $0.int(1)) }
    return try keys.compactMap { key in
      guard let row = try find(QuoteLine.self, key.quote.sqlValue, key.line.sqlValue) else {
        return nil
      }
      let quote = try get(key.quote)
      var line = QuoteDraftLine(row: row)
      line.unitCost = try find(
        QuoteLineCost.self, key.quote.sqlValue, row.line.sqlValue)?.unitCost
      let priced = PricedMoment(line, on: quote.sentDay ?? quote.priceDay).converted(
        from: DocumentCurrency(quote.currency, company: money.company, rate: quote.rate),
        to: money)
      return try past(
        priced, .quote(quote.id), quote.number, quote.revision,
        row.description, (row.typedQuantity, row.typedUnit), row, quote.salespersonID)
    }
  }

  private func past(
    _ priced: PricedMoment, _ document: PastPrice.Document, _ number: String, _ revision: Int,
    _ description: String, _ typed: (Quantity, String), _ quoted: QuoteLine?,
    _ salesperson: ID<Salesperson>?
  ) throws -> PastPrice {
    var priced = priced
    if let quoted, let id = quoted.indexID, let value = quoted.indexValue,
      let day = quoted.indexDay
    {
      priced.index = IndexReading(indexID: id, day: day, value: value)
    }
    let rule: PriceRule? = try priced.rule.flatMap { try find(ID(rawValue: $0)) }
    return PastPrice(
      document: document, number: number, revision: revision, description: description,
      typedQuantity: typed.0, typedUnit: typed.1, priced: priced, ruleName: rule?.name ?? "",
      indexCode: try priced.index.map { try get($0.indexID).code } ?? "",
      typed: priced.source == .manual ? try quoted.flatMap { try priceDecision(on: $0) } : nil,
      salespersonName: try salesperson.flatMap { try find($0) }?.name ?? "")
  }
}
