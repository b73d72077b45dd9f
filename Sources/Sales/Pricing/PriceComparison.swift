import Values

/// What a price was made of on a day: on a line that was sold, or on one that is being quoted.
public struct PricedMoment: Sendable, Hashable {
  /// The day.
  public var day: Day
  /// Base units.
  public var quantity: Quantity
  /// For how many base units prices and costs stand.
  public var priceUnit: Int
  /// Gross price.
  public var unitPrice: UnitPrice
  /// The cascade taken off it.
  public var discounts: [Ratio]
  /// The list price beside it.
  public var listPrice: UnitPrice?
  /// What it cost; nil = unknown, or not shown.
  public var unitCost: UnitCost?
  /// The index its price follows, as it was.
  public var index: IndexReading?
  /// Whether a rule gave the price, or a person.
  public var source: PriceSource
  /// The rule; nil = the list price, or a typed one.
  public var rule: UInt128?

  /// A price of a day.
  public init(
    day: Day, quantity: Quantity, priceUnit: Int = 1, unitPrice: UnitPrice,
    discounts: [Ratio] = [], source: PriceSource = .rule, rule: UInt128? = nil
  ) {
    self.day = day
    self.quantity = quantity
    self.priceUnit = priceUnit
    self.unitPrice = unitPrice
    self.discounts = discounts
    self.source = source
    self.rule = rule
  }

  /// A line of a quote priced on a day.
  public init(_ line: QuoteDraftLine, on day: Day) {
    let row = line.row
    self.init(
      day: day, quantity: row.quantity, priceUnit: row.priceUnit, unitPrice: row.unitPrice,
      discounts: row.discounts, source: row.priceSource, rule: row.priceRuleID?.rawValue)
    listPrice = row.listPrice
    unitCost = line.unitCost
    if let id = row.indexID, let value = row.indexValue, let day = row.indexDay {
      index = IndexReading(indexID: id, day: day, value: value)
    }
  }

  /// What the rules give a quantity on a day; nil where nothing gives a price.
  public init?(_ terms: ProductTerms, _ quantity: Quantity, _ context: PricingContext) {
    guard let choice = (try? terms.price(of: quantity, context)) ?? nil else { return nil }
    self.init(
      day: context.day, quantity: quantity, priceUnit: terms.product.priceUnit,
      unitPrice: choice.unitPrice, discounts: choice.discounts.steps, rule: choice.rule)
    listPrice = terms.listPrice
    unitCost = terms.unitCost
    index = terms.indexReading(of: choice.rule)
  }

  /// The same price in another document's currency, through the company's: each at its own rate.
  public func converted(from was: DocumentCurrency, to now: DocumentCurrency) -> PricedMoment {
    guard was.currency != now.currency else { return self }
    func price(_ price: UnitPrice) -> UnitPrice {
      was.own(price).flatMap { try? now.foreign($0) } ?? price
    }
    var converted = self
    converted.unitPrice = price(unitPrice)
    converted.listPrice = listPrice.map(price)
    return converted
  }

  /// The net price as printed, per `priceUnit`.
  public var netPrice: UnitPrice {
    LineAmounts(
      quantity: quantity, unitPrice: unitPrice, discounts: (try? Discounts(discounts)) ?? .none
    ).netUnitPrice
  }

  /// The net price of another number of base units, rounded to four decimals.
  public func netPrice(per unit: Int) -> UnitPrice {
    let exact = Int128(netPrice.tenThousandths) * Int128(unit)
    let rounded = roundHalfAwayFromZero(exact, Int128(max(1, priceUnit)))
    return UnitPrice(tenThousandths: Int64(clamping: rounded))
  }
}

/// Why a customer paid another price before: what differs between then and now.
///
/// ```
///   then 10,90 (02/10, 60 u, "Palier 50")   now 12,20 (20 u, list)
///     quantity  60 → 20      rule  Palier 50 → list      list  11,50 → 12,20   +6,1 %
/// ```
/// Prices that stand for other numbers of units are compared for one unit.
public struct PriceComparison: Sendable, Hashable {
  /// What differs.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// A person typed one of the two.
    case source
    /// Another rule gave it.
    case rule
    /// Other discounts.
    case discount
    /// Another quantity.
    case quantity
    /// The index moved.
    case index
    /// The list price moved.
    case list
    /// The cost moved.
    case cost
  }

  /// A difference: what it was, what it is.
  public struct Move: Sendable, Hashable {
    /// What differs.
    public let cause: Cause
    /// Then; nil where it is no number.
    public let before: DerivedValue?
    /// Now; nil where it is no number.
    public let after: DerivedValue?
    /// By how much, as a share of what it was; unavailable where it is no number.
    public let share: Fraction
  }

  /// Then.
  public let then: PricedMoment
  /// Now.
  public let now: PricedMoment

  /// What differs between two prices.
  public init(then: PricedMoment, now: PricedMoment) {
    self.then = then
    self.now = now
  }

  /// By how much the net price rose since, as a share of what it was, for one unit; negative = it fell.
  public var rise: Fraction {
    Self.share(
      then.netPrice.tenThousandths, per: then.priceUnit, now.netPrice.tenThousandths,
      per: now.priceUnit)
  }

  /// By how much the net price rose since, for the price unit of now, rounded to four decimals.
  public var difference: UnitPrice {
    let before = then.netPrice(per: now.priceUnit)
    return UnitPrice(
      tenThousandths: now.netPrice.tenThousandths - before.tenThousandths)
  }

  private static func share(
    _ before: Int64, per unit: Int, _ after: Int64, per other: Int
  ) -> Fraction {
    let old = Int128(before) * Int128(other)
    return Fraction(Int128(after) * Int128(unit) - old, old)
  }

  /// What differs, what explains a price first.
  public var moves: [Move] {
    var moves: [Move] = []
    if then.source != now.source { moves.append(Self.word(.source)) }
    if then.rule != now.rule, then.source == .rule || now.source == .rule {
      moves.append(Self.word(.rule))
    }
    if then.discounts != now.discounts { moves.append(Self.word(.discount)) }
    if then.quantity != now.quantity {
      moves.append(
        Move(
          cause: .quantity, before: .quantity(then.quantity), after: .quantity(now.quantity),
          share: Self.share(
            then.quantity.thousandths, per: 1, now.quantity.thousandths, per: 1)))
    }
    if let before = then.index, let after = now.index, before.indexID == after.indexID,
      before.value != after.value
    {
      moves.append(
        Move(
          cause: .index, before: .index(before.value), after: .index(after.value),
          share: after.value.move(since: before.value)))
    }
    if let move = move(.list, then.listPrice, now.listPrice, { .price($0) }) { moves.append(move) }
    if let move = move(.cost, then.unitCost, now.unitCost, { .cost($0) }) { moves.append(move) }
    return moves
  }

  private static func word(_ cause: Cause) -> Move {
    Move(cause: cause, before: nil, after: nil, share: .unavailable)
  }

  private func move<Value: Scaled>(
    _ cause: Cause, _ before: Value?, _ after: Value?, _ value: (Value) -> DerivedValue
  ) -> Move? {
    guard let before, let after else { return nil }
    let share = Self.share(before.scaled, per: then.priceUnit, after.scaled, per: now.priceUnit)
    guard share.numerator != 0 || !share.isAvailable, before != after else { return nil }
    return Move(cause: cause, before: value(before), after: value(after), share: share)
  }
}
