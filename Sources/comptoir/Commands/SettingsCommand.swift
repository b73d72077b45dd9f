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

/// A setting with its value, or what the company says of itself.
struct SettingRow: Sendable {
  let name: String
  let value: String
  let usualValue: String
  let choices: [String]

  init(_ entry: SettingEntry, _ settings: CompanySettings) {
    name = entry.name
    value = entry.read(settings)
    usualValue = entry.usualValue
    choices = entry.kind.choices
  }

  init(_ field: CompanyField, _ company: Company) {
    name = field.rawValue
    value = company[keyPath: field.path]
    usualValue = ""
    choices = []
  }
}

/// `comptoir settings list`.
struct SettingsList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("settings.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let (settings, company) = try shell.read { (try $0.settings(), try $0.company()) }
    shell.answer(
      Self.shape.rows(
        CompanySettings.entries.map { SettingRow($0, settings) }
          + CompanyField.allCases.map { SettingRow($0, company) }))
  }

  static let shape = Shape<SettingRow>(
    "settings",
    [
      Field("name", .text) { .text($0.name) },
      Field("value", .text) { .text($0.value) },
      Field("usualValue", .text) { .text($0.usualValue) },
      Field("choices", .words) { .words($0.choices) },
      Field("help", .text) { .text(Words.format.texts["setting." + $0.name]) },
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
    guard let field = CompanyField(rawValue: name) else {
      return _ = try shell.perform(SetSetting(name, to: value))
    }
    try shell.perform(EditCompany([field: value]))
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
