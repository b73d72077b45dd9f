import DemoCompany
import Foundation
import Testing
import Values

@Suite struct DemoPlanTests {
  private static let content = Result {
    try DemoContent(directory: Repository.root.appendingPathComponent("Resources/Demo").path)
  }
  private static let today = Day(year: 2026, month: 11, day: 20) ?? Day(daysSinceEpoch: 0)

  private func plan(seed: UInt64 = 7, today: Day = today, scale: Int? = nil) throws -> DemoPlan {
    DemoPlan(content: try Self.content.get(), seed: seed, today: today, scale: scale)
  }

  @Test("the same seed and day give the same company, another seed another one")
  func deterministic() throws {
    let (one, same, other) = (try plan(), try plan(), try plan(seed: 8))
    #expect(Array(one.customers) == Array(same.customers))
    #expect(Array(one.orders.prefix(200)) == Array(same.orders.prefix(200)))
    #expect(Array(one.opportunities) == Array(same.opportunities))
    #expect(one.purchases == same.purchases)
    #expect(Array(one.orders.prefix(50)) != Array(other.orders.prefix(50)))
    #expect(Array(one.opportunities) != Array(other.opportunities))
    #expect(one.order(1_234) == Array(one.orders)[1_234], "a record depends on its place alone")
  }

  @Test("sizes: what the issue asks for, and the thousands of a scale")
  func sizes() throws {
    let plan = try plan()
    #expect(plan.size.products >= 400)
    #expect(plan.size.customers == 120)
    #expect(plan.size.opportunities == 200)
    #expect(plan.content.families.count >= 40)
    #expect(plan.content.suppliers.count == 25)
    #expect(plan.content.warehouses.count == 3)
    #expect(plan.content.staff.map(\.role).filter { $0 == "salesperson" }.count == 3)
    let large = try self.plan(scale: 2)
    let expected = (large.size.customers, large.size.products, large.size.opportunities)
    #expect(expected == (2_000, 4_000, 4_000))
    #expect(large.orders.reduce(0) { $0 + $1.lines.count } == 40_000)
  }

  @Test("codes, names and barcodes are distinct, also at scale", arguments: [nil, 3])
  func distinct(scale: Int?) throws {
    let plan = try plan(scale: scale)
    let products = Array(plan.products)
    #expect(Set(products.map(\.code)).count == products.count)
    #expect(Set(products.map(\.name)).count == products.count)
    let barcodes = products.flatMap { [$0.barcode] + $0.packagings.map(\.barcode) }
    #expect(Set(barcodes).count == barcodes.count)
    #expect(barcodes.allSatisfy { $0.utf8.count == 13 && $0.hasPrefix("2") })
    let customers = Array(plan.customers)
    #expect(Set(customers.map(\.code)).count == customers.count)
    #expect(Set(customers.map(\.name)).count == customers.count)
    #expect(Set(customers.map(\.siren)).count == customers.count)
  }

  @Test("every product has a family, a unit and a supplier that exist, and prices above zero")
  func products() throws {
    let plan = try plan()
    let families = Set(plan.content.families.map(\.code))
    let units = Set(plan.content.units.map(\.code))
    let suppliers = Set(plan.content.suppliers.map(\.code))
    for family in plan.content.families {
      #expect(family.parent.map(families.contains) ?? true, "\(family.code)")
    }
    var costs: [Int64] = []
    for product in plan.products {
      #expect(families.contains(product.family), "\(product.code)")
      #expect(units.contains(product.unit), "\(product.code)")
      #expect(suppliers.contains(product.supplier), "\(product.code)")
      #expect(product.packagings.allSatisfy { units.contains($0.unit) && $0.factor > .zero })
      #expect(!product.name.contains("{") && !product.code.contains("{"))
      #expect([1, 100, 1_000].contains(product.priceUnit))
      #expect(product.stock.count == 3)
      if let cost = product.cost { costs.append(cost.tenThousandths) }
    }
    #expect(costs.count < plan.size.products && costs.count > plan.size.products - 10)
    let range = (costs.min() ?? 0, costs.max() ?? 0)
    #expect(range.0 >= 20 && range.1 < 10_000_000, "0.002 € to 1 000 €: \(range)")
    let used = Set(plan.products.map(\.family))
    let leaves = plan.content.families.filter { $0.parent != nil }.map(\.code)
    #expect(leaves.filter { !used.contains($0) } == [], "a family without products")
  }

  @Test("a known product reads as a catalogue prints it")
  func knownProduct() throws {
    let screw = try plan().products.first { $0.code == "VIS-A2-5X40" }
    #expect(screw?.name == "Vis à bois tête fraisée inox A2 5x40")
    #expect(screw?.priceUnit == 100)
    #expect(screw?.packagings.map(\.unit) == ["bte", "cart"])
    // 4 000 + 12 × 5 × 5 × 40 = 16 000 millionths of a euro.
    #expect(screw?.cost == UnitCost(tenThousandths: 160))
  }

  @Test("margins: mostly 15 to 40 %, some lines under the floor of their family")
  func margins() throws {
    let plan = try plan()
    let products = Array(plan.products)
    let parents = plan.content.families.map { ($0.code, $0) }
    let families = Dictionary(parents) { first, _ in first }
    func floor(_ code: String) -> Int64 {
      guard let family = families[code] else { return 0 }
      return family.floor?.basisPoints ?? family.parent.map(floor) ?? 0
    }
    var (count, usual, under) = (0, 0, 0)
    for line in plan.orders.flatMap(\.lines) {
      let product = products[line.product]
      guard let cost = line.cost else { continue }
      var net = Int128(line.price.tenThousandths)
      for discount in line.discounts {
        net = net * Int128(discount.complement.basisPoints) / 10_000
      }
      let costs = Int128(cost.tenThousandths) * Int128(product.priceUnit)
      let rate = Int64((net - costs) * 10_000 / max(1, net))
      count += 1
      if (1_500...4_000).contains(rate) { usual += 1 }
      if rate < floor(product.family) { under += 1 }
      #expect(line.quantity > .zero && net > 0)
    }
    #expect(count > 7_000)
    #expect(usual * 100 / count >= 80, "\(usual) of \(count)")
    #expect((2...20).contains(under * 100 / count), "\(under) of \(count) under the floor")
  }
}

@Suite struct DemoTimeTests {
  private static let today = Day(year: 2026, month: 11, day: 20) ?? Day(daysSinceEpoch: 0)

  private func plan(_ today: Day = today) throws -> DemoPlan {
    let directory = Repository.root.appendingPathComponent("Resources/Demo").path
    return DemoPlan(content: try DemoContent(directory: directory), seed: 7, today: today)
  }

  @Test("orders run through 18 months on working days, in order, August weaker than October")
  func orders() throws {
    let plan = try plan()
    let orders = Array(plan.orders)
    #expect(orders.map(\.day) == orders.map(\.day).sorted())
    #expect(orders.allSatisfy { $0.day.weekday <= 5 && $0.day < plan.today })
    #expect(orders[0].day < plan.today.adding(months: -17))
    #expect(orders.last.map { plan.today - $0.day < 5 } == true)
    let months = Dictionary(grouping: orders) { $0.day.month }.mapValues(\.count)
    #expect((months[8] ?? 0) * 2 < (months[10] ?? 0))
    for order in orders {
      var left = order.lines.map(\.quantity)
      for delivery in order.deliveries {
        #expect(delivery.day > order.day && delivery.day < plan.today)
        #expect(delivery.quantities.count == left.count)
        left = zip(left, delivery.quantities).map { $0 - $1 }
      }
      #expect(left.allSatisfy { $0 >= .zero })
    }
    #expect(orders.contains { $0.deliveries.count == 2 })
    #expect(orders.filter(\.deliveries.isEmpty).count > 10, "some are open")
    #expect(orders.contains { $0.isClosed })
    #expect(Set(orders.map { $0.lines.map(\.product).count }).count == 5)
    #expect(orders.allSatisfy { Set($0.lines.map(\.product)).count == $0.lines.count })
  }

  @Test("opportunities stand in every stage and their stays follow each other")
  func opportunities() throws {
    let plan = try plan()
    let all = Array(plan.opportunities)
    let stages = Dictionary(grouping: all, by: \.stage).mapValues(\.count)
    #expect(DemoStage.allCases.allSatisfy { (stages[$0] ?? 0) >= 15 }, "\(stages)")
    for opportunity in all {
      let stays = opportunity.stays
      for (before, after) in zip(stays, stays.dropFirst()) {
        #expect(before.left == after.entered && before.entered < after.entered)
      }
      #expect(stays.last?.left == nil)
      #expect(stays.allSatisfy { $0.entered <= plan.today })
      let isClosed = [.won, .lost].contains(opportunity.stage)
      #expect((opportunity.closed != nil) == isClosed)
      #expect((opportunity.lostReason != nil) == (opportunity.stage == .lost))
    }
    #expect(all.contains { $0.customer == nil })
    #expect(all.contains { $0.closed == nil && $0.expectedClose < plan.today }, "some are late")
  }

  @Test("quotes in every state, one expired at least; accepted ones become orders")
  func quotes() throws {
    let plan = try plan()
    let all = Array(plan.opportunities)
    let quotes = all.flatMap(plan.quotes)
    #expect(Set(quotes.map(\.state)) == Set(DemoQuoteState.allCases))
    let expired = quotes.filter { $0.state == .sent && $0.validUntil < plan.today }
    let current = quotes.filter { $0.state == .sent && $0.validUntil >= plan.today }
    #expect(!expired.isEmpty && !current.isEmpty)
    for quote in quotes {
      #expect(quote.written <= plan.today && quote.lines.count >= 3)
      #expect(Set(quote.lines.map(\.product)).count == quote.lines.count)
      #expect((quote.sent == nil) == (quote.state == .draft || quote.state == .cancelled))
      #expect(quote.sent.map { $0 <= plan.today } ?? true)
    }
    for opportunity in all where opportunity.stage == .won {
      let last = plan.quotes(of: opportunity).last
      #expect(last?.state == .accepted)
      let order = last.flatMap(plan.order(accepting:))
      #expect(order?.day == opportunity.closed)
      #expect(order?.lines == last?.lines)
      #expect(last?.sent.map { $0 <= opportunity.closed ?? $0 } == true)
    }
  }

  @Test("tasks, purchases, open items and price rules are there, around today")
  func rest() throws {
    let plan = try plan()
    let tasks = plan.opportunities.flatMap(plan.tasks)
    #expect(tasks.contains { $0.done == nil && $0.due < plan.today })
    #expect(tasks.contains { $0.done == nil && $0.due == plan.today })
    #expect(tasks.contains { $0.done == nil && $0.due > plan.today })
    #expect(plan.purchases.count >= 12)
    #expect(plan.purchases.contains { $0.expected < plan.today })
    let lines = plan.purchases.flatMap(\.lines)
    #expect(lines.contains { $0.received > .zero })
    #expect(lines.allSatisfy { $0.received < $0.quantity })
    let customers = Array(plan.customers)
    let items = customers.flatMap(plan.openItems)
    #expect(items.contains { $0.due < plan.today } && items.contains { $0.due > plan.today })
    #expect(Set(items.map(\.number)).count == items.count)
    for customer in customers where customer.blockedReason != nil {
      #expect(plan.openItems(of: customer).contains { plan.today - $0.due > 60 })
    }
    #expect(customers.contains { $0.blockedReason != nil })
    let rules = Array(plan.priceRules)
    #expect(rules.contains { $0.family != nil } && rules.contains { $0.customer != nil })
    #expect(rules.contains { $0.minimum != nil } && rules.contains { $0.firm })
  }

  @Test("a later day moves everything with it")
  func relative() throws {
    let later = Self.today + 7
    let (one, two) = (try plan(), try plan(later))
    let moved = zip(one.opportunities, two.opportunities).allSatisfy { before, after in
      after.stays.map(\.entered) == before.stays.map { $0.entered + 7 }
    }
    #expect(moved)
    #expect(two.purchases.allSatisfy { $0.expected > Self.today - 7 })
  }
}
