import Values

/// An offer with a price: one number, versions; a sent version is frozen.
public struct Quote: Sendable, Hashable {
  /// Identity.
  public var id: ID<Quote>
  /// Number, shared by its versions.
  public var number: String
  /// Version: 1, 2…
  public var revision: Int
  /// Opportunity.
  public var opportunityID: ID<Opportunity>
  /// Customer.
  public var customerID: ID<Customer>
  /// Contact.
  public var contactID: ID<Contact>?
  /// Delivery site.
  public var siteID: ID<Site>?
  /// Warehouse the goods should leave from.
  public var warehouseID: ID<Warehouse>
  /// In charge.
  public var salespersonID: ID<Salesperson>?
  /// The customer's own order reference.
  public var customerReference: String
  /// Currency.
  public var currency: Currency
  /// Units of it for one of the company's; nil = it is the company's.
  public var rate: ExchangeRate?
  /// The day of that rate: the last one known on the day of the prices.
  public var rateDay: Day?
  /// Day whose prices apply.
  public var priceDay: Day
  /// Created.
  public var createdDay: Day
  /// Sent.
  public var sentDay: Day?
  /// Accepted or declined.
  public var decidedDay: Day?
  /// Last day of validity.
  public var validityDay: Day
  /// Delivery wished.
  public var deliveryDay: Day?
  /// Payment term.
  public var paymentTermID: ID<PaymentTerm>?
  /// VAT position.
  public var vatPosition: VatPosition
  /// Document discount.
  public var discount: Ratio
  /// Carriage excl. VAT, apart from the goods.
  public var carriage: Amount
  /// State.
  public var state: QuoteState
  /// Why it was declined.
  public var declinedReason: String
  /// Words printed under the lines.
  public var note: String
  /// Next line number, never reused.
  public var nextLine: Int
  /// Counts every change of what an approval is bound to.
  public var termsRevision: Int
  /// Goods excl. VAT.
  public var netAmount: Amount
  /// The same in the company's currency; nil = it is in it.
  public var companyNet: Amount?
  /// VAT.
  public var vatAmount: Amount
  /// Incl. VAT and carriage.
  public var totalAmount: Amount
  /// Σ amount × (1 − floor) < Σ cost.
  public var underFloor: Bool
  /// Whether the rule gives the carriage, or a person typed it.
  public var carriageSource: CarriageSource
  /// What the carriage costs us, as typed or as it was when it was sent; nil = what the rule says.
  public var carriageCost: Amount?
  /// Eco-contributions excl. VAT, apart from the goods.
  public var ecoAmount: Amount
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Quote>,
    number: String,
    revision: Int = 1,
    opportunityID: ID<Opportunity>,
    customerID: ID<Customer>,
    contactID: ID<Contact>? = nil,
    siteID: ID<Site>? = nil,
    warehouseID: ID<Warehouse>,
    salespersonID: ID<Salesperson>? = nil,
    customerReference: String = "",
    currency: Currency,
    rate: ExchangeRate? = nil,
    rateDay: Day? = nil,
    priceDay: Day,
    createdDay: Day,
    sentDay: Day? = nil,
    decidedDay: Day? = nil,
    validityDay: Day,
    deliveryDay: Day? = nil,
    paymentTermID: ID<PaymentTerm>? = nil,
    vatPosition: VatPosition = .domestic,
    discount: Ratio = .zero,
    carriage: Amount = .zero,
    state: QuoteState = .draft,
    declinedReason: String = "",
    note: String = "",
    nextLine: Int = 1,
    termsRevision: Int = 1,
    netAmount: Amount = .zero,
    companyNet: Amount? = nil,
    vatAmount: Amount = .zero,
    totalAmount: Amount = .zero,
    underFloor: Bool = false,
    carriageSource: CarriageSource = .rule,
    carriageCost: Amount? = nil,
    ecoAmount: Amount = .zero,
    version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.revision = revision
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
    self.priceDay = priceDay
    self.createdDay = createdDay
    self.sentDay = sentDay
    self.decidedDay = decidedDay
    self.validityDay = validityDay
    self.deliveryDay = deliveryDay
    self.paymentTermID = paymentTermID
    self.vatPosition = vatPosition
    self.discount = discount
    self.carriage = carriage
    self.state = state
    self.declinedReason = declinedReason
    self.note = note
    self.nextLine = nextLine
    self.termsRevision = termsRevision
    self.netAmount = netAmount
    self.companyNet = companyNet
    self.vatAmount = vatAmount
    self.totalAmount = totalAmount
    self.underFloor = underFloor
    self.carriageSource = carriageSource
    self.carriageCost = carriageCost
    self.ecoAmount = ecoAmount
    self.version = version
  }
}

/// A line of a quote.
public struct QuoteLine: Sendable, Hashable {
  /// Quote.
  public var quoteID: ID<Quote>
  /// Line number, never reused.
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
  /// In base units.
  public var quantity: Quantity
  /// Prices are per this many base units.
  public var priceUnit: Int
  /// Gross price per price unit.
  public var unitPrice: UnitPrice
  /// List price beside it.
  public var listPrice: UnitPrice?
  /// Where the price comes from.
  public var priceSource: PriceSource
  /// Rule chosen; none = list price.
  public var priceRuleID: ID<PriceRule>?
  /// Index that its price follows; none = no such price.
  public var indexID: ID<CommodityIndex>?
  /// What the index was worth when it was priced.
  public var indexValue: IndexValue?
  /// The day of that value.
  public var indexDay: Day?
  /// Cascade of discounts, in order, at most five.
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
  /// Whether the words begin a section.
  public var heading: Bool
  /// Whether it is in the totals, or waits to be chosen.
  public var choice: LineChoice
  /// Of an alternative: the line it would replace.
  public var choiceOf: Int?
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
    quoteID: ID<Quote>,
    line: Int,
    position: Int,
    kind: LineKind = .product,
    productID: ID<Product>? = nil,
    description: String,
    typedQuantity: Quantity = .zero,
    typedUnit: String = "",
    quantity: Quantity = .zero,
    priceUnit: Int = 1,
    unitPrice: UnitPrice = .zero,
    listPrice: UnitPrice? = nil,
    priceSource: PriceSource = .rule,
    priceRuleID: ID<PriceRule>? = nil,
    indexID: ID<CommodityIndex>? = nil,
    indexValue: IndexValue? = nil,
    indexDay: Day? = nil,
    discounts: [Ratio] = [],
    netAmount: Amount = .zero,
    companyNet: Amount? = nil,
    vatCode: String = "normal",
    vatRate: Ratio = .zero,
    otherWarehouses: Bool = true,
    heading: Bool = false,
    choice: LineChoice = .firm,
    choiceOf: Int? = nil,
    ecoUnit: UnitPrice = .zero,
    ecoAmount: Amount = .zero,
    setCode: String = "",
    setClosed: Bool = false,
    setHidesParts: Bool = false,
    setOf: Int? = nil,
    version: Int = 1
  ) {
    self.quoteID = quoteID
    self.line = line
    self.position = position
    self.kind = kind
    self.productID = productID
    self.description = description
    self.typedQuantity = typedQuantity
    self.typedUnit = typedUnit
    self.quantity = quantity
    self.priceUnit = priceUnit
    self.unitPrice = unitPrice
    self.listPrice = listPrice
    self.priceSource = priceSource
    self.priceRuleID = priceRuleID
    self.indexID = indexID
    self.indexValue = indexValue
    self.indexDay = indexDay
    self.discounts = discounts
    self.netAmount = netAmount
    self.companyNet = companyNet
    self.vatCode = vatCode
    self.vatRate = vatRate
    self.otherWarehouses = otherWarehouses
    self.heading = heading
    self.choice = choice
    self.choiceOf = choiceOf
    self.ecoUnit = ecoUnit
    self.ecoAmount = ecoAmount
    self.setCode = setCode
    self.setClosed = setClosed
    self.setHidesParts = setHidesParts
    self.setOf = setOf
    self.version = version
  }
}

/// The agreement a document under its floor needs, bound to the terms approved.
public struct Approval: Sendable, Hashable {
  /// Identity.
  public var id: ID<Approval>
  /// Quote.
  public var quoteID: ID<Quote>
  /// Terms it is bound to.
  public var termsRevision: Int
  /// State.
  public var state: ApprovalState
  /// Why it is asked.
  public var reason: String
  /// Who asked.
  public var askedBy: ID<Salesperson>
  /// When.
  public var askedAt: Instant
  /// Who decided.
  public var decidedBy: ID<Salesperson>?
  /// When.
  public var decidedAt: Instant?
  /// Words of the decision.
  public var note: String
  /// The absent manager it was decided for; nil = nobody but who decided.
  public var decidedFor: ID<Salesperson>?
  /// How often floors had changed when it was decided, or else asked for.
  public var floorRevision: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Approval>,
    quoteID: ID<Quote>,
    termsRevision: Int,
    state: ApprovalState = .asked,
    reason: String = "",
    askedBy: ID<Salesperson>,
    askedAt: Instant,
    decidedBy: ID<Salesperson>? = nil,
    decidedAt: Instant? = nil,
    note: String = "",
    decidedFor: ID<Salesperson>? = nil,
    floorRevision: Int = 0,
    version: Int = 1
  ) {
    self.id = id
    self.quoteID = quoteID
    self.termsRevision = termsRevision
    self.state = state
    self.reason = reason
    self.askedBy = askedBy
    self.askedAt = askedAt
    self.decidedBy = decidedBy
    self.decidedAt = decidedAt
    self.note = note
    self.decidedFor = decidedFor
    self.floorRevision = floorRevision
    self.version = version
  }
}
