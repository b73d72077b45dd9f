import ArgumentParser
import Exchange
import Resources
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir price import FILE --profile NAME`: a supplier's tariff, or our public prices; `--dry-run`
/// shows each before and after.
struct PriceImport: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.import") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("price.importFile")) var file: String
  @Option(help: Words.help("price.importProfile")) var profile: String
  @Option(help: Words.help("price.importSupplier")) var supplier: String?
  @Option(name: .customLong("from"), help: Words.help("price.importFrom")) var from: Day?
  @Option(help: Words.help("price.importRejects")) var rejects: String?
  @Flag(name: .customLong("dry-run"), help: Words.help("price.dryRun")) var isDryRun = false

  func run(_ shell: Shell) throws {
    let read = try TariffFile(
      path: file, TariffProfile.called(profile, in: ResourceFolder.located()))
    let (owner, plan) = try shell.read { reader -> (ID<Supplier>?, TariffPlan) in
      guard try reader.sight == .full else {
        throw Refusal(.costsNeeded, Fact("act", .text(ImportTariff.entry.id)))
      }
      let owner = try supplier.map { try reader.supplier(coded: $0).id }
      let plan = try reader.tariffPlan(
        read.batch, of: owner, from: from, today: shell.today)
      return (owner, plan)
    }
    if isDryRun {
      shell.answer(Self.prices.rows(plan.prices))
      return try refuse(read.rejections(of: plan), shell)
    }
    try shell.confirm(
      "price.import",
      [
        Fact("count", .count(plan.changes.count)),
        Fact("refused", .count(read.rejections(of: plan).count)),
      ])
    let done = try shell.perform(ImportTariff(read.batch, of: owner, from: from)) {
      [("prices", Self.prices.rows($0.changes).rowsJSON)]
    }
    try refuse(read.rejections(of: done), shell)
  }

  /// Writes the refusals beside the file, and says the first of them to a person.
  private func refuse(_ rejections: [ImportRejection], _ shell: Shell) throws {
    let refused = RejectsFile(path: rejects ?? file + "-rejects.csv")
    try refused.begin()
    for rejection in rejections { try refused.add(rejection) }
    try refused.close()
    if !shell.isJSON { Output.lines(ImportWords.lines(refused)) }
  }

  /// `price import --dry-run`, and the prices of the act.
  static let prices = Shape<TariffChange>(
    "prices",
    [
      Field("product", .text) { .text($0.product.code) },
      Field("name", .text) { .text($0.product.name) },
      Field("minimum", .quantity) { .quantity($0.minimum) },
      Field("before", .price) { .price($0.before) },
      Field("after", .price) { .price($0.after) },
      Field("currency", .text) { .text($0.currency.code) },
      Field("move", .ratio) { .fraction($0.move) },
      Field("validFrom", .day) { .day($0.day) },
      Field("changed", .flag) { .flag($0.isChanged) },
    ])
}
