import Database
import Sales
import Values

// The value of the stock: how the company values it, the layers of a product, its log of values.

/// How costs are computed in this transaction.
public struct CostRules: Sendable, Hashable {
  /// The cost margins are computed with.
  public let method: CostMethod
  /// The company's currency.
  public let currency: Currency

  /// The rules of a method.
  public init(method: CostMethod, currency: Currency) {
    self.method = method
    self.currency = currency
  }

  /// How the stock is valued.
  public var valuation: CostMethod { method.valuation }
}

/// A line of the value log of a product, with the document behind it.
public struct StockValueRow: Sendable, Hashable {
  /// The line.
  public let entry: StockValueEntry
  /// Number of the delivery or receipt; empty = none.
  public let document: String
}

extension StoreReading {
  /// How costs are computed: asked by every act that moves goods, so in one statement.
  public func costRules() throws -> CostRules {
    let found = try connection.first(
      "SELECT currency, (SELECT value FROM setting WHERE name = 'cost.method') FROM company"
    ) { row in
      var field = FieldReader(row)
      let currency = try field.currency()
      return CostRules(
        method: try field.optionalText().flatMap { CostMethod(rawValue: $0) } ?? .weightedAverage,
        currency: currency)
    }
    return found ?? CostRules(method: .weightedAverage, currency: .eur)
  }

  /// The cost of a product that its stock is valued at.
  public func stockCost(of product: ID<Product>) throws -> ProductCost? {
    try cost(of: product, by: costRules().valuation)
  }

  /// The layers of a product, the oldest first, then what is short.
  public func layers(of product: ID<Product>) throws -> [StockLayer] {
    try all(StockLayer.self, "WHERE product_id = \(product) ORDER BY is_short, sequence")
  }

  /// The last line of the value log of a product.
  public func lastValueEntry(of product: ID<Product>) throws -> StockValueEntry? {
    try first(
      StockValueEntry.self, "WHERE product_id = \(product) ORDER BY sequence DESC LIMIT 1")
  }

  /// The value log of a product, the newest first.
  public func valueLog(of product: ID<Product>, limit: Int = 200) throws -> [StockValueRow] {
    let entries = try all(
      StockValueEntry.self,
      "WHERE product_id = \(product) ORDER BY sequence DESC LIMIT \(limit)")
    var numbers: [UInt128: String] = [:]
    for cause in Set(entries.compactMap(\.causeID)) {
      numbers[cause] =
        try find(Delivery.self, .id(cause))?.number ?? find(Receipt.self, .id(cause))?.number
    }
    return entries.map { entry in
      StockValueRow(entry: entry, document: entry.causeID.flatMap { numbers[$0] } ?? "")
    }
  }

  /// The price of the last receipt of a product that had one.
  public func lastReceiptCost(of product: ID<Product>) throws -> UnitCost? {
    try connection.first(
      """
      SELECT receipt_line.unit_cost FROM receipt_line
        JOIN receipt ON receipt.id = receipt_line.receipt_id
      WHERE receipt_line.product_id = \(product) AND receipt_line.unit_cost IS NOT NULL
      ORDER BY receipt.day DESC, receipt.id DESC, receipt_line.line DESC LIMIT 1
      """
    ) { UnitCost(tenThousandths: try $0.int64(0)) }
  }

  /// A receipt by its number.
  ///
  /// - Throws: `StoreError.notFound`.
  public func receipt(numbered number: String) throws -> Receipt {
    guard let found = try first(Receipt.self, "WHERE number = \(number)") else {
      throw StoreError.notFound(kind: Receipt.table.name, key: number)
    }
    return found
  }

  /// The lines of a receipt.
  public func lines(of receipt: ID<Receipt>) throws -> [ReceiptLine] {
    try all(ReceiptLine.self, "WHERE receipt_id = \(receipt) ORDER BY line")
  }

  /// What was received on a purchase order, the newest receipt first.
  public func received(on order: ID<PurchaseOrder>) throws -> [(Receipt, ReceiptLine)] {
    try all(Receipt.self, "WHERE purchase_order_id = \(order) ORDER BY day DESC, id DESC")
      .flatMap { receipt in try lines(of: receipt.id).map { (receipt, $0) } }
  }
}

/// What another cost for margins would change; nothing is written.
public struct CostMethodPreview: Sendable, Hashable {
  /// The cost of today.
  public let from: CostMethod
  /// The cost from then on.
  public let to: CostMethod
  /// Products that have the cost then.
  public let products: Int
  /// Of them, those that begin with the price of their last receipt.
  public let fromReceipts: Int
  /// Of them, those that begin with the cost their stock is valued at.
  public let fromStock: Int
  /// Products in the catalogue that have no cost then.
  public let without: Int
  /// Value of the whole stock today; another method changes its cents at most.
  public let stockValue: Amount
}

extension StoreReading {
  /// The costs of all products by a method, for the whole company.
  public func costs(by method: CostMethod) throws -> [ProductCost] {
    try all(
      ProductCost.self,
      "WHERE method = \(method.rawValue) AND scope = \(UInt128(0)) ORDER BY product_id")
  }

  /// Products that have no cost by a commercial method, with the one they begin with: of last purchases
  /// the price of the last receipt, else the cost their stock is valued at.
  public func costsMissing(
    _ method: CostMethod
  ) throws -> [(productID: ID<Product>, unitCost: UnitCost, isReceipt: Bool)] {
    let known = Set(try costs(by: method).map(\.productID))
    let receipts = method == .lastPurchase ? try lastReceiptCosts() : [:]
    var missing: [(productID: ID<Product>, unitCost: UnitCost, isReceipt: Bool)] = []
    for valuation in [CostMethod.weightedAverage, .fifo] {
      for row in try costs(by: valuation) where !known.contains(row.productID) {
        let paid = receipts[row.productID]
        missing.append((row.productID, paid ?? row.unitCost, paid != nil))
      }
    }
    return missing
  }

  /// The price of the last receipt of each product that had one.
  private func lastReceiptCosts() throws -> [ID<Product>: UnitCost] {
    let rows = try connection.rows(
      """
      SELECT product_id, unit_cost FROM (
        SELECT receipt_line.product_id, receipt_line.unit_cost, ROW_NUMBER() OVER (
            PARTITION BY receipt_line.product_id
            ORDER BY receipt.day DESC, receipt.id DESC, receipt_line.line DESC) AS place
        FROM receipt_line JOIN receipt ON receipt.id = receipt_line.receipt_id
        WHERE receipt_line.unit_cost IS NOT NULL
      ) AS received WHERE place = 1
      """
    ) { (ID<Product>(rawValue: try $0.id(0)), UnitCost(tenThousandths: try $0.int64(1))) }
    return Dictionary(rows) { first, _ in first }
  }

  /// What another cost for margins would change.
  public func costMethodPreview(to method: CostMethod) throws -> CostMethodPreview {
    let rules = try costRules()
    let valued = try costs(by: rules.valuation)
    let missing = method.valuation == method ? [] : try costsMissing(method)
    let known = method.valuation == method ? valued.count : try costs(by: method).count
    let products = known + missing.count
    return CostMethodPreview(
      from: rules.method, to: method, products: products,
      fromReceipts: missing.count { $0.isReceipt }, fromStock: missing.count { !$0.isReceipt },
      without: max(0, try count(Product.self) - products),
      stockValue: try valued.reduce(Amount.zero) { try $0.adding($1.stockValue) })
  }

  /// A document at the costs of today, by the company's method.
  public func atTodaysCosts(_ draft: QuoteDraft) throws -> QuoteDraft {
    let method = try costRules().method
    return try draft.costing { try cost(of: $0, by: method)?.unitCost }
  }
}
