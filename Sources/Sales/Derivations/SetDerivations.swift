import Values

// What a product set comes to: nothing of it is stored but how many there are; the rest is made of its
// lines.

extension QuoteDerivations {
  /// The figures of the sets, in the order of the document.
  var setFigures: [QuoteFigure] {
    guard draft.hasSets else { return [] }
    let kinds: [QuoteFigure.Kind] = [
      .setCount, .setNet, .setPrice, .setOwnNet, .setCost, .setMargin, .setMarginRate,
    ]
    return draft.lines.filter(\.isSet).flatMap { line in
      kinds.map { QuoteFigure($0, part: line.number) }
    }
  }

  /// The derivation of a figure of a set.
  func set(_ figure: QuoteFigure) -> Derivation? {
    guard let total = figures.set(of: draft, line: figure.part) else { return nil }
    func own(_ kind: QuoteFigure.Kind, _ value: DerivedValue) -> Operand {
      Operand(QuoteFigure(kind, part: total.line), value)
    }
    let net = own(.setNet, .amount(total.net))
    switch figure.kind {
    case .setCount: return state(figure, .typed, .quantity(total.count))
    case .setNet:
      return derive(
        figure, .amount(total.net), .sum,
        total.parts.compactMap { number in
          figures[line: number].map {
            Operand(QuoteFigure(.net, line: number), .amount($0.net))
          }
        })
    case .setPrice:
      return total.price(minorUnits: minorUnits).flatMap {
        derive(figure, .price($0), .perSet, [net, own(.setCount, .quantity(total.count))])
      }
    case .setOwnNet:
      guard isForeign else { return nil }
      return derive(
        figure, .credit(total.companyNet), .sum,
        total.parts.compactMap { figures[line: $0].map(ownNet) })
    default:
      let ownNet = isForeign ? own(.setOwnNet, .credit(total.companyNet)) : net
      return setMargin(figure, total, ownNet)
    }
  }

  private func setMargin(
    _ figure: QuoteFigure, _ total: SetTotal, _ net: Operand
  ) -> Derivation? {
    guard let cost = total.cost else { return nil }
    let margin = total.companyNet - cost
    let costs = Operand(QuoteFigure(.setCost, part: total.line), own(cost))
    switch figure.kind {
    case .setCost:
      return derive(
        figure, own(cost), .sum,
        total.parts.compactMap { number in
          figures[line: number]?.cost.map {
            Operand(QuoteFigure(.cost, line: number), own($0))
          }
        })
    case .setMargin: return derive(figure, own(margin), .sum, [net, costs.subtracted])
    default:
      guard total.margin.marginRate.isAvailable else { return nil }
      return derive(
        figure, .rate(total.margin.marginRate), .quotient,
        [Operand(QuoteFigure(.setMargin, part: total.line), own(margin)), net])
    }
  }
}

extension Derivation {
  /// An amount over a number of sets: the price of one, exact to the ten-thousandth.
  func perSet() -> DerivedValue? {
    guard operands.count == 2, case .amount(let amount) = operands[0].value,
      case .quantity(let count) = operands[1].value, count != .zero
    else { return nil }
    let above = Int128(amount.minor) * 10_000_000 / Int128(minorUnits)
    guard above % Int128(count.thousandths) == 0 else { return nil }
    return Int64(exactly: above / Int128(count.thousandths)).map {
      .price(UnitPrice(tenThousandths: $0))
    }
  }
}
