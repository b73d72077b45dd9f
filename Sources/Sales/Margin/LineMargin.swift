import Values

/// What a line earns. An unknown cost is nil and never zero (rules.md 2.20, AT-59).
public struct LineMargin: Hashable, Sendable {
  /// What the customer pays, without tax and carriage.
  public let net: Amount
  /// What the goods cost, or nil when nobody knows.
  public let cost: Amount?

  /// The margin of a line of that amount and cost.
  public init(net: Amount, cost: Amount?) {
    self.net = net
    self.cost = cost
  }

  /// Gross margin: net − cost.
  public var margin: Amount? { cost.map { net - $0 } }

  /// Taux de marque: margin / net. Unavailable without cost or for an amount of zero.
  public var marginRate: Fraction { rate(over: net) }

  /// Taux de marge: margin / cost. Unavailable without cost or for a cost of zero.
  public var markup: Fraction { rate(over: cost ?? .zero) }

  private func rate(over base: Amount) -> Fraction {
    guard let margin else { return .unavailable }
    return Fraction(margin.minor, base.minor)
  }

  /// The cost of a line: base quantity × unit cost / cost unit, rounded once (rules.md 2.3).
  ///
  /// `costUnit` is how many base units the cost stands for (1, 100, 1 000); `minorUnits` as in
  /// `LineAmounts.net`.
  @inlinable
  public static func cost(
    of baseQuantity: Quantity, at unitCost: UnitCost, per costUnit: Int64 = 1,
    minorUnits: Int64 = 100
  ) throws(Overflow) -> Amount {
    let terms = LineAmounts(
      quantity: baseQuantity, priceUnit: costUnit,
      unitPrice: UnitPrice(tenThousandths: unitCost.tenThousandths))
    return try terms.net(minorUnits: minorUnits)
  }
}

/// The margin of a document: Σ margins / Σ amounts of the lines whose cost is known, never the mean
/// of the rates of lines (AT-6), with the lines left out by name (AT-59).
public struct DocumentMargin: Hashable, Sendable {
  /// Σ of the lines with a known cost.
  public private(set) var netWithCost: Amount = .zero
  /// Σ of the known costs.
  public private(set) var cost: Amount = .zero
  /// Σ of the lines without cost.
  public private(set) var netWithoutCost: Amount = .zero
  /// How many lines have no cost.
  public private(set) var linesWithoutCost = 0

  /// The margin of no line.
  public init() {}

  /// The margin of those lines.
  public init(_ lines: some Sequence<LineMargin>) {
    for line in lines { add(line) }
  }

  /// Counts one more line.
  public mutating func add(_ line: LineMargin) {
    if let lineCost = line.cost {
      netWithCost += line.net
      cost += lineCost
    } else {
      netWithoutCost += line.net
      linesWithoutCost += 1
    }
  }

  /// Σ of all lines.
  public var net: Amount { netWithCost + netWithoutCost }
  /// Gross margin on the lines whose cost is known.
  public var margin: Amount { netWithCost - cost }
  /// Taux de marque on the lines whose cost is known.
  public var marginRate: Fraction { Fraction(margin.minor, netWithCost.minor) }
  /// Taux de marge on the lines whose cost is known.
  public var markup: Fraction { Fraction(margin.minor, cost.minor) }
}
