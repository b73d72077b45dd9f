import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("The life of a quote", .eachEngine)
struct QuoteStoryTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let drill: Product
  let anchor: Product

  init() throws {
    company = try TestCompany()
    let tools = try company.family("OUTILS", floorPercent: 20)
    customer = try company.customer()
    drill = try company.product("FOR-SDS18", price: "11.50", cost: "7.60", family: tools)
    anchor = try company.product("SCE-380", price: "14.20", cost: "10.90", family: tools)
    desk = try company.desk()
  }

  private func quote(_ lines: NewLine...) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = lines
    return try desk.perform(CreateQuote(new)).outcome
  }

  private func line(
    _ product: Product, _ quantity: String, _ edit: (inout LineTyping) -> Void = { _ in }
  )
    throws -> NewLine
  {
    var typing = LineTyping(quantity: try Quantity(machine: quantity))
    edit(&typing)
    return .product(product.id, typing)
  }

  private func opportunity(of draft: QuoteDraft) throws -> Opportunity {
    try desk.read { try $0.get(draft.quote.opportunityID) }
  }

  @Test("draws its number, opens its opportunity and feeds its amount")
  func creation() throws {
    let draft = try quote(try line(drill, "20") { $0.discounts = [Ratio(percent: 10)] })
    #expect(draft.quote.number == "D-0001")
    #expect(draft.quote.validityDay == company.today + 30)
    #expect(draft.quote.netAmount == Amount(minor: 20_700))
    #expect(draft.quote.totalAmount == Amount(minor: 24_840))
    let figures = try QuoteComputation(draft)
    #expect(figures.margin.margin == Amount(minor: 5_500))
    let opportunity = try opportunity(of: draft)
    #expect(opportunity.referenceQuoteID == draft.quote.id)
    #expect(opportunity.amount == Amount(minor: 20_700))
    #expect(opportunity.amountSource == .quote)
    let stored = try desk.read { try $0.draft(of: draft.quote.id) }
    #expect(try QuoteComputation(stored) == figures)
    try desk.undo()
    #expect(try desk.read { try $0.count(Quote.self) } == 0)
    #expect(try desk.read { try $0.count(Opportunity.self) } == 0)
    try desk.redo()
    #expect(try desk.read { try $0.draft(of: draft.quote.id).lines.count } == 1)
  }

  @Test("keeps a typed price when the quantity changes, and follows the rules otherwise")
  func typedPrice() throws {
    try company.priceRule(.list, net: "10.90", from: "50") { $0.productID = drill.id }
    let draft = try quote(
      try line(drill, "20"),
      try line(drill, "20") { $0.price = .net(UnitPrice(tenThousandths: 110_000)) })
    var edit = LineEdit()
    edit.quantity = .set(Quantity(thousandths: 60_000))
    var changed = try desk.perform(EditLine(1, of: draft.quote.id, edit)).outcome
    changed = try desk.perform(EditLine(2, of: draft.quote.id, edit)).outcome
    #expect(changed.lines.map(\.row.unitPrice.tenThousandths) == [109_000, 110_000])
    #expect(changed.lines.map(\.row.priceSource) == [.rule, .manual])
    var back = LineEdit()
    back.price = .set(nil)
    changed = try desk.perform(EditLine(2, of: draft.quote.id, back)).outcome
    #expect(changed.lines[1].row.unitPrice.tenThousandths == 109_000)
    try desk.undo()
    #expect(try desk.read { try $0.draft(of: draft.quote.id) }.lines[1].row.priceSource == .manual)
  }

  @Test("is sent: frozen, its opportunity further on, its file kept; a change opens version 2")
  func sending() throws {
    let draft = try quote(try line(drill, "20"))
    let file = SentFile(hash: "ab12", mediaType: "text/html", name: "D-0001.html", bytes: [60, 62])
    let sent = try desk.perform(SendQuote(draft.quote.id, printing: { _, _, _ in file })).outcome
    #expect(sent.state == .sent)
    #expect(try opportunity(of: draft).stageID == company.stage("DEVIS").id)
    #expect(try desk.read { try $0.find(DocumentFile.self, "ab12".sqlValue) }?.bytes == [60, 62])
    #expect(throws: Refusal(.lastActIsFinal, Fact("act", .text("quote.send")))) { try desk.undo() }
    let next = try desk.perform(RemoveLine(1, of: draft.quote.id)).outcome
    #expect(next.quote.revision == 2)
    #expect(next.quote.number == "D-0001")
    #expect(try desk.read { try $0.draft(of: draft.quote.id) }.lines.count == 1)
    try desk.undo()
    #expect(try desk.read { try $0.versions(of: "D-0001") }.map(\.revision) == [1])
    let again = try desk.perform(AddLines([try line(anchor, "1")], to: draft.quote.id)).outcome
    _ = try desk.perform(SendQuote(again.quote.id))
    let states = try desk.read { try $0.versions(of: "D-0001") }.map(\.state)
    #expect(states == [.sent, .superseded])
    #expect(try opportunity(of: draft).referenceQuoteID == again.quote.id)
  }

  @Test("under its floor needs the approval of exactly its terms, by someone else")
  func approval() throws {
    try company.salesperson("DURAND", roles: [.salesperson])
    try company.salesperson("CHEF", roles: [.manager])
    let seller = try company.desk("DURAND")
    let chief = try company.desk("CHEF")
    var new = NewQuote(customer: customer.id)
    new.lines = [try line(anchor, "10") { $0.price = .net(UnitPrice(tenThousandths: 120_000)) }]
    let draft = try seller.perform(CreateQuote(new)).outcome
    #expect(draft.quote.underFloor)
    #expect(throws: Refusal.self) { try seller.perform(SendQuote(draft.quote.id)) }
    _ = try seller.perform(AskApproval(draft.quote.id, reason: "chantier"))
    #expect(throws: Refusal.self) { try seller.perform(DecideApproval(draft.quote.id, .grant)) }
    _ = try chief.perform(DecideApproval(draft.quote.id, .grant))
    var edit = LineEdit()
    edit.quantity = .set(Quantity(thousandths: 20_000))
    _ = try seller.perform(EditLine(1, of: draft.quote.id, edit))
    #expect(
      throws: Refusal(.approvalNeeded, Fact("number", .text("D-0001")), Fact("uncosted", .count(0)))
    ) {
      try seller.perform(SendQuote(draft.quote.id))
    }
    try seller.undo()
    #expect(try seller.perform(SendQuote(draft.quote.id)).outcome.state == .sent)
  }

  @Test("nobody approves his own quote unless he is the only approver")
  func ownApproval() throws {
    let draft = try quote(
      try line(anchor, "10") { $0.price = .net(UnitPrice(tenThousandths: 120_000)) })
    _ = try desk.perform(AskApproval(draft.quote.id))
    #expect(try desk.perform(DecideApproval(draft.quote.id, .refuse)).outcome.state == .refused)
    try company.salesperson("CHEF", roles: [.manager])
    _ = try desk.perform(AskApproval(draft.quote.id))
    #expect(
      throws: Refusal(
        .approvalOfOwnQuote, Fact("number", .text("D-0001")), Fact("names", .text("Chef")))
    ) {
      try desk.perform(DecideApproval(draft.quote.id, .grant))
    }
  }

  @Test("an unknown price asks for one, and keeps the quote from being sent")
  func unknownPrice() throws {
    let mystery = try company.product("MYSTERE", cost: "2.00")
    let draft = try quote(try line(mystery, "3"))
    #expect(draft.lines[0].row.priceSource == .unknown)
    #expect(
      throws: Refusal(.priceMissing, Fact("number", .text("D-0001")), Fact("lines", .text("1")))
    ) {
      try desk.perform(SendQuote(draft.quote.id))
    }
  }

  @Test("a draft edited in memory is saved whole, and one changed by others is refused")
  func savingDrafts() throws {
    var draft = try desk.newDraft(for: customer.id)
    let context = try desk.read { try $0.pricingContext(of: draft.quote) }
    let terms = try desk.read { try $0.terms(of: drill.id, context) }
    draft.append(try terms.line(LineTyping(quantity: Quantity(thousandths: 5_000)), context))
    var saved = try desk.perform(SaveDraft(draft, title: "Chantier Confluence")).outcome
    #expect(saved.quote.number == "D-0001")
    #expect(try opportunity(of: saved).title == "Chantier Confluence")
    saved.append(try terms.line(LineTyping(quantity: Quantity(thousandths: 1_000)), context))
    saved.lines.remove(at: 0)
    let stale = saved
    saved = try desk.perform(SaveDraft(saved)).outcome
    #expect(saved.lines.map(\.number) == [2])
    #expect(saved.quote.netAmount == Amount(minor: 1_150))
    #expect(throws: Refusal.self) { try desk.perform(SaveDraft(stale)) }
    try desk.undo()
    #expect(try desk.read { try $0.draft(of: draft.quote.id) }.lines.map(\.number) == [1])
  }

  @Test("an expired quote is repriced as its next version")
  func repricing() throws {
    let draft = try quote(
      try line(drill, "10"),
      try line(anchor, "1") { $0.price = .net(UnitPrice(tenThousandths: 150_000)) })
    _ = try desk.perform(SendQuote(draft.quote.id))
    company.pass(days: 40)
    _ = try desk.perform(SetListPrice(drill.id, to: UnitPrice(tenThousandths: 120_000)))
    let next = try desk.perform(RepriceQuote(draft.quote.id)).outcome
    #expect(next.quote.revision == 2)
    #expect(next.quote.validityDay == company.today + 30)
    #expect(next.lines.map(\.row.unitPrice.tenThousandths) == [120_000, 150_000])
    try desk.undo()
    let before = try desk.read { try $0.draft(of: draft.quote.id) }
    #expect(before.quote.state == .sent)
    #expect(before.quote.validityDay == company.today - 10)
    #expect(before.lines.map(\.row.unitPrice.tenThousandths) == [115_000, 150_000])
    #expect(try opportunity(of: draft).referenceQuoteID == draft.quote.id)
    #expect(throws: StoreError.self) {
      _ = try desk.read { try $0.get(next.quote.id) }
    }
    try desk.redo()
    let again = try desk.read { try $0.draft(of: next.quote.id) }
    #expect(again.quote.revision == 2 && again.quote.validityDay == company.today + 30)
    #expect(again.lines.map(\.row.unitPrice.tenThousandths) == [120_000, 150_000])
    _ = try desk.perform(CancelQuote(next.quote.id))
    #expect(try opportunity(of: draft).referenceQuoteID == draft.quote.id)
    #expect(try opportunity(of: draft).amount == draft.quote.netAmount)
    let declined = try desk.perform(DeclineQuote(draft.quote.id, reason: "trop cher")).outcome
    #expect(declined.declinedReason == "trop cher")
    try desk.undo()
    #expect(try desk.read { try $0.get(draft.quote.id) }.state == .sent)
  }
}
