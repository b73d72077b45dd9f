import Values

/// A unit of measure.
public struct UnitOfMeasure: Sendable, Hashable {
  /// Code: u, kg, m, pal…
  public var code: String
  /// Name.
  public var name: String
  /// Decimals that make sense when typed, 0 to 3.
  public var decimals: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    code: String,
    name: String,
    decimals: Int = 0,
    version: Int = 1
  ) {
    self.code = code
    self.name = name
    self.decimals = decimals
    self.version = version
  }
}

/// A VAT rate from a day on.
public struct VatRate: Sendable, Hashable {
  /// Class of product: normal, intermediate, reduced, zero.
  public var code: String
  /// First day.
  public var validFrom: Day
  /// Rate.
  public var rate: Ratio
  /// As documents print it.
  public var name: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    code: String,
    validFrom: Day,
    rate: Ratio,
    name: String,
    version: Int = 1
  ) {
    self.code = code
    self.validFrom = validFrom
    self.rate = rate
    self.name = name
    self.version = version
  }
}

/// A family of products, in a tree; floors are read upwards.
public struct Family: Sendable, Hashable {
  /// Identity.
  public var id: ID<Family>
  /// Short code.
  public var code: String
  /// Name.
  public var name: String
  /// Parent.
  public var parentID: ID<Family>?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Family>,
    code: String,
    name: String,
    parentID: ID<Family>? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.parentID = parentID
    self.version = version
  }
}

/// Least margin rate on price of a family, for a class of customers.
public struct FamilyFloor: Sendable, Hashable {
  /// Family.
  public var familyID: ID<Family>
  /// Class; empty = every class.
  public var customerClass: String
  /// Least taux de marque.
  public var floor: Ratio
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    familyID: ID<Family>,
    customerClass: String,
    floor: Ratio,
    version: Int = 1
  ) {
    self.familyID = familyID
    self.customerClass = customerClass
    self.floor = floor
    self.version = version
  }
}

/// Something we sell.
public struct Product: Sendable, Hashable {
  /// Identity.
  public var id: ID<Product>
  /// Row of the full-text index.
  public var searchKey: Int64
  /// Code typed on screens.
  public var code: String
  /// Name as documents print it.
  public var name: String
  /// Family.
  public var familyID: ID<Family>?
  /// Unit in which stock and quantities are kept.
  public var baseUnit: String
  /// Unit meant when none is typed.
  public var salesUnit: String
  /// Class of VAT.
  public var vatCode: String
  /// Whether it may be sold.
  public var status: ProductStatus
  /// What replaces it.
  public var successorID: ID<Product>?
  /// Prices and costs are per 1, 100 or 1 000 base units.
  public var priceUnit: Int
  /// Decimals in which a price is typed, 2 or 4.
  public var priceDecimals: Int
  /// Public price per price unit; none = unknown.
  public var listPrice: UnitPrice?
  /// Eco-contribution per base unit; zero = none.
  public var ecoUnit: UnitPrice
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Product>,
    searchKey: Int64,
    code: String,
    name: String,
    familyID: ID<Family>? = nil,
    baseUnit: String,
    salesUnit: String,
    vatCode: String = "normal",
    status: ProductStatus = .active,
    successorID: ID<Product>? = nil,
    priceUnit: Int = 1,
    priceDecimals: Int = 2,
    listPrice: UnitPrice? = nil,
    ecoUnit: UnitPrice = .zero,
    version: Int = 1
  ) {
    self.id = id
    self.searchKey = searchKey
    self.code = code
    self.name = name
    self.familyID = familyID
    self.baseUnit = baseUnit
    self.salesUnit = salesUnit
    self.vatCode = vatCode
    self.status = status
    self.successorID = successorID
    self.priceUnit = priceUnit
    self.priceDecimals = priceDecimals
    self.listPrice = listPrice
    self.ecoUnit = ecoUnit
    self.version = version
  }
}

/// Another code or name of a product.
public struct ProductAlias: Sendable, Hashable {
  /// Identity.
  public var id: ID<ProductAlias>
  /// Product.
  public var productID: ID<Product>
  /// What it is.
  public var kind: ProductAliasKind
  /// Whose code it is.
  public var customerID: ID<Customer>?
  /// Whose code it is.
  public var supplierID: ID<Supplier>?
  /// Code or name.
  public var value: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<ProductAlias>,
    productID: ID<Product>,
    kind: ProductAliasKind,
    customerID: ID<Customer>? = nil,
    supplierID: ID<Supplier>? = nil,
    value: String,
    version: Int = 1
  ) {
    self.id = id
    self.productID = productID
    self.kind = kind
    self.customerID = customerID
    self.supplierID = supplierID
    self.value = value
    self.version = version
  }
}

/// A packaging: how many base units one of it holds.
public struct ProductUnit: Sendable, Hashable {
  /// Product.
  public var productID: ID<Product>
  /// Unit.
  public var unit: String
  /// Base units in one.
  public var factor: Quantity
  /// Barcode of the packaging.
  public var barcode: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    productID: ID<Product>,
    unit: String,
    factor: Quantity,
    barcode: String = "",
    version: Int = 1
  ) {
    self.productID = productID
    self.unit = unit
    self.factor = factor
    self.barcode = barcode
    self.version = version
  }
}

/// Cost of a product by method and warehouse scope; unknown is no row.
public struct ProductCost: Sendable, Hashable {
  /// Product.
  public var productID: ID<Product>
  /// Costing method.
  public var method: CostMethod
  /// Warehouse, or zero for the whole company.
  public var scope: UInt128
  /// Cost per price unit of the product.
  public var unitCost: UnitCost
  /// Value of the stock held, kept (rules.md 2.8).
  public var stockValue: Amount
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    productID: ID<Product>,
    method: CostMethod,
    scope: UInt128,
    unitCost: UnitCost,
    stockValue: Amount = .zero,
    version: Int = 1
  ) {
    self.productID = productID
    self.method = method
    self.scope = scope
    self.unitCost = unitCost
    self.stockValue = stockValue
    self.version = version
  }
}
