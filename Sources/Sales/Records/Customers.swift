import Values

/// When a customer pays. Rule of the due day: rules.md 2.11.
public struct PaymentTerm: Sendable, Hashable {
  /// Identity.
  public var id: ID<PaymentTerm>
  /// Short code: 30J, 45FDM…
  public var code: String
  /// As documents print it.
  public var name: String
  /// Days counted.
  public var days: Int
  /// How the days and the end of the month combine.
  public var kind: PaymentTermKind
  /// Day of the following month, where the term names one.
  public var dayOfMonth: Int?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<PaymentTerm>,
    code: String,
    name: String,
    days: Int,
    kind: PaymentTermKind,
    dayOfMonth: Int? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.days = days
    self.kind = kind
    self.dayOfMonth = dayOfMonth
    self.version = version
  }
}

/// A list of prices that customers refer to.
public struct PriceList: Sendable, Hashable {
  /// Identity.
  public var id: ID<PriceList>
  /// Short code.
  public var code: String
  /// Name.
  public var name: String
  /// Currency of its prices.
  public var currency: Currency
  /// First day.
  public var validFrom: Day?
  /// Last day.
  public var validTo: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<PriceList>,
    code: String,
    name: String,
    currency: Currency,
    validFrom: Day? = nil,
    validTo: Day? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.currency = currency
    self.validFrom = validFrom
    self.validTo = validTo
    self.version = version
  }
}

/// A company or person we sell to.
public struct Customer: Sendable, Hashable {
  /// Identity.
  public var id: ID<Customer>
  /// Row of the full-text index.
  public var searchKey: Int64
  /// Code typed on screens.
  public var code: String
  /// Name.
  public var name: String
  /// Class: A, B, C…; floors may depend on it.
  public var customerClass: String
  /// Group whose price rules apply.
  public var priceGroup: String
  /// Price list; none = the products' own list prices.
  public var priceListID: ID<PriceList>?
  /// General discount; never applied to a net price.
  public var discount: Ratio
  /// VAT position of its documents.
  public var vatPosition: VatPosition
  /// Currency of its documents.
  public var currency: Currency
  /// Language of its documents.
  public var language: String
  /// Payment term.
  public var paymentTermID: ID<PaymentTerm>?
  /// Limit of the exposure incl. VAT; none = no limit.
  public var creditLimit: Amount?
  /// Whether new orders are refused.
  public var blocked: Bool
  /// Why.
  public var blockedReason: String
  /// Buying group or payer.
  public var parentID: ID<Customer>?
  /// Salesperson in charge.
  public var salespersonID: ID<Salesperson>?
  /// SIREN.
  public var siren: String
  /// SIRET.
  public var siret: String
  /// VAT number.
  public var vatNumber: String
  /// Street.
  public var address: String
  /// Postal code.
  public var postalCode: String
  /// Town.
  public var town: String
  /// ISO country, or its name where the source has no code.
  public var country: String
  /// Telephone.
  public var phone: String
  /// E-mail.
  public var email: String
  /// What the desk should know before it answers.
  public var note: String
  /// Customer since.
  public var sinceDay: Day?
  /// Goods excl. VAT from which carriage is free; nil = as for everybody.
  public var carriageFreeFrom: Amount?
  /// Carriage below it; nil = as for everybody.
  public var carriageAmount: Amount?
  /// The text of law that lets it pay later than the usual limit; empty = none.
  public var legalException: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Customer>,
    searchKey: Int64,
    code: String,
    name: String,
    customerClass: String = "",
    priceGroup: String = "",
    priceListID: ID<PriceList>? = nil,
    discount: Ratio = .zero,
    vatPosition: VatPosition = .domestic,
    currency: Currency,
    language: String = "fr",
    paymentTermID: ID<PaymentTerm>? = nil,
    creditLimit: Amount? = nil,
    blocked: Bool = false,
    blockedReason: String = "",
    parentID: ID<Customer>? = nil,
    salespersonID: ID<Salesperson>? = nil,
    siren: String = "",
    siret: String = "",
    vatNumber: String = "",
    address: String = "",
    postalCode: String = "",
    town: String = "",
    country: String = "FR",
    phone: String = "",
    email: String = "",
    note: String = "",
    sinceDay: Day? = nil,
    carriageFreeFrom: Amount? = nil,
    carriageAmount: Amount? = nil,
    legalException: String = "",
    version: Int = 1
  ) {
    self.id = id
    self.searchKey = searchKey
    self.code = code
    self.name = name
    self.customerClass = customerClass
    self.priceGroup = priceGroup
    self.priceListID = priceListID
    self.discount = discount
    self.vatPosition = vatPosition
    self.currency = currency
    self.language = language
    self.paymentTermID = paymentTermID
    self.creditLimit = creditLimit
    self.blocked = blocked
    self.blockedReason = blockedReason
    self.parentID = parentID
    self.salespersonID = salespersonID
    self.siren = siren
    self.siret = siret
    self.vatNumber = vatNumber
    self.address = address
    self.postalCode = postalCode
    self.town = town
    self.country = country
    self.phone = phone
    self.email = email
    self.note = note
    self.sinceDay = sinceDay
    self.carriageFreeFrom = carriageFreeFrom
    self.carriageAmount = carriageAmount
    self.legalException = legalException
    self.version = version
  }
}

/// A person at a customer or a supplier.
public struct Contact: Sendable, Hashable {
  /// Identity.
  public var id: ID<Contact>
  /// Customer.
  public var customerID: ID<Customer>?
  /// Supplier.
  public var supplierID: ID<Supplier>?
  /// Name.
  public var name: String
  /// Job.
  public var job: String
  /// Telephone.
  public var phone: String
  /// E-mail.
  public var email: String
  /// Roles, separated by spaces: quote order delivery invoice dunning.
  public var roles: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Contact>,
    customerID: ID<Customer>? = nil,
    supplierID: ID<Supplier>? = nil,
    name: String,
    job: String = "",
    phone: String = "",
    email: String = "",
    roles: String = "",
    version: Int = 1
  ) {
    self.id = id
    self.customerID = customerID
    self.supplierID = supplierID
    self.name = name
    self.job = job
    self.phone = phone
    self.email = email
    self.roles = roles
    self.version = version
  }
}

/// A delivery address of a customer.
public struct Site: Sendable, Hashable {
  /// Identity.
  public var id: ID<Site>
  /// Customer.
  public var customerID: ID<Customer>
  /// Short code, unique for the customer.
  public var code: String
  /// Name.
  public var name: String
  /// Street.
  public var address: String
  /// Postal code.
  public var postalCode: String
  /// Town.
  public var town: String
  /// Country.
  public var country: String
  /// Contact on the spot.
  public var contactID: ID<Contact>?
  /// Warehouse that serves it.
  public var warehouseID: ID<Warehouse>?
  /// Whether it is the default one.
  public var main: Bool
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Site>,
    customerID: ID<Customer>,
    code: String,
    name: String,
    address: String = "",
    postalCode: String = "",
    town: String = "",
    country: String = "FR",
    contactID: ID<Contact>? = nil,
    warehouseID: ID<Warehouse>? = nil,
    main: Bool = false,
    version: Int = 1
  ) {
    self.id = id
    self.customerID = customerID
    self.code = code
    self.name = name
    self.address = address
    self.postalCode = postalCode
    self.town = town
    self.country = country
    self.contactID = contactID
    self.warehouseID = warehouseID
    self.main = main
    self.version = version
  }
}

/// What a customer owes, or is owed: one term of the credit exposure (rules.md 2.9).
public struct OpenItem: Sendable, Hashable {
  /// Identity.
  public var id: ID<OpenItem>
  /// Customer.
  public var customerID: ID<Customer>
  /// Which term of the exposure.
  public var kind: OpenItemKind
  /// Number of the document.
  public var number: String
  /// Issue day.
  public var issueDay: Day?
  /// Due day.
  public var dueDay: Day
  /// What remains, incl. VAT; credit notes and deposits are positive here and deducted.
  public var balance: Amount
  /// Whether the customer disputes it.
  public var disputed: Bool
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<OpenItem>,
    customerID: ID<Customer>,
    kind: OpenItemKind,
    number: String,
    issueDay: Day? = nil,
    dueDay: Day,
    balance: Amount,
    disputed: Bool = false,
    version: Int = 1
  ) {
    self.id = id
    self.customerID = customerID
    self.kind = kind
    self.number = number
    self.issueDay = issueDay
    self.dueDay = dueDay
    self.balance = balance
    self.disputed = disputed
    self.version = version
  }
}
