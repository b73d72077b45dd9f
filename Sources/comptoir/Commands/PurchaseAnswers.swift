import Sales
import SalesDesk
import SalesStore
import Values

/// A purchase order as `purchase show` answers it.
struct PurchaseSheet: Sendable {
  let order: PurchaseOrder
  let supplier: Supplier
  let warehouse: Warehouse
  let lines: [(line: PurchaseLine, product: Product)]
  let receipts: [Receipt]

  /// What a question about it names.
  var facts: [Fact] {
    [Fact("number", .text(order.number)), Fact("supplier", .text(supplier.name))]
  }
}

/// Answers about purchases.
enum PurchaseAnswers {
  /// `purchase list`.
  static let rows = Shape<PurchaseSummary>(
    "purchases",
    [
      Field("number", .text) { .text($0.order.number) },
      Field("supplier", .text) { .text($0.supplierName) },
      Field("state", .text) { .word("state", $0.order.state) },
      Field("orderDay", .day) { .day($0.order.orderDay) },
      Field("expectedDay", .day) { .day($0.order.expectedDay) },
      Field("lineCount", .count) { .count($0.lines.count) },
      Field("awaitedLines", .count) { .count($0.lines.count { $0.received < $0.quantity }) },
    ])

  /// `purchase requests`.
  static let requests = Shape<RequestSummary>(
    "requests",
    [
      Field("request", .text) { .text(ShortName.of($0.request.id)) },
      Field("supplier", .text) { .text($0.supplierName) },
      Field("product", .text) { .text($0.productCode) },
      Field("productName", .text) { .text($0.productName) },
      Field("quantity", .quantity) { .quantity($0.request.quantity) },
      Field("neededDay", .day) { .day($0.request.neededDay) },
      Field("needCount", .count) { .count($0.needs.count) },
      Field("onDraft", .flag) { .flag($0.isOnDraft) },
    ])

  private static let lines = Shape<(line: PurchaseLine, product: Product)>(
    "lines",
    [
      Field("line", .count) { .count($0.line.line) },
      Field("product", .text) { .text($0.product.code) },
      Field("productName", .text) { .text($0.product.name) },
      Field("quantity", .quantity) { .quantity($0.line.quantity) },
      Field("received", .quantity) { .quantity($0.line.received) },
      Field("unitPrice", .price) { .price($0.line.unitPrice) },
      Field("priceUnit", .count, isShown: false) { .count($0.line.priceUnit) },
      Field("expectedDay", .day) { .day($0.line.expectedDay) },
      Field("state", .text) { .word("line", $0.line.state) },
    ])

  private static let receipts = Shape<Receipt>(
    "receipts",
    [
      Field("number", .text) { .text($0.number) },
      Field("day", .day) { .day($0.day) },
    ])

  /// `purchase show`.
  static let sheet = Shape<PurchaseSheet>(
    "purchaseSheet",
    [
      Field("number", .text) { .text($0.order.number) },
      Field("supplier", .text) { .text($0.supplier.code) },
      Field("supplierName", .text) { .text($0.supplier.name) },
      Field("warehouse", .text) { .text($0.warehouse.code) },
      Field("state", .text) { .word("state", $0.order.state) },
      Field("orderDay", .day) { .day($0.order.orderDay) },
      Field("expectedDay", .day) { .day($0.order.expectedDay) },
      Field("currency", .text) { .text($0.order.currency.code) },
      Field("lines", .rows, inner: lines) { .rows(lines.rows($0.lines)) },
      Field("receipts", .rows, inner: receipts) { .rows(receipts.rows($0.receipts)) },
    ])

  /// The order lines that a receipt served.
  static let servedLines = Shape<ServedLine>(
    "served",
    [
      Field("order", .text) { .text($0.orderNumber) },
      Field("line", .count) { .count($0.line) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("missing", .quantity) { .quantity($0.stillMissing) },
    ])

  /// The order lines that a receipt served.
  static func served(_ outcome: ReceiptOutcome) -> Listing {
    servedLines.rows(outcome.lines.flatMap(\.served))
  }
}
