import ArgumentParser
import SalesDesk
import Workstation

/// An act with the command that does it.
struct ActRow: Sendable {
  let entry: ActEntry
  let command: String?
}

/// `comptoir help [json|acts|COMMAND …]`.
struct HelpCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("help") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("help.topic")) var topic: [String] = []

  func run() throws {
    switch topic {
    case ["json"]: common.json ? JSONHelp.writeJSON() : JSONHelp.writeText()
    case ["acts"]: writeActs()
    default:
      let path = topic.joined(separator: " ")
      guard let command = CommandTree.command(topic) else {
        throw ValidationError.value("help", path)
      }
      Output.line(Comptoir.helpMessage(for: command))
    }
  }

  static let acts = Shape<ActRow>(
    "acts",
    [
      Field("act", .text) { .text($0.entry.id) },
      Field("command", .text) { .text($0.command) },
      Field("finality", .text) { .text($0.entry.finality == .final ? "final" : "undoable") },
      Field("roles", .words) { .words($0.entry.roles.map(\.rawValue).sorted()) },
    ])

  private func writeActs() {
    let rows = Self.acts.rows(
      ActCatalogue.all.map {
        ActRow(entry: $0, command: CommandLineCatalogue.commands[$0.id])
      })
    if common.json {
      Output.line(rows.json.pretty)
    } else {
      Output.lines(rows.table(Words.format))
    }
  }
}

extension CommandTree {
  /// The command of a path; the root for none.
  static func command(_ path: [String]) -> (any ParsableCommand.Type)? {
    var found: any ParsableCommand.Type = Comptoir.self
    for name in path {
      let next = found.configuration.subcommands.first { $0.configuration.commandName == name }
      guard let next else { return nil }
      found = next
    }
    return found
  }
}

/// The documentation of the JSON answers.
enum JSONHelp {
  /// For a person: each command, its keys and what they hold, indented.
  static func writeText() {
    var lines = [Words.format.text("cli.json.title"), Words.format.text("cli.json.acts")]
    for entry in JSONCatalogue.all {
      lines += ["", "comptoir " + entry.command + " --json"]
      lines += entry.isList ? ["  \(entry.shape.name): [rows]"] : []
      lines += fields(entry.shape, depth: entry.isList ? 2 : 1)
    }
    for shape in JSONCatalogue.ofActs {
      lines += ["", "{act, changed, facts, \(shape.name)}"] + fields(shape, depth: 1)
    }
    Output.lines(lines)
  }

  private static func fields(_ shape: any DocumentedShape, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    return shape.documented.flatMap { field -> [String] in
      let meaning = Words.format.texts.optional("column." + field.key) ?? ""
      let head = indent + PlainText.padded(field.key, 22) + PlainText.padded(field.kind.rawValue, 9)
      return [head + " " + meaning] + (field.inner.map { fields($0, depth: depth + 1) } ?? [])
    }
  }

  /// For a program: `{command: {key: kind | {…} | [{…}]}}`.
  static func writeJSON() {
    let commands = JSONCatalogue.all.map { entry -> (key: String, value: JSON) in
      let fields = object(entry.shape)
      return (
        entry.command, entry.isList ? .object([(entry.shape.name, .array([fields]))]) : fields
      )
    }
    let acts = JSONCatalogue.ofActs.map { (key: $0.name, value: object($0)) }
    Output.line(
      JSON.object([("commands", .object(commands)), ("acts", .object(acts))]).pretty)
  }

  private static func object(_ shape: any DocumentedShape) -> JSON {
    .object(
      shape.documented.map { field in
        let value: JSON =
          switch (field.kind, field.inner) {
          case (.rows, let inner?): .array([object(inner)])
          case (_, let inner?): object(inner)
          case (let kind, nil): .text(kind.rawValue)
          }
        return (field.key, value)
      })
  }
}
