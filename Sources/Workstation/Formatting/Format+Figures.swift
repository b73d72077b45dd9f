import Sales
import SalesDesk
import Values

// Figures of the dashboard in words: on the screen, in "pourquoi ?", on the command line.

extension Format {
  /// A figure with its unit; a dash where it does not exist.
  public func figure(_ value: FigureValue, _ currency: Currency) -> String {
    switch value {
    case .count(let count): self.count(count)
    case .amount(let mean):
      mean.rounded(decimals: 0).map {
        money(Amount(minor: $0), currency)
      } ?? "—"
    case .ratio(let ratio): percent(ratio)
    case .days(let days):
      days.rounded(decimals: 1).map {
        text("figure.days", [Fact("days", .text(decimal($0, scale: 1, decimals: 1)))])
      } ?? "—"
    }
  }

  /// A share as a percentage with one decimal; a dash where it does not exist.
  public func percent(_ ratio: Fraction) -> String {
    guard let tenths = ratio.roundedPercent(decimals: 1) else { return "—" }
    return text("figure.percent", [Fact("percent", .text(decimal(tenths, scale: 1, decimals: 1)))])
  }

  /// The name of an indicator.
  public func name(of indicator: Indicator) -> String { texts[indicator.nameKey] }

  /// What goes into a figure: its name, and its value with the amount beside it.
  public func term(_ term: FigureTerm, _ currency: Currency) -> (name: String, value: String) {
    var value = figure(term.value, currency)
    if let amount = term.amount { value += " · " + money(amount, currency) }
    return (texts["indicator.term." + term.key], value)
  }

  /// What a figure leaves out, as a sentence: "1 ligne de 50,00 € sans coût".
  public func exclusion(_ term: FigureTerm, _ currency: Currency) -> String {
    guard case .count(let count) = term.value else { return self.term(term, currency).name }
    var values = ["count": self.count(count)]
    if let amount = term.amount { values["amount"] = money(amount, currency) }
    return texts.text("indicator.excluded." + term.key, count: count, values)
  }

  /// The days of a period.
  public func period(_ period: Period) -> String {
    switch (period.from, period.to) {
    case (let from?, let to?): day(from) + " – " + day(to)
    case (let from?, nil): text("figure.since", [Fact("day", .day(from))])
    case (nil, let to?): text("figure.until", [Fact("day", .day(to))])
    case (nil, nil): texts["figure.everything"]
    }
  }
}
