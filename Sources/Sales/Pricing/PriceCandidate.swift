import Values

/// The fixed order in which prices take precedence, the strongest first (rules.md 2.4).
public enum PricePrecedence: Int, Comparable, Sendable, CaseIterable {
  case manual, contract, customerGroup, promotion, quantityBreak, list

  /// The stronger precedence comes first.
  public static func < (left: PricePrecedence, right: PricePrecedence) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a price rule is for, the most specific first.
public enum PriceScope: Hashable, Sendable {
  /// One product.
  case product
  /// A family; the number of steps up from the product's own family, 0 for that family itself.
  case family(distance: Int)
  /// Every product.
  case all

  /// 0 for a product, 1 for a family, 2 for all.
  var rank: Int {
    switch self {
    case .product: 0
    case .family: 1
    case .all: 2
    }
  }

  /// Steps up the tree of families; 0 outside it.
  var distance: Int {
    if case .family(let distance) = self { distance } else { 0 }
  }
}

/// What a price rule gives.
public enum PriceTerms: Hashable, Sendable {
  /// A net price: automatic discounts never apply to it (AT-60).
  case net(UnitPrice)
  /// A discount on the list price, printed as such.
  case discount(Ratio)
  /// A price computed from the list price or the cost.
  case formula(PriceFormula)
  /// What a formula gives that is not shown; nil = what it starts from is unknown.
  case computed(UnitPrice?)
  /// A net price that follows a market index (AT-16).
  case indexed(IndexedPrice)

  /// Whether automatic discounts stay away from it.
  var isNet: Bool {
    switch self {
    case .net, .indexed: true
    case .discount, .formula, .computed: false
    }
  }
}

/// A price rule that may apply to a line; the store has already matched product and customer.
public struct PriceCandidate: Hashable, Sendable {
  /// The raw value of the rule's id.
  public var rule: UInt128
  /// Its place in the precedence. A list rule with a minimum quantity is a quantity break.
  public var precedence: PricePrecedence
  /// What it is for.
  public var scope: PriceScope
  /// The least quantity it needs, in base units.
  public var minimum: Quantity
  /// The first day on which it holds, if any.
  public var validFrom: Day?
  /// The last day on which it holds, if any.
  public var validUntil: Day?
  /// What it gives.
  public var terms: PriceTerms
  /// Net ferme: no further automatic discount, and a contract wins even over a cheaper price.
  public var isFirm: Bool
  /// How much may be ordered under it; nil = without end.
  public var cap: PriceCap?
  /// The least that its discount, formula or index gives; nil = whatever comes out.
  public var floorPrice: UnitPrice?
  /// Whether it is written in the document's currency where that is not the company's: such rules come
  /// first, those in the company's currency are converted at the rate of the document.
  public var isForeign = false

  /// A rule without end and without minimum. A precedence of `list` or `quantityBreak` is set from
  /// the minimum, whichever of the two is given.
  public init(
    rule: UInt128, _ precedence: PricePrecedence, _ scope: PriceScope, _ terms: PriceTerms,
    minimum: Quantity = .zero, isFirm: Bool = false
  ) {
    self.rule = rule
    self.scope = scope
    self.terms = terms
    self.minimum = minimum
    self.isFirm = isFirm
    let isList = precedence == .list || precedence == .quantityBreak
    self.precedence = isList ? (minimum > .zero ? .quantityBreak : .list) : precedence
  }

  /// The same rule between two days, both included.
  public func valid(from: Day?, until: Day?) -> PriceCandidate {
    var dated = self
    dated.validFrom = from
    dated.validUntil = until
    return dated
  }
}

/// Which price a company gives when several apply.
public enum PriceSwitch: String, Hashable, Sendable, CaseIterable {
  /// All levels under manual are compared; the default (product.md).
  case cheapest
  /// The first level that has an applicable rule wins; inside it, the most specific rule.
  case mostSpecific
}

/// What is asked of the price rules for one line.
public struct PriceRequest: Hashable, Sendable {
  /// Quantity in base units.
  public var quantity: Quantity
  /// The document's price date.
  public var day: Day
  /// The public price, nil when unknown.
  public var listPrice: UnitPrice?
  /// The unit cost, nil when unknown; for formulas on cost.
  public var cost: UnitCost?
  /// The customer's general discount, automatic: never on a net or firm price.
  public var customerDiscount: Ratio = .zero
  /// A price typed by the salesperson; it survives changes of quantity.
  public var typedPrice: UnitPrice?
  /// The company's switch.
  public var priceSwitch: PriceSwitch = .cheapest
  /// The document's currency, where it is not that of list price, cost and rules.
  public var money: DocumentCurrency?
  /// To what prices that are converted are rounded.
  public var step: PriceStep = .tenThousandth

  /// A request for a quantity on a day.
  public init(quantity: Quantity, day: Day, listPrice: UnitPrice?, cost: UnitCost? = nil) {
    self.quantity = quantity
    self.day = day
    self.listPrice = listPrice
    self.cost = cost
  }
}

/// Why a rule did not give the price ("why this price").
public enum PriceRejection: Hashable, Sendable {
  /// It starts later.
  case notYetValid(from: Day)
  /// It has ended.
  case expired(on: Day)
  /// The quantity is too small.
  case belowMinimum(Quantity)
  /// So much was ordered under it that the quantity no longer fits: what remains.
  case capReached(remaining: Quantity)
  /// It needs a list price, a cost or a value of an index that is unknown.
  case baseUnknown
  /// Its formula gives nothing, or less than nothing.
  case noPrice
  /// A price was typed.
  case typedPrice
  /// A stronger level has a rule.
  case weakerLevel(than: PricePrecedence)
  /// Another rule of its level is for something more specific.
  case lessSpecific
  /// Another rule of its level and scope asks for a larger quantity, which is reached.
  case smallerBreak(than: Quantity)
  /// Another rule is of a nearer family.
  case fartherFamily
  /// Another rule, equal in all, is newer.
  case older
  /// It is the list price itself, and a rule of the list stands over it.
  case replacedByRule
  /// A firm contract price stands over any cheaper one.
  case firmContract
  /// Another price is lower for the customer.
  case dearer
  /// It is in the company's currency, and a rule in that of the document stands.
  case companyCurrency
}

/// A rule that did not give the price, with the reason.
public struct RejectedPrice: Hashable, Sendable {
  /// The rule; nil for the list price itself.
  public let rule: UInt128?
  /// The reason.
  public let reason: PriceRejection
}

/// A larger quantity that would bring a lower price.
public struct NextBreak: Hashable, Sendable {
  /// The quantity to reach, in base units.
  public let quantity: Quantity
  /// The net price there, rounded to four decimals.
  public let netPrice: UnitPrice
  /// The rule that gives it.
  public let rule: UInt128?
}

/// The price of a line, and why.
public struct PriceChoice: Hashable, Sendable {
  /// Gross price for the product's price unit.
  public let unitPrice: UnitPrice
  /// Automatic discounts that go with it.
  public let discounts: Discounts
  /// Where it comes from.
  public let precedence: PricePrecedence
  /// The rule; nil for a typed price and for the list price itself.
  public let rule: UInt128?
  /// The rules that did not give it, each with its reason, the strongest first.
  public let rejected: [RejectedPrice]
  /// A better break within reach of a larger quantity: shown, never applied by itself.
  public let nextBreak: NextBreak?

  /// The net price, rounded to four decimals.
  public var netPrice: UnitPrice {
    LineAmounts(quantity: .zero, unitPrice: unitPrice, discounts: discounts).netUnitPrice
  }
}
