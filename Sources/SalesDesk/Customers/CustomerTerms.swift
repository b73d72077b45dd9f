import Sales
import SalesStore
import Values

/// What the law says of a customer's terms: VAT and the delay of payment.
enum CustomerTerms {
  /// A number that is given is one; a customer of another country of the Union has one.
  static func checkVatNumber(of customer: Customer) throws {
    if !customer.vatNumber.isEmpty, VATNumber.checked(customer.vatNumber) == nil {
      throw Refusal(.vatNumberWrong, Fact("number", .text(customer.vatNumber)))
    }
    guard customer.vatPosition == .intraCommunity else { return }
    let number = VATNumber.checked(customer.vatNumber) ?? ""
    guard !number.isEmpty, !number.hasPrefix("FR") else {
      throw Refusal(.vatNumberNeeded, Fact("customer", .text(customer.name)))
    }
  }

  /// The clause of a customer is within the law, or a text of law is named that allows it.
  static func checkClause(of customer: Customer, _ scope: ActScope) throws {
    guard let id = customer.paymentTermID, !customer.hasLegalException else { return }
    let term = try scope.store.get(id)
    guard !LegalTerm.allowsClause(term.rule, from: scope.today) else { return }
    throw Refusal(tooLong: term, from: scope.today)
  }

  /// A customer whose position changes has its drafts taxed anew; what was sent stays what it was.
  static func taxDrafts(
    of customer: Customer, as former: VatPosition, _ scope: ActScope
  ) throws {
    for quote in try scope.store.drafts(of: customer.id) where quote.vatPosition == former {
      let old = try scope.store.draft(of: quote.id)
      var draft = old
      draft.quote.vatPosition = customer.vatPosition
      let context = try scope.store.pricingContext(of: draft.quote)
      for place in draft.lines.indices where draft.lines[place].isProduct {
        draft.lines[place].row.vatRate = try scope.store.vatRate(
          draft.lines[place].row.vatCode, context)
      }
      _ = try QuoteWriting(scope: scope).write(old, to: draft)
    }
  }
}

extension Customer {
  /// Whether a text of law lets it pay later than the usual limit.
  public var hasLegalException: Bool { legalException.contains { !$0.isWhitespace } }
}

extension Refusal {
  /// A term that is longer than the law allows, with the latest legal day of such an invoice.
  public init(tooLong term: PaymentTerm, from day: Day) {
    self.init(
      .termTooLong, Fact("term", .text(term.name)), Fact("invoice", .day(day)),
      Fact("due", .day(term.rule.due(from: day))),
      Fact("latest", .day(LegalTerm.latestDue(from: day))))
  }

  /// Why a term may not stand on a quote of a customer, whose goods are invoiced on `day`; nil where it
  /// may: the due date is judged, not the name of the clause (AT-41).
  public init?(_ term: PaymentTerm?, for customer: Customer, invoicedOn day: Day) {
    guard let term, !customer.hasLegalException,
      !LegalTerm.allows(due: term.rule.due(from: day), from: day)
    else { return nil }
    self.init(tooLong: term, from: day)
  }
}

extension StoreReading {
  /// Refuses the term of a quote where it is longer than the law allows; goods are invoiced when they
  /// are delivered, at the wished day or today.
  func checkTerm(of quote: Quote, today: Day) throws {
    let term = try quote.paymentTermID.flatMap { try find($0) }
    if let refusal = Refusal(
      term, for: try get(quote.customerID), invoicedOn: max(quote.deliveryDay ?? today, today))
    {
      throw refusal
    }
  }
}
