import Values

extension QuoteDerivations {
  /// The figures of the document that are there, in the order in which they are explained.
  public var documentFigures: [QuoteFigure] {
    let sections = figures.sections.map { QuoteFigure(.section, part: $0.heading) }
    let taxes = figures.totals.shares.flatMap { share in
      [.rateGoods, .rateDiscount, .vatBase, .vat].map {
        QuoteFigure($0, part: Int(share.rate.basisPoints))
      }
    }
    let before: [QuoteFigure.Kind] = [
      .goods, .discountRate, .documentDiscount, .netGoods, .carriage, .carriageMissing,
      .documentEco, .documentNet,
    ]
    let after: [QuoteFigure.Kind] = [
      .vatTotal, .total, .costedNet, .documentCost, .documentMargin, .documentMarginRate,
      .documentMarkup, .linesWithoutCost, .netWithoutCost, .testedCost, .documentFloor,
      .floorMissing, .carriageCost, .carriageBorne, .marginAfterCarriage, .offers, .offeredNet,
      .linesWithoutPrice, .customerDiscount, .exposure, .exposureAfter, .creditLimit,
      .exposureRate, .exposureAfterRate, .creditExcess, .overdue, .validity, .delivery,
      .exchangeRate, .rateDay, .ownGoods, .ownDiscount, .ownNetGoods, .ownCarriage, .ownTotal,
    ]
    let wanted =
      before.map { QuoteFigure($0) } + sections + setFigures + taxes + after.map { QuoteFigure($0) }
      + rebateFigures
    return wanted.filter { self[$0] != nil }
  }

  /// The derivation of a figure of the document.
  func document(_ figure: QuoteFigure) -> Derivation? {
    guard !(hidesCosts && figure.tellsCost) else { return nil }
    switch figure.kind {
    case .goods, .section, .discountRate, .documentDiscount, .netGoods, .documentNet:
      return goods(figure)
    case .setCount, .setNet, .setPrice, .setOwnNet, .setCost, .setMargin, .setMarginRate:
      return set(figure)
    case .carriage, .carriageMissing, .documentEco, .carriageCost, .carriageBorne,
      .marginAfterCarriage:
      return beside(figure)
    case .rateGoods, .rateDiscount, .vatBase, .vat, .vatTotal, .total: return tax(figure)
    case .costedNet, .documentCost, .documentMargin, .documentMarginRate, .documentMarkup,
      .testedCost, .documentFloor, .floorMissing:
      return margin(figure)
    case .linesWithoutCost, .netWithoutCost, .offers, .offeredNet, .linesWithoutPrice:
      return asides(figure)
    case .rebateEligible, .rebateDiscount, .rebateDocument, .rebateBase, .rebateTurnover,
      .rebateRate, .rebateExpected, .rebateNextRate, .rebateMissing, .rebateNextGain,
      .rebatesExpected, .netNetMargin, .netNetRate:
      return rebate(figure)
    case .exchangeRate, .rateDay, .ownGoods, .ownDiscount, .ownNetGoods, .ownCarriage, .ownTotal:
      return ownDocument(figure)
    default: return customer(figure)
    }
  }

  /// A figure of the document as an operand.
  func operand(_ kind: QuoteFigure.Kind, _ amount: Amount) -> Operand {
    Operand(QuoteFigure(kind), .amount(amount))
  }

  private func net(_ own: QuoteLineFigures) -> Operand {
    Operand(QuoteFigure(.net, line: own.line), .amount(own.net))
  }

  // MARK: Goods

  private func goods(_ figure: QuoteFigure) -> Derivation? {
    let totals = figures.totals
    let goods = operand(.goods, totals.goods)
    let discount = operand(.documentDiscount, totals.discount)
    let rate = Operand(QuoteFigure(.discountRate), .ratio(draft.quote.discount))
    let hasDiscount = draft.quote.discount != .zero
    switch figure.kind {
    case .goods: return derive(figure, .amount(totals.goods), .sum, counted.map(net))
    case .section: return section(figure)
    case .discountRate:
      return hasDiscount ? state(figure, .header, .ratio(draft.quote.discount)) : nil
    case .documentDiscount:
      return hasDiscount ? derive(figure, .amount(totals.discount), .share, [goods, rate]) : nil
    case .netGoods:
      return derive(
        figure, .amount(totals.goods - totals.discount), .sum,
        [goods] + (hasDiscount ? [discount.subtracted] : []))
    default:
      let beside: [(QuoteFigure.Kind, Amount)] = [
        (.carriage, totals.carriage), (.documentEco, totals.eco),
      ]
      return derive(
        figure, .amount(totals.net), .sum,
        [goods] + (hasDiscount ? [discount.subtracted] : [])
          + beside.filter { $0.1 != .zero }.map { operand($0.0, $0.1) })
    }
  }

  private func section(_ figure: QuoteFigure) -> Derivation? {
    guard let section = figures.sections.first(where: { $0.heading == figure.part }),
      let from = places[section.heading], let to = places[section.last], from <= to
    else { return nil }
    let inside = draft.lines[from...to].compactMap { figures[line: $0.number] }
    return derive(
      figure, .amount(section.net), .sum, inside.filter(\.isCounted).map(net))
  }

  // MARK: Beside the goods

  private var netGoods: Operand {
    operand(.netGoods, figures.totals.goods - figures.totals.discount)
  }

  private func beside(_ figure: QuoteFigure) -> Derivation? {
    let (carriage, quote) = (figures.carriage, draft.quote)
    let byRule =
      quote.state == .draft && quote.carriageSource == .rule && draft.carriageTerms != .none
    let charged = operand(.carriage, carriage.charged)
    switch figure.kind {
    case .carriage:
      guard byRule, !counted.isEmpty else {
        let isTyped = quote.carriageSource != .rule
        return carriage.charged == .zero && !isTyped
          ? nil : state(figure, isTyped ? .header : .kept, .amount(carriage.charged))
      }
      let free = draft.carriageTerms.freeFrom.map { [Operand(.threshold, .amount($0))] } ?? []
      return derive(
        figure, .amount(carriage.charged), .carriage,
        [netGoods, Operand(.tariff, .amount(draft.carriageTerms.amount))] + free)
    case .carriageMissing:
      guard let missing = carriage.missing, let from = draft.carriageTerms.freeFrom else {
        return nil
      }
      return derive(
        figure, .amount(missing), .sum,
        [Operand(.threshold, .amount(from)), netGoods.subtracted])
    case .documentEco:
      let lines = counted.filter { $0.eco != .zero }
      guard !lines.isEmpty else { return nil }
      return derive(
        figure, .amount(figures.totals.eco), .sum,
        lines.map { Operand(QuoteFigure(.eco, line: $0.line), .amount($0.eco)) })
    case .carriageCost:
      guard carriage.cost != .zero || carriage.borne != .zero else { return nil }
      return state(
        figure, quote.carriageCost == nil ? .tariff : .header, own(carriage.cost))
    case .carriageBorne:
      guard carriage.borne != .zero else { return nil }
      let charge = isForeign ? ownOperand(.ownCarriage, carriage.companyCharged) : charged
      return derive(
        figure, own(carriage.borne), .sum,
        [ownOperand(.carriageCost, carriage.cost)]
          + (carriage.charged == .zero ? [] : [charge.subtracted]))
    default:
      guard carriage.borne != .zero else { return nil }
      return derive(
        figure, own(figures.marginAfterCarriage), .sum,
        [
          ownOperand(.documentMargin, figures.margin.margin),
          ownOperand(.carriageBorne, carriage.borne).subtracted,
        ])
    }
  }

  // MARK: What stands apart

  private func asides(_ figure: QuoteFigure) -> Derivation? {
    let uncosted = counted.filter { $0.hidden.map { !$0.isKnown } ?? ($0.cost == nil) }
    let offered = figures.lines.filter { !$0.isCounted }
    let asking = figures.lines.filter(\.asksPrice)
    switch figure.kind {
    case .linesWithoutCost:
      guard !uncosted.isEmpty else { return nil }
      return derive(figure, .count(figures.linesWithoutCost), .tally, uncosted.map(net))
    case .netWithoutCost:
      guard !uncosted.isEmpty else { return nil }
      return derive(
        figure, own(figures.netWithoutCost), .sum,
        uncosted.map { $0.hidden == nil ? base($0) : ownNet($0) })
    case .offers:
      return offered.isEmpty
        ? nil : derive(figure, .count(offered.count), .tally, offered.map(net))
    case .offeredNet:
      let sum = offered.reduce(Amount.zero) { $0 + $1.net }
      return offered.isEmpty ? nil : derive(figure, .amount(sum), .sum, offered.map(net))
    default:
      return asking.isEmpty
        ? nil : derive(figure, .count(figures.linesWithoutPrice), .tally, asking.map(net))
    }
  }

  // MARK: Margin

  private func margin(_ figure: QuoteFigure) -> Derivation? {
    let margin = figures.margin
    let costed = counted.filter { $0.cost != nil }
    let net = ownOperand(.costedNet, margin.netWithCost)
    let cost = ownOperand(.documentCost, margin.cost)
    switch figure.kind {
    case .costedNet: return derive(figure, own(margin.netWithCost), .sum, costed.map(base))
    case .documentCost:
      return derive(figure, own(margin.cost), .sum, costed.compactMap(cost(_:)))
    case .documentMargin:
      return derive(figure, own(margin.margin), .sum, [net, cost.subtracted])
    case .documentMarginRate:
      guard margin.marginRate.isAvailable else { return nil }
      return derive(
        figure, .rate(margin.marginRate), .quotient,
        [ownOperand(.documentMargin, margin.margin), net])
    case .documentMarkup:
      guard margin.markup.isAvailable else { return nil }
      return derive(
        figure, .rate(margin.markup), .quotient, [ownOperand(.documentMargin, margin.margin), cost])
    default: return floor(figure, costed)
    }
  }

  private func cost(_ own: QuoteLineFigures) -> Operand? {
    own.cost.map { Operand(QuoteFigure(.cost, line: own.line), self.own($0)) }
  }

  private func floor(_ figure: QuoteFigure, _ costed: [QuoteLineFigures]) -> Derivation? {
    let tested = costed.compactMap { own -> (QuoteLineFigures, Ratio)? in
      row(own.line)?.floor.map { (own, $0) }
    }
    guard !tested.isEmpty else { return nil }
    let pairs = tested.flatMap { own, rate in
      [base(own), Operand(QuoteFigure(.floorRate, line: own.line), .ratio(rate))]
    }
    switch figure.kind {
    case .testedCost:
      return derive(
        figure, own(figures.floor.cost), .sum, tested.compactMap { cost($0.0) })
    case .documentFloor:
      guard figures.floor.rate.isAvailable else { return nil }
      return derive(figure, .rate(figures.floor.rate), .weightedRate, pairs)
    default:
      return derive(
        figure, figures.floor.missing.map { own($0) }, .lacking,
        [ownOperand(.testedCost, figures.floor.cost)] + pairs)
    }
  }
}
