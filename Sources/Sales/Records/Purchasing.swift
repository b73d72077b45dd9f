import Values

/// A company we buy from.
public struct Supplier: Sendable, Hashable {
  /// Identity.
  public var id: ID<Supplier>
  /// Short code.
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
  /// Telephone.
  public var phone: String
  /// E-mail.
  public var email: String
  /// Currency of its prices.
  public var currency: Currency
  /// Calendar days from order to receipt.
  public var leadTimeDays: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Supplier>,
    code: String,
    name: String,
    address: String = "",
    postalCode: String = "",
    town: String = "",
    country: String = "FR",
    phone: String = "",
    email: String = "",
    currency: Currency,
    leadTimeDays: Int = 7,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.address = address
    self.postalCode = postalCode
    self.town = town
    self.country = country
    self.phone = phone
    self.email = email
    self.currency = currency
    self.leadTimeDays = leadTimeDays
    self.version = version
  }
}

/// What a supplier asks for a product.
public struct SupplierPrice: Sendable, Hashable {
  /// Identity.
  public var id: ID<SupplierPrice>
  /// Supplier.
  public var supplierID: ID<Supplier>
  /// Product.
  public var productID: ID<Product>
  /// Order of preference among suppliers.
  public var sequence: Int
  /// Its code for the product.
  public var supplierCode: String
  /// From this quantity on.
  public var minimumQuantity: Quantity
  /// Price per price unit; none = unknown.
  public var price: UnitPrice?
  /// Currency.
  public var currency: Currency
  /// Ordered in multiples of this; 0 = any quantity.
  public var multiple: Quantity
  /// Lead time, where it differs from the supplier's.
  public var leadTimeDays: Int?
  /// First day.
  public var validFrom: Day?
  /// Last day.
  public var validTo: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<SupplierPrice>,
    supplierID: ID<Supplier>,
    productID: ID<Product>,
    sequence: Int = 1,
    supplierCode: String = "",
    minimumQuantity: Quantity = .zero,
    price: UnitPrice? = nil,
    currency: Currency,
    multiple: Quantity = .zero,
    leadTimeDays: Int? = nil,
    validFrom: Day? = nil,
    validTo: Day? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.supplierID = supplierID
    self.productID = productID
    self.sequence = sequence
    self.supplierCode = supplierCode
    self.minimumQuantity = minimumQuantity
    self.price = price
    self.currency = currency
    self.multiple = multiple
    self.leadTimeDays = leadTimeDays
    self.validFrom = validFrom
    self.validTo = validTo
    self.version = version
  }
}

/// A shortage that purchasing must cover.
public struct PurchaseRequest: Sendable, Hashable {
  /// Identity.
  public var id: ID<PurchaseRequest>
  /// Product.
  public var productID: ID<Product>
  /// Supplier proposed; none = sans fournisseur.
  public var supplierID: ID<Supplier>?
  /// Where the goods are wanted.
  public var warehouseID: ID<Warehouse>
  /// To buy, rounded up to the supplier's multiple.
  public var quantity: Quantity
  /// State.
  public var state: PurchaseRequestState
  /// Day of the shortage.
  public var createdDay: Day
  /// Wanted by.
  public var neededDay: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<PurchaseRequest>,
    productID: ID<Product>,
    supplierID: ID<Supplier>? = nil,
    warehouseID: ID<Warehouse>,
    quantity: Quantity,
    state: PurchaseRequestState = .open,
    createdDay: Day,
    neededDay: Day? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.productID = productID
    self.supplierID = supplierID
    self.warehouseID = warehouseID
    self.quantity = quantity
    self.state = state
    self.createdDay = createdDay
    self.neededDay = neededDay
    self.version = version
  }
}

/// The order line a request covers, and for how much.
public struct PurchaseRequestNeed: Sendable, Hashable {
  /// Request.
  public var requestID: ID<PurchaseRequest>
  /// Order.
  public var orderID: ID<SalesOrder>
  /// Line of the order.
  public var line: Int
  /// What is missing there.
  public var quantity: Quantity
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    requestID: ID<PurchaseRequest>,
    orderID: ID<SalesOrder>,
    line: Int,
    quantity: Quantity,
    version: Int = 1
  ) {
    self.requestID = requestID
    self.orderID = orderID
    self.line = line
    self.quantity = quantity
    self.version = version
  }
}

/// An order to a supplier.
public struct PurchaseOrder: Sendable, Hashable {
  /// Identity.
  public var id: ID<PurchaseOrder>
  /// Number.
  public var number: String
  /// Supplier.
  public var supplierID: ID<Supplier>
  /// Where it is received.
  public var warehouseID: ID<Warehouse>
  /// State, from its lines.
  public var state: PurchaseOrderState
  /// Day it was sent; unknown on some imports.
  public var orderDay: Day?
  /// Day announced.
  public var expectedDay: Day?
  /// Currency.
  public var currency: Currency
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<PurchaseOrder>,
    number: String,
    supplierID: ID<Supplier>,
    warehouseID: ID<Warehouse>,
    state: PurchaseOrderState = .draft,
    orderDay: Day? = nil,
    expectedDay: Day? = nil,
    currency: Currency,
    version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.supplierID = supplierID
    self.warehouseID = warehouseID
    self.state = state
    self.orderDay = orderDay
    self.expectedDay = expectedDay
    self.currency = currency
    self.version = version
  }
}

/// A line of a purchase order.
public struct PurchaseLine: Sendable, Hashable {
  /// Purchase order.
  public var purchaseOrderID: ID<PurchaseOrder>
  /// Line number, never reused.
  public var line: Int
  /// Product.
  public var productID: ID<Product>
  /// Ordered, in base units.
  public var quantity: Quantity
  /// Received so far.
  public var received: Quantity
  /// Price per price unit; none = unknown.
  public var unitPrice: UnitPrice?
  /// Per how many base units.
  public var priceUnit: Int
  /// Day announced for this line.
  public var expectedDay: Day?
  /// State.
  public var state: PurchaseLineState
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    purchaseOrderID: ID<PurchaseOrder>,
    line: Int,
    productID: ID<Product>,
    quantity: Quantity,
    received: Quantity = .zero,
    unitPrice: UnitPrice? = nil,
    priceUnit: Int = 1,
    expectedDay: Day? = nil,
    state: PurchaseLineState = .ordered,
    version: Int = 1
  ) {
    self.purchaseOrderID = purchaseOrderID
    self.line = line
    self.productID = productID
    self.quantity = quantity
    self.received = received
    self.unitPrice = unitPrice
    self.priceUnit = priceUnit
    self.expectedDay = expectedDay
    self.state = state
    self.version = version
  }
}

/// The request a purchase line answers, and for how much.
public struct PurchaseLineRequest: Sendable, Hashable {
  /// Purchase order.
  public var purchaseOrderID: ID<PurchaseOrder>
  /// Line.
  public var line: Int
  /// Request.
  public var requestID: ID<PurchaseRequest>
  /// Quantity linked.
  public var quantity: Quantity
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    purchaseOrderID: ID<PurchaseOrder>,
    line: Int,
    requestID: ID<PurchaseRequest>,
    quantity: Quantity,
    version: Int = 1
  ) {
    self.purchaseOrderID = purchaseOrderID
    self.line = line
    self.requestID = requestID
    self.quantity = quantity
    self.version = version
  }
}

/// Goods received from a supplier.
public struct Receipt: Sendable, Hashable {
  /// Identity.
  public var id: ID<Receipt>
  /// Number.
  public var number: String
  /// Purchase order.
  public var purchaseOrderID: ID<PurchaseOrder>
  /// Where.
  public var warehouseID: ID<Warehouse>
  /// When.
  public var day: Day
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Receipt>,
    number: String,
    purchaseOrderID: ID<PurchaseOrder>,
    warehouseID: ID<Warehouse>,
    day: Day,
    version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.purchaseOrderID = purchaseOrderID
    self.warehouseID = warehouseID
    self.day = day
    self.version = version
  }
}
