import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("What a quote agrees beside its prices", .eachEngine)
struct TermsStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let drill: Product
  let anchor: Product

  init() throws {
    company = try TestCompany()
    let tools = try company.family("OUTILS", floorPercent: 20)
    customer = try company.customer()
    drill = try company.product("FOR-SDS18", price: "10.00", cost: "6.00", family: tools)
    anchor = try company.product("SCE-380", price: "20.00", cost: "19.00", family: tools)
    try company.stock(drill, onHand: "500")
    try company.stock(anchor, onHand: "500")
    desk = try company.desk()
  }

  private func line(
    _ product: Product, _ quantity: String, _ choice: LineChoice = .firm
  ) throws -> NewLine {
    var typing = LineTyping(quantity: try Quantity(machine: quantity))
    typing.choice = choice
    return .product(product.id, typing)
  }

  private func quote(_ lines: [NewLine]) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = lines
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func sent(_ lines: [NewLine]) throws -> QuoteDraft {
    let draft = try quote(lines)
    _ = try desk.perform(SendQuote(draft.quote.id))
    return try desk.read { try $0.draft(of: draft.quote.id) }
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

  @Test("an option taken becomes a line of the order, the others none; undone, all is as it was")
  func options() throws {
    let draft = try sent([
      .section("Lot 1"), try line(drill, "10"), try line(drill, "5", .option),
      try line(anchor, "1", .option),
    ])
    #expect(draft.quote.netAmount == Amount(minor: 10_000))
    #expect(
      refusal { _ = try desk.read { try $0.acceptance(of: draft.quote.id) } } == .optionsToChoose)
    let done = try desk.perform(
      AcceptQuote(quote: draft.quote.id, taking: TakenLines(chosen: [3]))
    ).outcome
    let order = try desk.read { try $0.get(done.orderID) }
    #expect(order.netAmount == Amount(minor: 15_000))
    #expect(order.totalAmount == Amount(minor: 18_000))
    let lines = try desk.read { try $0.lines(of: done.orderID) }
    #expect(lines.map(\.line) == [1, 2, 3] && lines[0].heading)
    #expect(done.rest == nil)
    let cost = try desk.read { try $0.find(SalesOrderCost.self, order.id.sqlValue) }
    #expect(cost?.costAmount == Amount(minor: 9_000))
    #expect(try soundness() == [])
    try desk.undo()
    #expect(try desk.read { try $0.count(SalesOrder.self) } == 0)
    #expect(try desk.read { try $0.get(draft.quote.id) }.state == .sent)
    #expect(try soundness() == [])
  }

  @Test("options that bring the quote under its floor are refused until a manager agrees")
  func floor() throws {
    let draft = try sent([try line(drill, "1"), try line(anchor, "100", .option)])
    #expect(!draft.quote.underFloor)
    #expect(
      refusal {
        try desk.perform(AcceptQuote(quote: draft.quote.id, taking: TakenLines(chosen: [2])))
      } == .choiceUnderFloor)
    try desk.perform(AcceptQuote(quote: draft.quote.id))
    #expect(try soundness() == [])
  }

  @Test("partial acceptance keeps the rest quoted, at the prices agreed")
  func part() throws {
    let draft = try sent([try line(drill, "10"), try line(anchor, "2"), try line(drill, "100")])
    let taken = TakenLines(
      quantities: [1: try Quantity(machine: "4"), 2: .zero])
    let done = try desk.perform(AcceptQuote(quote: draft.quote.id, taking: taken)).outcome
    let order = try desk.read { try $0.get(done.orderID) }
    #expect(order.netAmount == Amount(minor: 104_000))
    let number = try #require(done.rest)
    let rest = try desk.read { try $0.draft(of: try $0.quote(numbered: number).id) }
    #expect(rest.quote.state == .draft && rest.quote.validityDay == draft.quote.validityDay)
    #expect(rest.lines.map(\.quantity.thousandths) == [6_000, 2_000])
    #expect(rest.quote.netAmount == Amount(minor: 10_000))
    #expect(order.netAmount + rest.quote.netAmount == draft.quote.netAmount)
    let won = try desk.read { try $0.get(draft.quote.opportunityID) }
    #expect(won.outcome == .won && won.amount == order.netAmount)
    #expect(try soundness() == [])
    try desk.undo()
    #expect(try desk.read { try $0.count(Quote.self) } == 1)
    #expect(try soundness() == [])
  }

  @Test("AT-62: the order bears the carriage once, a delivery in two parts bears no second")
  func carriage() throws {
    try desk.perform(SetSetting("carriage.freeFrom", to: "350"))
    try desk.perform(SetSetting("carriage.amount", to: "25"))
    let draft = try sent([try line(drill, "30")])
    #expect(draft.quote.carriage == Amount(minor: 2_500))
    #expect(draft.quote.totalAmount == Amount(minor: 39_000))
    #expect(draft.quote.carriageCost == Amount(minor: 2_500))
    let done = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome
    let half = try Quantity(machine: "20")
    try desk.perform(
      DeliverOrder(order: done.orderID, picks: [DeliveryPick(line: 1, quantity: half)]))
    try desk.perform(DeliverOrder(order: done.orderID))
    let order = try desk.read { try $0.get(done.orderID) }
    #expect(order.carriage == Amount(minor: 2_500) && order.totalAmount == Amount(minor: 39_000))
    #expect(order.deliveredTotal == order.totalAmount)
    #expect(try soundness() == [])
    // An option that reaches the threshold is ordered without carriage.
    let offer = try sent([try line(drill, "30"), try line(drill, "5", .option)])
    let more = try desk.perform(
      AcceptQuote(quote: offer.quote.id, taking: TakenLines(chosen: [2]))
    ).outcome
    #expect(try desk.read { try $0.get(more.orderID) }.carriage == .zero)
    #expect(try soundness() == [])
  }

  @Test("a customer's own carriage goes before the company's, and one that is typed before both")
  func ownCarriage() throws {
    try desk.perform(SetSetting("carriage.amount", to: "25"))
    var form = CustomerForm()
    form.carriageFreeFrom = .set(.zero)
    try desk.perform(EditCustomer(customer.id, form))
    let draft = try quote([try line(drill, "1")])
    #expect(draft.quote.carriage == .zero)
    var edit = QuoteHeaderEdit()
    edit.carriage = .set(Amount(minor: 1_200))
    #expect(
      try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome.quote.carriage
        == Amount(minor: 1_200))
    try desk.perform(AddLines([try line(drill, "100")], to: draft.quote.id))
    #expect(try desk.read { try $0.get(draft.quote.id) }.carriage == Amount(minor: 1_200))
    edit.carriage = .set(nil)
    #expect(
      try desk.perform(EditQuoteHeader(draft.quote.id, edit)).outcome.quote.carriage == .zero)
  }

  @Test("AT-65: the eco-contribution goes from the product to the order, apart from the goods")
  func eco() throws {
    try desk.perform(SetEcoContribution(drill.id, to: try UnitPrice(machine: "0.35")))
    let draft = try sent([try line(drill, "10")])
    #expect(draft.quote.netAmount == Amount(minor: 10_000))
    #expect(draft.quote.ecoAmount == Amount(minor: 350))
    #expect(draft.quote.totalAmount == Amount(minor: 12_420))
    let done = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome
    let order = try desk.read { try $0.get(done.orderID) }
    #expect(order.ecoAmount == Amount(minor: 350) && order.totalAmount == Amount(minor: 12_420))
    #expect(order.netAmount == Amount(minor: 10_000))
    try desk.perform(DeliverOrder(order: done.orderID))
    #expect(
      try desk.read { try $0.get(done.orderID) }.deliveredTotal == Amount(minor: 12_420))
    #expect(try soundness() == [])
  }

  @Test(
    "AT-41: a term longer than the law is refused on customer and quote, unless a text allows it")
  func legalTerm() throws {
    let long = PaymentTerm(
      id: company.ids.mint(), code: "60FDM", name: "60 jours fin de mois", days: 60,
      kind: .daysThenEndOfMonth)
    let later = PaymentTerm(
      id: company.ids.mint(), code: "90J", name: "90 jours", days: 90, kind: .net)
    try company.store.write {
      try $0.insertInBulk(long)
      try $0.insertInBulk(later)
    }
    var form = CustomerForm()
    form.paymentTermID = .set(long.id)
    #expect(refusal { try desk.perform(EditCustomer(customer.id, form)) } == .termTooLong)
    let draft = try quote([try line(drill, "10")])
    var edit = QuoteHeaderEdit()
    edit.paymentTermID = .set(later.id)
    #expect(
      refusal { try desk.perform(EditQuoteHeader(draft.quote.id, edit)) } == .termTooLong)
    form.legalException = .set("L441-11")
    try desk.perform(EditCustomer(customer.id, form))
    try desk.perform(EditQuoteHeader(draft.quote.id, edit))
    try desk.perform(SendQuote(draft.quote.id))
  }

  @Test("a customer of the Union needs its number, and its drafts are taxed anew")
  func position() throws {
    let draft = try quote([try line(drill, "10")])
    let frozen = try sent([try line(drill, "1")])
    #expect(draft.quote.vatAmount == Amount(minor: 2_000))
    var form = CustomerForm()
    form.vatPosition = .set(.intraCommunity)
    #expect(refusal { try desk.perform(EditCustomer(customer.id, form)) } == .vatNumberNeeded)
    form.vatNumber = .set("12345")
    #expect(refusal { try desk.perform(EditCustomer(customer.id, form)) } == .vatNumberWrong)
    form.vatNumber = .set("DE123456789")
    try desk.perform(EditCustomer(customer.id, form))
    let taxed = try desk.read { try $0.get(draft.quote.id) }
    #expect(taxed.vatPosition == .intraCommunity && taxed.vatAmount == .zero)
    #expect(taxed.totalAmount == Amount(minor: 10_000))
    #expect(try desk.read { try $0.get(frozen.quote.id) }.vatAmount == frozen.quote.vatAmount)
    #expect(try soundness() == [])
    try desk.undo()
    #expect(try desk.read { try $0.get(draft.quote.id) }.vatAmount == Amount(minor: 2_000))
  }
}
