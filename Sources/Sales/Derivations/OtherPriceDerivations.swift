import Values

/// Prices that stand beside the line's own: of before, of the next break, of today.
extension LineDerivations {
  func other(_ figure: QuoteFigure) -> Derivation? {
    let last = row.productID.flatMap { quote.ground.lastPurchases[$0] }
    switch figure.kind {
    case .lastPrice: return quote.state(figure, .purchase, last.map { .price($0.lastPrice) })
    case .lastDay: return quote.state(figure, .purchase, last.map { .day($0.lastDay) })
    default: break
    }
    guard let terms, let context = quote.ground.context,
      let choice = (try? terms.price(of: row.quantity, context)) ?? nil
    else { return nil }
    if figure.kind == .todayPrice {
      guard row.priceSource == .rule, choice.unitPrice != row.unitPrice else { return nil }
      return discounted(figure, choice.netPrice, choice)
    }
    guard let next = choice.nextBreak else { return nil }
    if figure.kind == .nextPrice {
      guard let there = (try? terms.price(of: next.quantity, context)) ?? nil else { return nil }
      return discounted(figure, next.netPrice, there)
    }
    guard row.typedUnit != terms.product.baseUnit,
      let content = terms.packaging(row.typedUnit)?.content,
      let count = terms.count(of: row.typedUnit, reaching: next.quantity)
    else { return quote.state(figure, .rule, .quantity(next.quantity)) }
    return quote.derive(
      figure, .quantity(count), .packagings,
      [Operand(.rule, .quantity(next.quantity)), Operand(.packaging, .quantity(content))])
  }

  private func discounted(
    _ figure: QuoteFigure, _ net: UnitPrice, _ choice: PriceChoice
  ) -> Derivation? {
    let role: Operand.Role = choice.rule == nil ? .listPrice : .rule
    return quote.derive(
      figure, .price(net), .discounted,
      [Operand(role, .price(choice.unitPrice))]
        + choice.discounts.steps.map { Operand(role, .ratio($0)) })
  }
}
