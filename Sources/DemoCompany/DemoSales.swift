import Values

extension DemoPlan {
  /// The order at that place, of the past: orders are numbered in the order of their days.
  public func order(_ index: Int) -> DemoOrder {
    var chance = chance(.order, index)
    let buyer = buyer(&chance)
    let customer = customer(buyer)
    let day = calendar.day(index, of: size.orders)
    let lines = lines(linesOfOrder(index), for: customer, place: index)
    let (deliveries, isClosed) = deliveries(lines, ordered: day, &chance)
    let hasReference = chance.int(in: 0...2) == 0
    return DemoOrder(
      index: index, customer: buyer, salesperson: customer.salesperson,
      warehouse: customer.warehouse, day: day,
      requested: DemoCalendar.working(day + Int(chance.int(in: 2...12))), opportunity: nil,
      customerReference: hasReference ? "BC-\(10_000 + index)" : nil, lines: lines,
      deliveries: deliveries, isClosed: isClosed)
  }

  /// 2, 3, 5, 7 or 8 lines: 25 for five orders in a row, so that the sum is known beforehand.
  func linesOfOrder(_ index: Int) -> Int { [5, 2, 8, 3, 7][index % 5] }

  /// A customer, those of heavy trades more often: of two draws the heavier mostly wins.
  private func buyer(_ chance: inout SeededGenerator) -> Int {
    let last = Int64(size.customers - 1)
    let (first, second) = (Int(chance.int(in: 0...last)), Int(chance.int(in: 0...last)))
    func weight(_ customer: Int) -> Int {
      content.trades[customer % content.trades.count].weight
    }
    return weight(first) >= weight(second) ? first : second
  }

  /// Lines of distinct products whose margins are those of the trade: the discount is what leads
  /// from the list's margin rate to the one this customer gets; one line in 25 goes too far.
  func lines(_ count: Int, for customer: DemoCustomer, place: Int) -> [DemoLine] {
    var chance = chance(.lines, place)
    let step = max(1, size.products / max(1, count + 1))
    let start = Int(chance.int(in: 0...Int64(size.products - 1)))
    return (0..<count).map { order in
      let wander = Int(chance.int(in: 0...Int64(step - 1)))
      let product = product((start + order * step + wander) % size.products)
      return line(product, customer.priceGroup, &chance)
    }
  }

  private func line(
    _ product: DemoProduct, _ group: String, _ chance: inout SeededGenerator
  ) -> DemoLine {
    let values: [Int64] = [25, 40, 60, 90, 140, 220, 350, 600, 1_100]
    let value = (chance.pick(values) ?? 90) * 10_000
    let perUnit = max(1, product.listPrice.tenThousandths / Int64(product.priceUnit))
    let quantity = Self.handy(max(1, value / perUnit))
    let goesTooFar = chance.int(in: 0...24) == 0
    let rate = content.ranges[catalogueRange(product.index)].rate
    let discounts = Self.discounts(listRate: rate, group: group, goesTooFar: goesTooFar)
    return DemoLine(
      product: product.index, quantity: Quantity(thousandths: quantity * 1_000),
      price: product.listPrice, discounts: discounts, cost: product.cost)
  }

  /// The cascade of whole percents that leaves about this share of the list's margin rate.
  static func discounts(listRate: Int64, group: String, goesTooFar: Bool) -> [Ratio] {
    let share: Int64 =
      switch group {
      case "A": 62
      case "B": 70
      case "C": 82
      default: 66
      }
    let target = listRate * share / 100
    let percent = 100 - (100 - listRate) * 100 / (100 - target)
    var discounts = percent > 0 ? [Ratio(percent: percent)] : []
    if goesTooFar { discounts.append(Ratio(percent: listRate / 3)) }
    return discounts
  }

  private func deliveries(
    _ lines: [DemoLine], ordered: Day, _ chance: inout SeededGenerator
  ) -> ([DemoDelivery], Bool) {
    let all = lines.map(\.quantity)
    let leaves = DemoCalendar.working(ordered + Int(chance.int(in: 1...9)))
    let fate = chance.int(in: 0...99)
    guard leaves < today else { return ([], false) }
    if ordered > today - 30 && fate < 35 { return ([], false) }
    let isSettled = leaves < today - 40 || chance.int(in: 0...9) < 7
    if fate % 10 != 0 {
      return (
        [DemoDelivery(day: leaves, quantities: all, invoicedElsewhere: isSettled)], false
      )
    }
    let part = all.map { quantity in
      let half = quantity.thousandths / 2_000 * 1_000
      return half > 0 ? Quantity(thousandths: half) : quantity
    }
    let first = DemoDelivery(day: leaves, quantities: part, invoicedElsewhere: isSettled)
    let rest = zip(all, part).map { $0 - $1 }
    let after = DemoCalendar.working(leaves + Int(chance.int(in: 3...14)))
    let isOld = ordered < today - 60
    if fate == 90 && isOld { return ([first], true) }
    guard after < today, rest.contains(where: { $0 > .zero }) else { return ([first], false) }
    let second = DemoDelivery(day: after, quantities: rest, invoicedElsewhere: isSettled)
    return ([first, second], false)
  }

  /// The order of an accepted quote: taken the day the opportunity closed, and delivered like any
  /// other. Its place follows those of the past.
  public func order(accepting quote: DemoQuote) -> DemoOrder? {
    guard quote.state == .accepted else { return nil }
    let opportunity = opportunity(quote.opportunity)
    let customer = customer(quote.customer)
    let day = opportunity.closed ?? today - 1
    var chance = chance(.order, size.orders + quote.opportunity)
    let (deliveries, isClosed) = deliveries(quote.lines, ordered: day, &chance)
    return DemoOrder(
      index: size.orders + quote.opportunity, customer: quote.customer,
      salesperson: opportunity.salesperson, warehouse: customer.warehouse, day: day,
      requested: DemoCalendar.working(day + 7), opportunity: quote.opportunity,
      customerReference: quote.customerReference, lines: quote.lines, deliveries: deliveries,
      isClosed: isClosed)
  }
}
