import Sales
import SalesStore
import Values

/// What the series of a file are.
public enum SeriesTarget: String, Sendable, Hashable, CaseIterable {
  /// Market indexes that prices follow.
  case indexes = "index"
  /// Exchange rates: units for one unit of the company's currency.
  case rates = "rate"

  /// Decimals of the values.
  public var decimals: Int {
    switch self {
    case .indexes: IndexValue.decimals
    case .rates: ExchangeRate.decimals
    }
  }
}

/// A value from a day on.
public struct DatedValue: Sendable, Hashable {
  /// First day.
  public let day: Day
  /// In the small unit of its target: 10⁻⁶ of an index, 10⁻⁸ of a rate.
  public let scaled: Int64

  /// A value of that day.
  public init(day: Day, scaled: Int64) {
    self.day = day
    self.scaled = scaled
  }
}

/// The values of one index, or of one currency.
public struct DatedSeries: Sendable, Hashable {
  /// Code of the index, or of the currency.
  public let code: String
  /// Name of an index that is new; empty = its code.
  public let name: String
  /// Unit of an index that is new.
  public let unit: String
  /// The values, each day once.
  public var values: [DatedValue]

  /// A series.
  public init(code: String, name: String = "", unit: String = "", values: [DatedValue] = []) {
    self.code = code
    self.name = name
    self.unit = unit
    self.values = values
  }
}

/// What a file of series holds.
public struct SeriesBatch: Sendable, Hashable {
  /// What the series are.
  public let target: SeriesTarget
  /// Where they come from: name of the profile.
  public let source: String
  /// The series.
  public let series: [DatedSeries]

  /// Series of a source.
  public init(target: SeriesTarget, source: String, series: [DatedSeries]) {
    self.target = target
    self.source = source
    self.series = series
  }
}

/// What an import does to one series.
public struct SeriesOutcome: Sendable, Hashable {
  /// Code of the index, or of the currency.
  public let code: String
  /// Days that had no value.
  public let created: Int
  /// Days whose value was another.
  public let changed: Int
  /// Days whose value is the same.
  public let unchanged: Int
  /// The last value of the file.
  public let last: DatedValue?
}

/// Brings in the values of a file: market indexes, or exchange rates. The same file again changes nothing.
public struct ImportSeries: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("index.import", roles: .managers)

  /// What the file holds.
  public let batch: SeriesBatch

  /// The import of a file that was read.
  public init(_ batch: SeriesBatch) { self.batch = batch }

  /// Does it: indexes that are new are followed from now on.
  public func perform(_ scope: ActScope) throws -> [SeriesOutcome] {
    let outcomes = try batch.series.map { series in
      switch batch.target {
      case .indexes: try write(try SeriesPlan(index: series, scope.store, scope.ids), scope)
      case .rates: try write(try SeriesPlan(rates: series, scope.store), scope)
      }
    }
    scope.note("source", .text(batch.source))
    scope.note("count", .count(outcomes.reduce(0) { $0 + $1.created + $1.changed }))
    return outcomes
  }

  private func write<Row: Record>(_ plan: SeriesPlan<Row>, _ scope: ActScope) throws
    -> SeriesOutcome
  {
    if let index = plan.newIndex { try scope.store.insert(index) }
    try scope.store.insert(plan.fresh)
    for change in plan.changes { try scope.store.update(change.old, to: change.new) }
    return plan.outcome
  }
}

extension StoreReading {
  /// What importing a file would do, series by series; nothing is written.
  public func outcomes(of batch: SeriesBatch, ids: IDMint) throws -> [SeriesOutcome] {
    try batch.series.map { series in
      switch batch.target {
      case .indexes: try SeriesPlan(index: series, self, ids).outcome
      case .rates: try SeriesPlan(rates: series, self).outcome
      }
    }
  }
}

/// What a series becomes beside the rows that are there.
private struct SeriesPlan<Row: Record> {
  let newIndex: CommodityIndex?
  private(set) var fresh: [Row] = []
  private(set) var changes: [(old: Row, new: Row)] = []
  private var unchanged = 0
  private let series: DatedSeries

  var outcome: SeriesOutcome {
    SeriesOutcome(
      code: series.code, created: fresh.count, changed: changes.count, unchanged: unchanged,
      last: series.values.max { $0.day < $1.day })
  }

  private mutating func take(_ old: Row?, _ new: Row, isSame: Bool) {
    if let old {
      if isSame { unchanged += 1 } else { changes.append((old, new)) }
    } else {
      fresh.append(new)
    }
  }
}

extension SeriesPlan<IndexReading> {
  init(index series: DatedSeries, _ store: some StoreReading, _ ids: IDMint) throws {
    self.series = series
    let known = try store.first(CommodityIndex.self, "WHERE code = \(series.code)")
    let index =
      known
      ?? CommodityIndex(
        id: ids.mint(), code: series.code, name: series.name.isEmpty ? series.code : series.name,
        unit: series.unit)
    newIndex = known == nil ? index : nil
    let kept = try known.map { try store.readings(of: $0.id) } ?? []
    let byDay = Dictionary(uniqueKeysWithValues: kept.map { ($0.day, $0) })
    for value in series.values {
      let old = byDay[value.day]
      var new = old ?? IndexReading(indexID: index.id, day: value.day, value: .zero)
      new.value = IndexValue(scaled: value.scaled)
      guard new.value > .zero else { throw Refusal(.indexNotPositive) }
      take(old, new, isSame: old?.value == new.value)
    }
  }
}

extension SeriesPlan<CurrencyRate> {
  init(rates series: DatedSeries, _ store: some StoreReading) throws {
    self.series = series
    newIndex = nil
    let currency = try store.foreignCurrency(series.code)
    let byDay = Dictionary(
      uniqueKeysWithValues: try store.rates(of: currency).map { ($0.day, $0) })
    for value in series.values {
      let old = byDay[value.day]
      var new = old ?? CurrencyRate(currency: currency, day: value.day, rate: .par)
      new.rate = ExchangeRate(scaled: value.scaled)
      guard new.rate > .zero else { throw Refusal(.rateNotPositive) }
      take(old, new, isSame: old?.rate == new.rate)
    }
  }
}
