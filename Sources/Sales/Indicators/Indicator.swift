/// In what an indicator is expressed.
public enum IndicatorUnit: String, Hashable, Sendable, CaseIterable {
  /// An amount in the company's currency.
  case amount
  /// A share, shown as a percentage.
  case ratio
  /// Days.
  case days
  /// A number of records.
  case count
}

/// The definition of an indicator: what it is called, in what it counts, how it is computed.
///
/// `nameKey` and `formulaKey` are texts in Resources; dashboard, command line and "pourquoi ?" list
/// the catalogue by themselves.
public struct Indicator: Hashable, Sendable {
  /// Stable name in JSON and on the command line.
  public let id: String
  /// In what it is expressed.
  public let unit: IndicatorUnit
  /// Makes the number, with what explains it, of the sums of a slice.
  let figure: @Sendable (SalesSlice) -> Figure

  init(id: String, unit: IndicatorUnit, figure: @escaping @Sendable (SalesSlice) -> Figure) {
    self.id = id
    self.unit = unit
    self.figure = figure
  }

  /// Two indicators are the same when their names are.
  public static func == (left: Indicator, right: Indicator) -> Bool { left.id == right.id }

  /// The name is the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// Key of its name.
  public var nameKey: String { "indicator.\(id).name" }
  /// Key of its formula in words.
  public var formulaKey: String { "indicator.\(id).formula" }

  /// Every indicator, in the order of the dashboard. A new one is one file and one line here.
  public static let catalogue: [Indicator] = [
    .revenue, .orderedMargin, .weightedForecast, .waitingQuotes, .winRate, .stageConversion,
    .cycleTime, .stagnation, .averageBasket, .marginRate, .repeatRate, .deliveredMargin,
  ]
}
