import Database
import Sales
import Values

extension StockLayer: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "stock_layer", keys: 2, versioned: true,
    secret: .whole,
    columns: [
      .id("product_id"), .integer("sequence"), .integer("quantity"), .integer("unit_cost"),
      .integer("is_short"), .id("move_id"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      productID: try field.id(),
      sequence: try field.int(),
      quantity: try field.quantity(),
      unitCost: try field.cost(),
      isShort: try field.bool(),
      moveID: try field.optionalId(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(productID), .field(sequence), .field(quantity), .field(unitCost), .field(isShort),
      .field(moveID), .field(version),
    ]
  }
}

extension StockValueEntry: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "stock_value_entry", keys: 2, versioned: false,
    secret: .whole,
    columns: [
      .id("product_id"), .integer("sequence"), .integer("day"), .text("kind"),
      .integer("quantity"), .integer("unit_cost"), .integer("amount"), .integer("sales_cost"),
      .integer("sales_net"), .id("salesperson_id"), .id("cause_id"), .integer("cause_line"),
      .integer("balance_quantity"), .integer("balance_value"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      productID: try field.id(),
      sequence: try field.int(),
      day: try field.day(),
      kind: try field.word(),
      quantity: try field.quantity(),
      unitCost: try field.optionalCost(),
      amount: try field.amount(),
      salesCost: try field.optionalAmount(),
      salesNet: try field.optionalAmount(),
      salespersonID: try field.optionalId(),
      causeID: try field.optionalRawID(),
      causeLine: try field.optionalInt(),
      balanceQuantity: try field.quantity(),
      balanceValue: try field.amount()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(productID), .field(sequence), .field(day), .field(kind), .field(quantity),
      .field(unitCost), .field(amount), .field(salesCost), .field(salesNet),
      .field(salespersonID), .field(causeID), .field(causeLine), .field(balanceQuantity),
      .field(balanceValue),
    ]
  }
}
