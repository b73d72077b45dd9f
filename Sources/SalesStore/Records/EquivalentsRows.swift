import Database
import Sales
import Values

extension ProductEquivalent: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "product_equivalent", keys: 2, versioned: true,
    columns: [.id("product_id"), .id("other_id"), .integer("version")])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(try field.id(), try field.id(), version: try field.int())
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [.field(productID), .field(otherID), .field(version)]
  }
}
