import Database
import Sales
import Values

extension PaymentTerm: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "payment_term", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .integer("days"), .text("kind"),
      .integer("day_of_month"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      days: try field.int(),
      kind: try field.word(),
      dayOfMonth: try field.optionalInt(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(days), .field(kind), .field(dayOfMonth),
      .field(version),
    ]
  }
}

extension PriceList: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "price_list", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .text("currency"), .integer("valid_from"),
      .integer("valid_to"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      currency: try field.currency(),
      validFrom: try field.optionalDay(),
      validTo: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(currency), .field(validFrom),
      .field(validTo), .field(version),
    ]
  }
}

extension Customer: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "customer", keys: 1, versioned: true, searchKey: true,
    columns: [
      .id("id"), .integer("search_key"), .text("code"), .text("name"), .text("customer_class"),
      .text("price_group"), .id("price_list_id"), .integer("discount"), .text("vat_position"),
      .text("currency"), .text("language"), .id("payment_term_id"), .integer("credit_limit"),
      .integer("blocked"), .text("blocked_reason"), .id("parent_id"), .id("salesperson_id"),
      .text("siren"), .text("siret"), .text("vat_number"), .text("address"), .text("postal_code"),
      .text("town"), .text("country"), .text("phone"), .text("email"), .text("note"),
      .integer("since_day"), .integer("carriage_free_from"), .integer("carriage_amount"),
      .text("legal_exception"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      searchKey: try field.int64(),
      code: try field.text(),
      name: try field.text(),
      customerClass: try field.text(),
      priceGroup: try field.text(),
      priceListID: try field.optionalId(),
      discount: try field.ratio(),
      vatPosition: try field.word(),
      currency: try field.currency(),
      language: try field.text(),
      paymentTermID: try field.optionalId(),
      creditLimit: try field.optionalAmount(),
      blocked: try field.bool(),
      blockedReason: try field.text(),
      parentID: try field.optionalId(),
      salespersonID: try field.optionalId(),
      siren: try field.text(),
      siret: try field.text(),
      vatNumber: try field.text(),
      address: try field.text(),
      postalCode: try field.text(),
      town: try field.text(),
      country: try field.text(),
      phone: try field.text(),
      email: try field.text(),
      note: try field.text(),
      sinceDay: try field.optionalDay(),
      carriageFreeFrom: try field.optionalAmount(),
      carriageAmount: try field.optionalAmount(),
      legalException: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(searchKey), .field(code), .field(name), .field(customerClass),
      .field(priceGroup), .field(priceListID), .field(discount), .field(vatPosition),
      .field(currency), .field(language), .field(paymentTermID), .field(creditLimit),
      .field(blocked), .field(blockedReason), .field(parentID), .field(salespersonID),
      .field(siren), .field(siret), .field(vatNumber), .field(address), .field(postalCode),
      .field(town), .field(country), .field(phone), .field(email), .field(note), .field(sinceDay),
      .field(carriageFreeFrom), .field(carriageAmount), .field(legalException), .field(version),
    ]
  }
}

extension Contact: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "contact", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("customer_id"), .id("supplier_id"), .text("name"), .text("job"),
      .text("phone"), .text("email"), .text("roles"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      customerID: try field.optionalId(),
      supplierID: try field.optionalId(),
      name: try field.text(),
      job: try field.text(),
      phone: try field.text(),
      email: try field.text(),
      roles: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(customerID), .field(supplierID), .field(name), .field(job),
      .field(phone), .field(email), .field(roles), .field(version),
    ]
  }
}

extension Site: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "site", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("customer_id"), .text("code"), .text("name"), .text("address"),
      .text("postal_code"), .text("town"), .text("country"), .id("contact_id"),
      .id("warehouse_id"), .integer("main"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      customerID: try field.id(),
      code: try field.text(),
      name: try field.text(),
      address: try field.text(),
      postalCode: try field.text(),
      town: try field.text(),
      country: try field.text(),
      contactID: try field.optionalId(),
      warehouseID: try field.optionalId(),
      main: try field.bool(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(customerID), .field(code), .field(name), .field(address),
      .field(postalCode), .field(town), .field(country), .field(contactID), .field(warehouseID),
      .field(main), .field(version),
    ]
  }
}

extension OpenItem: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "open_item", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("customer_id"), .text("kind"), .text("number"), .integer("issue_day"),
      .integer("due_day"), .integer("balance"), .integer("disputed"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      customerID: try field.id(),
      kind: try field.word(),
      number: try field.text(),
      issueDay: try field.optionalDay(),
      dueDay: try field.day(),
      balance: try field.amount(),
      disputed: try field.bool(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(customerID), .field(kind), .field(number), .field(issueDay),
      .field(dueDay), .field(balance), .field(disputed), .field(version),
    ]
  }
}
