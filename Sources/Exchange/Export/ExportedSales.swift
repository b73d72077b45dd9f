import Sales
import SalesStore
import Values

// Opportunities and orders, each kind in the order of birth, so that a new company gives them
// identities in the same order.

extension CompanyExport {
  func writeSales(_ kind: RecordKind) throws {
    switch kind {
    case .opportunity: try reader.each(Opportunity.self, "ORDER BY id") { try write($0) }
    case .stay:
      try reader.each(Opportunity.self, "ORDER BY id") { try writeStays(of: $0) }
    case .order: try reader.each(SalesOrder.self, "ORDER BY id") { try write($0) }
    case .orderSet:
      try reader.each(SalesOrder.self, "ORDER BY id") { try writeSets(of: $0) }
    case .orderLine: try reader.each(SalesOrder.self, "ORDER BY id") { try writeLines(of: $0) }
    case .purchase: try eachAwaited { try write($0) }
    default: try eachAwaited { try writeLines(of: $0) }
    }
  }

  private func stageKey(_ stage: ID<Stage>) throws -> String? {
    guard let record = try reader.find(stage), let pipeline = try code(record.pipelineID) else {
      return nil
    }
    return "\(pipeline)/\(record.code)"
  }

  func write(_ opportunity: Opportunity) throws {
    let isTyped = opportunity.probabilitySource == .typed
    try row(
      .opportunity, opportunity.number,
      [
        "title": opportunity.title, "customer": try code(opportunity.customerID),
        "salesperson": try code(opportunity.salespersonID),
        "stage": try stageKey(opportunity.stageID), "amount": amount(opportunity.amount),
        "probability": isTyped ? opportunity.probability.percentText : nil,
        "opened": opportunity.openedDay?.isoText, "closed": opportunity.closedDay?.isoText,
        "expectedClose": opportunity.expectedCloseDay?.isoText,
        "lostReason": text(opportunity.lostReason), "competitor": text(opportunity.competitor),
        "origin": text(opportunity.source),
      ])
  }

  /// A stay whose beginning nobody knows proves nothing and stays behind.
  private func writeStays(of opportunity: Opportunity) throws {
    try reader.each(
      OpportunityStay.self,
      "WHERE opportunity_id = \(opportunity.id) AND entered_day IS NOT NULL ORDER BY sequence"
    ) { stay in
      try row(
        .stay, "\(opportunity.number)/\(stay.sequence)",
        [
          "opportunity": opportunity.number, "stage": try stageKey(stay.stageID),
          "entered": stay.enteredDay?.isoText, "left": stay.leftDay?.isoText,
        ])
    }
  }

  func write(_ order: SalesOrder) throws {
    try row(
      .order, order.number,
      [
        "number": order.number, "customer": try code(order.customerID),
        "salesperson": try code(order.salespersonID), "ordered": order.orderDay.isoText,
        "requested": order.deliveryDay?.isoText,
        "carriage": order.carriage == .zero ? nil : amount(order.carriage, in: order.currency),
        "warehouse": try code(order.warehouseID),
        "customerReference": text(order.customerReference),
        "invoicedElsewhere": flag(order.invoicedElsewhere),
        "reservesStock": flag(try reader.holdsStock(order.id)),
        "currency": order.rate == nil ? nil : order.currency.code,
        "rate": order.rate?.description, "rateDay": order.rateDay?.isoText,
      ].merging(try acceptance(of: order)) { first, _ in first })
  }

  private func writeLines(of order: SalesOrder) throws {
    let days = try reader.deliveryDays(of: order.id)
    let lines = try reader.all(
      OrderLine.self, "WHERE order_id = \(order.id) AND product_id IS NOT NULL ORDER BY line")
    for line in lines {
      let cost = try reader.find(
        OrderLineCost.self, order.id.sqlValue, .integer(Int64(line.line)))
      var cells: [String: String?] = [
        "order": order.number, "set": line.setOf.map { "\(order.number)/\($0)" },
        "product": try code(line.productID), "description": text(line.description),
        "quantity": line.quantity.description, "price": line.unitPrice.description,
        "vatRate": line.vatRate.percentText, "cost": cost?.unitCost.description,
      ]
      for (place, step) in line.discounts.enumerated() {
        cells[place == 0 ? "discount" : "discount\(place + 1)"] = step.percentText
      }
      if line.delivered > .zero {
        cells["delivered"] = (days[line.line] ?? order.orderDay).isoText
        cells["deliveredQuantity"] = line.delivered.description
      }
      if line.cancelled > .zero { cells["cancelled"] = line.cancelled.description }
      try row(.orderLine, "\(order.number)/\(line.line)", cells)
    }
  }

  // MARK: What is still awaited from suppliers

  private func eachAwaited(_ body: (PurchaseOrder) throws -> Void) throws {
    try reader.each(
      PurchaseOrder.self, "WHERE state IN ('ordered', 'partlyReceived') ORDER BY id", body)
  }

  func write(_ order: PurchaseOrder) throws {
    try row(
      .purchase, order.number,
      [
        "supplier": try code(order.supplierID), "number": order.number,
        "ordered": order.orderDay?.isoText, "expected": order.expectedDay?.isoText,
        "warehouse": try code(order.warehouseID),
      ])
  }

  private func writeLines(of order: PurchaseOrder) throws {
    try reader.each(
      PurchaseLine.self,
      """
      WHERE purchase_order_id = \(order.id) AND state IN ('ordered', 'partlyReceived')
      ORDER BY line
      """
    ) { line in
      try row(
        .purchaseLine, "\(order.number)/\(line.line)",
        [
          "purchase": order.number, "product": try code(line.productID),
          "quantity": (line.quantity - line.received).description,
          "price": line.unitPrice?.description, "expected": line.expectedDay?.isoText,
        ])
    }
  }
}
