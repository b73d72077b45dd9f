import Sales
import SalesStore
import Values

/// What changes on the head of a quote.
public struct QuoteHeaderEdit: Sendable, Hashable {
  /// The customer's own order reference.
  public var customerReference: Edit<String> = .keep
  /// Contact.
  public var contactID: Edit<ID<Contact>?> = .keep
  /// Delivery site.
  public var siteID: Edit<ID<Site>?> = .keep
  /// Last day of validity.
  public var validityDay: Edit<Day> = .keep
  /// Delivery wished.
  public var deliveryDay: Edit<Day?> = .keep
  /// Payment term.
  public var paymentTermID: Edit<ID<PaymentTerm>?> = .keep
  /// Document discount.
  public var discount: Edit<Ratio> = .keep
  /// Carriage excl. VAT, which then stays; nil gives it back to the rule.
  public var carriage: Edit<Amount?> = .keep
  /// What the carriage costs us; nil = as the rule estimates it.
  public var carriageCost: Edit<Amount?> = .keep
  /// Words printed under the lines.
  public var note: Edit<String> = .keep
  /// Warehouse the goods should leave from.
  public var warehouseID: Edit<ID<Warehouse>> = .keep
  /// Currency: its rate is that of the day of the prices, and the lines follow.
  public var currency: Edit<Currency> = .keep

  /// Nothing changed yet.
  public init() {}

  /// Changes a head in memory; another currency also changes the lines (`StoreReading.draft(_:in:)`).
  public func apply(to quote: inout Quote) {
    customerReference.apply(to: &quote.customerReference)
    contactID.apply(to: &quote.contactID)
    siteID.apply(to: &quote.siteID)
    validityDay.apply(to: &quote.validityDay)
    deliveryDay.apply(to: &quote.deliveryDay)
    paymentTermID.apply(to: &quote.paymentTermID)
    discount.apply(to: &quote.discount)
    if let typed = carriage.value {
      quote.carriage = typed ?? .zero
      quote.carriageSource = typed == nil ? .rule : .manual
    }
    carriageCost.apply(to: &quote.carriageCost)
    note.apply(to: &quote.note)
    warehouseID.apply(to: &quote.warehouseID)
  }
}

/// Changes the head of a quote; of one that was sent, it opens the next version.
public struct EditQuoteHeader: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.editHeader", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// The changes.
  public let edit: QuoteHeaderEdit

  /// The change of a head.
  public init(_ quote: ID<Quote>, _ edit: QuoteHeaderEdit) {
    quoteID = quote
    self.edit = edit
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let old = try writing.editable(quoteID)
    var draft = old
    if let currency = edit.currency.value {
      draft = try scope.store.draft(draft, in: currency)
    }
    edit.apply(to: &draft.quote)
    guard (0...10_000).contains(draft.quote.discount.basisPoints) else {
      throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(draft.quote.discount)))
    }
    guard draft.quote.carriage >= .zero, draft.quote.carriageCost ?? .zero >= .zero else {
      throw Refusal(.amountNegative)
    }
    if edit.paymentTermID.value != nil {
      try scope.store.checkTerm(of: draft.quote, today: scope.today)
    }
    return try writing.write(old, to: draft)
  }
}
