import Sales
import Testing
import Values

/// A set of random products with prices, breaks, packagings and price units, from a seed.
struct RandomSet {
  var random: SeededGenerator
  let context = PricingContext(day: Day(daysSinceEpoch: 20_000), currency: .eur)
  var terms: SetTerms

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    terms = SetTerms(
      set: ProductSet(
        id: ID(rawValue: 1), code: "KIT-FIX", name: "Kit de fixation",
        closed: seed % 2 == 0, searchKey: 1),
      lines: [], products: [:])
    for place in 1...Int(random.int(in: 1...6)) {
      let product = product(place)
      terms.products[product.product.id] = product
      terms.lines.append(
        ProductSetLine(
          setID: terms.set.id, line: place, productID: product.product.id,
          quantity: Quantity(thousandths: random.int(in: 1...40) * 1000),
          unit: random.int(in: 0...3) == 0 ? "bte" : "",
          optional: place > 1 && random.int(in: 0...4) == 0))
    }
    if random.int(in: 0...1) == 0 {
      terms.lines.append(
        ProductSetLine(
          setID: terms.set.id, line: 90, kind: .comment, description: "Posé au sol"))
    }
  }

  private mutating func product(_ place: Int) -> ProductTerms {
    let id = ID<Product>(rawValue: UInt128(100 + place))
    let product = Product(
      id: id, searchKey: Int64(place), code: "P\(place)", name: "Produit \(place)",
      baseUnit: "u", salesUnit: "u", priceUnit: [1, 1, 100][Int(random.int(in: 0...2))],
      listPrice: UnitPrice(tenThousandths: random.int(in: 20...900) * 100))
    var terms = ProductTerms(
      product: product, vatRate: Ratio(percent: 20),
      unitCost: UnitCost(tenThousandths: random.int(in: 10...500) * 100))
    terms.units = [ProductUnit(productID: id, unit: "bte", factor: Quantity(thousandths: 50_000))]
    terms.candidates = [
      PriceCandidate(
        rule: UInt128(place), .list, .product, .discount(Ratio(percent: 10)),
        minimum: Quantity(thousandths: 60_000), isFirm: false)
    ]
    return terms
  }

  func draft() -> QuoteDraft {
    QuoteDraft(
      quote: Quote(
        id: ID(rawValue: 1), number: "D-0001", opportunityID: ID(rawValue: 2),
        customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: .eur,
        priceDay: context.day, createdDay: context.day, validityDay: context.day + 30))
  }

  mutating func count() -> Quantity { Quantity(thousandths: random.int(in: 1...25) * 1000) }

  /// A draft with a line before the set and one behind it.
  mutating func quoted(_ typing: LineTyping) throws -> QuoteDraft {
    var draft = draft()
    let other = try #require(terms.products.values.min { $0.product.code < $1.product.code })
    draft.append(try other.line(LineTyping(), context))
    draft.append(set: try terms.lines(typing, context))
    draft.append(try other.line(LineTyping(), context))
    return draft
  }
}

@Suite("Product sets: the parts are the whole")
struct SetTests {
  private func header(_ draft: QuoteDraft) throws -> Int {
    try #require(draft.lines.first { $0.isSet }).number
  }

  @Test("a set is the sum of its lines, priced by the quantity that results", arguments: 0..<60)
  func explodes(seed: UInt64) throws {
    var made = try RandomSet(seed: seed)
    let count = made.count()
    let draft = try made.quoted(LineTyping(quantity: count))
    let figures = try QuoteComputation(draft)
    let total = try #require(figures.sets(of: draft).first)
    var net = Amount.zero
    for line in made.terms.lines where line.kind == .product && !line.optional {
      let terms = try #require(line.productID.flatMap { made.terms.products[$0] })
      let alone = try terms.line(
        LineTyping(
          quantity: Quantity(thousandths: line.quantity.thousandths * count.thousandths / 1000),
          unit: line.unit.isEmpty ? nil : line.unit), made.context)
      net += try alone.amounts.net()
    }
    #expect(total.net == net)
    #expect(total.choice == .firm && total.count == count)
    let others = try draft.lines.filter { $0.setOf == nil && $0.isProduct }
      .reduce(Amount.zero) { $0 + (try $1.amounts.net()) }
    #expect(figures.totals.goods == total.net + others)
    if let price = total.price(minorUnits: 100) {
      #expect(try LineAmounts(quantity: count, unitPrice: price).net() == total.net)
    }
  }

  @Test("a price typed on a set is shared to the cent where a line has the cent", arguments: 0..<80)
  func shares(seed: UInt64) throws {
    var made = try RandomSet(seed: seed)
    let count = made.count()
    let typed = UnitPrice(tenThousandths: made.random.int(in: 100...90_000) * 100)
    let draft = try made.quoted(LineTyping(quantity: count, price: .net(typed)))
    let total = try #require(try QuoteComputation(draft).sets(of: draft).first)
    let target = try LineAmounts(quantity: count, unitPrice: typed).net()
    let finest =
      draft.lines.filter { total.parts.contains($0.number) }
      .map { $0.quantity.thousandths / 1000 / Int64($0.row.priceUnit) }.min() ?? 0
    // A price of four decimals moves up to a hundred pieces by a cent at most.
    if finest <= 100 {
      #expect(total.net == target)
    } else {
      #expect(abs((total.net - target).minor) <= finest / 100 + 1)
    }
    if total.net == target { #expect(total.price(minorUnits: 100) == typed) }
  }

  @Test("a discount typed on a set takes exactly that off the whole", arguments: 0..<80)
  func discounts(seed: UInt64) throws {
    var made = try RandomSet(seed: seed)
    let count = made.count()
    let plain = try made.quoted(LineTyping(quantity: count))
    let rate = Ratio(basisPoints: made.random.int(in: 1...3_000))
    var draft = plain
    try draft.changeSet(
      try header(draft), LineTyping(discounts: [rate]), made.terms.products, made.context)
    let before = try #require(try QuoteComputation(plain).sets(of: plain).first)
    let after = try #require(try QuoteComputation(draft).sets(of: draft).first)
    let target = try before.net - before.net.times(rate)
    let finest =
      draft.lines.filter { after.parts.contains($0.number) }
      .map { $0.quantity.thousandths / 1000 / Int64($0.row.priceUnit) }.min() ?? 0
    if finest <= 100 { #expect(abs((after.net - target).minor) <= 1) }
    #expect(
      draft.lines.filter { $0.setOf == nil } == plain.lines.filter { $0.setOf == nil })
  }

  @Test("as many sets and back again are the same lines", arguments: 0..<40)
  func rescales(seed: UInt64) throws {
    var made = try RandomSet(seed: seed)
    let count = made.count()
    let plain = try made.quoted(LineTyping(quantity: count))
    var draft = plain
    let number = try header(draft)
    try draft.changeSet(
      number, LineTyping(quantity: Quantity(thousandths: 7_000)), made.terms.products, made.context)
    let seven = try made.quoted(LineTyping(quantity: Quantity(thousandths: 7_000)))
    #expect(draft.lines.map(\.quantity) == seven.lines.map(\.quantity))
    #expect(draft.lines.map(\.row.unitPrice) == seven.lines.map(\.row.unitPrice))
    try draft.changeSet(number, LineTyping(quantity: count), made.terms.products, made.context)
    #expect(draft == plain)
  }

  @Test("a set moves and goes as one; settling changes nothing", arguments: 0..<40)
  func moves(seed: UInt64) throws {
    var made = try RandomSet(seed: seed)
    let plain = try made.quoted(LineTyping())
    var draft = plain
    let number = try header(draft)
    for rows in [1, -1, -1, 1] {
      let place = try #require(draft.lines.firstIndex { $0.number == number })
      if let landed = draft.moveLine(at: place, by: rows) {
        #expect(draft.lines[landed].number == number)
      }
      var settled = draft
      settled.settleSets()
      #expect(settled == draft)
    }
    #expect(Set(draft.lines.map(\.number)) == Set(plain.lines.map(\.number)))
    let other = try #require(draft.lines.firstIndex { $0.number == 1 })
    _ = draft.moveLine(at: other, by: 1)
    _ = draft.moveLine(at: try #require(draft.lines.firstIndex { $0.number == 1 }), by: 1)
    var settled = draft
    settled.settleSets()
    #expect(settled == draft)
    draft.removeLine(at: try #require(draft.lines.firstIndex { $0.number == number }))
    #expect(draft.lines.count == 2 && !draft.hasSets)
  }

  @Test("a closed set is taken whole or not at all, an open one in part stands as plain lines")
  func taken() throws {
    for seed: UInt64 in 0..<40 {
      var made = try RandomSet(seed: seed)
      let draft = try made.quoted(LineTyping(quantity: Quantity(thousandths: 2_000)))
      let number = try header(draft)
      let total = try #require(try QuoteComputation(draft).sets(of: draft).first)
      let without = try draft.taking(TakenLines(quantities: [number: .zero]))
      #expect(!without.ordered.hasSets)
      #expect(
        try QuoteComputation(try #require(without.rest)).totals.goods == total.net)
      #expect(throws: ChoiceProblem.setIsWhole(number)) {
        try draft.taking(TakenLines(quantities: [number: Quantity(thousandths: 1_000)]))
      }
      guard total.parts.count > 1, let part = total.parts.first else { continue }
      let one = TakenLines(quantities: [part: .zero])
      if total.isClosed {
        #expect(throws: ChoiceProblem.setIsWhole(number)) { try draft.taking(one) }
      } else {
        let split = try draft.taking(one)
        #expect(!split.ordered.hasSets && split.ordered.lines.allSatisfy { $0.setOf == nil })
        #expect(try #require(split.rest).lines.count { $0.isProduct && $0.isCounted } == 1)
      }
    }
  }

  @Test("a set offered as an option is in no total; taken by its number, all of it is")
  func option() throws {
    var made = try RandomSet(seed: 4)
    var typing = LineTyping(quantity: Quantity(thousandths: 2_000))
    typing.choice = .option
    let draft = try made.quoted(typing)
    let number = try header(draft)
    let figures = try QuoteComputation(draft)
    let total = try #require(figures.sets(of: draft).first)
    #expect(total.choice == .option && total.net > .zero)
    let ordered = try draft.taking(TakenLines(chosen: [number])).ordered
    #expect(try QuoteComputation(ordered).totals.goods == figures.totals.goods + total.net)
    #expect(try QuoteComputation(ordered).sets(of: ordered).first?.choice == .firm)
    #expect([QuoteLine](draft.lines.filter(\.isCounted).map(\.row)).withoutEmptySets.count == 2)
  }

  @Test("what cannot be a set is refused")
  func refused() throws {
    let made = try RandomSet(seed: 1)
    #expect(throws: SetProblem.unit("bte")) {
      try made.terms.lines(LineTyping(quantity: nil, unit: "bte"), made.context)
    }
    #expect(throws: SetProblem.noQuantity) {
      try made.terms.lines(LineTyping(quantity: Quantity(thousandths: -1_000)), made.context)
    }
    var alternative = LineTyping()
    alternative.choice = .alternative
    #expect(throws: SetProblem.alternative) { try made.terms.lines(alternative, made.context) }
    var empty = made.terms
    empty.lines = []
    #expect(throws: SetProblem.noProducts) { try empty.lines(LineTyping(), made.context) }
  }
}
