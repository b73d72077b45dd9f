extension Indicator {
  /// Quotes sent that have no answer yet.
  public static let waitingQuotes: Indicator = Indicator(id: "waitingQuotes", unit: .count) {
    slice in
    let quotes = slice.sums.quotes
    return Figure(
      .waitingQuotes, .count(quotes.count),
      inputs: [
        FigureTerm("quotesNet", .sum(quotes.net)),
        FigureTerm("longWaiting", .count(quotes.long), amount: quotes.longNet),
      ],
      rows: slice.rows(.waitingQuotes))
  }
}
