import Database
import Sales
import Values

extension Setting: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "setting", keys: 1, versioned: true,
    columns: [
      .text("name"), .text("value"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      name: try field.text(),
      value: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(name), .field(value), .field(version),
    ]
  }
}

extension Company: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "company", keys: 1, versioned: true,
    columns: [
      .integer("id"), .text("name"), .text("legal_form"), .text("capital"), .text("siren"),
      .text("siret"), .text("rcs"), .text("vat_number"), .text("address"), .text("postal_code"),
      .text("town"), .text("country"), .text("phone"), .text("email"), .text("currency"),
      .text("time_zone"), .integer("demo"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.int(),
      name: try field.text(),
      legalForm: try field.text(),
      capital: try field.text(),
      siren: try field.text(),
      siret: try field.text(),
      rcs: try field.text(),
      vatNumber: try field.text(),
      address: try field.text(),
      postalCode: try field.text(),
      town: try field.text(),
      country: try field.text(),
      phone: try field.text(),
      email: try field.text(),
      currency: try field.currency(),
      timeZone: try field.text(),
      demo: try field.bool(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(name), .field(legalForm), .field(capital), .field(siren), .field(siret),
      .field(rcs), .field(vatNumber), .field(address), .field(postalCode), .field(town),
      .field(country), .field(phone), .field(email), .field(currency), .field(timeZone),
      .field(demo), .field(version),
    ]
  }
}

extension Team: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "team", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(version),
    ]
  }
}

extension Warehouse: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "warehouse", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .integer("sequence"), .text("address"),
      .text("postal_code"), .text("town"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      sequence: try field.int(),
      address: try field.text(),
      postalCode: try field.text(),
      town: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(sequence), .field(address),
      .field(postalCode), .field(town), .field(version),
    ]
  }
}

extension Salesperson: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "salesperson", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .text("email"), .text("login"), .id("team_id"),
      .id("warehouse_id"), .integer("active"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      email: try field.text(),
      login: try field.optionalText(),
      teamID: try field.optionalId(),
      warehouseID: try field.optionalId(),
      active: try field.bool(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(email), .field(login), .field(teamID),
      .field(warehouseID), .field(active), .field(version),
    ]
  }
}

extension SalespersonRole: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "salesperson_role", keys: 2, versioned: true,
    columns: [
      .id("salesperson_id"), .text("role"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      salespersonID: try field.id(),
      role: try field.word(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(salespersonID), .field(role), .field(version),
    ]
  }
}

extension NumberSeries: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "number_series", keys: 1, versioned: true,
    columns: [
      .text("code"), .text("prefix"), .integer("digits"), .integer("next"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      code: try field.text(),
      prefix: try field.text(),
      digits: try field.int(),
      next: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(code), .field(prefix), .field(digits), .field(next), .field(version),
    ]
  }
}

extension ExternalReference: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "external_reference", keys: 3, versioned: true,
    columns: [
      .text("kind"), .text("source"), .text("key"), .id("entity_id"), .integer("line"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      kind: try field.text(),
      source: try field.text(),
      key: try field.text(),
      entityID: try field.rawID(),
      line: try field.optionalInt(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(kind), .field(source), .field(key), .field(entityID), .field(line), .field(version),
    ]
  }
}
