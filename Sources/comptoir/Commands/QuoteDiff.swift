import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// Two versions of a quote and what differs.
struct ComparedQuotes {
  let older: Quote
  let newer: Quote
  let difference: QuoteDifference
  let products: [ID<Product>: Product]

  init(_ number: String, from: Int?, to: Int?, in reader: some StoreReading) throws {
    newer = try reader.quote(numbered: number, revision: to)
    older = try reader.quote(numbered: number, revision: from ?? max(1, newer.revision - 1))
    let (before, after) = (try reader.draft(of: older.id), try reader.draft(of: newer.id))
    difference = try QuoteDifference(from: before, to: after)
    var products: [ID<Product>: Product] = [:]
    for id in Set((before.lines + after.lines).compactMap(\.productID)) {
      products[id] = try reader.get(id)
    }
    self.products = products
  }
}

/// `comptoir quote diff NUMBER [--from 1] [--to 2]`: what one version changed, line by line.
struct QuoteDiff: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.diff") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.from")) var from: Int?
  @Option(help: Words.help("quote.to")) var to: Int?

  func run(_ shell: Shell) throws {
    let compared = try shell.read { reader in
      let quote = try shell.quote(number, in: reader)
      return try ComparedQuotes(quote.number, from: from, to: to ?? quote.revision, in: reader)
    }
    shell.answer(Self.shape.card(compared))
  }

  static let shape = Shape<ComparedQuotes>(
    "quoteDifference",
    [
      Field("number", .text) { .text($0.newer.number) },
      Field("fromRevision", .count) { .count($0.older.revision) },
      Field("toRevision", .count) { .count($0.newer.revision) },
      Field("goodsEffect", .amount) { .amount($0.difference.goods, $0.newer.currency) },
      Field("totalBefore", .amount) { .amount($0.difference.before.total, $0.newer.currency) },
      Field("totalAfter", .amount) { .amount($0.difference.after.total, $0.newer.currency) },
      Field("totalEffect", .amount) { .amount($0.difference.total, $0.newer.currency) },
      Field("lines", .rows, inner: lines) { compared in
        .rows(lines.rows(compared.difference.lines.map { ($0, compared) }))
      },
    ])

  private static let lines = Shape<(line: QuoteLineDifference, all: ComparedQuotes)>(
    "lines",
    [
      Field("line", .count) { .count($0.line.line) },
      Field("kind", .text) { .word("difference", $0.line.kind) },
      Field("parts", .words) { row in
        let parts = row.line.parts.map(\.rawValue)
        return .words(parts, shown: parts.map { Words.format.texts["entry.diff." + $0] })
      },
      Field("product", .text) { row in
        .text(row.line.shown?.productID.flatMap { row.all.products[$0] }?.code)
      },
      Field("description", .text) { .text($0.line.shown?.row.description) },
      Field("quantityBefore", .quantity) { .quantity($0.line.before?.soldQuantity) },
      Field("quantityAfter", .quantity) { .quantity($0.line.after?.soldQuantity) },
      Field("priceBefore", .price) { .price($0.line.before?.soldPrice) },
      Field("priceAfter", .price) { .price($0.line.after?.soldPrice) },
      Field("priceUnit", .count) { row in
        .count(row.line.shown.flatMap { $0.isProduct ? $0.row.priceUnit : nil })
      },
      Field("effect", .amount) { .amount($0.line.effect, $0.all.newer.currency) },
    ])
}

extension QuoteDraftLine {
  fileprivate var soldQuantity: Quantity? { isProduct ? row.typedQuantity : nil }
  fileprivate var soldPrice: UnitPrice? { isProduct ? amounts.netUnitPrice : nil }
}
