import Values

/// A price or discount for products, parties, quantities and days (rules.md 2.4).
public struct PriceRule: Sendable, Hashable {
  /// Identity.
  public var id: ID<PriceRule>
  /// Level of precedence; a list rule with a minimum quantity is a quantity break.
  public var level: PriceLevel
  /// List it belongs to; none = every customer.
  public var priceListID: ID<PriceList>?
  /// Product it is for.
  public var productID: ID<Product>?
  /// Family it is for.
  public var familyID: ID<Family>?
  /// Customer it is for.
  public var customerID: ID<Customer>?
  /// Site it is for.
  public var siteID: ID<Site>?
  /// Group it is for.
  public var priceGroup: String
  /// From this quantity on, in base units.
  public var minimumQuantity: Quantity
  /// First day.
  public var validFrom: Day?
  /// Last day.
  public var validTo: Day?
  /// Currency of its prices.
  public var currency: Currency
  /// What it gives.
  public var kind: PriceRuleKind
  /// Net price per price unit; P0 of a price that follows an index.
  public var netPrice: UnitPrice?
  /// Discount on the list price.
  public var discount: Ratio?
  /// Formula on list price or cost, in the text of `PriceFormula`.
  public var formula: String
  /// Net ferme: no further discount.
  public var firm: Bool
  /// Ordered under it beyond which it gives no price; none = no end. Base units.
  public var capQuantity: Quantity?
  /// The least that its discount or formula gives.
  public var floorPrice: UnitPrice?
  /// Index that its net price follows.
  public var indexID: ID<CommodityIndex>?
  /// Share of the price that follows the index: b.
  public var indexShare: Ratio?
  /// Value of the index at which the price is its net price: I0.
  public var indexBase: IndexValue?
  /// What “pourquoi ce prix ?” calls it.
  public var name: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<PriceRule>,
    level: PriceLevel,
    priceListID: ID<PriceList>? = nil,
    productID: ID<Product>? = nil,
    familyID: ID<Family>? = nil,
    customerID: ID<Customer>? = nil,
    siteID: ID<Site>? = nil,
    priceGroup: String = "",
    minimumQuantity: Quantity = .zero,
    validFrom: Day? = nil,
    validTo: Day? = nil,
    currency: Currency,
    kind: PriceRuleKind,
    netPrice: UnitPrice? = nil,
    discount: Ratio? = nil,
    formula: String = "",
    firm: Bool = false,
    capQuantity: Quantity? = nil,
    floorPrice: UnitPrice? = nil,
    indexID: ID<CommodityIndex>? = nil,
    indexShare: Ratio? = nil,
    indexBase: IndexValue? = nil,
    name: String = "",
    version: Int = 1
  ) {
    self.id = id
    self.level = level
    self.priceListID = priceListID
    self.productID = productID
    self.familyID = familyID
    self.customerID = customerID
    self.siteID = siteID
    self.priceGroup = priceGroup
    self.minimumQuantity = minimumQuantity
    self.validFrom = validFrom
    self.validTo = validTo
    self.currency = currency
    self.kind = kind
    self.netPrice = netPrice
    self.discount = discount
    self.formula = formula
    self.firm = firm
    self.capQuantity = capQuantity
    self.floorPrice = floorPrice
    self.indexID = indexID
    self.indexShare = indexShare
    self.indexBase = indexBase
    self.name = name
    self.version = version
  }
}

/// The list price of a product from a day on, until the next. Before the first of them it is that of the
/// product itself.
public struct ProductPrice: Sendable, Hashable {
  /// Product.
  public var productID: ID<Product>
  /// First day.
  public var validFrom: Day
  /// List price per price unit.
  public var price: UnitPrice
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    productID: ID<Product>,
    validFrom: Day,
    price: UnitPrice,
    version: Int = 1
  ) {
    self.productID = productID
    self.validFrom = validFrom
    self.price = price
    self.version = version
  }
}

/// Something quoted on a market that prices may follow: copper, a consumer index.
public struct CommodityIndex: Sendable, Hashable {
  /// Identity.
  public var id: ID<CommodityIndex>
  /// Code typed: `COPPER`.
  public var code: String
  /// Name.
  public var name: String
  /// What one of it is: `$/mt`.
  public var unit: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<CommodityIndex>,
    code: String,
    name: String,
    unit: String = "",
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.unit = unit
    self.version = version
  }
}

/// What an index is worth from a day on, until the next.
public struct IndexReading: Sendable, Hashable {
  /// Index.
  public var indexID: ID<CommodityIndex>
  /// First day.
  public var day: Day
  /// Value.
  public var value: IndexValue
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    indexID: ID<CommodityIndex>,
    day: Day,
    value: IndexValue,
    version: Int = 1
  ) {
    self.indexID = indexID
    self.day = day
    self.value = value
    self.version = version
  }
}
