import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir cost …`.
struct CostCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("cost", subcommands: [CostMethodCommand.self])
  }
}

/// `comptoir cost method METHOD [--dry-run]`: the cost that margins are computed with.
struct CostMethodCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("cost.method") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("cost.method")) var method: CostMethod
  @Flag(name: .customLong("dry-run"), help: Words.help("cost.dryRun")) var isDryRun = false

  func run(_ shell: Shell) throws {
    let currency = shell.company.currency
    if isDryRun {
      let preview = try shell.read { reader in
        guard try reader.sight == .full else {
          throw Refusal(.costsNeeded, Fact("act", .text(ChangeCostMethod.entry.id)))
        }
        return try reader.costMethodPreview(to: method)
      }
      return shell.answer(CostAnswers.preview(currency).card(preview))
    }
    try shell.perform(ChangeCostMethod(to: method)) {
      [("costMethod", CostAnswers.preview(currency).card($0).json)]
    }
  }
}

extension CostMethod: ExpressibleByArgument {
  /// Its name, or the word of the trade.
  public init?(argument: String) {
    let words: [String: CostMethod] = [
      "pmp": .weightedAverage, "average": .weightedAverage, "last": .lastPurchase,
    ]
    guard let method = CostMethod(rawValue: argument) ?? words[argument.lowercased()] else {
      return nil
    }
    self = method
  }
}

/// The value of the stock of a product, and what changed it.
struct StockValueSheet: Sendable {
  let product: Product
  let rules: CostRules
  let onHand: Quantity
  let costs: [ProductCost]
  let layers: [StockLayer]
  let rows: [StockValueRow]

  /// The cost the stock is valued at.
  var valued: ProductCost? { costs.first { $0.method == rules.valuation } }
}

/// `comptoir stock value CODE`: the value log of a product.
struct StockValue: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("stock.value") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 100

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { reader -> StockValueSheet in
      guard try reader.sight == .full else {
        throw Refusal(.costsNeeded, Fact("act", .text("stock")))
      }
      let product = try shell.product(code, in: reader)
      return StockValueSheet(
        product: product, rules: try reader.costRules(),
        onHand: try reader.onHand(of: product.id),
        costs: try CostMethod.allCases.compactMap { try reader.cost(of: product.id, by: $0) },
        layers: try reader.layers(of: product.id),
        rows: try reader.valueLog(of: product.id, limit: limit))
    }
    shell.answer(CostAnswers.sheet(shell.company.currency).card(sheet))
  }
}

/// Answers about costs.
enum CostAnswers {
  /// `cost method`.
  static func preview(_ currency: Currency) -> Shape<CostMethodPreview> {
    Shape<CostMethodPreview>(
      "costMethod",
      [
        Field("from", .text) { .word("costMethod", $0.from) },
        Field("to", .text) { .word("costMethod", $0.to) },
        Field("valuation", .text) { .word("costMethod", $0.to.valuation) },
        Field("productCount", .count) { .count($0.products) },
        Field("fromReceipts", .count) { .count($0.fromReceipts) },
        Field("fromStock", .count) { .count($0.fromStock) },
        Field("withoutCost", .count) { .count($0.without) },
        Field("stockValue", .amount) { .amount($0.stockValue, currency) },
      ])
  }

  /// `stock value`.
  static func sheet(_ currency: Currency) -> Shape<StockValueSheet> {
    let entries = entries(currency)
    return Shape<StockValueSheet>(
      "stockValueSheet",
      [
        Field("product", .text) { .text($0.product.code) },
        Field("productName", .text) { .text($0.product.name) },
        Field("onHand", .quantity) { .quantity($0.onHand) },
        Field("valuation", .text) { .word("costMethod", $0.rules.valuation) },
        Field("unitCost", .price) { .cost($0.valued?.unitCost) },
        Field("stockValue", .amount) { .amount($0.valued?.stockValue, currency) },
        Field("costs", .rows, inner: costs) { .rows(costs.rows($0.costs)) },
        Field("layers", .rows, inner: layers) { .rows(layers.rows($0.layers)) },
        Field("entries", .rows, inner: entries) { .rows(entries.rows($0.rows)) },
      ])
  }

  private static let costs = Shape<ProductCost>(
    "costs",
    [
      Field("costMethod", .text) { .word("costMethod", $0.method) },
      Field("unitCost", .price) { .cost($0.unitCost) },
    ])

  private static let layers = Shape<StockLayer>(
    "layers",
    [
      Field("quantity", .quantity) { .quantity($0.isShort ? -$0.quantity : $0.quantity) },
      Field("unitCost", .price) { .cost($0.unitCost) },
    ])

  private static func entries(_ currency: Currency) -> Shape<StockValueRow> {
    Shape<StockValueRow>(
      "entries",
      [
        Field("day", .day) { .day($0.entry.day) },
        Field("document", .text) { .text($0.document) },
        Field("kind", .text) { .word("value", $0.entry.kind) },
        Field("quantity", .quantity) { .quantity($0.entry.quantity) },
        Field("unitCost", .price) { .cost($0.entry.unitCost) },
        Field("amount", .amount) { .amount($0.entry.amount, currency) },
        Field("salesCost", .amount) { .amount($0.entry.salesCost, currency) },
        Field("balanceQuantity", .quantity) { .quantity($0.entry.balanceQuantity) },
        Field("balanceValue", .amount) { .amount($0.entry.balanceValue, currency) },
      ])
  }
}
