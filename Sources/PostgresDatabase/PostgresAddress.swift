import Database

/// Where a company's database is: a connection URI as libpq reads it. Everything left out comes from
/// libpq's own environment (`PGHOST`, `PGUSER`, `~/.pgpass`, `sslmode` …); several hosts and
/// `target_session_attrs` work as in every program of libpq.
public struct PostgresAddress: Hashable, Sendable {
  /// The URI as it was given, with a password if there is one.
  public let text: String

  /// Nil when the text is something else: the path of a file.
  public init?(_ text: String) {
    guard Self.schemes.contains(where: { text.hasPrefix($0) }) else { return nil }
    self.text = text
  }

  private static let schemes = ["postgresql://", "postgres://"]

  /// The address without its password, for messages and the log.
  public var shown: String {
    guard let scheme = Self.schemes.first(where: { text.hasPrefix($0) }) else { return "" }
    let rest = text.dropFirst(scheme.count)
    let query = rest.firstIndex(of: "?") ?? rest.endIndex
    let end = rest[..<query].firstIndex(of: "/") ?? query
    var authority = rest[..<end]
    if let at = authority.lastIndex(of: "@"),
      let colon = authority[..<at].firstIndex(of: ":")
    {
      authority.removeSubrange(colon..<at)
    }
    return scheme + authority + rest[end..<query] + Self.withoutSecrets(rest[query...])
  }

  private static func withoutSecrets(_ query: Substring) -> String {
    let shown = query.dropFirst().split(separator: "&").filter { option in
      !option.hasPrefix("password=") && !option.hasPrefix("sslpassword=")
    }
    return shown.isEmpty ? "" : "?" + shown.joined(separator: "&")
  }
}
