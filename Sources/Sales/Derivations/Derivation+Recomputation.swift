import Values

// The rules, carried out on operands and nothing else: in plain integers, without the functions that
// compute a quote, so that the two can be held against each other.

extension Derivation {
  private func first(_ place: Int = 0) -> Int64? {
    operands.indices.contains(place) ? operands[place].value.units : nil
  }

  func sum() throws(Overflow) -> DerivedValue? {
    var sum: Int128 = 0
    for operand in operands {
      guard let units = operand.value.units else { return nil }
      sum += operand.isSubtracted ? -Int128(units) : Int128(units)
    }
    return value.with(units: try Int64(narrowing: sum))
  }

  /// The share that a cascade keeps.
  private var kept: Fraction {
    operands.reduce(Fraction(1, 1)) { kept, operand in
      guard case .ratio(let step) = operand.value else { return kept }
      return Fraction(
        kept.numerator * Int128(step.complement.basisPoints), kept.denominator * Ratio.one)
    }
  }

  private func product(_ factors: [Int128]) throws(Overflow) -> Int128 {
    var product: Int128 = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw Overflow() }
      product = next
    }
    return product
  }

  func lineAmount() throws(Overflow) -> DerivedValue? {
    var (quantity, price, unit): (Int64?, Int64?, Int64) = (nil, nil, 1)
    for operand in operands {
      switch operand.value {
      case .quantity(let value): quantity = value.thousandths
      case .price(let value): price = value.tenThousandths
      case .cost(let value): price = value.tenThousandths
      case .count(let value): unit = Int64(value)
      default: continue
      }
    }
    guard let quantity, let price, unit > 0 else { return nil }
    let kept = kept
    let above = try product(
      [Int128(quantity), Int128(price), Int128(minorUnitsOfValue), kept.numerator])
    // Thousandths times ten-thousandths.
    let below = try product([10_000_000, Int128(unit), kept.denominator])
    return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(above, below)))
  }

  /// Minor units of the currency in which the value is.
  private var minorUnitsOfValue: Int64 {
    if case .credit = value { companyMinorUnits } else { minorUnits }
  }

  /// The rate among the operands.
  private var rate: Int64? {
    for operand in operands {
      if case .exchange(let rate) = operand.value { return rate.hundredMillionths }
    }
    return nil
  }

  func exchanged() throws(Overflow) -> DerivedValue? {
    guard operands.count == 2, let amount = first(), let rate, rate > 0 else { return nil }
    switch (operands[0].value, value) {
    case (.amount, .credit):
      let above = try product([Int128(amount), Int128(companyMinorUnits), 100_000_000])
      let below = Int128(rate) * Int128(minorUnits)
      return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(above, below)))
    case (.credit, .amount):
      let above = try product([Int128(amount), Int128(minorUnits), Int128(rate)])
      let below = Int128(companyMinorUnits) * 100_000_000
      return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(above, below)))
    default: return nil
    }
  }

  func exchangedPrice() throws(Overflow) -> DerivedValue? {
    guard operands.count == 3, let price = first(0), let rate, let step = first(2), step > 0
    else { return nil }
    let steps = roundHalfAwayFromZero(
      try product([Int128(price), Int128(rate)]), 100_000_000 * Int128(step))
    return value.with(units: try Int64(narrowing: steps * Int128(step)))
  }

  /// The quantity, what of it is granted, and the cost of either part.
  private var granting: (part: Int64, granted: Int64, rest: Int64, usual: Int64)? {
    // Quantity, usual cost, granted quantity, granted cost, and the price unit where there is one.
    guard operands.count >= 4, let quantity = first(0), let usual = first(1), let part = first(2),
      let granted = first(3), part <= quantity
    else { return nil }
    return (part, granted, quantity - part, usual)
  }

  func partlyGranted() throws(Overflow) -> DerivedValue? {
    guard let (part, granted, rest, usual) = granting else { return nil }
    let below = 10_000_000 * Int128(first(4) ?? 1)
    func worth(_ quantity: Int64, _ cost: Int64) throws(Overflow) -> Int64 {
      let above = try product([Int128(quantity), Int128(cost), Int128(minorUnitsOfValue)])
      return try Int64(narrowing: roundHalfAwayFromZero(above, below))
    }
    return value.with(units: try worth(part, granted) + worth(rest, usual))
  }

  func mixedCost() throws(Overflow) -> DerivedValue? {
    guard let (part, granted, rest, usual) = granting, part + rest > 0 else { return nil }
    let sum = Int128(part) * Int128(granted) + Int128(rest) * Int128(usual)
    return value.with(units: try Int64(narrowing: roundUp(sum, Int128(part + rest))))
  }

  func shares() throws(Overflow) -> DerivedValue? {
    guard let pairs else { return nil }
    let sum = pairs.reduce(Int128(0)) { $0 + $1.amount * $1.share }
    return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(sum, Ratio.one)))
  }

  func tier() -> DerivedValue? {
    guard let reached = first() else { return nil }
    let tiers = Derivation(figure, value, rule, Array(operands.dropFirst())).pairs
    let tier = tiers?.last { $0.amount <= Int128(reached) }
    return tiers == nil ? nil : value.with(units: Int64(tier?.share ?? 0))
  }

  func proportion() throws(Overflow) -> DerivedValue? {
    guard operands.count == 3, let total = first(0), let part = first(1), let whole = first(2),
      whole != 0
    else { return nil }
    let exact = Int128(total) * Int128(part)
    return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(exact, Int128(whole))))
  }

  func discounted() throws(Overflow) -> DerivedValue? {
    guard let price = first() else { return nil }
    let kept = kept
    let above = try product([Int128(price), kept.numerator])
    return value.with(
      units: try Int64(narrowing: roundHalfAwayFromZero(above, kept.denominator)))
  }

  func share(_ pair: [Operand]) throws(Overflow) -> DerivedValue? {
    guard pair.count == 2, let amount = pair[0].value.units, let ratio = pair[1].value.units
    else { return nil }
    let exact = Int128(amount) * Int128(ratio)
    return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(exact, Ratio.one)))
  }

  func shareOfEach() throws(Overflow) -> DerivedValue? {
    guard case .ratio(let rate)? = operands.last?.value else { return nil }
    var sum: Int64 = 0
    for operand in operands.dropLast() {
      guard let part = try share([operand, Operand(.vatRate, .ratio(rate))])?.units else {
        return nil
      }
      sum += part
    }
    return value.with(units: sum)
  }

  func quotient() -> DerivedValue? {
    guard operands.count == 2, let above = first(0), let below = first(1) else { return nil }
    return .rate(Fraction(above, below))
  }

  func allotted() throws(Overflow) -> DerivedValue? {
    // The total, the place among the weights, the weights.
    guard operands.count > 2, let total = first(0), let own = first(1) else { return nil }
    let weights = operands.dropFirst(2).compactMap(\.value.units)
    let place = Int(own) - 1
    guard weights.indices.contains(place) else { return nil }
    return value.with(units: try largestRemainder(total, over: weights)[place])
  }

  func floorPrice() throws(Overflow) -> DerivedValue? {
    guard operands.count == (self.rate == nil ? 3 : 4), let cost = first(0), let rate = first(1),
      let step = first(2), rate < 10_000
    else { return nil }
    let above = try product([Int128(cost), Ratio.one, Int128(self.rate ?? 100_000_000)])
    let steps = roundUp(above, Int128(10_000 - rate) * Int128(step) * 100_000_000)
    return value.with(units: try Int64(narrowing: steps * Int128(step)))
  }

  /// Amounts and shares, by turns.
  private var pairs: [(amount: Int128, share: Int128)]? {
    var pairs: [(Int128, Int128)] = []
    var amount: Int64?
    for operand in operands {
      switch (operand.value, amount) {
      case (.amount(let value), nil), (.credit(let value), nil): amount = value.minor
      case (.ratio(let share), let whole?):
        pairs.append((Int128(whole), Int128(share.basisPoints)))
        amount = nil
      default: return nil
      }
    }
    return amount == nil ? pairs : nil
  }

  func weightedRate() -> DerivedValue? {
    guard let pairs else { return nil }
    let above = pairs.reduce(Int128(0)) { $0 + $1.amount * $1.share }
    let below = pairs.reduce(Int128(0)) { $0 + $1.amount } * Ratio.one
    return .rate(Fraction(above, below))
  }

  func lacking() throws(Overflow) -> DerivedValue? {
    guard let cost = first(0) else { return nil }
    let rest = Derivation(figure, value, rule, Array(operands.dropFirst()))
    guard let pairs = rest.pairs else { return nil }
    let kept = pairs.reduce(Int128(0)) { $0 + $1.amount * (Ratio.one - $1.share) }
    let whole = pairs.reduce(Int128(0)) { $0 + $1.amount }
    let lack = Int128(cost) * Ratio.one - kept
    guard lack > 0, kept > 0 else { return nil }
    return value.with(units: try Int64(narrowing: roundUp(try product([lack, whole]), kept)))
  }

  func converted() throws(Overflow) -> DerivedValue? {
    guard operands.count == 2, let typed = first(0), let content = first(1) else { return nil }
    let exact = Int128(typed) * Int128(content)
    return value.with(units: try Int64(narrowing: roundHalfAwayFromZero(exact, 1000)))
  }

  func packagings() throws(Overflow) -> DerivedValue? {
    guard operands.count == 2, let quantity = first(0), let content = first(1), content > 0
    else { return nil }
    let whole = roundUp(Int128(quantity), Int128(content))
    return value.with(units: try Int64(narrowing: whole * 1000))
  }

  func carriage() -> DerivedValue? {
    // The goods, the tariff, and from which goods on it is free: never where that is missing.
    guard let goods = first(0), let tariff = first(1) else { return nil }
    let isFree = first(2).map { goods >= $0 } ?? false
    return value.with(units: isFree ? 0 : tariff)
  }

  func indexed() throws(Overflow) -> DerivedValue? {
    guard operands.count == 4, let base = first(0), let share = first(1), let now = first(2),
      let then = first(3), then > 0
    else { return nil }
    let moving = Int128(share) * Int128(now) + (Ratio.one - Int128(share)) * Int128(then)
    let cents = roundHalfAwayFromZero(
      try product([Int128(base), moving]), Ratio.one * Int128(then) * 100)
    return value.with(units: try Int64(narrowing: cents * 100))
  }

  func formula() throws(Overflow) -> DerivedValue? {
    guard let base = first(0) else { return nil }
    func stated(_ role: Operand.Role) -> Int64? {
      operands.first { $0.role == role }?.value.units
    }
    let step = Int128(stated(.formulaStep) ?? 1)
    let taken = Int128(base) * (Ratio.one - Int128(stated(.formulaDiscount) ?? 0))
    var price = roundHalfAwayFromZero(taken, Ratio.one * step) * step
    price += Int128(stated(.surcharge) ?? 0)
    if let least = stated(.minimumMargin) { price = max(price, Int128(base) + Int128(least)) }
    if let most = stated(.maximumMargin) { price = min(price, Int128(base) + Int128(most)) }
    return value.with(units: try Int64(narrowing: price))
  }

  func raised() -> DerivedValue? {
    guard operands.count == 2, let one = first(0), let other = first(1) else { return nil }
    return value.with(units: max(one, other))
  }

  func shortage() -> DerivedValue? {
    guard operands.count == 2, let wanted = first(0), let found = first(1) else { return nil }
    return value.with(units: max(0, wanted) - max(0, min(wanted, found)))
  }

  func after() -> DerivedValue? {
    guard operands.count == 2, let day = first(0), let days = first(1) else { return nil }
    return value.with(units: day + days)
  }
}
