import Database
import Sales
import Values

extension StoreReading {
  /// When what an order sells falls due, invoiced on a day: by its own term; thirty days where none
  /// was agreed (article L441-10 of the Code de commerce).
  public func dueDay(of order: SalesOrder, from day: Day) throws -> Day {
    let term = try order.paymentTermID.flatMap { try find($0) }
    return (term?.rule ?? .net(days: 30)).due(from: day)
  }

  /// The payment terms, the shortest first.
  public func paymentTerms() throws -> [PaymentTerm] {
    try all(PaymentTerm.self, "ORDER BY days, code")
  }

  /// The rates of VAT, by class, the newest first.
  public func vatRates() throws -> [VatRate] {
    try all(VatRate.self, "ORDER BY code, valid_from DESC")
  }

  /// Whether a quote or an order names a term.
  public func isOnDocuments(_ term: ID<PaymentTerm>) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM quote WHERE payment_term_id = \(term)
      UNION ALL SELECT 1 FROM sales_order WHERE payment_term_id = \(term) LIMIT 1
      """)
  }
}
