import Sales
import SalesStore
import Values

/// What a corrected receipt changed.
public struct ReceiptCorrection: Sendable, Hashable {
  /// Number of the receipt.
  public let number: String
  /// Line of it.
  public let line: Int
  /// The product.
  public let productCode: String
  /// Cost per price unit as it was received; nil = unknown.
  public let from: UnitCost?
  /// Cost per price unit as it was invoiced.
  public let to: UnitCost
  /// What the value of the stock changed by: the goods that are still there.
  public let stock: Amount
  /// What the cost of sales changed by: the goods that left since.
  public let sales: Amount
  /// The cost of the product after.
  public let unitCost: UnitCost?
}

/// Gives a line of a receipt the price of the supplier's invoice (AT-33): what is still there changes the
/// value of the stock and the cost, what left since changes the cost of sales of today. Undoable until
/// goods of the product move.
public struct CorrectReceipt: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("receipt.correct", roles: .managers, showsCosts: true)

  /// The receipt.
  public let receiptID: ID<Receipt>
  /// Its line, which is that of the purchase order.
  public let line: Int
  /// Cost per price unit as it was invoiced.
  public let cost: UnitCost
  /// The currency of the invoice; nil = the company's. It goes over the rate of the day on which the goods
  /// came in, as the price did that they were received at.
  public let currency: Currency?

  /// The correction of a line of a receipt.
  public init(
    _ receipt: ID<Receipt>, line: Int, to cost: UnitCost, in currency: Currency? = nil
  ) {
    receiptID = receipt
    self.line = line
    self.cost = cost
    self.currency = currency
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ReceiptCorrection {
    guard cost >= .zero else { throw Refusal(.amountNegative) }
    let receipt = try scope.store.get(receiptID)
    let cost = try companyCost(on: receipt.day, scope)
    let received = try scope.store.get(
      ReceiptLine.self, receipt.id.sqlValue, .integer(Int64(line)))
    let product = try scope.store.get(received.productID)
    let move = try scope.store.moves(causedBy: receipt.id.rawValue)
      .first { $0.causeLine == line && $0.fromPlace == .supplier }
    guard let move else {
      throw StoreError.notFound(kind: StockMove.table.name, key: "\(receipt.number) \(line)")
    }
    let old = received.unitCost ?? move.unitCost
    guard old != cost else {
      throw Refusal(
        .receiptSamePrice, Fact("number", .text(receipt.number)), Fact("line", .count(line)))
    }
    let book = try StockBook(scope.store, day: scope.today)
    let correction = try book.correct(received, by: move.id, from: old, to: cost)
    var corrected = received
    corrected.unitCost = cost
    try scope.store.update(received, to: corrected)
    try book.correctLastPurchase(of: product)
    scope.concerns(.purchaseOrder, receipt.purchaseOrderID.rawValue)
    scope.concerns(.product, product.id.rawValue)
    scope.note("number", .text(receipt.number))
    scope.note("product", .text(product.code))
    let currency = book.rules.currency
    scope.note("stock", .money(Money(correction.stock, currency)))
    scope.note("sales", .money(Money(correction.sales, currency)))
    return ReceiptCorrection(
      number: receipt.number, line: line, productCode: product.code, from: old, to: cost,
      stock: correction.stock, sales: correction.sales,
      unitCost: try scope.store.stockCost(of: product.id)?.unitCost)
  }

  private func companyCost(on day: Day, _ scope: ActScope) throws -> UnitCost {
    let invoiced = UnitPrice(tenThousandths: cost.tenThousandths)
    let own = try scope.store.companyPrice(
      of: invoiced, in: currency ?? scope.store.company().currency, on: day)
    return UnitCost(tenThousandths: own.tenThousandths)
  }
}
