import Values

/// Shares what is typed on a set over its lines, so that the amounts of the lines sum to the whole.
///
/// ```
///   3*KIT -10 %     each line −10 %; the cents that rounding leaves go to the price of one line
///   3*KIT =250      750,00 shared in proportion to what the lines come to
///   3*KIT =22 %     each line at that margin; =x1,35 likewise
/// ```
/// A price has four decimals: where quantities are so large that no price of a line gives the cent, the
/// nearest sum is taken, and that sum is the price of the set.
struct SetPrice {
  private let typing: LineTyping
  private let terms: [ID<Product>: ProductTerms]
  private let context: PricingContext
  private let count: Quantity
  private var minorUnits: Int64 { context.currency.minorUnits }

  init(
    _ typing: LineTyping, _ terms: [ID<Product>: ProductTerms], _ context: PricingContext,
    count: Quantity
  ) {
    self.typing = typing
    self.terms = terms
    self.context = context
    self.count = count
  }

  /// Gives the product lines the prices that what was typed asks for.
  func share(over lines: inout [QuoteDraftLine]) throws(SetProblem) {
    do {
      switch typing.price {
      case nil where typing.discounts.isEmpty: return
      case nil: try discount(&lines)
      case .net(let price): try share(price, over: &lines)
      case .marginRate, .coefficient: try reach(&lines)
      }
    } catch let problem as SetProblem {
      throw problem
    } catch {
      throw .overflow
    }
  }

  // MARK: Ways

  private func reach(_ lines: inout [QuoteDraftLine]) throws {
    for place in lines.indices where lines[place].isProduct {
      guard let id = lines[place].productID, let terms = terms[id] else { continue }
      do {
        try terms.price(&lines[place], typing.price, discounts: [], context)
      } catch {
        throw SetProblem.line(error, product: terms.product)
      }
    }
  }

  private func discount(_ lines: inout [QuoteDraftLine]) throws {
    for place in lines.indices where lines[place].isProduct {
      guard let id = lines[place].productID, let terms = terms[id] else { continue }
      do {
        // What the set was given before goes: the rules give their price again, and the cascade is new.
        try terms.price(&lines[place], nil, discounts: [], context)
      } catch {
        throw SetProblem.line(error, product: terms.product)
      }
    }
    let kept = try Discounts(typing.discounts)
    let whole = LineAmounts(
      quantity: Quantity(thousandths: 1000),
      unitPrice: UnitPrice(
        tenThousandths: try Int64(
          narrowing: Int128(try sum(lines).minor) * Int128(10_000 / minorUnits))),
      discounts: kept)
    let target = try whole.net(minorUnits: minorUnits)
    for place in lines.indices where lines[place].isProduct {
      lines[place].row.discounts = try Discounts(lines[place].row.discounts + kept.steps).steps
      if lines[place].row.priceSource == .rule { lines[place].row.priceSource = .manual }
    }
    try settle(&lines, to: target)
  }

  private func share(_ price: UnitPrice, over lines: inout [QuoteDraftLine]) throws {
    let target = try LineAmounts(quantity: count, unitPrice: price).net(minorUnits: minorUnits)
    let places = lines.indices.filter { lines[$0].isProduct }
    let nets = try places.map { try lines[$0].amounts.net(minorUnits: minorUnits) }
    guard nets.contains(where: { $0 > .zero }) else { throw SetProblem.priceUnknown }
    let parts = try largestRemainder(target.minor, over: nets.map { max(0, $0.minor) })
    for (place, part) in zip(places, parts) {
      setPrice(try self.price(of: lines[place], Amount(minor: part)), of: &lines[place])
    }
    try settle(&lines, to: target)
  }

  // MARK: Cents

  private func sum(_ lines: [QuoteDraftLine]) throws -> Amount {
    var sum = Amount.zero
    for line in lines where line.isProduct {
      sum = try sum.adding(line.amounts.net(minorUnits: minorUnits))
    }
    return sum
  }

  /// The net price that comes nearest to an amount of the line.
  private func price(of line: QuoteDraftLine, _ net: Amount) throws -> UnitPrice {
    let scale = Int128(10_000_000 / minorUnits)
    let exact = Int128(max(0, net.minor)) * scale * Int128(line.row.priceUnit)
    let quantity = Int128(line.quantity.thousandths)
    guard quantity > 0 else { return .zero }
    return UnitPrice(tenThousandths: try Int64(narrowing: roundHalfAwayFromZero(exact, quantity)))
  }

  private func setPrice(_ price: UnitPrice, of line: inout QuoteDraftLine) {
    line.row.unitPrice = price
    line.row.discounts = []
    line.row.priceSource = .manual
    line.row.priceRuleID = nil
    line.follow(nil)
  }

  /// Moves the price of one line, or of two, until the sum is the target; of what cannot be reached, the
  /// nearest.
  private func settle(_ lines: inout [QuoteDraftLine], to target: Amount) throws {
    guard try sum(lines) != target else { return }
    // The line whose price moves its amount least comes first.
    let places = lines.indices.filter {
      lines[$0].isProduct && lines[$0].row.priceSource != .unknown
        && lines[$0].quantity > .zero
    }.sorted { finer(lines[$0], lines[$1]) }
    guard let finest = places.first else { return }
    var best = try absorbing(lines, to: target, at: finest)
    for other in places.dropFirst().prefix(4) {
      if try sum(best) == target { break }
      for step in [1, -1, 2, -2, 3, -3, 5, -5, 7, -7] {
        var tried = lines
        let net = tried[other].amounts.netUnitPrice
        setPrice(
          UnitPrice(tenThousandths: max(0, net.tenThousandths + Int64(step))), of: &tried[other])
        let settled = try absorbing(tried, to: target, at: finest)
        if try distance(settled, target) < distance(best, target) { best = settled }
      }
    }
    if try distance(best, target) < distance(lines, target) { lines = best }
  }

  private func finer(_ one: QuoteDraftLine, _ other: QuoteDraftLine) -> Bool {
    let left = Int128(one.quantity.thousandths) * Int128(other.row.priceUnit)
    let right = Int128(other.quantity.thousandths) * Int128(one.row.priceUnit)
    return (left, one.number) < (right, other.number)
  }

  private func distance(_ lines: [QuoteDraftLine], _ target: Amount) throws -> Int64 {
    abs((try sum(lines) - target).minor)
  }

  /// The lines with what is missing put on the price of one.
  private func absorbing(
    _ lines: [QuoteDraftLine], to target: Amount, at place: Int
  ) throws -> [QuoteDraftLine] {
    let missing = try target - sum(lines)
    guard missing != .zero else { return lines }
    var changed = lines
    let wanted = try lines[place].amounts.net(minorUnits: minorUnits) + missing
    setPrice(try price(of: lines[place], wanted), of: &changed[place])
    return try distance(changed, target) < distance(lines, target) ? changed : lines
  }
}
