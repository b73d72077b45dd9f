import Sales
import SalesStore
import Values

/// Turns a delivery, or part of it, into what the customer owes: until invoices exist, credit
/// exposure moves from delivered to owed and never doubles (product.md).
public struct InvoiceDelivery: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("delivery.invoiced", roles: .everyone)

  /// The delivery.
  public let deliveryID: ID<Delivery>
  /// Number of the invoice made elsewhere.
  public let invoiceNumber: String
  /// Its due day.
  public let dueDay: Day
  /// Its amount with tax, in the order's currency; nil = all that is left to invoice.
  public let amount: Amount?

  /// The invoicing of a delivery.
  public init(delivery: ID<Delivery>, number: String, due: Day, amount: Amount? = nil) {
    deliveryID = delivery
    invoiceNumber = number
    dueDay = due
    self.amount = amount
  }

  /// Does it.
  ///
  /// - Returns: what the customer owes for it.
  public func perform(_ scope: ActScope) throws -> OpenItem {
    let delivery = try scope.store.get(deliveryID)
    let number = Fact("number", .text(delivery.number))
    guard !delivery.imported else { throw Refusal(.deliveryImported, number) }
    let open = delivery.totalAmount - delivery.invoicedAmount
    let asked = amount ?? open
    let order = try scope.store.get(delivery.orderID)
    let currency = order.currency
    guard asked > .zero, asked <= open else {
      throw Refusal(
        .invoiceOverDelivery, number, Fact("amount", .money(Money(asked, currency))),
        Fact("open", .money(Money(open, currency))))
    }
    var invoiced = delivery
    invoiced.invoicedAmount += asked
    try scope.store.update(delivery, to: invoiced)
    // What is owed is counted in the company's currency, at the rate of the order: parts are subtractions, so
    // that they sum to the whole.
    let money = DocumentCurrency(
      currency, company: try scope.store.company().currency, rate: order.rate)
    let owed =
      try money.own(invoiced.invoicedAmount) - (try money.own(delivery.invoicedAmount))
    if invoiced.invoicedAmount == invoiced.totalAmount { try noteQuantities(delivery, scope) }
    let item = OpenItem(
      id: scope.mint(), customerID: delivery.customerID, kind: .invoice, number: invoiceNumber,
      issueDay: scope.today, dueDay: dueDay, balance: owed)
    try scope.store.insert(item)
    scope.concerns(.order, delivery.orderID.rawValue)
    scope.concerns(.customer, delivery.customerID.rawValue)
    scope.note("number", .text(delivery.number))
    scope.note("invoice", .text(invoiceNumber))
    scope.note("amount", .money(Money(asked, currency)))
    return item
  }

  /// Quantities are known to be invoiced once the whole delivery is.
  private func noteQuantities(_ delivery: Delivery, _ scope: ActScope) throws {
    for part in try scope.store.lines(of: delivery.id) {
      let line = try scope.store.line(part.line, of: delivery.orderID)
      var invoiced = line
      invoiced.invoiced += part.quantity
      try scope.store.update(line, to: invoiced)
    }
  }
}
