import Database
import Sales
import Values

/// Where a customer stands: what he and his group owe or are about to owe, against the limit
/// (rules.md 2.9). All amounts with tax, in the company's currency.
public struct CreditPosition: Sendable, Hashable {
  /// The customer asked about.
  public let customerID: ID<Customer>
  /// Its name.
  public let customerName: String
  /// Whether it, or the head of its group, is blocked.
  public let isBlocked: Bool
  /// Why.
  public let blockedReason: String
  /// The limit: of the head of the group where it has one, else of the customer; nil = none.
  public let limit: Amount?
  /// Whose exposure is counted: the customer, or all of the group where the limit is the group's.
  public let members: [ID<Customer>]
  /// The terms.
  public let terms: ExposureTerms
  /// Orders due after this day are left out of the exposure; nil = all count.
  public let horizon: Day?
  /// Invoices past their due day, disputed ones included.
  public let overdue: Amount
  /// Due day of the oldest of them.
  public let oldestOverdue: Day?

  /// The exposure.
  public func exposure() throws -> Amount { try terms.exposure(until: horizon) }

  /// What the limit says to more.
  public func verdict(adding more: Amount = .zero) throws -> CreditVerdict {
    try CreditVerdict(exposure: try exposure(), order: more, limit: limit)
  }
}

extension StoreReading {
  /// The credit position of a customer.
  ///
  /// - Parameter horizonDays: orders due later than this many days from today are left out; nil =
  ///   the setting `credit.horizonDays`, where the company has one.
  public func creditPosition(
    of id: ID<Customer>, today: Day, horizonDays: Int? = nil
  ) throws -> CreditPosition {
    let customer = try get(id)
    let head = try customer.parentID.map { try get($0) }
    let isGroup = head?.creditLimit != nil
    let root = isGroup ? head?.id ?? id : id
    let members = try groupMembers(of: root, whole: isGroup || head == nil)
    let days = try horizonDays ?? creditHorizonDays()
    let horizon = days.map { today + $0 }
    let overdue = try overdueItems(of: members, today: today)
    return CreditPosition(
      customerID: id, customerName: customer.name,
      isBlocked: customer.blocked || head?.blocked == true,
      blockedReason: customer.blocked ? customer.blockedReason : head?.blockedReason ?? "",
      limit: head?.creditLimit ?? customer.creditLimit, members: members,
      terms: try exposureTerms(of: members), horizon: horizon, overdue: overdue.amount,
      oldestOverdue: overdue.oldest)
  }

  private func creditHorizonDays() throws -> Int? {
    let days = try settings().creditHorizonDays
    return days > 0 ? days : nil
  }

  /// A customer with those that name it as their parent.
  private func groupMembers(of head: ID<Customer>, whole: Bool) throws -> [ID<Customer>] {
    guard whole else { return [head] }
    let children: [ID<Customer>] = try connection.rows(
      "SELECT id FROM customer WHERE parent_id = \(head) ORDER BY id"
    ) { ID(rawValue: try $0.id(0)) }
    return [head] + children
  }

  private func exposureTerms(of members: [ID<Customer>]) throws -> ExposureTerms {
    var terms = ExposureTerms()
    let own = try company().currency
    // What is open is a subtraction, in the order's currency as in the company's (AT-35).
    terms.openOrders = try connection.rows(
      """
      SELECT total_amount - delivered_total - closed_total, delivery_day, currency, rate
      FROM sales_order
      WHERE customer_id IN \(raw: .list(members)) AND state = 'open' AND invoiced_elsewhere = 0
      """
    ) { row in
      DueAmount(try row.own(0, in: own, currency: 2, rate: 3), due: try row.optionalDay(1))
    }
    let delivered = try connection.rows(
      """
      SELECT delivery.total_amount - delivery.invoiced_amount, sales_order.currency,
        sales_order.rate
      FROM delivery JOIN sales_order ON sales_order.id = delivery.order_id
      WHERE delivery.customer_id IN \(raw: .list(members)) AND delivery.imported = 0
        AND delivery.total_amount > delivery.invoiced_amount
      """
    ) { try $0.own(0, in: own, currency: 1, rate: 2) }
    terms.deliveredNotInvoiced = try Amount.sum(delivered)
    try connection.forEach(
      """
      SELECT kind, CAST(SUM(balance) AS BIGINT) FROM open_item
      WHERE customer_id IN \(raw: .list(members)) GROUP BY kind
      """
    ) { row in
      let balance = try row.amount(1)
      switch OpenItemKind(rawValue: try row.text(0)) {
      case .invoice: terms.invoices = balance
      case .unpostedInvoice: terms.unpostedInvoices = balance
      case .creditNote: terms.creditNotes = balance
      case .deposit: terms.deposits = balance
      case .billOfExchange: terms.billsOfExchange = balance
      case nil: throw StoreError.unknownWord(column: 0, word: try row.text(0))
      }
    }
    return terms
  }

  private func overdueItems(
    of members: [ID<Customer>], today: Day
  ) throws -> (amount: Amount, oldest: Day?) {
    try connection.first(
      """
      SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT), MIN(due_day) FROM open_item
      WHERE customer_id IN \(raw: .list(members)) AND due_day < \(today) AND kind = 'invoice'
        AND balance > 0
      """
    ) { (try $0.amount(0), try $0.optionalDay(1)) } ?? (.zero, nil)
  }
}
