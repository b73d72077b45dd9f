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
    var wish = common.wish
    // A company that many will share is made on purpose, by `init`.
    if !wish.isOnServer { wish.identity = NewCompany.identity() }
    try WorkstationStart(wish: wish, theme: theme.flatMap { Theme.named($0) }).run()
  }
}

/// What a company is told that nobody described: the first start can be completed later.
enum NewCompany {
  static func identity() -> CompanyIdentity {
    CompanyIdentity(
      name: Words.format.texts["cli.newCompany.name"],
      administratorName: Surround.login?.fullName ?? Words.format.texts["cli.newCompany.person"],
      login: Surround.login?.name)
  }
}
