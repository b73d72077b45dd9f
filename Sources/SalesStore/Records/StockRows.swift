import Database
import Sales
import Values

extension StockLevel: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "stock_level", keys: 2, versioned: false,
    columns: [
      .id("product_id"), .id("warehouse_id"), .integer("on_hand"), .integer("reserved"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      productID: try field.id(),
      warehouseID: try field.id(),
      onHand: try field.quantity(),
      reserved: try field.quantity()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(productID), .field(warehouseID), .field(onHand), .field(reserved),
    ]
  }
}

extension StockMove: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "stock_move", keys: 1, versioned: false,
    secret: .column("unit_cost"),
    columns: [
      .id("id"), .id("product_id"), .text("from_place"), .id("from_warehouse_id"),
      .text("to_place"), .id("to_warehouse_id"), .integer("quantity"), .integer("unit_cost"),
      .integer("day"), .id("cause_id"), .integer("cause_line"), .id("undoes_id"),
      .integer("net_amount"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      productID: try field.id(),
      fromPlace: try field.word(),
      fromWarehouseID: try field.optionalId(),
      toPlace: try field.word(),
      toWarehouseID: try field.optionalId(),
      quantity: try field.quantity(),
      unitCost: try field.optionalCost(),
      day: try field.day(),
      causeID: try field.optionalRawID(),
      causeLine: try field.optionalInt(),
      undoesID: try field.optionalId(),
      netAmount: try field.optionalAmount()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(productID), .field(fromPlace), .field(fromWarehouseID), .field(toPlace),
      .field(toWarehouseID), .field(quantity), .field(unitCost), .field(day), .field(causeID),
      .field(causeLine), .field(undoesID), .field(netAmount),
    ]
  }
}

extension Reservation: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "reservation", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("order_id"), .integer("line"), .id("product_id"), .id("warehouse_id"),
      .integer("quantity"), .text("state"), .text("origin"), .integer("day"),
      .integer("expires_day"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      orderID: try field.id(),
      line: try field.int(),
      productID: try field.id(),
      warehouseID: try field.id(),
      quantity: try field.quantity(),
      state: try field.word(),
      origin: try field.word(),
      day: try field.day(),
      expiresDay: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(orderID), .field(line), .field(productID), .field(warehouseID),
      .field(quantity), .field(state), .field(origin), .field(day), .field(expiresDay),
      .field(version),
    ]
  }
}
