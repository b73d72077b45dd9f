extension Indicator {
  /// Σ margin / Σ net of the lines whose cost is known (rules.md 2.3, 2.18); folded by
  /// `DocumentMargin`, which names what it leaves out.
  public static let marginRate: Indicator = Indicator(id: "marginRate", unit: .ratio) { slice in
    guard !slice.hidesCosts else { return .hidden(.marginRate, .ratio(.unavailable)) }
    return Figure(
      .marginRate, .ratio(slice.orders.marginRate),
      inputs: [
        FigureTerm("margin", .sum(slice.orders.margin)),
        FigureTerm("netWithCost", .sum(slice.orders.netWithCost)),
      ],
      exclusions: slice.orders.withoutCostTerms, rows: slice.rows(.orders))
  }
}
