extension Indicator {
  /// Σ net − Σ cost of the ordered lines whose cost is known (rules.md 2.3, AT-59).
  public static let orderedMargin: Indicator = Indicator(id: "orderedMargin", unit: .amount) {
    slice in
    guard !slice.hidesCosts else { return .hidden(.orderedMargin, .amount(.unavailable)) }
    return Figure(
      .orderedMargin, .sum(slice.orders.margin),
      inputs: [
        FigureTerm("netWithCost", .sum(slice.orders.netWithCost)),
        FigureTerm("cost", .sum(slice.orders.cost)),
        FigureTerm("marginRate", .ratio(slice.orders.marginRate)),
      ],
      exclusions: slice.orders.withoutCostTerms, rows: slice.rows(.orders))
  }
}

extension Figure {
  /// A figure that costs would tell, for who does not see them: it says why it is none.
  static func hidden(_ indicator: Indicator, _ value: FigureValue) -> Figure {
    Figure(indicator, value, inputs: [], exclusions: [FigureTerm("costsHidden", value)])
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
