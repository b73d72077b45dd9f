import Values

/// What was typed of a product line.
public struct LineTyping: Sendable, Hashable {
  /// How much, in `unit`; nil = one.
  public var quantity: Quantity?
  /// Unit or packaging; nil = the product's sales unit.
  public var unit: String?
  /// Price typed; nil = that of the rules.
  public var price: TypedPrice?
  /// Discounts typed, which follow the automatic ones.
  public var discounts: [Ratio]
  /// Words printed; nil = the product's name.
  public var description: String?
  /// Whether another warehouse may serve it; nil = as the company does.
  public var otherWarehouses: Bool?
  /// Sold, or only offered.
  public var choice: LineChoice = .firm

  /// A typing.
  public init(
    quantity: Quantity? = nil, unit: String? = nil, price: TypedPrice? = nil,
    discounts: [Ratio] = []
  ) {
    self.quantity = quantity
    self.unit = unit
    self.price = price
    self.discounts = discounts
  }

  /// What the grammar read of a line.
  public init(_ entry: ProductEntry) {
    self.init(
      quantity: entry.quantity, unit: entry.unit, price: entry.price,
      discounts: entry.discounts.steps)
    choice = entry.choice
  }
}

/// Why a line cannot be made of what was typed.
public enum LineProblem: Error, Sendable, Equatable {
  /// The product is not sold in this unit; those it is sold in.
  case unknownUnit(String, known: [String])
  /// A quantity of zero.
  case noQuantity
  /// A target price needs a cost.
  case costUnknown
  /// A target price would tell the cost to who does not see it.
  case costHidden
  /// No price reaches the target.
  case unreachable(Ratio)
  /// More than five discounts, or one outside 0 to 100 %.
  case discounts(DiscountProblem)
  /// A figure too large.
  case overflow
}

extension ProductTerms {
  /// A line of this product as typed; its document gives it its number.
  public func line(
    _ typing: LineTyping, _ context: PricingContext, otherWarehouses: Bool = true
  ) throws(LineProblem) -> QuoteDraftLine {
    let unit = typing.unit ?? product.salesUnit
    var line = QuoteDraftLine(
      row: QuoteLine(
        quoteID: ID(rawValue: 0), line: 0, position: 0, productID: product.id,
        description: typing.description ?? product.name, typedUnit: unit,
        priceUnit: product.priceUnit, listPrice: listPrice, vatCode: product.vatCode,
        vatRate: vatRate, otherWarehouses: typing.otherWarehouses ?? otherWarehouses,
        choice: typing.choice, ecoUnit: ecoUnit),
      unitCost: unitCost, costMethod: context.costMethod, floor: floor, step: step, hidden: hidden)
    line.derogation = derogation
    line.floorActions = floorActions
    try measure(&line, typing.quantity ?? Quantity(thousandths: 1000), unit)
    try price(&line, typing.price, discounts: typing.discounts, context)
    return line
  }

  /// Gives a line another quantity. A price that was typed stays; one of the rules follows the
  /// quantity.
  public func change(
    _ line: inout QuoteDraftLine, quantity: Quantity, unit: String? = nil, _ context: PricingContext
  ) throws(LineProblem) {
    try measure(&line, quantity, unit ?? line.row.typedUnit)
    guard line.row.priceSource != .manual else { return }
    try price(&line, nil, discounts: [], context)
  }

  /// Gives a line another price, nil giving it back to the rules, and a cascade of discounts.
  public func price(
    _ line: inout QuoteDraftLine, _ wanted: TypedPrice?, discounts: [Ratio],
    _ context: PricingContext
  ) throws(LineProblem) {
    switch wanted {
    case nil: try priceByRule(&line, context)
    case .net(let price): setManual(&line, price)
    case .marginRate(let rate):
      setManual(
        &line,
        try target(of: line) { cost throws(TargetPriceProblem) in
          try TargetPrice.reaching(marginRate: rate, cost: cost, step: step, exchange: exchange)
        })
    case .coefficient(let coefficient):
      setManual(
        &line,
        try target(of: line) { cost throws(TargetPriceProblem) in
          try TargetPrice.times(
            coefficient: coefficient, cost: cost, step: step, exchange: exchange)
        })
    }
    guard !discounts.isEmpty else { return }
    try addTyped(discounts, to: &line)
  }

  /// Replaces the cascade of a line, which makes its price one that was typed.
  public func discount(
    _ line: inout QuoteDraftLine, _ cascade: [Ratio]
  ) throws(LineProblem) {
    line.row.discounts = []
    if line.row.priceSource != .unknown { line.row.priceSource = .manual }
    try addTyped(cascade, to: &line)
  }

  private func addTyped(_ discounts: [Ratio], to line: inout QuoteDraftLine) throws(LineProblem) {
    do {
      line.row.discounts = try Discounts(line.row.discounts + discounts).steps
    } catch {
      throw .discounts(error)
    }
    // A discount typed over a rule is the salesperson's decision (AT-60).
    if line.row.priceSource == .rule, !discounts.isEmpty { line.row.priceSource = .manual }
  }

  private func measure(
    _ line: inout QuoteDraftLine, _ quantity: Quantity, _ unit: String
  ) throws(LineProblem) {
    guard quantity != .zero else { throw .noQuantity }
    guard let packaging = packaging(unit) else {
      throw .unknownUnit(unit, known: [product.baseUnit] + units.map(\.unit))
    }
    line.row.typedQuantity = quantity
    line.row.typedUnit = unit
    do {
      line.row.quantity = try packaging.base(of: quantity)
    } catch {
      throw .overflow
    }
    guard line.quantity != .zero else { throw .noQuantity }
  }

  private func priceByRule(
    _ line: inout QuoteDraftLine, _ context: PricingContext
  ) throws(LineProblem) {
    let choice: PriceChoice?
    do {
      choice = try price(of: line.quantity, context)
    } catch {
      throw .overflow
    }
    line.row.listPrice = listPrice
    line.row.priceRuleID = choice?.rule.map { ID(rawValue: $0) }
    line.row.priceSource = choice == nil ? .unknown : .rule
    line.row.unitPrice = choice?.unitPrice ?? .zero
    line.row.discounts = choice?.discounts.steps ?? []
    line.follow(indexReading(of: choice?.rule))
  }

  private func setManual(_ line: inout QuoteDraftLine, _ price: UnitPrice) {
    line.row.unitPrice = price
    line.row.priceSource = .manual
    line.row.priceRuleID = nil
    line.row.discounts = []
    line.follow(nil)
  }

  /// A price over the cost of the line, which a derogation may lower for a part of it.
  private func target(
    of line: QuoteDraftLine, _ price: (UnitCost) throws(TargetPriceProblem) -> UnitPrice
  ) throws(LineProblem) -> UnitPrice {
    guard hidden == nil else { throw .costHidden }
    guard let unitCost else { throw .costUnknown }
    let granted = line.derogation.map { $0.granting($0.available) }
    do {
      return try price(
        granted?.unitCost(of: line.quantity, usualCost: unitCost) ?? unitCost)
    } catch {
      switch error {
      case .unreachable(let rate): throw .unreachable(rate)
      case .overflow: throw .overflow
      }
    }
  }
}
