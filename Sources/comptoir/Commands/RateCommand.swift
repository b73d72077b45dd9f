import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

extension ExchangeRate: ExpressibleByArgument {
  /// A rate as `1.1172`.
  public init?(argument: String) {
    guard let value = try? ExchangeRate(machine: Typed.machine(argument)), value > .zero else {
      return nil
    }
    self = value
  }
}

extension Currency: ExpressibleByArgument {
  /// A currency by its code, in small letters too.
  public init?(argument: String) { self.init(code: argument.uppercased()) }
}

/// `comptoir rate …`.
struct RateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("rate", subcommands: [RateList.self, RateShow.self, RateSet.self])
  }

  /// `rate list`.
  static let currencies = Shape<RateRow>(
    "rates",
    [
      Field("currency", .text) { .text($0.currency.code) },
      Field("rate", .number) { .rate($0.last?.rate) },
      Field("day", .day) { .day($0.last?.day) },
      Field("move", .ratio) { .fraction($0.move) },
    ])

  /// `rate show`.
  static let rates = Shape<CurrencyRate>(
    "values",
    [
      Field("day", .day) { .day($0.day) },
      Field("rate", .number) { .rate($0.rate) },
    ])
}

/// `comptoir rate list`.
struct RateList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rate.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let rows = try shell.read { try $0.rateRows(on: shell.today) }
    shell.answer(RateCommand.currencies.rows(rows))
  }
}

/// `comptoir rate show CURRENCY`: its rates, the newest first.
struct RateShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rate.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("rate.currency")) var currency: Currency
  @Option(help: Words.help("limit")) var limit = 60

  func run(_ shell: Shell) throws {
    let values = try shell.read { try $0.rates(of: currency, limit: limit) }
    shell.answer(RateCommand.rates.rows(values))
  }
}

/// `comptoir rate set CURRENCY RATE [--day DAY]`.
struct RateSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rate.set") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("rate.currency")) var currency: Currency
  @Argument(help: Words.help("rate.value")) var rate: ExchangeRate
  @Option(help: Words.help("rate.day")) var day: Day?

  func run(_ shell: Shell) throws {
    try shell.perform(SetRate(currency, to: rate, from: day))
  }
}
