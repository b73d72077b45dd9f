import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir stock …`.
struct StockCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("stock", subcommands: [StockShow.self, StockMoves.self, StockValue.self])
  }
}

/// The stock of a product as `stock show` answers it.
struct ProductStockSheet: Sendable {
  let product: Product
  let sheet: StockSheet
}

/// `comptoir stock show CODE`.
struct StockShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("stock.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { reader -> ProductStockSheet in
      let product = try shell.product(code, in: reader)
      return ProductStockSheet(product: product, sheet: try reader.stockSheet(of: product.id))
    }
    shell.answer(StockAnswers.sheet.card(sheet))
  }
}

/// `comptoir stock moves CODE`.
struct StockMoves: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("stock.moves") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 100

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader -> [StockMoveRow] in
      let product = try shell.product(code, in: reader)
      let places = try reader.all(Warehouse.self)
      return try reader.moves(of: product.id, limit: limit).map { move in
        StockMoveRow(
          move: move, from: places.first { $0.id == move.fromWarehouseID }?.code,
          to: places.first { $0.id == move.toWarehouseID }?.code)
      }
    }
    shell.answer(StockAnswers.moves.rows(rows))
  }
}

/// A move with the codes of its warehouses.
struct StockMoveRow: Sendable {
  let move: StockMove
  let from: String?
  let to: String?
}

/// Answers about stock.
enum StockAnswers {
  /// `stock show`.
  static let sheet = Shape<ProductStockSheet>(
    "stock",
    [
      Field("product", .text) { .text($0.product.code) },
      Field("productName", .text) { .text($0.product.name) },
      Field("unit", .text) { .text($0.product.baseUnit) },
      Field("onHand", .quantity) { .quantity($0.sheet.company.onHand) },
      Field("reserved", .quantity) { .quantity($0.sheet.company.reserved) },
      Field("free", .quantity) { .quantity($0.sheet.company.free) },
      Field("incoming", .quantity) { .quantity($0.sheet.company.incoming) },
      Field("outgoing", .quantity) { .quantity($0.sheet.company.outgoing) },
      Field("forecast", .quantity) { .quantity($0.sheet.company.forecast) },
      Field("warehouses", .rows, inner: warehouses) {
        .rows(warehouses.rows($0.sheet.warehouses))
      },
      Field("holders", .rows, inner: holders) { .rows(holders.rows($0.sheet.holders)) },
      Field("waiting", .rows, inner: waiting) { .rows(waiting.rows($0.sheet.waiting)) },
      Field("coming", .rows, inner: coming) { .rows(coming.rows($0.sheet.incoming)) },
    ])

  private static let warehouses = Shape<WarehouseSheet>(
    "warehouses",
    [
      Field("code", .text) { .text($0.code) },
      Field("name", .text) { .text($0.name) },
      Field("onHand", .quantity) { .quantity($0.position.onHand) },
      Field("reserved", .quantity) { .quantity($0.position.reserved) },
      Field("free", .quantity) { .quantity($0.position.free) },
      Field("incoming", .quantity) { .quantity($0.position.incoming) },
      Field("outgoing", .quantity) { .quantity($0.position.outgoing) },
      Field("nextReceipt", .day) { .day($0.nextReceipt?.day) },
      Field("nextQuantity", .quantity) { .quantity($0.nextReceipt?.quantity) },
    ])

  private static let holders = Shape<HeldStock>(
    "holders",
    [
      Field("order", .text) { .text($0.orderNumber) },
      Field("line", .count) { .count($0.line) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("day", .day) { .day($0.day) },
    ])

  private static let waiting = Shape<AwaitingLine>(
    "waiting",
    [
      Field("order", .text) { .text($0.orderNumber) },
      Field("line", .count) { .count($0.line) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("missing", .quantity) { .quantity($0.missing) },
      Field("orderDay", .day) { .day($0.orderDay) },
    ])

  private static let coming = Shape<IncomingGoods>(
    "coming",
    [
      Field("purchase", .text) { .text($0.number) },
      Field("line", .count) { .count($0.line) },
      Field("supplier", .text) { .text($0.supplierName) },
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("expectedDay", .day) { .day($0.expectedDay) },
    ])

  /// `stock moves`.
  static let moves = Shape<StockMoveRow>(
    "moves",
    [
      Field("day", .day) { .day($0.move.day) },
      Field("from", .text) { .word("place", $0.move.fromPlace) },
      Field("fromWarehouse", .text) { .text($0.from) },
      Field("to", .text) { .word("place", $0.move.toPlace) },
      Field("toWarehouse", .text) { .text($0.to) },
      Field("quantity", .quantity) { .quantity($0.move.quantity) },
      Field("unitCost", .price) { .cost($0.move.unitCost) },
    ])
}
