import Sales
import SalesStore
import Values

/// Gives up what remains of an order, or of one of its lines (rules.md 2.14, AT-49).
public struct CloseOrder: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.close", roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// Only this line; nil = all that remain.
  public let line: Int?
  /// Why.
  public let reason: String

  /// The closing of an order or of a line.
  public init(order: ID<SalesOrder>, line: Int? = nil, reason: String) {
    orderID = order
    self.line = line
    self.reason = reason
  }

  /// Does it.
  ///
  /// - Returns: what each line gave back, and who can now be served.
  public func perform(_ scope: ActScope) throws -> [ClosedRemainder] {
    let order = try scope.store.get(orderID)
    let closed = try RemainderClosing(scope: scope).close(
      order, lines: line.map { [$0] }, reason: reason)
    try OrderProgress(scope: scope).settle(order)
    return closed
  }
}

/// Cancels an order of which nothing was delivered.
public struct CancelOrder: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.cancel", roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// Why.
  public let reason: String

  /// The cancellation of an order.
  public init(order: ID<SalesOrder>, reason: String) {
    orderID = order
    self.reason = reason
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> [ClosedRemainder] {
    let order = try scope.store.get(orderID)
    if try scope.store.lines(of: orderID).contains(where: { $0.delivered > .zero }) {
      throw Refusal(.orderPartlyDelivered, Fact("number", .text(order.number)))
    }
    let closed = try RemainderClosing(scope: scope).close(order, lines: nil, reason: reason)
    try OrderProgress(scope: scope).settle(order, cancelled: true)
    return closed
  }
}

/// Takes a closing back: the remainder is to be delivered again, if the credit still allows it
/// (AT-36); what the won stage triggers then looks for its goods.
public struct ReopenOrder: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("order.reopen", roles: .everyone)

  /// The order.
  public let orderID: ID<SalesOrder>
  /// A manager's decision to let it pass all the same.
  public let creditOverride: CreditOverride?

  /// The reopening of an order.
  public init(order: ID<SalesOrder>, creditOverride: CreditOverride? = nil) {
    orderID = order
    self.creditOverride = creditOverride
  }

  /// Does it.
  ///
  /// - Returns: where the goods of its lines are.
  public func perform(_ scope: ActScope) throws -> [LineSupply] {
    let order = try scope.store.get(orderID)
    let closed = try scope.store.lines(of: orderID)
      .filter { $0.state == .closed && $0.cancelled > .zero }
    guard !closed.isEmpty else {
      throw Refusal(.orderNotClosed, Fact("number", .text(order.number)))
    }
    let company = try scope.store.company().currency
    let money = DocumentCurrency(order.currency, company: company, rate: order.rate)
    let override = try CreditCheck(scope: scope, override: creditOverride).judge(
      order.customerID, more: try money.own(order.closedTotal), currency: company,
      about: ActSubject(kind: .order, id: orderID.rawValue))
    for line in closed {
      var open = line
      open.cancelled = .zero
      open.closedReason = ""
      open.state = try line.state.becoming(line.delivered > .zero ? .partlyDelivered : .open)
      try scope.store.update(line, to: open)
    }
    var reopened = order
    if !override.isEmpty { reopened.creditOverride = override }
    reopened = try scope.store.update(order, to: reopened)
    try OrderProgress(scope: scope).settle(reopened)
    try trigger(order, scope)
    scope.concerns(.order, order.id.rawValue)
    scope.concerns(.customer, order.customerID.rawValue)
    scope.note("number", .text(order.number))
    return try scope.store.supply(of: order.id, today: scope.today)
  }

  private func trigger(_ order: SalesOrder, _ scope: ActScope) throws {
    guard let opportunity = try order.opportunityID.map({ try scope.store.get($0) }),
      let stage = try scope.store.stage(of: opportunity.pipelineID, meaning: .won)
    else { return }
    try StageTriggers.run(stage, order: order.id, scope)
  }
}

extension RemainderClosing {
  /// Closes lines of an order: those named, or all that remain.
  func close(_ order: SalesOrder, lines: [Int]?, reason: String) throws -> [ClosedRemainder] {
    guard reason.contains(where: { !$0.isWhitespace }) else { throw Refusal(.reasonMissing) }
    let number = Fact("number", .text(order.number))
    let open = try scope.store.lines(of: order.id)
      .filter { $0.productID != nil && $0.state.canBecome(.closed) }
    guard !open.isEmpty else { throw Refusal(.orderNotOpen, number) }
    let chosen = lines.map { named in open.filter { named.contains($0.line) } } ?? open
    if let missing = lines?.first(where: { line in !chosen.contains { $0.line == line } }) {
      throw Refusal(.orderLineNotOpen, number, Fact("line", .count(missing)))
    }
    scope.concerns(.order, order.id.rawValue)
    scope.concerns(.customer, order.customerID.rawValue)
    scope.note("number", .text(order.number))
    scope.note("reason", .text(reason))
    return try close(chosen, reason: reason)
  }
}
