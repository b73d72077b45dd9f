import Database
import Sales
import Values

extension SalesOrder: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "sales_order", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("number"), .id("quote_id"), .id("opportunity_id"), .id("customer_id"),
      .id("contact_id"), .id("site_id"), .id("warehouse_id"), .id("salesperson_id"),
      .text("customer_reference"), .text("currency"), .integer("rate"), .integer("rate_day"),
      .integer("order_day"),
      .integer("delivery_day"), .id("payment_term_id"), .text("vat_position"),
      .integer("discount"), .integer("carriage"), .text("state"), .integer("invoiced_elsewhere"),
      .integer("net_amount"), .integer("company_net"), .integer("vat_amount"),
      .integer("total_amount"),
      .integer("delivered_total"), .integer("closed_total"), .text("credit_override"),
      .integer("carriage_cost"), .integer("eco_amount"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      number: try field.text(),
      quoteID: try field.optionalId(),
      opportunityID: try field.optionalId(),
      customerID: try field.id(),
      contactID: try field.optionalId(),
      siteID: try field.optionalId(),
      warehouseID: try field.id(),
      salespersonID: try field.optionalId(),
      customerReference: try field.text(),
      currency: try field.currency(),
      rate: try field.optionalRate(),
      rateDay: try field.optionalDay(),
      orderDay: try field.day(),
      deliveryDay: try field.optionalDay(),
      paymentTermID: try field.optionalId(),
      vatPosition: try field.word(),
      discount: try field.ratio(),
      carriage: try field.amount(),
      state: try field.word(),
      invoicedElsewhere: try field.bool(),
      netAmount: try field.amount(),
      companyNet: try field.optionalAmount(),
      vatAmount: try field.amount(),
      totalAmount: try field.amount(),
      deliveredTotal: try field.amount(),
      closedTotal: try field.amount(),
      creditOverride: try field.text(),
      carriageCost: try field.optionalAmount(),
      ecoAmount: try field.amount(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(number), .field(quoteID), .field(opportunityID), .field(customerID),
      .field(contactID), .field(siteID), .field(warehouseID), .field(salespersonID),
      .field(customerReference), .field(currency), .field(rate), .field(rateDay),
      .field(orderDay), .field(deliveryDay),
      .field(paymentTermID), .field(vatPosition), .field(discount), .field(carriage),
      .field(state), .field(invoicedElsewhere), .field(netAmount), .field(companyNet),
      .field(vatAmount), .field(totalAmount), .field(deliveredTotal), .field(closedTotal),
      .field(creditOverride),
      .field(carriageCost), .field(ecoAmount), .field(version),
    ]
  }
}

extension SalesOrderCost: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "sales_order_cost", keys: 1, versioned: true,
    secret: .whole,
    columns: [
      .id("order_id"), .integer("cost_amount"), .integer("costed_net_amount"),
      .integer("uncosted_lines"), .integer("uncosted_net_amount"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      orderID: try field.id(),
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
      .field(orderID), .field(costAmount), .field(costedNetAmount), .field(uncostedLines),
      .field(uncostedNetAmount), .field(version),
    ]
  }
}

extension OrderLine: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "order_line", keys: 2, versioned: true,
    columns: [
      .id("order_id"), .integer("line"), .integer("position"), .text("kind"), .id("product_id"),
      .text("description"), .integer("typed_quantity"), .text("typed_unit"), .integer("quantity"),
      .integer("cancelled"), .integer("reserved"), .integer("delivered"), .integer("invoiced"),
      .integer("price_unit"), .integer("unit_price"), .integer("list_price"),
      .text("price_source"), .id("price_rule_id"), .text("discounts"), .integer("net_amount"),
      .integer("company_net"), .text("vat_code"), .integer("vat_rate"),
      .integer("other_warehouses"), .text("state"),
      .text("closed_reason"), .integer("heading"), .integer("eco_unit"), .integer("eco_amount"),
      .text("set_code"),
      .integer("set_closed"), .integer("set_hides_parts"), .integer("set_of"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      orderID: try field.id(),
      line: try field.int(),
      position: try field.int(),
      kind: try field.word(),
      productID: try field.optionalId(),
      description: try field.text(),
      typedQuantity: try field.quantity(),
      typedUnit: try field.text(),
      quantity: try field.quantity(),
      cancelled: try field.quantity(),
      reserved: try field.quantity(),
      delivered: try field.quantity(),
      invoiced: try field.quantity(),
      priceUnit: try field.int(),
      unitPrice: try field.price(),
      listPrice: try field.optionalPrice(),
      priceSource: try field.word(),
      priceRuleID: try field.optionalId(),
      discounts: try field.discounts(),
      netAmount: try field.amount(),
      companyNet: try field.optionalAmount(),
      vatCode: try field.text(),
      vatRate: try field.ratio(),
      otherWarehouses: try field.bool(),
      state: try field.word(),
      closedReason: try field.text(),
      heading: try field.bool(),
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
      .field(orderID), .field(line), .field(position), .field(kind), .field(productID),
      .field(description), .field(typedQuantity), .field(typedUnit), .field(quantity),
      .field(cancelled), .field(reserved), .field(delivered), .field(invoiced), .field(priceUnit),
      .field(unitPrice), .field(listPrice), .field(priceSource), .field(priceRuleID),
      .field(discounts), .field(netAmount), .field(companyNet), .field(vatCode),
      .field(vatRate),
      .field(otherWarehouses), .field(state), .field(closedReason), .field(heading),
      .field(ecoUnit), .field(ecoAmount), .field(setCode), .field(setClosed), .field(setHidesParts),
      .field(setOf),
      .field(version),
    ]
  }
}

extension OrderLineCost: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "order_line_cost", keys: 2, versioned: true,
    secret: .whole,
    columns: [
      .id("order_id"), .integer("line"), .integer("unit_cost"), .integer("cost_amount"),
      .text("method"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      orderID: try field.id(),
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
      .field(orderID), .field(line), .field(unitCost), .field(costAmount), .field(method),
      .field(version),
    ]
  }
}

extension Promise: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "promise", keys: 3, versioned: false,
    columns: [
      .id("order_id"), .integer("line"), .integer("sequence"), .integer("day"), .text("cause"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      orderID: try field.id(),
      line: try field.int(),
      sequence: try field.int(),
      day: try field.day(),
      cause: try field.text()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(orderID), .field(line), .field(sequence), .field(day), .field(cause),
    ]
  }
}

extension Delivery: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "delivery", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("number"), .id("order_id"), .id("customer_id"), .id("warehouse_id"),
      .integer("day"), .integer("imported"), .integer("total_amount"),
      .integer("invoiced_amount"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      number: try field.text(),
      orderID: try field.id(),
      customerID: try field.id(),
      warehouseID: try field.optionalId(),
      day: try field.day(),
      imported: try field.bool(),
      totalAmount: try field.amount(),
      invoicedAmount: try field.amount(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(number), .field(orderID), .field(customerID), .field(warehouseID),
      .field(day), .field(imported), .field(totalAmount), .field(invoicedAmount), .field(version),
    ]
  }
}

extension DeliveryLine: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "delivery_line", keys: 3, versioned: true,
    columns: [
      .id("delivery_id"), .integer("line"), .id("warehouse_id"), .id("product_id"),
      .integer("quantity"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      deliveryID: try field.id(),
      line: try field.int(),
      warehouseID: try field.rawID(),
      productID: try field.id(),
      quantity: try field.quantity(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(deliveryID), .field(line), .field(warehouseID), .field(productID), .field(quantity),
      .field(version),
    ]
  }
}

extension CustomerProduct: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "customer_product", keys: 2, versioned: true,
    columns: [
      .id("customer_id"), .id("product_id"), .integer("order_count"), .id("last_order_id"),
      .integer("last_day"), .integer("last_quantity"), .integer("last_price"),
      .integer("price_unit"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      customerID: try field.id(),
      productID: try field.id(),
      orderCount: try field.int(),
      lastOrderID: try field.id(),
      lastDay: try field.day(),
      lastQuantity: try field.quantity(),
      lastPrice: try field.price(),
      priceUnit: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(customerID), .field(productID), .field(orderCount), .field(lastOrderID),
      .field(lastDay), .field(lastQuantity), .field(lastPrice), .field(priceUnit),
      .field(version),
    ]
  }
}
