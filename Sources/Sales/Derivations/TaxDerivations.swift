import Values

extension QuoteDerivations {
  /// The counted lines at a rate, and what else is taxed at it.
  private func taxed(_ rate: Ratio) -> (lines: [QuoteLineFigures], beside: [Operand]) {
    let lines = counted.filter { row($0.line)?.row.vatRate == rate }
    var beside = lines.filter { $0.eco != .zero }.map {
      Operand(QuoteFigure(.eco, line: $0.line), .amount($0.eco))
    }
    if carriageRate == rate { beside.append(operand(.carriage, figures.carriage.charged)) }
    return (lines, beside)
  }

  /// Carriage bears the VAT of the goods with the largest sum; nil where none is charged.
  private var carriageRate: Ratio? {
    let goods = counted.compactMap { own in
      row(own.line).map { TaxedAmount(net: own.net, vatRate: $0.row.vatRate) }
    }
    return TaxedAmount.carriage(figures.carriage.charged, of: goods)?.vatRate
  }

  /// The rates of the goods, in the order in which they first appear.
  private var rates: [Ratio] {
    var rates: [Ratio] = []
    for own in counted {
      guard let rate = row(own.line)?.row.vatRate, !rates.contains(rate) else { continue }
      rates.append(rate)
    }
    return rates
  }

  private func goods(at rate: Ratio) -> Amount {
    taxed(rate).lines.reduce(.zero) { $0 + $1.net }
  }

  private func goodsOperand(_ rate: Ratio) -> Operand {
    Operand(QuoteFigure(.rateGoods, part: Int(rate.basisPoints)), .amount(goods(at: rate)))
  }

  /// Bases, taxes, and the total with tax.
  func tax(_ figure: QuoteFigure) -> Derivation? {
    let totals = figures.totals
    switch figure.kind {
    case .vatTotal:
      return derive(
        figure, .amount(totals.vat), .sum,
        totals.shares.map {
          Operand(QuoteFigure(.vat, part: Int($0.rate.basisPoints)), .amount($0.vat))
        })
    case .total:
      return derive(
        figure, .amount(totals.total), .sum,
        [operand(.documentNet, totals.net), operand(.vatTotal, totals.vat)])
    default: break
    }
    let rate = Ratio(basisPoints: Int64(figure.part))
    guard let share = totals.shares.first(where: { $0.rate == rate }) else { return nil }
    let (lines, beside) = taxed(rate)
    switch figure.kind {
    case .rateGoods:
      return derive(
        figure, .amount(goods(at: rate)), .sum,
        lines.map { Operand(QuoteFigure(.net, line: $0.line), .amount($0.net)) })
    case .rateDiscount: return discount(figure, rate, lines)
    case .vatBase:
      let discount = discountAmount(rate)
      return derive(
        figure, .amount(share.base), .sum,
        [goodsOperand(rate)]
          + (discount.map {
            [
              Operand(
                QuoteFigure(.rateDiscount, part: figure.part), .amount($0), isSubtracted: true)
            ]
          } ?? []) + beside)
    default:
      let taxRate = Operand(.vatRate, .ratio(rate))
      guard draft.vatRounding == .perLine else {
        let base = Operand(QuoteFigure(.vatBase, part: figure.part), .amount(share.base))
        return derive(figure, .amount(share.vat), .share, [base, taxRate])
      }
      return derive(
        figure, .amount(share.vat), .shareOfEach, lines.map(taxBase) + beside + [taxRate])
    }
  }

  /// What a rate bears of the document discount; nil where there is none.
  private func discountAmount(_ rate: Ratio) -> Amount? {
    guard figures.totals.discount != .zero else { return nil }
    guard draft.vatRounding == .perRate else {
      return taxed(rate).lines.reduce(.zero) { $0 + (shares[$1.line] ?? .zero) }
    }
    let parts = try? largestRemainder(
      figures.totals.discount.minor, over: rates.map { goods(at: $0).minor })
    guard let parts, let place = rates.firstIndex(of: rate) else { return nil }
    return Amount(minor: parts[place])
  }

  private func discount(
    _ figure: QuoteFigure, _ rate: Ratio, _ lines: [QuoteLineFigures]
  ) -> Derivation? {
    guard let amount = discountAmount(rate) else { return nil }
    guard draft.vatRounding == .perRate else {
      return derive(
        figure, .amount(amount), .sum,
        lines.map {
          Operand(
            QuoteFigure(.discountShare, line: $0.line), .amount(shares[$0.line] ?? .zero))
        })
    }
    let place = rates.firstIndex(of: rate) ?? 0
    return derive(
      figure, .amount(amount), .allotted,
      [
        operand(.documentDiscount, figures.totals.discount),
        Operand(.place, .count(place + 1)),
      ] + rates.map(goodsOperand))
  }
}
