import Values

// Where a figure comes from: a value, the rule that gives it, and what goes in. The rule can be
// carried out again on the operands alone: the result is the figure (issue: "each figure on the quote
// screen has a derivation whose recomputation gives the same number").
//
//   line 3, net  =  lineAmount( quantity 1 200 · gross 1,85 · price unit 1 )  =  2 220,00
//                               └ itself a figure: 12 boxes of 100

/// How operands give a figure. `derivation.<name>` are its words.
public enum DerivationRule: String, Hashable, Sendable, CaseIterable {
  /// Entered, set or stored: the one operand says where.
  case stated
  /// The operands added, those marked taken off.
  case sum
  /// quantity × price × Π(1 − d) ÷ price unit, rounded once to the minor unit.
  case lineAmount
  /// granted quantity × granted cost + the rest × usual cost, each ÷ price unit and rounded (AT-66).
  case partlyGranted
  /// The same over the whole quantity, per price unit, rounded up: what floors are judged by.
  case mixedCost
  /// price × Π(1 − d), rounded to four decimals.
  case discounted
  /// amount × share, rounded to the minor unit.
  case share
  /// Σ round(amount × share): a tax computed on each line.
  case shareOfEach
  /// Σ(amount × share), rounded once.
  case shares
  /// The share of the last threshold that the first has reached.
  case tier
  /// The first × the second ÷ the third, rounded to the minor unit.
  case proportion
  /// The first over the second.
  case quotient
  /// A part of the first, in proportion to the second among all that follow it (largest remainder).
  case allotted
  /// cost ÷ (1 − share), rounded up to the step in which prices are typed.
  case floorPrice
  /// Σ(amount × share) ÷ Σ amount.
  case weightedRate
  /// What an amount lacks to bear a cost: (cost − Σ kept) × Σ amount ÷ Σ kept, rounded up, where an
  /// amount keeps amount × (1 − share).
  case lacking
  /// count × content of a packaging.
  case converted
  /// How many packagings reach a quantity: the quantity ÷ content, rounded up to whole ones.
  case packagings
  /// The tariff while the goods stay under the threshold, else nothing.
  case carriage
  /// P0 × (a + b × I ÷ I0), to the cent.
  case indexed
  /// base × (1 − discount) to the step, plus surcharge, between both margins.
  case formula
  /// The larger of both.
  case raised
  /// What is wanted and not found.
  case shortage
  /// How many operands there are.
  case tally
  /// A day and a number of days after it.
  case after
  /// An amount over the rate, or times it, rounded to the minor unit of the other currency.
  case exchanged
  /// A price in the company's currency times the rate, rounded to the step in which prices are typed.
  case exchangedPrice
  /// The amount of a set over the number of sets.
  case perSet
}

/// A figure, and how it comes about.
public struct Derivation: Hashable, Sendable {
  /// The figure.
  public let figure: QuoteFigure
  /// What is shown.
  public let value: DerivedValue
  /// How the operands give it.
  public let rule: DerivationRule
  /// What goes in, in order.
  public let operands: [Operand]
  /// Minor units in one major unit of the document's currency.
  public let minorUnits: Int64
  /// The same of the company's.
  public let companyMinorUnits: Int64

  /// Where a figure comes from.
  public init(
    _ figure: QuoteFigure, _ value: DerivedValue, _ rule: DerivationRule, _ operands: [Operand],
    minorUnits: Int64 = 100, companyMinorUnits: Int64? = nil
  ) {
    self.companyMinorUnits = companyMinorUnits ?? minorUnits
    self.figure = figure
    self.value = value
    self.rule = rule
    self.operands = operands
    self.minorUnits = minorUnits
  }

  /// The rule carried out on the operands; nil where they are none for it: such a derivation is a
  /// mistake, and a test finds it.
  public func recomputed() throws(Overflow) -> DerivedValue? {
    switch rule {
    case .stated: operands.count == 1 ? operands[0].value : nil
    case .sum: try sum()
    case .lineAmount: try lineAmount()
    case .partlyGranted: try partlyGranted()
    case .mixedCost: try mixedCost()
    case .discounted: try discounted()
    case .share: try share(operands)
    case .shareOfEach: try shareOfEach()
    case .shares: try shares()
    case .tier: tier()
    case .proportion: try proportion()
    case .quotient: quotient()
    case .allotted: try allotted()
    case .floorPrice: try floorPrice()
    case .weightedRate: weightedRate()
    case .lacking: try lacking()
    case .converted: try converted()
    case .packagings: try packagings()
    case .carriage: carriage()
    case .indexed: try indexed()
    case .formula: try formula()
    case .raised: raised()
    case .shortage: shortage()
    case .tally: .count(operands.count)
    case .after: after()
    case .exchanged: try exchanged()
    case .exchangedPrice: try exchangedPrice()
    case .perSet: perSet()
    }
  }
}

extension DerivedValue {
  /// The number of its smallest units, where it is a scaled integer.
  var units: Int64? {
    switch self {
    case .amount(let value), .credit(let value): value.minor
    case .price(let value): value.tenThousandths
    case .cost(let value): value.tenThousandths
    case .quantity(let value): value.thousandths
    case .ratio(let value): value.basisPoints
    case .index(let value): value.millionths
    case .exchange(let value): value.hundredMillionths
    case .count(let value): Int64(value)
    case .day(let value): Int64(value.daysSinceEpoch)
    case .rate: nil
    }
  }

  /// The same kind of value with that number of smallest units.
  func with(units: Int64) -> DerivedValue? {
    switch self {
    case .amount: .amount(Amount(minor: units))
    case .credit: .credit(Amount(minor: units))
    case .price: .price(UnitPrice(tenThousandths: units))
    case .cost: .cost(UnitCost(tenThousandths: units))
    case .quantity: .quantity(Quantity(thousandths: units))
    case .ratio: .ratio(Ratio(basisPoints: units))
    case .index: .index(IndexValue(millionths: units))
    case .exchange: .exchange(ExchangeRate(hundredMillionths: units))
    case .count: .count(Int(units))
    case .day: .day(Day(daysSinceEpoch: Int32(clamping: units)))
    case .rate: nil
    }
  }
}
