import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Workstation

/// `comptoir settings …`.
struct SettingsCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "settings", subcommands: [SettingsList.self, SettingsSet.self, SettingsLogo.self])
  }
}

/// A setting with its value.
struct SettingRow: Sendable {
  let entry: SettingEntry
  let value: String
}

/// `comptoir settings list`.
struct SettingsList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("settings.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let settings = try shell.read { try $0.settings() }
    shell.answer(
      Self.shape.rows(
        CompanySettings.entries.map { SettingRow(entry: $0, value: $0.read(settings)) }))
  }

  static let shape = Shape<SettingRow>(
    "settings",
    [
      Field("name", .text) { .text($0.entry.name) },
      Field("value", .text) { .text($0.value) },
      Field("usualValue", .text) { .text($0.entry.usualValue) },
      Field("choices", .words) { .words($0.entry.kind.choices) },
      Field("help", .text) { .text(Words.format.texts["setting." + $0.entry.name]) },
    ])
}

extension SettingKind {
  /// What may be typed, in words.
  var choices: [String] {
    switch self {
    case .flag: ["true", "false"]
    case .count(let range): ["\(range.lowerBound)…\(range.upperBound)"]
    case .percent: ["0…100"]
    case .amount: ["0.00"]
    case .choice(let words): words
    case .color: ["#000000…#FFFFFF"]
    case .code, .words: []
    }
  }
}

/// `comptoir settings set NAME VALUE`.
struct SettingsSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("settings.set") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("setting.name")) var name: String
  @Argument(help: Words.help("setting.value")) var value: String

  func run(_ shell: Shell) throws {
    try shell.perform(SetSetting(name, to: value))
  }
}

/// `comptoir settings logo FILE`, or `--remove`: the picture at the head of the company's papers.
struct SettingsLogo: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("settings.logo") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("settings.logoFile")) var file: String?
  @Flag(help: Words.help("settings.logoRemove")) var remove = false

  func run(_ shell: Shell) throws {
    guard remove != (file != nil) else {
      throw ValidationError(Words.format.text("cli.logoOrRemove"))
    }
    guard let file else { return _ = try shell.perform(SetLogo(nil)) }
    try shell.perform(try SetLogo(path: file))
  }
}
