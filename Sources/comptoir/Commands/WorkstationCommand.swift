import ArgumentParser
import SalesDesk
import Terminal

/// `comptoir` without subcommand: the workstation.
struct WorkstationCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("workstation") }

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("theme"), help: Words.help("theme"))
  var theme: String?

  func validate() throws {
    guard let theme, Theme.named(theme) == nil else { return }
    throw ValidationError.value("--theme", theme)
  }

  func run() throws {
    // A company that many will share is made on purpose, by `init`; a file is asked about first.
    try WorkstationStart(wish: common.wish, theme: theme.flatMap { Theme.named($0) }).run()
  }
}

/// What a company is told that nobody described: `init` and imports make one without asking.
enum NewCompany {
  static func identity() -> CompanyIdentity {
    CompanyIdentity(
      name: Words.format.texts["cli.newCompany.name"],
      administratorName: Surround.login?.fullName ?? Words.format.texts["cli.newCompany.person"],
      login: Surround.login?.name)
  }
}
