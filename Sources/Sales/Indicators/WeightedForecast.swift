extension Indicator {
  /// Σ amount × probability of open opportunities by month (rules.md 2.1); folded by `Forecast`.
  public static let weightedForecast: Indicator = Indicator(id: "weightedForecast", unit: .amount) {
    slice in
    let (open, forecast) = (slice.sums.open, slice.sums.forecast)
    return Figure(
      .weightedForecast, .sum(open.weighted),
      inputs: [
        FigureTerm("open", .count(open.count), amount: open.amount),
        FigureTerm("forecastLate", .count(forecast.late.count), amount: forecast.late.amount),
        FigureTerm(
          "forecastUndated", .count(forecast.undated.count), amount: forecast.undated.amount),
      ],
      exclusions: FigureTerm.some("withoutAmount", open.withoutAmount), rows: slice.rows(.open))
  }
}
