import Values

/// A lower cost that a supplier grants on a product sold to one customer, until a day and up to a
/// quantity (dérogation, rules.md 2.20, AT-66).
public struct SupplierDerogation: Sendable, Hashable {
  /// Identity.
  public var id: ID<SupplierDerogation>
  /// Reference of the supplier's letter.
  public var reference: String
  /// Who grants it.
  public var supplierID: ID<Supplier>
  /// What it is granted on.
  public var productID: ID<Product>
  /// To whom it must be sold.
  public var customerID: ID<Customer>
  /// Only for this site; none = wherever the customer is delivered.
  public var siteID: ID<Site>?
  /// Granted cost per price unit of the product, in the company's currency.
  public var unitCost: UnitCost
  /// Granted in all, in base units; none = without end.
  public var quantity: Quantity?
  /// Sold under it by orders that stand: kept by triggers, never written.
  public var consumed: Quantity
  /// First day.
  public var validFrom: Day
  /// Last day on which an order may be confirmed under it.
  public var validTo: Day
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<SupplierDerogation>,
    reference: String = "",
    supplierID: ID<Supplier>,
    productID: ID<Product>,
    customerID: ID<Customer>,
    siteID: ID<Site>? = nil,
    unitCost: UnitCost,
    quantity: Quantity? = nil,
    consumed: Quantity = .zero,
    validFrom: Day,
    validTo: Day,
    version: Int = 1
  ) {
    self.id = id
    self.reference = reference
    self.supplierID = supplierID
    self.productID = productID
    self.customerID = customerID
    self.siteID = siteID
    self.unitCost = unitCost
    self.quantity = quantity
    self.consumed = consumed
    self.validFrom = validFrom
    self.validTo = validTo
    self.version = version
  }

  /// What is left of it; nil = without end.
  public var remaining: Quantity? { quantity.map { $0 - consumed } }
  /// Whether an order may be confirmed under it on a day.
  public func holds(on day: Day) -> Bool { validFrom <= day && day <= validTo }
  /// What a line may take of it.
  public var forLines: LineDerogation {
    LineDerogation(id: id, unitCost: unitCost, available: remaining)
  }
}

/// The part of a quote line at a derogated cost, frozen like its cost.
public struct QuoteLineDerogation: Sendable, Hashable {
  /// Quote.
  public var quoteID: ID<Quote>
  /// Line.
  public var line: Int
  /// Derogation.
  public var derogationID: ID<SupplierDerogation>
  /// Granted cost per price unit.
  public var unitCost: UnitCost
  /// What was left of it when the line was priced; none = without end.
  public var available: Quantity?
  /// Base units of the line at that cost.
  public var quantity: Quantity
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    quoteID: ID<Quote>,
    line: Int,
    derogationID: ID<SupplierDerogation>,
    unitCost: UnitCost,
    available: Quantity? = nil,
    quantity: Quantity,
    version: Int = 1
  ) {
    self.quoteID = quoteID
    self.line = line
    self.derogationID = derogationID
    self.unitCost = unitCost
    self.available = available
    self.quantity = quantity
    self.version = version
  }
}

/// What an order line takes of a derogation, and what the supplier is asked for.
public struct DerogationUse: Sendable, Hashable {
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Line.
  public var line: Int
  /// Derogation.
  public var derogationID: ID<SupplierDerogation>
  /// Granted cost per price unit.
  public var unitCost: UnitCost
  /// Cost without it, frozen on the line.
  public var usualCost: UnitCost
  /// Taken when the order was confirmed, in base units.
  public var granted: Quantity
  /// Taken now: what is given up of the line goes back. Kept by a trigger.
  public var quantity: Quantity
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    orderID: ID<SalesOrder>,
    line: Int,
    derogationID: ID<SupplierDerogation>,
    unitCost: UnitCost,
    usualCost: UnitCost,
    granted: Quantity,
    quantity: Quantity,
    version: Int = 1
  ) {
    self.orderID = orderID
    self.line = line
    self.derogationID = derogationID
    self.unitCost = unitCost
    self.usualCost = usualCost
    self.granted = granted
    self.quantity = quantity
    self.version = version
  }
}
