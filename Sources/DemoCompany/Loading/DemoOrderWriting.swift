import Sales
import SalesDesk
import SalesStore
import Values

/// Orders with lines, costs and deliveries; what is still open reserves what is free, in the order's
/// warehouse and then in the others, and lacks the rest.
struct DemoOrderWriting {
  let ledger: DemoLedger

  private var ids: IDMint { ledger.ids }

  func write(_ writer: StoreWriter, _ item: DemoOrderToWrite) throws {
    let planned = item.order
    let figures = try DemoFigures(planned.lines, ledger)
    var order = head(item, figures)
    var lines = planned.lines.indices.map { line($0, of: planned, order.id, figures) }
    let deliveries = try deliver(planned, &order, &lines)
    if planned.isClosed { close(&lines) }
    let held = reserve(planned, order, &lines)
    let standing = try OrderStanding(total: order.totalAmount, lines: lines)
    order.deliveredTotal = standing.deliveredTotal
    order.closedTotal = standing.closedTotal
    order.state = standing.state
    let isSettled = planned.deliveries.allSatisfy(\.invoicedElsewhere)
    order.invoicedElsewhere = standing.state != .open && isSettled
    try writer.insertInBulk(order)
    try write(lines, of: planned, figures, writer)
    let margin = figures.margin
    try writer.insertInBulk(
      SalesOrderCost(
        orderID: order.id, costAmount: margin.cost, costedNetAmount: margin.netWithCost,
        uncostedLines: margin.linesWithoutCost, uncostedNetAmount: margin.netWithoutCost))
    for reservation in held { try writer.insertInBulk(reservation) }
    for delivery in deliveries { try write(delivery, of: planned, writer) }
  }

  private func head(_ item: DemoOrderToWrite, _ figures: DemoFigures) -> SalesOrder {
    let planned = item.order
    let customer = ledger.customers[planned.customer]
    return SalesOrder(
      id: ids.mint(), number: ledger.draw("order", "C-"), quoteID: item.agreement?.quoteID,
      opportunityID: item.agreement?.opportunityID, customerID: customer.id,
      warehouseID: ledger.warehouses[ledger.place(of: planned.warehouse)],
      salespersonID: ledger.people[planned.salesperson],
      customerReference: planned.customerReference ?? "", currency: .eur, orderDay: planned.day,
      deliveryDay: planned.requested, paymentTermID: customer.term,
      netAmount: figures.totals.goods, vatAmount: figures.totals.vat,
      totalAmount: figures.totals.total)
  }

  private func line(
    _ place: Int, of planned: DemoOrder, _ order: ID<SalesOrder>, _ figures: DemoFigures
  ) -> OrderLine {
    let line = planned.lines[place]
    let product = ledger.products[line.product]
    return OrderLine(
      orderID: order, line: place + 1, position: place + 1, productID: product.id,
      description: product.name, typedQuantity: line.quantity, typedUnit: product.unit,
      quantity: line.quantity, priceUnit: product.priceUnit, unitPrice: line.price,
      listPrice: line.price, discounts: line.discounts, netAmount: figures.lines[place].net,
      vatRate: DemoFigures.vat, otherWarehouses: allowsOthers(planned))
  }

  /// Every third customer wants his goods from one warehouse, and rather waits.
  private func allowsOthers(_ planned: DemoOrder) -> Bool { planned.index % 3 != 0 }

  private func write(
    _ lines: [OrderLine], of planned: DemoOrder, _ figures: DemoFigures, _ writer: StoreWriter
  ) throws {
    for (place, line) in lines.enumerated() {
      try writer.insertInBulk(line)
      guard let unitCost = ledger.products[planned.lines[place].product].cost,
        let cost = figures.lines[place].cost
      else { continue }
      try writer.insertInBulk(
        OrderLineCost(
          orderID: line.orderID, line: line.line, unitCost: unitCost, costAmount: cost,
          method: .weightedAverage))
    }
  }

  // MARK: Deliveries

  /// A delivery of the order, and what it took of which line.
  private struct LoadedDelivery {
    let row: Delivery
    let quantities: [Quantity]
    let movesStock: Bool
  }

  private func deliver(
    _ planned: DemoOrder, _ order: inout SalesOrder, _ lines: inout [OrderLine]
  ) throws -> [LoadedDelivery] {
    var before = Amount.zero
    return try planned.deliveries.map { delivery in
      for place in lines.indices where delivery.quantities[place] > .zero {
        lines[place].delivered += delivery.quantities[place]
        if delivery.invoicedElsewhere { lines[place].invoiced += delivery.quantities[place] }
        lines[place].state =
          lines[place].delivered == lines[place].quantity ? .delivered : .partlyDelivered
      }
      let standing = try OrderStanding(total: order.totalAmount, lines: lines)
      let total = standing.deliveredTotal - before
      before = standing.deliveredTotal
      let row = Delivery(
        id: ids.mint(), number: ledger.draw("delivery", "BL-"), orderID: order.id,
        customerID: order.customerID, warehouseID: order.warehouseID, day: delivery.day,
        imported: delivery.invoicedElsewhere, totalAmount: total,
        invoicedAmount: delivery.invoicedElsewhere ? total : .zero)
      return LoadedDelivery(
        row: row, quantities: delivery.quantities, movesStock: !delivery.invoicedElsewhere)
    }
  }

  private func write(
    _ delivery: LoadedDelivery, of planned: DemoOrder, _ writer: StoreWriter
  ) throws {
    let warehouse = ledger.place(of: planned.warehouse)
    try writer.insertInBulk(delivery.row)
    for (place, quantity) in delivery.quantities.enumerated() where quantity > .zero {
      let index = planned.lines[place].product
      let product = ledger.products[index]
      try writer.insertInBulk(
        DeliveryLine(
          deliveryID: delivery.row.id, line: place + 1,
          warehouseID: ledger.warehouses[warehouse].rawValue, productID: product.id,
          quantity: quantity))
      guard delivery.movesStock else { continue }
      ledger.stock.deliver(index, warehouse, quantity)
      try writer.insertInBulk(
        StockMove(
          id: ids.mint(), productID: product.id, fromPlace: .warehouse,
          fromWarehouseID: ledger.warehouses[warehouse], toPlace: .customer, quantity: quantity,
          unitCost: product.cost, day: delivery.row.day, causeID: delivery.row.id.rawValue,
          causeLine: place + 1))
    }
  }

  // MARK: What remains

  private func close(_ lines: inout [OrderLine]) {
    for place in lines.indices where lines[place].delivered < lines[place].quantity {
      lines[place].cancelled = lines[place].quantity - lines[place].delivered
      lines[place].state = .closed
      lines[place].closedReason = ledger.words("closed")
    }
  }

  private func reserve(
    _ planned: DemoOrder, _ order: SalesOrder, _ lines: inout [OrderLine]
  ) -> [Reservation] {
    let own = ledger.place(of: planned.warehouse)
    let others = allowsOthers(planned) ? ledger.warehouses.indices.filter { $0 != own } : []
    let warehouses = [own] + others
    var held: [Reservation] = []
    for place in lines.indices {
      var lacking = lines[place].quantity - lines[place].delivered - lines[place].cancelled
      let product = planned.lines[place].product
      for warehouse in warehouses where lacking > .zero {
        let part = ledger.stock.hold(product, warehouse, lacking)
        guard part > .zero else { continue }
        lacking -= part
        lines[place].reserved += part
        held.append(
          Reservation(
            id: ids.mint(), orderID: order.id, line: place + 1,
            productID: ledger.products[product].id, warehouseID: ledger.warehouses[warehouse],
            quantity: part, day: planned.day))
      }
      guard lacking > .zero else { continue }
      ledger.shortages.append(
        DemoShortage(
          product: product, warehouse: own, order: order.id, line: place + 1, quantity: lacking,
          ordered: planned.day, requested: planned.requested))
    }
    return held
  }
}
