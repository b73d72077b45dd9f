import Sales
import Testing
import Values

/// Quotes with something of everything a line may have, from a seed: rules of every kind, packagings, price
/// units, options, sections, returns, lines without cost or price, eco-contributions, hidden costs.
struct RandomQuote {
  private static let today = Day(daysSinceEpoch: 20_000)
  private static let rates = [2_000, 1_000, 550, 0].map { Ratio(basisPoints: $0) }

  private var random: SeededGenerator
  private(set) var draft: QuoteDraft
  private(set) var ground = DerivationGround()
  private let hidesCosts: Bool
  private var context: PricingContext

  /// The quote of a seed; every fourth one is looked at by who sees no costs.
  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    hidesCosts = seed % 4 == 3
    context = PricingContext(day: Self.today, currency: .eur)
    draft = QuoteDraft(
      quote: Quote(
        id: ID(rawValue: 1), number: "D-\(seed)", opportunityID: ID(rawValue: 2),
        customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: .eur,
        priceDay: Self.today, createdDay: Self.today, validityDay: Self.today + 30),
      companyCurrency: .eur)
    try exchange(seed)
    if chance(50) { context.customerDiscount = Ratio(basisPoints: number(100...900)) }
    context.priceSwitch = chance(50) ? .cheapest : .mostSpecific
    try addLines()
    try addSet(seed)
    head()
    try surround()
  }

  /// Three of five are in another currency than the company's: of two decimals, of none, of three.
  private mutating func exchange(_ seed: UInt64) throws {
    let foreign: (code: String, rates: ClosedRange<Int64>)
    switch seed % 5 {
    case 1: foreign = ("USD", 80_000_000...150_000_000)
    case 2: foreign = ("JPY", 12_000_000_000...18_000_000_000)
    case 3: foreign = ("KWD", 30_000_000...40_000_000)
    default: return
    }
    context.currency = try #require(Currency(code: foreign.code))
    context.rate = ExchangeRate(hundredMillionths: number(foreign.rates))
    (draft.quote.currency, draft.quote.rate) = (context.currency, context.rate)
    draft.quote.rateDay = Self.today - 1
  }

  private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { random.int(in: range) }
  private mutating func chance(_ percent: Int64) -> Bool { number(1...100) <= percent }

  // MARK: Products

  private mutating func terms(_ id: Int64) throws -> ProductTerms {
    let unit = [1, 1, 100, 1_000][Int(number(0...3))]
    let product = Product(
      id: ID(rawValue: UInt128(id)), searchKey: id, code: "P\(id)", name: "Produit \(id)",
      baseUnit: "u", salesUnit: "u", priceUnit: unit,
      priceDecimals: chance(30) ? 4 : 2,
      listPrice: UnitPrice(tenThousandths: number(1...900) * 100),
      ecoUnit: UnitPrice(tenThousandths: chance(20) ? number(1...5_000) : 0))
    var terms = ProductTerms(
      product: product, vatRate: random.pick(Self.rates) ?? .zero,
      unitCost: chance(85) ? UnitCost(tenThousandths: number(1...800) * 100) : nil)
    terms.units = [
      ProductUnit(
        productID: product.id, unit: "bte", factor: Quantity(thousandths: number(1...60) * 500))
    ]
    if chance(15), !hidesCosts {
      terms.derogation = LineDerogation(
        id: ID(rawValue: UInt128(9_000 + id)),
        unitCost: UnitCost(tenThousandths: number(1...60_000)),
        available: chance(70) ? Quantity(thousandths: number(1...300_000)) : nil)
    }
    if chance(80) { terms.floor = Ratio(basisPoints: number(0...4_000)) }
    terms.candidates = try candidates()
    if hidesCosts {
      let floor = terms.floor.flatMap { rate in
        terms.unitCost.flatMap {
          try? TargetPrice.reaching(marginRate: rate, cost: $0, step: terms.step)
        }
      }
      terms.hidden = HiddenCost(isKnown: terms.unitCost != nil, floorPrice: floor)
      (terms.unitCost, terms.floor) = (nil, nil)
    }
    terms.money = context.money
    return terms
  }

  private mutating func candidates() throws -> [PriceCandidate] {
    var candidates: [PriceCandidate] = []
    var price: UnitPrice { UnitPrice(tenThousandths: random.int(in: 50...80_000)) }
    for number in 0..<self.number(0...3) {
      let terms: PriceTerms
      switch self.number(0...4) {
      case 0: terms = .net(price)
      case 1: terms = .discount(Ratio(basisPoints: self.number(1...3_000)))
      case 2: terms = .formula(formula())
      case 3:
        terms = .indexed(
          IndexedPrice(
            base: price, share: Ratio(basisPoints: self.number(1...10_000)),
            baseValue: IndexValue(millionths: 8_500_000_000),
            reading: IndexReading(
              indexID: ID(rawValue: 77), day: Self.today - 2,
              value: IndexValue(millionths: self.number(6_000...12_000) * 1_000_000))))
      default: terms = .computed(chance(90) ? price : nil)
      }
      let level: [PricePrecedence] = [.contract, .customerGroup, .promotion, .list]
      var candidate = PriceCandidate(
        rule: UInt128(100 + number), level[Int(self.number(0...3))], .product, terms,
        minimum: Quantity(thousandths: chance(40) ? self.number(1...200) * 1_000 : 0),
        isFirm: chance(10))
      if chance(30) { candidate.floorPrice = price }
      if context.money.isForeign { candidate.isForeign = chance(25) }
      candidates.append(candidate)
    }
    return candidates
  }

  private mutating func formula() -> PriceFormula {
    // A formula on the cost comes to who sees none as its price alone (`computed`).
    var formula = PriceFormula(
      base: chance(50) || hidesCosts ? .listPrice : .cost,
      discount: Ratio(basisPoints: number(-4_000...2_000)),
      step: chance(50) ? PriceStep(tenThousandths: 500) : nil,
      surcharge: UnitPrice(tenThousandths: number(-100...100)))
    if chance(40) {
      formula = formula.within(
        minimum: UnitPrice(tenThousandths: number(0...2_000)),
        maximum: UnitPrice(tenThousandths: number(2_000...9_000)))
    }
    return formula
  }

  // MARK: Sets

  /// Half of the quotes hold a set of the products that are on them, at a typed price here and there.
  private mutating func addSet(_ seed: UInt64) throws {
    guard seed % 2 == 0 else { return }
    var own = SeededGenerator(seed: seed &+ 7_000)
    let products = ground.terms.values.sorted { $0.product.code < $1.product.code }.prefix(3)
    let set = ProductSet(
      id: ID(rawValue: 9), code: "KIT", name: "Kit", closed: seed % 4 == 0, searchKey: 1)
    let lines = products.enumerated().map { place, terms in
      ProductSetLine(
        setID: set.id, line: place + 1, productID: terms.product.id,
        quantity: Quantity(thousandths: own.int(in: 1...30) * 1_000))
    }
    var typing = LineTyping(quantity: Quantity(thousandths: own.int(in: 1...4) * 1_000))
    if seed % 6 == 0 { typing.discounts = [Ratio(basisPoints: own.int(in: 1...900))] }
    let terms = SetTerms(
      set: set, lines: lines,
      products: Dictionary(uniqueKeysWithValues: products.map { ($0.product.id, $0) }))
    draft.append(set: try terms.lines(typing, context))
  }

  // MARK: Lines

  private mutating func addLines() throws {
    var products: [ProductTerms] = []
    for id in 0..<number(1...6) { products.append(try terms(1_000 + id)) }
    for terms in products { ground.terms[terms.product.id] = terms }
    for _ in 0...number(0...11) {
      if chance(12) { draft.append(.words("Lot", heading: chance(70))) }
      guard let terms = random.pick(products) else { continue }
      var typing = LineTyping(
        quantity: Quantity(thousandths: number(1...400_000) * (chance(6) ? -1 : 1)),
        unit: chance(25) ? "bte" : nil)
      if chance(25) { typing.price = .net(UnitPrice(tenThousandths: number(1...90_000))) }
      if chance(35) {
        typing.discounts = (0...number(0...1)).map { _ in
          Ratio(basisPoints: random.int(in: 1...3_000))
        }
      }
      if chance(15) { typing.choice = chance(50) ? .option : .alternative }
      guard var line = try? terms.line(typing, context, otherWarehouses: chance(70)) else {
        continue
      }
      if chance(10) {
        // Priced on another day: today's rules would say something else.
        line.row.unitPrice = UnitPrice(tenThousandths: line.row.unitPrice.tenThousandths + 100)
      }
      if chance(4) { (line.row.priceSource, line.row.unitPrice) = (.unknown, .zero) }
      draft.append(line)
    }
    draft.settleChoices()
  }

  private mutating func head() {
    if chance(60) { draft.quote.discount = Ratio(basisPoints: number(1...1_500)) }
    draft.vatRounding = chance(50) ? .perRate : .perLine
    if chance(60) {
      draft.carriageTerms = CarriageTerms(
        freeFrom: chance(80) ? Amount(minor: number(1...400_000)) : nil,
        amount: Amount(minor: number(1...9_000))
      ).converted(to: draft.money)
    }
    if chance(30) {
      draft.quote.carriageSource = .manual
      draft.quote.carriage = Amount(minor: number(0...9_000))
    }
    if chance(30) { draft.quote.carriageCost = Amount(minor: number(0...9_000)) }
    if chance(20) {
      draft.quote.state = .sent
      draft.quote.carriage = Amount(minor: number(0...9_000))
    }
    if chance(40) { draft.quote.deliveryDay = Self.today + 8 }
    if chance(30) { draft.quote.validityDay = Self.today + 45 }
  }

  // MARK: What stands around

  private mutating func surround() throws {
    ground.context = context
    ground.customerDiscount = context.customerDiscount
    ground.validityDays = 30
    var exposure = ExposureTerms()
    exposure.invoices = Amount(minor: number(0...900_000))
    exposure.openOrders = (0..<3).map { _ in
      DueAmount(
        Amount(minor: random.int(in: 0...90_000)), due: Self.today + Int(random.int(in: 0...90)))
    }
    exposure.deposits = Amount(minor: number(0...50_000))
    ground.exposure = exposure
    if chance(50) { ground.horizon = Self.today + 30 }
    if chance(80) { ground.creditLimit = Amount(minor: number(1...1_500_000)) }
    if chance(50) { ground.overdue = Amount(minor: number(1...90_000)) }
    var free: [ID<Product>: Quantity] = [:]
    for id in ground.terms.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      let places = (4...5).map { warehouse in
        DerivationGround.Place(
          warehouseID: ID(rawValue: UInt128(warehouse)),
          position: StockPosition(
            onHand: Quantity(thousandths: random.int(in: 0...300_000)),
            reserved: Quantity(thousandths: random.int(in: 0...90_000))),
          receipt: Quantity(thousandths: random.int(in: 1...90_000)), receiptDay: Self.today + 4)
      }
      ground.stock[id] = places
      let first = draft.lines.first { $0.productID == id && $0.isCounted }
      let served = places.filter {
        first?.row.otherWarehouses != false || $0.warehouseID == draft.quote.warehouseID
      }
      free[id] = served.reduce(.zero) { $0 + $1.position.free }
      if chance(50) {
        ground.lastPurchases[id] = CustomerProduct(
          customerID: draft.quote.customerID, productID: id, orderCount: 2,
          lastOrderID: ID(rawValue: 9), lastDay: Self.today - 40, lastQuantity: .zero,
          lastPrice: UnitPrice(tenThousandths: number(1...90_000)))
      }
    }
    ground.finds = draft.availability(free: free)
    if chance(40) { try rebates() }
  }

  /// One or two agreements, on everything or on one product; of a sent quote, at rates kept.
  private mutating func rebates() throws {
    let figures = try QuoteComputation(draft)
    let product = ground.terms.keys.min { $0.rawValue < $1.rawValue }
    let standings = try (0...number(0...1)).map { place in
      let mode: RebateMode = random.pick([.total, .slice, .flat]) ?? .total
      let bounds = mode == .flat ? [0] : [0, random.int(in: 1...900_000), 2_000_000]
      return RebateStanding(
        agreement: RebateAgreement(
          id: ID(rawValue: UInt128(700 + place)), code: "RFA-\(place)", name: "", currency: .eur,
          validFrom: Self.today - 90, validTo: Self.today + 270, mode: mode),
        schedule: try RebateSchedule(
          mode,
          bounds.enumerated().map { step, bound in
            RebateTier(
              from: Amount(minor: bound), rate: Ratio(basisPoints: 50 + Int64(step) * 125))
          }),
        scope: RebateScope(products: Set([place == 0 ? nil : product].compactMap { $0 })),
        base: Amount(minor: random.int(in: 0...1_800_000)), inProgress: .zero)
    }
    let live = try DocumentRebates(draft, figures, standings) { _ in nil }
    ground.rebates =
      draft.quote.state == .sent
      ? try DocumentRebates(frozen: live.rates, figures, live.outlooks) : live
  }
}
