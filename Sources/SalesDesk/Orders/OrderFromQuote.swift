import Sales
import SalesStore
import Values

/// Copies a quote into an order, line by line with the costs frozen on it: the margin of the order is
/// that of the quote, to the cent.
struct OrderFromQuote {
  let scope: ActScope
  let agreed: AgreedQuote

  private var quote: Quote { agreed.quote }

  /// Writes the order under a provisional number, and says what derogations no longer cover of it.
  func write(creditOverride: String) throws -> (order: SalesOrder, derogationShort: Quantity) {
    var order = SalesOrder(
      id: scope.mint(), number: "", quoteID: quote.id, opportunityID: quote.opportunityID,
      customerID: quote.customerID, contactID: quote.contactID, siteID: quote.siteID,
      warehouseID: try warehouse(), salespersonID: quote.salespersonID,
      customerReference: quote.customerReference, currency: quote.currency,
      rate: quote.rate, rateDay: quote.rateDay, orderDay: scope.today,
      deliveryDay: quote.deliveryDay, paymentTermID: quote.paymentTermID,
      vatPosition: quote.vatPosition, discount: quote.discount, carriage: quote.carriage,
      netAmount: quote.netAmount, companyNet: quote.companyNet, vatAmount: quote.vatAmount,
      totalAmount: quote.totalAmount,
      creditOverride: creditOverride, carriageCost: quote.carriageCost,
      ecoAmount: quote.ecoAmount)
    order.number = order.id.description
    try scope.store.insert(order)
    return (order, try writeLines(of: order.id))
  }

  /// The site's warehouse, else the quote's: its user's or the company's when it was made
  /// (product.md, "Orders, stock, credit").
  private func warehouse() throws -> ID<Warehouse> {
    let site = try quote.siteID.map { try scope.store.get($0) }
    return site?.warehouseID ?? quote.warehouseID
  }

  private func writeCost(_ cost: QuoteCost?, of order: ID<SalesOrder>) throws {
    guard let cost else { return }
    try scope.store.insert(
      SalesOrderCost(
        orderID: order, costAmount: cost.costAmount, costedNetAmount: cost.costedNetAmount,
        uncostedLines: cost.uncostedLines, uncostedNetAmount: cost.uncostedNetAmount))
  }

  private func writeLines(of order: ID<SalesOrder>) throws -> Quantity {
    try scope.store.insert(
      agreed.lines.map { line in
        OrderLine(
          orderID: order, line: line.line, position: line.position, kind: line.kind,
          productID: line.productID, description: line.description,
          typedQuantity: line.typedQuantity, typedUnit: line.typedUnit, quantity: line.quantity,
          priceUnit: line.priceUnit, unitPrice: line.unitPrice, listPrice: line.listPrice,
          priceSource: line.priceSource, priceRuleID: line.priceRuleID, discounts: line.discounts,
          netAmount: line.netAmount, companyNet: line.companyNet, vatCode: line.vatCode,
          vatRate: line.vatRate,
          otherWarehouses: line.otherWarehouses, heading: line.heading, ecoUnit: line.ecoUnit,
          ecoAmount: line.ecoAmount, setCode: line.setCode, setClosed: line.setClosed,
          setHidesParts: line.setHidesParts,
          setOf: line.setOf)
      })
    let taken = try OrderDerogations(scope: scope, agreed: agreed).take(for: order)
    try writeCost(taken.cost, of: order)
    try scope.store.insert(
      taken.costs.map { cost in
        OrderLineCost(
          orderID: order, line: cost.line, unitCost: cost.unitCost, costAmount: cost.costAmount,
          method: cost.method)
      })
    try scope.store.insert(taken.uses)
    return taken.short
  }
}

/// Keeps what each customer last paid, so that the desk finds it by key during a call.
struct CustomerPurchases {
  let scope: ActScope

  /// Notes the lines of a new order; of several lines of a product, the last one counts.
  func note(_ order: SalesOrder) throws {
    var last: [ID<Product>: OrderLine] = [:]
    for line in try scope.store.lines(of: order.id) {
      if let product = line.productID, line.quantity > .zero { last[product] = line }
    }
    let known = try scope.store.lastPurchases(of: Array(last.keys), by: order.customerID)
    var firsts: [CustomerProduct] = []
    for (product, line) in last.sorted(by: { $0.key < $1.key }) {
      let next = try purchase(line, of: product, order, after: known[product])
      if let known = known[product] {
        try scope.store.update(known, to: next)
      } else {
        firsts.append(next)
      }
    }
    try scope.store.insert(firsts)
  }

  private func purchase(
    _ line: OrderLine, of product: ID<Product>, _ order: SalesOrder, after known: CustomerProduct?
  ) throws -> CustomerProduct {
    let money = DocumentCurrency(
      order.currency, company: try scope.store.company().currency, rate: order.rate)
    let terms = LineAmounts(
      quantity: line.quantity, priceUnit: Int64(line.priceUnit), unitPrice: line.unitPrice,
      discounts: try Discounts(line.discounts))
    return CustomerProduct(
      customerID: order.customerID, productID: product, orderCount: (known?.orderCount ?? 0) + 1,
      lastOrderID: order.id, lastDay: order.orderDay, lastQuantity: line.quantity,
      // Kept in the company's currency: his next document may be in another one.
      lastPrice: money.own(terms.netUnitPrice) ?? terms.netUnitPrice, priceUnit: line.priceUnit,
      version: known?.version ?? 1)
  }
}
