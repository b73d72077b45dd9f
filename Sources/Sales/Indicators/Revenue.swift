extension Indicator {
  /// Σ net of confirmed orders, carriage outside (rules.md 2.18).
  public static let revenue: Indicator = Indicator(id: "revenue", unit: .amount) { slice in
    Figure(
      .revenue, .sum(slice.orders.net),
      inputs: [FigureTerm("orders", .count(slice.orders.count))],
      exclusions: FigureTerm.some("cancelledOrders", slice.orders.cancelled),
      rows: slice.rows(.orders))
  }
}
