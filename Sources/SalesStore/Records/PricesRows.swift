import Database
import Sales
import Values

extension PriceRule: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "price_rule", keys: 1, versioned: true,
    secret: .partly("formula", shownBy: "open_price_rule"),
    columns: [
      .id("id"), .text("level"), .id("price_list_id"), .id("product_id"), .id("family_id"),
      .id("customer_id"), .id("site_id"), .text("price_group"), .integer("minimum_quantity"),
      .integer("valid_from"), .integer("valid_to"), .text("currency"), .text("kind"),
      .integer("net_price"), .integer("discount"), .text("formula"), .integer("firm"),
      .integer("cap_quantity"), .integer("floor_price"), .id("index_id"), .integer("index_share"),
      .integer("index_base"), .text("name"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      level: try field.word(),
      priceListID: try field.optionalId(),
      productID: try field.optionalId(),
      familyID: try field.optionalId(),
      customerID: try field.optionalId(),
      siteID: try field.optionalId(),
      priceGroup: try field.text(),
      minimumQuantity: try field.quantity(),
      validFrom: try field.optionalDay(),
      validTo: try field.optionalDay(),
      currency: try field.currency(),
      kind: try field.word(),
      netPrice: try field.optionalPrice(),
      discount: try field.optionalRatio(),
      formula: try field.text(),
      firm: try field.bool(),
      capQuantity: try field.optionalQuantity(),
      floorPrice: try field.optionalPrice(),
      indexID: try field.optionalId(),
      indexShare: try field.optionalRatio(),
      indexBase: try field.optionalIndexValue(),
      name: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(level), .field(priceListID), .field(productID), .field(familyID),
      .field(customerID), .field(siteID), .field(priceGroup), .field(minimumQuantity),
      .field(validFrom), .field(validTo), .field(currency), .field(kind), .field(netPrice),
      .field(discount), .field(formula), .field(firm), .field(capQuantity), .field(floorPrice),
      .field(indexID), .field(indexShare), .field(indexBase), .field(name), .field(version),
    ]
  }
}

extension ProductPrice: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_price", keys: 2, versioned: true,
    columns: [
      .id("product_id"), .integer("valid_from"), .integer("price"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      productID: try field.id(),
      validFrom: try field.day(),
      price: try field.price(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(productID), .field(validFrom), .field(price), .field(version),
    ]
  }
}

extension CommodityIndex: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "commodity_index", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .text("unit"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      unit: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(unit), .field(version),
    ]
  }
}

extension IndexReading: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "index_value", keys: 2, versioned: true,
    columns: [
      .id("index_id"), .integer("day"), .integer("value"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      indexID: try field.id(),
      day: try field.day(),
      value: try field.indexValue(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(indexID), .field(day), .field(value), .field(version),
    ]
  }
}
