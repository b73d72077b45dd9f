import ArgumentParser
import Resources
import Workstation

/// The words of this run: language of `--lang`, else of the environment, else French.
///
/// Help texts are made while arguments are declared, before any is parsed: hence a value of the whole
/// process, found in the raw arguments.
enum Words {
  /// The language.
  static let language = Texts.Language.preferred(
    option: languageOption(in: CommandLine.arguments), environment: Surround.process.value)

  /// How values are written. Without the program's files every text shows its key; `Comptoir.main`
  /// says first that they are missing.
  static let format: Format = {
    let texts = try? Texts(language, in: ResourceFolder.located())
    return Format(texts: texts ?? Texts(language, table: [:]))
  }()

  /// The help text of an option or argument: `cli.option.<key>`.
  static func help(_ key: String) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: format.texts["cli.option." + key])
  }

  /// The configuration of a command: its abstract is `cli.command.<path>`, path with dots.
  static func command(
    _ path: String, subcommands: [any ParsableCommand.Type] = []
  ) -> CommandConfiguration {
    let name = path.split(separator: ".").last.map(String.init) ?? path
    return CommandConfiguration(
      commandName: name, abstract: format.texts["cli.command." + path], subcommands: subcommands)
  }

  static func languageOption(in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count { return arguments[index + 1] }
      if argument.hasPrefix("--lang=") { return String(argument.dropFirst(7)) }
    }
    return nil
  }
}
