import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir purchase offers PRODUCT [--quantity Q]`: who is asked by either rule, the one in force named.
struct PurchaseOffers: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.offers") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var product: String
  @Option(help: Words.help("quantity")) var quantity: Quantity?

  func run(_ shell: Shell) throws {
    let one = Quantity(thousandths: 1_000)
    let found = try shell.read { reader in
      guard try reader.sight == .full else {
        throw Refusal(.costsNeeded, Fact("act", .text(CreatePurchaseOrder.entry.id)))
      }
      return try reader.supplierOffers(
        of: try shell.product(product, in: reader).id, quantity: quantity ?? one,
        on: shell.today)
    }
    shell.answer(Self.sheet.card(found))
  }

  private static let offers = Shape<SupplierOffer>(
    "supplierPrices",
    [
      Field("supplier", .text) { .text($0.supplierName) },
      Field("sequence", .count) { .count($0.price.sequence) },
      Field("minimum", .quantity) { .quantity($0.price.minimumQuantity) },
      Field("price", .price) { .price($0.price.price) },
      Field("currency", .text) { .text($0.price.currency.code) },
      Field("leadTimeDays", .count) { .count($0.leadTimeDays) },
      Field("validFrom", .day) { .day($0.price.validFrom) },
      Field("validTo", .day) { .day($0.price.validTo) },
    ])

  /// `purchase offers`.
  static let sheet = Shape<SupplierOffers>(
    "supplierOffers",
    [
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("rule", .text) { .word("supplierRule", $0.rule) },
      Field("chosen", .text) { .text($0.chosen?.supplierName) },
      Field("preferred", .text) { .text($0.offer(by: .preferred)?.supplierName) },
      Field("preferredPrice", .price) { .price($0.offer(by: .preferred)?.price.price) },
      Field("cheapest", .text) { .text($0.offer(by: .cheapest)?.supplierName) },
      Field("cheapestPrice", .price) { .price($0.offer(by: .cheapest)?.price.price) },
      Field("supplierPrices", .rows, inner: offers) { .rows(offers.rows($0.offers)) },
    ])
}
