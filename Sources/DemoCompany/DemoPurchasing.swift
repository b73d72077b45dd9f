import Values

extension DemoPlan {
  /// The range that a product comes from.
  func catalogueRange(_ product: Int) -> Int { catalogue[product % catalogue.count].range }

  /// Purchase orders under way: two suppliers in three, some late, some received in part.
  public var purchases: [DemoPurchase] {
    content.suppliers.enumerated().compactMap { place, supplier in
      place % 3 == 2 ? nil : purchase(place, supplier)
    }
  }

  private func purchase(_ place: Int, _ supplier: DemoSupplier) -> DemoPurchase? {
    var chance = chance(.purchase, place)
    let products = (0..<catalogue.count).filter {
      content.ranges[catalogueRange($0)].supplier == supplier.code
    }
    guard !products.isEmpty else { return nil }
    let isLate = place % 5 == 0
    let expected = today + Int(isLate ? chance.int(in: -6...(-1)) : chance.int(in: 1...14))
    let isPartial = place % 4 == 1
    let count = min(products.count, Int(chance.int(in: 2...6)))
    let shift = Int(chance.int(in: 0...Int64(products.count - 1)))
    let lines = (0..<count).map { order in
      let product = product(products[(shift + order) % products.count])
      let quantity = purchaseQuantity(product, supplier, &chance)
      let received =
        isPartial && order == 0 ? Quantity(thousandths: quantity.thousandths / 2) : .zero
      return DemoPurchaseLine(
        product: product.index, quantity: quantity, received: received,
        price: product.supplierPrice)
    }
    let warehouse = content.warehouses[place % content.warehouses.count].code
    return DemoPurchase(
      supplier: supplier.code, warehouse: warehouse,
      ordered: expected - supplier.leadTimeDays, expected: DemoCalendar.working(expected),
      lines: lines)
  }

  /// An even number of multiples worth some hundred euros, so that half of it can have come in.
  private func purchaseQuantity(
    _ product: DemoProduct, _ supplier: DemoSupplier, _ chance: inout SeededGenerator
  ) -> Quantity {
    let perUnit = max(1, product.supplierPrice.tenThousandths / Int64(product.priceUnit))
    let multiple = max(1, supplier.multiple.thousandths / 1_000)
    let wanted = chance.int(in: 200...1_200) * 10_000 / perUnit
    let pairs = max(1, wanted / multiple / 2)
    return Quantity(thousandths: pairs * 2 * multiple * 1_000)
  }

  /// The price list beside the list prices: discounts of each group on the root families, a
  /// quantity break on every fourth product of the fixing range, and contracts of some customers.
  public var priceRules: some Sequence<DemoPriceRule> {
    let rules = familyRules
    let breaks = (0..<size.products).lazy.filter { $0 % 4 == 0 }.compactMap(quantityBreak)
    let contracts = (0..<size.customers).lazy.filter { $0 % 6 == 0 }.map(contract)
    return [AnySequence(rules), AnySequence(breaks), AnySequence(contracts)].lazy.joined()
  }

  private var familyRules: [DemoPriceRule] {
    let groups = ["A", "B", "C", "P"]
    return content.families.filter { $0.parent == nil }.flatMap { family in
      let rates = content.ranges.filter { $0.family.hasPrefix(family.code) }.map(\.rate)
      // The least margin of the family decides, so that no group is sold under the floor by rule.
      let listRate = rates.min() ?? 30
      return groups.map { group in
        let cascade = Self.discounts(listRate: listRate, group: group, goesTooFar: false)
        return DemoPriceRule(
          product: nil, family: family.code, customer: nil, priceGroup: group, minimum: nil,
          price: nil, discount: cascade.first ?? .zero, firm: false)
      }
    }
  }

  private func quantityBreak(_ index: Int) -> DemoPriceRule? {
    let product = product(index)
    guard product.family.hasPrefix("FIX"), let pack = product.packagings.last else { return nil }
    return DemoPriceRule(
      product: index, family: nil, customer: nil, priceGroup: nil,
      minimum: Quantity(thousandths: pack.factor.thousandths * 5), price: nil,
      discount: Ratio(percent: 12), firm: false)
  }

  private func contract(_ customer: Int) -> DemoPriceRule {
    let product = product((customer * 31 + 5) % size.products)
    // Half of the list's margin rate stays.
    let rate = content.ranges[catalogueRange(product.index)].rate
    let price = Self.rounded(
      product.listPrice.tenThousandths * (100 - rate) / (100 - rate / 2))
    return DemoPriceRule(
      product: product.index, family: nil, customer: customer, priceGroup: nil, minimum: nil,
      price: UnitPrice(tenThousandths: price), discount: nil, firm: customer % 12 == 0)
  }
}
