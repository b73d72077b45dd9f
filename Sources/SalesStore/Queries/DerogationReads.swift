import Database
import Sales
import Values

// Suppliers' derogations: found by product and customer, seen by who sees costs.

/// A derogation with its names.
public struct DerogationRow: Sendable, Hashable {
  /// The derogation.
  public let derogation: SupplierDerogation
  /// Who grants it.
  public let supplier: Supplier
  /// On what.
  public let product: Product
  /// For whom.
  public let customer: Customer
  /// For which of his sites; nil = any.
  public let site: Site?

  /// Whether its last day is past.
  public func isPast(on day: Day) -> Bool { derogation.validTo < day }
}

/// What a supplier is to be asked for, by order line.
public struct DerogationClaim: Sendable, Hashable {
  /// The derogation, with its names.
  public let row: DerogationRow
  /// The order.
  public let order: SalesOrder
  /// In which the claim is counted.
  public let companyCurrency: Currency
  /// What its line took.
  public let use: DerogationUse
  /// Delivered of what it took, less what was brought back: the goods at the granted cost leave first, and
  /// come back last.
  public let delivered: Quantity
  /// (usual cost − granted cost) × taken.
  public let amount: Amount
  /// The same of what was delivered: what can be asked for now.
  public let due: Amount
}

/// Which derogations are looked at.
public struct DerogationFilter: Sendable, Hashable {
  /// Only for this customer.
  public var customerID: ID<Customer>?
  /// Only of this supplier.
  public var supplierID: ID<Supplier>?
  /// Only on this product.
  public var productID: ID<Product>?
  /// Only those in force on this day.
  public var day: Day?

  /// Every derogation.
  public init() {}
}

extension StoreReading {
  /// The derogations, those that end last first; none for who does not see costs.
  public func derogationRows(_ filter: DerogationFilter = DerogationFilter()) throws
    -> [DerogationRow]
  {
    try all(SupplierDerogation.self, "ORDER BY valid_to DESC, id DESC")
      .filter { row in
        (filter.customerID.map { $0 == row.customerID } ?? true)
          && (filter.supplierID.map { $0 == row.supplierID } ?? true)
          && (filter.productID.map { $0 == row.productID } ?? true)
          && (filter.day.map { row.holds(on: $0) } ?? true)
      }
      .map { try derogationRow($0) }
  }

  /// A derogation with its names.
  public func derogationRow(_ derogation: SupplierDerogation) throws -> DerogationRow {
    DerogationRow(
      derogation: derogation, supplier: try get(derogation.supplierID),
      product: try get(derogation.productID), customer: try get(derogation.customerID),
      site: try derogation.siteID.map { try get($0) })
  }

  /// What suppliers are to be asked for, the newest order first.
  public func derogationClaims(
    _ filter: DerogationFilter = DerogationFilter()
  ) throws -> [DerogationClaim] {
    try derogationRows(filter).flatMap { row in
      try all(
        DerogationUse.self,
        "WHERE derogation_id = \(row.derogation.id) AND quantity > 0 ORDER BY order_id DESC, line"
      ).map { try claim($0, of: row) }
    }
  }

  private func claim(_ use: DerogationUse, of row: DerogationRow) throws -> DerogationClaim {
    let order = try get(use.orderID)
    let company = try company().currency
    let line = try line(use.line, of: use.orderID)
    let delivered = min(use.quantity, line.delivered - (try returned(use.line, of: use.orderID)))
    let granted = GrantedCost(unitCost: use.unitCost)
    func owed(_ part: Quantity) throws -> Amount {
      try granted.effect(
        on: part, usualCost: use.usualCost, costUnit: Int64(line.priceUnit),
        minorUnits: company.minorUnits
      ).claim
    }
    return DerogationClaim(
      row: row, order: order, companyCurrency: company, use: use, delivered: delivered,
      amount: try owed(use.quantity),
      due: try owed(delivered))
  }

  /// What the customer brought back of a line of an order.
  private func returned(_ line: Int, of order: ID<SalesOrder>) throws -> Quantity {
    try connection.first(
      """
      SELECT CAST(COALESCE(SUM(stock_move.quantity), 0) AS BIGINT)
      FROM delivery JOIN stock_move ON stock_move.cause_id = delivery.id
      WHERE delivery.order_id = \(order) AND stock_move.from_place = 'customer'
        AND stock_move.cause_line = \(line)
      """
    ) { Quantity(thousandths: try $0.int64(0)) } ?? .zero
  }

  /// The derogations that lines of some products may use for a party: for the site before any site, the
  /// lowest first; none where costs are not seen.
  func derogations(
    of products: [ID<Product>], _ context: PricingContext
  ) throws -> [ID<Product>: LineDerogation] {
    guard let customer = context.customerID else { return [:] }
    let found = try all(
      SupplierDerogation.self,
      """
      WHERE customer_id = \(customer) AND product_id IN \(raw: .list(products))
        AND (site_id IS NULL OR site_id = \(context.siteID))
        AND valid_from <= \(context.day) AND valid_to >= \(context.day)
        AND (quantity IS NULL OR consumed < quantity)
      ORDER BY CASE WHEN site_id IS NULL THEN 1 ELSE 0 END, unit_cost, id
      """)
    return Dictionary(found.map { ($0.productID, $0.forLines) }) { first, _ in first }
  }

  /// What the lines of a quote took of derogations when they were priced, by line.
  public func lineDerogations(of quote: ID<Quote>) throws -> [Int: QuoteLineDerogation] {
    Dictionary(
      uniqueKeysWithValues: try all(QuoteLineDerogation.self, "WHERE quote_id = \(quote)")
        .map { ($0.line, $0) })
  }

  /// What the lines of an order took of derogations.
  public func derogationUses(of order: ID<SalesOrder>) throws -> [DerogationUse] {
    try all(DerogationUse.self, "WHERE order_id = \(order) ORDER BY line")
  }
}

extension QuoteLineDerogation {
  /// As the line may use it.
  var forLine: LineDerogation {
    LineDerogation(id: derogationID, unitCost: unitCost, available: available)
  }
}

extension StoreWriter {
  /// A derogation as it stands, of which no other desk takes until the act ends.
  ///
  /// A person who sells may not write it, so that the server keeps the row in its owner's name.
  public func claimDerogation(_ id: ID<SupplierDerogation>) throws -> SupplierDerogation {
    if connection.dialect == .postgresql {
      try connection.visit("SELECT derogation_claim(\(id))") { _ in true }
    }
    return try get(id)
  }
}
