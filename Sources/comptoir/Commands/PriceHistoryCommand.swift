import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir price history --product P --customer C`: what he paid and was asked, and what changed since.
struct PriceHistoryCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.history") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("productCode")) var product: String
  @Option(help: Words.help("priceOf")) var customer: String
  @Option(help: Words.help("limit")) var limit = 12

  func run(_ shell: Shell) throws {
    let history = try shell.read { reader in
      try reader.priceHistory(
        of: try shell.product(product, in: reader).id,
        customer: try shell.customer(customer, in: reader).id, on: shell.today, limit: limit)
    }
    shell.answer(Self.shape.rows(history.prices.map { Row(past: $0, history: history) }))
  }

  /// A price of before, with what it would be today.
  struct Row: Sendable {
    let past: PastPrice
    let history: PriceHistory

    var words: PastPriceWords { PastPriceWords(Words.format) }
    var comparison: PriceComparison? { history.comparison(past) }
    var kind: String { if case .order = past.document { "order" } else { "quote" } }
  }

  static let shape = Shape<Row>(
    "prices",
    [
      Field("day", .day) { .day($0.past.priced.day) },
      Field("document", .text) { .text($0.past.number) },
      Field("kind", .text, isShown: false) { .text($0.kind) },
      Field("revision", .count, isShown: false) { .count($0.past.revision) },
      Field("quantity", .quantity) { .quantity($0.past.typedQuantity) },
      Field("unit", .text) { .text($0.past.typedUnit) },
      Field("currency", .text) { .text($0.history.context.currency.code) },
      Field("netPrice", .price) { .price($0.past.priced.netPrice) },
      Field("priceUnit", .count, isShown: false) { .count($0.past.priced.priceUnit) },
      Field("unitPrice", .price, isShown: false) { .price($0.past.priced.unitPrice) },
      Field("discounts", .words, isShown: false) {
        .words($0.past.priced.discounts.map(\.percentText))
      },
      Field("source", .text, isShown: false) { .text($0.past.priced.source.rawValue) },
      Field("explanation", .text) { .text($0.words.why($0.past)) },
      Field("typedBy", .text, isShown: false) { .text($0.past.typed?.actorName) },
      Field("listPrice", .price, isShown: false) { .price($0.past.priced.listPrice) },
      Field("unitCost", .price, isShown: false) { .cost($0.past.priced.unitCost) },
      Field("index", .text, isShown: false) {
        .text($0.past.indexCode.isEmpty ? nil : $0.past.indexCode)
      },
      Field("indexValue", .number, isShown: false) { .index($0.past.priced.index?.value) },
      Field("todayPrice", .price) { .price($0.comparison?.now.netPrice) },
      Field("rise", .ratio) { .fraction($0.comparison?.rise ?? .unavailable) },
      Field("causes", .words) { .words($0.comparison?.moves.map(\.cause.rawValue) ?? []) },
    ])
}
