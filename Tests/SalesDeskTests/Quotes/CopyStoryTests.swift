import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Copies, lists of references, terms and rates", .eachEngine)
struct CopyStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let drill: Product

  init() throws {
    company = try TestCompany()
    customer = try company.customer()
    drill = try company.product("FOR-SDS18", price: "10.00", cost: "6.00")
    desk = try company.desk()
  }

  private func quote(_ typing: LineTyping) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = [.section("Lot 1"), .product(drill.id, typing)]
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func refusal(_ body: () throws -> Void) -> RefusalReason? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Refusal)?.reason
    }
  }

  @Test("a copy keeps the prices as typed ones, or takes today's; another customer gets a new deal")
  func copies() throws {
    let draft = try quote(LineTyping(quantity: try Quantity(machine: "10")))
    try desk.perform(SetListPrice(drill.id, to: try UnitPrice(machine: "12.00")))
    let kept = try desk.perform(DuplicateQuote(draft.quote.id, keepingPrices: true)).outcome
    #expect(kept.quote.netAmount == Amount(minor: 10_000))
    #expect(kept.lines.map(\.row.heading) == [true, false])
    #expect(kept.lines[1].row.priceSource == .manual)
    let fresh = try desk.perform(DuplicateQuote(draft.quote.id)).outcome
    #expect(fresh.quote.netAmount == Amount(minor: 12_000))
    #expect(fresh.quote.opportunityID == draft.quote.opportunityID)
    let other = try company.customer("C2", name: "Autre")
    let moved = try desk.perform(DuplicateQuote(draft.quote.id, for: other.id)).outcome
    #expect(moved.quote.customerID == other.id)
    #expect(moved.quote.opportunityID != draft.quote.opportunityID)
    try desk.undo()
    #expect(try desk.read { try $0.count(Quote.self) } == 3)
  }

  @Test("an order is copied into a new draft")
  func orders() throws {
    try company.stock(drill, onHand: "50")
    let draft = try quote(LineTyping(quantity: try Quantity(machine: "10")))
    try desk.perform(SendQuote(draft.quote.id))
    let order = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome.orderID
    let copy = try desk.perform(DuplicateQuote(.order(order), keepingPrices: true)).outcome
    #expect(copy.quote.netAmount == Amount(minor: 10_000) && copy.quote.state == .draft)
    #expect(try desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("references are found by our code, the customer's, a barcode; the rest says why")
  func references() throws {
    try company.product("FOR-SDS20", price: "12.00")
    try company.packaging("bte", of: drill, content: "10", barcode: "3017620422003")
    try company.store.write {
      try $0.insertInBulk(
        ProductAlias(
          id: company.ids.mint(), productID: drill.id, kind: .customerCode, customerID: customer.id,
          value: "X-77"))
    }
    let list = ReferenceList(
      "ref;qté\nfor-sds18;2\nX-77;3\n3017620422003;4\nFOR-SDS18 5\nINCONNU;6\n;\n")
    let found = try desk.read { reader in
      try reader.products(
        listed: list, try reader.pricingContext(customer: customer.id, day: company.today))
    }
    #expect(found.prefix(4).allSatisfy { $0.match?.product.id == drill.id } == true)
    #expect(
      found.prefix(4).map { $0.entry?.quantity?.thousandths } == [2_000, 3_000, 4_000, 5_000])
    #expect(found.map(\.problem).suffix(2) == [.unknown, .unreadable])
  }

  @Test("terms are added and changed until a document names them; rates are dated")
  func termsAndRates() throws {
    let term = try desk.perform(
      CreatePaymentTerm("45fdm2", PaymentTermForm(name: "45 fdm", days: 45))
    ).outcome
    #expect(term.code == "45FDM2")
    #expect(
      refusal {
        try desk.perform(CreatePaymentTerm("45FDM2", PaymentTermForm(name: "x", days: 1)))
      } == .codeTaken)
    let longer = PaymentTermForm(name: "45 fin de mois", days: 45, kind: .daysThenEndOfMonth)
    #expect(try desk.perform(EditPaymentTerm(term.id, longer)).outcome.kind == .daysThenEndOfMonth)
    let draft = try quote(LineTyping(quantity: try Quantity(machine: "1")))
    var edit = QuoteHeaderEdit()
    edit.paymentTermID = .set(term.id)
    try desk.perform(EditQuoteHeader(draft.quote.id, edit))
    var other = longer
    other.days = 30
    #expect(refusal { try desk.perform(EditPaymentTerm(term.id, other)) } == .termInUse)
    other = longer
    other.name = "45 jours fin de mois"
    #expect(try desk.perform(EditPaymentTerm(term.id, other)).outcome.name == other.name)
    try desk.perform(SetVatRate("normal", to: Ratio(percent: 21), from: company.today + 10))
    let context = try desk.read { try $0.pricingContext(customer: customer.id, day: company.today) }
    #expect(try desk.read { try $0.vatRate("normal", context) } == Ratio(percent: 20))
    var later = context
    later.day = company.today + 10
    #expect(try desk.read { try $0.vatRate("normal", later) } == Ratio(percent: 21))
  }
}
