import Sales
import SalesStore
import Values

extension StoreReading {
  /// A quote for a customer that is not stored yet: its terms are the customer's, its warehouse that
  /// of the site, else of who writes it, else the company's first.
  ///
  /// - Parameters:
  ///   - opportunity: the opportunity it belongs to; nil = saving it opens one.
  ///   - currency: nil = the customer's.
  /// - Throws: `Refusal` where it is in a currency of which no rate is known.
  public func blankQuote(
    _ id: ID<Quote>, for customer: Customer, opportunity: Opportunity?, by actor: Actor,
    today: Day, in currency: Currency? = nil
  ) throws -> QuoteDraft {
    let settings = try settings()
    let site = try first(
      Site.self, "WHERE customer_id = \(customer.id) ORDER BY main DESC, code LIMIT 1")
    let warehouse = try site?.warehouseID ?? actor.warehouseID ?? firstWarehouse()
    var quote = Quote(
      id: id, number: "", opportunityID: opportunity?.id ?? ID(rawValue: 0),
      customerID: customer.id, contactID: opportunity?.contactID, siteID: site?.id,
      warehouseID: warehouse, salespersonID: opportunity?.salespersonID ?? actor.id,
      currency: customer.currency, priceDay: today, createdDay: today,
      validityDay: today + settings.quoteValidityDays, paymentTermID: customer.paymentTermID,
      vatPosition: customer.vatPosition)
    try setCurrency(currency ?? customer.currency, of: &quote)
    let company = try company().currency
    var draft = QuoteDraft(
      quote: quote, vatRounding: settings.vatRounding,
      carriageTerms: CarriageTerms(settings, for: customer, in: company),
      companyCurrency: company)
    draft.carriageTerms = draft.carriageTerms.converted(to: draft.money)
    return judged(draft, by: try floorRules(settings), customer)
  }

  private func firstWarehouse() throws -> ID<Warehouse> {
    guard let first = try first(Warehouse.self, "ORDER BY sequence, code LIMIT 1") else {
      throw StoreError.notFound(kind: Warehouse.table.name, key: "")
    }
    return first.id
  }
}

extension Desk {
  /// A quote to type, not stored yet: `SaveDraft` writes it with its first line.
  public func newDraft(
    for customer: ID<Customer>, opportunity: ID<Opportunity>? = nil
  ) throws -> QuoteDraft {
    let today = clock.now().day
    return try read { reader in
      try reader.blankQuote(
        ids.mint(), for: try reader.get(customer),
        opportunity: try opportunity.map { try reader.get($0) }, by: actor, today: today)
    }
  }
}
