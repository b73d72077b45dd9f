import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Prices, floors and stock on a stored quote", .eachEngine)
struct PricingStoryTests {
  let company: TestCompany
  let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
  }

  private func quote(for customer: Customer, _ lines: NewLine...) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = lines
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func price(_ text: String) throws -> UnitPrice { try UnitPrice(machine: text) }

  @Test("AT-9 the floor price shown is accepted, to the cent and to the ten-thousandth")
  func floor() throws {
    let family = try company.family("OUTILS", floorPercent: 30)
    let dear = try company.product("CLE-DYN", price: "60.00", cost: "40.00", family: family)
    let small = try company.product("RONDELLE", price: "0.60", cost: "0.40", family: family) {
      $0.priceDecimals = 4
    }
    let draft = try quote(
      for: try company.customer(), .product(dear.id, LineTyping()), .product(small.id, LineTyping())
    )
    let floors = try QuoteComputation(draft).lines.map { try #require($0.floorPrice) }
    #expect(floors == [try price("57.15"), try price("0.5715")])
    for (line, floor) in zip([1, 2], floors) {
      var edit = LineEdit()
      edit.price = .set(.net(floor))
      var changed = try desk.perform(EditLine(line, of: draft.quote.id, edit)).outcome
      #expect(try QuoteComputation(changed)[line: line]?.isUnderFloor == false)
      let step = line == 1 ? 100 : Int64(1)
      edit.price = .set(.net(UnitPrice(tenThousandths: floor.tenThousandths - step)))
      changed = try desk.perform(EditLine(line, of: draft.quote.id, edit)).outcome
      #expect(try QuoteComputation(changed)[line: line]?.isUnderFloor == true)
    }
  }

  @Test("AT-9 the document's floor weighs the lines', and a class of customers has its own")
  func documentFloor() throws {
    let low = try company.family("BAS", floorPercent: 20)
    let high = try company.family("HAUT", floorPercent: 30)
    let child = try company.family("ENFANT", parent: high)
    let first = try company.product("A", price: "100.00", cost: "70.00", family: low)
    let second = try company.product("B", price: "300.00", cost: "200.00", family: child)
    let customer = try company.customer { $0.customerClass = "A" }
    let draft = try quote(
      for: customer, .product(first.id, LineTyping()), .product(second.id, LineTyping()))
    #expect(try QuoteComputation(draft).floor.rate.roundedPercent(decimals: 2) == 2_750)
    _ = try desk.perform(SetFloor(high.id, customerClass: "A", to: Ratio(percent: 40)))
    let again = try desk.read { try $0.draft(of: draft.quote.id) }
    #expect(again.lines.map(\.floor) == [Ratio(percent: 20), Ratio(percent: 40)])
    func floors() throws -> [Ratio?] {
      try desk.read { try $0.draft(of: draft.quote.id) }.lines.map(\.floor)
    }
    _ = try desk.perform(SetFloor(high.id, customerClass: "A", to: Ratio(percent: 45)))
    try desk.undo()
    #expect(try floors() == [Ratio(percent: 20), Ratio(percent: 40)], "a change comes back")
    _ = try desk.perform(SetFloor(high.id, customerClass: "A", to: nil))
    #expect(try floors() == [Ratio(percent: 20), Ratio(percent: 30)])
    try desk.undo()
    #expect(try floors() == [Ratio(percent: 20), Ratio(percent: 40)], "so does what was removed")
    try desk.undo()
    #expect(try floors() == [Ratio(percent: 20), Ratio(percent: 30)], "and what was added goes")
  }

  @Test("AT-12 one pallet of 48 pieces reaches the break of 10: 8.50 a piece, 408.00 a pallet")
  func packaging() throws {
    let product = try company.product("CIMENT", price: "10.00", cost: "5.00")
    try company.packaging("pal", of: product, content: "48")
    try company.priceRule(.list, net: "8.50", from: "10") { $0.productID = product.id }
    let draft = try quote(
      for: try company.customer(),
      .product(product.id, LineTyping(quantity: Quantity(thousandths: 1_000), unit: "pal")))
    let line = draft.lines[0].row
    #expect(line.typedQuantity == Quantity(thousandths: 1_000) && line.typedUnit == "pal")
    #expect(line.quantity == Quantity(thousandths: 48_000))
    #expect(line.unitPrice == (try price("8.50")))
    #expect(line.netAmount == Amount(minor: 40_800))
    #expect(throws: Refusal.self) {
      try quote(for: try company.customer("C2"), .product(product.id, LineTyping(unit: "m3")))
    }
  }

  @Test("AT-18 the second line of a product sees what the first one left")
  func stock() throws {
    let product = try company.product("BHR-1650", price: "1.85", cost: "1.61")
    try company.stock(product, onHand: "120", reserved: "45")
    let draft = try quote(
      for: try company.customer(),
      .product(product.id, LineTyping(quantity: Quantity(thousandths: 50_000))),
      .product(product.id, LineTyping(quantity: Quantity(thousandths: 40_000))))
    let free = try desk.read { try $0.freeQuantities(of: [product.id]) }
    let found = draft.availability(free: free)
    #expect(found[1]?.free == Quantity(thousandths: 75_000))
    #expect(found[1]?.short == .zero)
    #expect(found[2]?.free == Quantity(thousandths: 25_000))
    #expect(found[2]?.short == Quantity(thousandths: 15_000))
  }

  @Test("AT-59 a line without cost is left out of the margin by name, and asks")
  func unknownCost() throws {
    let known = try company.product("CONNU", price: "100.00", cost: "60.00")
    let unknown = try company.product("SANS-COUT", price: "50.00")
    let draft = try quote(
      for: try company.customer(), .product(known.id, LineTyping()),
      .product(unknown.id, LineTyping()))
    let cost = try desk.read { try $0.get(QuoteCost.self, draft.quote.id.sqlValue) }
    #expect(cost.costedNetAmount - cost.costAmount == Amount(minor: 4_000))
    #expect(cost.costedNetAmount == Amount(minor: 10_000))
    #expect(cost.uncostedLines == 1 && cost.uncostedNetAmount == Amount(minor: 5_000))
    #expect(try QuoteComputation(draft).margin.marginRate.roundedPercent(decimals: 2) == 4_000)
    #expect(!draft.quote.underFloor)
    #expect(
      throws: Refusal(
        .approvalNeeded, Fact("number", .text("D-0001")), Fact("uncosted", .count(1)))
    ) { try desk.perform(SendQuote(draft.quote.id)) }
  }

  @Test("contract, group, family and list rules reach the selection only for their party")
  func parties() throws {
    let customer = try company.customer {
      $0.priceGroup = "PRO"
      $0.discount = Ratio(percent: 10)
    }
    let other = try company.customer("C2")
    let family = try company.family("VIS")
    let product = try company.product("VIS-1", price: "10.00", cost: "4.00", family: family)
    try company.priceRule(.contract, net: "8.00") {
      $0.productID = product.id
      $0.customerID = customer.id
    }
    try company.priceRule(.customerGroup, discountPercent: 5) {
      $0.familyID = family.id
      $0.priceGroup = "PRO"
    }
    func line(_ customer: Customer) throws -> QuoteLine {
      try quote(for: customer, .product(product.id, LineTyping())).lines[0].row
    }
    // The contract is net: the general discount does not touch it (AT-60).
    #expect(try line(customer).netAmount == Amount(minor: 800))
    #expect(try line(other).netAmount == Amount(minor: 1_000))
    var typing = LineTyping()
    typing.discounts = [Ratio(percent: 5)]
    let typed = try quote(for: customer, .product(product.id, typing)).lines[0].row
    #expect(typed.netAmount == Amount(minor: 760) && typed.priceSource == .manual)
  }

  @Test("a rule on cost prices the line, follows the cost, and gives nothing where it is unknown")
  func formula() throws {
    let customer = try company.customer { $0.priceGroup = "REVENDEUR" }
    let family = try company.family("VIS")
    let costed = try company.product("VIS-1", price: "10.00", cost: "4.13", family: family)
    let unknown = try company.product("VIS-2", price: "10.00", family: family)
    try company.priceRule(.customerGroup, formula: "cost *1.35 step 0.05 plus -0.01") {
      $0.familyID = family.id
      $0.priceGroup = "REVENDEUR"
    }
    let lines = try quote(
      for: customer, .product(costed.id, LineTyping()), .product(unknown.id, LineTyping())
    ).lines.map(\.row)
    // 4.13 × 1.35 = 5.5755, to the step of 0.05: 5.60, less 0.01.
    #expect(lines.map(\.unitPrice) == [try price("5.59"), try price("10.00")])
    #expect(lines[0].priceSource == .rule && lines[0].priceRuleID != nil)
    #expect(lines[1].priceRuleID == nil)
    let why = try desk.read { reader in
      let context = try reader.pricingContext(customer: customer.id, day: company.today)
      return try reader.terms(of: unknown.id, context).price(of: .zero, context)
    }
    #expect(why?.rejected.map(\.reason) == [.baseUnknown])
  }

  @Test("a margin typed is reached, rounded up; without a cost it is refused")
  func targets() throws {
    let product = try company.product("A", price: "60.00", cost: "40.00")
    let mystery = try company.product("B", price: "60.00")
    let typing = LineTyping(price: .marginRate(Ratio(percent: 30)))
    let customer = try company.customer()
    let draft = try quote(for: customer, .product(product.id, typing))
    #expect(draft.lines[0].row.unitPrice == (try price("57.15")))
    #expect(throws: Refusal(.costUnknown, Fact("product", .text("B")))) {
      try quote(for: customer, .product(mystery.id, typing))
    }
  }

  @Test("a document discount lowers net, VAT and margin; carriage is in the total alone")
  func header() throws {
    let product = try company.product("A", price: "100.00", cost: "60.00")
    let draft = try quote(for: try company.customer(), .product(product.id, LineTyping()))
    var edit = QuoteHeaderEdit()
    edit.discount = .set(Ratio(percent: 10))
    edit.carriage = .set(Amount(minor: 2_500))
    edit.customerReference = .set("Chantier Confluence")
    let changed = try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome
    #expect(changed.quote.netAmount == Amount(minor: 9_000))
    #expect(changed.quote.vatAmount == Amount(minor: 2_300))
    #expect(changed.quote.totalAmount == Amount(minor: 13_800))
    #expect(try QuoteComputation(changed).margin.margin == Amount(minor: 3_000))
    #expect(changed.quote.termsRevision == draft.quote.termsRevision + 1)
    try desk.undo()
    #expect(try desk.read { try $0.get(draft.quote.id) }.customerReference.isEmpty)
  }
}
