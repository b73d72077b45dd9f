import Database
import Sales
import Values

extension Quote: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("number"), .integer("revision"), .id("opportunity_id"), .id("customer_id"),
      .id("contact_id"), .id("site_id"), .id("warehouse_id"), .id("salesperson_id"),
      .text("customer_reference"), .text("currency"), .integer("rate"), .integer("rate_day"),
      .integer("price_day"),
      .integer("created_day"), .integer("sent_day"), .integer("decided_day"),
      .integer("validity_day"), .integer("delivery_day"), .id("payment_term_id"),
      .text("vat_position"), .integer("discount"), .integer("carriage"), .text("state"),
      .text("declined_reason"), .text("note"), .integer("next_line"), .integer("terms_revision"),
      .integer("net_amount"), .integer("company_net"), .integer("vat_amount"),
      .integer("total_amount"),
      .integer("under_floor"), .text("carriage_source"), .integer("carriage_cost"),
      .integer("eco_amount"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      number: try field.text(),
      revision: try field.int(),
      opportunityID: try field.id(),
      customerID: try field.id(),
      contactID: try field.optionalId(),
      siteID: try field.optionalId(),
      warehouseID: try field.id(),
      salespersonID: try field.optionalId(),
      customerReference: try field.text(),
      currency: try field.currency(),
      rate: try field.optionalRate(),
      rateDay: try field.optionalDay(),
      priceDay: try field.day(),
      createdDay: try field.day(),
      sentDay: try field.optionalDay(),
      decidedDay: try field.optionalDay(),
      validityDay: try field.day(),
      deliveryDay: try field.optionalDay(),
      paymentTermID: try field.optionalId(),
      vatPosition: try field.word(),
      discount: try field.ratio(),
      carriage: try field.amount(),
      state: try field.word(),
      declinedReason: try field.text(),
      note: try field.text(),
      nextLine: try field.int(),
      termsRevision: try field.int(),
      netAmount: try field.amount(),
      companyNet: try field.optionalAmount(),
      vatAmount: try field.amount(),
      totalAmount: try field.amount(),
      underFloor: try field.bool(),
      carriageSource: try field.word(),
      carriageCost: try field.optionalAmount(),
      ecoAmount: try field.amount(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(number), .field(revision), .field(opportunityID), .field(customerID),
      .field(contactID), .field(siteID), .field(warehouseID), .field(salespersonID),
      .field(customerReference), .field(currency), .field(rate), .field(rateDay),
      .field(priceDay), .field(createdDay),
      .field(sentDay), .field(decidedDay), .field(validityDay), .field(deliveryDay),
      .field(paymentTermID), .field(vatPosition), .field(discount), .field(carriage),
      .field(state), .field(declinedReason), .field(note), .field(nextLine),
      .field(termsRevision), .field(netAmount), .field(companyNet), .field(vatAmount),
      .field(totalAmount),
      .field(underFloor), .field(carriageSource), .field(carriageCost), .field(ecoAmount),
      .field(version),
    ]
  }
}

extension QuoteCost: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote_cost", keys: 1, versioned: true,
    secret: .whole,
    columns: [
      .id("quote_id"), .integer("cost_amount"), .integer("costed_net_amount"),
      .integer("uncosted_lines"), .integer("uncosted_net_amount"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      quoteID: try field.id(),
      costAmount: try field.amount(),
      costedNetAmount: try field.amount(),
      uncostedLines: try field.int(),
      uncostedNetAmount: try field.amount(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(quoteID), .field(costAmount), .field(costedNetAmount), .field(uncostedLines),
      .field(uncostedNetAmount), .field(version),
    ]
  }
}

extension QuoteLine: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote_line", keys: 2, versioned: true,
    columns: [
      .id("quote_id"), .integer("line"), .integer("position"), .text("kind"), .id("product_id"),
      .text("description"), .integer("typed_quantity"), .text("typed_unit"), .integer("quantity"),
      .integer("price_unit"), .integer("unit_price"), .integer("list_price"),
      .text("price_source"), .id("price_rule_id"), .id("index_id"), .integer("index_value"),
      .integer("index_day"), .text("discounts"), .integer("net_amount"),
      .integer("company_net"), .text("vat_code"), .integer("vat_rate"),
      .integer("other_warehouses"), .integer("heading"),
      .text("choice"), .integer("choice_of"), .integer("eco_unit"), .integer("eco_amount"),
      .text("set_code"),
      .integer("set_closed"), .integer("set_hides_parts"), .integer("set_of"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      quoteID: try field.id(),
      line: try field.int(),
      position: try field.int(),
      kind: try field.word(),
      productID: try field.optionalId(),
      description: try field.text(),
      typedQuantity: try field.quantity(),
      typedUnit: try field.text(),
      quantity: try field.quantity(),
      priceUnit: try field.int(),
      unitPrice: try field.price(),
      listPrice: try field.optionalPrice(),
      priceSource: try field.word(),
      priceRuleID: try field.optionalId(),
      indexID: try field.optionalId(),
      indexValue: try field.optionalIndexValue(),
      indexDay: try field.optionalDay(),
      discounts: try field.discounts(),
      netAmount: try field.amount(),
      companyNet: try field.optionalAmount(),
      vatCode: try field.text(),
      vatRate: try field.ratio(),
      otherWarehouses: try field.bool(),
      heading: try field.bool(),
      choice: try field.word(),
      choiceOf: try field.optionalInt(),
      ecoUnit: try field.price(),
      ecoAmount: try field.amount(),
      setCode: try field.text(),
      setClosed: try field.bool(),
      setHidesParts: try field.bool(),
      setOf: try field.optionalInt(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(quoteID), .field(line), .field(position), .field(kind), .field(productID),
      .field(description), .field(typedQuantity), .field(typedUnit), .field(quantity),
      .field(priceUnit), .field(unitPrice), .field(listPrice), .field(priceSource),
      .field(priceRuleID), .field(indexID), .field(indexValue), .field(indexDay), .field(discounts),
      .field(netAmount), .field(companyNet), .field(vatCode), .field(vatRate),
      .field(otherWarehouses), .field(heading), .field(choice), .field(choiceOf), .field(ecoUnit),
      .field(ecoAmount), .field(setCode), .field(setClosed), .field(setHidesParts), .field(setOf),
      .field(version),
    ]
  }
}

extension QuoteLineCost: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "quote_line_cost", keys: 2, versioned: true,
    secret: .whole,
    columns: [
      .id("quote_id"), .integer("line"), .integer("unit_cost"), .integer("cost_amount"),
      .text("method"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      quoteID: try field.id(),
      line: try field.int(),
      unitCost: try field.cost(),
      costAmount: try field.amount(),
      method: try field.word(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(quoteID), .field(line), .field(unitCost), .field(costAmount), .field(method),
      .field(version),
    ]
  }
}

extension Approval: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "approval", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("quote_id"), .integer("terms_revision"), .text("state"), .text("reason"),
      .id("asked_by"), .integer("asked_at"), .id("decided_by"), .integer("decided_at"),
      .text("note"), .id("decided_for"), .integer("floor_revision"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      quoteID: try field.id(),
      termsRevision: try field.int(),
      state: try field.word(),
      reason: try field.text(),
      askedBy: try field.id(),
      askedAt: try field.instant(),
      decidedBy: try field.optionalId(),
      decidedAt: try field.optionalInstant(),
      note: try field.text(),
      decidedFor: try field.optionalId(),
      floorRevision: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(quoteID), .field(termsRevision), .field(state), .field(reason),
      .field(askedBy), .field(askedAt), .field(decidedBy), .field(decidedAt), .field(note),
      .field(decidedFor), .field(floorRevision), .field(version),
    ]
  }
}

extension DocumentFile: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "document_file", keys: 1, versioned: false,
    columns: [
      .text("hash"), .text("media_type"), .blob("bytes"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      hash: try field.text(),
      mediaType: try field.text(),
      bytes: try field.blob()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(hash), .field(mediaType), .field(bytes),
    ]
  }
}

extension DocumentAttachment: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "document_attachment", keys: 2, versioned: false,
    columns: [
      .id("subject_id"), .text("hash"), .text("subject_kind"), .text("name"),
      .integer("attached_at"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      subjectID: try field.rawID(),
      hash: try field.text(),
      subjectKind: try field.word(),
      name: try field.text(),
      attachedAt: try field.instant()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(subjectID), .field(hash), .field(subjectKind), .field(name), .field(attachedAt),
    ]
  }
}
