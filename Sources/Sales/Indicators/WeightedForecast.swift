extension Indicator {
  /// Σ amount × probability of open opportunities by month (rules.md 2.1); folded by `Forecast`.
  public static let weightedForecast = Indicator(id: "weightedForecast", unit: .amount)
}
