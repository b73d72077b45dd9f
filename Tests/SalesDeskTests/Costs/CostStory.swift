import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// A company whose stock is bought and sold through the desk.
struct CostStory {
  let story: GoodsStory
  let supplier: Supplier

  init(method: CostMethod = .weightedAverage, negative: Bool = false) throws {
    story = try GoodsStory()
    supplier = try story.company.supplier("ACME")
    if method != .weightedAverage { try story.desk.perform(ChangeCostMethod(to: method)) }
    if negative { try story.desk.perform(SetSetting("stock.negative", to: "true")) }
  }

  @discardableResult
  func product(
    _ code: String, cost: String?, price: String = "20.00", onHand: String = "0",
    _ edit: (inout Product) -> Void = { _ in }
  ) throws -> Product {
    let product = try story.company.product(code, price: price, cost: nil, edit)
    if let cost {
      try story.desk.perform(SetCost(product.id, to: try UnitCost(machine: cost)))
    }
    if units(onHand) > .zero { try story.company.stock(product, onHand: onHand) }
    return product
  }

  /// Goods bought and received at a price.
  @discardableResult
  func receive(_ quantity: String, of product: Product, at price: String) throws -> ID<Receipt> {
    let desk = story.desk
    let draft = try desk.perform(
      CreatePurchaseOrder(
        supplier: supplier.id, asks: [PurchaseAsk(product.id, units(quantity))])
    ).outcome
    try desk.perform(OrderFromSupplier(order: draft.id))
    return try desk.perform(
      ReceivePurchase(
        order: draft.id,
        picks: [
          ReceiptPick(line: 1, quantity: units(quantity), at: try UnitCost(machine: price))
        ])
    ).outcome.receiptID
  }

  /// Goods sold and delivered.
  @discardableResult
  func deliver(_ quantity: String, of product: Product) throws -> ID<Delivery> {
    let order = try story.order([(product, quantity)])
    return try story.desk.perform(
      DeliverOrder(
        order: order.orderID, picks: [DeliveryPick(line: 1, quantity: units(quantity))])
    ).outcome.deliveryID
  }

  @discardableResult
  func correct(_ receipt: ID<Receipt>, to price: String) throws -> ReceiptCorrection {
    try story.desk.perform(
      CorrectReceipt(receipt, line: 1, to: try UnitCost(machine: price))
    ).outcome
  }

  func row(_ product: Product) throws -> ProductCost? {
    try story.desk.read { try $0.stockCost(of: product.id) }
  }

  /// The cost of a product, as it would be typed.
  func cost(_ product: Product) throws -> String? {
    guard let cost = try row(product)?.unitCost else { return nil }
    return MachineDecimal.shortText(cost.tenThousandths, decimals: 4).paddedCents
  }

  func value(_ product: Product) throws -> Amount? { try row(product)?.stockValue }

  func log(_ product: Product) throws -> [StockValueRow] {
    try story.desk.read { try $0.valueLog(of: product.id) }
  }

  /// The delivered margin of everything.
  func margin() throws -> Amount {
    try story.desk.read { reader in
      let today = story.company.today
      let scope = IndicatorScope(period: Period(from: today, to: today))
      return try reader.dashboard(scope, today: today).whole.sums.delivered.margin
    }
  }

  func isSound() throws {
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }
}

extension String {
  /// `10.5` as `10.50`.
  fileprivate var paddedCents: String {
    guard let point = firstIndex(of: ".") else { return self + ".00" }
    let decimals = distance(from: point, to: endIndex) - 1
    return decimals < 2 ? self + String(repeating: "0", count: 2 - decimals) : self
  }
}
