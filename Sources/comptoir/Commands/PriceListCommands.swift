import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir price lists`.
struct PriceLists: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.lists") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    shell.answer(PriceAnswers.lists.rows(try shell.read { try $0.priceListRows() }))
  }
}

/// `comptoir price put-list CODE`: opens a price list, or changes what it says of itself.
struct PriceListSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.put-list") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("price.listCode")) var code: String
  @Option(help: Words.help("price.listName")) var name: String?
  @Option(help: Words.help("price.currency")) var currency: String?
  @Option(name: .customLong("from"), help: Words.help("price.from")) var from: Clearable<Day>?
  @Option(name: .customLong("until"), help: Words.help("price.until")) var until: Clearable<Day>?

  func run(_ shell: Shell) throws {
    let known = try shell.read { try $0.first(PriceList.self, "WHERE code = \(code)") }
    var terms = known.map { PriceListTerms($0) } ?? PriceListTerms(code: code)
    terms.name = name ?? terms.name
    if let currency {
      guard let found = Currency(code: currency.uppercased()) else {
        throw ShellError.badValue(name: "--currency", text: currency)
      }
      terms.currency = found
    }
    if let from { terms.validFrom = from.value }
    if let until { terms.validTo = until.value }
    if let known {
      try shell.perform(EditPriceList(known, to: terms))
    } else {
      try shell.perform(CreatePriceList(terms))
    }
  }
}

/// `comptoir price change`: many prices at once; `--dry-run` shows each before and after.
struct PriceChangeCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.change") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("price.changeFamily")) var family: String?
  @Option(help: Words.help("price.changeSupplier")) var supplier: String?
  @Option(name: .customLong("list"), help: Words.help("price.changeList")) var list: String?
  @Option(parsing: .unconditional, help: Words.help("price.percent")) var percent: Percentage?
  @Option(help: Words.help("price.changeFormula")) var formula: String?
  @Option(name: .customLong("round"), help: Words.help("price.round")) var round: UnitPrice?
  @Option(name: .customLong("from"), help: Words.help("price.changeFrom")) var from: Day?
  @Flag(name: .customLong("dry-run"), help: Words.help("price.dryRun")) var isDryRun = false

  func validate() throws {
    guard [family, supplier, list].compactMap({ $0 }).count == 1,
      (percent == nil) != (formula == nil)
    else { throw ValidationError(Words.format.text("cli.priceChange")) }
  }

  func run(_ shell: Shell) throws {
    let (change, day) = (try change(), from ?? shell.today)
    let (target, prices) = try shell.read { reader in
      guard try reader.sight == .full else {
        throw Refusal(.costsNeeded, Fact("act", .text(ChangePrices.entry.id)))
      }
      let target = try scope(shell, reader)
      return (target, try reader.changedPrices(target, by: change, on: day))
    }
    if isDryRun { return shell.answer(PriceAnswers.changed.rows(prices)) }
    let changed = prices.count { $0.isChanged }
    let under = prices.count { $0.isChanged && $0.isUnderFloor }
    try shell.confirm(
      "price.change",
      [Fact("count", .count(changed)), Fact("under", .count(under)), Fact("day", .day(day))])
    try shell.perform(ChangePrices(target, by: change, from: day)) { done in
      [("prices", PriceAnswers.changed.rows(done).rowsJSON)]
    }
  }

  private func change() throws -> PriceChange {
    let step = round.map { PriceStep(tenThousandths: $0.tenThousandths) }
    if let percent { return PriceChange(percent: percent.ratio, step: step) }
    guard var read = try? PriceFormula(text: formula ?? "") else {
      throw Refusal(.formulaUnreadable, Fact("formula", .text(formula ?? "")))
    }
    read.step = read.step ?? step
    return PriceChange(formula: read)
  }

  private func scope(_ shell: Shell, _ reader: StoreReader) throws -> PriceChangeScope {
    if let family { return .family(try reader.family(coded: family).id) }
    if let supplier { return .supplier(try reader.supplier(coded: supplier).id) }
    return .list(try reader.priceList(coded: list ?? "").id)
  }
}
