import Sales
import SalesStore
import Values

/// Computes margins with another cost from now on, and values the stock in the way that goes with it
/// (rules.md 2.3, "Which cost?").
///
/// ```
///   → first in, first out    the stock of each product becomes one layer at its average cost
///   → weighted average       the layers become their average: the value of the stock stays
///   → last purchase          the price of the last receipt, else the cost the stock is valued at
///   → standard               the cost that was typed, else the cost the stock is valued at
/// ```
/// What is frozen on quotes and orders stays. Undoable until goods of a product move: its cost is another
/// one then.
public struct ChangeCostMethod: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("cost.method", roles: .managers, showsCosts: true)

  /// The cost from now on.
  public let method: CostMethod

  /// The change to a cost.
  public init(to method: CostMethod) { self.method = method }

  /// Does it.
  ///
  /// - Returns: what it changed.
  public func perform(_ scope: ActScope) throws -> CostMethodPreview {
    let preview = try scope.store.costMethodPreview(to: method)
    guard preview.from != method else {
      throw Refusal(.costMethodSame, Fact("method", .text(method.rawValue)))
    }
    try CostMethodChange(scope: scope).change(to: method)
    scope.note("method", .text(method.rawValue))
    scope.note("products", .count(preview.products))
    return preview
  }
}

/// Writes the setting, and what follows from it.
struct CostMethodChange {
  let scope: ActScope

  private var store: StoreWriter { scope.store }

  func change(to method: CostMethod) throws {
    let rules = try store.costRules()
    guard rules.method != method else { return }
    try writeSetting(method)
    if method.valuation != rules.valuation {
      try revalueStock(CostRules(method: method, currency: rules.currency), from: rules)
    }
    if method.valuation != method { try fill(method) }
  }

  private func writeSetting(_ method: CostMethod) throws {
    let name = CompanySettings.costMethodName
    guard let stored = try store.find(Setting.self, .text(name)) else {
      return try store.insert(Setting(name: name, value: method.rawValue))
    }
    var changed = stored
    changed.value = method.rawValue
    try store.update(stored, to: changed)
  }

  /// The value of each stock goes over to the other books. The average of layers is their value over
  /// their quantity, so that the value stays; an average becomes one layer, off by the rounding of its
  /// four decimals at most, which is booked.
  private func revalueStock(_ rules: CostRules, from old: CostRules) throws {
    let book = try StockBook(store, day: scope.today)
    for row in try store.costs(by: old.valuation) {
      let product = try store.get(row.productID)
      let quantity = try store.onHand(of: product.id)
      var held = StockHolding(
        product: product, quantity: quantity, row: nil, layers: [],
        last: try store.lastValueEntry(of: product.id), rules: rules)
      try held.takeOver(row)
      try store.delete(row)
      for layer in try store.layers(of: product.id) { try store.delete(layer) }
      try book.write(held)
    }
  }

  /// Products that have no such cost begin with the last price paid, else with the cost of their stock.
  private func fill(_ method: CostMethod) throws {
    let missing = try store.costsMissing(method)
    try store.insert(
      missing.map { lacking in
        ProductCost(
          productID: lacking.productID, method: method, scope: 0, unitCost: lacking.unitCost)
      })
  }
}

extension StockHolding {
  /// Takes the stock over as it was valued before.
  mutating func takeOver(_ old: ProductCost) throws {
    switch stock {
    case .average(let average):
      let cost =
        quantity > .zero
        ? try UnitCost(
          worth: old.stockValue, for: quantity, per: average.costUnit,
          minorUnits: average.minorUnits) : old.unitCost
      try stock.revalue(quantity, at: cost)
      if quantity > .zero {
        stock = .average(average.holding(quantity, at: cost, worth: old.stockValue))
      }
    case .layers:
      try stock.revalue(quantity, at: old.unitCost)
    }
    carryOn(from: old, by: try stock.value().adding(-old.stockValue))
  }
}
