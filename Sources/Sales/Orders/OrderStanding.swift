import Values

/// Where an order stands as a whole, as its lines say: what its head keeps beside them, so that what
/// remains open is a subtraction and the exposure never doubles (AT-35).
public struct OrderStanding: Hashable, Sendable {
  /// Delivered, with tax.
  public let deliveredTotal: Amount
  /// Given up, with tax.
  public let closedTotal: Amount
  /// Open while a line is; delivered when all lines are; closed otherwise.
  public let state: OrderState

  /// The standing of an order whose total with tax is `total`.
  public init(total: Amount, lines: [OrderLine]) throws(Overflow) {
    let goods = lines.filter { $0.productID != nil }
    var weights: [Int64] = []
    for line in goods {
      weights.append(line.netAmount.minor + (try line.netAmount.times(line.vatRate)).minor)
    }
    let totals = try largestRemainder(total.minor, over: weights)
    let split = try OrderExposure(
      lines: zip(goods, totals).map { line, part in
        var exposed = ExposedLine(total: Amount(minor: part), ordered: line.quantity)
        exposed.cancelled = line.cancelled
        exposed.delivered = line.delivered
        return exposed
      })
    deliveredTotal = split.deliveredNotInvoiced
    closedTotal = total - split.deliveredNotInvoiced - split.open
    state = OrderStanding.state(of: goods)
  }

  private static func state(of lines: [OrderLine]) -> OrderState {
    if lines.contains(where: { $0.state == .open || $0.state == .partlyDelivered }) {
      return .open
    }
    return lines.allSatisfy { $0.state == .delivered } ? .delivered : .closed
  }
}
