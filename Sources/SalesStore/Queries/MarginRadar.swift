import Database
import Sales
import Values

/// A document whose margin fell under its floor because a cost rose, or its currency fell, since it was
/// priced.
public struct DocumentAtRisk: Sendable, Hashable {
  /// What kind of document it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case quote, order
  }

  /// What kind of document it is.
  public let kind: Kind
  /// Its identity: of a quote, of an order.
  public let id: UInt128
  /// Its number.
  public let number: String
  /// The version of a quote; 0 for an order.
  public let revision: Int
  /// Its customer.
  public let customerName: String
  /// Who is in charge.
  public let salespersonID: ID<Salesperson>?
  /// The currency of what is said of it: the company's, whatever the document's.
  public let currency: Currency
  /// Margin then, margin now, floor.
  public let risk: MarginRisk
  /// Codes of the products whose cost rose, the first ones.
  public let products: [String]
  /// The currency it is sold in, where that is worth less than when it was priced.
  public let fallen: Currency?
  /// What the floors would ask of who reads for the quote at the costs and rates of today; nil = an order, of
  /// which nothing is asked any more.
  public let floorAction: FloorAction?
  /// The version that is being made after this quote, which the customer may still accept; nil = none.
  public let newerDraft: Quote?
}

// Open quotes and open orders are found by their state, their lines and costs by key: what a company
// closed is never read. A few documents at a time: all open lines of a large company at once would be the largest
// thing in memory.
//
//   quote (state) ──► quote_line, its frozen cost ──► cost of the product today, or the frozen one with
//   sales_order (state) ──► order_line still to        what buying the product again rose by since
//                  deliver, its frozen cost       ──► (a tariff, an exchange rate), where that is more
//   what is sold in another currency, at the rate of today ──┐
//                                                            └─► MarginRisk of each document ──► those under
//                                                                their floor

extension StoreReading {
  /// The open quotes and undelivered orders that fell under their floor because a cost rose or the currency
  /// they are sold in fell, those that lose most first (features.md F074). Options and alternatives of a
  /// quote are not in it. Who sees no costs gets none: a margin that fell is a cost. What an order has in
  /// stock already is not bought again: suppliers' prices and exchange rates count for the rest of it.
  ///
  /// - Parameters:
  ///   - person: only those of this person; nil = everybody's.
  ///   - product: only documents with this product; nil = any.
  ///   - today: the day of the costs.
  public func marginRadar(
    of person: ID<Salesperson>? = nil, product: ID<Product>? = nil, today: Day, limit: Int = 300
  ) throws -> [DocumentAtRisk] {
    guard try sight == .full else { return [] }
    let method = try settings().costMethod
    var families = FamilyPaths()
    var replacement = try ReplacementCosts(today: today, self)
    var rates = RatesToday(day: today)
    var found: [DocumentAtRisk] = []
    for kind in [DocumentAtRisk.Kind.quote, .order] {
      let open = try openDocuments(kind, of: person)
      for start in stride(from: 0, to: open.count, by: Self.documentsAtOnce) {
        let some = open[start...].prefix(Self.documentsAtOnce)
        let priced = try pricedLines(kind, method, of: some).map { line in
          var line = try line.replaced(at: &replacement, self)
          line.rateToday = try rates.rate(of: line.currency, self)
          return line
        }
        for lines in priced.chunked() {
          if let product, !lines.contains(where: { $0.productID == product }) { continue }
          if let document = try atRisk(kind, lines, &families) { found.append(document) }
        }
      }
    }
    return found.sorted { ($0.risk.lost, $0.number) > ($1.risk.lost, $1.number) }
      .prefix(limit).map { $0 }
  }

  private static var documentsAtOnce: Int { 256 }

  /// The documents of one kind that are open.
  private func openDocuments(
    _ kind: DocumentAtRisk.Kind, of person: ID<Salesperson>?
  ) throws -> [UInt128] {
    let open: SQL =
      switch kind {
      case .quote: "SELECT id FROM quote WHERE state IN ('draft', 'sent')"
      case .order: "SELECT id FROM sales_order WHERE state = 'open'"
      }
    let mine: SQL = person.map { " AND salesperson_id = \($0)" } ?? ""
    return try connection.rows(open + mine + " ORDER BY id") { row in
      var field = FieldReader(row)
      return try field.rawID()
    }
  }

  /// The lines of some open documents that have a cost today, with the cost then and the cost now; those of
  /// one document follow each other.
  private func pricedLines(
    _ kind: DocumentAtRisk.Kind, _ method: CostMethod, of documents: ArraySlice<UInt128>
  ) throws -> [PricedLine] {
    try connection.rows(
      Self.pricedLines(kind, method) + " " + .list(documents) + " ORDER BY head.id"
    ) { row in
      var field = FieldReader(row)
      return PricedLine(
        document: try field.rawID(), line: try field.int(), productID: try field.optionalId(),
        open: try field.quantity(), quantity: try field.quantity(), priceUnit: try field.int(),
        net: try field.amount(), frozen: try field.optionalCost(),
        today: try field.optionalCost(), pricedDay: try field.day(), toBuy: try field.quantity(),
        granted: try field.optionalCost(), derogated: try field.optionalQuantity() ?? .zero,
        currency: try field.currency(), rate: try field.optionalRate())
    }
  }

  private static func pricedLines(_ kind: DocumentAtRisk.Kind, _ method: CostMethod) -> SQL {
    switch kind {
    case .quote:
      """
      SELECT head.id, line.line, line.product_id, line.quantity, line.quantity, line.price_unit,
        \(raw: .ownNet("line.")), frozen.unit_cost, today.unit_cost,
        head.price_day, line.quantity,
        granted.unit_cost, granted.quantity, head.currency, head.rate
      FROM quote AS head
        JOIN quote_line AS line ON line.quote_id = head.id AND line.kind = 'product'
          AND line.choice = 'firm'
        LEFT JOIN quote_line_cost AS frozen
          ON frozen.quote_id = line.quote_id AND frozen.line = line.line
        LEFT JOIN quote_line_derogation AS granted
          ON granted.quote_id = line.quote_id AND granted.line = line.line
        LEFT JOIN product_cost AS today ON today.product_id = line.product_id
          AND today.method = \(method.rawValue) AND today.scope = \(UInt128(0))
      WHERE head.id IN
      """
    case .order:
      """
      SELECT head.id, line.line, line.product_id, line.quantity - line.cancelled - line.delivered,
        line.quantity, line.price_unit, \(raw: .ownNet("line.")),
        frozen.unit_cost, today.unit_cost,
        COALESCE(quote.price_day, head.order_day),
        line.quantity - line.cancelled - line.delivered - line.reserved, granted.unit_cost,
        CASE WHEN granted.quantity > line.delivered THEN granted.quantity - line.delivered END,
        head.currency, head.rate
      FROM sales_order AS head
        LEFT JOIN quote ON quote.id = head.quote_id
        JOIN order_line AS line ON line.order_id = head.id AND line.kind = 'product'
          AND line.state IN ('open', 'partlyDelivered')
        LEFT JOIN order_line_cost AS frozen
          ON frozen.order_id = line.order_id AND frozen.line = line.line
        LEFT JOIN derogation_use AS granted
          ON granted.order_id = line.order_id AND granted.line = line.line
        LEFT JOIN product_cost AS today ON today.product_id = line.product_id
          AND today.method = \(method.rawValue) AND today.scope = \(UInt128(0))
      WHERE head.id IN
      """
    }
  }

  /// The document of some lines, where it fell under its floor.
  private func atRisk(
    _ kind: DocumentAtRisk.Kind, _ lines: ArraySlice<PricedLine>, _ families: inout FamilyPaths
  ) throws -> DocumentAtRisk? {
    guard let first = lines.first, first.hasFallen || lines.contains(where: \.hasRisen) else {
      return nil
    }
    let quote = kind == .quote ? try get(ID<Quote>(rawValue: first.document)) : nil
    let head =
      try quote.map { RiskHead($0) } ?? RiskHead(get(ID<SalesOrder>(rawValue: first.document)))
    let customer = try get(head.customerID)
    let own = try company().currency
    let minorUnits = own.minorUnits
    let goods = try lines.map { try $0.openNet() }
    let discount = try Amount.sum(goods).times(head.discount)
    let spread = try largestRemainder(discount.minor, over: goods.map(\.minor))
    var risks: [RiskLine] = []
    for (place, line) in lines.enumerated() {
      let product = try line.productID.flatMap { try find($0) }
      risks.append(
        RiskLine(
          net: goods[place] - Amount(minor: spread[place]),
          netToday: try line.today(goods[place] - Amount(minor: spread[place])),
          frozenCost: try line.cost(at: line.frozen, minorUnits),
          costToday: try line.cost(at: line.today, minorUnits),
          floor: try families.floor(
            of: product?.familyID, for: customer.customerClass, self)))
    }
    let risk = MarginRisk(risks)
    guard risk.isListed else { return nil }
    let risen = lines.filter(\.hasRisen).compactMap(\.productID)
    return DocumentAtRisk(
      kind: kind, id: first.document, number: head.number, revision: head.revision,
      customerName: customer.name, salespersonID: head.salespersonID, currency: own,
      risk: risk, products: try risen.prefix(5).map { try get($0).code },
      fallen: first.hasFallen ? first.currency : nil,
      floorAction: try quote.flatMap { try verdict($0.id, lines).action },
      newerDraft: try quote.flatMap { try newerDraft(than: $0) })
  }

  /// What the floors say of a quote at the costs of its lines today, and at the rate of today.
  private func verdict(
    _ id: ID<Quote>, _ lines: ArraySlice<PricedLine>
  ) throws -> FloorVerdict {
    var draft = try draft(of: id)
    let costs = Dictionary(uniqueKeysWithValues: lines.map { ($0.line, $0.today) })
    for place in draft.lines.indices {
      guard let today = costs[draft.lines[place].number] ?? nil else { continue }
      draft.lines[place].unitCost = today
    }
    if let rate = lines.first?.rateToday, draft.quote.rate != nil { draft.quote.rate = rate }
    return try QuoteComputation(draft).verdict
  }
}

/// What the risk needs of a document's head.
private struct RiskHead {
  let number: String
  let revision: Int
  let customerID: ID<Customer>
  let salespersonID: ID<Salesperson>?
  let discount: Ratio

  init(_ quote: Quote) {
    (number, revision, customerID) = (quote.number, quote.revision, quote.customerID)
    (salespersonID, discount) = (quote.salespersonID, quote.discount)
  }

  init(_ order: SalesOrder) {
    (number, revision, customerID) = (order.number, 0, order.customerID)
    (salespersonID, discount) = (order.salespersonID, order.discount)
  }
}

/// A line of an open document, with its cost then and now.
private struct PricedLine {
  let document: UInt128
  let line: Int
  let productID: ID<Product>?
  /// What is still to be delivered, and what was sold in all.
  let open: Quantity
  let quantity: Quantity
  let priceUnit: Int
  let net: Amount
  let frozen: UnitCost?
  var today: UnitCost?
  /// The day of its prices and costs.
  let pricedDay: Day
  /// What is not in stock for it.
  let toBuy: Quantity
  /// The cost that a derogation grants, and of how much of what is still to be delivered.
  let granted: UnitCost?
  let derogated: Quantity
  /// What it is sold in, and the rate of its document; nil = the company's currency.
  let currency: Currency
  let rate: ExchangeRate?
  /// The rate of today; nil = none is known.
  var rateToday: ExchangeRate?

  /// Whether the currency it is sold in is worth less than when it was priced.
  var hasFallen: Bool {
    guard let rate, let rateToday else { return false }
    return rateToday > rate
  }

  /// What an amount that went over the rate of its document is worth at that of today.
  func today(_ amount: Amount) throws -> Amount {
    guard let rate, let rateToday, rateToday.scaled > 0 else { return amount }
    let exact = Int128(amount.minor) * Int128(rate.scaled)
    return try Amount(narrowing: roundHalfAwayFromZero(exact, Int128(rateToday.scaled)))
  }

  /// The line with what buying the product again rose by since, on the part that is still to be bought.
  func replaced(
    at replacement: inout ReplacementCosts, _ store: some StoreReading
  ) throws -> PricedLine {
    guard let productID, let frozen, open > .zero, toBuy > .zero else { return self }
    let rise = try replacement.rise(of: productID, quantity, since: pricedDay, store)
    guard rise > 0 else { return self }
    let part = Int128(rise) * Int128(toBuy.thousandths)
    let risen = try Int64(narrowing: roundHalfAwayFromZero(part, Int128(open.thousandths)))
    var line = self
    let again = UnitCost(tenThousandths: frozen.tenThousandths + risen)
    line.today = max(today ?? again, again)
    return line
  }

  var hasRisen: Bool {
    guard let frozen, let today else { return false }
    return today > frozen && open > .zero
  }

  /// The share of its amount that is still to be delivered.
  func openNet() throws -> Amount {
    guard open != quantity, quantity != .zero else { return net }
    let exact = Int128(net.minor) * Int128(open.thousandths)
    return try Amount(narrowing: roundHalfAwayFromZero(exact, Int128(quantity.thousandths)))
  }

  func cost(at unitCost: UnitCost?, _ minorUnits: Int64) throws -> Amount? {
    try unitCost.map { usual in
      try GrantedCost(unitCost: granted ?? usual, remaining: derogated).effect(
        on: open, usualCost: usual, costUnit: Int64(priceUnit), minorUnits: minorUnits
      ).cost
    }
  }
}

/// The exchange rates of a day, each read once.
private struct RatesToday {
  let day: Day
  private var known: [Currency: ExchangeRate?] = [:]

  init(day: Day) { self.day = day }

  mutating func rate(of currency: Currency, _ store: some StoreReading) throws -> ExchangeRate? {
    if let rate = known[currency] { return rate }
    let rate = try store.rate(of: currency, on: day)?.rate
    known[currency] = .some(rate)
    return rate
  }
}

extension [PricedLine] {
  /// The lines of each document, which follow each other.
  fileprivate func chunked() -> [ArraySlice<PricedLine>] {
    var chunks: [ArraySlice<PricedLine>] = []
    var start = startIndex
    while start < endIndex {
      let document = self[start].document
      let end = self[start...].firstIndex { $0.document != document } ?? endIndex
      chunks.append(self[start..<end])
      start = end
    }
    return chunks
  }
}
