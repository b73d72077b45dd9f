import Sales
import SalesStore
import Values

/// Sends a draft purchase order to its supplier. Final: he has it.
public struct OrderFromSupplier: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry(
    "purchase.order", .final, roles: .everyone, showsCosts: true)

  /// The purchase order.
  public let orderID: ID<PurchaseOrder>
  /// The day announced, where it is known better than by lead times.
  public let expectedDay: Day?

  /// The sending of a purchase order.
  public init(order: ID<PurchaseOrder>, expectedDay: Day? = nil) {
    orderID = order
    self.expectedDay = expectedDay
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PurchaseOrder {
    let draft = try scope.store.get(orderID)
    guard draft.state == .draft else {
      throw Refusal(.purchaseNotDraft, Fact("number", .text(draft.number)))
    }
    if let expectedDay {
      for line in try scope.store.lines(of: draft.id) {
        var announced = line
        announced.expectedDay = expectedDay
        try scope.store.update(line, to: announced)
      }
    }
    let answered = Set(try scope.store.requestLinks(of: draft.id).map(\.requestID))
    for request in try scope.store.claimRequests(answered) {
      var ordered = request
      ordered.state = try request.state.becoming(.ordered)
      if ordered.supplierID == nil { ordered.supplierID = draft.supplierID }
      try scope.store.update(request, to: ordered)
    }
    var sent = draft
    sent.state = .ordered
    sent.orderDay = scope.today
    if let expectedDay { sent.expectedDay = expectedDay }
    scope.concerns(.purchaseOrder, draft.id.rawValue)
    scope.note("number", .text(draft.number))
    scope.note("supplier", .text(try scope.store.get(draft.supplierID).name))
    return try scope.store.update(draft, to: sent)
  }
}

/// Notes another day that the supplier announces, for the whole purchase order or one line.
public struct ChangeExpectedDay: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("purchase.expected", roles: .everyone)

  /// The purchase order.
  public let orderID: ID<PurchaseOrder>
  /// Only this line; nil = all that are under way.
  public let line: Int?
  /// The day announced; nil = unknown.
  public let day: Day?
  /// The day that was seen of each line.
  public let read: [Int: Day?]
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The change of the day announced. Of a line without what was read, what is wanted stands.
  public init(order: ID<PurchaseOrder>, line: Int? = nil, day: Day?, read: [Int: Day?] = [:]) {
    orderID = order
    self.line = line
    self.day = day
    self.read = read
  }

  /// Does it.
  ///
  /// - Returns: the orders of customers whose goods come on another day, by number.
  /// - Throws: `Conflict` where another desk noted another day for a line since it was read.
  public func perform(_ scope: ActScope) throws -> [String] {
    let order = try scope.store.get(orderID)
    let lines = try scope.store.lines(of: orderID).filter { line in
      (self.line ?? line.line) == line.line
        && (line.state == .ordered || line.state == .partlyReceived)
    }
    guard !lines.isEmpty else {
      throw Refusal(
        .purchaseLineNotOpen, Fact("number", .text(order.number)),
        Fact("line", .count(line ?? 0)))
    }
    let merges = lines.map { line in
      var merge = FieldMerge(line, settlement, part: String(line.line))
      merge.take(
        "expectedDay", .set(day), read: read[line.line].map { .set($0) } ?? .keep, \.expectedDay
      ) { $0.map { .day($0) } }
      return merge
    }
    try merges.check(order.number, scope)
    for merge in merges { try scope.store.update(merge.stored, to: merge.merged) }
    var later = order
    later.expectedDay = try scope.store.lines(of: orderID)
      .filter { $0.state == .ordered || $0.state == .partlyReceived }
      .compactMap(\.expectedDay).max()
    try scope.store.update(order, to: later)
    scope.concerns(.purchaseOrder, order.id.rawValue)
    scope.note("number", .text(order.number))
    if let day { scope.note("day", .day(day)) }
    return try scope.store.ordersWaiting(for: orderID, lines: lines.map(\.line))
  }
}

/// Gives up what a supplier will not deliver any more.
public struct ClosePurchaseLine: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("purchase.close", roles: .everyone)

  /// The purchase order.
  public let orderID: ID<PurchaseOrder>
  /// Only this line; nil = all that are under way.
  public let line: Int?

  /// The closing of a purchase order or of a line.
  public init(order: ID<PurchaseOrder>, line: Int? = nil) {
    orderID = order
    self.line = line
  }

  /// Does it.
  ///
  /// - Returns: the orders of customers that no longer have goods under way from it, by number.
  public func perform(_ scope: ActScope) throws -> [String] {
    let order = try scope.store.get(orderID)
    let lines = try scope.store.lines(of: orderID).filter { line in
      (self.line ?? line.line) == line.line && line.state.canBecome(.closed)
    }
    guard order.state != .draft, !lines.isEmpty else {
      throw Refusal(
        .purchaseLineNotOpen, Fact("number", .text(order.number)),
        Fact("line", .count(line ?? 0)))
    }
    for line in lines {
      var closed = line
      closed.state = try line.state.becoming(.closed)
      try scope.store.update(line, to: closed)
    }
    try PurchaseProgress(scope: scope).settle(order)
    scope.concerns(.purchaseOrder, order.id.rawValue)
    scope.note("number", .text(order.number))
    return try scope.store.ordersWaiting(for: orderID, lines: lines.map(\.line))
  }
}

/// Withdraws a request that nobody ordered.
public struct CancelPurchaseRequest: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("request.cancel", roles: .everyone)

  /// The request.
  public let requestID: ID<PurchaseRequest>

  /// The withdrawal of a request.
  public init(request: ID<PurchaseRequest>) {
    requestID = request
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PurchaseRequest {
    let request = try scope.store.claim(requestID)
    let product = try scope.store.get(request.productID)
    guard try scope.store.isToOrder(request) else {
      throw Refusal(.requestNotOpen, Fact("product", .text(product.code)))
    }
    var cancelled = request
    cancelled.state = try request.state.becoming(.cancelled)
    scope.concerns(.product, product.id.rawValue)
    scope.note("product", .text(product.code))
    return try scope.store.update(request, to: cancelled)
  }
}

/// Keeps the state of a purchase order in step with its lines.
struct PurchaseProgress {
  let scope: ActScope

  /// Writes the header as the lines now say.
  @discardableResult
  func settle(_ order: PurchaseOrder) throws -> PurchaseOrder {
    var settled = order
    settled.state = PurchaseProgress.state(of: try scope.store.lines(of: order.id))
    return try scope.store.update(order, to: settled)
  }

  /// Under way while a line is; received when all lines are; closed otherwise.
  static func state(of lines: [PurchaseLine]) -> PurchaseOrderState {
    if lines.contains(where: { $0.state == .ordered || $0.state == .partlyReceived }) {
      return lines.contains { $0.received > .zero } ? .partlyReceived : .ordered
    }
    return lines.allSatisfy { $0.state == .received } ? .received : .closed
  }
}
