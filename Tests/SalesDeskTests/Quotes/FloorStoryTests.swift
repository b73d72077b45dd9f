import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Warn, ask, block: what a salesperson may send under the floor of a family, and who may agree to it. The
/// screw costs 6.00 and its family asks for 30 %: 8.58 is the price to type.
@Suite("Selling under floors that warn, ask or block")
struct FloorStoryTests {
  /// A quote of ten screws under their floor beside a healthy line that carries the document.
  private func quote(_ walled: WalledCompany, _ desk: Desk) throws -> ID<Quote> {
    let draft = try walled.draft(desk, "10", at: "7.00")
    try desk.perform(AddLines([.product(try rich(walled).id, LineTyping())], to: draft.quote.id))
    return draft.quote.id
  }

  /// A product of the same family that earns a lot.
  private func rich(_ walled: WalledCompany) throws -> Product {
    if let known = try walled.company.store.read({ reader in
      try reader.first(Product.self, "WHERE code = 'RICHE'")
    }) {
      return known
    }
    let family = try walled.company.store.read { try $0.family(coded: "FIXATION") }
    return try walled.company.product("RICHE", price: "900.00", cost: "100.00", family: family)
  }

  private func verdict(_ walled: WalledCompany, _ id: ID<Quote>, _ desk: Desk) throws
    -> FloorVerdict
  {
    try desk.read { try $0.floorVerdict(of: id) }
  }

  private func isSound(_ walled: WalledCompany) throws {
    #expect(try walled.company.store.read { try CompanyCheck.run($0) } == [])
  }

  @Test("without rules a line only warns, as it always did", arguments: Engine.allCases)
  func warns(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let karims = try walled.karims()
    let id = try quote(walled, karims)
    let verdict = try verdict(walled, id, karims)
    #expect(verdict.action == .warn && verdict.hasLineUnder && verdict.document == nil)
    #expect(refusal { try karims.perform(AskApproval(id)) } == .approvalNotNeeded)
    let sent = try karims.perform(SendQuote(id)).outcome
    #expect(
      try walled.company.store.read { try $0.all(QuoteVerdict.self) }.map(\.action) == [.warn])
    try karims.perform(AcceptQuote(quote: sent.id))
    try isSound(walled)
  }

  @Test(
    "a line that asks waits for a manager although the document is healthy",
    arguments: Engine.allCases)
  func asks(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    try paules.perform(SetFloorRule(.line, family: walled.product.familyID, to: .ask))
    let id = try quote(walled, karims)
    let asked = try verdict(walled, id, karims)
    #expect(asked.lines == [1: .ask] && asked.document == nil && !asked.isBlocked)
    #expect(refusal { try karims.perform(SendQuote(id)) } == .approvalNeeded)
    try karims.perform(AskApproval(id, reason: "concurrence"))
    try paules.perform(DecideApproval(id, .grant))
    let sent = try karims.perform(SendQuote(id)).outcome
    try karims.perform(AcceptQuote(quote: sent.id))
    let kept = try walled.company.store.read { try $0.all(QuoteVerdict.self) }
    #expect(kept.map(\.action) == [.ask] && kept.map(\.lines) == ["1"])
    try isSound(walled)
    try karims.undo()
    try isSound(walled)
    try karims.redo()
    try isSound(walled)
  }

  @Test(
    "a blocked line leaves only by who is not blocked, and a delegate who is cannot agree",
    arguments: Engine.allCases)
  func blocks(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    try paules.perform(
      SetFloorRule(.line, family: walled.product.familyID, role: .salesperson, to: .block))
    let id = try quote(walled, karims)
    #expect(try verdict(walled, id, karims).blockedLines == [1])
    #expect(try verdict(walled, id, paules).action == .warn)
    #expect(refusal { try karims.perform(SendQuote(id)) } == .floorBlocksLines)
    try karims.perform(AskApproval(id))
    // A salesperson who stands in for her is blocked himself.
    var other = AddUser(code: "LEA", name: "Léa", roles: [.salesperson])
    other.login = nil
    try walled.company.desk().perform(other)
    let lea = try walled.company.desk("LEA")
    try paules.perform(
      DelegateApprovals(
        to: lea.actor.id, from: walled.company.today, until: walled.company.today + 3))
    #expect(refusal { try lea.perform(DecideApproval(id, .grant)) } == .floorBlocksLines)
    try paules.perform(DecideApproval(id, .grant))
    let sent = try karims.perform(SendQuote(id)).outcome
    try karims.perform(AcceptQuote(quote: sent.id))
    try isSound(walled)
  }

  @Test("lists say what the floors ask of who reads them", arguments: Engine.allCases)
  func lists(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    let id = try quote(walled, karims)
    func row(_ desk: Desk) throws -> QuoteSummary? {
      try desk.read { reader in
        try reader.quotes(QuoteListing([.draft, .sent])).first { $0.quote.id == id }
      }
    }
    func waiting() throws -> [WaitingApproval] {
      try paules.read {
        try $0.waitingApprovals(
          for: paules.actor.id, approves: true, today: walled.company.today)
      }
    }
    #expect(try row(karims)?.floorAction == .warn)
    try paules.perform(
      SetFloorRule(.line, family: walled.product.familyID, role: .salesperson, to: .block))
    #expect(try row(karims)?.floorAction == .block)
    #expect(try row(paules)?.floorAction == .warn, "she is not blocked")
    try karims.perform(AskApproval(id))
    #expect(try waiting().map(\.floorAction) == [.block])
    #expect(try waiting().map(\.blocksReader) == [false])
    try paules.perform(SetFloorRule(.line, family: walled.product.familyID, to: .block))
    #expect(try waiting().map(\.blocksReader) == [true], "she would grant in vain")
    try paules.perform(SetFloorRule(.line, family: walled.product.familyID, to: nil))
    try paules.perform(DecideApproval(id, .grant))
    #expect(try row(karims)?.approval == .granted)
    // An approval given under other floors is none any more, and the list does not call it one.
    try paules.perform(
      SetFloorRule(.line, family: walled.product.familyID, role: .salesperson, to: .ask))
    #expect(try row(karims)?.approval == nil)
    #expect(try row(karims)?.floorAction == .ask)
    try karims.perform(AskApproval(id))
    try paules.perform(DecideApproval(id, .grant))
    try karims.perform(SendQuote(id))
    try paules.perform(
      SetFloorRule(.line, family: walled.product.familyID, role: .salesperson, to: nil))
    #expect(try row(paules)?.floorAction == .ask, "what was asked of who sent it")
  }

  @Test(
    "what blocks everybody is asked of nobody, and a typed floor price lifts it",
    arguments: Engine.allCases)
  func blocksAll(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    try paules.perform(SetFloorRule(.line, family: walled.product.familyID, to: .block))
    let id = try quote(walled, karims)
    #expect(refusal { try karims.perform(AskApproval(id)) } == .floorBlocksLines)
    #expect(refusal { try paules.perform(SendQuote(id)) } == .floorBlocksLines)
    var edit = LineEdit()
    edit.price = .set(.net(try UnitPrice(machine: "8.58")))
    try karims.perform(EditLine(1, of: id, edit))
    #expect(try verdict(walled, id, karims).action == nil)
    try karims.perform(SendQuote(id))
    #expect(try walled.company.store.read { try $0.all(QuoteVerdict.self) } == [])
    try isSound(walled)
  }

  @Test("rules are for a class, come back with undo, and are refused where they make no sense")
  func rules() throws {
    let walled = try WalledCompany(on: .sqlite)
    let paules = try walled.paules()
    let family = try #require(walled.product.familyID)
    let id = try quote(walled, try walled.karims())
    func action() throws -> FloorAction? {
      try walled.karims().read { try $0.floorVerdict(of: id).action }
    }
    try paules.perform(SetFloorRule(.line, family: family, customerClass: "A", to: .block))
    #expect(try action() == .warn)
    try paules.perform(SetFloorRule(.line, family: family, to: .ask))
    #expect(try action() == .ask)
    try paules.perform(SetFloorRule(.line, family: family, to: .block))
    #expect(try action() == .block)
    try paules.undo()
    #expect(try action() == .ask)
    try paules.perform(SetFloorRule(.line, family: family, to: nil))
    #expect(try action() == .warn)
    try paules.undo()
    #expect(try action() == .ask)
    #expect(
      refusal { try paules.perform(SetFloorRule(.line, role: .manager, to: nil)) }
        == .floorRuleUnknown)
    #expect(
      refusal { try paules.perform(SetFloorRule(.document, family: family, to: .ask)) }
        == .floorRuleScope)
    #expect(
      refusal { try paules.perform(SetFloorRule(.line, role: .administrator, to: .ask)) }
        == .floorRuleScope)
    #expect(
      refusal { try walled.karims().perform(SetFloorRule(.line, to: .warn)) } == .roleMissing)
    let list = try paules.read { try $0.floorList() }
    let row = try #require(list.rows.first { $0.family?.id == family && $0.customerClass.isEmpty })
    #expect(row.floorInForce == Ratio(percent: 30) && row.lineActions == FloorActions(.ask))
  }

  @Test(
    "an approval does not survive a change of the floors it was given under",
    arguments: Engine.allCases)
  func policyChanged(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    let family = try #require(walled.product.familyID)
    let low = try walled.draft(karims, "10", at: "7.00").quote.id
    try karims.perform(AskApproval(low))
    try paules.perform(DecideApproval(low, .grant))
    let admin = try walled.company.desk()
    func changed(_ change: () throws -> Void) throws {
      try change()
      #expect(refusal { try karims.perform(SendQuote(low)) } == .approvalNeeded)
      #expect(try karims.read { try $0.quoteDetail(low).approval } == nil)
      try karims.perform(AskApproval(low))
      try paules.perform(DecideApproval(low, .grant))
      #expect(try karims.read { try $0.quoteDetail(low).approval?.state } == .granted)
    }
    try changed { try admin.perform(SetFloor(family, to: Ratio(percent: 31))) }
    try changed { try admin.perform(SetFloorRule(.line, role: .orderDesk, to: .ask)) }
    try changed { try admin.undo() }
    try changed {
      try admin.perform(SetSetting(CompanySettings.documentFloorName, to: "block"))
      try admin.undo()
    }
    // Asked for under one floor, it is decided by what the floors say on that day.
    let other = try walled.draft(karims, "10", at: "7.00").quote.id
    try karims.perform(AskApproval(other))
    try paules.perform(SetFloor(family, to: Ratio(percent: 32)))
    try paules.perform(DecideApproval(other, .grant))
    let sent = try karims.perform(SendQuote(other)).outcome
    // What left keeps the approval it left with.
    try paules.perform(SetFloor(family, to: Ratio(percent: 33)))
    try karims.perform(AcceptQuote(quote: sent.id))
    try isSound(walled)
  }

  @Test("a document warns whom the company trusts, and blocks others", arguments: Engine.allCases)
  func documents(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    try paules.perform(SetFloorRule(.document, role: .manager, to: .warn))
    try paules.perform(SetFloorRule(.document, role: .salesperson, to: .block))
    let low = try walled.draft(karims, "10", at: "7.00").quote.id
    #expect(refusal { try karims.perform(SendQuote(low)) } == .floorBlocks)
    let sent = try paules.perform(SendQuote(low)).outcome
    #expect(sent.underFloor)
    #expect(refusal { try karims.perform(AcceptQuote(quote: sent.id)) } == .floorBlocks)
    try paules.perform(AcceptQuote(quote: sent.id))
    #expect(
      try walled.company.store.read { try $0.all(QuoteVerdict.self) }.map(\.action) == [.warn])
    try isSound(walled)
  }

  @Test(
    "an option taken under a floor that asks is not taken without an approval",
    arguments: Engine.allCases)
  func options(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    try paules.perform(SetFloorRule(.line, family: walled.product.familyID, to: .ask))
    let rich = try rich(walled)
    var new = NewQuote(customer: walled.customer.id)
    var option = LineTyping(
      quantity: try Quantity(machine: "10"), price: .net(try UnitPrice(machine: "7.00")))
    option.choice = .option
    new.lines = [.product(rich.id, LineTyping()), .product(walled.product.id, option)]
    let draft = try karims.perform(CreateQuote(new)).outcome
    #expect(try verdict(walled, draft.quote.id, karims).action == nil)
    let sent = try karims.perform(SendQuote(draft.quote.id)).outcome
    #expect(
      refusal { try karims.perform(AcceptQuote(quote: sent.id, taking: TakenLines(chosen: [2]))) }
        == .choiceUnderFloor)
    try karims.perform(AcceptQuote(quote: sent.id, taking: .asOffered))
    try isSound(walled)
  }

  @Test("who sees no costs is asked and blocked all the same", arguments: Engine.allCases)
  func hidden(_ engine: Engine) throws {
    let walled = try WalledCompany(on: engine, hiding: .managersOnly)
    let (karims, paules) = (try walled.karims(), try walled.paules())
    try paules.perform(
      SetFloorRule(.line, family: walled.product.familyID, role: .salesperson, to: .block))
    let id = try quote(walled, karims)
    let shown = try karims.read { try $0.draft(of: id) }
    #expect(shown.lines.allSatisfy { $0.unitCost == nil && $0.floor == nil })
    let figures = try QuoteComputation(shown).settled(by: shown.quote)
    #expect(figures.verdict.blockedLines == [1] && figures.verdict.document == nil)
    #expect(refusal { try karims.perform(SendQuote(id)) } == .floorBlocksLines)
    let list = try karims.read { try $0.floorList() }
    #expect(list.rows.allSatisfy { $0.floor == nil && $0.floorInForce == nil })
    #expect(list.rows.contains { $0.lineActions.salesperson == .block })
    try karims.perform(AskApproval(id))
    try paules.perform(DecideApproval(id, .grant))
    let sent = try karims.perform(SendQuote(id)).outcome
    try karims.perform(AcceptQuote(quote: sent.id))
    try isSound(walled)
  }
}
