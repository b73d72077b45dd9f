import Values

extension QuoteDerivations {
  /// The figures of a line that are there, in the order in which they are explained.
  public func figures(ofLine number: Int) -> [QuoteFigure] {
    guard let line = row(number), line.isProduct else { return [] }
    let steps = line.row.discounts.indices.map { QuoteFigure(.discount, line: number, part: $0) }
    let places = line.productID.flatMap { ground.stock[$0] }?.indices ?? 0..<0
    let stock = places.flatMap { place in
      [.warehouseReserved, .warehouseFree, .receipt, .receiptDay].map {
        QuoteFigure($0, line: number, part: place)
      }
    }
    let kinds: [QuoteFigure.Kind] = [
      .netPrice, .quantity, .net, .eco, .unitCost, .mixedUnitCost, .cost, .margin, .marginRate,
      .markup,
      .floorRate, .floorPrice, .floorGap, .targetPrice, .lastPrice, .lastDay, .nextQuantity,
      .nextPrice, .todayPrice,
    ]
    let ends: [QuoteFigure.Kind] = [
      .found, .short, .discountShare, .netAfterDiscount, .ownNet, .ownDiscountShare,
      .ownNetAfterDiscount,
    ]
    let wanted =
      [QuoteFigure(.gross, line: number)] + steps + kinds.map { QuoteFigure($0, line: number) }
      + stock + ends.map { QuoteFigure($0, line: number) }
    return wanted.filter { self[$0] != nil }
  }

  /// The derivation of a figure of a line.
  func line(
    _ figure: QuoteFigure, _ line: QuoteDraftLine, _ own: QuoteLineFigures
  ) -> Derivation? {
    guard line.isProduct, !(line.hidden != nil && figure.tellsCost) else { return nil }
    return LineDerivations(quote: self, line: line, own: own)[figure]
  }
}

/// The derivations of one line.
struct LineDerivations {
  let quote: QuoteDerivations
  let line: QuoteDraftLine
  let own: QuoteLineFigures

  var row: QuoteLine { line.row }
  var terms: ProductTerms? { quote.terms(line) }
  private var hasPrice: Bool { row.priceSource != .unknown }

  private func figure(_ kind: QuoteFigure.Kind) -> QuoteFigure {
    QuoteFigure(kind, line: row.line)
  }

  private func operand(_ kind: QuoteFigure.Kind, _ value: DerivedValue) -> Operand {
    Operand(figure(kind), value)
  }

  subscript(figure: QuoteFigure) -> Derivation? {
    switch figure.kind {
    case .gross: hasPrice ? gross(figure) : nil
    case .discount: discount(figure)
    case .netPrice: hasPrice ? netPrice(figure) : nil
    case .quantity: quantity(figure)
    case .net, .eco, .discountShare, .netAfterDiscount: amount(figure)
    case .ownNet, .ownDiscountShare, .ownNetAfterDiscount: quote.ownLine(figure, own)
    case .unitCost, .mixedUnitCost, .cost, .margin, .marginRate, .markup: cost(figure)
    case .floorRate, .floorPrice, .floorGap, .targetPrice: floor(figure)
    case .lastPrice, .lastDay, .nextQuantity, .nextPrice, .todayPrice: other(figure)
    case .warehouseReserved, .warehouseFree, .receipt, .receiptDay, .found, .short: stock(figure)
    default: nil
    }
  }

  // MARK: Price

  private var candidate: PriceCandidate? {
    row.priceRuleID.flatMap { rule in terms?.candidates.first { $0.rule == rule.rawValue } }
  }

  private func gross(_ figure: QuoteFigure) -> Derivation? {
    let price = DerivedValue.price(row.unitPrice)
    guard row.priceRuleID != nil else {
      let isTyped = row.priceSource == .manual && row.unitPrice != row.listPrice
      if !isTyped, let made = exchanged(figure, .listPrice, terms?.product.listPrice) {
        return made
      }
      return quote.state(figure, isTyped ? .typed : .listPrice, price)
    }
    guard let candidate else { return quote.state(figure, .kept, price) }
    if quote.isForeign, !candidate.isForeign {
      let role: Operand.Role = candidate.precedence == .contract ? .contract : .rule
      return exchanged(figure, role, terms.flatMap { ownPrice(candidate, $0) })
        ?? quote.state(figure, .kept, price)
    }
    let made = Self.rule(candidate, figure, line: line, terms: terms, minorUnits: quote.minorUnits)
    if let made, (try? made.recomputed()) == price { return made }
    // Raised to the least of its rule.
    if let raised = raised(figure, candidate, made), (try? raised.recomputed()) == price {
      return raised
    }
    // The rule has changed since, or what it starts from: the price is that of its day.
    let isStated = if case .net(row.unitPrice) = candidate.terms { true } else { false }
    let role: Operand.Role = candidate.precedence == .contract ? .contract : .rule
    let isComputed = if case .computed = candidate.terms { true } else { false }
    return quote.state(figure, isStated || isComputed ? role : .kept, price)
  }

  /// The least of a rule, over what it gives after the discounts that go with it.
  private func raised(
    _ figure: QuoteFigure, _ candidate: PriceCandidate, _ made: Derivation?
  ) -> Derivation? {
    guard let least = candidate.floorPrice, row.discounts.isEmpty,
      case .price(let computed)? = try? made?.recomputed()
    else { return nil }
    var steps: [Ratio] = []
    if case .discount(let discount) = candidate.terms { steps.append(discount) }
    if let general = quote.ground.context?.customerDiscount, !candidate.terms.isNet,
      !candidate.isFirm
    {
      steps.append(general)
    }
    let net = LineAmounts(
      quantity: .zero, unitPrice: computed, discounts: (try? Discounts(steps)) ?? .none)
    return quote.derive(
      figure, .price(row.unitPrice), .raised,
      [Operand(.rule, .price(net.netUnitPrice)), Operand(.leastPrice, .price(least))])
  }

  /// What a rule makes its price of.
  private static func rule(
    _ candidate: PriceCandidate, _ figure: QuoteFigure, line: QuoteDraftLine,
    terms: ProductTerms?, minorUnits: Int64
  ) -> Derivation? {
    let price = DerivedValue.price(line.row.unitPrice)
    switch candidate.terms {
    case .indexed(let indexed):
      guard let value = line.row.indexValue else { return nil }
      return Derivation(
        figure, price, .indexed,
        [
          Operand(.basePrice, .price(indexed.base)), Operand(.indexShare, .ratio(indexed.share)),
          Operand(.indexValue, .index(value)), Operand(.indexBase, .index(indexed.baseValue)),
        ], minorUnits: minorUnits)
    case .formula(let formula):
      let base: Operand? =
        switch formula.base {
        case .listPrice: line.row.listPrice.map { Operand(.listPrice, .price($0)) }
        case .cost:
          line.hidden != nil || candidate.isForeign
            ? nil
            : line.unitCost.map {
              Operand(QuoteFigure(.unitCost, line: line.number), .cost($0))
            }
        }
      guard let base else { return nil }
      return Derivation(
        figure, price, .formula, [base] + operands(formula), minorUnits: minorUnits)
    case .discount:
      return line.row.listPrice.map {
        Derivation(
          figure, price, .stated, [Operand(.listPrice, .price($0))], minorUnits: minorUnits)
      }
    case .net, .computed: return nil
    }
  }

  private static func operands(_ formula: PriceFormula) -> [Operand] {
    var operands: [Operand] = []
    if formula.discount != .zero {
      operands.append(Operand(.formulaDiscount, .ratio(formula.discount)))
    }
    if let step = formula.step {
      operands.append(
        Operand(.formulaStep, .price(UnitPrice(tenThousandths: step.tenThousandths))))
    }
    if formula.surcharge != .zero {
      operands.append(Operand(.surcharge, .price(formula.surcharge)))
    }
    if let least = formula.minimumMargin { operands.append(Operand(.minimumMargin, .price(least))) }
    if let most = formula.maximumMargin { operands.append(Operand(.maximumMargin, .price(most))) }
    return operands
  }

  private func discount(_ figure: QuoteFigure) -> Derivation? {
    guard row.discounts.indices.contains(figure.part) else { return nil }
    let step = row.discounts[figure.part]
    let role: Operand.Role
    if row.priceSource == .manual {
      role = .typed
    } else if case .discount(step)? = candidate?.terms, figure.part == 0 {
      role = .rule
    } else {
      role = step == quote.ground.context?.customerDiscount ? .customerTerms : .kept
    }
    return quote.state(figure, role, .ratio(step))
  }

  /// The discounts of the line, as what they are taken off wants them.
  private var steps: [Operand] {
    row.discounts.enumerated().map { place, step in
      Operand(QuoteFigure(.discount, line: row.line, part: place), .ratio(step))
    }
  }

  private var priceUnit: [Operand] {
    row.priceUnit == 1 ? [] : [Operand(.priceUnit, .count(row.priceUnit))]
  }

  private func netPrice(_ figure: QuoteFigure) -> Derivation? {
    quote.derive(
      figure, .price(own.netUnitPrice), .discounted,
      [operand(.gross, .price(row.unitPrice))] + steps)
  }

  // MARK: Quantity and amounts

  private func quantity(_ figure: QuoteFigure) -> Derivation? {
    let value = DerivedValue.quantity(row.quantity)
    guard let terms, row.typedUnit != terms.product.baseUnit,
      let content = terms.packaging(row.typedUnit)?.content,
      let converted = quote.derive(
        figure, value, .converted,
        [
          Operand(.typedQuantity, .quantity(row.typedQuantity)),
          Operand(.packaging, .quantity(content)),
        ]), (try? converted.recomputed()) == value
    else { return quote.state(figure, .typed, value) }
    return converted
  }

  private func amount(_ figure: QuoteFigure) -> Derivation? {
    let quantity = operand(.quantity, .quantity(row.quantity))
    switch figure.kind {
    case .net:
      let gross =
        hasPrice
        ? operand(.gross, .price(row.unitPrice)) : Operand(.typed, .price(row.unitPrice))
      return quote.derive(
        figure, .amount(own.net), .lineAmount, [quantity, gross] + steps + priceUnit)
    case .eco:
      guard own.eco != .zero else { return nil }
      return quote.derive(
        figure, .amount(own.eco), .lineAmount, [quantity, Operand(.ecoUnit, .price(row.ecoUnit))])
    case .discountShare:
      guard let share = quote.shares[row.line],
        let place = quote.counted.firstIndex(where: { $0.line == row.line })
      else { return nil }
      let weights = quote.counted.map {
        Operand(QuoteFigure(.net, line: $0.line), .amount($0.net))
      }
      return quote.derive(
        figure, .amount(share), .allotted,
        [
          Operand(QuoteFigure(.documentDiscount), .amount(quote.figures.totals.discount)),
          Operand(.place, .count(place + 1)),
        ] + weights)
    default:
      guard let share = quote.shares[row.line] else { return nil }
      return quote.derive(
        figure, .amount(own.net - share), .sum,
        [
          operand(.net, .amount(own.net)), operand(.discountShare, .amount(share)).subtracted,
        ])
    }
  }

  // MARK: Cost and floor

  private func cost(_ figure: QuoteFigure) -> Derivation? {
    guard let unitCost = line.unitCost, let cost = own.cost, let margin = own.margin.margin else {
      return nil
    }
    switch figure.kind {
    case .unitCost: return quote.state(figure, .costMethod, .cost(unitCost))
    case .mixedUnitCost:
      return granting(unitCost).isEmpty
        ? nil : quote.derive(figure, own.unitCost.map { .cost($0) }, .mixedCost, granting(unitCost))
    case .cost where own.derogated > .zero:
      // A part at the granted cost, the rest at the usual one.
      return quote.derive(
        figure, quote.own(cost), .partlyGranted, granting(unitCost) + priceUnit)
    case .cost:
      return quote.derive(
        figure, quote.own(cost), .lineAmount,
        [operand(.quantity, .quantity(row.quantity)), operand(.unitCost, .cost(unitCost))]
          + priceUnit)
    case .margin:
      return quote.derive(
        figure, quote.own(margin), .sum,
        [quote.ownNet(own), operand(.cost, quote.own(cost)).subtracted])
    case .marginRate:
      return quote.derive(
        figure, .rate(own.margin.marginRate), .quotient,
        [operand(.margin, quote.own(margin)), quote.ownNet(own)])
    default:
      return quote.derive(
        figure, .rate(own.margin.markup), .quotient,
        [operand(.margin, quote.own(margin)), operand(.cost, quote.own(cost))])
    }
  }

  /// The quantity at its usual cost, and what of it a derogation grants at which; empty without one.
  private func granting(_ usual: UnitCost) -> [Operand] {
    guard own.derogated > .zero, let granted = line.derogation else { return [] }
    return [
      operand(.quantity, .quantity(row.quantity)), operand(.unitCost, .cost(usual)),
      Operand(.granted, .quantity(own.derogated)),
      Operand(.derogation, .cost(granted.unitCost)),
    ]
  }

  private func floor(_ figure: QuoteFigure) -> Derivation? {
    switch figure.kind {
    case .floorRate: return quote.state(figure, .family, line.floor.map { .ratio($0) })
    case .floorPrice:
      guard let price = own.floorPrice else { return nil }
      if line.hidden != nil { return quote.state(figure, .hiddenFloor, .price(price)) }
      return line.floor.flatMap { rate in
        target(figure, .price(price), operand(.floorRate, .ratio(rate)), over: judged)
      }
    case .floorGap:
      guard line.hidden != nil, own.isUnderFloor, let price = own.floorPrice else { return nil }
      let gap = price.tenThousandths - own.netUnitPrice.tenThousandths
      return quote.derive(
        figure, .price(UnitPrice(tenThousandths: gap)), .sum,
        [
          operand(.floorPrice, .price(price)),
          operand(.netPrice, .price(own.netUnitPrice)).subtracted,
        ])
    default:
      let rate = line.floor ?? QuoteDerivations.usualTarget
      return line.targetPrice(own, rate, quote.draft.money).flatMap { price in
        target(
          figure, .price(price),
          line.floor == nil ? Operand(.target, .ratio(rate)) : operand(.floorRate, .ratio(rate)),
          over: judged)
      }
    }
  }

  /// The cost that the floor is judged by: mixed, where a derogation covers a part of the line.
  private var judged: Operand? {
    own.derogated > .zero
      ? own.unitCost.map { operand(.mixedUnitCost, .cost($0)) }
      : line.unitCost.map { operand(.unitCost, .cost($0)) }
  }

  private func target(
    _ figure: QuoteFigure, _ value: DerivedValue, _ rate: Operand, over cost: Operand?
  ) -> Derivation? {
    cost.flatMap { cost in
      quote.derive(
        figure, value, .floorPrice,
        [
          cost, rate,
          Operand(.step, .price(UnitPrice(tenThousandths: line.step.tenThousandths))),
        ] + (quote.rateOperand.map { [$0] } ?? []))
    }
  }
}

extension QuoteDraftLine {
  /// The price that would reach a taux de marque over what the line costs, derogation included; nil without
  /// a cost.
  public func targetPrice(
    _ own: QuoteLineFigures, _ rate: Ratio, _ money: DocumentCurrency
  ) -> UnitPrice? {
    own.unitCost.flatMap { cost in
      try? TargetPrice.reaching(marginRate: rate, cost: cost, step: step, exchange: money.factor)
    }
  }
}

extension QuoteDerivations {
  /// The taux de marque whose price is proposed where the family has no floor.
  public static let usualTarget = Ratio(percent: 20)
}
