import Values

// A document in another currency is judged in the company's: each line over the rate, then as ever.
//
//   net 1 116,80 USD ÷ 1,1168 = 1 000,00 EUR ──► − share of the discount ──► − cost ──► margin

extension QuoteDerivations {
  /// Whether the document is in another currency than the company's.
  var isForeign: Bool { draft.money.isForeign }

  /// An amount that costs are counted in: of the company's currency.
  func own(_ amount: Amount) -> DerivedValue { isForeign ? .credit(amount) : .amount(amount) }

  /// Such a figure of the document as an operand.
  func ownOperand(_ kind: QuoteFigure.Kind, _ amount: Amount) -> Operand {
    Operand(QuoteFigure(kind), own(amount))
  }

  /// The rate of the document; nil where it is in the company's currency.
  var rateOperand: Operand? {
    draft.money.rate.map { Operand(QuoteFigure(.exchangeRate), .exchange($0)) }
  }

  /// The net of a line in the currency of its cost.
  func ownNet(_ own: QuoteLineFigures) -> Operand {
    isForeign
      ? Operand(QuoteFigure(.ownNet, line: own.line), .credit(own.companyNet))
      : Operand(QuoteFigure(.net, line: own.line), .amount(own.net))
  }

  /// A line as the margin of the document counts it: its net, less its share of the document discount, in
  /// the company's currency.
  func base(_ own: QuoteLineFigures) -> Operand {
    if isForeign {
      return ownShares[own.line].map {
        Operand(QuoteFigure(.ownNetAfterDiscount, line: own.line), .credit(own.companyNet - $0))
      } ?? ownNet(own)
    }
    return taxBase(own)
  }

  /// A line as VAT counts it: in the document's currency.
  func taxBase(_ own: QuoteLineFigures) -> Operand {
    guard let share = shares[own.line] else {
      return Operand(QuoteFigure(.net, line: own.line), .amount(own.net))
    }
    return Operand(QuoteFigure(.netAfterDiscount, line: own.line), .amount(own.net - share))
  }

  /// An amount of the document over its rate.
  func exchanged(
    _ figure: QuoteFigure, _ amount: Operand, _ value: Amount
  ) -> Derivation? {
    rateOperand.flatMap { derive(figure, .credit(value), .exchanged, [amount, $0]) }
  }

  /// Figures of a line in the company's currency.
  func ownLine(_ figure: QuoteFigure, _ own: QuoteLineFigures) -> Derivation? {
    guard isForeign else { return nil }
    switch figure.kind {
    case .ownNet:
      return exchanged(
        figure, Operand(QuoteFigure(.net, line: own.line), .amount(own.net)), own.companyNet)
    case .ownDiscountShare:
      guard let share = ownShares[own.line],
        let place = counted.firstIndex(where: { $0.line == own.line })
      else { return nil }
      return derive(
        figure, .credit(share), .allotted,
        [
          ownOperand(.ownDiscount, figures.companyDiscount), Operand(.place, .count(place + 1)),
        ] + counted.map(ownNet))
    default:
      guard let share = ownShares[own.line] else { return nil }
      return derive(
        figure, .credit(own.companyNet - share), .sum,
        [
          ownNet(own),
          Operand(QuoteFigure(.ownDiscountShare, line: own.line), .credit(share)).subtracted,
        ])
    }
  }

  /// Figures of the document in the company's currency.
  func ownDocument(_ figure: QuoteFigure) -> Derivation? {
    guard let rate = draft.money.rate else { return nil }
    let discount = figures.companyDiscount
    let goods = figures.companyNet + discount
    switch figure.kind {
    case .exchangeRate: return state(figure, .dayRate, .exchange(rate))
    case .rateDay: return state(figure, .dayRate, draft.quote.rateDay.map { .day($0) })
    case .ownGoods: return derive(figure, .credit(goods), .sum, counted.map(ownNet))
    case .ownDiscount:
      guard draft.quote.discount != .zero else { return nil }
      return derive(
        figure, .credit(discount), .share,
        [
          ownOperand(.ownGoods, goods),
          Operand(QuoteFigure(.discountRate), .ratio(draft.quote.discount)),
        ])
    case .ownNetGoods:
      let taken =
        draft.quote.discount == .zero ? [] : [ownOperand(.ownDiscount, discount).subtracted]
      return derive(
        figure, .credit(figures.companyNet), .sum, [ownOperand(.ownGoods, goods)] + taken)
    case .ownCarriage:
      let carriage = figures.carriage
      guard carriage.charged != .zero else { return nil }
      let made = exchanged(
        figure, Operand(QuoteFigure(.carriage), .amount(carriage.charged)),
        carriage.companyCharged)
      // The tariff itself where the rule charges it: the customer's amount is made of it.
      let isTariff = (try? made?.recomputed()) != .credit(carriage.companyCharged)
      return isTariff ? state(figure, .tariff, .credit(carriage.companyCharged)) : made
    default:
      return exchanged(
        figure, Operand(QuoteFigure(.total), .amount(figures.totals.total)),
        figures.companyTotal)
    }
  }
}

extension LineDerivations {
  /// A price of the company's currency, taken over at the rate of the document.
  func exchanged(_ figure: QuoteFigure, _ role: Operand.Role, _ own: UnitPrice?) -> Derivation? {
    guard let own, let rate = quote.rateOperand else { return nil }
    let made = quote.derive(
      figure, .price(line.row.unitPrice), .exchangedPrice,
      [
        Operand(role, .price(own)), rate,
        Operand(.nearestStep, .price(UnitPrice(tenThousandths: line.step.tenThousandths))),
      ])
    return (try? made?.recomputed()) == .price(line.row.unitPrice) ? made : nil
  }

  /// What a rule in the company's currency gives there.
  func ownPrice(_ candidate: PriceCandidate, _ terms: ProductTerms) -> UnitPrice? {
    switch candidate.terms {
    case .net(let price): price
    case .computed(let price): price
    case .discount: terms.product.listPrice
    case .formula(let formula):
      switch formula.base {
      case .listPrice: terms.product.listPrice.flatMap { try? formula.price(from: $0) }
      case .cost:
        line.unitCost.flatMap {
          try? formula.price(from: UnitPrice(tenThousandths: $0.tenThousandths))
        }
      }
    case .indexed(let indexed): (try? indexed.price()) ?? nil
    }
  }
}
