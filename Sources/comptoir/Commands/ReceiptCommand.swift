import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir receipt …`.
struct ReceiptCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("receipt", subcommands: [ReceiptShow.self, ReceiptCorrect.self])
  }
}

/// A receipt as `receipt show` answers it.
struct ReceiptSheet: Sendable {
  let receipt: Receipt
  let purchase: PurchaseOrder
  let lines: [(line: ReceiptLine, product: Product)]
}

/// `comptoir receipt show NUMBER`.
struct ReceiptShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("receipt.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("receiptNumber")) var number: String

  func run(_ shell: Shell) throws {
    shell.answer(ReceiptAnswers.sheet.card(try shell.receiptSheet(number)))
  }
}

/// `comptoir receipt correct NUMBER LINE COST`: what the supplier invoiced.
struct ReceiptCorrect: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("receipt.correct") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("receiptNumber")) var number: String
  @Argument(help: Words.help("line")) var line: Int
  @Argument(help: Words.help("receipt.cost")) var cost: UnitCost
  @Option(name: .customLong("currency"), help: Words.help("receipt.currency"))
  var invoiced: Currency?

  func run(_ shell: Shell) throws {
    let sheet = try shell.receiptSheet(number)
    let currency = shell.company.currency
    let done = try shell.perform(
      CorrectReceipt(sheet.receipt.id, line: line, to: cost, in: invoiced)
    ) {
      [("correction", ReceiptAnswers.correction(currency).card($0).json)]
    }
    if !shell.isJSON { shell.answer(ReceiptAnswers.correction(currency).card(done)) }
  }
}

extension Shell {
  /// A receipt with its lines.
  func receiptSheet(_ number: String) throws -> ReceiptSheet {
    try read { reader in
      let receipt = try reader.receipt(numbered: number.uppercased())
      return ReceiptSheet(
        receipt: receipt, purchase: try reader.get(receipt.purchaseOrderID),
        lines: try reader.lines(of: receipt.id).map { ($0, try reader.get($0.productID)) })
    }
  }
}

/// Answers about receipts.
enum ReceiptAnswers {
  /// `receipt show`.
  static let sheet = Shape<ReceiptSheet>(
    "receiptSheet",
    [
      Field("number", .text) { .text($0.receipt.number) },
      Field("purchase", .text) { .text($0.purchase.number) },
      Field("day", .day) { .day($0.receipt.day) },
      Field("lines", .rows, inner: lines) { .rows(lines.rows($0.lines)) },
    ])

  private static let lines = Shape<(line: ReceiptLine, product: Product)>(
    "lines",
    [
      Field("line", .count) { .count($0.line.line) },
      Field("product", .text) { .text($0.product.code) },
      Field("productName", .text) { .text($0.product.name) },
      Field("quantity", .quantity) { .quantity($0.line.quantity) },
      Field("unitCost", .price) { .cost($0.line.unitCost) },
    ])

  /// `receipt correct`.
  static func correction(_ currency: Currency) -> Shape<ReceiptCorrection> {
    Shape<ReceiptCorrection>(
      "correction",
      [
        Field("receipt", .text) { .text($0.number) },
        Field("line", .count) { .count($0.line) },
        Field("product", .text) { .text($0.productCode) },
        Field("costBefore", .price) { .cost($0.from) },
        Field("costInvoiced", .price) { .cost($0.to) },
        Field("stockAmount", .amount) { .amount($0.stock, currency) },
        Field("salesCost", .amount) { .amount($0.sales, currency) },
        Field("unitCost", .price) { .cost($0.unitCost) },
      ])
  }
}
