import Database
import Sales
import Values

extension RebateAgreement: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "rebate_agreement", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .id("customer_id"), .text("price_group"),
      .text("currency"), .integer("valid_from"), .integer("valid_to"), .text("mode"),
      .integer("settlement_day"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      customerID: try field.optionalId(),
      priceGroup: try field.text(),
      currency: try field.currency(),
      validFrom: try field.day(),
      validTo: try field.day(),
      mode: try field.word(),
      settlementDay: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(customerID), .field(priceGroup),
      .field(currency), .field(validFrom), .field(validTo), .field(mode), .field(settlementDay),
      .field(version),
    ]
  }
}

extension RebateTierRow: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "rebate_tier", keys: 2, versioned: true,
    columns: [
      .id("agreement_id"), .integer("from_amount"), .integer("rate"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      agreementID: try field.id(),
      fromAmount: try field.amount(),
      rate: try field.ratio(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(agreementID), .field(fromAmount), .field(rate), .field(version),
    ]
  }
}

extension RebateFamily: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "rebate_family", keys: 2, versioned: true,
    columns: [
      .id("agreement_id"), .id("family_id"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      agreementID: try field.id(),
      familyID: try field.id(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(agreementID), .field(familyID), .field(version),
    ]
  }
}

extension RebateProduct: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "rebate_product", keys: 2, versioned: true,
    columns: [
      .id("agreement_id"), .id("product_id"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      agreementID: try field.id(),
      productID: try field.id(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(agreementID), .field(productID), .field(version),
    ]
  }
}

extension RebateSettlement: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "rebate_settlement", keys: 2, versioned: true,
    columns: [
      .id("agreement_id"), .id("customer_id"), .integer("day"), .integer("base_amount"),
      .integer("amount"), .text("reference"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      agreementID: try field.id(),
      customerID: try field.id(),
      day: try field.day(),
      baseAmount: try field.amount(),
      amount: try field.amount(),
      reference: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(agreementID), .field(customerID), .field(day), .field(baseAmount), .field(amount),
      .field(reference), .field(version),
    ]
  }
}

extension QuoteLineRebate: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote_line_rebate", keys: 2, versioned: true,
    columns: [
      .id("quote_id"), .integer("line"), .integer("rate"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      quoteID: try field.id(),
      line: try field.int(),
      rate: try field.ratio(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(quoteID), .field(line), .field(rate), .field(version),
    ]
  }
}
