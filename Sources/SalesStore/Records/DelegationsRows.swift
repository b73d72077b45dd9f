import Database
import Sales
import Values

extension ApprovalDelegation: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "approval_delegation", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("delegator_id"), .id("delegate_id"), .integer("from_day"), .integer("to_day"),
      .integer("ended"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      delegatorID: try field.id(),
      delegateID: try field.id(),
      fromDay: try field.day(),
      toDay: try field.day(),
      ended: try field.bool(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(delegatorID), .field(delegateID), .field(fromDay), .field(toDay),
      .field(ended), .field(version),
    ]
  }
}
