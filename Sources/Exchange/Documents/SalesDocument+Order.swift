import Sales
import SalesStore
import Values

extension SalesDocument {
  /// Reads an order with all that its confirmation says.
  ///
  /// - Throws: `StoreError.notFound`, `Overflow`.
  public init(_ id: ID<SalesOrder>, from store: some StoreReading) throws {
    let order = try store.get(id)
    kind = .order
    (number, revision) = (order.number, nil)
    quoteNumber = try order.quoteID.map { try store.get($0) }.map {
      $0.revision > 1 ? "\($0.number) v\($0.revision)" : $0.number
    }
    seller = try store.company()
    (color, logo) = try (store.settings().paperColor, store.logo())
    customer = try store.get(order.customerID)
    contact = try order.contactID.flatMap { try store.find($0) }
    site = try order.siteID.flatMap { try store.find($0) }
    salesperson = try order.salespersonID.flatMap { try store.find($0) }
    paymentTerm = try order.paymentTermID.flatMap { try store.find($0) }
    customerReference = order.customerReference
    currency = order.currency
    money = DocumentCurrency(order.currency, company: seller.currency, rate: order.rate)
    rateDay = order.rateDay
    issueDay = order.orderDay
    (validityDay, deliveryDay) = (nil, order.deliveryDay)
    (vatPosition, discount, note) = (order.vatPosition, order.discount, "")
    isDraft = false
    let rows = try store.lines(of: id).sorted { ($0.position, $0.line) < ($1.position, $1.line) }
    let figures = try order.figures(rows, usually: try store.settings().vatRounding)
    totals = figures.totals
    let products = rows.compactMap(\.productID)
    let codes = try store.codes(of: products, for: order.customerID)
    let known = try Dictionary(
      products.map { ($0, try store.get($0)) }, uniquingKeysWith: { one, _ in one })
    lines = Self.lines(of: order.asQuoted(rows, .perRate), figures, known, codes)
    acceptance = try store.acceptance(of: id)
  }
}

extension SalesOrder {
  /// The totals of an order, from the same function as those of the quote it was made of.
  ///
  /// The company may round VAT otherwise since: an order keeps the way in which its total was agreed.
  func figures(_ lines: [OrderLine], usually rounding: VatRounding) throws -> QuoteComputation {
    let all = try ([rounding] + VatRounding.allCases).map { rounding in
      try QuoteComputation(asQuoted(lines, rounding))
    }
    return all.first { $0.totals.total == totalAmount } ?? all[0]
  }

  func asQuoted(_ lines: [OrderLine], _ rounding: VatRounding) -> QuoteDraft {
    let quote = Quote(
      id: ID(rawValue: id.rawValue), number: number,
      opportunityID: opportunityID ?? ID(rawValue: id.rawValue), customerID: customerID,
      warehouseID: warehouseID, currency: currency, priceDay: orderDay, createdDay: orderDay,
      validityDay: orderDay, vatPosition: vatPosition, discount: discount, carriage: carriage)
    return QuoteDraft(
      quote: quote, lines: lines.map { QuoteDraftLine(row: $0.asQuoted) }, vatRounding: rounding)
  }
}

extension OrderLine {
  /// The line as it stood on its quote.
  var asQuoted: QuoteLine {
    QuoteLine(
      quoteID: ID(rawValue: orderID.rawValue), line: line, position: position, kind: kind,
      productID: productID, description: description, typedQuantity: typedQuantity,
      typedUnit: typedUnit, quantity: quantity, priceUnit: priceUnit, unitPrice: unitPrice,
      listPrice: listPrice, priceSource: priceSource, priceRuleID: priceRuleID,
      discounts: discounts, netAmount: netAmount, vatCode: vatCode, vatRate: vatRate,
      otherWarehouses: otherWarehouses, heading: heading, ecoUnit: ecoUnit, ecoAmount: ecoAmount,
      setCode: setCode, setClosed: setClosed, setHidesParts: setHidesParts, setOf: setOf)
  }
}
