import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir quote duplicate NUMBER`, also `quote copy`: a quote or an order as a new draft.
struct QuoteDuplicate: DeskCommand {
  static var configuration: CommandConfiguration {
    var command = Words.command("quote.duplicate")
    command.aliases = ["copy"]
    return command
  }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quote.copied")) var number: String
  @Option(help: Words.help("quote.copyFor")) var customer: String?
  @Flag(name: .customLong("keep-prices"), help: Words.help("quote.keepPrices"))
  var keepPrices = false

  func run(_ shell: Shell) throws {
    let act = try shell.read { reader in
      DuplicateQuote(
        try source(shell, in: reader),
        for: try customer.map { try shell.customer($0, in: reader).id }, keepingPrices: keepPrices)
    }
    try shell.perform(act, json: QuoteCommand.json)
  }

  /// The quote of that number, else the order.
  private func source(
    _ shell: Shell, in reader: some StoreReading
  ) throws -> DuplicateQuote.Source {
    do {
      return .quote(try shell.quote(number, in: reader).id)
    } catch let missing as StoreError {
      guard let order = try? reader.order(numbered: number.uppercased()) else { throw missing }
      return .order(order.id)
    }
  }
}
