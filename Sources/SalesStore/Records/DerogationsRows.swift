import Database
import Sales
import Values

extension SupplierDerogation: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "supplier_derogation", keys: 1, versioned: true,
    secret: .whole,
    columns: [
      .id("id"), .text("reference"), .id("supplier_id"), .id("product_id"), .id("customer_id"),
      .id("site_id"), .integer("unit_cost"), .integer("quantity"), .integer("consumed"),
      .integer("valid_from"), .integer("valid_to"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      reference: try field.text(),
      supplierID: try field.id(),
      productID: try field.id(),
      customerID: try field.id(),
      siteID: try field.optionalId(),
      unitCost: try field.cost(),
      quantity: try field.optionalQuantity(),
      consumed: try field.quantity(),
      validFrom: try field.day(),
      validTo: try field.day(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(reference), .field(supplierID), .field(productID), .field(customerID),
      .field(siteID), .field(unitCost), .field(quantity), .field(consumed), .field(validFrom),
      .field(validTo), .field(version),
    ]
  }
}

extension QuoteLineDerogation: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote_line_derogation", keys: 2, versioned: true,
    secret: .whole,
    columns: [
      .id("quote_id"), .integer("line"), .id("derogation_id"), .integer("unit_cost"),
      .integer("available"), .integer("quantity"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      quoteID: try field.id(),
      line: try field.int(),
      derogationID: try field.id(),
      unitCost: try field.cost(),
      available: try field.optionalQuantity(),
      quantity: try field.quantity(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(quoteID), .field(line), .field(derogationID), .field(unitCost), .field(available),
      .field(quantity), .field(version),
    ]
  }
}

extension DerogationUse: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "derogation_use", keys: 2, versioned: true,
    secret: .whole,
    columns: [
      .id("order_id"), .integer("line"), .id("derogation_id"), .integer("unit_cost"),
      .integer("usual_cost"), .integer("granted"), .integer("quantity"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      orderID: try field.id(),
      line: try field.int(),
      derogationID: try field.id(),
      unitCost: try field.cost(),
      usualCost: try field.cost(),
      granted: try field.quantity(),
      quantity: try field.quantity(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(orderID), .field(line), .field(derogationID), .field(unitCost), .field(usualCost),
      .field(granted), .field(quantity), .field(version),
    ]
  }
}
