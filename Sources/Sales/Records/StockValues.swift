import Values

/// A layer of a product's stock, kept where the company values its stock first in, first out
/// (rules.md 2.8).
public struct StockLayer: Sendable, Hashable {
  /// Product.
  public var productID: ID<Product>
  /// Place among the layers: a later one has a higher number.
  public var sequence: Int
  /// What is left of it, positive; of what is short, how much is.
  public var quantity: Quantity
  /// Cost per price unit; provisional for what is short.
  public var unitCost: UnitCost
  /// Whether these goods left before they were there (AT-31).
  public var isShort: Bool
  /// The move that brought them in; none = they were there when layers began.
  public var moveID: ID<StockMove>?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    productID: ID<Product>,
    sequence: Int,
    quantity: Quantity,
    unitCost: UnitCost,
    isShort: Bool = false,
    moveID: ID<StockMove>? = nil,
    version: Int = 1
  ) {
    self.productID = productID
    self.sequence = sequence
    self.quantity = quantity
    self.unitCost = unitCost
    self.isShort = isShort
    self.moveID = moveID
    self.version = version
  }
}

/// A line of the value log of a product: what changed the value of its stock, and what that makes of the
/// cost of sales. Never changed once written; the balance is that of the whole company.
public struct StockValueEntry: Sendable, Hashable {
  /// Product.
  public var productID: ID<Product>
  /// Place in the log of the product, from 1.
  public var sequence: Int
  /// When.
  public var day: Day
  /// Why.
  public var kind: StockValueKind
  /// What came in, or left below zero; zero where only the value changed.
  public var quantity: Quantity
  /// Cost per price unit of what moved; none = unknown.
  public var unitCost: UnitCost?
  /// What the value of the stock changed by.
  public var amount: Amount
  /// What the cost of sales changed by; none = it did not, or nobody knows.
  public var salesCost: Amount?
  /// What the goods were sold for without tax, negative for a return; none = nothing was sold.
  public var salesNet: Amount?
  /// Who sold them.
  public var salespersonID: ID<Salesperson>?
  /// Document behind it: delivery, receipt.
  public var causeID: UInt128?
  /// Its line.
  public var causeLine: Int?
  /// On hand after.
  public var balanceQuantity: Quantity
  /// Value of the stock after.
  public var balanceValue: Amount

  /// The record with each of its fields; those left out take their usual value.
  public init(
    productID: ID<Product>,
    sequence: Int,
    day: Day,
    kind: StockValueKind,
    quantity: Quantity = .zero,
    unitCost: UnitCost? = nil,
    amount: Amount = .zero,
    salesCost: Amount? = nil,
    salesNet: Amount? = nil,
    salespersonID: ID<Salesperson>? = nil,
    causeID: UInt128? = nil,
    causeLine: Int? = nil,
    balanceQuantity: Quantity = .zero,
    balanceValue: Amount = .zero
  ) {
    self.productID = productID
    self.sequence = sequence
    self.day = day
    self.kind = kind
    self.quantity = quantity
    self.unitCost = unitCost
    self.amount = amount
    self.salesCost = salesCost
    self.salesNet = salesNet
    self.salespersonID = salespersonID
    self.causeID = causeID
    self.causeLine = causeLine
    self.balanceQuantity = balanceQuantity
    self.balanceValue = balanceValue
  }
}
