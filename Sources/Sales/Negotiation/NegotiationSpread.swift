import Values

extension Negotiation {
  /// A line with margin to spare: how far its amount may fall before its own floor.
  private struct Spare {
    let place: Int
    let net: Amount
    let amount: Amount
  }

  /// The sum that is wished, off the lines that have margin to spare, each in proportion to what it has;
  /// lines at their floor keep their price. Nil where there is not enough.
  func spreadOffer(_ goal: NegotiationGoal) throws(Overflow) -> CounterOffer? {
    let goods = standing.totals.goods - standing.totals.discount
    let wanted = goods - goal.target
    // A document discount takes its share of every reduction: the lines give as much more.
    let kept = draft.quote.discount.complement
    guard wanted > .zero, kept > .zero else { return nil }
    let sum = try Amount(
      narrowing: roundUp(Int128(wanted.minor) * Ratio.one, Int128(kept.basisPoints)))
    let spares = try spares()
    let whole = try Amount.sum(spares.map(\.amount))
    guard whole >= sum else { return nil }
    let parts = try largestRemainder(sum.minor, over: spares.map(\.amount.minor))
    var document = draft
    var lines: [Int] = []
    for (spare, part) in zip(spares, parts) where part > 0 {
      let line = draft.lines[spare.place]
      document.setPrice(
        price(of: line, lowered: Amount(minor: part), from: spare.net), line: line.number)
      lines.append(line.number)
    }
    let spread = try offer(.spread(lines: lines), document)
    let totals = spread.figures.totals
    // Floors may round a price up by a step: what does not reach the wish is no answer to it.
    return totals.goods - totals.discount <= goal.target ? spread : nil
  }

  private func spares() throws(Overflow) -> [Spare] {
    var spares: [Spare] = []
    for (place, line) in draft.lines.enumerated() {
      guard line.isCounted, line.quantity > .zero, let figures = standing[line: line.number],
        let cost = figures.cost, !figures.isUnderFloor
      else { continue }
      let floor = line.floor ?? .zero
      guard floor < .whole else { continue }
      let least = try Amount(
        narrowing: roundUp(Int128(cost.minor) * Ratio.one, Int128(floor.complement.basisPoints)))
      // A step of the price, times the quantity, is what rounding to a typed price may take.
      let step = try LineAmounts(
        quantity: line.quantity, priceUnit: Int64(line.row.priceUnit),
        unitPrice: UnitPrice(tenThousandths: line.step.tenThousandths)
      ).net(minorUnits: draft.quote.currency.minorUnits)
      let spare = figures.net - (try draft.money.foreign(least)) - step
      if spare > .zero { spares.append(Spare(place: place, net: figures.net, amount: spare)) }
    }
    return spares
  }

  /// The price that takes a sum off a line, rounded down to a typed one.
  private func price(
    of line: QuoteDraftLine, lowered part: Amount, from net: Amount
  ) -> UnitPrice {
    let scale = Int128(10_000_000 / draft.quote.currency.minorUnits)
    let exact = Int128((net - part).minor) * scale * Int128(line.row.priceUnit)
    return NegotiationGoal.typed(exact, Int128(line.quantity.thousandths), line.step)
  }
}
