import Database
import Sales
import Values

/// What stands around a quote while it is typed: read once, so that a change of a line needs no
/// store.
public struct QuoteSurroundings: Sendable, Hashable {
  /// The quote as it is stored; nil = not yet.
  public var stored: QuoteDraft?
  /// Customer.
  public var customer: Customer
  /// People of the customer, by name.
  public var contacts: [Contact]
  /// The company's payment terms.
  public var terms: [PaymentTerm]
  /// Delivery sites of the customer, the main one first.
  public var sites: [Site]
  /// Price list of the customer.
  public var priceList: PriceList?
  /// Opportunity; nil where saving opens one.
  public var opportunity: Opportunity?
  /// Agreement asked for or given on the stored terms.
  public var approval: Approval?
  /// Who decided it, or asked for it.
  public var approvalBy: String
  /// For whom and when lines are priced.
  public var context: PricingContext
  /// The company's choices.
  public var settings: CompanySettings
  /// The products of the lines, and those the customer usually buys.
  public var products: [ID<Product>: ProductMatch]
  /// What the customer buys most, the most frequent first.
  public var usual: [ID<Product>]
  /// What the customer owes, against the limit.
  public var credit: CreditPosition
  /// Where he stands under his year-end rebates.
  public var rebates: [RebateStanding]
  /// The rebates frozen on the lines of a quote that was sent; nil = they follow the draft.
  public var frozenRebates: [Int: Ratio]?
}

/// A line of a list with its product, or why it has none.
public struct ListedProduct: Sendable, Hashable {
  /// The line.
  public let line: ReferenceList.Line
  /// What it says; nil where no product answers.
  public let entry: ProductEntry?
  /// The product; nil where none answers, or several.
  public let match: ProductMatch?
  /// The set whose code it names; nil = a product, or nothing.
  public let set: SetMatch?
  /// Why there is none.
  public let problem: ReferenceProblem?

  init(_ line: ReferenceList.Line, _ entry: ProductEntry, _ match: ProductMatch) {
    self.line = line
    self.entry = entry
    self.match = match
    (set, problem) = (nil, nil)
  }

  init(_ line: ReferenceList.Line, _ entry: ProductEntry, _ set: SetMatch) {
    self.line = line
    self.entry = entry
    self.set = set
    (match, problem) = (nil, nil)
  }

  init(_ line: ReferenceList.Line, _ problem: ReferenceProblem) {
    self.line = line
    self.problem = problem
    entry = nil
    match = nil
    set = nil
  }
}

/// What a line of a list means.
private enum MeantProduct {
  case product(ProductEntry, ID<Product>)
  case set(ProductEntry, ProductSet)
  case none(ReferenceProblem)

  var productID: ID<Product>? {
    if case .product(_, let id) = self { id } else { nil }
  }
}

extension StoreReading {
  /// What stands around a draft; its stored state beside it, so that another desk's change is seen.
  public func surroundings(
    of draft: QuoteDraft, today: Day, usual limit: Int = 8
  ) throws -> QuoteSurroundings {
    let quote = draft.quote
    let stored = try find(quote.id) == nil ? nil : try self.draft(of: quote.id)
    let customer = try get(quote.customerID)
    let context = try pricingContext(of: quote)
    let approval = try stored.flatMap { try self.approval(of: $0.quote) }
    let usual = try usualProducts(of: customer.id, limit: limit)
    let lines = draft.lines + (stored?.lines ?? [])
    let products = try self.products(lines.compactMap(\.productID) + usual, context)
    return QuoteSurroundings(
      stored: stored, customer: customer,
      contacts: try all(Contact.self, "WHERE customer_id = \(customer.id) ORDER BY name, id"),
      terms: try all(PaymentTerm.self, "ORDER BY days, code"),
      sites: try all(
        Site.self, "WHERE customer_id = \(customer.id) ORDER BY main DESC, code"),
      priceList: try customer.priceListID.flatMap { try find($0) },
      opportunity: try find(quote.opportunityID), approval: approval,
      approvalBy: try (approval?.decidedBy ?? approval?.askedBy).flatMap { try find($0) }?.name
        ?? "",
      context: context, settings: try settings(),
      products: Dictionary(products.map { ($0.product.id, $0) }) { $1 }, usual: usual,
      credit: try creditPosition(of: customer.id, today: today),
      rebates: try rebateStandings(of: customer, on: today, in: try company().currency),
      frozenRebates: quote.state == .draft ? nil : try frozenRates(of: quote.id))
  }

  /// What a customer buys most, the most frequent first.
  public func usualProducts(of customer: ID<Customer>, limit: Int) throws -> [ID<Product>] {
    try connection.rows(
      """
      SELECT product_id FROM customer_product JOIN product ON product.id = product_id
      WHERE customer_id = \(customer) AND product.status <> 'blocked'
      ORDER BY order_count DESC, last_day DESC, product_id LIMIT \(limit)
      """
    ) { ID(rawValue: try $0.id(0)) }
  }

  /// Every product that answers what was typed, with this party's price and stock; what the customer
  /// usually buys where nothing is typed.
  public func productList(
    matching typed: String, _ context: PricingContext, limit: Int
  ) throws -> [ProductMatch] {
    guard typed.isEmpty else { return try products(matching: typed, context, limit: limit) }
    guard let customer = context.customerID else { return [] }
    return try products(usualProducts(of: customer, limit: limit), context)
  }

  /// What each line of a list asks for: the product of exactly that reference (ours, the customer's, a
  /// supplier's, a barcode), else the only one that answers its words.
  public func products(
    listed list: ReferenceList, _ context: PricingContext
  ) throws -> [ListedProduct] {
    let found = try list.lines.map { try meant(by: $0, context) }
    let matches = Dictionary(
      try products(found.compactMap(\.productID), context).map { ($0.product.id, $0) }
    ) { $1 }
    return try zip(list.lines, found).map { line, found in
      switch found {
      case .none(let problem): return ListedProduct(line, problem)
      case .set(let entry, let set): return ListedProduct(line, entry, try match(set, context))
      case .product(let entry, let id):
        guard let match = matches[id] else {
          throw StoreError.notFound(kind: Product.table.name, key: id.description)
        }
        return ListedProduct(line, entry, match)
      }
    }
  }

  private func meant(
    by line: ReferenceList.Line, _ context: PricingContext
  ) throws -> MeantProduct {
    guard !line.readings.isEmpty else { return .none(.unreadable) }
    for entry in line.readings {
      let exact = try exactProducts(entry.search, customer: context.customerID)
      if let id = exact.first { return .product(entry, id) }
      if let set = try set(coded: entry.search, on: context.day) { return .set(entry, set) }
    }
    var problem = ReferenceProblem.unknown
    for entry in line.readings {
      let found = try productIDs(matching: entry.search, customer: context.customerID, limit: 2)
      if found.count == 1 { return .product(entry, found[0]) }
      if found.count > 1 { problem = .several }
    }
    return .none(problem)
  }
}
