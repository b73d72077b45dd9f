import SalesDesk
import SalesStore
import Workstation

extension CopyError {
  /// What the person reads; the target is `path`.
  func words(_ format: Format, _ path: String) -> String {
    func word(_ name: String, _ text: String) -> Fact { Fact(name, .text(text)) }
    switch self {
    case .occupied: return format.text("cli.copy.occupied", [word("path", path)])
    case .unlike(let name), .unknownSequence(let name):
      return format.text("cli.copy.unlike", [word("path", path), word("table", name)])
    case .zeroInText(let table, let column, let key):
      return format.text(
        "cli.copy.zeroInText",
        [word("table", table), word("column", column), word("key", key)])
    case .miscounted(let table, let sent, let arrived):
      return format.text(
        "cli.copy.miscounted",
        [word("table", table), Fact("sent", .count(sent)), Fact("arrived", .count(arrived))])
    case .unsound(let rule, let record):
      return format.text("cli.copy.unsound", [word("rule", rule), word("record", record)])
    }
  }

  /// How the program ends.
  var exitCode: Int32 { Exit.refused }
}
