import Database
import Sales
import Values

extension Supplier: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "supplier", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .text("address"), .text("postal_code"),
      .text("town"), .text("country"), .text("phone"), .text("email"), .text("currency"),
      .integer("lead_time_days"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      address: try field.text(),
      postalCode: try field.text(),
      town: try field.text(),
      country: try field.text(),
      phone: try field.text(),
      email: try field.text(),
      currency: try field.currency(),
      leadTimeDays: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(address), .field(postalCode), .field(town),
      .field(country), .field(phone), .field(email), .field(currency), .field(leadTimeDays),
      .field(version),
    ]
  }
}

extension SupplierPrice: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "supplier_price", keys: 1, versioned: true,
    secret: .column("price"),
    columns: [
      .id("id"), .id("supplier_id"), .id("product_id"), .integer("sequence"),
      .text("supplier_code"), .integer("minimum_quantity"), .integer("price"), .text("currency"),
      .integer("multiple"), .integer("lead_time_days"), .integer("valid_from"),
      .integer("valid_to"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      supplierID: try field.id(),
      productID: try field.id(),
      sequence: try field.int(),
      supplierCode: try field.text(),
      minimumQuantity: try field.quantity(),
      price: try field.optionalPrice(),
      currency: try field.currency(),
      multiple: try field.quantity(),
      leadTimeDays: try field.optionalInt(),
      validFrom: try field.optionalDay(),
      validTo: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(supplierID), .field(productID), .field(sequence), .field(supplierCode),
      .field(minimumQuantity), .field(price), .field(currency), .field(multiple),
      .field(leadTimeDays), .field(validFrom), .field(validTo), .field(version),
    ]
  }
}

extension PurchaseRequest: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "purchase_request", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("product_id"), .id("supplier_id"), .id("warehouse_id"), .integer("quantity"),
      .text("state"), .integer("created_day"), .integer("needed_day"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      productID: try field.id(),
      supplierID: try field.optionalId(),
      warehouseID: try field.id(),
      quantity: try field.quantity(),
      state: try field.word(),
      createdDay: try field.day(),
      neededDay: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(productID), .field(supplierID), .field(warehouseID), .field(quantity),
      .field(state), .field(createdDay), .field(neededDay), .field(version),
    ]
  }
}

extension PurchaseRequestNeed: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "purchase_request_need", keys: 3, versioned: true,
    columns: [
      .id("request_id"), .id("order_id"), .integer("line"), .integer("quantity"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      requestID: try field.id(),
      orderID: try field.id(),
      line: try field.int(),
      quantity: try field.quantity(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(requestID), .field(orderID), .field(line), .field(quantity), .field(version),
    ]
  }
}

extension PurchaseOrder: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "purchase_order", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("number"), .id("supplier_id"), .id("warehouse_id"), .text("state"),
      .integer("order_day"), .integer("expected_day"), .text("currency"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      number: try field.text(),
      supplierID: try field.id(),
      warehouseID: try field.id(),
      state: try field.word(),
      orderDay: try field.optionalDay(),
      expectedDay: try field.optionalDay(),
      currency: try field.currency(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(number), .field(supplierID), .field(warehouseID), .field(state),
      .field(orderDay), .field(expectedDay), .field(currency), .field(version),
    ]
  }
}

extension PurchaseLine: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "purchase_line", keys: 2, versioned: true,
    secret: .column("unit_price"),
    columns: [
      .id("purchase_order_id"), .integer("line"), .id("product_id"), .integer("quantity"),
      .integer("received"), .integer("unit_price"), .integer("price_unit"),
      .integer("expected_day"), .text("state"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      purchaseOrderID: try field.id(),
      line: try field.int(),
      productID: try field.id(),
      quantity: try field.quantity(),
      received: try field.quantity(),
      unitPrice: try field.optionalPrice(),
      priceUnit: try field.int(),
      expectedDay: try field.optionalDay(),
      state: try field.word(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(purchaseOrderID), .field(line), .field(productID), .field(quantity),
      .field(received), .field(unitPrice), .field(priceUnit), .field(expectedDay), .field(state),
      .field(version),
    ]
  }
}

extension PurchaseLineRequest: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "purchase_line_request", keys: 3, versioned: true,
    columns: [
      .id("purchase_order_id"), .integer("line"), .id("request_id"), .integer("quantity"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      purchaseOrderID: try field.id(),
      line: try field.int(),
      requestID: try field.id(),
      quantity: try field.quantity(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(purchaseOrderID), .field(line), .field(requestID), .field(quantity), .field(version),
    ]
  }
}

extension Receipt: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "receipt", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("number"), .id("purchase_order_id"), .id("warehouse_id"), .integer("day"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      number: try field.text(),
      purchaseOrderID: try field.id(),
      warehouseID: try field.id(),
      day: try field.day(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(number), .field(purchaseOrderID), .field(warehouseID), .field(day),
      .field(version),
    ]
  }
}

extension ReceiptLine: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "receipt_line", keys: 2, versioned: true,
    secret: .column("unit_cost"),
    columns: [
      .id("receipt_id"), .integer("line"), .id("product_id"), .integer("quantity"),
      .integer("unit_cost"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      receiptID: try field.id(),
      line: try field.int(),
      productID: try field.id(),
      quantity: try field.quantity(),
      unitCost: try field.optionalCost(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(receiptID), .field(line), .field(productID), .field(quantity), .field(unitCost),
      .field(version),
    ]
  }
}
