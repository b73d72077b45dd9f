import Values

/// A firm order of a customer.
public struct SalesOrder: Sendable, Hashable {
  /// Identity.
  public var id: ID<SalesOrder>
  /// Number.
  public var number: String
  /// Quote it comes from.
  public var quoteID: ID<Quote>?
  /// Opportunity.
  public var opportunityID: ID<Opportunity>?
  /// Customer.
  public var customerID: ID<Customer>
  /// Contact.
  public var contactID: ID<Contact>?
  /// Delivery site.
  public var siteID: ID<Site>?
  /// Warehouse of the order.
  public var warehouseID: ID<Warehouse>
  /// In charge.
  public var salespersonID: ID<Salesperson>?
  /// The customer's own order reference.
  public var customerReference: String
  /// Currency.
  public var currency: Currency
  /// Units of it for one of the company's, as on its quote; nil = it is the company's.
  public var rate: ExchangeRate?
  /// The day of that rate.
  public var rateDay: Day?
  /// Ordered.
  public var orderDay: Day
  /// Delivery wished.
  public var deliveryDay: Day?
  /// Payment term.
  public var paymentTermID: ID<PaymentTerm>?
  /// VAT position.
  public var vatPosition: VatPosition
  /// Document discount.
  public var discount: Ratio
  /// Carriage excl. VAT.
  public var carriage: Amount
  /// State, from its lines.
  public var state: OrderState
  /// Imported history: counts in no exposure.
  public var invoicedElsewhere: Bool
  /// Goods excl. VAT.
  public var netAmount: Amount
  /// The same in the company's currency; nil = it is in it.
  public var companyNet: Amount?
  /// VAT.
  public var vatAmount: Amount
  /// Incl. VAT and carriage.
  public var totalAmount: Amount
  /// Incl. VAT, delivered so far: what remains open is a subtraction.
  public var deliveredTotal: Amount
  /// Incl. VAT, given up with a closed remainder.
  public var closedTotal: Amount
  /// Who let it pass over the limit, why, until when.
  public var creditOverride: String
  /// What the carriage costs us; nil = unknown.
  public var carriageCost: Amount?
  /// Eco-contributions excl. VAT, apart from the goods.
  public var ecoAmount: Amount
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<SalesOrder>,
    number: String,
    quoteID: ID<Quote>? = nil,
    opportunityID: ID<Opportunity>? = nil,
    customerID: ID<Customer>,
    contactID: ID<Contact>? = nil,
    siteID: ID<Site>? = nil,
    warehouseID: ID<Warehouse>,
    salespersonID: ID<Salesperson>? = nil,
    customerReference: String = "",
    currency: Currency,
    rate: ExchangeRate? = nil,
    rateDay: Day? = nil,
    orderDay: Day,
    deliveryDay: Day? = nil,
    paymentTermID: ID<PaymentTerm>? = nil,
    vatPosition: VatPosition = .domestic,
    discount: Ratio = .zero,
    carriage: Amount = .zero,
    state: OrderState = .open,
    invoicedElsewhere: Bool = false,
    netAmount: Amount = .zero,
    companyNet: Amount? = nil,
    vatAmount: Amount = .zero,
    totalAmount: Amount = .zero,
    deliveredTotal: Amount = .zero,
    closedTotal: Amount = .zero,
    creditOverride: String = "",
    carriageCost: Amount? = nil,
    ecoAmount: Amount = .zero,
    version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.quoteID = quoteID
    self.opportunityID = opportunityID
    self.customerID = customerID
    self.contactID = contactID
    self.siteID = siteID
    self.warehouseID = warehouseID
    self.salespersonID = salespersonID
    self.customerReference = customerReference
    self.currency = currency
    self.rate = rate
    self.rateDay = rateDay
    self.orderDay = orderDay
    self.deliveryDay = deliveryDay
    self.paymentTermID = paymentTermID
    self.vatPosition = vatPosition
    self.discount = discount
    self.carriage = carriage
    self.state = state
    self.invoicedElsewhere = invoicedElsewhere
    self.netAmount = netAmount
    self.companyNet = companyNet
    self.vatAmount = vatAmount
    self.totalAmount = totalAmount
    self.deliveredTotal = deliveredTotal
    self.closedTotal = closedTotal
    self.creditOverride = creditOverride
    self.carriageCost = carriageCost
    self.ecoAmount = ecoAmount
    self.version = version
  }
}

/// A line of an order; each quantity is moved only by its own record.
public struct OrderLine: Sendable, Hashable {
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Line number.
  public var line: Int
  /// Order on the document.
  public var position: Int
  /// What it is.
  public var kind: LineKind
  /// Product.
  public var productID: ID<Product>?
  /// As printed.
  public var description: String
  /// Quantity as typed.
  public var typedQuantity: Quantity
  /// Unit as typed.
  public var typedUnit: String
  /// Ordered, in base units.
  public var quantity: Quantity
  /// Given up.
  public var cancelled: Quantity
  /// Held by reservations.
  public var reserved: Quantity
  /// Delivered.
  public var delivered: Quantity
  /// Invoiced.
  public var invoiced: Quantity
  /// Prices are per this many base units.
  public var priceUnit: Int
  /// Gross price per price unit.
  public var unitPrice: UnitPrice
  /// List price beside it.
  public var listPrice: UnitPrice?
  /// Where the price comes from.
  public var priceSource: PriceSource
  /// Rule chosen.
  public var priceRuleID: ID<PriceRule>?
  /// Cascade of discounts.
  public var discounts: [Ratio]
  /// Rounded once.
  public var netAmount: Amount
  /// The same in the company's currency, rounded once; nil = it is in it.
  public var companyNet: Amount?
  /// Class of VAT.
  public var vatCode: String
  /// Rate applied.
  public var vatRate: Ratio
  /// Whether other warehouses may serve it.
  public var otherWarehouses: Bool
  /// State.
  public var state: OrderLineState
  /// Why the remainder was given up.
  public var closedReason: String
  /// Whether the words begin a section.
  public var heading: Bool
  /// Eco-contribution per base unit; zero = none.
  public var ecoUnit: UnitPrice
  /// Eco-contribution of the line, rounded once.
  public var ecoAmount: Amount
  /// Of the line that a set begins: its code; empty = no set.
  public var setCode: String
  /// Whether papers show the set as one line with one price.
  public var setClosed: Bool
  /// Whether that line stands alone, without the names of its parts below it.
  public var setHidesParts: Bool
  /// Number of the line of the set that this one is a part of; nil = of none.
  public var setOf: Int?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    orderID: ID<SalesOrder>,
    line: Int,
    position: Int,
    kind: LineKind = .product,
    productID: ID<Product>? = nil,
    description: String,
    typedQuantity: Quantity = .zero,
    typedUnit: String = "",
    quantity: Quantity = .zero,
    cancelled: Quantity = .zero,
    reserved: Quantity = .zero,
    delivered: Quantity = .zero,
    invoiced: Quantity = .zero,
    priceUnit: Int = 1,
    unitPrice: UnitPrice = .zero,
    listPrice: UnitPrice? = nil,
    priceSource: PriceSource = .rule,
    priceRuleID: ID<PriceRule>? = nil,
    discounts: [Ratio] = [],
    netAmount: Amount = .zero,
    companyNet: Amount? = nil,
    vatCode: String = "normal",
    vatRate: Ratio = .zero,
    otherWarehouses: Bool = true,
    state: OrderLineState = .open,
    closedReason: String = "",
    heading: Bool = false,
    ecoUnit: UnitPrice = .zero,
    ecoAmount: Amount = .zero,
    setCode: String = "",
    setClosed: Bool = false,
    setHidesParts: Bool = false,
    setOf: Int? = nil,
    version: Int = 1
  ) {
    self.orderID = orderID
    self.line = line
    self.position = position
    self.kind = kind
    self.productID = productID
    self.description = description
    self.typedQuantity = typedQuantity
    self.typedUnit = typedUnit
    self.quantity = quantity
    self.cancelled = cancelled
    self.reserved = reserved
    self.delivered = delivered
    self.invoiced = invoiced
    self.priceUnit = priceUnit
    self.unitPrice = unitPrice
    self.listPrice = listPrice
    self.priceSource = priceSource
    self.priceRuleID = priceRuleID
    self.discounts = discounts
    self.netAmount = netAmount
    self.companyNet = companyNet
    self.vatCode = vatCode
    self.vatRate = vatRate
    self.otherWarehouses = otherWarehouses
    self.state = state
    self.closedReason = closedReason
    self.heading = heading
    self.ecoUnit = ecoUnit
    self.ecoAmount = ecoAmount
    self.setCode = setCode
    self.setClosed = setClosed
    self.setHidesParts = setHidesParts
    self.setOf = setOf
    self.version = version
  }
}

/// The day promised for a line; the first row is never changed.
public struct Promise: Sendable, Hashable {
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Line.
  public var line: Int
  /// Order.
  public var sequence: Int
  /// Promised.
  public var day: Day
  /// Why.
  public var cause: String

  /// The record with each of its fields; those left out take their usual value.
  public init(
    orderID: ID<SalesOrder>,
    line: Int,
    sequence: Int,
    day: Day,
    cause: String
  ) {
    self.orderID = orderID
    self.line = line
    self.sequence = sequence
    self.day = day
    self.cause = cause
  }
}

/// Goods that left for a customer.
public struct Delivery: Sendable, Hashable {
  /// Identity.
  public var id: ID<Delivery>
  /// Number.
  public var number: String
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Customer.
  public var customerID: ID<Customer>
  /// Where from; none on imported history.
  public var warehouseID: ID<Warehouse>?
  /// When.
  public var day: Day
  /// Imported history: no stock moves, invoiced elsewhere.
  public var imported: Bool
  /// Incl. VAT.
  public var totalAmount: Amount
  /// Incl. VAT, turned into open items so far.
  public var invoicedAmount: Amount
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Delivery>,
    number: String,
    orderID: ID<SalesOrder>,
    customerID: ID<Customer>,
    warehouseID: ID<Warehouse>? = nil,
    day: Day,
    imported: Bool = false,
    totalAmount: Amount = .zero,
    invoicedAmount: Amount = .zero,
    version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.orderID = orderID
    self.customerID = customerID
    self.warehouseID = warehouseID
    self.day = day
    self.imported = imported
    self.totalAmount = totalAmount
    self.invoicedAmount = invoicedAmount
    self.version = version
  }
}
