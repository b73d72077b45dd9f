import Sales
import SalesStore
import Values

/// Why goods move, for the value log.
public struct StockCause: Sendable, Hashable {
  /// Why the value changes.
  public let kind: StockValueKind
  /// Document: delivery, receipt.
  public var documentID: UInt128?
  /// Its line.
  public var line: Int?
  /// What the goods are sold for without tax, negative for a return; nil = nothing is sold.
  public var salesNet: Amount?
  /// Who sold them.
  public var salespersonID: ID<Salesperson>?

  /// A reason.
  public init(_ kind: StockValueKind) { self.kind = kind }
}

/// The products' costs as goods come and go: one row per product for the whole company, its layers where
/// stock is valued first in, first out, and the log of values beside them (rules.md 2.8).
///
/// ```
///                   weighted average                first in, first out
///   receive         cost = value / quantity         a layer more, what was short is made good
///   deliver         at the cost                     at the cost of the oldest layers
///   bring back      at the cost they left at        a layer at the cost they left at
///   correct         what is there, and what left    the layer of the receipt, and what left of it
/// ```
/// Each step claims the product's cost first: desks that move the same product do it one after the other.
/// It comes before the level changes. On a server that keeps costs from this session its triggers do the
/// same (migration 0025).
public struct StockBook {
  let store: StoreWriter
  let day: Day
  let isBulk: Bool
  let rules: CostRules

  /// The books of the company in this transaction.
  ///
  /// - Parameter isBulk: whether nothing is written to the log of acts: imports.
  public init(_ store: StoreWriter, day: Day, isBulk: Bool = false) throws {
    self.store = store
    self.day = day
    self.isBulk = isBulk
    rules = try store.costRules()
  }

  /// What came in changed the cost.
  public struct Received: Sendable, Hashable {
    /// Cost after.
    public let cost: UnitCost?
    /// Whether the product had no cost before: its first known one.
    public let isFirst: Bool
  }

  /// Goods that come in. Without a price the cost stays, and what came in counts at it.
  @discardableResult
  func receive(
    _ quantity: Quantity, of product: Product, at price: UnitCost?, by move: ID<StockMove>,
    _ cause: StockCause
  ) throws -> Received {
    guard try store.keepsCosts else { return Received(cost: nil, isFirst: false) }
    var held = try holding(product)
    let isFirst = held.row == nil
    guard let entering = price ?? held.cost else {
      held.note(cause, quantity, cost: nil, amount: .zero, salesCost: nil)
      try write(held)
      return Received(cost: nil, isFirst: false)
    }
    let wasShort = held.quantity < .zero
    let change = try held.stock.receive(quantity, at: entering, by: move)
    let salesCost: Amount? = cause.salesNet == nil ? nil : -change.moved
    held.note(cause, quantity, cost: entering, amount: change.moved, salesCost: salesCost)
    held.adjust(
      by: change.adjustment, wasShort ? .shortfall : isFirst ? .opening : .rounding, cause)
    try write(held)
    if cause.kind == .receipt, let price { try keepLastPurchase(price, of: product) }
    return Received(cost: held.stock.cost, isFirst: isFirst)
  }

  /// Goods that leave for a customer.
  ///
  /// - Returns: the cost they leave at, per price unit of the product; nil when nobody knows it.
  func deliver(
    _ quantity: Quantity, of product: Product, _ cause: StockCause
  ) throws -> UnitCost? {
    guard try store.keepsCosts else { return nil }
    var held = try holding(product)
    guard held.row != nil else {
      held.note(cause, -quantity, cost: nil, amount: .zero, salesCost: nil)
      try write(held)
      return nil
    }
    let change = try held.stock.deliver(quantity)
    held.note(
      cause, -quantity, cost: change.cost, amount: -change.moved, salesCost: change.moved)
    held.adjust(by: change.adjustment, .rounding, cause)
    try write(held)
    return change.cost
  }

  /// A receipt was priced wrongly (AT-33).
  func correct(
    _ line: ReceiptLine, by move: ID<StockMove>, from old: UnitCost?, to new: UnitCost
  ) throws -> ValuedStock.Correction {
    let product = try store.get(line.productID)
    var held = try holding(product)
    let correction = try held.stock.correct(line.quantity, by: move, from: old, to: new)
    var cause = StockCause(.correction)
    cause.documentID = line.receiptID.rawValue
    cause.line = line.line
    cause.salesNet = .zero
    held.note(cause, .zero, cost: new, amount: correction.stock, salesCost: correction.sales)
    try write(held)
    return correction
  }

  /// The stock held is worth that much from now on, one layer of it where layers are kept; nil = nobody
  /// knows what.
  public func revalue(_ product: Product, to cost: UnitCost?) throws {
    var held = try holding(product)
    let before = held.value
    try held.stock.revalue(held.quantity, at: cost)
    let change = try held.stock.value().adding(-before)
    held.noteRevaluation(at: cost, by: change)
    try write(held)
  }

  /// What is known of a product, which no other desk changes until the act ends.
  func holding(_ product: Product) throws -> StockHolding {
    let row = try store.claimCost(of: product.id, by: rules.valuation)
    if row == nil, try store.costRules().valuation != rules.valuation {
      // Somebody changed the method since this transaction looked: everything is read again.
      throw StoreError.stale(table: Setting.table.name, key: CompanySettings.costMethodName)
    }
    return StockHolding(
      product: product, quantity: try store.onHand(of: product.id), row: row,
      layers: rules.valuation == .fifo ? try store.layers(of: product.id) : [],
      last: try store.lastValueEntry(of: product.id), rules: rules)
  }

  /// The last price paid, whatever the method: a company may compute its margins with it.
  private func keepLastPurchase(_ price: UnitCost, of product: Product) throws {
    let row = try store.cost(of: product.id, by: .lastPurchase)
    guard let row else {
      return try insert(
        ProductCost(productID: product.id, method: .lastPurchase, scope: 0, unitCost: price))
    }
    var next = row
    next.unitCost = price
    try update(row, to: next)
  }

  /// The price of a receipt that was corrected is the last price paid, if it was the last receipt.
  func correctLastPurchase(of product: Product) throws {
    guard let price = try store.lastReceiptCost(of: product.id) else { return }
    try keepLastPurchase(price, of: product)
  }

  func insert<Kind: Record>(_ record: Kind) throws {
    if isBulk { try store.insertInBulk(record) } else { try store.insert(record) }
  }

  func update<Kind: Record>(_ old: Kind, to new: Kind) throws {
    if isBulk { try store.updateInBulk(old, to: new) } else { try store.update(old, to: new) }
  }

  func delete<Kind: Record>(_ record: Kind) throws {
    if isBulk { try store.deleteInBulk(record) } else { try store.delete(record) }
  }
}
