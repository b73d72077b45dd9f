public import Resources
public import Values

extension ImportProfile {
  /// The names of the profiles that come with the program. Throws `ResourceError`.
  public static func names(in resources: ResourceFolder) throws -> [String] {
    try resources.files(in: "Profiles").filter { $0.hasSuffix(".toml") }.map {
      String($0.dropLast(5))
    }
  }

  /// The profile of that name among those that come with the program; nil when there is none.
  /// Throws `ProfileError` or `ResourceError`.
  public static func named(_ name: String, in resources: ResourceFolder) throws -> ImportProfile? {
    guard try names(in: resources).contains(name) else { return nil }
    return try ImportProfile(toml: resources.text("Profiles/\(name).toml"), file: "\(name).toml")
  }
}

extension ImportProfile {
  /// Whether the files are our own, in the currency of whatever company they belong to.
  public var isOwn: Bool { name == "comptoir" }

  /// The same files in another currency.
  public func inCurrency(_ currency: Currency) -> ImportProfile {
    ImportProfile(
      name: name, source: source, currency: currency, format: format, dates: dates,
      numbers: numbers, records: records)
  }
}
