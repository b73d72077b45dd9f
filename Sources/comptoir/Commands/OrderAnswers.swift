import Sales
import SalesStore
import Values

/// A line of an order with the currency of its amounts.
struct OrderSheetLine: Sendable {
  let line: OrderLine
  let supply: LineSupply?
  let currency: Currency
  let company: Currency

  /// The line where it is goods: words and the head of a set have no quantities and no state.
  var goods: OrderLine? { line.kind == .product ? line : nil }
}

/// Answers about sales orders and deliveries.
enum OrderAnswers {
  /// `order list`.
  static let rows = Shape<OrderSummary>(
    "orders",
    [
      Field("number", .text) { .text($0.order.number) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("customerReference", .text, isShown: false) { .text($0.order.customerReference) },
      Field("state", .text) { .word("state", $0.order.state) },
      Field("orderDay", .day) { .day($0.order.orderDay) },
      Field("deliveryDay", .day) { .day($0.order.deliveryDay) },
      Field("netAmount", .amount) { .amount($0.order.netAmount, $0.order.currency) },
      Field("totalAmount", .amount) { .amount($0.order.totalAmount, $0.order.currency) },
      Field("openAmount", .amount) { .amount($0.openTotal, $0.order.currency) },
      Field("currency", .text, isShown: false) { .text($0.order.currency.code) },
      Field("companyNet", .amount, isShown: false) { .amount($0.order.ownNet, $0.companyCurrency) },
    ])

  private static let held = Shape<HeldGoods>(
    "held",
    [
      Field("warehouse", .text) { .text($0.warehouseName) },
      Field("quantity", .quantity) { .quantity($0.quantity) },
    ])

  private static let awaited = Shape<AwaitedGoods>(
    "awaited",
    [
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("supplier", .text) { .text($0.supplierName) },
      Field("purchase", .text) { .text($0.purchaseOrderNumber) },
      Field("day", .day) { .day($0.day) },
      Field("announced", .flag) { .flag($0.isAnnounced) },
    ])

  /// What acceptance shows at once.
  static let supply = Shape<LineSupply>(
    "supply",
    [
      Field("line", .count) { .count($0.line.line) },
      Field("product", .text) { .text($0.productCode) },
      Field("ordered", .quantity) { .quantity($0.line.quantity) },
      Field("reserved", .quantity) { .quantity($0.line.reserved) },
      Field("where", .words) { supply in
        .words(
          supply.held.map { "\($0.warehouseName) \(Words.format.quantity($0.quantity))" })
      },
      Field("missing", .quantity) { .quantity($0.missing) },
      Field("awaitedFrom", .words) { supply in
        .words(supply.awaited.map { $0.supplierName ?? Words.format.texts["cli.noSupplier"] })
      },
      Field("awaitedUntil", .day) { .day($0.awaitedUntil) },
    ])

  private static let lines = Shape<OrderSheetLine>(
    "lines",
    [
      Field("line", .count) { .count($0.line.line) },
      Field("product", .text) { .text($0.supply?.productCode) },
      Field("description", .text) { .text($0.line.description) },
      Field("set", .text, isShown: false) { .text($0.line.setCode) },
      Field("setOf", .count, isShown: false) { .count($0.line.setOf) },
      Field("ordered", .quantity) { .quantity($0.goods?.quantity) },
      Field("reserved", .quantity) { .quantity($0.goods?.reserved) },
      Field("delivered", .quantity) { .quantity($0.goods?.delivered) },
      Field("cancelled", .quantity) { .quantity($0.goods?.cancelled) },
      Field("invoiced", .quantity, isShown: false) { .quantity($0.goods?.invoiced) },
      Field("missing", .quantity) { .quantity($0.supply?.missing) },
      Field("awaitedUntil", .day) { .day($0.supply?.awaitedUntil) },
      Field("netAmount", .amount) { .amount($0.goods?.netAmount, $0.currency) },
      Field("companyNet", .amount, isShown: false) {
        .amount($0.goods.map { $0.companyNet ?? $0.netAmount }, $0.company)
      },
      Field("state", .text) { .word("line", $0.goods?.state) },
      Field("held", .rows, isShown: false, inner: held) { .rows(held.rows($0.supply?.held ?? [])) },
      Field("awaited", .rows, isShown: false, inner: awaited) {
        .rows(awaited.rows($0.supply?.awaited ?? []))
      },
    ])

  private static let deliveriesOfOrder = Shape<(delivery: Delivery, currency: Currency)>(
    "deliveries",
    [
      Field("number", .text) { .text($0.delivery.number) },
      Field("day", .day) { .day($0.delivery.day) },
      Field("totalAmount", .amount) { .amount($0.delivery.totalAmount, $0.currency) },
      Field("invoicedAmount", .amount) { .amount($0.delivery.invoicedAmount, $0.currency) },
    ])

  /// `order show`.
  static let sheet = Shape<OrderDetail>(
    "orderSheet",
    [
      Field("number", .text) { .text($0.order.number) },
      Field("customer", .text) { .text($0.customer.code) },
      Field("customerName", .text) { .text($0.customer.name) },
      Field("customerReference", .text) { .text($0.order.customerReference) },
      Field("customerOrder", .text) { .text($0.acceptance?.customerOrder) },
      Field("acceptedBy", .text) { .text($0.acceptance?.acceptedBy) },
      Field("acceptedChannel", .text) { .word("acceptance", $0.acceptance?.channel) },
      Field("acceptedDay", .day) { .day($0.acceptance?.acceptedDay) },
      Field("acceptanceFile", .text, isShown: false) { .text($0.acceptance?.fileName) },
      Field("acceptanceHash", .text, isShown: false) { .text($0.acceptance?.fileHash) },
      Field("state", .text) { .word("state", $0.order.state) },
      Field("orderDay", .day) { .day($0.order.orderDay) },
      Field("deliveryDay", .day) { .day($0.order.deliveryDay) },
      Field("netAmount", .amount) { .amount($0.order.netAmount, $0.order.currency) },
      Field("vatAmount", .amount) { .amount($0.order.vatAmount, $0.order.currency) },
      Field("totalAmount", .amount) { .amount($0.order.totalAmount, $0.order.currency) },
      Field("deliveredAmount", .amount) { .amount($0.order.deliveredTotal, $0.order.currency) },
      Field("currency", .text, isShown: false) { .text($0.order.currency.code) },
      Field("rate", .number) { .rate($0.order.rate) },
      Field("rateDay", .day) { .day($0.order.rateDay) },
      Field("companyNet", .amount, isShown: false) { .amount($0.order.ownNet, $0.companyCurrency) },
      Field("creditOverride", .text) { .text($0.order.creditOverride) },
      Field("expectedRebate", .amount) { .amount($0.expectedRebate, $0.companyCurrency) },
      Field("margin", .amount) { .amount($0.margin, $0.companyCurrency) },
      Field("netNetMargin", .amount) { .amount($0.netNet?.left, $0.companyCurrency) },
      Field("netNetRate", .ratio) { .fraction($0.netNet?.rate ?? .unavailable) },
      Field("lines", .rows, inner: lines) { detail in
        .rows(
          lines.rows(
            detail.lines.map { line in
              OrderSheetLine(
                line: line, supply: detail.supply.first { $0.line.line == line.line },
                currency: detail.order.currency, company: detail.companyCurrency)
            }))
      },
      Field("rebates", .rows, inner: RebateAnswers.outlooks) { detail in
        .rows(
          RebateAnswers.outlooks.rows(
            detail.rebates.compactMap { try? $0.outlook(with: .zero) }
              .map { OutlookOnDocument(outlook: $0) }))
      },
      Field("deliveries", .rows, inner: deliveriesOfOrder) { detail in
        .rows(
          deliveriesOfOrder.rows(
            detail.deliveries.map { ($0.delivery, detail.order.currency) }))
      },
    ])

  /// `delivery list`.
  static let deliveries = Shape<DeliveryRow>(
    "deliveries",
    [
      Field("number", .text) { .text($0.delivery.number) },
      Field("day", .day) { .day($0.delivery.day) },
      Field("order", .text) { .text($0.orderNumber) },
      Field("customer", .text) { .text($0.customer.code) },
      Field("customerName", .text) { .text($0.customer.name) },
      Field("totalAmount", .amount) { .amount($0.delivery.totalAmount, $0.currency) },
      Field("invoicedAmount", .amount) { .amount($0.delivery.invoicedAmount, $0.currency) },
      Field("currency", .text, isShown: false) { .text($0.currency.code) },
      Field("imported", .flag) { .flag($0.delivery.imported) },
    ])
}
