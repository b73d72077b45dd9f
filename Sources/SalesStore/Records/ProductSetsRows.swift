import Database
import Sales
import Values

extension ProductSet: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_set", keys: 1, versioned: true, searchKey: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .integer("closed"),
      .integer("hides_parts"), .integer("valid_from"),
      .integer("valid_to"), .integer("active"), .integer("search_key"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      closed: try field.bool(),
      hidesParts: try field.bool(),
      validFrom: try field.optionalDay(),
      validTo: try field.optionalDay(),
      active: try field.bool(),
      searchKey: try field.int64(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(closed), .field(hidesParts), .field(validFrom),
      .field(validTo),
      .field(active), .field(searchKey), .field(version),
    ]
  }
}

extension ProductSetLine: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_set_line", keys: 2, versioned: true,
    columns: [
      .id("set_id"), .integer("line"), .text("kind"), .id("product_id"), .text("description"),
      .integer("quantity"), .text("unit"), .integer("optional"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      setID: try field.id(),
      line: try field.int(),
      kind: try field.word(),
      productID: try field.optionalId(),
      description: try field.text(),
      quantity: try field.quantity(),
      unit: try field.text(),
      optional: try field.bool(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(setID), .field(line), .field(kind), .field(productID), .field(description),
      .field(quantity), .field(unit), .field(optional), .field(version),
    ]
  }
}

extension OrderAcceptance: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "order_acceptance", keys: 1, versioned: true,
    columns: [
      .id("order_id"), .id("contact_id"), .text("accepted_by"), .text("channel"),
      .text("customer_order"), .integer("accepted_day"), .text("file_hash"), .text("file_name"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      orderID: try field.id(),
      contactID: try field.optionalId(),
      acceptedBy: try field.text(),
      channel: try field.word(),
      customerOrder: try field.text(),
      acceptedDay: try field.day(),
      fileHash: try field.optionalText(),
      fileName: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(orderID), .field(contactID), .field(acceptedBy), .field(channel),
      .field(customerOrder), .field(acceptedDay), .field(fileHash), .field(fileName),
      .field(version),
    ]
  }
}
