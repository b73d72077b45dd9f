import Database
import Sales
import Values

/// What stands beside the lines of some quotes, read with a statement a table however many they are.
struct DraftRows {
  /// A line of one of them.
  struct Place: Hashable {
    let quote: ID<Quote>
    let line: Int

    init(_ quote: ID<Quote>, _ line: Int) { (self.quote, self.line) = (quote, line) }
  }

  let company: Currency
  let settings: CompanySettings
  /// What happens under floors.
  let rules: FloorRules
  let customers: [ID<Customer>: Customer]
  /// The lines of each quote, in their order.
  let lines: [ID<Quote>: [QuoteLine]]
  let costs: [Place: QuoteLineCost]
  /// What stands in the place of costs; nil where they are seen.
  let hidden: [Place: HiddenCost]?
  let derogations: [Place: QuoteLineDerogation]
  let products: [ID<Product>: Product]
  /// The families of the products sold to each class of customers.
  let families: [String: Set<ID<Family>>]

  init(of quotes: [Quote], _ store: some StoreReading) throws {
    let among: SQL = "WHERE quote_id IN " + SQL.list(quotes.map(\.id))
    let rows = try store.all(QuoteLine.self, among + " ORDER BY quote_id, position, line")
    lines = Dictionary(grouping: rows, by: \.quoteID)
    costs = Dictionary(
      uniqueKeysWithValues: try store.all(QuoteLineCost.self, among)
        .map { (Place($0.quoteID, $0.line), $0) })
    hidden = try store.hiddenCosts(of: quotes.map(\.id))
    derogations = Dictionary(
      uniqueKeysWithValues: try store.all(QuoteLineDerogation.self, among)
        .map { (Place($0.quoteID, $0.line), $0) })
    let products = try store.find(Array(Set(rows.compactMap(\.productID))))
    self.products = products
    customers = try store.find(Array(Set(quotes.map(\.customerID))))
    company = try store.company().currency
    settings = try store.settings()
    rules = try store.floorRules(settings)
    var families: [String: Set<ID<Family>>] = [:]
    for quote in quotes {
      let sold = (lines[quote.id] ?? []).compactMap(\.productID)
      families[customers[quote.customerID]?.customerClass ?? "", default: []]
        .formUnion(sold.compactMap { products[$0]?.familyID })
    }
    self.families = families
  }
}
