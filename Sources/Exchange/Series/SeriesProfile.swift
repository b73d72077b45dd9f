public import Resources
public import SalesDesk
public import Values

/// How a file with one column per index or currency is written: a TOML file in
/// `Resources/Profiles/Series`.
///
///     name = "fx_ecb"      into = "rate"      base = "EUR"      day = "Date"
///     dates = ["yyyy-mm-dd"]      decimal = "."      unknown = ["N/A"]
///     [names]                        a file beside it with names and units, which may be absent
///     file = "series.csv"      code = "code"      name = "name"      unit = "unit"
public struct SeriesProfile: Sendable, Equatable {
  /// The name given on the command line.
  public let name: String
  /// What the columns are.
  public let target: SeriesTarget
  /// The currency of which rates are quoted for one unit; nil for indexes.
  public let base: Currency?
  /// The column with the day.
  public let dayColumn: String
  /// The forms a day may have, tried in order; `yyyy-mm` stands for the first of the month.
  let dates: [SeriesDate]
  /// How numbers are written.
  public let numbers: NumberPattern
  /// Cells that mean "no value", beside the empty one.
  public let unknown: Set<String>
  /// How the file is written.
  public let format: CSVFormat
  /// Where names and units stand.
  public let names: SeriesNames?

  /// Reads a profile. Throws `ProfileError`, the first found.
  public init(toml text: String, file: String) throws {
    let root = try ProfileNode(toml: text, file: file)
    try root.allow([
      "name", "into", "base", "day", "dates", "decimal", "grouping", "encoding", "delimiter",
      "unknown", "names",
    ])
    name = try root.text("name")
    guard let target = SeriesTarget(rawValue: try root.text("into")) else {
      throw root.error("into", .notOneOf(SeriesTarget.allCases.map(\.rawValue)))
    }
    self.target = target
    base = try root.optionalText("base").map { code in
      guard let known = Currency(code: code) else {
        throw root.error("base", .expected("ISO 4217"))
      }
      return known
    }
    if target == .rates, base == nil { throw root.error("base", .missing) }
    dayColumn = try root.text("day")
    dates = try root.texts("dates").map { pattern in
      guard let date = SeriesDate(pattern) else { throw root.error("dates", .malformed(pattern)) }
      return date
    }
    if dates.isEmpty { throw root.error("dates", .missing) }
    numbers = NumberPattern(
      decimal: try root.optionalText("decimal")?.first ?? ".",
      grouping: try root.optionalText("grouping")?.first)
    unknown = Set(try root.texts("unknown"))
    format = try ImportProfile.format(root)
    names = try root.optionalTable("names").map(SeriesNames.init)
  }

  /// The names of the profiles that come with the program. Throws `ResourceError`.
  public static func names(in resources: ResourceFolder) throws -> [String] {
    try resources.files(in: "Profiles/Series").filter { $0.hasSuffix(".toml") }.map {
      String($0.dropLast(5))
    }
  }

  /// The profile of that name among those that come with the program; nil when there is none.
  /// Throws `ProfileError` or `ResourceError`.
  public static func named(_ name: String, in resources: ResourceFolder) throws -> SeriesProfile? {
    guard try names(in: resources).contains(name) else { return nil }
    return try SeriesProfile(
      toml: resources.text("Profiles/Series/\(name).toml"), file: "\(name).toml")
  }
}

extension SeriesProfile {
  /// The profile of that name among those that come with the program, or in that file.
  /// Throws `ProfileError`, `ResourceError` or `SeriesProblem`.
  public static func called(
    _ name: String, in resources: ResourceFolder
  ) throws -> SeriesProfile {
    if let known = try named(name, in: resources) { return known }
    guard name.hasSuffix(".toml") else {
      throw SeriesProblem.unknownProfile(name, known: try names(in: resources))
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
    let file = String(parts.last ?? "")
    return try SeriesProfile(toml: ResourceFolder(path: folder).text(file), file: file)
  }
}

/// A file beside that of the values, with the name and the unit of each series.
public struct SeriesNames: Sendable, Equatable {
  /// The file, in the folder of the other.
  public let file: String
  /// Its column of codes.
  public let code: String
  /// Its column of names.
  public let name: String
  /// Its column of units; nil = it has none.
  public let unit: String?

  init(_ node: ProfileNode) throws {
    try node.allow(["file", "code", "name", "unit"])
    file = try node.text("file")
    code = try node.text("code")
    name = try node.text("name")
    unit = try node.optionalText("unit")
  }
}

/// The form of a day, or of a month, which stands for its first day.
struct SeriesDate: Sendable, Equatable {
  private let pattern: DatePattern
  private let ending: String

  init?(_ text: String) {
    if let whole = DatePattern(text) {
      (pattern, ending) = (whole, "")
    } else if let month = DatePattern(text + "-dd") {
      (pattern, ending) = (month, "-01")
    } else {
      return nil
    }
  }

  func day(_ text: String) -> Day? { pattern.day(text + ending) }
}
