import Values

extension ProductTerms {
  /// Takes a line over into the currency of these terms: a typed price at the rates of both documents, one
  /// of the rules as the rules give it there. Costs are in the company's currency and stay.
  public func exchange(
    _ line: inout QuoteDraftLine, from was: DocumentCurrency, _ context: PricingContext
  ) throws(LineProblem) {
    line.step = step
    line.row.listPrice = listPrice
    line.row.ecoUnit = ecoUnit
    guard line.row.priceSource == .manual else {
      try price(&line, nil, discounts: [], context)
      return
    }
    guard let own = was.own(line.row.unitPrice),
      let price = try? context.money.foreign(own, step: step)
    else { throw .overflow }
    line.row.unitPrice = price
  }
}

extension QuoteDraft {
  /// What stands on the head in the document's currency, after that or its rate changed: carriage that was
  /// typed at the rates of both, its rule at the new one.
  public mutating func exchangeHead(from was: DocumentCurrency) throws(Overflow) {
    carriageTerms = carriageTerms.converted(to: money)
    guard quote.carriageSource == .manual, was.currency != money.currency else { return }
    quote.carriage = try money.foreign(try was.own(quote.carriage))
  }
}
