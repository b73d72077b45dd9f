extension Indicator {
  /// Σ margin / Σ net of the lines whose cost is known (rules.md 2.3, 2.18); folded by
  /// `DocumentMargin`, which names what it leaves out.
  public static let marginRate = Indicator(id: "marginRate", unit: .ratio)
}
