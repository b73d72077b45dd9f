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

  /// Key of its name.
  public var nameKey: String { "indicator.\(id).name" }
  /// Key of its formula in words.
  public var formulaKey: String { "indicator.\(id).formula" }

  /// Every indicator, in the order of the dashboard. A new one is one file and one line here.
  public static let catalogue: [Indicator] = [
    .stageConversion, .winRate, .cycleTime, .stagnation, .averageBasket, .marginRate, .repeatRate,
    .weightedForecast,
  ]
}
