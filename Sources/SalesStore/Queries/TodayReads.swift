import Database
import Sales
import Values

/// Goods that arrived for a shortage and wait to be delivered.
public struct ArrivedGoods: Sendable, Hashable {
  /// Order that waited.
  public let orderID: ID<SalesOrder>
  /// Its number.
  public let orderNumber: String
  /// Line.
  public let line: Int
  /// Customer.
  public let customerName: String
  /// Code of the product.
  public let productCode: String
  /// Its name.
  public let productName: String
  /// How much; base units.
  public let quantity: Quantity
  /// When it arrived.
  public let day: Day
}

/// An approval that waits for a manager.
public struct WaitingApproval: Sendable, Hashable {
  /// What was asked.
  public let approval: Approval
  /// The quote.
  public let quote: QuoteSummary
  /// Who asked.
  public let askedByName: String
  /// What the floors ask of who asked, by today's rules; nil = nothing any more.
  public let floorAction: FloorAction?
  /// Whether they block who reads, too: who is blocked himself grants in vain.
  public let blocksReader: Bool
}

/// A purchase order whose goods should be there by now.
public struct LatePurchase: Sendable, Hashable {
  /// The purchase order.
  public let id: ID<PurchaseOrder>
  /// Its number.
  public let number: String
  /// Who should have delivered.
  public let supplierName: String
  /// When.
  public let day: Day
  /// Customers' orders that wait for it and are still open.
  public let waitingOrders: Int
}

/// What the first screen shows of a day.
public struct TodayList: Sendable, Hashable {
  /// Open tasks due before today.
  public let lateTasks: [TaskSummary]
  /// Open tasks due today.
  public let tasks: [TaskSummary]
  /// Sent quotes whose validity ends soon (setting `quote.expiringDays`), and those that have ended
  /// in the same number of days.
  public let expiringQuotes: [QuoteSummary]
  /// Shortages whose goods arrived, not delivered yet.
  public let arrivals: [ArrivedGoods]
  /// Purchase orders past the day their supplier announced, the latest first.
  public let latePurchases: [LatePurchase]
  /// Opportunities that stay too long in their stage.
  public let stagnating: [BoardCard]
  /// Quotes that wait for this person's agreement.
  public let approvals: [WaitingApproval]
}

extension StoreReading {
  /// The day of a person.
  ///
  /// - Parameters:
  ///   - approves: whether the person may approve quotes by role; a delegate may anyway.
  ///   - buys: whether the person follows all purchases, and not only those his own orders wait for.
  public func todayList(
    for person: ID<Salesperson>, approves: Bool, buys: Bool = true, today: Day, limit: Int = 50
  ) throws -> TodayList {
    let tasks = try openTasks(for: person, by: today, limit: limit)
    var stagnant: [BoardCard] = []
    for pipeline in try pipelines() {
      stagnant += try stagnating(in: pipeline.id, of: person, today: today, limit: limit)
    }
    return TodayList(
      lateTasks: tasks.filter { $0.activity.dueDay < today },
      tasks: tasks.filter { $0.activity.dueDay == today },
      expiringQuotes: try expiringQuotes(of: person, today: today, limit: limit),
      arrivals: try arrivals(for: person, limit: limit),
      latePurchases: try latePurchases(holdingUp: buys ? nil : person, today: today, limit: limit),
      stagnating: stagnant,
      approvals: try waitingApprovals(
        for: person, approves: approves, today: today, limit: limit))
  }

  /// The sent quotes whose validity ends within the setting's days before or after today.
  public func expiringQuotes(
    of person: ID<Salesperson>?, today: Day, limit: Int = 50
  ) throws -> [QuoteSummary] {
    let days = try settings().expiringDays
    let mine: SQL = person.map { " AND salesperson_id = \($0)" } ?? ""
    return try summaries(
      all(
        Quote.self,
        """
        WHERE state = 'sent' AND validity_day BETWEEN \(today - days) AND \(today + days)
        """ + mine + " ORDER BY validity_day, id LIMIT \(limit)"))
  }

  /// The purchase orders whose announced day has passed, the oldest day first.
  ///
  /// - Parameter person: only those that open orders of this person wait for; nil = all.
  public func latePurchases(
    holdingUp person: ID<Salesperson>?, today: Day, limit: Int = 50
  ) throws -> [LatePurchase] {
    let waiting: SQL =
      """
      FROM purchase_line_request AS link
        JOIN purchase_request_need AS need ON need.request_id = link.request_id
        JOIN sales_order ON sales_order.id = need.order_id
      WHERE link.purchase_order_id = purchase_order.id AND sales_order.state = 'open'
      """
    let mine: SQL =
      person.map { " AND EXISTS (SELECT 1 " + waiting + " AND sales_order.salesperson_id = \($0))" }
      ?? ""
    return try connection.rows(
      """
      SELECT purchase_order.id, purchase_order.number, supplier.name, purchase_order.expected_day,
        (SELECT COUNT(DISTINCT sales_order.id)
      """ + " " + waiting + ") "
        + """
        FROM purchase_order JOIN supplier ON supplier.id = purchase_order.supplier_id
        WHERE purchase_order.state IN ('ordered', 'partlyReceived')
          AND purchase_order.expected_day < \(today)
        """ + mine + " ORDER BY purchase_order.expected_day, purchase_order.id LIMIT \(limit)"
    ) { row in
      var field = FieldReader(row)
      return LatePurchase(
        id: try field.id(), number: try field.text(), supplierName: try field.text(),
        day: try field.day(), waitingOrders: try field.int())
    }
  }

  /// Goods received for order lines that waited for them, the oldest first.
  public func arrivals(
    for person: ID<Salesperson>?, limit: Int = 50
  ) throws -> [ArrivedGoods] {
    let mine: SQL = person.map { " AND sales_order.salesperson_id = \($0)" } ?? ""
    return try connection.rows(
      """
      SELECT sales_order.id, sales_order.number, reservation.line, customer.name, product.code,
        product.name, reservation.quantity, reservation.day
      FROM reservation
        JOIN sales_order ON sales_order.id = reservation.order_id
        JOIN customer ON customer.id = sales_order.customer_id
        JOIN product ON product.id = reservation.product_id
      WHERE reservation.state = 'held' AND reservation.origin = 'receipt'
      """ + mine + " ORDER BY reservation.day LIMIT \(limit)"
    ) { row in
      var field = FieldReader(row)
      return ArrivedGoods(
        orderID: try field.id(), orderNumber: try field.text(), line: try field.int(),
        customerName: try field.text(), productCode: try field.text(),
        productName: try field.text(), quantity: try field.quantity(), day: try field.day())
    }
  }

  /// The approvals that wait for a person, oldest first: of terms that still stand, and those that the
  /// person may decide on (`DecidingSeat`).
  ///
  /// - Parameter approves: whether the person may approve by role.
  public func waitingApprovals(
    for person: ID<Salesperson>, approves: Bool, today: Day, limit: Int = 50
  ) throws -> [WaitingApproval] {
    guard try approves || !delegators(to: person, on: today).isEmpty else { return [] }
    let asked = try all(
      Approval.self, "WHERE state = 'asked' ORDER BY asked_at LIMIT \(limit)")
    return try asked.compactMap { approval in
      let quote = try get(approval.quoteID)
      guard quote.termsRevision == approval.termsRevision,
        try seat(of: person, approves: approves, for: approval, on: quote, day: today).decides
      else { return nil }
      let draft = try draft(of: quote.id)
      return WaitingApproval(
        approval: approval, quote: try summary(quote),
        askedByName: try get(approval.askedBy).name,
        floorAction: try draft.storedVerdict(for: roles(of: approval.askedBy)).action,
        blocksReader: try draft.storedVerdict().isBlocked)
    }
  }
}
