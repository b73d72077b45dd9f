import CPostgreSQL
import Database

extension SQLError {
  /// What PostgreSQL refused, from the fields of its answer.
  init(of result: OpaquePointer?) {
    func field(_ code: Int32) -> String? {
      PQresultErrorField(result, code).map { String(cString: $0) }
    }
    let state = field(CPQ_SQLSTATE) ?? ""
    self.init(
      sqlState: state,
      message: field(CPQ_PRIMARY) ?? String(cString: PQresultErrorMessage(result)))
    guard isConstraint else { return }
    constraint = field(CPQ_CONSTRAINT)
    table = field(CPQ_TABLE)
    columns = field(CPQ_COLUMN).map { [$0] } ?? Self.keyColumns(field(CPQ_DETAIL) ?? "")
  }

  /// An error known by its SQLSTATE (appendix A of PostgreSQL's manual).
  init(sqlState state: String, message: String) {
    self.init(Self.kind(state), code: state, message: message)
  }

  /// The server is not there, or no longer.
  init(lost message: String) {
    self.init(.connectionLost, message: Self.trimmed(message))
  }

  /// The message of libpq without the line ends around it.
  static func trimmed(_ message: String) -> String {
    let lines = message.split(separator: "\n").map { line in
      String(line.drop { $0 == " " || $0 == "\t" })
    }
    return lines.joined(separator: " · ")
  }

  /// "Key (number, revision)=(D-1, 1) already exists." names the columns, in whatever language.
  private static func keyColumns(_ detail: String) -> [String] {
    guard let end = detail.firstRange(of: ")=(")?.lowerBound,
      let start = detail[..<end].firstIndex(of: "(")
    else { return [] }
    return detail[detail.index(after: start)..<end].split(separator: ",").map { name in
      String(name.drop { $0 == " " })
    }
  }

  private static func kind(_ state: String) -> Kind {
    switch state {
    case "23505", "23P01": return .unique
    case "23503", "23001": return .foreignKey
    case "23514": return .check
    case "23502": return .notNull
    case "P0001": return .trigger
    case "40P01": return .deadlock
    case "40001": return .serialization
    case "55P03", "53300": return .busy(nil)
    case "25006": return .readOnly
    case "42501": return .permissionDenied
    case "53100", "53400": return .full
    case "57014": return .interrupted
    case "57P01", "57P02", "57P03", "57P05", "25P03": return .connectionLost
    case "58030": return .ioError
    case "XX001", "XX002": return .corrupt
    case "3F000", "25P02": return .syntax
    default: break
    }
    return switch state.prefix(2) {
    case "08": .connectionLost
    case "22": .mismatch
    case "42": .syntax
    default: .other
    }
  }
}
