import Database
import Sales
import SalesStore
import Values

// The history of orders: heads and lines as they come, totals and deliveries once all are in.
//
//   order ──► its day of delivery ─┐
//   lines ──► net, cost, quantity ─┴──► finish: totals, one delivery per day, what is reserved
//
// Deliveries of the past move no stock: the opening move stands after them. What was delivered counts
// as invoiced elsewhere: who owes for it comes in as an open item.

/// What the finish needs of the orders that came in.
struct ImportedOrders {
  /// The orders whose totals must be made, in the order of their coming.
  private(set) var touched: [ID<SalesOrder>] = []
  private var known: Set<ID<SalesOrder>> = []
  /// The day on which all of an order was delivered.
  var delivered: [ID<SalesOrder>: Day] = [:]
  /// The days on which lines were, where they say so themselves.
  var linesDelivered: [ID<SalesOrder>: [Int: Day]] = [:]
  /// Orders whose open lines are to be reserved.
  var reserving: Set<ID<SalesOrder>> = []

  mutating func touch(_ order: ID<SalesOrder>) {
    if known.insert(order).inserted { touched.append(order) }
  }
}

extension StoreImport {
  func order(_ row: ImportRow) throws -> ImportEffect {
    let customer = try required(row, "customer", .customer, Customer.self)
    let salesperson = try reference(row, "salesperson", .salesperson, Salesperson.self)
    let warehouse =
      try reference(row, "warehouse", .warehouse, Warehouse.self) ?? firstWarehouse()
    guard let day = row.day("ordered") else { throw RowRefusal(.missingValue, "ordered", "") }
    if row.flag("movesStock") == true { throw RowRefusal(.refusedByStore, "movesStock", "true") }
    let old = try existing(row, SalesOrder.self)
    var new =
      try old
      ?? SalesOrder(
        id: ids.mint(), number: try number(row.text("number"), "order", SalesOrder.self),
        customerID: customer, warehouseID: warehouse, currency: profile.currency, orderDay: day)
    (new.customerID, new.warehouseID, new.orderDay) = (customer, warehouse, day)
    new.salespersonID = salesperson ?? new.salespersonID
    new.deliveryDay = row.day("requested") ?? new.deliveryDay
    new.carriage = row.integer("carriage").map(Amount.init(minor:)) ?? new.carriage
    new.customerReference = row.text("customerReference") ?? new.customerReference
    new.invoicedElsewhere = row.flag("invoicedElsewhere") ?? new.invoicedElsewhere
    try setCurrency(row, &new)
    let kept = try keep(row, old, new, id: new.id.rawValue)
    let effect: ImportEffect =
      try acceptance(row, of: new) && kept == .unchanged ? .changed : kept
    if kept != .unchanged { orders.touch(new.id) }
    orders.delivered[new.id] = row.day("delivered")
    if row.flag("reservesStock") == true { orders.reserving.insert(new.id) }
    return effect
  }

  /// Another currency than the company's comes with the rate of the order, else with that of its day.
  private func setCurrency(_ row: ImportRow, _ order: inout SalesOrder) throws {
    guard let currency = row.currency, currency != profile.currency else { return }
    order.currency = currency
    if let rate = row.integer("rate"), rate > 0 {
      order.rate = ExchangeRate(hundredMillionths: rate)
      order.rateDay = row.day("rateDay") ?? order.orderDay
    } else if let known = try writer.rate(of: currency, on: order.orderDay) {
      (order.rate, order.rateDay) = (known.rate, known.day)
    } else {
      throw RowRefusal(.missingValue, "rate", "")
    }
  }

  func orderLine(_ row: ImportRow) throws -> ImportEffect {
    let order = try required(row, "order", .order, SalesOrder.self)
    let product = try writer.get(required(row, "product", .product, Product.self))
    let (old, number) = try line(.orderLine, row, of: order)
    var new =
      old
      ?? OrderLine(
        orderID: order, line: number, position: number, description: product.name,
        priceSource: .manual)
    // Files without sets say nothing of them.
    if present.contains(.orderSet) { new.setOf = try set(of: order, row) }
    let head = try writer.get(order)
    let money = DocumentCurrency(head.currency, company: profile.currency, rate: head.rate)
    try read(row, product, money, &new)
    let day = row.day("delivered") ?? orders.delivered[order]
    try setProgress(row, day, &new)
    let effect = try keep(row, old, new, id: order.rawValue, line: number)
    let hasNewCost = try writeCost(row, new)
    let result: ImportEffect = effect == .unchanged && hasNewCost ? .changed : effect
    if result != .unchanged { orders.touch(order) }
    orders.linesDelivered[order, default: [:]][number] = day
    return result
  }

  /// The line of an order that a row is about, as the company has it: nil where it is new, with its number.
  func line(
    _ kind: RecordKind, _ row: ImportRow, of order: ID<SalesOrder>
  ) throws -> (old: OrderLine?, number: Int) {
    if let known = try references.find(kind, row.key) {
      let number = known.line ?? 0
      return (try writer.find(OrderLine.self, .id(known.id), .integer(Int64(number))), number)
    }
    let number = try ownLine(row) ?? writer.lastLine(of: order) + 1
    try requireFree(row, OrderLine.self, order.sqlValue, number)
    return (nil, number)
  }

  private func read(
    _ row: ImportRow, _ product: Product, _ money: DocumentCurrency, _ line: inout OrderLine
  ) throws {
    let steps = ["discount", "discount2", "discount3", "discount4", "discount5"]
      .compactMap { row.integer($0) }.map(Ratio.init(basisPoints:)).filter { $0 != .zero }
    guard let discounts = try? Discounts(steps) else {
      throw RowRefusal(.refusedByStore, "discount", steps.map(\.percentText).joined(separator: " "))
    }
    let quantity = Quantity(thousandths: row.integer("quantity") ?? 0)
    let price = UnitPrice(tenThousandths: row.integer("price") ?? 0)
    guard quantity >= .zero, quantity <= Quantity.limit else {
      throw RowRefusal(.refusedByStore, "quantity", quantity.description)
    }
    let terms = LineAmounts(
      quantity: quantity, priceUnit: Int64(product.priceUnit), unitPrice: price,
      discounts: discounts)
    guard let net = try? terms.net(minorUnits: money.currency.minorUnits),
      let own = try? money.own(net)
    else {
      throw RowRefusal(.numberTooLarge, "price", price.description)
    }
    line.productID = product.id
    line.description = row.text("description") ?? line.description
    (line.typedQuantity, line.typedUnit) = (quantity, product.baseUnit)
    (line.quantity, line.priceUnit, line.unitPrice) = (quantity, product.priceUnit, price)
    (line.discounts, line.netAmount) = (steps, net)
    line.companyNet = money.isForeign ? own : nil
    let rate = row.integer("vatRate").map(Ratio.init(basisPoints:))
    line.vatRate = try rate ?? usualRate(product.vatCode)
    line.vatCode = try rate.map { try vatCode($0) } ?? product.vatCode
  }

  /// Refuses a row whose number another record has already.
  func requireFree<Kind: Record>(
    _ row: ImportRow, _ kind: Kind.Type, _ parent: SQLValue, _ number: Int
  ) throws {
    guard try writer.find(kind, parent, .integer(Int64(number))) == nil else {
      throw RowRefusal(.duplicateKey, "key", row.key)
    }
  }

  /// The number of a line in our own files: what its key says after the order's.
  func ownLine(_ row: ImportRow) -> Int? {
    guard profile.isOwn, let slash = row.key.lastIndex(of: "/") else { return nil }
    return Int(row.key[row.key.index(after: slash)...]).flatMap { $0 > 0 ? $0 : nil }
  }

  private func usualRate(_ code: String) throws -> Ratio {
    try writer.first(VatRate.self, "WHERE code = \(code) ORDER BY valid_from DESC LIMIT 1")?.rate
      ?? .zero
  }

  /// What was delivered of a line and what was given up; with a day alone it was all of it. What acts
  /// have delivered since is not taken back.
  private func setProgress(_ row: ImportRow, _ day: Day?, _ line: inout OrderLine) throws {
    let all = line.quantity
    let delivered =
      row.integer("deliveredQuantity").map(Quantity.init(thousandths:))
      ?? (day == nil ? .zero : all)
    let cancelled = Quantity(thousandths: row.integer("cancelled") ?? 0)
    let (shipped, given) = (max(line.delivered, delivered), max(line.cancelled, cancelled))
    guard delivered >= .zero, cancelled >= .zero, shipped + given + line.reserved <= all else {
      throw RowRefusal(.refusedByStore, "deliveredQuantity", delivered.description)
    }
    guard line.delivered <= delivered else { return }
    line.delivered = delivered
    line.invoiced = delivered
    line.cancelled = given
    if line.delivered >= all {
      line.state = .delivered
    } else if line.cancelled + line.delivered >= all, line.cancelled > .zero {
      line.state = .closed
    } else {
      line.state = delivered > .zero ? .partlyDelivered : .open
    }
  }

  private func writeCost(_ row: ImportRow, _ line: OrderLine) throws -> Bool {
    guard let value = row.integer("cost") else { return false }
    let unitCost = UnitCost(tenThousandths: value)
    let old = try writer.find(
      OrderLineCost.self, line.orderID.sqlValue, .integer(Int64(line.line)))
    var new =
      old
      ?? OrderLineCost(
        orderID: line.orderID, line: line.line, unitCost: unitCost, costAmount: .zero,
        method: .weightedAverage)
    new.unitCost = unitCost
    new.costAmount = try LineMargin.cost(
      of: line.quantity, at: unitCost, per: Int64(line.priceUnit),
      minorUnits: profile.currency.minorUnits)
    guard let old else {
      try writer.insertInBulk(new)
      return true
    }
    return try rewrite(old, new)
  }

  // MARK: Once all rows are in

  /// Totals, deliveries, reservations and the purchase history of the orders that came in.
  func finishOrders() throws {
    var customers: Set<ID<Customer>> = []
    for id in orders.touched {
      let order = try writer.get(id)
      customers.insert(order.customerID)
      let lines = try writer.all(OrderLine.self, "WHERE order_id = \(id) ORDER BY line")
      try writeCosts(of: id, lines)
      var settled = try totals(of: order, lines)
      let standing = try OrderStanding(total: settled.totalAmount, lines: lines)
      settled.deliveredTotal = standing.deliveredTotal
      settled.closedTotal = standing.closedTotal
      settled.state = standing.state
      _ = try rewrite(order, settled)
      try writeDeliveries(of: settled, lines)
      if orders.reserving.contains(id), settled.state == .open { try reserve(settled, lines) }
    }
    for customer in customers.sorted() { try writer.rebuildPurchases(of: customer) }
  }

  private func totals(of order: SalesOrder, _ lines: [OrderLine]) throws -> SalesOrder {
    let goods = lines.map { TaxedAmount(net: $0.netAmount, vatRate: $0.vatRate) }
    let rate = goods.max { ($0.net, $0.vatRate) < ($1.net, $1.vatRate) }?.vatRate ?? .zero
    let carriage =
      order.carriage == .zero ? nil : TaxedAmount(net: order.carriage, vatRate: rate)
    let totals = try DocumentTotals(lines: goods, carriage: carriage)
    var settled = order
    settled.netAmount = totals.goods
    settled.companyNet =
      order.rate == nil ? nil : try Amount.sum(lines.compactMap(\.companyNet))
    settled.vatAmount = totals.vat
    settled.totalAmount = totals.total
    return settled
  }

  private func writeCosts(of order: ID<SalesOrder>, _ all: [OrderLine]) throws {
    let lines = all.filter { $0.productID != nil }
    let costs = Dictionary(
      try writer.all(OrderLineCost.self, "WHERE order_id = \(order)").map { ($0.line, $0) },
      uniquingKeysWith: { $1 })
    let margin = DocumentMargin(
      lines.map { LineMargin(net: $0.companyNet ?? $0.netAmount, cost: costs[$0.line]?.costAmount) }
    )
    let old = try writer.find(SalesOrderCost.self, order.sqlValue)
    var new = old ?? SalesOrderCost(orderID: order)
    new.costAmount = margin.cost
    new.costedNetAmount = margin.netWithCost
    new.uncostedLines = margin.linesWithoutCost
    new.uncostedNetAmount = margin.netWithoutCost
    if let old { _ = try rewrite(old, new) } else { try writer.insertInBulk(new) }
  }

  /// One delivery per day, each with what was delivered of its lines before any act did; those of a
  /// former import are made again. A line delivered on no known day was on the day of the order.
  private func writeDeliveries(of order: SalesOrder, _ lines: [OrderLine]) throws {
    var days: [Int: Day] = [:]
    for former in try writer.all(Delivery.self, "WHERE order_id = \(order.id) AND imported = 1") {
      for line in try writer.all(DeliveryLine.self, "WHERE delivery_id = \(former.id)") {
        days[line.line] = former.day
        try writer.deleteInBulk(line)
      }
      try writer.deleteInBulk(former)
    }
    days.merge(orders.linesDelivered[order.id] ?? [:]) { $1 }
    let byActs = try writer.deliveredByActs(of: order.id)
    let past = lines.map { line in
      var line = line
      line.delivered -= byActs[line.line] ?? .zero
      return line
    }
    let delivered = Dictionary(grouping: past.filter { $0.delivered > .zero }) {
      days[$0.line] ?? order.orderDay
    }
    var before = Amount.zero
    var gone: Set<Int> = []
    for (day, parts) in delivered.sorted(by: { $0.key < $1.key }) {
      gone.formUnion(parts.map(\.line))
      let soFar = past.map { line in
        var then = line
        if !gone.contains(line.line) { then.delivered = .zero }
        return then
      }
      let standing = try OrderStanding(total: order.totalAmount, lines: soFar)
      try write(parts, of: order, on: day, total: standing.deliveredTotal - before)
      before = standing.deliveredTotal
    }
  }

  private func write(
    _ lines: [OrderLine], of order: SalesOrder, on day: Day, total: Amount
  ) throws {
    let delivery = Delivery(
      id: ids.mint(), number: try writer.drawNumber("delivery"), orderID: order.id,
      customerID: order.customerID, warehouseID: order.warehouseID, day: day, imported: true,
      totalAmount: total, invoicedAmount: total)
    try writer.insertInBulk(delivery)
    for line in lines {
      guard let product = line.productID else { continue }
      try writer.insertInBulk(
        DeliveryLine(
          deliveryID: delivery.id, line: line.line, warehouseID: order.warehouseID.rawValue,
          productID: product, quantity: line.delivered))
    }
  }

  /// Sets aside what is free for the open lines: in the order's warehouse, then in the others.
  private func reserve(_ order: SalesOrder, _ lines: [OrderLine]) throws {
    for line in lines {
      guard let product = line.productID else { continue }
      var lacking = line.quantity - line.delivered - line.cancelled - line.reserved
      let levels = try writer.all(StockLevel.self, "WHERE product_id = \(product)").sorted {
        ($0.warehouseID == order.warehouseID ? 0 : 1, $0.warehouseID)
          < ($1.warehouseID == order.warehouseID ? 0 : 1, $1.warehouseID)
      }
      var held = line
      for level in levels where lacking > .zero {
        let part = min(lacking, level.onHand - level.reserved)
        guard part > .zero else { continue }
        var taken = level
        taken.reserved += part
        _ = try rewrite(level, taken)
        held.reserved += part
        lacking -= part
        try writer.insertInBulk(
          Reservation(
            id: ids.mint(), orderID: order.id, line: line.line, productID: product,
            warehouseID: level.warehouseID, quantity: part, day: order.orderDay))
      }
      _ = try rewrite(line, held)
    }
  }
}
