import Values

extension Indicator {
  /// Σ net of confirmed orders / their number (rules.md 2.18).
  public static let averageBasket: Indicator = Indicator(id: "averageBasket", unit: .amount) {
    slice in
    Figure(
      .averageBasket, .amount(slice.orders.basket.mean),
      inputs: [
        FigureTerm("revenue", .sum(slice.orders.net)),
        FigureTerm("orders", .count(slice.orders.count)),
      ],
      exclusions: FigureTerm.some("cancelledOrders", slice.orders.cancelled),
      rows: slice.rows(.orders))
  }
}

/// Confirmed orders of a period: cancelled ones excluded, returns apart, carriage outside (AT-55).
public struct AverageBasket: Hashable, Sendable {
  /// Σ of the orders, without tax.
  public private(set) var revenue: Amount = .zero
  /// How many orders.
  public private(set) var orders = 0

  /// The basket of those orders, each with its net and whether it was cancelled.
  public init(_ orders: some Sequence<(net: Amount, isCancelled: Bool)>) throws(Overflow) {
    for order in orders where !order.isCancelled {
      revenue = try revenue.adding(order.net)
      self.orders += 1
    }
  }

  /// The basket of sums that are known already.
  public init(revenue: Amount, orders: Int) {
    self.revenue = revenue
    self.orders = orders
  }

  /// Σ / number, in minor units; exact.
  public var mean: Fraction { Fraction(revenue.minor, Int64(orders)) }

  /// The mean rounded to the minor unit; nil without an order.
  public var amount: Amount? { mean.rounded(decimals: 0).map(Amount.init(minor:)) }
}
