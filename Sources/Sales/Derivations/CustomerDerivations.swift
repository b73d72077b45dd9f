import Values

extension QuoteDerivations {
  /// What the customer owes, and the days of the document.
  func customer(_ figure: QuoteFigure) -> Derivation? {
    let quote = draft.quote
    switch figure.kind {
    case .customerDiscount:
      return ground.customerDiscount == .zero
        ? nil : state(figure, .customerTerms, .ratio(ground.customerDiscount))
    case .validity:
      if let days = ground.validityDays, quote.createdDay + days == quote.validityDay {
        return derive(
          figure, .day(quote.validityDay), .after,
          [Operand(.quoteDay, .day(quote.createdDay)), Operand(.days, .count(days))])
      }
      return state(figure, .header, .day(quote.validityDay))
    case .delivery: return state(figure, .header, quote.deliveryDay.map { .day($0) })
    default: return credit(figure)
    }
  }

  private func credit(_ figure: QuoteFigure) -> Derivation? {
    guard let terms = ground.exposure, let exposure = try? terms.exposure(until: ground.horizon)
    else { return nil }
    let isOpen = draft.quote.state == .draft || draft.quote.state == .sent
    let total = isOpen ? figures.companyTotal : .zero
    func operand(_ kind: QuoteFigure.Kind, _ amount: Amount) -> Operand {
      Operand(QuoteFigure(kind), .credit(amount))
    }
    let before = operand(.exposure, exposure)
    let after = exposure + total
    switch figure.kind {
    case .exposure: return derive(figure, .credit(exposure), .sum, parts(terms))
    case .exposureAfter:
      guard isOpen else { return nil }
      return derive(
        figure, .credit(after), .sum,
        [
          before,
          isForeign
            ? ownOperand(.ownTotal, total)
            : Operand(QuoteFigure(.total), .amount(figures.totals.total)),
        ])
    case .overdue:
      return ground.overdue == .zero
        ? nil : state(figure, .invoices, .credit(ground.overdue))
    default: break
    }
    guard let limit = ground.creditLimit else { return nil }
    let atMost = operand(.creditLimit, limit)
    switch figure.kind {
    case .creditLimit: return state(figure, .customerTerms, .credit(limit))
    case .exposureRate:
      return derive(
        figure, .rate(Fraction(exposure.minor, limit.minor)), .quotient, [before, atMost])
    case .exposureAfterRate:
      return derive(
        figure, .rate(Fraction(after.minor, limit.minor)), .quotient,
        [operand(.exposureAfter, after), atMost])
    default:
      guard after > limit else { return nil }
      return derive(
        figure, .credit(after - limit), .sum,
        [operand(.exposureAfter, after), atMost.subtracted])
    }
  }

  private func parts(_ terms: ExposureTerms) -> [Operand] {
    let orders = terms.openOrders.filter { order in
      guard let horizon = ground.horizon, let due = order.due else { return true }
      return due <= horizon
    }
    let parts: [Operand] = [
      Operand(.invoices, .credit(terms.invoices)),
      Operand(.unposted, .credit(terms.unpostedInvoices)),
      Operand(.delivered, .credit(terms.deliveredNotInvoiced)),
      Operand(.orders, .credit(orders.reduce(.zero) { $0 + $1.amount })),
      Operand(.bills, .credit(terms.billsOfExchange)),
      Operand(.deposits, .credit(terms.deposits), isSubtracted: true),
      Operand(.creditNotes, .credit(terms.creditNotes), isSubtracted: true),
    ]
    let some = parts.filter { $0.value != .credit(.zero) }
    return some.isEmpty ? Array(parts.prefix(1)) : some
  }
}
