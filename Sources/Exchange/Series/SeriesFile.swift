public import SalesDesk
public import Values

/// What a file of series cannot be read for.
public enum SeriesProblem: Error, Sendable, Equatable {
  /// The file has no such series; beside them, those it has.
  case unknownSeries([String], known: [String])
  /// Rates are quoted for another currency than the company's, which the file has no column of.
  case noBase(currency: Currency)
  /// No profile of that name; those there are.
  case unknownProfile(String, known: [String])
  /// Cells cannot be read, and nobody is there to be given a list of them: how many, the first.
  case refusedCells(Int, first: ImportRejection)
}

/// The values of a file with one column per series, checked cell by cell.
///
/// ```
///   day │ USD    │ JPY    │ …        a column ─► a series: its values in the order of days
///   ────┼────────┼────────┼──        a cell that is no number ─► refused, with line and column
///   …   │ 1.1172 │ 175.68 │          N/A, empty ─► no value that day
/// ```
/// Rates of another currency than the company's are brought over: units for one euro become units for one
/// unit of the company's currency, day by day.
public struct SeriesFile: Sendable {
  /// What the file holds, ready for the act.
  public let batch: SeriesBatch
  /// What was refused.
  public let rejections: [ImportRejection]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - wanted: codes of the series to read, in any case; empty = all.
  ///   - company: the company's currency, for rates.
  /// - Throws: `ImportError` or `SeriesProblem`.
  public init(
    path: String, _ profile: SeriesProfile, only wanted: [String] = [], company: Currency
  ) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let reader = try ImportError.opening(name) {
      try CSVReader(path: path, format: profile.format)
    }
    guard let dayPlace = reader.columns.firstIndex(of: profile.dayColumn) else {
      throw ImportError.missingColumns(
        file: name, missing: [profile.dayColumn], found: reader.columns)
    }
    let chosen = try Self.columns(reader.columns, besides: dayPlace, wanted)
    let bridge = try Bridge(profile, company, reader.columns)
    var reading = SeriesReading(
      profile: profile, file: name, dayPlace: dayPlace, columns: chosen, bridge: bridge)
    try ImportError.opening(name) {
      while let record = try reader.next() { reading.take(record, reader.columns) }
    }
    let names = try profile.names.map { try Self.names($0, beside: path, profile) } ?? [:]
    rejections = reading.rejections
    batch = SeriesBatch(
      target: profile.target, source: profile.name,
      series: reading.series.filter { !$0.code.isEmpty && !$0.values.isEmpty }.map { series in
        DatedSeries(
          code: series.code, name: names[series.code]?.name ?? "",
          unit: names[series.code]?.unit ?? "",
          values: series.values.sorted { $0.day < $1.day })
      })
  }

  /// The columns to read; an unnamed one, such as that after a comma at the end, is none.
  private static func columns(
    _ found: [String], besides dayPlace: Int, _ wanted: [String]
  ) throws -> [(place: Int, code: String)] {
    let all = found.indices.filter { $0 != dayPlace && !found[$0].isEmpty }
      .map { (place: $0, code: found[$0]) }
    guard !wanted.isEmpty else { return all }
    let asked = Set(wanted.map { $0.lowercased() })
    let chosen = all.filter { asked.contains($0.code.lowercased()) }
    let known = Set(chosen.map { $0.code.lowercased() })
    let missing = wanted.filter { !known.contains($0.lowercased()) }
    guard missing.isEmpty else {
      throw SeriesProblem.unknownSeries(missing, known: all.map(\.code))
    }
    return chosen
  }

  private static func names(
    _ names: SeriesNames, beside path: String, _ profile: SeriesProfile
  ) throws -> [String: (name: String, unit: String)] {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) + "/" } ?? ""
    let reader: CSVReader
    do {
      reader = try CSVReader(path: folder + names.file, format: profile.format)
    } catch CSVError.unreadable(_, 2) {
      return [:]
    }
    guard let code = reader.columns.firstIndex(of: names.code),
      let name = reader.columns.firstIndex(of: names.name)
    else {
      throw ImportError.missingColumns(
        file: names.file, missing: [names.code, names.name], found: reader.columns)
    }
    let unit = names.unit.flatMap { reader.columns.firstIndex(of: $0) }
    var found: [String: (name: String, unit: String)] = [:]
    while let record = try reader.next() {
      guard case .row(let row) = record else { continue }
      found[row.cells[code]] = (row.cells[name], unit.map { row.cells[$0] } ?? "")
    }
    return found
  }
}

/// How rates for one unit of the source's base become rates for one unit of the company's currency.
enum Bridge {
  /// They are the company's already, or no rates at all.
  case none
  /// Divided by the rate of the company's currency, in the column of that place; the base itself becomes
  /// a series of its own.
  case over(place: Int, company: Currency, base: Currency)

  init(_ profile: SeriesProfile, _ company: Currency, _ columns: [String]) throws {
    guard profile.target == .rates, let base = profile.base, base != company else {
      self = .none
      return
    }
    guard let place = columns.firstIndex(of: company.code) else {
      throw SeriesProblem.noBase(currency: company)
    }
    self = .over(place: place, company: company, base: base)
  }
}

/// The rows of a file, as they come.
struct SeriesReading {
  let profile: SeriesProfile
  let file: String
  let dayPlace: Int
  let columns: [(place: Int, code: String)]
  let bridge: Bridge
  /// One per column, then that of the base, where rates are brought over.
  private(set) var series: [DatedSeries]
  private(set) var rejections: [ImportRejection] = []
  private var days: Set<Day> = []

  init(
    profile: SeriesProfile, file: String, dayPlace: Int, columns: [(place: Int, code: String)],
    bridge: Bridge
  ) {
    self.profile = profile
    self.file = file
    self.dayPlace = dayPlace
    self.bridge = bridge
    var codes = columns.map(\.code)
    self.columns = columns
    if case .over(_, let company, let base) = bridge {
      codes = codes.map { $0 == company.code ? "" : $0 } + [base.code]
    }
    series = codes.map { DatedSeries(code: $0) }
  }

  /// Takes a row of the file.
  mutating func take(_ record: CSVRecord, _ names: [String]) {
    switch record {
    case .refused(let refusal):
      let column = refusal.problem.column.flatMap { $0 < names.count ? names[$0] : nil }
      reject(refusal.line, refusal.problem.reason, column, nil)
    case .row(let row):
      let text = row.cells[dayPlace]
      guard let day = profile.dates.lazy.compactMap({ $0.day(text) }).first else {
        return reject(row.line, .notADay, profile.dayColumn, text)
      }
      guard days.insert(day).inserted else {
        return reject(row.line, .duplicateKey, profile.dayColumn, text)
      }
      take(row, of: day)
    }
  }

  private mutating func take(_ row: CSVRow, of day: Day) {
    var divisor: Int64?
    if case .over(let place, let company, _) = bridge {
      guard let rate = value(row, place, company.code) else { return }
      divisor = rate
      add(ExchangeRate.par.hundredMillionths, over: rate, to: series.count - 1, day, row.line)
    }
    for (index, column) in columns.enumerated() where !series[index].code.isEmpty {
      guard let value = value(row, column.place, column.code) else { continue }
      if let divisor {
        add(value, over: divisor, to: index, day, row.line)
      } else {
        series[index].values.append(DatedValue(day: day, scaled: value))
      }
    }
  }

  /// Adds a rate that is brought over to the company's currency.
  private mutating func add(
    _ value: Int64, over divisor: Int64, to index: Int, _ day: Day, _ line: Int
  ) {
    let exact = Int128(value) * Int128(ExchangeRate.par.hundredMillionths)
    let scaled = Int64(exactly: roundHalfAwayFromZero(exact, Int128(divisor)))
    guard let scaled, scaled > 0 else {
      return reject(line, .numberTooLarge, series[index].code, nil)
    }
    series[index].values.append(DatedValue(day: day, scaled: scaled))
  }

  /// The value of a cell; nil where it has none, or none that can be read.
  private mutating func value(_ row: CSVRow, _ place: Int, _ code: String) -> Int64? {
    let text = row.cells[place]
    if text.isEmpty || profile.unknown.contains(text) { return nil }
    guard let machine = profile.numbers.machineForm(text) else {
      reject(row.line, .notANumber, code, text)
      return nil
    }
    do {
      let scaled = try MachineDecimal.parse(machine, decimals: profile.target.decimals)
      guard scaled > 0 else {
        reject(row.line, .notPositive, code, text)
        return nil
      }
      return scaled
    } catch {
      let reason: ImportReason =
        switch error {
        case .notANumber: .notANumber
        case .tooManyDecimals: .tooManyDecimals
        case .overflow: .numberTooLarge
        }
      reject(row.line, reason, code, text)
      return nil
    }
  }

  private mutating func reject(
    _ line: Int, _ reason: ImportReason, _ column: String?, _ value: String?
  ) {
    rejections.append(
      ImportRejection(file: file, line: line, column: column, value: value, reason: reason))
  }
}

extension NumberPattern {
  /// `1 234,56` → `1234.56`, by the marks of the source; nil where a mark is neither, so that `1.234` is
  /// never taken for a thousand by chance.
  func machineForm(_ text: String) -> String? {
    var machine = ""
    for character in text {
      if character == decimal {
        machine.append(".")
      } else if character == "." || character == "," {
        if character != grouping { return nil }
      } else if character != grouping && !Self.spaces.contains(character) {
        machine.append(character)
      }
    }
    return machine
  }

  /// Space, no-break space, narrow no-break space.
  private static let spaces: [Character] = [" ", "\u{A0}", "\u{202F}"]
}

extension ImportError {
  /// Opens or reads a file: what the system says becomes what stops an import.
  static func opening<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as CSVError {
      if case .unreadable(_, 2) = error { throw ImportError.missingFile(file) }
      throw ImportError.unreadable(file: file, error)
    }
  }
}
