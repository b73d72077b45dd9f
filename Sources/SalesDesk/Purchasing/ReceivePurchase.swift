import Sales
import SalesStore
import Values

/// What arrives of a purchase line.
public struct ReceiptPick: Sendable, Hashable {
  /// Line of the purchase order.
  public let line: Int
  /// How much, in base units.
  public let quantity: Quantity
  /// Price on the delivery note per price unit, in the currency of the order; nil = that of the purchase
  /// line.
  public let unitCost: UnitCost?

  /// That much of that line.
  public init(line: Int, quantity: Quantity, at unitCost: UnitCost? = nil) {
    self.line = line
    self.quantity = quantity
    self.unitCost = unitCost
  }
}

/// An order line that got goods of a receipt.
public struct ServedLine: Sendable, Hashable {
  /// Order.
  public let orderID: ID<SalesOrder>
  /// Its number.
  public let orderNumber: String
  /// Line.
  public let line: Int
  /// Name of the customer.
  public let customerName: String
  /// How much was set aside for it.
  public let quantity: Quantity
  /// What it still lacks.
  public let stillMissing: Quantity
}

/// What a line of a receipt did.
public struct ReceivedLine: Sendable, Hashable {
  /// Line of the purchase order.
  public let line: Int
  /// Product.
  public let productID: ID<Product>
  /// Received.
  public let quantity: Quantity
  /// Who got it, in the order in which they were served.
  public let served: [ServedLine]
  /// What remained free.
  public let free: Quantity
  /// Cost of the product after; nil = still unknown.
  public let unitCost: UnitCost?
  /// Which cost that is: the one the stock is valued at.
  public let costMethod: CostMethod
  /// Whether the price became the first known cost of the product: to be said.
  public let isFirstCost: Bool
}

/// What a receipt did.
public struct ReceiptOutcome: Sendable, Hashable {
  /// The receipt.
  public let receiptID: ID<Receipt>
  /// Its number.
  public let number: String
  /// Line by line.
  public let lines: [ReceivedLine]
  /// State of the purchase order after.
  public let orderState: PurchaseOrderState
}

/// Brings goods of a supplier in: stock, weighted average cost, and first of all the lines that wait
/// for them (rules.md 2.8, AT-63). Final: the goods are on the shelf.
public struct ReceivePurchase: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry(
    "purchase.receive", .final, roles: .everyone, showsCosts: true)

  /// The purchase order.
  public let orderID: ID<PurchaseOrder>
  /// What arrives; nil = all that is expected.
  public let picks: [ReceiptPick]?

  /// The receipt of a purchase order, or of a part.
  public init(order: ID<PurchaseOrder>, picks: [ReceiptPick]? = nil) {
    orderID = order
    self.picks = picks
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ReceiptOutcome {
    let order = try scope.store.get(orderID)
    guard order.state == .ordered || order.state == .partlyReceived else {
      throw Refusal(
        .purchaseNotOrdered, Fact("number", .text(order.number)),
        Fact("state", .text(order.state.rawValue)))
    }
    let chosen = try picksByProduct(order, scope)
    var receipt = Receipt(
      id: scope.mint(), number: "", purchaseOrderID: order.id, warehouseID: order.warehouseID,
      day: scope.today)
    receipt.number = receipt.id.description
    try scope.store.insert(receipt)
    let unloading = Unloading(scope: scope, order: order, receipt: receipt.id)
    let lines = try chosen.map { try unloading.unload($0.pick, of: $0.line) }
    let settled = try PurchaseProgress(scope: scope).settle(order)
    var numbered = receipt
    numbered.number = try scope.store.drawNumber("receipt")
    try scope.store.update(receipt, to: numbered)
    scope.concerns(.purchaseOrder, order.id.rawValue)
    scope.note("number", .text(numbered.number))
    scope.note("order", .text(order.number))
    return ReceiptOutcome(
      receiptID: receipt.id, number: numbered.number, lines: lines.sorted { $0.line < $1.line },
      orderState: settled.state)
  }

  private func picksByProduct(
    _ order: PurchaseOrder, _ scope: ActScope
  ) throws -> [(line: PurchaseLine, pick: ReceiptPick)] {
    let lines = try scope.store.lines(of: order.id)
    let expected = lines.filter { $0.state == .ordered || $0.state == .partlyReceived }
    let asked =
      picks ?? expected.map { ReceiptPick(line: $0.line, quantity: $0.quantity - $0.received) }
    var seen: Set<Int> = []
    return try asked.map { pick in
      let facts = (Fact("number", .text(order.number)), Fact("line", .count(pick.line)))
      guard let line = expected.first(where: { $0.line == pick.line }),
        seen.insert(pick.line).inserted
      else { throw Refusal(.purchaseLineNotOpen, facts.0, facts.1) }
      guard pick.quantity > .zero else {
        throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(pick.quantity)))
      }
      guard pick.quantity <= line.quantity - line.received else {
        throw Refusal(
          .receiptOverOrdered, facts.0, facts.1, Fact("quantity", .quantity(pick.quantity)),
          Fact("outstanding", .quantity(line.quantity - line.received)))
      }
      return (line, pick)
    }.sorted { ($0.line.productID, $0.line.line) < ($1.line.productID, $1.line.line) }
  }
}
