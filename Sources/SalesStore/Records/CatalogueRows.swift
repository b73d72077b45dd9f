import Database
import Sales
import Values

extension UnitOfMeasure: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "unit_of_measure", keys: 1, versioned: true,
    columns: [
      .text("code"), .text("name"), .integer("decimals"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      code: try field.text(),
      name: try field.text(),
      decimals: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(code), .field(name), .field(decimals), .field(version),
    ]
  }
}

extension VatRate: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "vat_rate", keys: 2, versioned: true,
    columns: [
      .text("code"), .integer("valid_from"), .integer("rate"), .text("name"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      code: try field.text(),
      validFrom: try field.day(),
      rate: try field.ratio(),
      name: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(code), .field(validFrom), .field(rate), .field(name), .field(version),
    ]
  }
}

extension Family: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "family", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .id("parent_id"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      parentID: try field.optionalId(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(parentID), .field(version),
    ]
  }
}

extension FamilyFloor: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "family_floor", keys: 2, versioned: true,
    secret: .whole,
    columns: [
      .id("family_id"), .text("customer_class"), .integer("floor"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      familyID: try field.id(),
      customerClass: try field.text(),
      floor: try field.ratio(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(familyID), .field(customerClass), .field(floor), .field(version),
    ]
  }
}

extension Product: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product", keys: 1, versioned: true, searchKey: true,
    columns: [
      .id("id"), .integer("search_key"), .text("code"), .text("name"), .id("family_id"),
      .text("base_unit"), .text("sales_unit"), .text("vat_code"), .text("status"),
      .id("successor_id"), .integer("price_unit"), .integer("price_decimals"),
      .integer("list_price"), .integer("eco_unit"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      searchKey: try field.int64(),
      code: try field.text(),
      name: try field.text(),
      familyID: try field.optionalId(),
      baseUnit: try field.text(),
      salesUnit: try field.text(),
      vatCode: try field.text(),
      status: try field.word(),
      successorID: try field.optionalId(),
      priceUnit: try field.int(),
      priceDecimals: try field.int(),
      listPrice: try field.optionalPrice(),
      ecoUnit: try field.price(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(searchKey), .field(code), .field(name), .field(familyID),
      .field(baseUnit), .field(salesUnit), .field(vatCode), .field(status), .field(successorID),
      .field(priceUnit), .field(priceDecimals), .field(listPrice), .field(ecoUnit), .field(version),
    ]
  }
}

extension ProductAlias: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_alias", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("product_id"), .text("kind"), .id("customer_id"), .id("supplier_id"),
      .text("value"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      productID: try field.id(),
      kind: try field.word(),
      customerID: try field.optionalId(),
      supplierID: try field.optionalId(),
      value: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(productID), .field(kind), .field(customerID), .field(supplierID),
      .field(value), .field(version),
    ]
  }
}

extension ProductUnit: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_unit", keys: 2, versioned: true,
    columns: [
      .id("product_id"), .text("unit"), .integer("factor"), .text("barcode"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      productID: try field.id(),
      unit: try field.text(),
      factor: try field.quantity(),
      barcode: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(productID), .field(unit), .field(factor), .field(barcode), .field(version),
    ]
  }
}

extension ProductCost: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_cost", keys: 3, versioned: true,
    secret: .whole,
    columns: [
      .id("product_id"), .text("method"), .id("scope"), .integer("unit_cost"),
      .integer("stock_value"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      productID: try field.id(),
      method: try field.word(),
      scope: try field.rawID(),
      unitCost: try field.cost(),
      stockValue: try field.amount(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(productID), .field(method), .field(scope), .field(unitCost), .field(stockValue),
      .field(version),
    ]
  }
}
