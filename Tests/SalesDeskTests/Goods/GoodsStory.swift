import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// What stories about goods start from: a company, a desk, and quotes that are sent already.
struct GoodsStory {
  let company: TestCompany
  let desk: Desk
  let customer: Customer

  init(creditLimit: String? = nil) throws {
    company = try TestCompany()
    desk = try company.desk()
    customer = try company.customer {
      $0.creditLimit = creditLimit.flatMap { try? Money(machine: $0, .eur).amount }
    }
  }

  /// A product with a cost, and stock that is worth it.
  @discardableResult
  func product(
    _ code: String, price: String = "10.00", cost: String? = "6.00", onHand: String = "0",
    in warehouse: Warehouse? = nil
  ) throws -> Product {
    let product = try company.product(code, price: price, cost: cost)
    if units(onHand) > .zero { try company.stock(product, onHand: onHand, in: warehouse) }
    return product
  }

  /// A quote sent to the customer: 20 % VAT, one line per product, at its list price.
  func sentQuote(
    _ lines: [(Product, String)], validDays: Int = 30, to buyer: Customer? = nil,
    _ edit: (inout Quote) -> Void = { _ in }
  ) throws -> Quote {
    let warehouse = try company.warehouse()
    return try company.store.write { writer in
      let opportunity = try openOpportunity(buyer ?? customer, writer)
      let net = try lines.map { try Self.net($0.0, $0.1) }
      let costs = try lines.map { try Self.cost($0.0, $0.1, writer) }
      let totals = try DocumentTotals(
        lines: net.map { TaxedAmount(net: $0, vatRate: Ratio(percent: 20)) })
      var quote = Quote(
        id: company.ids.mint(), number: try writer.drawNumber("quote"),
        opportunityID: opportunity.id, customerID: (buyer ?? customer).id,
        warehouseID: warehouse.id, currency: .eur, priceDay: company.today,
        createdDay: company.today, sentDay: company.today,
        validityDay: company.today + validDays, state: .sent, nextLine: lines.count + 1,
        netAmount: totals.net, vatAmount: totals.vat, totalAmount: totals.total)
      edit(&quote)
      try writer.insertInBulk(quote)
      try writer.insertInBulk(
        QuoteCost(
          quoteID: quote.id, costAmount: costs.compactMap { $0?.1 }.reduce(.zero, +),
          costedNetAmount: zip(net, costs).filter { $0.1 != nil }.map(\.0).reduce(.zero, +),
          uncostedLines: costs.filter { $0 == nil }.count,
          uncostedNetAmount: zip(net, costs).filter { $0.1 == nil }.map(\.0).reduce(.zero, +)))
      for (index, line) in lines.enumerated() {
        let quantity = try Quantity(machine: line.1)
        try writer.insertInBulk(
          QuoteLine(
            quoteID: quote.id, line: index + 1, position: index + 1, productID: line.0.id,
            description: line.0.name, typedQuantity: quantity, typedUnit: "u", quantity: quantity,
            unitPrice: line.0.listPrice ?? .zero, netAmount: net[index],
            vatRate: Ratio(percent: 20)))
        guard let cost = costs[index] else { continue }
        try writer.insertInBulk(
          QuoteLineCost(
            quoteID: quote.id, line: index + 1, unitCost: cost.0, costAmount: cost.1,
            method: try writer.costRules().valuation))
      }
      return quote
    }
  }

  private func openOpportunity(_ buyer: Customer, _ writer: StoreWriter) throws -> Opportunity {
    guard let stage = try writer.first(Stage.self, "WHERE code = 'DEVIS'") else {
      throw StoreError.notFound(kind: "stage", key: "DEVIS")
    }
    let opportunity = Opportunity(
      id: company.ids.mint(), searchKey: try writer.nextSearchKey(Opportunity.self),
      number: try writer.drawNumber("opportunity"), title: "Chantier", customerID: buyer.id,
      pipelineID: stage.pipelineID, stageID: stage.id, stageDay: company.today,
      probability: stage.probability, openedDay: company.today, createdDay: company.today)
    try writer.insertInBulk(opportunity)
    try writer.index(opportunity)
    try writer.insertInBulk(
      OpportunityStay(
        opportunityID: opportunity.id, sequence: 1, stageID: stage.id, enteredDay: company.today))
    return opportunity
  }

  private static func net(_ product: Product, _ quantity: String) throws -> Amount {
    try LineAmounts(
      quantity: try Quantity(machine: quantity), unitPrice: product.listPrice ?? .zero
    ).net()
  }

  private static func cost(
    _ product: Product, _ quantity: String, _ writer: StoreWriter
  ) throws -> (UnitCost, Amount)? {
    guard let row = try writer.stockCost(of: product.id) else { return nil }
    return (
      row.unitCost,
      try LineMargin.cost(of: try Quantity(machine: quantity), at: row.unitCost)
    )
  }

  /// An order made of an accepted quote.
  func order(_ lines: [(Product, String)], to buyer: Customer? = nil) throws -> Acceptance {
    let quote = try sentQuote(lines, to: buyer)
    return try desk.perform(AcceptQuote(quote: quote.id)).outcome
  }

  func level(_ product: Product, in warehouse: Warehouse? = nil) throws -> StockLevel {
    let place = try warehouse ?? company.warehouse()
    return try company.store.read {
      try $0.level(of: product.id, in: place.id)
        ?? StockLevel(productID: product.id, warehouseID: place.id)
    }
  }

  func exposure(of buyer: Customer? = nil) throws -> Amount {
    try company.store.read {
      try $0.creditPosition(of: (buyer ?? customer).id, today: company.today).exposure()
    }
  }
}

func units(_ text: String) -> Quantity { (try? Quantity(machine: text)) ?? .zero }
func euros(_ text: String) -> Amount { (try? Money(machine: text, .eur).amount) ?? .zero }

/// The reason with which an act is refused.
func refusal(_ body: () throws -> Void) -> RefusalReason? {
  do {
    try body()
    return nil
  } catch let refusal as Refusal {
    return refusal.reason
  } catch {
    Issue.record(error)
    return nil
  }
}
