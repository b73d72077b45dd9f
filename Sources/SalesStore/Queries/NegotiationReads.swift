import Database
import Sales
import Values

extension StoreReading {
  /// What surrounds a quote when it is negotiated: terms of its products and of those that do as well,
  /// payment terms, what waiting costs.
  ///
  /// - Parameter known: terms of products that were read already; the others are read by key.
  public func negotiationTerms(
    of draft: QuoteDraft, today: Day, known: [ID<Product>: ProductTerms] = [:]
  ) throws -> NegotiationTerms {
    var terms = NegotiationTerms(context: try pricingContext(of: draft.quote))
    terms.products = known
    for line in draft.lines where line.isCounted {
      guard let id = line.productID else { continue }
      if terms.products[id] == nil { terms.products[id] = try product(id, terms.context).terms }
      let others = try equivalents(of: id)
      guard !others.isEmpty else { continue }
      terms.equivalents[line.number] = try others.map { try product($0.id, terms.context).terms }
    }
    let payments = try all(PaymentTerm.self, "ORDER BY days, code")
    terms.payments = payments.map { PaymentChoice($0.id, days: $0.rule.due(from: today) - today) }
    terms.paymentDays =
      terms.payments.first { $0.term == draft.quote.paymentTermID }?.days ?? 0
    terms.yearlyRate = try settings().waitingRate
    let figures = try QuoteComputation(draft)
    terms.rebateRate = try rebates(of: draft, figures, today: today).rate(of: figures)
    return terms
  }

  /// The products that do as well as one, those that may be sold, by code.
  public func equivalents(of product: ID<Product>) throws -> [Product] {
    let others = try connection.rows(
      """
      SELECT other_id FROM product_equivalent WHERE product_id = \(product)
      UNION ALL
      SELECT product_id FROM product_equivalent WHERE other_id = \(product)
      """
    ) { ID<Product>(rawValue: try $0.id(0)) }
    return try others.map { try get($0) }.filter { $0.status == .active }
      .sorted { $0.code < $1.code }
  }
}
