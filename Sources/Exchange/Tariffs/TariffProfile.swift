public import Resources
public import SalesDesk
import Values

/// How a file of prices is written: a TOML file in `Resources/Profiles/Tariffs`.
///
///     name = "tarif"      into = "cost"      dates = ["dd/mm/yyyy"]      decimal = ","
///     [fields]                       a column of each; all but reference and price may be absent
///     reference = "Référence"      price = "Prix"      per = "Par"      currency = "Devise"
///     minimum = "Quantité"         from = "Valable du"
public struct TariffProfile: Sendable, Equatable {
  /// The name given on the command line.
  public let name: String
  /// Whose prices they are.
  public let target: TariffTarget
  /// How the file is written.
  public let format: CSVFormat
  /// The forms a day may have, tried in order.
  public let dates: [DatePattern]
  /// How numbers are written.
  public let numbers: NumberPattern
  /// The column of each field.
  let columns: [TariffField: String]

  /// Reads a profile. Throws `ProfileError`, the first found.
  public init(toml text: String, file: String) throws {
    let root = try ProfileNode(toml: text, file: file)
    try root.allow([
      "name", "into", "encoding", "delimiter", "dates", "decimal", "grouping", "fields",
    ])
    name = try root.text("name")
    guard let target = TariffTarget(rawValue: try root.text("into")) else {
      throw root.error("into", .notOneOf(TariffTarget.allCases.map(\.rawValue)))
    }
    self.target = target
    format = try ImportProfile.format(root)
    dates = try root.texts("dates").map { pattern in
      guard let date = DatePattern(pattern) else { throw root.error("dates", .malformed(pattern)) }
      return date
    }
    numbers = NumberPattern(
      decimal: try root.optionalText("decimal")?.first ?? ".",
      grouping: try root.optionalText("grouping")?.first)
    let fields = try root.table("fields")
    try fields.allow(TariffField.allCases.map(\.rawValue))
    var columns: [TariffField: String] = [:]
    for field in TariffField.allCases { columns[field] = try fields.optionalText(field.rawValue) }
    for field in TariffField.required where columns[field] == nil {
      throw fields.error("", .fieldRequired(field.rawValue))
    }
    self.columns = columns
  }

  /// The names of the profiles that come with the program. Throws `ResourceError`.
  public static func names(in resources: ResourceFolder) throws -> [String] {
    try resources.files(in: "Profiles/Tariffs").filter { $0.hasSuffix(".toml") }.map {
      String($0.dropLast(5))
    }
  }

  /// The profile of that name among those that come with the program, or in that file.
  /// Throws `ProfileError`, `ResourceError` or `SeriesProblem`.
  public static func called(
    _ name: String, in resources: ResourceFolder
  ) throws -> TariffProfile {
    let known = try names(in: resources)
    if known.contains(name) {
      return try TariffProfile(
        toml: resources.text("Profiles/Tariffs/\(name).toml"), file: "\(name).toml")
    }
    guard name.hasSuffix(".toml") else { throw SeriesProblem.unknownProfile(name, known: known) }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
    let file = String(parts.last ?? "")
    return try TariffProfile(toml: ResourceFolder(path: folder).text(file), file: file)
  }
}

/// What a column of a file of prices holds.
enum TariffField: String, CaseIterable, Sendable {
  case reference, price, per, currency, minimum, from

  static let required: [TariffField] = [.reference, .price]
}
