import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("The life of an opportunity", .eachEngine)
struct PipelineStoryTests {
  let company: TestCompany
  let desk: Desk
  let opportunity: Opportunity

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    opportunity = try desk.perform(
      CreateOpportunity(NewOpportunity(title: "Ferraillage"))
    ).outcome
  }

  private var subject: ActSubject { ActSubject(kind: .opportunity, id: opportunity.id.rawValue) }

  @Test("begins in the first stage, with its probability, unknown customer and amount")
  func beginning() throws {
    #expect(opportunity.number == "A-0001")
    #expect(opportunity.probability == Ratio(percent: 20))
    #expect(opportunity.customerID == nil && opportunity.amount == nil)
    #expect(throws: Refusal(.titleMissing)) {
      try desk.perform(CreateOpportunity(NewOpportunity(title: "")))
    }
  }

  @Test("moves with its stays; a typed probability stays, the stage's follows; undo brings it back")
  func moves() throws {
    let stage = try company.stage("NEGO")
    company.pass(days: 3)
    var moved = try desk.perform(MoveOpportunity(opportunity.id, to: stage.id)).outcome
    #expect(moved.probability == Ratio(percent: 80))
    #expect(moved.stageDay == company.today)
    let stays = try desk.read { try $0.stays(of: opportunity.id) }
    #expect(stays.map(\.leftDay) == [company.today, nil])
    try desk.undo()
    #expect(try desk.read { try $0.get(opportunity.id) }.stageID == opportunity.stageID)
    #expect(try desk.read { try $0.stays(of: opportunity.id) }.map(\.leftDay) == [nil])
    var edit = OpportunityEdit()
    edit.probability = .set(Ratio(percent: 55))
    _ = try desk.perform(EditOpportunity(opportunity.id, edit))
    moved = try desk.perform(MoveOpportunity(opportunity.id, to: stage.id)).outcome
    #expect(moved.probability == Ratio(percent: 55))
  }

  @Test("lists what a stage requires, and says how the closing stages are entered")
  func refusals() throws {
    let stage = try company.stage("QUALIFIE")
    try company.store.write { writer in
      var asking = stage
      asking.requiredFields = "customer amount"
      try writer.update(stage, to: asking)
    }
    #expect(
      throws: Refusal(
        .requiredFieldsMissing, Fact("stage", .text("Qualifié")),
        Fact("fields", .text("customer amount")))
    ) { try desk.perform(MoveOpportunity(opportunity.id, to: stage.id)) }
    let number = Fact("number", .text("A-0001"))
    #expect(throws: Refusal(.wonWithoutSentQuote, number)) {
      try desk.perform(MoveOpportunity(opportunity.id, to: company.stage("ACCEPTE").id))
    }
    #expect(throws: Refusal(.lossReasonMissing, number)) {
      try desk.perform(MoveOpportunity(opportunity.id, to: company.stage("PERDU").id))
    }
  }

  @Test("with a sent quote, the won stage asks for its acceptance")
  func winning() throws {
    let customer = try company.customer()
    let product = try company.product("VIS", price: "10.00", cost: "6.00")
    var new = NewQuote(opportunity: opportunity.id)
    new.customerID = customer.id
    new.lines = [.product(product.id, LineTyping())]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    #expect(quote.opportunityID == opportunity.id)
    _ = try desk.perform(SendQuote(quote.id))
    #expect(throws: Refusal(.wonNeedsAcceptedQuote, Fact("quote", .text("D-0001")))) {
      try desk.perform(MoveOpportunity(opportunity.id, to: company.stage("ACCEPTE").id))
    }
    _ = try desk.perform(LoseOpportunity(opportunity.id, reason: "PRIX", competitor: "Würth"))
    #expect(try desk.read { try $0.get(quote.id) }.state == .declined)
    try desk.undo()
    #expect(try desk.read { try $0.get(quote.id) }.state == .sent)
  }

  @Test("is lost with a reason of the list, and opened again where it was")
  func losing() throws {
    #expect(throws: Refusal(.lossReasonMissing, Fact("number", .text("A-0001")))) {
      try desk.perform(LoseOpportunity(opportunity.id, reason: "HUMEUR"))
    }
    _ = try desk.perform(MoveOpportunity(opportunity.id, to: company.stage("NEGO").id))
    let lost = try desk.perform(LoseOpportunity(opportunity.id, reason: "PRIX")).outcome
    #expect(lost.outcome == .lost && lost.closedDay == company.today)
    #expect(lost.probability == .zero)
    let open = try desk.perform(ReopenOpportunity(opportunity.id)).outcome
    #expect(open.stageID == (try company.stage("NEGO").id))
    #expect(open.closedDay == nil && open.probability == Ratio(percent: 80))
    #expect(try desk.read { try $0.stays(of: opportunity.id) }.count == 4)
    try desk.undo()
    #expect(try desk.read { try $0.get(opportunity.id) }.outcome == .lost)
  }

  @Test("keeps every postponement, and the first open task as its next action")
  func postponementsAndTasks() throws {
    for days in [10, 20] {
      var edit = OpportunityEdit()
      edit.expectedCloseDay = .set(company.today + days)
      _ = try desk.perform(EditOpportunity(opportunity.id, edit))
    }
    let kept = try desk.read { try $0.postponements(of: opportunity.id) }
    #expect(kept.map(\.toDay) == [company.today + 10, company.today + 20])
    let later = NewTask("envoyer la fiche", on: subject, due: company.today + 5)
    let sooner = NewTask("relancer", on: subject, due: company.today + 1)
    _ = try desk.perform(AddTask(later))
    let task = try desk.perform(AddTask(sooner)).outcome
    func next() throws -> String { try desk.read { try $0.get(opportunity.id) }.nextAction }
    #expect(try next() == "relancer")
    _ = try desk.perform(DoneTask(task.id))
    #expect(try next() == "envoyer la fiche")
    try desk.undo()
    #expect(try next() == "relancer")
  }

  @Test("is changed by whom the role allows, and a stale row is named")
  func roles() throws {
    try company.salesperson("MAGASIN", roles: [.orderDesk])
    let store = try company.desk("MAGASIN")
    #expect(throws: Refusal.self) {
      try store.perform(LoseOpportunity(opportunity.id, reason: "PRIX"))
    }
  }
}
