import Database
import Sales
import Values

extension CurrencyRate: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "currency_rate", keys: 2, versioned: true,
    columns: [
      .text("currency"), .integer("day"), .integer("rate"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      currency: try field.currency(),
      day: try field.day(),
      rate: try field.rate(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(currency), .field(day), .field(rate), .field(version),
    ]
  }
}

extension CalendarDay: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "calendar_day", keys: 1, versioned: true,
    columns: [
      .integer("day"), .text("name"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      day: try field.day(),
      name: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(day), .field(name), .field(version),
    ]
  }
}
