import Values

/// A figure that a quote shows: of one of its lines, or of the document.
public struct QuoteFigure: Hashable, Sendable {
  /// What it is. The raw value is its name in JSON and on the command line; `figure.quote.<name>` are
  /// its words.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    // Of a line, in the order in which they are explained.
    case gross, discount, netPrice, quantity, net, eco, unitCost, mixedUnitCost, cost, margin
    case marginRate, markup
    case floorRate, floorPrice, floorGap, targetPrice, lastPrice, lastDay, nextQuantity, nextPrice
    case todayPrice, warehouseReserved, warehouseFree, receipt, receiptDay, found, short
    case discountShare, netAfterDiscount, ownNet, ownDiscountShare, ownNetAfterDiscount
    // Of the document.
    case setCount, setNet, setPrice, setOwnNet, setCost, setMargin, setMarginRate
    case goods, section, discountRate, documentDiscount, netGoods, carriage, carriageMissing
    case documentEco, documentNet, rateGoods, rateDiscount, vatBase, vat, vatTotal, total
    case costedNet, documentCost, documentMargin, documentMarginRate, documentMarkup
    case linesWithoutCost, netWithoutCost, testedCost, documentFloor, floorMissing
    case carriageCost, carriageBorne, marginAfterCarriage, offers, offeredNet, linesWithoutPrice
    case customerDiscount, exposure, exposureAfter, creditLimit, exposureRate, exposureAfterRate
    case creditExcess, overdue, validity, delivery
    // Of the year-end rebates, one set per agreement, and of what they leave.
    case rebateEligible, rebateDiscount, rebateDocument, rebateBase, rebateTurnover, rebateRate
    case rebateExpected, rebateNextRate, rebateMissing, rebateNextGain
    case rebatesExpected, netNetMargin, netNetRate
    // Of a document in another currency: the rate, and what it comes to in the company's.
    case exchangeRate, rateDay, ownGoods, ownDiscount, ownNetGoods, ownCarriage, ownTotal
  }

  /// What it is.
  public let kind: Kind
  /// Number of the line; nil = of the document.
  public let line: Int?
  /// Which one where there are several: the step of a cascade, the place of a warehouse or of an agreement,
  /// a rate of VAT in basis points, the line of a heading.
  public let part: Int

  /// A figure.
  public init(_ kind: Kind, line: Int? = nil, part: Int = 0) {
    self.kind = kind
    self.line = line
    self.part = part
  }

  /// Whether it tells a cost, or something a cost can be computed from: none of these is derived for who
  /// sees no costs (architecture.md §4, "Roles").
  public var tellsCost: Bool { Self.costKinds.contains(kind) }

  private static let costKinds: Set<Kind> = [
    .unitCost, .mixedUnitCost, .cost, .margin, .marginRate, .markup, .floorRate, .targetPrice,
    .costedNet, .netNetMargin, .netNetRate,
    .documentCost, .documentMargin, .documentMarginRate, .documentMarkup, .testedCost,
    .documentFloor, .floorMissing, .setCost, .setMargin, .setMarginRate, .carriageCost,
    .carriageBorne, .marginAfterCarriage,
  ]
}

/// A value with its kind.
public enum DerivedValue: Hashable, Sendable {
  /// In the document's currency.
  case amount(Amount)
  /// In the company's currency: what a customer owes; cost, margin and floor of a document in another.
  case credit(Amount)
  /// Per price unit.
  case price(UnitPrice)
  /// Per price unit.
  case cost(UnitCost)
  /// In base units, or in the unit the operand names.
  case quantity(Quantity)
  /// A share that was typed or set.
  case ratio(Ratio)
  /// A share that was computed: exact.
  case rate(Fraction)
  /// Units of the document's currency for one of the company's.
  case exchange(ExchangeRate)
  /// Of a market index.
  case index(IndexValue)
  /// A number of lines, of units, of days.
  case count(Int)
  /// A day.
  case day(Day)
}

/// Something that goes into a figure.
public struct Operand: Hashable, Sendable {
  /// What it is where it is no figure of the quote. `operand.<name>` are its words.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case typed, listPrice, rule, contract, customerTerms, header, packaging, priceUnit,
      typedQuantity
    case costMethod, derogation, granted, family, target, kept, purchase, ordered, onHand, reserved,
      taken,
      ecoUnit,
      place
    case basePrice, indexShare, indexBase, indexValue, formulaDiscount, formulaStep
    case surcharge, minimumMargin, maximumMargin, leastPrice, step, quoteDay, days, threshold,
      tariff
    case invoices, unposted, delivered, orders, bills, deposits, creditNotes, vatRate, stockFree,
      hiddenFloor, dayRate, nearestStep
    case deliveredYear, tier, sentRates, soldAtRate
  }

  /// What it is; nil where it is a figure.
  public let role: Role?
  /// The figure it is, with a derivation of its own.
  public let figure: QuoteFigure?
  /// Its value.
  public let value: DerivedValue
  /// Whether it is taken off.
  public let isSubtracted: Bool

  /// Something stated.
  public init(_ role: Role, _ value: DerivedValue, isSubtracted: Bool = false) {
    self.role = role
    figure = nil
    self.value = value
    self.isSubtracted = isSubtracted
  }

  /// Another figure.
  public init(_ figure: QuoteFigure, _ value: DerivedValue, isSubtracted: Bool = false) {
    role = nil
    self.figure = figure
    self.value = value
    self.isSubtracted = isSubtracted
  }

  /// The same, taken off.
  public var subtracted: Operand {
    figure.map { Operand($0, value, isSubtracted: true) }
      ?? Operand(role ?? .typed, value, isSubtracted: true)
  }
}
