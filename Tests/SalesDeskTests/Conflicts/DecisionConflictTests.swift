import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// What is decided in one stroke (a block, a limit, a setting, a day announced, a card's column) and not
/// field by field in a form: two people who decide differently are asked as well (F141).
@Suite("Two desks decide the same thing", .eachEngine)
struct DecisionConflictTests {
  let company: TestCompany
  let other: any CompanyDatabase
  /// Who looks first and decides last.
  let mine: Desk
  /// Who decides in between.
  let theirs: Desk

  init() throws {
    company = try TestCompany()
    try company.salesperson("DURAND", roles: [.salesperson, .manager])
    mine = try company.desk()
    other = try company.openAgain()
    let durand = try company.desk("DURAND")
    theirs = Desk(
      store: Store(database: other), actor: durand.actor, clock: company.clock, ids: company.ids)
  }

  private func conflict<Kind: Act>(_ act: Kind) throws -> Conflict {
    do { _ = try mine.perform(act) } catch let conflict as Conflict {
      #expect(conflict.actorName == theirs.actor.name)
      return conflict
    }
    throw StoreError.notFound(kind: "conflict", key: Kind.entry.id)
  }

  /// Does the act with one side taken for every field, as the window does.
  private func settle<Kind: MergingAct>(
    _ act: Kind, _ conflict: Conflict, _ side: ConflictSide
  ) throws {
    var again = act
    for field in conflict.fields { again.settlement.decide(field, side) }
    try mine.perform(again)
  }

  /// Undo of mine is refused with the colleague's name and act, and leaves what the colleague did.
  private func expectUndoRefused(_ act: String) {
    do {
      _ = try mine.undo()
      Issue.record("undone over another's change")
    } catch let refusal as Refusal {
      #expect(refusal.reason == .undoChangedSince)
      #expect(refusal.facts.contains(Fact("actor", .text(theirs.actor.name))))
      #expect(refusal.facts.contains(Fact("act", .text(act))))
    } catch { Issue.record(error) }
  }

  @Test("a customer blocked for two reasons")
  func block() throws {
    let customer = try company.customer("C1")
    func stored() throws -> String { try mine.read { try $0.get(customer.id) }.blockedReason }
    try theirs.perform(BlockCustomer(customer.id, reason: "Impayé", read: .set(nil)))
    let act = BlockCustomer(customer.id, reason: "Litige", read: .set(nil))
    let found = try conflict(act)
    #expect(found.fields.map(\.field) == ["blocked"])
    #expect(found.fields.map { [$0.mine, $0.theirs] } == [[.text("Litige"), .text("Impayé")]])
    #expect(try stored() == "Impayé")
    try settle(act, found, .theirs)
    #expect(try stored() == "Impayé")
    try settle(act, found, .mine)
    #expect(try stored() == "Litige")
    try theirs.perform(BlockCustomer(customer.id, reason: nil, read: .set("Litige")))
    expectUndoRefused("customer.block")
    #expect(try !mine.read { try $0.get(customer.id) }.blocked)
  }

  @Test("a customer let through, who was blocked for another reason meanwhile")
  func release() throws {
    let customer = try company.customer("C1")
    try theirs.perform(BlockCustomer(customer.id, reason: "Impayé"))
    try theirs.perform(BlockCustomer(customer.id, reason: "Fraude", read: .set("Impayé")))
    let found = try conflict(BlockCustomer(customer.id, reason: nil, read: .set("Impayé")))
    #expect(found.fields[0].mine == nil && found.fields[0].theirs == .text("Fraude"))
    #expect(try mine.read { try $0.get(customer.id) }.blocked)
  }

  @Test("a block and a limit of one customer do not meet")
  func blockAndLimit() throws {
    let customer = try company.customer("C1") { $0.creditLimit = Amount(minor: 100_000) }
    let read = Edit.set(customer.creditLimit)
    try theirs.perform(SetCreditLimit(customer.id, to: Amount(minor: 200_000), read: read))
    try mine.perform(BlockCustomer(customer.id, reason: "Litige", read: .set(nil)))
    let kept = try mine.read { try $0.get(customer.id) }
    #expect(kept.blocked && kept.creditLimit == Amount(minor: 200_000))
  }

  @Test("a limit is settled, and its undo does not go over a colleague's")
  func limit() throws {
    let customer = try company.customer("C1") { $0.creditLimit = Amount(minor: 100_000) }
    func stored() throws -> Amount? { try mine.read { try $0.get(customer.id) }.creditLimit }
    let read = Edit.set(customer.creditLimit)
    try theirs.perform(SetCreditLimit(customer.id, to: Amount(minor: 200_000), read: read))
    let act = SetCreditLimit(customer.id, to: Amount(minor: 300_000), read: read)
    try settle(act, try conflict(act), .mine)
    #expect(try stored() == Amount(minor: 300_000))
    try theirs.perform(SetCreditLimit(customer.id, to: nil))
    expectUndoRefused("customer.limit")
    #expect(try stored() == nil)
  }

  @Test("a setting: another one is nobody's business, the same one is asked")
  func setting() throws {
    let name = "quote.validityDays"
    func stored() throws -> String? {
      try mine.read { try CompanySettings.entry(name)?.read($0.settings()) }
    }
    try theirs.perform(SetSetting(name, to: "45", read: .set("30")))
    try mine.perform(SetSetting("quote.expiringDays", to: "9"))
    let act = SetSetting(name, to: "60", read: .set("30"))
    let found = try conflict(act)
    #expect(found.kind == "setting" && found.record == name)
    #expect(found.fields.map { [$0.mine, $0.theirs] } == [[.text("60"), .text("45")]])
    #expect(try stored() == "45")
    try settle(act, found, .mine)
    #expect(try stored() == "60")
    try theirs.perform(SetSetting(name, to: "90", read: .set("60")))
    expectUndoRefused("settings.set")
    #expect(try stored() == "90")
  }

  /// A purchase order of two products, under way.
  private func purchase() throws -> ID<PurchaseOrder> {
    var asks: [PurchaseAsk] = []
    for code in ["VIS", "ECROU"] {
      let product = try company.product(code, price: "10.00", cost: "6.00")
      try company.supplier("BOSSARD", of: product, price: "6.00")
      asks.append(PurchaseAsk(product.id, try Quantity(machine: "10")))
    }
    let supplier = try company.supplier("BOSSARD")
    let order = try mine.perform(
      CreatePurchaseOrder(supplier: supplier.id, asks: asks)
    ).outcome
    try mine.perform(OrderFromSupplier(order: order.id))
    return order.id
  }

  private func days(_ order: ID<PurchaseOrder>) throws -> [Int: Day?] {
    let lines = try mine.read { try $0.lines(of: order) }.map { ($0.line, $0.expectedDay) }
    return Dictionary(uniqueKeysWithValues: lines)
  }

  @Test("the day a supplier announces: of two lines it merges, of one it is asked")
  func expectedDay() throws {
    let order = try purchase()
    let read = try days(order)
    let (early, late) = (company.today + 20, company.today + 40)
    try theirs.perform(ChangeExpectedDay(order: order, line: 1, day: early, read: read))
    try mine.perform(ChangeExpectedDay(order: order, line: 2, day: late, read: read))
    #expect(try days(order) == [1: early, 2: late])

    let act = ChangeExpectedDay(
      order: order, day: company.today + 30, read: read.merging([2: late]) { $1 })
    let found = try conflict(act)
    #expect(found.fields.map(\.part) == ["1"], "line 2 is as it was seen")
    #expect(found.fields[0].theirs == .day(early))
    #expect(try days(order) == [1: early, 2: late], "all or nothing")
    try settle(act, found, .theirs)
    #expect(try days(order) == [1: early, 2: company.today + 30])
    try theirs.perform(ChangeExpectedDay(order: order, line: 2, day: early))
    expectUndoRefused("purchase.expected")
    #expect(try days(order) == [1: early, 2: early])
  }

  @Test(
    "two lines that a colleague gave two days are decided one by one, and no decision is forgotten")
  func expectedDays() throws {
    let order = try purchase()
    let read = try days(order)
    let (first, second) = (company.today + 20, company.today + 40)
    try theirs.perform(ChangeExpectedDay(order: order, line: 1, day: first, read: read))
    try theirs.perform(ChangeExpectedDay(order: order, line: 2, day: second, read: read))
    var act = ChangeExpectedDay(order: order, day: company.today + 30, read: read)
    let found = try conflict(act)
    #expect(found.fields.map(\.theirs) == [.day(first), .day(second)])
    act.settlement.decide(found.fields[0], .mine)
    act.settlement.decide(found.fields[1], .theirs)
    try mine.perform(act)
    #expect(try days(order) == [1: company.today + 30, 2: second])
  }

  /// An opportunity in the first stage.
  private func card(_ title: String) throws -> Opportunity {
    var new = NewOpportunity(title: title)
    new.customerID = try company.customer("C-\(title)").id
    new.stageID = try company.stage("PROSPECT").id
    new.amount = Amount(minor: 100_000)
    return try mine.perform(CreateOpportunity(new)).outcome
  }

  private func stage(_ opportunity: Opportunity) throws -> ID<Stage> {
    try mine.read { try $0.get(opportunity.id) }.stageID
  }

  @Test("a card moved by both: its column is asked, the other cards go on")
  func moves() throws {
    let cards = [try card("A"), try card("B")]
    let stages = try mine.read {
      try $0.all(Stage.self, "WHERE outcome = 'open' ORDER BY sequence")
    }
    .filter { $0.pipelineID == cards[0].pipelineID && $0.requiredFields.isEmpty }
    let (from, theirStage, myStage) = (cards[0].stageID, stages[1], stages[2])
    let read = Dictionary(uniqueKeysWithValues: cards.map { ($0.id, from) })
    try theirs.perform(MoveOpportunities([cards[0].id], to: theirStage.id, read: read))
    let act = MoveOpportunities(cards.map(\.id), to: myStage.id, read: read)
    let found = try conflict(act)
    #expect(found.fields.map(\.part) == [cards[0].number])
    #expect(
      found.fields.map { [$0.mine, $0.theirs] } == [[.text(myStage.name), .text(theirStage.name)]])
    #expect(try stage(cards[1]) == from, "all or nothing")
    try settle(act, found, .theirs)
    #expect(try stage(cards[0]) == theirStage.id && stage(cards[1]) == myStage.id)

    try theirs.perform(MoveOpportunities([cards[1].id], to: theirStage.id))
    expectUndoRefused("opportunity.move")
    #expect(try stage(cards[1]) == theirStage.id)
    #expect(try mine.read { try CompanyCheck.run($0) } == [])
  }

  @Test("the same column twice is no conflict; a card closed meanwhile is said to be closed")
  func sameMove() throws {
    let card = try card("A")
    let stages = try mine.read {
      try $0.all(Stage.self, "WHERE outcome = 'open' ORDER BY sequence")
    }
    .filter { $0.pipelineID == card.pipelineID && $0.requiredFields.isEmpty }
    let read = [card.id: card.stageID]
    let act = MoveOpportunities([card.id], to: stages[1].id, read: read)
    try theirs.perform(act)
    #expect(try mine.perform(act).actID == nil)
    let reason = try mine.read { try $0.all(LostReason.self)[0] }
    try theirs.perform(LoseOpportunity(card.id, reason: reason.code))
    #expect(
      refusal { _ = try mine.perform(MoveOpportunities([card.id], to: stages[2].id, read: read)) }
        == .opportunityClosed)
  }
}
