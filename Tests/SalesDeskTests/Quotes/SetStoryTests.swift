import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Product sets, from the definition to the order", .eachEngine)
struct SetStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let screw: Product
  let plug: Product
  let drill: Product

  init() throws {
    company = try TestCompany()
    customer = try company.customer()
    screw = try company.product("VIS-A2", price: "0.20", cost: "0.10")
    plug = try company.product("CHEV-8", price: "0.15", cost: "0.06")
    drill = try company.product("FORET-8", price: "9.00", cost: "5.00")
    try company.packaging("bte", of: plug, content: "50")
    for product in [screw, plug, drill] { try company.stock(product, onHand: "1000") }
    desk = try company.desk()
  }

  private func quantity(_ text: String) throws -> Quantity { try Quantity(machine: text) }

  private func lines(_ text: String) throws -> [TypedSetLine] {
    try #require(SetLinesText.read(text))
  }

  @discardableResult
  private func set(closed: Bool = false) throws -> ProductSet {
    var form = ProductSetForm(
      code: "kit-fix", name: "Kit de fixation",
      lines: try lines("100*VIS-A2; 2 bte*CHEV-8; + Posé au sol; ?1*FORET-8"))
    form.isClosed = closed
    return try desk.perform(CreateProductSet(form)).outcome
  }

  private func quote(_ set: ProductSet, _ typing: LineTyping) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(drill.id, LineTyping()), .set(set.id, typing)]
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func total(_ draft: QuoteDraft) throws -> SetTotal {
    try #require(try QuoteComputation(draft).sets(of: draft).first)
  }

  private func refusal(_ body: () throws -> Void) -> RefusalReason? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Refusal)?.reason
    }
  }

  private func soundness() throws -> [CheckFinding] { try desk.read { try CompanyCheck.run($0) } }

  @Test("a set is found by its code and its words while it is proposed, and comes back by undo")
  func definition() throws {
    let made = try set()
    #expect(made.code == "KIT-FIX")
    let context = try desk.read {
      try $0.pricingContext(customer: customer.id, day: company.today)
    }
    func found(_ typed: String) throws -> [String] {
      try desk.read { try $0.sets(matching: typed, context, limit: 3).map(\.set.code) }
    }
    #expect(try found("kit-fix") == ["KIT-FIX"])
    #expect(try found("fixa kit") == ["KIT-FIX"])
    #expect(try found("plomb").isEmpty)
    let match = try desk.read { try #require($0.sets(matching: "kit", context, limit: 3).first) }
    let ten = try quantity("10")
    #expect(match.price == Amount(minor: 3_500) && match.free == ten)
    let row = try desk.read { try $0.productSet(coded: "kit-fix") }
    #expect(
      SetLinesText.typed(row.typed) == "100*VIS-A2; 2 bte*CHEV-8; + Posé au sol; ?1*FORET-8")
    var form = ProductSetForm(row)
    form.validTo = company.today - 1
    form.lines = Array(form.lines.prefix(1))
    try desk.perform(EditProductSet(row, to: form))
    #expect(try found("kit-fix").isEmpty)
    #expect(refusal { try desk.perform(EditProductSet(row, to: form)) } == .staleRow)
    try desk.undo()
    #expect(try found("kit") == ["KIT-FIX"])
    try desk.perform(RemoveProductSet(made.id))
    #expect(try found("kit").isEmpty)
    #expect(try soundness() == [])
    try desk.undo()
    #expect(try desk.read { try $0.productSet(made.id) }.lines.count == 4)
    #expect(try soundness() == [])
  }

  @Test("codes name one thing, units are the product's, a set holds a product of its own")
  func refused() throws {
    try set()
    var form = ProductSetForm(code: "VIS-A2", name: "x", lines: try lines("1*CHEV-8"))
    #expect(refusal { try desk.perform(CreateProductSet(form)) } == .codeTaken)
    form.code = "KIT-FIX"
    #expect(refusal { try desk.perform(CreateProductSet(form)) } == .codeTaken)
    form.code = "AUTRE"
    form.lines[0].unit = "pal"
    #expect(refusal { try desk.perform(CreateProductSet(form)) } == .unitUnknown)
    form.lines = [TypedSetLine(code: nil, words: "texte")]
    #expect(refusal { try desk.perform(CreateProductSet(form)) } == .setEmpty)
    _ = try company.salesperson("VENTE")
    let seller = try company.desk("VENTE")
    form.lines = try lines("1*CHEV-8")
    #expect(refusal { try seller.perform(CreateProductSet(form)) } == .roleMissing)
  }

  @Test("exploded, its lines are priced and costed as any other; changed and taken off as one")
  func onQuote() throws {
    let draft = try quote(try set(), LineTyping(quantity: try quantity("3")))
    #expect(draft.lines.map(\.setOf) == [nil, nil, 2, 2, 2, 2])
    #expect(draft.lines[2].quantity == Quantity(thousandths: 300_000))
    #expect(draft.lines[3].quantity == Quantity(thousandths: 300_000))
    let sum = try total(draft)
    #expect(sum.net == Amount(minor: 10_500) && sum.cost == Amount(minor: 4_800))
    #expect(draft.quote.netAmount == Amount(minor: 11_400))
    var edit = LineEdit()
    edit.quantity = .set(try quantity("5"))
    edit.discounts = .set([Ratio(percent: 10)])
    let changed = try desk.perform(EditLine(2, of: draft.quote.id, edit)).outcome
    #expect(try total(changed).net == Amount(minor: 15_750))
    #expect(changed.lines[2].quantity == Quantity(thousandths: 500_000))
    edit = LineEdit()
    edit.price = .set(.net(try UnitPrice(machine: "33.33")))
    let priced = try desk.perform(EditLine(2, of: draft.quote.id, edit)).outcome
    #expect(try total(priced).net == Amount(minor: 16_665))
    #expect(try soundness() == [])
    let removed = try desk.perform(RemoveLine(2, of: draft.quote.id)).outcome
    #expect(removed.lines.map(\.number) == [1])
    try desk.undo()
    #expect(try desk.read { try $0.draft(of: draft.quote.id) }.lines.count == 6)
    let moved = try desk.perform(MoveLine(2, of: draft.quote.id, to: 1)).outcome
    #expect(moved.lines.map(\.number) == [2, 3, 4, 5, 6, 1])
    #expect(try soundness() == [])
  }

  @Test(
    "versions and their difference, copies and the order keep the set; its definition may change")
  func survives() throws {
    let made = try set(closed: true)
    let draft = try quote(made, LineTyping(quantity: try quantity("3")))
    try desk.perform(SendQuote(draft.quote.id))
    let next = try desk.perform(ReviseQuote(draft.quote.id)).outcome
    var edit = LineEdit()
    edit.quantity = .set(try quantity("4"))
    let newer = try desk.perform(EditLine(2, of: next.quote.id, edit)).outcome
    let difference = try QuoteDifference(from: draft, to: newer)
    #expect(difference.lines.first { $0.line == 2 }?.parts == [.quantity])
    #expect(difference.goods == Amount(minor: 3_500))
    let copy = try desk.perform(DuplicateQuote(newer.quote.id)).outcome
    let copied = try total(copy)
    #expect(copied.net == Amount(minor: 14_000) && copied.isClosed)
    try desk.perform(RemoveProductSet(made.id))
    try desk.perform(SendQuote(newer.quote.id))
    let done = try desk.perform(AcceptQuote(quote: newer.quote.id)).outcome
    let lines = try desk.read { try $0.lines(of: done.orderID) }
    #expect(lines.filter(\.isSet).map(\.setCode) == ["KIT-FIX"])
    #expect(lines.filter { $0.setOf == 2 && $0.productID != nil }.count == 2)
    #expect(done.isFullyReserved)
    let again = try desk.perform(DuplicateQuote(.order(done.orderID))).outcome
    #expect(try total(again).net == Amount(minor: 14_000))
    try desk.perform(DeliverOrder(order: done.orderID))
    #expect(try desk.read { try $0.get(done.orderID) }.state == .delivered)
    #expect(try soundness() == [])
  }

  @Test("a closed set is accepted whole or not at all; left out, it stays quoted")
  func partly() throws {
    let draft = try quote(try set(closed: true), LineTyping(quantity: try quantity("2")))
    try desk.perform(SendQuote(draft.quote.id))
    let part = TakenLines(quantities: [3: try quantity("100")])
    #expect(
      refusal { try desk.perform(AcceptQuote(quote: draft.quote.id, taking: part)) } == .setIsWhole)
    let accepted = try desk.perform(
      AcceptQuote(quote: draft.quote.id, taking: TakenLines(quantities: [2: .zero])))
    #expect(
      accepted.facts.last { $0.name == "quote" } == Fact("quote", .text(draft.quote.number)),
      "the sentence names what was accepted, not what is left")
    let done = accepted.outcome
    #expect(try desk.read { try $0.lines(of: done.orderID) }.map(\.line) == [1])
    let rest = try desk.read { reader in
      try reader.draft(of: reader.quote(numbered: try #require(done.rest)).id)
    }
    let left = try total(rest)
    #expect(left.net == Amount(minor: 7_000) && left.isClosed)
    #expect(try soundness() == [])
    try desk.undo()
    #expect(try desk.read { try $0.count(SalesOrder.self) } == 0)
  }

  @Test("a set offered as an option is no line of an order that does not take it")
  func offered() throws {
    var typing = LineTyping(quantity: try quantity("2"))
    typing.choice = .option
    let draft = try quote(try set(), typing)
    #expect(draft.quote.netAmount == Amount(minor: 900))
    try desk.perform(SendQuote(draft.quote.id))
    let plain = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome
    #expect(try desk.read { try $0.lines(of: plain.orderID) }.map(\.line) == [1])
    try desk.undo()
    let done = try desk.perform(
      AcceptQuote(quote: draft.quote.id, taking: TakenLines(chosen: [2]))
    ).outcome
    #expect(try desk.read { try $0.get(done.orderID) }.netAmount == Amount(minor: 7_900))
    #expect(try soundness() == [])
  }

  @Test(
    "lines of a quote are kept as a set without their prices, and a list names a set by its code")
  func kept() throws {
    var new = NewQuote(customer: customer.id)
    new.lines = [
      .product(screw.id, LineTyping(quantity: try quantity("40"), discounts: [Ratio(percent: 5)])),
      .comment("Posé au sol"), .product(drill.id, LineTyping()),
    ]
    let draft = try desk.perform(CreateQuote(new)).outcome
    try desk.perform(
      KeepLinesAsSet([1, 2], of: draft.quote.id, code: "modele", name: "Modèle"))
    let row = try desk.read { try $0.productSet(coded: "MODELE") }
    #expect(SetLinesText.typed(row.typed) == "40 u*VIS-A2; + Posé au sol")
    let found = try desk.read { reader in
      try reader.products(
        listed: ReferenceList("modele;3\nVIS-A2;10\n"),
        try reader.pricingContext(customer: customer.id, day: company.today))
    }
    #expect(found[0].set?.set.code == "MODELE" && found[0].problem == nil)
    #expect(found[1].match?.product.code == "VIS-A2")
    #expect(try soundness() == [])
  }
}
