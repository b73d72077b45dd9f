extension Indicator {
  /// Σ net − Σ cost of the ordered lines whose cost is known (rules.md 2.3, AT-59).
  public static let orderedMargin: Indicator = Indicator(id: "orderedMargin", unit: .amount) {
    slice in
    Figure(
      .orderedMargin, .sum(slice.orders.margin),
      inputs: [
        FigureTerm("netWithCost", .sum(slice.orders.netWithCost)),
        FigureTerm("cost", .sum(slice.orders.cost)),
        FigureTerm("marginRate", .ratio(slice.orders.marginRate)),
      ],
      exclusions: slice.orders.withoutCostTerms, rows: slice.rows(.orders))
  }
}

extension OrderSum {
  /// What a margin leaves out, by name: lines without cost where lines say so, whole orders else.
  var withoutCostTerms: [FigureTerm] {
    let lines = FigureTerm.some(
      "linesWithoutCost", linesWithoutCost, amount: withoutCost == 0 ? netWithoutCost : nil)
    return lines
      + FigureTerm.some("ordersWithoutCost", withoutCost, amount: netWithoutCost)
      + FigureTerm.some("cancelledOrders", cancelled)
  }
}
