import Database
import Sales
import Values

extension FloorRule: Record {
  /// Table and columns, in the order of `init(row:)` and `values`. No family is the zero identity, no
  /// role the empty word: a key has no gaps.
  public static let table = Table(
    "floor_rule", keys: 4, versioned: true,
    columns: [
      .text("subject"), .id("family_id"), .text("customer_class"), .text("role"),
      .text("action"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    let subject: FloorSubject = try field.word()
    let family: ID<Family> = try field.id()
    let customerClass = try field.text()
    self.init(
      subject, familyID: family.rawValue == 0 ? nil : family, customerClass: customerClass,
      role: Role(rawValue: try field.text()), action: try field.word(), version: try field.int())
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(subject), .id(familyID?.rawValue ?? 0), .field(customerClass),
      .text(role?.rawValue ?? ""), .field(action), .field(version),
    ]
  }
}

extension QuoteVerdict: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote_verdict", keys: 1, versioned: true,
    columns: [.id("quote_id"), .text("action"), .text("lines"), .integer("version")])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      quoteID: try field.id(), action: try field.word(), lines: try field.text(),
      version: try field.int())
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [.field(quoteID), .field(action), .field(lines), .field(version)]
  }
}

extension FloorRevision: Record {
  /// Table and columns, in the order of `init(row:)` and `values`. Triggers write it.
  public static let table = Table(
    "floor_revision", keys: 1, versioned: false,
    columns: [.integer("id"), .integer("revision")])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(id: try field.int(), revision: try field.int())
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] { [.field(id), .field(revision)] }
}
