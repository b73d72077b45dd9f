import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("The board", .eachEngine)
struct BoardTests {
  let company: TestCompany
  let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
  }

  @discardableResult
  private func opportunity(
    _ title: String, amount: Int64?, due days: Int? = nil, stage: String = "PROSPECT"
  ) throws -> Opportunity {
    var new = NewOpportunity(title: title)
    new.amount = amount.map { Amount(minor: $0 * 100) }
    new.stageID = try company.stage(stage).id
    let opportunity = try desk.perform(CreateOpportunity(new)).outcome
    if let days {
      let subject = ActSubject(kind: .opportunity, id: opportunity.id.rawValue)
      _ = try desk.perform(AddTask(NewTask("relancer", on: subject, due: company.today + days)))
    }
    return opportunity
  }

  private func board(_ filter: BoardFilter = BoardFilter(), cards: Int = 20) throws -> Board {
    try desk.read { try $0.board(filter, cards: cards, today: company.today) }
  }

  @Test("orders a column by next action then amount, and counts what it hides")
  func order() throws {
    try opportunity("petite", amount: 100)
    try opportunity("grande", amount: 900)
    try opportunity("sans montant", amount: nil)
    try opportunity("demain", amount: 50, due: 1)
    try opportunity("hier", amount: 10, due: -1)
    let column = try #require(try board().columns.first)
    #expect(column.cards.map(\.title) == ["hier", "demain", "grande", "petite", "sans montant"])
    #expect(column.count == 5)
    #expect(column.withoutAmount == 1)
    #expect(column.amount == Amount(minor: 106_000))
    #expect(column.weighted == Amount(minor: 21_200))
    #expect(
      column.cards.map { $0.isLate(on: company.today) } == [true, false, false, false, false])
    let short = try #require(try board(cards: 2).columns.first)
    #expect(short.cards.map(\.title) == ["hier", "demain"])
    #expect(short.hidden == 3)
  }

  @Test("filters every column by words and by person")
  func filters() throws {
    try company.salesperson("DURAND")
    try opportunity("Boulonnerie HR", amount: 100)
    try opportunity("Goulottes", amount: 200, stage: "NEGO")
    var theirs = NewOpportunity(title: "Boulons inox")
    theirs.amount = Amount(minor: 40_000)
    let durand = try company.desk("DURAND")
    _ = try durand.perform(CreateOpportunity(theirs))
    let words = try board(BoardFilter(text: "boul"))
    #expect(words.columns.map(\.count) == [2, 0, 0, 0, 0])
    #expect(words.columns[0].weighted == Amount(minor: 10_000))
    let person = try board(BoardFilter(salesperson: durand.actor.id))
    #expect(person.columns[0].cards.map(\.title) == ["Boulons inox"])
    #expect(person.columns[0].amount == Amount(minor: 40_000))
    let both = try board(BoardFilter(salesperson: durand.actor.id, text: "hr"))
    #expect(both.columns.allSatisfy { $0.count == 0 })
  }

  @Test("AT-54 an opportunity stagnates from the whole day on that reaches the limit")
  func stagnation() throws {
    // Five won opportunities stayed 2, 4, 4, 4 and 9 days: median 4, limit 8.
    let stage = try company.stage("PROSPECT")
    let won = try company.stage("ACCEPTE")
    try company.store.write { writer in
      for (index, days) in [2, 4, 4, 4, 9].enumerated() {
        let past = Opportunity(
          id: company.ids.mint(), searchKey: Int64(1_000 + index), number: "G-\(index)",
          title: "gagnée", pipelineID: stage.pipelineID, stageID: won.id, outcome: .won,
          probability: .whole, closedDay: company.today - 50, createdDay: company.today - 100)
        try writer.insertInBulk(past)
        try writer.insertInBulk(
          OpportunityStay(
            opportunityID: past.id, sequence: 1, stageID: stage.id,
            enteredDay: company.today - 90, leftDay: company.today - 90 + days))
      }
      var manual = stage
      manual.ageLimitDays = nil
      try writer.update(stage, to: manual)
    }
    let open = try opportunity("ouverte", amount: 100)
    func isStagnant() throws -> Bool {
      try desk.read { reader in
        try reader.stagnating(in: stage.pipelineID, today: company.today).map(\.id) == [open.id]
      }
    }
    company.pass(days: 7)
    #expect(try !isStagnant())
    let subject = ActSubject(kind: .opportunity, id: open.id.rawValue)
    _ = try desk.perform(AddInteraction(.note, "appelé", on: subject))
    company.pass(days: 1)
    #expect(try isStagnant())
    _ = try desk.perform(MoveOpportunity(open.id, to: company.stage("QUALIFIE").id))
    #expect(try !isStagnant())
  }
}
