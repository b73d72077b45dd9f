import Sales
import SalesStore
import Values

/// Keeps an order's header in step with its lines: what was delivered and given up with tax, and the
/// state. What remains open is a subtraction, so that the exposure never doubles (AT-35).
struct OrderProgress {
  let scope: ActScope

  /// Writes the header as the lines now say.
  ///
  /// - Parameter cancelled: whether an order of which nothing remains was cancelled as a whole.
  @discardableResult
  func settle(_ order: SalesOrder, cancelled: Bool = false) throws -> SalesOrder {
    let lines = try scope.store.lines(of: order.id).filter { $0.productID != nil }
    let exposed = try OrderProgress.exposed(lines, of: order)
    let split = try OrderExposure(lines: exposed)
    var settled = order
    settled.deliveredTotal = split.deliveredNotInvoiced
    settled.closedTotal = order.totalAmount - split.deliveredNotInvoiced - split.open
    settled.state = OrderProgress.state(of: lines, cancelled: cancelled)
    return try scope.store.update(order, to: settled)
  }

  /// Open while a line is; delivered when all lines are; closed or cancelled otherwise.
  static func state(of lines: [OrderLine], cancelled: Bool) -> OrderState {
    if lines.contains(where: { $0.state == .open || $0.state == .partlyDelivered }) {
      return .open
    }
    if cancelled { return .cancelled }
    return lines.allSatisfy { $0.state == .delivered } ? .delivered : .closed
  }

  /// The total with tax spread over the lines, so that their parts sum to it; carriage follows the
  /// goods.
  static func exposed(_ lines: [OrderLine], of order: SalesOrder) throws -> [ExposedLine] {
    let weights = try lines.map { line in
      line.netAmount.minor + (try line.netAmount.times(line.vatRate)).minor
    }
    let totals = try largestRemainder(order.totalAmount.minor, over: weights)
    return zip(lines, totals).map { line, total in
      var exposed = ExposedLine(total: Amount(minor: total), ordered: line.quantity)
      exposed.cancelled = line.cancelled
      exposed.delivered = line.delivered
      return exposed
    }
  }
}
