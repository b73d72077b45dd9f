import Values

// The year-end rebates expected on a quote, and what they leave of its margin:
//
//   Σ eligible lines − their share of the document discount ──► what the quote brings to an agreement
//   delivered so far + that ──► turnover ──► tier ──► rate × what the quote brings = expected
//   margin − Σ expected − carriage at our charge = net-net margin

extension QuoteDerivations {
  private var rebates: DocumentRebates { ground.rebates }

  /// The figures of the rebates that are there; `part` is the place of the agreement.
  var rebateFigures: [QuoteFigure] {
    let each: [QuoteFigure.Kind] = [
      .rebateEligible, .rebateDiscount, .rebateDocument, .rebateBase, .rebateTurnover,
      .rebateRate, .rebateExpected, .rebateNextRate, .rebateMissing, .rebateNextGain,
    ]
    return rebates.outlooks.indices.flatMap { place in each.map { QuoteFigure($0, part: place) } }
      + [.rebatesExpected, .netNetMargin, .netNetRate].map { QuoteFigure($0) }
  }

  /// The derivation of a figure of the rebates.
  func rebate(_ figure: QuoteFigure) -> Derivation? {
    switch figure.kind {
    case .rebatesExpected, .netNetMargin, .netNetRate: left(figure)
    case .rebateEligible, .rebateDiscount, .rebateDocument: brought(figure)
    case .rebateBase, .rebateTurnover, .rebateRate, .rebateExpected: reached(figure)
    default: next(figure)
    }
  }

  private func outlook(_ figure: QuoteFigure) -> RebateOutlook? {
    rebates.outlooks.indices.contains(figure.part) ? rebates.outlooks[figure.part] : nil
  }

  private func operand(
    _ kind: QuoteFigure.Kind, of figure: QuoteFigure, _ amount: Amount
  ) -> Operand {
    Operand(QuoteFigure(kind, part: figure.part), own(amount))
  }

  // MARK: What the quote brings

  /// The lines in the totals that count for an agreement.
  private func eligible(_ scope: RebateScope) -> [QuoteLineFigures] {
    counted.filter { own in
      guard let line = row(own.line), let product = line.productID else { return false }
      return scope.covers(product, of: terms(line)?.product.familyID)
    }
  }

  private func brought(_ figure: QuoteFigure) -> Derivation? {
    guard let outlook = outlook(figure) else { return nil }
    let lines = eligible(outlook.standing.scope)
    let nets = lines.reduce(Amount.zero) { $0 + $1.companyNet }
    let share = nets - outlook.document
    let discount = figures.companyDiscount
    let goods = figures.companyNet + discount
    switch figure.kind {
    case .rebateEligible:
      return derive(
        figure, own(nets), .sum,
        lines.map(ownNet))
    case .rebateDiscount:
      guard discount != .zero, goods != .zero else { return nil }
      return derive(
        figure, own(share), .proportion,
        [
          ownOperand(isForeign ? .ownDiscount : .documentDiscount, discount),
          operand(.rebateEligible, of: figure, nets),
          ownOperand(isForeign ? .ownGoods : .goods, goods),
        ])
    default:
      let hasShare = discount != .zero && goods != .zero
      return derive(
        figure, own(outlook.document), .sum,
        [operand(.rebateEligible, of: figure, nets)]
          + (hasShare ? [operand(.rebateDiscount, of: figure, share).subtracted] : []))
    }
  }

  // MARK: The tier reached

  private func reached(_ figure: QuoteFigure) -> Derivation? {
    guard let outlook = outlook(figure) else { return nil }
    let document = operand(.rebateDocument, of: figure, outlook.document)
    switch figure.kind {
    case .rebateBase: return state(figure, .deliveredYear, own(outlook.standing.base))
    case .rebateTurnover:
      return derive(
        figure, own(outlook.turnover), .sum,
        [operand(.rebateBase, of: figure, outlook.standing.base), document])
    case .rebateRate:
      let tiers = outlook.standing.schedule.tiers.flatMap {
        [Operand(.tier, own($0.from)), Operand(.tier, .ratio($0.rate))]
      }
      return derive(
        figure, .ratio(outlook.rate), .tier,
        [operand(.rebateTurnover, of: figure, outlook.turnover)] + tiers)
    default:
      return derive(
        figure, own(outlook.expected), .share,
        [document, Operand(QuoteFigure(.rebateRate, part: figure.part), .ratio(outlook.rate))])
    }
  }

  // MARK: The next tier

  private func next(_ figure: QuoteFigure) -> Derivation? {
    guard let outlook = outlook(figure), let next = outlook.next, let gain = outlook.nextRebate
    else { return nil }
    let threshold = outlook.turnover + next.missing
    switch figure.kind {
    case .rebateNextRate: return state(figure, .tier, .ratio(next.rate))
    case .rebateMissing:
      return derive(
        figure, own(next.missing), .sum,
        [
          Operand(.tier, own(threshold)),
          operand(.rebateTurnover, of: figure, outlook.turnover).subtracted,
        ])
    default:
      let slices = outlook.standing.schedule.slices(of: threshold).flatMap { width, rate in
        [Operand(.tier, own(width)), Operand(.tier, .ratio(rate))]
      }
      return derive(figure, own(gain), .shares, slices)
    }
  }

  // MARK: What is left

  private func left(_ figure: QuoteFigure) -> Derivation? {
    let expected = rebates.expected
    guard expected != .zero else { return nil }
    let left = rebates.netNet(of: figures)
    let whole = ownOperand(.rebatesExpected, expected)
    switch figure.kind {
    case .rebatesExpected:
      // Of a quote that was sent, the rates kept on its lines: the tier may have changed since.
      guard !rebates.isFrozen else { return state(figure, .sentRates, own(expected)) }
      guard rebates.outlooks.count > 1 else {
        return derive(
          figure, own(expected), .sum,
          rebates.outlooks.map {
            Operand(QuoteFigure(.rebateExpected, part: 0), own($0.expected))
          })
      }
      // Each agreement rounded apart may be a cent off their sum: told by what is sold at each rate.
      let shares = (try? figures.rebateShares(rebates.rates)) ?? []
      return derive(
        figure, own(expected), .shares,
        shares.flatMap {
          [Operand(.soldAtRate, own($0.net)), Operand(.soldAtRate, .ratio($0.rate))]
        }
      )
    case .netNetMargin:
      let carriage =
        left.carriage == .zero ? [] : [ownOperand(.carriageBorne, left.carriage).subtracted]
      return derive(
        figure, own(left.left), .sum,
        [ownOperand(.documentMargin, left.margin), whole.subtracted] + carriage)
    default:
      guard left.rate.isAvailable else { return nil }
      return derive(
        figure, .rate(left.rate), .quotient,
        [ownOperand(.netNetMargin, left.left), ownOperand(.costedNet, left.net)])
    }
  }
}
