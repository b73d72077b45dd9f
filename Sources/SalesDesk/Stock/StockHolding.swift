import Sales
import SalesStore
import Values

/// A product's stock by the way the company values it.
enum ValuedGoods {
  case average(ValuedStock)
  case layers(LayeredStock, quantity: Quantity)

  /// What a move did.
  struct Change {
    /// Value of the goods that moved.
    let moved: Amount
    /// What the value of the stock changed by beside that.
    let adjustment: Amount
    /// Cost per price unit of the goods that moved.
    let cost: UnitCost
  }

  /// The cost the next unit leaves at.
  var cost: UnitCost? {
    switch self {
    case .average(let stock): stock.cost
    case .layers(let stock, _): stock.nextCost
    }
  }

  func value() throws -> Amount {
    switch self {
    case .average(let stock): stock.value
    case .layers(let stock, _): try stock.value()
    }
  }

  mutating func receive(
    _ received: Quantity, at price: UnitCost, by move: ID<StockMove>
  ) throws -> Change {
    switch self {
    case .average(var stock):
      let effect = try stock.receive(received, at: price)
      self = .average(stock)
      return Change(moved: effect.moved ?? .zero, adjustment: effect.adjustment, cost: price)
    case .layers(var stock, let quantity):
      let opening = try Self.open(&stock, quantity, at: price)
      let effect = try stock.receive(received, at: price, by: move)
      self = .layers(stock, quantity: quantity + received)
      return Change(
        moved: effect.moved ?? .zero, adjustment: opening - effect.costOfSales, cost: price)
    }
  }

  mutating func deliver(_ delivered: Quantity) throws -> Change {
    switch self {
    case .average(var stock):
      let cost = stock.cost ?? .zero
      let effect = try stock.deliver(delivered)
      self = .average(stock)
      return Change(moved: effect.moved ?? .zero, adjustment: effect.adjustment, cost: cost)
    case .layers(var stock, let quantity):
      let moved = try stock.deliver(delivered).moved ?? .zero
      self = .layers(stock, quantity: quantity - delivered)
      let cost = try UnitCost(
        worth: moved, for: delivered, per: stock.costUnit, minorUnits: stock.minorUnits)
      return Change(moved: moved, adjustment: .zero, cost: cost)
    }
  }

  mutating func correct(
    _ received: Quantity, by move: ID<StockMove>, from old: UnitCost?, to new: UnitCost
  ) throws -> ValuedStock.Correction {
    switch self {
    case .average(var stock):
      let correction = try stock.correct(received, from: old ?? .zero, to: new)
      self = .average(stock)
      return correction
    case .layers(var stock, let quantity):
      guard let old, stock.lastCost != nil else {
        // Nobody knew a cost: what is there is worth the new one, and what left was it.
        let opening = try Self.open(&stock, quantity, at: new)
        self = .layers(stock, quantity: quantity)
        let sold = max(.zero, received - max(.zero, quantity))
        let sales = try LineMargin.cost(
          of: sold, at: new, per: stock.costUnit, minorUnits: stock.minorUnits)
        return ValuedStock.Correction(stock: opening, sales: sales)
      }
      let correction = try stock.correct(received, by: move, from: old, to: new)
      self = .layers(stock, quantity: quantity)
      return correction
    }
  }

  /// The stock held is worth that; nil = nobody knows what.
  mutating func revalue(_ quantity: Quantity, at cost: UnitCost?) throws {
    switch self {
    case .average(let stock):
      let value = try cost.map { cost in
        try LineMargin.cost(
          of: quantity, at: cost, per: stock.costUnit, minorUnits: stock.minorUnits)
      }
      self = .average(stock.holding(quantity, at: cost, worth: value ?? .zero))
    case .layers(let stock, _):
      var fresh = stock.emptied(lastCost: cost)
      if let cost { _ = try Self.open(&fresh, quantity, at: cost) }
      self = .layers(fresh, quantity: quantity)
    }
  }

  /// Stock that has no layer yet, because nobody knew its cost, gets one.
  ///
  /// - Returns: what it is worth.
  private static func open(
    _ stock: inout LayeredStock, _ quantity: Quantity, at cost: UnitCost
  ) throws -> Amount {
    guard stock.layers.isEmpty, stock.short.isEmpty, quantity != .zero else { return .zero }
    stock.open(quantity, at: cost)
    return try stock.value()
  }
}

/// What is known of a product while goods of it move.
struct StockHolding {
  let product: Product
  /// On hand before the move, in all warehouses.
  let quantity: Quantity
  /// Its cost as it stood.
  let row: ProductCost?
  /// Its layers as they stood.
  let layers: [StockLayer]
  /// The last line of its value log.
  let last: StockValueEntry?
  let rules: CostRules
  /// Its stock, by the way the company values it.
  var stock: ValuedGoods
  /// What the move adds to the log.
  private(set) var entries: [(entry: StockValueEntry, cause: StockCause)] = []

  init(
    product: Product, quantity: Quantity, row: ProductCost?, layers: [StockLayer],
    last: StockValueEntry?, rules: CostRules
  ) {
    (self.product, self.quantity, self.row) = (product, quantity, row)
    (self.layers, self.last, self.rules) = (layers, last, rules)
    start = quantity
    let unit = Int64(product.priceUnit)
    guard rules.valuation == .fifo else {
      stock = .average(
        ValuedStock(
          quantity: quantity, cost: row?.unitCost, value: row?.stockValue ?? .zero,
          costUnit: unit, currency: rules.currency))
      return
    }
    func kept(isShort: Bool) -> [CostLayer] {
      layers.filter { $0.isShort == isShort }.map { layer in
        CostLayer(
          quantity: layer.quantity, cost: layer.unitCost, moveID: layer.moveID,
          sequence: layer.sequence)
      }
    }
    let (there, short) = (kept(isShort: false), kept(isShort: true))
    stock = .layers(
      LayeredStock(
        layers: there, short: short,
        lastCost: there.isEmpty && short.isEmpty ? row?.unitCost : nil, costUnit: unit,
        currency: rules.currency),
      quantity: quantity)
  }

  /// Its cost before the move.
  var cost: UnitCost? { row?.unitCost }
  /// Its value before the move.
  var value: Amount { row?.stockValue ?? former?.stockValue ?? .zero }
  /// Its cost by another method, which it had until now.
  private var former: ProductCost?

  /// Where the lines of this act begin: on hand before them.
  private(set) var start: Quantity

  /// Somebody typed another cost, or another stock came with an import: one line, the first where the log
  /// was empty.
  mutating func noteRevaluation(at cost: UnitCost?, by change: Amount) {
    let isFirst = last == nil && value == .zero
    let moved = isFirst ? quantity : quantity - (last?.balanceQuantity ?? quantity)
    guard change != .zero || moved != .zero || (last != nil && cost != self.cost) else { return }
    start = quantity - moved
    note(
      StockCause(isFirst ? .opening : .revaluation), moved, cost: cost, amount: change,
      salesCost: nil)
  }

  /// Another way of valuing the stock takes over from one that ends.
  mutating func carryOn(from old: ProductCost, by change: Amount) {
    former = old
    guard change != .zero else { return }
    note(StockCause(.method), .zero, cost: stock.cost, amount: change, salesCost: nil)
  }

  /// A line of the log.
  mutating func note(
    _ cause: StockCause, _ moved: Quantity, cost: UnitCost?, amount: Amount, salesCost: Amount?
  ) {
    entries.append(
      (
        StockValueEntry(
          productID: product.id, sequence: 0, day: Day(daysSinceEpoch: 0), kind: cause.kind,
          quantity: moved, unitCost: cost, amount: amount, salesCost: salesCost,
          salesNet: cause.salesNet),
        cause
      ))
  }

  /// What the value changed by beside the goods that moved; of goods that left before they were there it
  /// is a cost of sales (AT-31).
  mutating func adjust(by amount: Amount, _ kind: StockValueKind, _ cause: StockCause) {
    guard amount != .zero else { return }
    var reason = StockCause(kind)
    (reason.documentID, reason.line) = (cause.documentID, cause.line)
    reason.salesNet = kind == .shortfall ? .zero : nil
    note(
      reason, .zero, cost: nil, amount: amount, salesCost: kind == .shortfall ? -amount : nil)
  }
}

extension StockBook {
  /// Writes the cost, the layers and the log as the move left them.
  func write(_ held: StockHolding) throws {
    try writeCost(held)
    if case .layers(let stock, _) = held.stock { try writeLayers(stock, over: held) }
    try writeEntries(held)
  }

  private func writeCost(_ held: StockHolding) throws {
    guard let cost = held.stock.cost else {
      if let row = held.row { try delete(row) }
      return
    }
    let value = try held.stock.value()
    guard let row = held.row else {
      return try insert(
        ProductCost(
          productID: held.product.id, method: rules.valuation, scope: 0, unitCost: cost,
          stockValue: value))
    }
    var next = row
    (next.unitCost, next.stockValue) = (cost, value)
    try update(row, to: next)
  }

  private func writeLayers(_ stock: LayeredStock, over held: StockHolding) throws {
    let kept = Dictionary(
      uniqueKeysWithValues: held.layers.map { ($0.sequence, $0) })
    let wanted =
      stock.layers.map { (layer: $0, isShort: false) }
      + stock.short.map { (layer: $0, isShort: true) }
    let sequences = Set(wanted.map(\.layer.sequence))
    for layer in held.layers where !sequences.contains(layer.sequence) { try delete(layer) }
    for (layer, isShort) in wanted {
      guard let row = kept[layer.sequence], row.moveID == layer.moveID, row.isShort == isShort
      else {
        if let row = kept[layer.sequence] { try delete(row) }
        try insert(
          StockLayer(
            productID: held.product.id, sequence: layer.sequence, quantity: layer.quantity,
            unitCost: layer.cost, isShort: isShort, moveID: layer.moveID))
        continue
      }
      var next = row
      (next.quantity, next.unitCost) = (layer.quantity, layer.cost)
      if next != row { try update(row, to: next) }
    }
  }

  /// Each line carries on from the one before; the first says what was there, so that the log is whole.
  private func writeEntries(_ held: StockHolding) throws {
    guard !held.entries.isEmpty else { return }
    var (sequence, quantity, value) = (held.last?.sequence ?? 0, held.start, held.value)
    if let last = held.last, last.balanceValue != value {
      // A load in bulk changed the value meanwhile.
      sequence += 1
      try insert(
        StockValueEntry(
          productID: held.product.id, sequence: sequence, day: day, kind: .revaluation,
          unitCost: held.cost, amount: value - last.balanceValue, balanceQuantity: quantity,
          balanceValue: value))
    }
    if sequence == 0, quantity != .zero || value != .zero {
      sequence += 1
      try insert(
        StockValueEntry(
          productID: held.product.id, sequence: sequence, day: day, kind: .opening,
          quantity: quantity, unitCost: held.cost, amount: value, balanceQuantity: quantity,
          balanceValue: value))
    }
    for (entry, cause) in held.entries {
      sequence += 1
      quantity += entry.quantity
      value += entry.amount
      var line = entry
      (line.sequence, line.day) = (sequence, day)
      (line.causeID, line.causeLine) = (cause.documentID, cause.line)
      line.salespersonID = cause.salespersonID
      (line.balanceQuantity, line.balanceValue) = (quantity, value)
      try insert(line)
    }
  }
}
