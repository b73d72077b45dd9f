import Values

/// For whom and when prices are asked: what a quote's head says of it.
public struct PricingContext: Sendable, Hashable {
  /// The customer; nil before one is chosen: list prices only.
  public var customerID: ID<Customer>?
  /// Delivery site, which may have its own prices.
  public var siteID: ID<Site>?
  /// Class, for floors.
  public var customerClass = ""
  /// Group whose rules apply.
  public var priceGroup = ""
  /// Price list that holds on the day.
  public var priceListID: ID<PriceList>?
  /// General discount; never on a net price (AT-60).
  public var customerDiscount: Ratio = .zero
  /// Decides whether VAT is charged.
  public var vatPosition: VatPosition = .domestic
  /// Currency of the prices.
  public var currency: Currency
  /// In which costs and list prices are kept.
  public var companyCurrency: Currency
  /// Units of the currency of the prices for one of the company's; nil = both are the same.
  public var rate: ExchangeRate?
  /// Day of the prices.
  public var day: Day
  /// The company's switch.
  public var priceSwitch: PriceSwitch = .cheapest
  /// Which cost counts.
  public var costMethod: CostMethod = .weightedAverage

  /// Prices of a day for nobody in particular.
  public init(day: Day, currency: Currency) {
    self.day = day
    self.currency = currency
    companyCurrency = currency
  }

  /// The currency of the prices at its rate.
  public var money: DocumentCurrency {
    DocumentCurrency(currency, company: companyCurrency, rate: rate)
  }
}

/// All that pricing a line of a product needs, read once: a line is then changed without the store.
public struct ProductTerms: Sendable, Hashable {
  /// The product.
  public var product: Product
  /// Its packagings.
  public var units: [ProductUnit]
  /// Cost per price unit; nil = unknown.
  public var unitCost: UnitCost?
  /// What its supplier grants for this party; nil = nothing.
  public var derogation: LineDerogation?
  /// Which cost that is.
  public var costMethod: CostMethod = .weightedAverage
  /// What stands in the place of cost and floor where they are not shown.
  public var hidden: HiddenCost?
  /// Floor of its family for the class of the customer.
  public var floor: Ratio?
  /// What happens to a line under it.
  public var floorActions = FloorActions.warning
  /// Whose floor that is; nil = there is none, or it is not shown.
  public var floorSource: FloorSource?
  /// VAT of the document.
  public var vatRate: Ratio
  /// Rules for this product and this party, whatever their quantity.
  public var candidates: [PriceCandidate]
  /// What “pourquoi ce prix ?” calls each rule.
  public var ruleNames: [UInt128: String]
  /// The currency in which it is sold, at the rate of the document; list price, cost and hidden floor price
  /// are in the company's.
  public var money: DocumentCurrency?

  /// Terms of a product.
  public init(
    product: Product, units: [ProductUnit] = [], vatRate: Ratio, unitCost: UnitCost? = nil
  ) {
    self.product = product
    self.units = units
    self.vatRate = vatRate
    self.unitCost = unitCost
    candidates = []
    ruleNames = [:]
  }

  /// Precision in which its prices are typed.
  public var step: PriceStep {
    money?.step(decimals: product.priceDecimals)
      ?? PriceStep(tenThousandths: powerOfTen(4 - min(4, max(0, product.priceDecimals))))
  }

  /// Units of the document's currency for one of the company's.
  var exchange: ExchangeRate { money?.factor ?? .par }

  /// The public price in the document's currency, to the step in which prices are typed there.
  public var listPrice: UnitPrice? {
    guard let money, money.isForeign, let own = product.listPrice else { return product.listPrice }
    return try? money.foreign(own, step: step)
  }

  /// The eco-contribution per base unit in the document's currency.
  public var ecoUnit: UnitPrice {
    (try? money?.foreign(product.ecoUnit)) ?? product.ecoUnit
  }

  /// The lowest price that is not under the floor, in the document's currency; nil without cost or floor.
  public var floorPrice: UnitPrice? {
    if let hidden {
      return hidden.floorPrice.flatMap { price in
        money.map { $0.foreign(raising: price, to: step) } ?? price
      }
    }
    guard let floor, let unitCost else { return nil }
    return try? TargetPrice.reaching(
      marginRate: floor, cost: unitCost, step: step, exchange: exchange)
  }

  /// The packaging of a unit; nil where the product has none of that name.
  public func packaging(_ unit: String) -> Packaging? {
    if unit == product.baseUnit { return .base }
    return units.first { $0.unit == unit }.map { Packaging(content: $0.factor) }
  }

  /// How many of a unit reach a quantity in base units: the hint "à 96 le prix passe à 4,10" speaks in
  /// the unit typed. Packagings are whole; nil where the product has no such unit.
  public func count(of unit: String, reaching quantity: Quantity) -> Quantity? {
    guard let content = packaging(unit)?.content, content > .zero else { return nil }
    if unit == product.baseUnit { return quantity }
    let whole = roundUp(Int128(quantity.thousandths), Int128(content.thousandths))
    return Int64(exactly: whole * 1000).map { Quantity(thousandths: $0) }
  }

  /// The index that a rule's price follows, with the value it is priced by.
  public func indexReading(of rule: UInt128?) -> IndexReading? {
    guard let rule, case .indexed(let price)? = candidates.first(where: { $0.rule == rule })?.terms
    else { return nil }
    return price.reading
  }

  /// The price of a quantity in base units, and why; nil when nothing gives one.
  public func price(
    of quantity: Quantity, _ context: PricingContext, typed: UnitPrice? = nil
  ) throws(Overflow) -> PriceChoice? {
    var request = PriceRequest(
      quantity: quantity, day: context.day, listPrice: product.listPrice, cost: unitCost)
    request.customerDiscount = context.customerDiscount
    request.priceSwitch = context.priceSwitch
    request.typedPrice = typed
    request.money = context.money
    request.step = step
    return try PriceSelection.choose(request, among: candidates)
  }
}
