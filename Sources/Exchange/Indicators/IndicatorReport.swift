import Sales
import SalesStore
import Values

/// A dashboard as files have it: `comptoir kpi --json` and the export of the screen are the same text.
///
/// Amounts have the decimals of the currency, means and ratios six, days are ISO; what does not exist
/// is null, never zero. No figure passes through binary floating point.
public struct IndicatorReport: Sendable {
  /// The figures.
  public let dashboard: Dashboard
  /// Revenue and margin by family, where they were asked for.
  public let families: [FamilyMargin]
  /// The company's currency.
  public let currency: Currency

  /// A report on those figures.
  public init(_ dashboard: Dashboard, families: [FamilyMargin] = [], currency: Currency) {
    self.dashboard = dashboard
    self.families = families
    self.currency = currency
  }

  /// The whole report.
  public var json: JSON {
    var members: [(key: String, value: JSON)] = [
      ("today", .text(dashboard.today.isoText)), ("from", day(dashboard.scope.period.from)),
      ("to", day(dashboard.scope.period.to)), ("currency", .text(currency.code)),
    ]
    members += slice(dashboard.whole)
    members += [
      ("repeatRate", ratio(dashboard.whole.repeatRate?.rate ?? .unavailable)),
      ("figures", .array(dashboard.whole.figures.map(figure))),
      ("bySalesperson", parts(dashboard.bySalesperson)), ("byTeam", parts(dashboard.byTeam)),
    ]
    if !families.isEmpty { members.append(("byFamily", .array(families.map(family)))) }
    return .object(members)
  }

  private func parts(_ parts: [Dashboard.Part]) -> JSON {
    .array(
      parts.map { part in
        .object([("name", part.name.map { .text($0) } ?? .null)] + slice(part.slice))
      })
  }

  /// The keys that the whole, a salesperson and a team share.
  private func slice(_ slice: SalesSlice) -> [(key: String, value: JSON)] {
    let (won, open) = (slice.sums.won, slice.sums.open)
    return [
      ("stages", stages(slice)), ("opportunities", count(slice.opportunities)),
      ("won", count(slice.won)), ("lost", count(slice.lost)), ("open", count(open.count)),
      ("winRate", ratio(slice.winRate.rate)),
      (
        "cycleDays", .object([("won", cycle(won)), ("lost", cycle(slice.sums.lost))])
      ),
      (
        "wonAmount",
        .object([
          ("total", amount(won.sum.amount)), ("mean", mean(slice.meanWonAmount)),
          ("withoutAmount", count(won.sum.withoutAmount)),
        ])
      ),
      (
        "openAmount",
        .object([
          ("total", amount(open.amount)), ("weighted", amount(open.weighted)),
          ("withoutAmount", count(open.withoutAmount)),
        ])
      ),
      ("stagnating", count(slice.sums.stagnating.count)), ("revenue", revenue(slice.orders)),
      ("averageBasket", slice.orders.basket.amount.map(amount) ?? .null),
      ("margin", margin(slice.orders, slice.hidesCosts)),
      ("marginRate", ratio(slice.orders.marginRate)),
      ("waitingQuotes", quotes(slice.sums.quotes)), ("conversion", conversion(slice)),
      ("forecast", forecast(slice.sums.forecast)),
    ]
  }

  private func stages(_ slice: SalesSlice) -> JSON {
    .array(
      slice.pipelines.flatMap { pipeline in
        pipeline.stages.map { stage -> JSON in
          let sum = slice.sums.stages[stage.id] ?? OpportunitySum()
          return .object([
            ("pipeline", .text(pipeline.pipeline.name)), ("name", .text(stage.name)),
            ("count", count(sum.count)), ("amount", amount(sum.amount)),
            ("withoutAmount", count(sum.withoutAmount)),
          ])
        }
      })
  }

  private func cycle(_ closing: ClosingSum) -> JSON {
    let cycle = closing.cycle
    return .object([
      ("mean", ratio(cycle.mean)), ("median", ratio(cycle.median)),
      ("undated", count(closing.undated)),
    ])
  }

  private func revenue(_ orders: OrderSum) -> JSON {
    .object([
      ("net", amount(orders.net)), ("orders", count(orders.count)),
      ("cancelledOrders", count(orders.cancelled)),
    ])
  }

  /// The margin; where costs are not shown, nothing but its keys.
  private func margin(_ orders: OrderSum, _ isHidden: Bool) -> JSON {
    func shown(_ value: JSON) -> JSON { isHidden ? .null : value }
    return .object([
      ("amount", shown(amount(orders.margin))), ("netWithCost", shown(amount(orders.netWithCost))),
      ("linesWithoutCost", shown(count(orders.linesWithoutCost))),
      ("ordersWithoutCost", shown(count(orders.withoutCost))),
      ("netWithoutCost", shown(amount(orders.netWithoutCost))),
    ])
  }

  private func quotes(_ quotes: WaitingQuotes) -> JSON {
    .object([
      ("count", count(quotes.count)), ("net", amount(quotes.net)), ("long", count(quotes.long)),
      ("longNet", amount(quotes.longNet)),
    ])
  }

  private func conversion(_ slice: SalesSlice) -> JSON {
    .array(
      slice.pipelines.flatMap { pipeline -> [JSON] in
        guard let conversion = slice.conversion(of: pipeline) else { return [] }
        let rates = [Fraction.unavailable] + conversion.rates
        return zip(pipeline.way, zip(conversion.reached, rates)).map { stage, reached in
          .object([
            ("pipeline", .text(pipeline.pipeline.name)), ("stage", .text(stage.name)),
            ("reached", count(reached.0)), ("rate", ratio(reached.1)),
            ("provenOnly", count(conversion.provenOnly)), ("undated", count(conversion.undated)),
          ])
        }
      })
  }

  private func forecast(_ forecast: Forecast) -> JSON {
    .object([
      (
        "months",
        .array(
          forecast.months.sorted { $0.key < $1.key }.map { month, sums in
            .object([
              ("month", .text(String(month.isoText.prefix(7)))),
              ("weighted", amount(sums.weighted.amount)), ("won", amount(sums.won.amount)),
              ("total", amount(sums.total)), ("open", count(sums.weighted.count)),
              ("withoutAmount", count(sums.weighted.withoutAmount)),
            ])
          })
      ),
      ("late", sum(forecast.late)), ("undated", sum(forecast.undated)),
    ])
  }

  private func sum(_ sum: ForecastSum) -> JSON {
    .object([
      ("weighted", amount(sum.amount)), ("count", count(sum.count)),
      ("withoutAmount", count(sum.withoutAmount)),
    ])
  }

  private func figure(_ figure: Figure) -> JSON {
    .object([
      ("indicator", .text(figure.indicator.id)),
      ("unit", .text(figure.indicator.unit.rawValue)), ("value", value(figure.value)),
      ("inputs", .array(figure.inputs.map(term))),
      ("exclusions", .array(figure.exclusions.map(term))),
    ])
  }

  private func term(_ term: FigureTerm) -> JSON {
    .object([
      ("name", .text(term.key)), ("value", value(term.value)),
      ("amount", term.amount.map(amount) ?? .null),
    ])
  }

  private func family(_ family: FamilyMargin) -> JSON {
    let isHidden = dashboard.whole.hidesCosts
    return .object([
      ("name", family.name.map { .text($0) } ?? .null), ("net", amount(family.sum.net)),
      ("margin", isHidden ? .null : amount(family.sum.margin)),
      ("marginRate", ratio(family.sum.marginRate)),
      ("netWithoutCost", isHidden ? .null : amount(family.sum.netWithoutCost)),
    ])
  }
}

// MARK: Values

extension IndicatorReport {
  /// A value in machine form; nil where there is none.
  func text(_ value: FigureValue) -> String? {
    switch value {
    case .count(let count): String(count)
    case .amount(let amount): text(mean: amount)
    case .ratio(let value), .days(let value): value.text(decimals: 6)
    }
  }

  /// Minor units, rounded, in major ones.
  private func text(mean: Fraction) -> String? {
    mean.rounded(decimals: 0).map { MachineDecimal.text($0, decimals: currency.exponent) }
  }

  func text(_ amount: Amount) -> String {
    MachineDecimal.text(amount.minor, decimals: currency.exponent)
  }

  private func value(_ value: FigureValue) -> JSON { text(value).map { .number($0) } ?? .null }

  private func amount(_ amount: Amount) -> JSON { .number(text(amount)) }

  private func count(_ count: Int) -> JSON { .number(String(count)) }

  private func ratio(_ ratio: Fraction) -> JSON {
    ratio.text(decimals: 6).map { .number($0) } ?? .null
  }

  /// A mean of minor units as major ones with six decimals.
  private func mean(_ mean: Fraction) -> JSON {
    ratio(Fraction(mean.numerator, mean.denominator * Int128(currency.minorUnits)))
  }

  private func day(_ day: Day?) -> JSON { day.map { .text($0.isoText) } ?? .null }
}
