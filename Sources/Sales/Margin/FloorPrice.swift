import Values

/// A line against the floor of its family (rules.md 2.3).
///
/// The test is on the unrounded net unit price, so that the floor price shown (`floorPrice`, rounded
/// up) is always accepted even where the printed amount of one piece falls under it (AT-9: 0.5715
/// prints 0.57).
public struct LineFloor: Hashable, Sendable {
  /// The terms of the line.
  public let line: LineAmounts
  /// The quantity of the line in the base unit, which the cost is for.
  public let baseQuantity: Quantity
  /// The cost of `costUnit` base units, or nil when unknown.
  public let unitCost: UnitCost?
  /// For how many base units the cost stands.
  public let costUnit: Int64
  /// Units of the currency of the price for one of the currency of the cost.
  public let rate: ExchangeRate

  /// A line and its cost. Without a base quantity, the line is in the base unit; without a rate, price and
  /// cost are in one currency.
  public init(
    line: LineAmounts, baseQuantity: Quantity? = nil, unitCost: UnitCost?, costUnit: Int64 = 1,
    rate: ExchangeRate = .par
  ) {
    self.rate = rate
    self.line = line
    self.baseQuantity = baseQuantity ?? line.quantity
    self.unitCost = unitCost
    self.costUnit = costUnit
  }

  /// Whether the net price leaves less than `floor` (a taux de marque) over the cost.
  ///
  /// Returns and gifts (a quantity or a price of zero or less) are exempt; a line without cost is not
  /// under the floor but asks (`DocumentFloor`).
  public func isUnder(_ floor: Ratio) -> Bool {
    guard let unitCost, line.quantity > .zero, line.unitPrice > .zero else { return false }
    // price × kept × quantity × (1 − floor) / price unit < cost × base quantity / cost unit,
    // multiplied out; each factor fits in 128 bits and the products are compared in full width.
    let price = Int128(line.unitPrice.tenThousandths) * line.discounts.keptNumerator
    let weight =
      Int128(line.quantity.thousandths) * Int128(floor.complement.basisPoints) * Int128(costUnit)
    let cost =
      Int128(unitCost.tenThousandths) * Int128(baseQuantity.thousandths) * Int128(line.priceUnit)
    let share = line.discounts.keptDenominator * Ratio.one
    // The cost is taken over at the rate unrounded (AT-7); at par both sides stay as they are.
    let isPar = rate == .par
    let par = Int128(ExchangeRate.par.hundredMillionths)
    let left = price.multipliedFullWidth(by: isPar ? weight : weight * par)
    let right = (isPar ? cost : cost * Int128(rate.hundredMillionths))
      .multipliedFullWidth(by: share)
    return (left.high, left.low) < (right.high, right.low)
  }

  /// The lowest price, for the line's unit and price unit, that is not under `floor`: the price to
  /// type. Nil without cost or quantity, or for a floor of 100 % and more.
  public func floorPrice(_ floor: Ratio, step: PriceStep = .cent) -> UnitPrice? {
    guard let unitCost, line.quantity > .zero, floor.basisPoints < 10_000 else { return nil }
    let cost =
      Int128(unitCost.tenThousandths) * Int128(baseQuantity.thousandths) * Int128(line.priceUnit)
    let (numerator, overflow) = cost.multipliedReportingOverflow(
      by: Ratio.one * Int128(rate.hundredMillionths))
    let divisor =
      Int128(line.quantity.thousandths) * Int128(costUnit) * Int128(floor.complement.basisPoints)
      * Int128(ExchangeRate.par.hundredMillionths)
    guard !overflow else { return nil }
    let steps = roundUp(numerator, divisor * Int128(step.tenThousandths))
    let price = try? Int64(narrowing: steps * Int128(step.tenThousandths))
    return price.map(UnitPrice.init(tenThousandths:))
  }
}

/// What a line brings to the floor of its document.
public struct FloorLine: Hashable, Sendable {
  /// The amount of the line, without tax.
  public let net: Amount
  /// Its cost, or nil when unknown.
  public let cost: Amount?
  /// The floor of its family for this class of customer, or nil when no family up to the root has
  /// one.
  public let floor: Ratio?

  /// A line of a document.
  public init(net: Amount, cost: Amount?, floor: Ratio?) {
    self.net = net
    self.cost = cost
    self.floor = floor
  }
}

/// A document against its own floor: Σ amount × (1 − floor) < Σ cost, in integers.
///
/// A loss leader inside a healthy order is daily trade, so lines only warn and the document decides.
/// Lines without cost leave both sums and their presence alone asks for an approval (product.md);
/// lines without a floor leave both sums and ask nothing.
public struct DocumentFloor: Hashable, Sendable {
  /// Σ amount of the lines tested.
  public private(set) var net: Amount = .zero
  /// Σ cost of the lines tested.
  public private(set) var cost: Amount = .zero
  /// How many lines have no cost.
  public private(set) var linesWithoutCost = 0
  /// Σ amount × (1 − floor), in minor units × basis points.
  private var allowed: Int128 = 0

  /// The floor of a document of those lines.
  public init(_ lines: some Sequence<FloorLine>) {
    for line in lines { add(line) }
  }

  /// Counts one more line.
  mutating func add(_ line: FloorLine) {
    guard let lineCost = line.cost else {
      linesWithoutCost += 1
      return
    }
    guard let floor = line.floor else { return }
    net += line.net
    cost += lineCost
    allowed += Int128(line.net.minor) * Int128(floor.complement.basisPoints)
  }

  /// The document's floor: Σ(line floor × line amount) / Σ amount (AT-9: 27.50 %).
  public var rate: Fraction {
    let whole = Int128(net.minor) * Ratio.one
    return Fraction(whole - allowed, whole)
  }

  /// Whether the lines together earn less than their floors ask.
  public var isUnder: Bool { allowed < Int128(cost.minor) * Ratio.one }

  /// Whether they do once `extra` is taken from the margin too: carriage at our charge, an expected
  /// rebate (`Negotiation` keeps the floor of what is really left).
  public func isUnder(bearing extra: Amount) -> Bool {
    allowed < (Int128(cost.minor) + Int128(extra.minor)) * Ratio.one
  }

  /// Whether a manager must approve: under the floor, or a line whose cost nobody knows.
  public var needsApproval: Bool { isUnder || linesWithoutCost > 0 }

  /// How much more the customer would have to pay to reach the floor ("manque 95,20 €"), rounded up;
  /// nil when nothing is missing or when no amount reaches it.
  public var missing: Amount? {
    let lacking = Int128(cost.minor) * Ratio.one - allowed
    guard lacking > 0, allowed > 0 else { return nil }
    let (product, overflow) = lacking.multipliedReportingOverflow(by: Int128(net.minor))
    guard !overflow else { return nil }
    return try? Amount(narrowing: roundUp(product, allowed))
  }
}
